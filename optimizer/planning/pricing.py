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
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.redesign.request import Asking, Metric, Request
from optimizer.service import Service
from optimizer.service.record import Record
from optimizer.solver.instance import instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork, search


class ServicePrices(Record):
    """Whole prices for one service.

    Attributes:
        metrics: of one unit left of each metric of the request, same order.
        effort: of a point of effort, connections apart.
        sources: (id in this service, price of connecting it).
    """

    metrics: tuple[int, ...]
    effort: int
    sources: tuple[tuple[str, int], ...] = ()


class PricedPlan(Record):
    """A plan that costs little under prices, and how little any could.

    Attributes:
        measures: with their own terms, not the prices.
        bound: no plan of this service costs less under these prices.
        effort: points, connections apart; ``connected`` the sources connected.
        after: raw figures.
        proven: nothing costs less than this plan.
        granted_seconds: how long the search was allowed to take.
    """

    measures: tuple[Measure, ...]
    bound: int
    effort: int
    connected: tuple[str, ...]
    after: Metrics
    proven: bool
    granted_seconds: float


def price_plan(
    before: AsIs,
    request: Request,
    prices: ServicePrices,
    cancelled: threading.Event | None = None,
) -> PricedPlan | None:
    """The plan with the least Σ price · figure left + price · effort + prices of connections.

    Args:
        before: the service as it is, from ``look_at``.
        request: its metrics, counting rule and ceilings; how it asks does not matter.
        prices: of figures, effort and connections.
        cancelled: set it to stop.

    Returns:
        ``None`` when the time was up before there was any plan or bound.
    """
    rule = counting_rule(request.counting)
    offered = find(before.service)
    within = allowed(offered, _weighted(request, prices), before.service, rule)
    repriced = tuple(_repriced(one, prices) for one in within)
    built = instance(before.service, repriced, rule)
    clock = clockwork(request, None, cancelled)
    # Every measure costs effort here, so none is without effect even without the tail.
    outcome = search(built, _weighted(request, prices), clock, canonical=False)
    stage = next((one for one in outcome.stages if one.metric == "weighted"), None)
    if stage is None or stage.bound is None or stage.value is None:
        return None
    measures = renewed(offered, outcome.measures)
    after = apply(before.service, measures)
    timed = schedule(after)
    return PricedPlan(
        measures=measures,
        bound=stage.bound,
        effort=own_effort(measures),
        connected=connected(measures),
        after=measure_up(after, None if timed is None else timed.elapsed_hours),
        proven=stage.proven,
        granted_seconds=request.time_limit_seconds,
    )


def as_is(service: Service, request: Request) -> AsIs:
    """A service as it is in the situation of a request, refused where no time can be computed."""
    before = look_at(service, request.situation)
    refuse_circle(before)
    refuse_unknown_pins(find(before.service), request)
    return before


def own_effort(measures: tuple[Measure, ...]) -> int:
    """Points of effort of measures, connections of sources apart."""
    return sum(one.terms.effort for one in measures if one.kind is not MeasureKind.CONNECT)


def connected(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """Ids of the sources that measures connect."""
    return tuple(one.targets[0] for one in measures if one.kind is MeasureKind.CONNECT)


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

    def at(terms: Terms) -> Terms:
        return terms.model_copy(update={"effort": prices.effort * terms.effort})

    if one.kind is MeasureKind.CONNECT:
        price = dict(prices.sources).get(one.targets[0], 0)
        return one.model_copy(update={"terms": one.terms.model_copy(update={"effort": price})})
    changed: dict[str, object] = {"terms": at(one.terms)}
    if isinstance(one, GroupOpportunity):
        changed["member_terms"] = tuple(at(terms) for terms in one.member_terms)
    if isinstance(one, ShortenOpportunity):
        changed["grades"] = tuple((hours, at(terms)) for hours, terms in one.grades)
    return one.model_copy(update=changed)
