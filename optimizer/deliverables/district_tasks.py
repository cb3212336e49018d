"""全区任务分工表: by department what it does for which service in which period."""

from __future__ import annotations

import datetime

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
from optimizer.deliverables.district_doing import named
from optimizer.deliverables.district_duties import DepartmentDuties, Duty, department_duties
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import district_name, work_text
from optimizer.wording.district_road import due_text, period_text
from optimizer.wording.levels import level
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
    blocks: list[Block] = [
        Paragraph(date_text(date, language), Tone.SUBTITLE),
        Paragraph(said("tasks_opening", departments=len(found))),
        duty_grid(found, language),
        Paragraph(said("tasks_note"), Tone.NOTE),
    ]
    for one in found:
        blocks.append(Heading(one.name or said("nobody")))
        leads, supports = _leads(summary, one, language), _supports(summary, one, language)
        blocks.extend(grid for grid in (leads, supports) if grid.rows)
    return deliverable(
        said("tasks_title", district=district_name(summary.plan.district, language)),
        blocks,
        origin=origin,
        language=language,
        landscape=True,
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
            str(sum(len(duty.leads) for duty in one.duties)),
            str(sum(len(duty.supports) for duty in one.duties)),
            str(sum(duty.kind is WorkKind.CONNECT for duty in one.duties)),
            str(sum(duty.kind is WorkKind.APPROVE for duty in one.duties)),
            period_text(one.last, language, dated=False),
        )
        for one in found
    )
    return Grid(columns, rows, said("caption_duties"))


def _leads(summary: Summary, one: DepartmentDuties, language: Language) -> Grid:
    """What a department does by itself or leads; what serves several services stands first."""
    said = words("deliverable_district", language)
    columns = (
        Column(said("column_number"), 1.2, figures=True),
        Column(said("column_for"), 4),
        Column(said("column_task"), 8),
        Column(said("column_with"), 3),
        Column(said("column_basis"), 4.5),
        Column(said("column_due"), 3.2),
    )
    told: list[tuple[str, ...]] = []
    for duty in one.duties:
        due = due_text(duty.period, language)
        if duty.kind is not WorkKind.GO_LIVE:
            task = duty_text(summary, duty, language)
            told.append((_served(summary, duty, language), task, "—", duty.basis, due))
        for chore in duty.leads:
            supporting = said.listed(chore.supporting) or "—"
            told.append((summary.name(duty.key), chore.text, supporting, chore.basis, due))
    rows = (
        (str(number), service, task, others, basis or said("to_verify"), due)
        for number, (service, task, others, basis, due) in enumerate(told, 1)
    )
    return Grid(columns, tuple(rows), said("caption_leads"))


def _supports(summary: Summary, one: DepartmentDuties, language: Language) -> Grid:
    """What a department helps another with."""
    said = words("deliverable_district", language)
    columns = (
        Column(said("column_number"), 1.2, figures=True),
        Column(said("column_for"), 4),
        Column(said("column_task"), 8),
        Column(said("column_lead"), 3),
        Column(said("column_basis"), 4.5),
        Column(said("column_due"), 3.2),
    )
    held = [(duty, chore) for duty in one.duties for chore in duty.supports]
    rows = (
        (
            str(number),
            summary.name(duty.key),
            chore.text,
            chore.lead or said("nobody"),
            chore.basis or said("to_verify"),
            due_text(duty.period, language),
        )
        for number, (duty, chore) in enumerate(held, 1)
    )
    return Grid(columns, tuple(rows), said("caption_supports"))


def _served(summary: Summary, duty: Duty, language: Language) -> str:
    """The services that wait for a source or an approval."""
    held = summary.connected if duty.kind is WorkKind.CONNECT else summary.approved
    one = next(each for each in held if each.key == duty.key)
    return named([summary.name(key) for key in summary.served(one)], language)


def duty_text(summary: Summary, duty: Duty, language: Language) -> str:
    """What a duty is about; of an approval, whom it has to be asked from."""
    said = words("deliverable_district", language)
    name = work_text(summary, duty.kind, duty.key, language)
    if duty.kind is not WorkKind.APPROVE:
        return said(f"work_{duty.kind.value}", name=name)
    authority = next(one.authority for one in summary.approved if one.key == duty.key)
    return said("work_approve", name=name, who=level(authority, language))
