"""一页纸汇报: what a leaders' meeting reads in a minute, and what it is asked to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.deliverables.common_blocks import assumed_warning, figures_grid, rule_note
from optimizer.deliverables.deadlines import deadline_text
from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Heading,
    Listing,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.plan_tasks import plan_tasks
from optimizer.deliverables.present_state import (
    counted_otherwise,
    limits_without_shortening,
    sticking,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.tasks import department_name
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.redesign.plan import WaterfallRow
from optimizer.service.kinds import Authority
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER, headline
from optimizer.wording.levels import level
from optimizer.wording.measures import effect_text
from optimizer.wording.sentences import Sentences

_MOST_LEVERS = 6
_MOST_DEPARTMENTS = 6
_MOST_EXAMPLES = 2


def brief(reform: Reform) -> Deliverable:
    """One page, whatever the size of the service: counts stand for lists."""
    said = words("deliverable_brief", reform.language)
    blocks: list[Block] = [*plan_lines(reform)]
    sections = (
        ("present", (Paragraph(_present(reform)),)),
        ("points", (Paragraph(_points(reform)),)),
        ("measures", _measures(reform)),
        ("figures", _figures(reform)),
        ("decisions", _decisions(reform)),
        ("who", (Paragraph(_who(reform)),)),
    )
    for key, found in sections:
        blocks.append(Heading(said(f"section_{key}")))
        blocks.extend(found)
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
        compact=True,
    )


def _present(reform: Reform) -> str:
    said = words("deliverable_brief", reform.language)
    before, service = reform.plan.before, reform.service
    return said(
        "present",
        items=len(before.items),
        departments=len({one.department for one in before.items}),
        lead=department_name(reform, service.lead_department),
        cases=words("deliverables", reform.language)("to_verify")
        if service.yearly_cases is None
        else said("cases", count=service.yearly_cases),
    )


def _points(reform: Reform) -> str:
    """What holds applicants up, in one sentence of counts."""
    said = words("deliverable_brief", reform.language)
    found = sticking(reform)
    told = []
    if found.chain:
        told.append(said("point_chain", count=len(found.chain), length=found.chain_length))
    counted = (
        ("point_habits", found.habits),
        ("point_results", len(found.results)),
        ("point_issued", len(found.issued)),
    )
    if found.repeated:
        often = sorted(found.repeated, key=lambda one: -one[1])[:_MOST_EXAMPLES]
        examples = said.listed([name for name, _ in often])
        told.append(said("point_repeated", count=len(found.repeated), examples=examples))
    told.extend(said(key, count=count) for key, count in counted if count)
    if found.forms > 1:
        told.append(said("point_forms", count=found.forms))
    for one in headline(reform.plan, ("applications", "visits")):
        if one.before is not None and one.before > 1:
            mark = DAGGER if one.assumed else ""
            told.append(said(f"point_{one.metric}", count=f"{one.before}{mark}"))
    if not told:
        return said("points_none")
    text = (said("semicolon") + ("" if reform.language == "zh" else " ")).join(told)
    return said("sentence", text=text[:1].upper() + text[1:])


def _measures(reform: Reform) -> tuple[Block, ...]:
    """The kinds of measures that bring most, each with its share of the gain."""
    said = words("deliverable_brief", reform.language)
    measures = reform.plan.outcome.measures
    if not measures:
        return (Paragraph(said("measures_none")),)
    counts = Counter(one.lever for one in measures)
    sentences = Sentences(reform.plan.before, reform.language)
    order = [key for key in _families(reform) if key in counts]
    order.extend(key for key in counts if key not in order)
    told = [
        said(
            "lever",
            lever=sentences.lever(key),
            count=counts[key],
            effect=_effect(reform, key),
        )
        for key in order[:_MOST_LEVERS]
    ]
    left = sum(counts[key] for key in order[_MOST_LEVERS:])
    if left:
        told.append(said("levers_left", kinds=len(order) - _MOST_LEVERS, count=left))
    return (Paragraph(said("measures", count=len(measures))), Listing(tuple(told), ordered=True))


def _families(reform: Reform) -> list[str]:
    """Families of the waterfall, the one that takes most off the figures first."""
    whole = {one.metric: one.before for one in reform.plan.reductions}
    gains: dict[str, float] = {}
    for row in reform.plan.waterfall:
        gains[row.family] = gains.get(row.family, 0) + (row.before - row.after) / max(
            whole.get(row.metric) or 0, 1
        )
    return sorted(gains, key=lambda family: -gains[family])


def _effect(reform: Reform, lever: str) -> str:
    """What all measures of a lever change together (the waterfall)."""
    said = words("deliverable_brief", reform.language)
    rows = [one for one in reform.plan.waterfall if one.family == lever and _moves(one)]
    if not rows:
        return said("no_figure")
    return effect_text(tuple((one.metric, one.after - one.before) for one in rows), reform.language)


def _moves(row: WaterfallRow) -> bool:
    return row.before != row.after


def _figures(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_brief", reform.language)
    yield figures_grid(reform)
    yield rule_note(reform)
    yield from assumed_warning(reform)
    notes = [
        said("without_shortening", before=before, after=after)
        for before, after in limits_without_shortening(reform)
    ]
    notes.extend(
        said("counting_basis", **counted_otherwise(reform, row))
        for row in reform.plan.waterfall
        if row.family == "counting_basis" and row.metric == "promise" and _moves(row)
    )
    notes.append(said("verified" if reform.plan.verified else "not_verified"))
    yield Paragraph("".join(notes) if reform.language == "zh" else " ".join(notes), Tone.NOTE)


def _decisions(reform: Reform) -> tuple[Block, ...]:
    """What others than the own unit have to decide, by level, the highest first."""
    said = words("deliverable_brief", reform.language)
    sentences = Sentences(reform.plan.before, reform.language)
    told = []
    for authority in sorted(Authority, reverse=True):
        own = [
            one
            for one in reform.plan.outcome.measures
            if one.terms.authority is authority and authority is not Authority.OWN_UNIT
        ]
        if own:
            levers = Counter(sentences.lever(one.lever) for one in own)
            listed = said.listed([said("times", lever=k, count=n) for k, n in levers.items()])
            who = level(authority, reform.language)
            told.append(said("decide", who=who, count=len(own), levers=listed))
    if reform.plan.sign_offs:
        told.append(said("confirm", count=len(reform.plan.sign_offs)))
    if not told:
        return (Paragraph(said("decisions_none")),)
    return (Listing(tuple(told), ordered=True),)


def _who(reform: Reform) -> str:
    """Who leads, who supports, and when it is done."""
    said = words("deliverable_brief", reform.language)
    lead = reform.plan.before.lead_department
    found = plan_tasks(reform)
    others = list(
        dict.fromkeys(
            one for task in found for one in (task.lead, *task.supporting) if one and one != lead
        )
    )
    named = reform.names.listed(others[:_MOST_DEPARTMENTS])
    if len(others) > _MOST_DEPARTMENTS:
        named = said("and_more", named=named, count=len(others))
    parts = [said("lead", lead=department_name(reform, lead))]
    if others:
        parts.append(said("support", others=named))
    due = sorted(task.due_days for task in found if task.due_days is not None)
    if due:
        half = due[(len(due) - 1) // 2]
        parts.append(
            said(
                "due",
                tasks=len(found),
                half=deadline_text(reform, half),
                last=deadline_text(reform, due[-1]),
            )
        )
    if len(due) < len(found):
        parts.append(said("due_open", count=len(found) - len(due)))
    return "".join(parts) if reform.language == "zh" else " ".join(parts)
