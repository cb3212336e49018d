"""All services of the workspace in one table, and their sums under one counting rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import percent, select
from optimizer.planning import AsIs
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.plan import Status
from optimizer.store.records import Kept, PlanEntry
from optimizer.wording.figures import raw_name

Situation = tuple[tuple[str, str], ...]
METRICS = ("materials", "steps", "promise", "visits", "elapsed")


class State(StrEnum):
    """How far the work on a service is."""

    NOT_COMPUTED = "not_computed"  # 未测算
    PROVEN = "proven"  # 已算出最优方案
    OPEN = "open"  # 有方案，尚未证明最优
    NO_PLAN = "no_plan"  # 目标达不到，或时间内没有方案
    STALE = "stale"  # 现状已修改，请重新测算


@dataclass(frozen=True)
class Pair:
    """One figure before and after; ``after`` is ``None`` without a plan that still holds.

    Attributes:
        assumed: a side rests on assumed values (测算值，不得报送).
    """

    before: int | None
    after: int | None
    percent: float | None
    assumed: bool


@dataclass(frozen=True)
class Row:
    """One service of the workspace."""

    kept: Kept
    items: int
    state: State
    plan: PlanEntry | None
    pairs: Mapping[str, Pair]


@dataclass(frozen=True)
class Sum:
    """Sums over the services whose plan holds, and how many they are.

    Attributes:
        services: how many services are in the sums.
        pairs: Σ before, Σ after and the reduction of the sums, by metric; a service with an
            unknown figure is left out of that metric on both sides.
        left_out: by metric, how many services were left out for an unknown figure.
    """

    services: int
    pairs: Mapping[str, Pair]
    left_out: Mapping[str, int]


def row(
    kept: Kept,
    as_is: Callable[[Situation], AsIs],
    plans: Iterable[PlanEntry],
    rule: CountingRule,
    name: str,
) -> Row:
    """One service with the newest plan of one name.

    Args:
        kept: the service in the store.
        as_is: looks at its latest content in a situation.
        plans: of the service, the newest of each name.
        rule: the counting rule of the figures.
        name: name of the request whose plan is looked at.
    """
    named = [one for one in plans if one.request_name == name and _under(one, rule)]
    plan = named[0] if named else None
    state = _state(kept, plan)
    now = as_is(_situation(plan, state))
    holds = state in (State.PROVEN, State.OPEN)
    reduced = {one.metric: one for one in plan.reductions} if plan is not None and holds else {}
    doubtful = plan.assumed if plan is not None and holds else ()
    return Row(
        kept=kept,
        items=len(now.service.items),
        state=state,
        plan=plan,
        pairs={
            metric: _pair(rule, metric, now.metrics, reduced.get(metric), metric in doubtful)
            for metric in METRICS
        },
    )


def total(rows: Iterable[Row]) -> Sum:
    """The sums over all services whose plan holds (ratios of sums, never means of ratios)."""
    held = [one for one in rows if one.state in (State.PROVEN, State.OPEN)]
    pairs, left_out = {}, {}
    for metric in METRICS:
        known = [
            pair
            for one in held
            if (pair := one.pairs[metric]).before is not None and pair.after is not None
        ]
        before = sum(one.before or 0 for one in known)
        after = sum(one.after or 0 for one in known)
        assumed = any(one.assumed for one in known)
        pairs[metric] = Pair(before, after, percent(before, after), assumed)
        left_out[metric] = len(held) - len(known)
    return Sum(len(held), pairs, left_out)


def rules() -> dict[str, CountingRule]:
    """The counting rules by id."""
    return load_counting_rules()


def _under(plan: PlanEntry, rule: CountingRule) -> bool:
    return plan.counting == f"{rule.id}@{rule.version}"


def _state(kept: Kept, plan: PlanEntry | None) -> State:
    if plan is None:
        return State.NOT_COMPUTED
    if not plan.answers(kept.latest):
        return State.STALE
    if not plan.status.has_plan:
        return State.NO_PLAN
    return State.PROVEN if plan.status is Status.OPTIMAL else State.OPEN


def _situation(plan: PlanEntry | None, state: State) -> Situation:
    return () if plan is None or state is State.STALE else plan.request.situation


def _pair(
    rule: CountingRule,
    metric: str,
    metrics: Metrics,
    reduced: Reduction | None,
    doubtful: bool,
) -> Pair:
    before = select(metrics, rule, metric, "before")
    assumed = doubtful or raw_name(rule, metric, "before") in metrics.assumed
    if reduced is None:
        return Pair(before, None, None, assumed)
    return Pair(reduced.before, reduced.after, reduced.percent, assumed)
