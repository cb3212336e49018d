"""What a planner asks: the best plan, given targets, a frontier, or weighted prices."""

from enum import StrEnum
from typing import Self

from optimizer.service.amounts import MOST_CEILING
from optimizer.service.kinds import Authority, Risk
from optimizer.service.record import Field, Record, model_validator


class Metric(StrEnum):
    """What can be counted, in the units reported."""

    MATERIALS = "materials"
    STEPS = "steps"
    PROMISE = "promise"  # whole working days
    VISITS = "visits"
    ELAPSED = "elapsed"  # whole working days
    FORMS = "forms"
    INSPECTIONS = "inspections"
    FEES = "fees"  # yuan
    EFFORT = "effort"  # points


DEFAULT_METRICS = (
    Metric.MATERIALS,
    Metric.STEPS,
    Metric.PROMISE,
    Metric.VISITS,
    Metric.ELAPSED,
)


class Asking(StrEnum):
    """The four forms of a request."""

    BEST = "best"
    TARGETS = "targets"
    FRONTIER = "frontier"
    WEIGHTED = "weighted"


MOST_WORKERS = 1024
MOST_SEED = 2**31 - 1
"""As large as the search takes one."""


class Target(Record):
    """At least so many per cent less, or at most so many left.

    Attributes:
        percent: reduction against the before-figure of the counting rule.
        at_most: absolute figure after the reform.
    """

    metric: Metric
    percent: int | None = Field(default=None, ge=0, le=100)
    at_most: int | None = Field(default=None, ge=0, le=MOST_CEILING)

    @model_validator(mode="after")
    def _wants_something(self) -> Self:
        if self.percent is None and self.at_most is None:
            raise ValueError(f"{self.metric}: name percent or at_most")
        return self


class Pin(Record):
    """A decision of the planner about an opportunity or a measure.

    Attributes:
        subject: id of an opportunity or of a measure. A measure id pins its value: a
            shorten id ``shorten:S=16h`` means at most 16 hours.
        wanted: pinned (必选) or refused (不采用).
    """

    subject: str
    wanted: bool


class Request(Record):
    """One question to the optimizer.

    Attributes:
        situation: (question, option) pairs; open questions take their default.
        counting: id of the counting rule.
        metrics: order of the metrics for ``best``; axes for ``frontier``.
        slack: how much a metric may give so that the next one gains, same order.
        weights: integer prices for ``weighted``, same order as ``metrics``.
        levers: allowed levers; empty means all.
        authority, risk: ceilings.
        max_effort: ceiling on points; ``max_cost_yuan``, ``max_person_days`` on what
            was entered.
        rule_changes: how many changes of rules a plan may contain.
        time_limit_seconds: wall time; the best plan so far is kept.
        workers: parallel workers of the solver.
        seed: seed of the solver's search; the plan does not depend on it once proven.
    """

    name: str = ""
    asking: Asking = Asking.BEST
    situation: tuple[tuple[str, str], ...] = ()
    counting: str = "reporting"
    metrics: tuple[Metric, ...] = DEFAULT_METRICS
    slack: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    targets: tuple[Target, ...] = ()
    levers: tuple[str, ...] = ()
    authority: Authority = Authority.LEADING_GROUP
    risk: Risk = Risk.MEDIUM
    max_effort: int | None = Field(default=None, ge=0, le=MOST_CEILING)
    max_cost_yuan: int | None = Field(default=None, ge=0, le=MOST_CEILING)
    max_person_days: int | None = Field(default=None, ge=0, le=MOST_CEILING)
    pins: tuple[Pin, ...] = ()
    rule_changes: int = Field(default=0, ge=0, le=MOST_CEILING)
    time_limit_seconds: float = Field(default=60.0, gt=0)
    workers: int = Field(default=2, ge=1, le=MOST_WORKERS)
    seed: int = Field(default=1, ge=0, le=MOST_SEED)


CONSERVATIVE = Request(name="conservative", authority=Authority.OWN_UNIT, risk=Risk.LOW)
RECOMMENDED = Request(name="recommended", authority=Authority.LEADING_GROUP, risk=Risk.MEDIUM)
BREAKTHROUGH = Request(name="breakthrough", authority=Authority.MINISTRY, risk=Risk.HIGH)
NAMED_REQUESTS = {one.name: one for one in (CONSERVATIVE, RECOMMENDED, BREAKTHROUGH)}

JOINT = "joint"
"""Name of the requests by which services are answered for a whole district (全区一件事)."""
