"""全区任务分工表: by department what it does for which service in which period."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

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
from optimizer.deliverables.district_bases import Bases
from optimizer.deliverables.district_doing import named
from optimizer.deliverables.district_duties import DepartmentDuties, department_duties
from optimizer.deliverables.district_duty_rows import DutyRow, led_rows, supported_rows
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import district_name
from optimizer.wording.district_road import due_text, period_text
from optimizer.wording.times import date_text


def district_tasks(
    summary: Summary, origin: str, date: datetime.date, language: Language
) -> Deliverable:
    """Every department's duties in words: what, for which service, on what basis, by when.

    Args:
        summary: of the district.
        origin: lines that say what it was computed from.
        date: of the paper.
        language: of everything that is not the planner's own text.
    """
    said = words("deliverable_district", language)
    found = department_duties(summary, date, language)
    bases = Bases([row for one in found for row in led_rows(summary, one, language)], language)
    blocks: list[Block] = [
        Paragraph(date_text(date, language), Tone.SUBTITLE),
        Paragraph(said("tasks_opening", departments=len(found))),
        duty_grid(found, language),
        Paragraph(said("tasks_note"), Tone.NOTE),
    ]
    for one in found:
        blocks.append(Heading(one.name or said("nobody")))
        if leads := led_rows(summary, one, language):
            blocks.append(_lead_grid(leads, summary, bases))
            if note := bases.note(leads):
                blocks.append(Paragraph(note, Tone.NOTE))
        if supports := supported_rows(summary, one, language):
            blocks.append(_support_grid(supports, summary, language))
    return deliverable(
        said("tasks_title", district=district_name(summary.plan.district, language)),
        blocks,
        origin=origin,
        language=language,
        landscape=True,
        compact=True,
    )


def duty_grid(found: tuple[DepartmentDuties, ...], language: Language) -> Grid:
    """How much each department leads, supports, connects and asks for, and until when."""
    said = words("deliverable_district", language)
    columns = (
        Column(said("column_department"), 4),
        Column(said("column_services"), 2, figures=True),
        Column(said("column_leads"), 2, figures=True),
        Column(said("column_supports"), 2, figures=True),
        Column(said("column_connects"), 2, figures=True),
        Column(said("column_asks"), 2, figures=True),
        Column(said("column_last"), 4),
    )
    rows = tuple(
        (
            one.name or said("nobody"),
            str(sum(duty.kind is WorkKind.GO_LIVE for duty in one.duties)),
            str(sum(len(duty.led) for duty in one.duties)),
            str(sum(len(duty.supported) for duty in one.duties)),
            str(sum(duty.kind is WorkKind.CONNECT for duty in one.duties)),
            str(sum(duty.kind is WorkKind.APPROVE for duty in one.duties)),
            period_text(one.last, language, dated=False),
        )
        for one in found
    )
    return Grid(columns, rows, said("caption_duties"))


def _lead_grid(rows: Sequence[DutyRow], summary: Summary, bases: Bases) -> Grid:
    """What a department does by itself or leads."""
    said = words("deliverable_district", bases.language)
    return _grid(
        (said("column_leading"), said("column_with")),
        [
            (
                row,
                _numbered([line.text + bases.mark(line.basis) for line in row.lines], "\n"),
                said.listed(row.others) or "—",
            )
            for row in rows
        ],
        summary,
        bases.language,
    )


def _support_grid(rows: Sequence[DutyRow], summary: Summary, language: Language) -> Grid:
    """What a department helps another with, in short; the basis stands with whoever leads."""
    said = words("deliverable_district", language)
    return _grid(
        (said("column_supporting"), said("column_lead")),
        [
            (
                row,
                _numbered([line.text for line in row.lines], "　" if language == "zh" else "  "),
                said.listed([one or said("nobody") for one in row.others]),
            )
            for row in rows
        ],
        summary,
        language,
    )


def _grid(
    names: tuple[str, str],
    told: Sequence[tuple[DutyRow, str, str]],
    summary: Summary,
    language: Language,
) -> Grid:
    """Rows with their tasks and whom they are done with; what columns of these are called."""
    said = words("deliverable_district", language)
    columns = (
        Column(said("column_number"), 1, figures=True),
        Column(said("column_for"), 2.9),
        Column(names[0], 15),
        Column(names[1], 3.1),
        Column(said("column_due"), 2.5),
    )
    rows = tuple(
        (
            str(number),
            named([summary.name(key) for key in row.services], language),
            tasks,
            others,
            due_text(row.period, language),
        )
        for number, (row, tasks, others) in enumerate(told, 1)
    )
    return Grid(columns, rows, tall=True)


def _numbered(lines: Sequence[str], between: str) -> str:
    """Lines of a cell, numbered where there are several."""
    if len(lines) == 1:
        return lines[0]
    return between.join(f"{number}. {line}" for number, line in enumerate(lines, 1))
