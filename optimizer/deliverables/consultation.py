"""征求意见: letter and reply form for every department concerned, and the record of opinions."""

from collections.abc import Iterator, Sequence

from optimizer.deliverables.common_blocks import assumed_warning
from optimizer.deliverables.concerned import concerned
from optimizer.deliverables.consultation_letter import Letter, Touch
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.measure_changes import MeasureChanges
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.service.using import used_departments
from optimizer.wording.catalogue import words
from optimizer.wording.measures import MeasureRow, measure_rows
from optimizer.wording.sentences import Sentences
from optimizer.wording.times import date_text

_SPARE_ROWS = 3
"""Empty rows of the record of opinions: who else answers, e.g. the public."""


def consultation(reform: Reform) -> Deliverable:
    """Everything that is needed to ask the departments of a plan for their opinion.

    The lead department asks the others and writes no letter to itself.
    """
    said = words("deliverable_consultation", reform.language)
    touches = _touches(reform)
    asked = [one for one in touches if one.department != reform.plan.before.lead_department]
    asked = [one for one in asked if one.rows]
    rows = len(measure_rows(reform.plan, reform.language))
    blocks: list[Block] = [
        *plan_lines(reform),
        Paragraph(_introduction(reform, rows, len(asked))),
    ]
    blocks.append(_overview(reform, touches))
    blocks.extend(_cautions(reform))
    for touch in asked:
        blocks.extend((PageBreak(), *Letter(reform, touch).blocks()))
    if asked:
        blocks.extend((PageBreak(), *_record(reform, asked)))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
    )


def _touches(reform: Reform) -> tuple[Touch, ...]:
    """Every department of the service with what concerns it, in the order of first use."""
    plan = reform.plan
    looked_up = concerned(plan)
    rows = measure_rows(plan, reform.language)
    sentences = Sentences(plan.before, reform.language)
    changes = MeasureChanges(plan, reform.language)
    whom = {one.id: looked_up.departments(one) for row in rows for one in row.measures}

    def told(row: MeasureRow, department: str) -> tuple[MeasureRow, str, str] | None:
        own = [one for one in row.measures if department in whom[one.id]]
        return (row, sentences.alike(own), changes.text(own)) if own else None

    everybody = dict.fromkeys(
        (*used_departments(plan.before), *(one for held in whom.values() for one in held))
    )
    return tuple(
        Touch(one, tuple(found for row in rows if (found := told(row, one)) is not None))
        for one in everybody
    )


def _introduction(reform: Reform, rows: int, letters: int) -> str:
    said = words("deliverable_consultation", reform.language)
    lead = reform.plan.before.lead_department
    count = len(reform.plan.outcome.measures)
    values = {
        "lead": reform.names(lead) if lead else said("lead_unknown"),
        "service": one_thing(reform),
    }
    if not count:
        return said("nothing_to_ask", **values)
    if not letters:
        return said("lead_only", count=count, rows=rows, **values)
    return said("introduction", count=count, rows=rows, letters=letters, **values)


def _overview(reform: Reform, touches: Sequence[Touch]) -> Grid:
    """Who is asked about what."""
    said = words("deliverable_consultation", reform.language)
    lead = reform.plan.before.lead_department

    def way(one: Touch) -> str:
        if one.department == lead:
            return said("way_lead")
        return said("way_letter") if one.rows else said("way_none")

    rows = tuple(
        (str(place), reform.names(one.department), one.numbers(reform.language), way(one))
        for place, one in enumerate(touches, start=1)
    )
    columns = (
        Column(said("number"), 1.2),
        Column(said("department"), 4),
        Column(said("measures"), 6),
        Column(said("way"), 3.5),
    )
    return Grid(columns, rows, said("overview"))


def _cautions(reform: Reform) -> Iterator[Paragraph]:
    if reform.plan.outcome.measures:
        yield from assumed_warning(reform)


def _record(reform: Reform, asked: Sequence[Touch]) -> Iterator[Block]:
    """意见采纳情况表: one row a department asked, the rest is written when the answers are in."""
    said = words("deliverable_consultation", reform.language)
    yield Heading(said("record"))
    columns = (
        Column(said("number"), 1.2),
        Column(said("department"), 3),
        Column(said("opinion"), 5),
        Column(said("adoption"), 2.5),
        Column(said("reason"), 4),
    )
    rows = [
        (str(place), reform.names(one.department), "", "", "")
        for place, one in enumerate(asked, start=1)
    ]
    rows.extend((str(len(asked) + place), "", "", "", "") for place in range(1, _SPARE_ROWS + 1))
    yield Grid(columns, tuple(rows))
    yield Paragraph(said("record_note"), Tone.NOTE)
    yield Paragraph(said("record_made", date=date_text(reform.date, reform.language)), Tone.NOTE)
