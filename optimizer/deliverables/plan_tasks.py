"""Who does what by when for a plan: its measures as tasks of departments."""

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.deliverables.concerned import concerned
from optimizer.deliverables.reform import Reform
from optimizer.levers.lead_times import due_days
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.wording.measures import MeasureRow, measure_rows

# What the whole service shares is led by its lead department, whoever is concerned.
_SHARED = frozenset({MeasureKind.GUIDE, MeasureKind.WINDOW, MeasureKind.FORMS, MeasureKind.MERGE})


@dataclass(frozen=True)
class Task:
    """One row of the table of measures as somebody's task.

    Attributes:
        row: what is done.
        lead: id of the department that leads (牵头); empty where nobody is named.
        supporting: ids of the others concerned (配合).
        due_days: working days from the start; ``None`` cannot be planned.
    """

    row: MeasureRow
    lead: str
    supporting: tuple[str, ...]
    due_days: int | None

    def concerns(self, department: str) -> bool:
        """Whether a department leads or supports it."""
        return department in (self.lead, *self.supporting)


def plan_tasks(reform: Reform) -> tuple[Task, ...]:
    """One task a row of measures, in their order.

    A department that is the only one concerned leads; where several are, or the whole service
    shares the change, the lead department of the service does and the others support.
    """
    due = due_days(reform.plan)
    look_up = concerned(reform.plan)
    found = []
    for row in measure_rows(reform.plan, reform.language):
        touched = dict.fromkeys(one for each in row.measures for one in look_up.departments(each))
        lead = _lead(row.measures, tuple(touched), reform.plan.before.lead_department)
        found.append(
            Task(
                row=row,
                lead=lead,
                supporting=tuple(one for one in touched if one != lead),
                due_days=latest([due[one.id] for one in row.measures]),
            )
        )
    return tuple(found)


def _lead(measures: Sequence[Measure], touched: tuple[str, ...], lead: str) -> str:
    if len(touched) == 1 and measures[0].kind not in _SHARED:
        return touched[0]
    return lead


def task_departments(tasks: Sequence[Task]) -> tuple[str, ...]:
    """Everybody with a task: those who lead most first, then in the order of the tasks."""
    everybody = dict.fromkeys(one for task in tasks for one in (task.lead, *task.supporting))
    return tuple(sorted(everybody, key=lambda one: -sum(task.lead == one for task in tasks)))


def latest(days: Sequence[int | None]) -> int | None:
    """The latest of some days; ``None`` where one cannot be planned, or there is none."""
    known = [one for one in days if one is not None]
    return max(known) if known and len(known) == len(days) else None
