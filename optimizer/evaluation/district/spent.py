"""What a district pays for once, whom it serves, and the money spent where somebody entered any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.redesign.district import DistrictPlan
from optimizer.redesign.once import needed_once


@dataclass(frozen=True)
class Money:
    """Money of a decided district.

    Attributes:
        yuan: Σ of the prices entered; of what services share, each once.
        priced: how many measures, sources and approvals have a price.
        unpriced: how many have none; they count nothing.
    """

    yuan: int
    priced: int
    unpriced: int


def money(plan: DistrictPlan) -> Money:
    """What the plan of a district takes in money, and what nobody entered a price of."""
    prices = list(_prices(plan))
    entered = [one for one in prices if one is not None]
    return Money(plan.outcome.cost_yuan, len(entered), len(prices) - len(entered))


def _prices(plan: DistrictPlan) -> Iterator[int | None]:
    """Of everything that is paid for; ``None`` where nobody entered one."""
    outcome = plan.outcome
    for choice in outcome.choices:
        for one in choice.measures:
            if not needed_once(one, one.terms):
                yield one.terms.cost_yuan
    yield from (one.cost_yuan for one in plan.sources if one.key in outcome.connected)
    yield from (one.cost_yuan for one in plan.approvals if one.key in outcome.approved)
