"""部门任务分工表: what every department does for a plan, what it hands over, and by when."""

from collections.abc import Iterable

from optimizer.deliverables.deadlines import calendar_note, deadline_text
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.plan_tasks import Task, latest, plan_tasks, task_departments
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, plan_lines
from optimizer.levers.lead_times import lead_times
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Authority, Grade
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import violation_text
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import level
from optimizer.wording.measures import number_text
from optimizer.wording.sentences import Sentences
from optimizer.wording.times import date_text


def tasks(reform: Reform) -> Deliverable:
    """Every measure as a task of the departments concerned, and who has to confirm what."""
    said = words("deliverable_tasks", reform.language)
    found = plan_tasks(reform)
    blocks: list[Block] = [*plan_lines(reform)]
    if found:
        blocks.extend(_opening(reform, found))
        for department in task_departments(found):
            blocks.append(Heading(department_name(reform, department)))
            blocks.extend(_department_grids(reform, found, department))
    else:
        blocks.append(Paragraph(said("nothing")))
    blocks.extend(_confirmations(reform))
    if found:
        blocks.extend(_lead_time_grids(reform))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


def department_name(reform: Reform, department: str) -> str:
    """The name of a department; a gap to be filled in where nobody is named."""
    if department:
        return reform.names(department)
    return words("deliverables", reform.language)(
        "to_fill", what=words("deliverable_tasks", reform.language)("lead_department")
    )


def summary_grid(reform: Reform, found: tuple[Task, ...]) -> Grid:
    """Numbers of the measures each department leads and supports, and its last deadline."""
    said = words("deliverable_tasks", reform.language)
    columns = (
        Column(said("column_department"), 3),
        Column(said("column_leads"), 5),
        Column(said("column_supports"), 5),
        Column(said("column_last"), 3),
    )
    return Grid(
        columns,
        tuple(
            (
                department_name(reform, one),
                _numbers(reform, (task for task in found if task.lead == one)),
                _numbers(reform, (task for task in found if one in task.supporting)),
                deadline_text(reform, latest([t.due_days for t in found if t.concerns(one)])),
            )
            for one in task_departments(found)
        ),
        said("caption_summary"),
    )


def deadline_notes(reform: Reform, found: tuple[Task, ...]) -> tuple[Paragraph, ...]:
    """What the deadlines are, and where the official calendar ends."""
    said = words("deliverable_tasks", reform.language)
    texts = (said("deadline_note"), calendar_note(reform, (task.due_days for task in found)))
    return tuple(Paragraph(text, Tone.NOTE) for text in texts if text)


def _opening(reform: Reform, found: tuple[Task, ...]) -> tuple[Block, ...]:
    said = words("deliverable_tasks", reform.language)
    date = date_text(reform.date, reform.language)
    opening = said(
        "opening", rows=len(found), measures=len(reform.plan.outcome.measures), date=date
    )
    return (Paragraph(opening), summary_grid(reform, found), *deadline_notes(reform, found))


def _numbers(reform: Reform, found: Iterable[Task]) -> str:
    said = words("deliverable_tasks", reform.language)
    return said.listed([str(task.row.number) for task in found]) or "—"


def _department_grids(reform: Reform, found: tuple[Task, ...], department: str) -> tuple[Grid, ...]:
    """What a department leads, in full, and what it supports, in a line each."""
    leads = [task for task in found if task.lead == department]
    supports = [task for task in found if department in task.supporting]
    return (
        *((_lead_grid(reform, leads),) if leads else ()),
        *((_support_grid(reform, supports),) if supports else ()),
    )


def _lead_grid(reform: Reform, found: list[Task]) -> Grid:
    said = words("deliverable_tasks", reform.language)
    columns = (
        Column(said("column_number"), 1.9),
        Column(said("column_task"), 6),
        Column(said("column_with"), 3),
        Column(said("column_hand_over"), 3.5),
        Column(said("column_precondition"), 3.2),
        Column(said("column_decides"), 2.1),
        Column(said("column_due"), 3),
    )
    rows = (
        (
            number_text(task.row, reform.language),
            task.row.text,
            reform.names.listed(task.supporting) or "—",
            handed_over(reform, task),
            _precondition(task),
            task.row.who,
            deadline_text(reform, task.due_days),
        )
        for task in found
    )
    return Grid(columns, tuple(rows), said("caption_leads"))


def _support_grid(reform: Reform, found: list[Task]) -> Grid:
    said = words("deliverable_tasks", reform.language)
    columns = (
        Column(said("column_number"), 1.9),
        Column(said("column_task"), 14),
        Column(said("column_lead"), 3),
        Column(said("column_due"), 3),
    )
    rows = (
        (
            number_text(task.row, reform.language),
            task.row.text,
            department_name(reform, task.lead),
            deadline_text(reform, task.due_days),
        )
        for task in found
    )
    return Grid(columns, tuple(rows), said("caption_supports"))


def _precondition(task: Task) -> str:
    # A source that is connected is what its task brings about.
    connects = task.row.measures[0].kind is MeasureKind.CONNECT
    return "—" if connects else task.row.precondition or "—"


def handed_over(reform: Reform, task: Task) -> str:
    """What shows that a task is done."""
    said = words("deliverable_tasks", reform.language)
    first = task.row.measures[0]
    if first.kind is MeasureKind.CONNECT:
        return said("delivers_connect")
    return said(f"delivers_{first.lever}")


def _confirmations(reform: Reform) -> tuple[Block, ...]:
    """Written confirmations (书面确认) that must be there before anything starts."""
    said = words("deliverable_tasks", reform.language)
    if not reform.plan.sign_offs:
        return ()
    sentences = Sentences(reform.plan.before, reform.language)
    measures = {one.id: sentences.measure(one) for one in reform.plan.outcome.measures}
    told = tuple(
        violation_text(one, reform.names_after, reform.language, measures)
        for one in reform.plan.sign_offs
    )
    return (
        Heading(said("confirmations")),
        Paragraph(said("confirmations_first")),
        Listing(told, ordered=True),
    )


def _lead_time_grids(reform: Reform) -> tuple[Block, ...]:
    """The planning values that the deadlines rest on."""
    said = words("deliverable_tasks", reform.language)
    times = lead_times()

    def days(value: int | None) -> str:
        return said("not_planned") if value is None else f"{value}{DAGGER}"

    deciding = tuple(
        (level(one, reform.language), days(times.deciding(one)))
        for one in Authority
        if any(each.terms.authority is one for each in reform.plan.outcome.measures)
    )
    doing = tuple(
        (level(one, reform.language), days(times.doing(one)))
        for one in Grade
        if any(each.terms.grade is one for each in reform.plan.outcome.measures)
    )
    working_days = Column(said("column_days"), 1, figures=True)
    return (
        Heading(said("lead_times")),
        Paragraph(said("lead_times_text")),
        Grid((Column(said("column_decides"), 2), working_days), deciding, said("caption_deciding")),
        Grid((Column(said("column_effort"), 2), working_days), doing, said("caption_doing")),
    )
