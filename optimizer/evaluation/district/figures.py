"""The table of a district under any counting rule: sums over services, never means of ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.evaluation.district.counted import PART_METRICS, counted_part
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import Once, once
from optimizer.evaluation.reduction import REDUCED, percent, raw_name, select
from optimizer.redesign.counting_rule import CountingRule, StepView
from optimizer.redesign.metrics import Metrics

DISTRICT_METRICS = tuple(one for one in REDUCED if one != "departments")
"""Departments are no sum: the same ones handle many services."""


@dataclass(frozen=True)
class Counted:
    """Raw figures of one service, or of some of its items, before and after."""

    key: str
    before: Metrics
    after: Metrics


@dataclass(frozen=True)
class Sum:
    """One metric summed under a rule.

    Attributes:
        before, after: sums over the services whose figure is known on both sides; ``None`` when
            there is none.
        percent: (before − after) ÷ before of the sums, two places; ``None`` where undefined.
        assumed: a summand rests on assumed values (测算值，不得报送).
        before_at_least, after_at_least: a summand is a lower bound.
        unknown: keys of services left out on both sides because a side is not known.
    """

    metric: str
    before: int | None
    after: int | None
    percent: float | None
    assumed: bool
    before_at_least: bool
    after_at_least: bool
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class DistrictFigure:
    """One metric of the district.

    Attributes:
        all: every service in full, as districts report it (不去重).
        once: the same item in several services counted once (去重), in the service that stands
            for it; ``None`` where the metric is of whole services and cannot be split up.
    """

    all: Sum
    once: Sum | None

    @property
    def metric(self) -> str:
        """Name of the metric as in ``REDUCED``."""
        return self.all.metric


@dataclass(frozen=True)
class DistrictFigures:
    """The table of a district.

    Attributes:
        figures: in the order of ``DISTRICT_METRICS``.
        once: which items are the same.
    """

    rule: CountingRule
    figures: tuple[DistrictFigure, ...]
    once: Once

    def __getitem__(self, metric: str) -> DistrictFigure:
        return next(one for one in self.figures if one.metric == metric)


def district_figures(rows: Sequence[Row], rule: CountingRule) -> DistrictFigures:
    """Every metric of a district before and after, with and without repeated items.

    Args:
        rows: as ``rows.rows_of``.
        rule: counts all services alike.
    """
    same = once(rows)
    whole = [Counted(row.key, row.before, row.after) for row in rows]
    parts = counted_once(rows, same)
    return DistrictFigures(
        rule,
        tuple(
            DistrictFigure(
                summed(whole, rule, metric),
                summed(parts, rule, metric) if can_be_split(metric, rule) else None,
            )
            for metric in DISTRICT_METRICS
        ),
        same,
    )


def counted_once(rows: Iterable[Row], same: Once) -> list[Counted]:
    """Each service with only the items that it stands for; without the services that have none."""
    found = []
    for row in rows:
        standing = same.standing[row.key]
        if len(standing) == len(row.plan.before.items):
            found.append(Counted(row.key, row.before, row.after))
        elif (part := part_of(row, standing)) is not None:
            found.append(part)
    return found


def part_of(row: Row, items: Iterable[str]) -> Counted | None:
    """Some items of a service before and after; ``None`` when it has none of them."""
    wanted = frozenset(items)
    before = counted_part(row.plan.before, wanted, row.before)
    after = counted_part(row.plan.after, wanted, row.after)
    return None if before is None or after is None else Counted(row.key, before, after)


def can_be_split(metric: str, rule: CountingRule) -> bool:
    """Whether items have a share of their own in a metric; stages are of a whole service."""
    if metric == "steps" and rule.steps is StepView.STAGE:
        return False
    return metric in PART_METRICS


def summed(counted: Iterable[Counted], rule: CountingRule, metric: str) -> Sum:
    """One metric over some services."""
    first, second = raw_name(rule, metric, "before"), raw_name(rule, metric, "after")
    known: list[tuple[int, int, Counted]] = []
    unknown = []
    for one in counted:
        before = select(one.before, rule, metric, "before")
        after = select(one.after, rule, metric, "after")
        if before is None or after is None:
            unknown.append(one.key)
        else:
            known.append((before, after, one))
    total_before = sum(one[0] for one in known) if known else None
    total_after = sum(one[1] for one in known) if known else None
    return Sum(
        metric=metric,
        before=total_before,
        after=total_after,
        percent=percent(total_before, total_after),
        assumed=any(first in c.before.assumed or second in c.after.assumed for _, _, c in known),
        before_at_least=any(first in c.before.at_least for _, _, c in known),
        after_at_least=any(second in c.after.at_least for _, _, c in known),
        unknown=tuple(unknown),
    )
