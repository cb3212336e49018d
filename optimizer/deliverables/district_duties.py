"""Who does what in a district: measures and what is shared as duties of departments by period."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from optimizer.deliverables.plan_tasks import plan_tasks
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import department_name, plain_name
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.wording.catalogue import Language


@dataclass(frozen=True)
class Duty:
    """What a department does for one service, a source it connects, or an approval it asks for.

    Attributes:
        key: of the service, the source or the approval.
        leads, supports: numbers of the rows in the task table of the service.
        period: when it is done; ``None`` where that is not settled.
    """

    kind: WorkKind
    key: str
    leads: tuple[int, ...]
    supports: tuple[int, ...]
    period: Period | None


@dataclass(frozen=True)
class DepartmentDuties:
    """One department; ``name`` is empty where nobody is named."""

    name: str
    duties: tuple[Duty, ...]

    @property
    def last(self) -> Period | None:
        """The period of the last duty; ``None`` where one is not settled."""
        periods = [one.period for one in self.duties]
        settled = [one for one in periods if one is not None]
        return max(settled, key=lambda one: one.number) if len(settled) == len(periods) else None


def department_duties(
    summary: Summary, date: datetime.date, language: Language
) -> tuple[DepartmentDuties, ...]:
    """The duties of every department, whoever leads most first; each in the order of periods.

    A service goes live as a whole, so all that is done for it is due by the end of its period.
    """
    names: dict[str, str] = {}
    found: dict[str, list[Duty]] = {}

    def add(name: str, duty: Duty) -> None:
        plain = plain_name(name)
        names.setdefault(plain, name)
        found.setdefault(plain, []).append(duty)

    for row in summary.rows:
        for name, duty in _of_service(summary, row, date, language):
            add(name, duty)
    shared = (
        *((WorkKind.CONNECT, one.key, one.owner) for one in summary.connected),
        *((WorkKind.APPROVE, one.key, one.owner) for one in summary.approved),
    )
    for kind, key, owner in shared:
        add(owner, Duty(kind, key, (), (), summary.road.period_of(kind, key)))
    duties = [
        DepartmentDuties(names[plain], tuple(sorted(held, key=_when)))
        for plain, held in found.items()
    ]
    return tuple(sorted(duties, key=lambda one: -sum(len(duty.leads) for duty in one.duties)))


def _of_service(
    summary: Summary, row: Row, date: datetime.date, language: Language
) -> list[tuple[str, Duty]]:
    period = summary.road.period_of(WorkKind.GO_LIVE, row.key)
    tasks = plan_tasks(Reform(row.plan, row.service, "", date, language))
    departments = dict.fromkeys(one for task in tasks for one in (task.lead, *task.supporting))
    return [
        (
            department_name(row.plan.before, one),
            Duty(
                WorkKind.GO_LIVE,
                row.key,
                tuple(task.row.number for task in tasks if task.lead == one),
                tuple(task.row.number for task in tasks if one in task.supporting),
                period,
            ),
        )
        for one in departments
    ]


def _when(duty: Duty) -> tuple[bool, int, bool]:
    number = 0 if duty.period is None else duty.period.number
    return (duty.period is None, number, duty.kind is WorkKind.GO_LIVE)
