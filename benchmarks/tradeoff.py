"""Discrete time-cost trade-off instances: which activities to crash, and how far.

An activity has modes (duration, cost), shorter ones dearer. With a deadline the cheapest modes
that meet it are sought; with a cost per day of the project the cheapest sum. As a service an
activity is a step of its longest mode's length, and each shorter mode is a grade of a shorten
opportunity. A cut between two modes pays for the deeper one, so a cheapest plan is a cheapest
choice of modes.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import InvalidInput
from optimizer.redesign.opportunity import ShortenOpportunity, Terms
from optimizer.redesign.request import Asking, Metric, Request, Target
from optimizer.service.item import Item
from optimizer.service.kinds import Authority, Grade, Order, Risk, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration


@dataclass(frozen=True)
class TradeOff:
    """Activities numbered from 0.

    Attributes:
        modes: by activity, (days, cost) from the shortest and dearest to the longest and
            cheapest; dominated modes are left out.
        successors: by activity.
        deadline_days: 0 where there is none.
        cost_a_day: what each day of the project costs; 0 where there is a deadline.
    """

    name: str
    modes: tuple[tuple[tuple[int, int], ...], ...]
    successors: tuple[tuple[int, ...], ...]
    deadline_days: int
    cost_a_day: int

    def least_cost(self) -> int:
        """What the activities cost when each takes its longest mode."""
        return sum(modes[-1][1] for modes in self.modes)


def read_trade_off(path: Path) -> TradeOff:
    """Read an instance (``{"modes": [[[days, cost], …], …], "succ": […], "deadline": …}``).

    Raises:
        InvalidInput: neither or both of deadline and cost a day, or the counts differ.
    """
    read = json.loads(path.read_text(encoding="utf-8"))
    modes, successors = read["modes"], read["succ"]
    problems = []
    if bool(read["deadline"]) == bool(read["indirect"]):
        problems.append(f"{path}: one of deadline and indirect must be given")
    if len(modes) != len(successors):
        problems.append(f"{path}: {len(modes)} activities, {len(successors)} rows of successors")
    if problems:
        raise InvalidInput(tuple(problems))
    return TradeOff(
        name=str(read["name"]),
        modes=tuple(_efficient([(int(days), int(cost)) for days, cost in one]) for one in modes),
        successors=tuple(tuple(int(one) for one in row) for row in successors),
        deadline_days=int(read["deadline"]),
        cost_a_day=int(read["indirect"]),
    )


def _efficient(modes: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Modes that are cheaper than every shorter one."""
    kept: list[tuple[int, int]] = []
    for days, cost in sorted(modes):
        if not kept or cost < kept[-1][1]:
            kept.append((days, cost))
    return tuple(kept)


def as_service(project: TradeOff) -> Service:
    """One item without a limit; every activity at its longest and cheapest, a day a day."""
    before: dict[int, list[int]] = {one: [] for one in range(len(project.modes))}
    for activity, followers in enumerate(project.successors):
        for follower in followers:
            before[follower].append(activity)
    steps = tuple(
        Step(
            id=_step_id(activity),
            items=("project",),
            kind=StepKind.OTHER,
            duration=Duration.of_hours(modes[-1][0] * HOURS_PER_DAY),
            after=tuple(_step_id(one) for one in before[activity]),
        )
        for activity, modes in enumerate(project.modes)
    )
    return Service(
        id=project.name,
        order=Order.DECLARED,
        items=(Item(id="project", department="contractor"),),
        steps=steps,
    )


def opportunities(project: TradeOff) -> tuple[ShortenOpportunity, ...]:
    """One for each activity with a choice; effort is what a mode costs more than the cheapest."""
    found = []
    for activity, modes in enumerate(project.modes):
        if len(modes) < 2:
            continue
        longest, cheapest = modes[-1]
        grades = tuple(
            ((longest - days) * HOURS_PER_DAY, _price(cost - cheapest))
            for days, cost in reversed(modes[:-1])
        )
        found.append(
            ShortenOpportunity(
                lever="shorten",
                targets=(_step_id(activity),),
                terms=grades[-1][1],
                length_hours=longest * HOURS_PER_DAY,
                floor_hours=modes[0][0] * HOURS_PER_DAY,
                grades=grades,
            )
        )
    return tuple(found)


def asked(project: TradeOff, seconds: float, workers: int) -> Request:
    """Least effort under the deadline, or least effort plus cost of the days."""
    ceilings = {
        "time_limit_seconds": seconds,
        "workers": workers,
        "authority": Authority.LAW,
        "risk": Risk.HIGH,
    }
    if project.deadline_days:
        target = Target(metric=Metric.PROMISE, at_most=project.deadline_days)
        return Request(asking=Asking.TARGETS, targets=(target,)).model_copy(update=ceilings)
    weights = {"metrics": (Metric.EFFORT, Metric.PROMISE), "weights": (1, project.cost_a_day)}
    return Request(asking=Asking.WEIGHTED).model_copy(update={**ceilings, **weights})


def _price(effort: int) -> Terms:
    return Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=effort, risk=Risk.LOW)


def _step_id(activity: int) -> str:
    return f"A{activity + 1:03d}"
