"""One service answered under prices: what the joint decision of a district asks again and again."""

from __future__ import annotations

import threading

from optimizer.evaluation.counting import measure_up
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.levers.renewing import renewed
from optimizer.planning.answering import refuse_circle, refuse_unknown_pins
from optimizer.planning.looking import AsIs, counting_rule, look_at
from optimizer.redesign.allowed import allowed
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.once import needed_once, needs_once, own_spent
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.redesign.request import Asking, Metric, Request
from optimizer.service import Service
from optimizer.service.record import Record
from optimizer.solver.instance import instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork
from optimizer.solver.weighing import Start, weigh


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
    start: Start = (),
    cancelled: threading.Event | None = None,
) -> PricedPlan | None:
    """The plan with the least Σ price · figure left + prices of effort, money and what is shared.

    Args:
        before: the service as it is, from ``look_at``.
        request: its metrics, counting rule and ceilings; how it asks does not matter.
        prices: of figures, effort, money, connections and approvals.
        start: of a plan under other prices, the same request and service.
        cancelled: set it to stop.

    Returns:
        ``None`` when the time was up before there was any plan or bound.
    """
    rule = counting_rule(request.counting)
    offered = find(before.service)
    asked = _weighted(request, prices)
    within = allowed(offered, asked, before.service, rule)
    repriced = tuple(_repriced(one, prices) for one in within)
    built = instance(before.service, repriced, rule)
    found = weigh(built, asked, clockwork(request, None, cancelled), start)
    if found is None:
        return None
    measures = renewed(offered, found.measures)
    after = apply(before.service, measures)
    timed = schedule(after)
    effort, cost_yuan = own_spent(measures)
    return PricedPlan(
        measures=measures,
        value=found.value,
        bound=found.bound,
        effort=effort,
        cost_yuan=cost_yuan,
        once=needs_once(measures),
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
            "metrics": (*request.metrics, Metric.EFFORT),
            "weights": (*prices.metrics, 1),
            "targets": (),
            "max_effort": None,
        }
    )


def _repriced(one: Opportunity, prices: ServicePrices) -> Opportunity:
    """An opportunity whose points are the price of taking it."""
    once = dict(prices.once)

    def at(terms: Terms) -> Terms:
        name = needed_once(one, terms)
        own = prices.effort * terms.effort + prices.yuan * (terms.cost_yuan or 0)
        return terms.model_copy(update={"effort": once[name] if name else own})

    changed: dict[str, object] = {"terms": at(one.terms)}
    if isinstance(one, GroupOpportunity):
        changed["member_terms"] = tuple(at(terms) for terms in one.member_terms)
    if isinstance(one, ShortenOpportunity):
        changed["grades"] = tuple((hours, at(terms)) for hours, terms in one.grades)
    return one.model_copy(update=changed)
