"""How the services of a district stand beside published reforms of other places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from optimizer.evaluation.district.figures import Counted, Sum, summed
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.published import (
    Apart,
    Position,
    PublishedReform,
    position,
    published_reforms,
)
from optimizer.redesign.counting_rule import CountingRule

_PUBLISHED = {"materials": "materials", "steps": "steps", "promise": "days", "visits": "visits"}
"""Our names of metrics, and those of the table of published reforms."""

_FEWEST = 2
"""Of fewer values there are no quartiles."""


@dataclass(frozen=True)
class Spread:
    """A distribution of reductions in per cent (quartiles by the inclusive method)."""

    count: int
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True)
class Beside:
    """One metric of the services of a district beside published bundles.

    Attributes:
        ours: reductions of single services; only for this comparison, sums are not made of them.
        published: reductions that were published of single bundles.
        at_least_median: how many services reach the published median.
        services: (key, both raw figures and the reduction) of each service compared.
        theirs: the published reforms that are compared, as ``published.position``.
    """

    metric: str
    ours: Spread
    published: Spread
    at_least_median: int
    services: tuple[tuple[str, Sum], ...]
    theirs: Position

    @property
    def apart(self) -> tuple[tuple[PublishedReform, Apart], ...]:
        """Reforms with a published reduction that are not compared, and why."""
        name = self.theirs.metric
        return tuple(
            (one, reason)
            for one in published_reforms()
            if (reason := one.apart(name)) is not None and one.reduction(name) is not None
        )


def beside_published(rows: Sequence[Row], rule: CountingRule) -> tuple[Beside, ...]:
    """The metrics for which there are enough values on both sides."""
    found = []
    for metric, name in _PUBLISHED.items():
        own = [
            (row.key, one)
            for row in rows
            if (one := summed([Counted(row.key, row.before, row.after)], rule, metric)).percent
            is not None
        ]
        # No service is called so: all published bundles are compared, not those of one theme.
        there = position("", name, 0.0)
        if len(own) < _FEWEST or there is None:
            continue
        reached = [one.percent for _, one in own if one.percent is not None]
        lower, _, upper = quantiles(reached, n=4, method="inclusive")
        found.append(
            Beside(
                metric,
                Spread(len(own), round(lower, 2), round(median(reached), 2), round(upper, 2)),
                Spread(there.n, there.lower_quartile, there.median, there.upper_quartile),
                sum(one >= there.median for one in reached),
                tuple(own),
                there,
            )
        )
    return tuple(found)
