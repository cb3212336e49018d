"""How deliverables call the service, the plan they tell and the day they start from."""

from optimizer.deliverables.deliverable import Paragraph, Tone
from optimizer.deliverables.reform import Reform
from optimizer.wording.catalogue import words
from optimizer.wording.figures import plan_name, situation_text
from optimizer.wording.times import date_text


def one_thing(reform: Reform) -> str:
    """The service as a one-thing service: ``“开办餐饮店”一件事``, said once only."""
    said = words("deliverable_titles", reform.language)
    name = reform.title.removesuffix(said("suffix")).strip(said("quotes"))
    return said("one_thing", name=name)


def plan_lines(reform: Reform) -> tuple[Paragraph, ...]:
    """Below a title: region, plan and date; the situation where the service has several."""
    said = words("deliverable_titles", reform.language)
    parts = [
        reform.service.region,
        plan_name(reform.plan.request.name, reform.language),
        date_text(reform.date, reform.language),
    ]
    between = said("between") + ("" if reform.language == "zh" else " ")
    text = said("plan_line", text=between.join(filter(None, parts)))
    lines = [Paragraph(text, Tone.SUBTITLE)]
    if reform.plan.situation:
        situation = situation_text(reform.plan.situation, reform.language)
        lines.append(Paragraph(said("situation", situation=situation), Tone.NOTE))
    return tuple(lines)


def other_situations(reform: Reform) -> str:
    """Names of the items that only other situations have; empty where there are none."""
    here = {item.id for item in reform.plan.before.items}
    others = [item.name or item.id for item in reform.service.items if item.id not in here]
    return words("deliverable_titles", reform.language).listed(others)
