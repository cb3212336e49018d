"""What a district has reached once some of its services are live (已上线)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.reduction import percent, raw_name, select
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import DistrictPlan


@dataclass(frozen=True)
class Reached:
    """A metric of the request, as a plain sum over all services with a plan.

    Attributes:
        before: the sum before the reform.
        today: the sum with nothing changed, counted as the rule counts afterwards. What lies
            between ``before`` and it is the way of counting and what was promised already, and no
            reform.
        now: the sum with the services that are live changed and all others as they are today.
        percent: (before − now) ÷ before.
        at_least: which of ``before``, ``today`` and ``now`` rest on something unknown and may be
            larger.
    """

    metric: str
    before: int
    today: int
    now: int
    percent: float | None
    at_least: frozenset[str] = frozenset()

    @property
    def counted_only(self) -> float | None:
        """(before − today) ÷ before: the part of the reduction that no measure brings about."""
        return percent(self.before, self.today)


def reached(
    plan: DistrictPlan, rows: Sequence[Row], rule: CountingRule, live: Collection[str]
) -> Iterator[Reached]:
    """Each metric asked for; without those that are known of no service.

    Args:
        plan: decided.
        rows: its services.
        rule: counts both sides.
        live: keys of the services that are live.
    """
    wanted = dict.fromkeys((*plan.request.metrics, *(one.metric for one in plan.request.targets)))
    for metric in wanted:
        sides: list[tuple[int, int, int]] = []
        at_least: set[str] = set()
        for row in rows:
            first = select(row.before, rule, metric, "before")
            last = select(row.after, rule, metric, "after")
            if first is None or last is None:
                continue
            today = select(row.before, rule, metric, "after")
            as_is = first if today is None else today
            changed = row.key in live or not row.plan.outcome.measures
            sides.append((first, as_is, last if changed else as_is))
            at_least.update(_unsure(row, rule, metric, changed=changed))
        if sides:
            before, today, now = (sum(one[side] for one in sides) for side in range(3))
            less = percent(before, now)
            yield Reached(metric.value, before, today, now, less, frozenset(at_least))


def _unsure(row: Row, rule: CountingRule, metric: str, *, changed: bool) -> Iterator[str]:
    """Which sums a service makes a lower bound."""
    counted = raw_name(rule, metric, "after")
    if raw_name(rule, metric, "before") in row.before.at_least:
        yield "before"
    if counted in row.before.at_least:
        yield "today"
    if counted in (row.after if changed else row.before).at_least:
        yield "now"
