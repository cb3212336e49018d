"""Who does what in a district: measures and what is shared as duties of departments by period."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from optimizer.deliverables.concerned import Concerned, concerned
from optimizer.deliverables.plan_tasks import Task, plan_tasks
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import department_name, plain_name
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.redesign.measure import Measure
from optimizer.redesign.once import needed_once, shared_keys
from optimizer.redesign.opportunity import MeasureKind
from optimizer.wording.catalogue import Language


@dataclass(frozen=True)
class Chore:
    """A task of a service.

    Attributes:
        measures: what is done; of a department that only supports, with no more targets than
            concern it.
        lead: name of the department that leads; empty where nobody is named.
        supporting: names of the others concerned.
        number: of the row in the task table of the service.
    """

    measures: tuple[Measure, ...]
    lead: str
    supporting: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class Duty:
    """What a department does for one service, a source it connects, or an approval it asks for.

    Attributes:
        key: of the service, the source or the approval.
        leads, supports: tasks of the service; without connections, which are a duty by themselves.
        period: at whose end it is due; ``None`` where that is not settled.
        basis: of a source or an approval; empty where none is known.
    """

    kind: WorkKind
    key: str
    leads: tuple[Chore, ...]
    supports: tuple[Chore, ...]
    period: Period | None
    basis: str = ""

    @property
    def led(self) -> tuple[Measure, ...]:
        """The measures of all tasks that are led."""
        return tuple(each for one in self.leads for each in one.measures)

    @property
    def supported(self) -> tuple[Measure, ...]:
        """The measures of all tasks that are supported."""
        return tuple(each for one in self.supports for each in one.measures)


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
    bases = _bases(summary)
    for kind, key, owner in shared:
        period = summary.road.period_of(kind, key)
        add(owner, Duty(kind, key, (), (), period, bases.get(key, "")))
    duties = [
        DepartmentDuties(names[plain], tuple(sorted(held, key=_when)))
        for plain, held in found.items()
    ]
    return tuple(sorted(duties, key=lambda one: -sum(len(duty.led) for duty in one.duties)))


def _bases(summary: Summary) -> Mapping[str, str]:
    """The basis of each source and approval, as the first service that states one has it."""
    keys = shared_keys(summary.plan.sources, summary.plan.approvals)
    found: dict[str, str] = {}
    for row in summary.rows:
        for one in row.plan.outcome.measures:
            key = keys.get((row.key, needed_once(one, one.terms)))
            if key is not None and one.terms.basis:
                found.setdefault(key, one.terms.basis)
    return found


def _of_service(
    summary: Summary, row: Row, date: datetime.date, language: Language
) -> list[tuple[str, Duty]]:
    period = summary.road.period_of(WorkKind.GO_LIVE, row.key)
    tasks = [
        one
        for one in plan_tasks(Reform(row.plan, row.service, "", date, language))
        if any(each.kind is not MeasureKind.CONNECT for each in one.row.measures)
    ]
    departments = dict.fromkeys(one for task in tasks for one in (task.lead, *task.supporting))
    look_up = concerned(row.plan)
    return [
        (
            department_name(row.plan.before, one),
            Duty(
                WorkKind.GO_LIVE,
                row.key,
                tuple(_chore(row, task) for task in tasks if task.lead == one),
                tuple(
                    _support(row, task, one, look_up) for task in tasks if one in task.supporting
                ),
                period,
            ),
        )
        for one in departments
    ]


def _chore(row: Row, task: Task) -> Chore:
    service = row.plan.before
    return Chore(
        task.row.measures,
        department_name(service, task.lead),
        tuple(department_name(service, one) for one in task.supporting),
        task.row.number,
    )


def _support(row: Row, task: Task, department: str, look_up: Concerned) -> Chore:
    own = (_own(one, department, look_up) for one in task.row.measures)
    return replace(_chore(row, task), measures=tuple(one for one in own if one is not None))


def _own(one: Measure, department: str, look_up: Concerned) -> Measure | None:
    """A measure with those of its targets that concern a department; ``None`` without any."""
    if department not in look_up.departments(one):
        return None
    single = [(each, one.model_copy(update={"targets": (each,)})) for each in one.targets]
    targets = tuple(each for each, alone in single if department in look_up.departments(alone))
    return one.model_copy(update={"targets": targets or one.targets})


def _when(duty: Duty) -> tuple[bool, int, bool]:
    number = 0 if duty.period is None else duty.period.number
    return (duty.period is None, number, duty.kind is WorkKind.GO_LIVE)
