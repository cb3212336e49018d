"""The answer: a plan, where its gain comes from, and what it rests on."""

from enum import StrEnum

from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.request import Request
from optimizer.redesign.violation import Violation
from optimizer.service.record import Record
from optimizer.service.service import Service


class Status(StrEnum):
    """Why the search ended and what is held."""

    OPTIMAL = "optimal"  # proven best
    BOUNDED = "bounded"  # a plan, with bound and gap, when the time was up
    STOPPED = "stopped"  # a plan, stopped by the user
    UNREACHABLE = "unreachable"  # no plan reaches the targets
    NOTHING_FOUND = "nothing_found"  # time was up before any plan

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan to show, proven best or not."""
        return self not in (Status.UNREACHABLE, Status.NOTHING_FOUND)


class StageResult(Record):
    """One metric of the search.

    Attributes:
        value: what the plan attains; ``bound`` what no plan can beat; ``None`` unknown.
    """

    metric: str
    value: int | None
    bound: int | None
    proven: bool
    seconds: float


class ScheduledStep(Record):
    """When a step runs in the schedule of the plan (hours from the first filing)."""

    step: str
    start_hours: int
    finish_hours: int
    critical: bool


class WaterfallRow(Record):
    """What one lever family takes off one metric.

    Attributes:
        family: lever key; ``counting_basis`` for what only the counting rule or an
            already published promise gives.
    """

    family: str
    metric: str
    before: int
    after: int


class Loss(Record):
    """What is lost when one measure, with those that depend on it, is dropped."""

    measure: str
    dropped: tuple[str, ...]
    lost: tuple[tuple[str, int], ...]


class Clash(Record):
    """Why targets cannot all be reached (目标冲突原因).

    Attributes:
        groups: names of targets, pins, ceilings, floors, rules that clash; without any
            one of them the rest could be met.
        alone: best value that each target reaches on its own.
    """

    groups: tuple[str, ...]
    alone: tuple[tuple[str, int], ...]


class Outcome(Record):
    """What the solver returns: measures and what is proven, nothing recounted."""

    status: Status
    measures: tuple[Measure, ...] = ()
    stages: tuple[StageResult, ...] = ()
    seconds: float = 0.0
    clash: Clash | None = None


class Plan(Record):
    """A recounted, explained answer.

    Attributes:
        verified: the judge recounted it and agreed.
        before, after: services in the chosen situation, completed.
        counting: id@version of the counting rule.
        without_shortening: reductions without shortening and early service.
        sensitivity: (changed assumption, surviving measure ids).
        warnings: hollow gains (数据真实性提示) as (code, subject) pairs.
    """

    request: Request
    situation: tuple[tuple[str, str], ...]
    counting: str
    outcome: Outcome
    verified: bool
    before: Service
    after: Service
    before_metrics: Metrics
    after_metrics: Metrics
    reductions: tuple[Reduction, ...]
    without_shortening: tuple[Reduction, ...] = ()
    effects: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    waterfall: tuple[WaterfallRow, ...] = ()
    losses: tuple[Loss, ...] = ()
    schedule: tuple[ScheduledStep, ...] = ()
    before_schedule: tuple[ScheduledStep, ...] = ()
    violations_before: tuple[Violation, ...] = ()
    violations_after: tuple[Violation, ...] = ()
    sign_offs: tuple[Violation, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()
    sensitivity: tuple[tuple[str, tuple[str, ...]], ...] = ()
