"""One service answered under prices: what the joint decision of a district asks again and again."""

from __future__ import annotations

import threading
from enum import StrEnum

from optimizer.evaluation.counting import measure_up
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.planning.answering import refuse_circle, refuse_unknown_pins
from optimizer.planning.looking import AsIs, counting_rule, look_at
from optimizer.redesign.allowed import allowed
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.once import needed_once, needs_once, own_spent
from optimizer.redesign.opportunity import Opportunity, Terms
from optimizer.redesign.request import Asking, Metric, Request
from optimizer.service import Service
from optimizer.service.record import Record
from optimizer.solver.instance import instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork
from optimizer.solver.weighing import Amount, Limit, Start, weigh


class ServicePrices(Record):
    """Whole prices for one service.

    Attributes:
        metrics: of one unit left of each metric of the request, same order.
        effort: of a point that the service spends itself; ``yuan`` likewise, rounded down.
        once: (name from ``needed_once``, price) of what the district pays for once.
    """

    metrics: tuple[int, ...]
    effort: int
    yuan: int = 0
    once: tuple[tuple[str, int], ...] = ()

    def vector(self) -> tuple[int, ...]:
        """All prices in a fixed order."""
        return (*self.metrics, self.effort, self.yuan, *(price for _, price in self.once))


class Spending(StrEnum):
    """What a service spends itself."""

    EFFORT = "own_effort"
    YUAN = "own_yuan"


class Within(Record):
    """How much a plan of a service may spend of something, or leave of a metric."""

    what: Spending | Metric
    least: int
    most: int


class PricedPlan(Record):
    """A plan that costs little under prices, and how little any could.

    Attributes:
        measures: with their own terms, not the prices.
        value: what it costs under the prices; ``bound`` no plan of this service costs less.
        effort: points the service spends itself, ``cost_yuan`` money.
        once: names of what the district has to connect or get approved for it.
        after: raw figures.
        proven: nothing costs less than this plan.
        granted_seconds: how long the search was allowed to take.
        start: its solution, to start from under other prices.
    """

    measures: tuple[Measure, ...]
    value: int
    bound: int
    effort: int
    cost_yuan: int
    once: tuple[str, ...]
    after: Metrics
    proven: bool
    granted_seconds: float
    start: Start = ()


def price_plan(
    before: AsIs,
    request: Request,
    prices: ServicePrices,
    within: tuple[Within, ...] = (),
    start: Start = (),
    cancelled: threading.Event | None = None,
) -> PricedPlan | None:
    """The plan with the least Σ price · figure left + prices of effort, money and what is shared.

    Args:
        before: the service as it is, from ``look_at``.
        request: its metrics, counting rule and ceilings; how it asks does not matter.
        prices: of figures, effort, money, connections and approvals.
        within: the plans that are looked at; empty for all.
        start: of a plan under other prices, the same request and service.
        cancelled: set it to stop.

    Returns:
        ``None`` when the time was up before there was any plan or bound, or there is none within.
    """
    rule = counting_rule(request.counting)
    asked = _weighted(request, prices)
    offered = allowed(find(before.service), asked, before.service, rule)
    built = instance(before.service, offered, rule)
    found = weigh(
        built,
        asked,
        _priced(prices),
        clockwork(request, None, cancelled),
        limits=[_limit(one) for one in within],
        start=start,
    )
    if found is None:
        return None
    after = apply(before.service, found.measures)
    timed = schedule(after)
    effort, cost_yuan = own_spent(found.measures)
    return PricedPlan(
        measures=found.measures,
        value=found.value,
        bound=found.bound,
        effort=effort,
        cost_yuan=cost_yuan,
        once=needs_once(found.measures),
        after=measure_up(after, None if timed is None else timed.elapsed_hours),
        proven=found.proven,
        granted_seconds=request.time_limit_seconds,
        start=found.start,
    )


def as_is(service: Service, request: Request) -> AsIs:
    """A service as it is in the situation of a request, refused where no time can be computed."""
    before = look_at(service, request.situation)
    refuse_circle(before)
    refuse_unknown_pins(find(before.service), request)
    return before


def _weighted(request: Request, prices: ServicePrices) -> Request:
    return request.model_copy(
        update={
            "asking": Asking.WEIGHTED,
            "weights": prices.metrics,
            "targets": (),
            "max_effort": None,
        }
    )


def _priced(prices: ServicePrices) -> Amount:
    """What an opportunity costs under prices."""
    once = dict(prices.once)

    def price(one: Opportunity, terms: Terms) -> int:
        name = needed_once(one, terms)
        if name:
            return once[name]
        return prices.effort * terms.effort + prices.yuan * (terms.cost_yuan or 0)

    return price


def _limit(within: Within) -> Limit:
    of = within.what if isinstance(within.what, Metric) else _SPENDING[within.what]
    return Limit(of, within.least, within.most)


def _own_effort(one: Opportunity, terms: Terms) -> int:
    return 0 if needed_once(one, terms) else terms.effort


def _own_yuan(one: Opportunity, terms: Terms) -> int:
    return 0 if needed_once(one, terms) else terms.cost_yuan or 0


_SPENDING = {Spending.EFFORT: _own_effort, Spending.YUAN: _own_yuan}
