"""上级工作指引对照表: what higher levels ask, what the plan does, and whether that is enough."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from optimizer.deliverables import guidance_papers as papers
from optimizer.deliverables import guidance_process as process
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Grid,
    Heading,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.guidance import Answer, Group, Guideline, Verdict, guidelines
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER

CHECKS: Mapping[str, Callable[[Reform], Answer]] = {
    "listed": process.listed,
    "lead": process.lead,
    "authority": process.authority,
    "definite": papers.definite,
    "one_form": papers.one_form,
    "one_set": papers.one_set,
    "one_window": process.one_window,
    "one_net": process.one_net,
    "within_statutory": process.within_statutory,
    "not_longer": process.not_longer,
    "stopped_clock": process.stopped_clock,
    "visits": process.visits,
    "channel": process.channel,
    "no_more": papers.no_more,
    "basis": papers.basis,
    "shared": papers.shared,
    "results": papers.results,
    "commitment": papers.commitment,
    "after_check": papers.after_check,
    "choice": papers.choice_of_procedure,
    "deferral": papers.deferral,
    "deferral_list": papers.deferral_list,
    "other_rules": process.other_rules,
    "fees": process.fees,
}
"""By the ``check`` of a guideline; ``rules`` asks the rules of law only."""

_OWN_ROWS = 3
"""Empty rows for what city and province ask beyond the file."""


def answer(reform: Reform, asked: Guideline) -> Answer:
    """What the plan has to say to a guideline; nothing is met that was not computed."""
    if asked.check == "rules":
        return process.rules(reform, asked)
    if not asked.check:
        return Answer(Verdict.BY_HAND, note=asked.by_hand(reform.language))
    found = process.with_rules(reform, asked, CHECKS[asked.check](reform))
    if found.verdict is Verdict.BY_HAND and not found.note:
        return replace(found, note=asked.by_hand(reform.language))
    return found


def guidance_check(reform: Reform) -> Deliverable:
    """The table that is looked through before a plan is submitted."""
    said = words("deliverable_guidance_check", reform.language)
    answers = [
        (one, answer(reform, one)) for one in guidelines() if one.region in reform.service.region
    ]
    blocks: list[Block] = [
        *plan_lines(reform),
        Paragraph(_summary(reform, [found for _, found in answers])),
        Paragraph(said("how_made"), Tone.NOTE),
    ]
    numbered = [(place, *one) for place, one in enumerate(answers, start=1)]
    for group in Group:
        own = [one for one in numbered if one[1].group is group]
        if own:
            blocks.extend((Heading(said(f"group_{group.value}")), _grid(reform, own)))
    blocks.extend(_further(reform))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


def _summary(reform: Reform, answers: Sequence[Answer]) -> str:
    said = words("deliverable_guidance_check", reform.language)
    counts = Counter(one.verdict for one in answers)
    return said(
        "summary",
        service=one_thing(reform),
        all=len(answers),
        assumed=sum(one.assumed and one.verdict is Verdict.MET for one in answers),
        **{verdict.value: counts[verdict] for verdict in Verdict},
    )


def _grid(reform: Reform, answers: Sequence[tuple[int, Guideline, Answer]]) -> Grid:
    said = words("deliverable_guidance_check", reform.language)
    columns = (
        Column(said("number"), 1.1),
        Column(said("requirement"), 4.5),
        Column(said("source"), 3.2),
        Column(said("this_plan"), 4.5),
        Column(said("conforms"), 1.7),
        Column(said("note"), 5),
    )
    return Grid(columns, tuple(_row(reform, *one) for one in answers))


def _row(reform: Reform, place: int, asked: Guideline, found: Answer) -> tuple[str, ...]:
    said = words("deliverable_guidance_check", reform.language)
    mark = DAGGER if found.assumed else ""
    return (
        str(place),
        asked.text(reform.language),
        asked.source + ("" if asked.read else "*"),
        found.told or "—",
        said(f"verdict_{found.verdict.value}") + mark,
        found.note or "—",
    )


def _further(reform: Reform) -> Iterator[Block]:
    """Room for guidance of city and province, which only the office has at hand."""
    said = words("deliverable_guidance_check", reform.language)
    yield Heading(said("further"))
    yield Paragraph(said("further_note"))
    columns = (
        Column(said("number"), 1.1),
        Column(said("requirement"), 5),
        Column(said("source"), 4),
        Column(said("this_plan"), 4.5),
        Column(said("conforms"), 1.7),
        Column(said("note"), 4),
    )
    rows = tuple((str(place), "", "", "", "", "") for place in range(1, _OWN_ROWS + 1))
    yield Grid(columns, rows)
