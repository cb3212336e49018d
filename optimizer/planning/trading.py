"""The trade-off between two or three metrics, one plan a combination."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from optimizer.levers.catalogue import find
from optimizer.planning.answering import recounted, refuse_circle, refuse_unknown_pins
from optimizer.planning.looking import counting_rule, look_at
from optimizer.redesign.allowed import allowed
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Request
from optimizer.service import Service
from optimizer.solver.frontier import frontier as explore
from optimizer.solver.instance import instance
from optimizer.solver.search import clockwork
from optimizer.solver.solving import Watch


@dataclass(frozen=True)
class TradeOff:
    """A frontier: vectors in reported units with the plan of each, and whether complete."""

    metrics: tuple[str, ...]
    plans: tuple[tuple[tuple[int, ...], Plan], ...]
    complete: bool


def trade_off(
    service: Service,
    request: Request,
    watch: Watch | None = None,
    cancelled: threading.Event | None = None,
) -> TradeOff:
    """Every non-dominated combination of two or three metrics, one plan each."""
    before = look_at(service, request.situation)
    refuse_circle(before)
    rule = counting_rule(request.counting)
    offered = find(before.service)
    refuse_unknown_pins(offered, request)
    built = instance(before.service, allowed(offered, request, before.service, rule), rule)
    found = explore(built, request, clockwork(request, watch, cancelled))
    plans = tuple(
        (point.vector, recounted(before, rule, request, point.outcome, ()))
        for point in found.points
    )
    return TradeOff(tuple(one.value for one in found.metrics), plans, found.complete)
