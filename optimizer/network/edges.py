"""The edges of the precedence network of a completed service (modelling notes, section 1)."""

from enum import StrEnum
from typing import NamedTuple

from optimizer.service.anchors import Anchors
from optimizer.service.kinds import Anchor, Phase, PrecedenceKind, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.worktime import length_hours

_EARLY_ANCHORS = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


class EdgeKind(StrEnum):
    """Why one step waits for another."""

    STEP = "step"  # the order of the steps of one item
    LEGAL = "legal"  # 法定前置
    HABIT = "habit"  # 惯例先后
    DATA = "data"  # 结果依赖 (derived)


class Edge(NamedTuple):
    """``after`` starts no sooner than ``lag_hours`` after ``before`` has ended.

    Attributes:
        before, after: step ids.
        subject: id of the precedence or requirement the edge comes from; the step id
            for the order within an item.
        counted_lag_hours: the part of the lag that counts in the promise.
    """

    before: str
    after: str
    kind: EdgeKind
    subject: str
    lag_hours: int = 0
    counted_lag_hours: int = 0


def edges(service: Service, anchors: Anchors | None = None) -> tuple[Edge, ...]:
    """All edges of a completed service; after-checks stand outside the network.

    Args:
        service: completed, in one situation.
        anchors: those of the service, if they are at hand.
    """
    anchors = anchors or Anchors(service)
    inside = {step.id for step in service.steps if step.phase is not Phase.AFTER_CHECK}
    found = [
        Edge(before, step.id, EdgeKind.STEP, step.id)
        for step in service.steps
        for before in step.after or ()
    ]
    found.extend(_declared(service, anchors))
    found.extend(_derived(service, anchors))
    return tuple(edge for edge in found if edge.before in inside and edge.after in inside)


def _declared(service: Service, anchors: Anchors) -> list[Edge]:
    found = []
    for one in service.precedences:
        before = anchors.waited(one.before, one.step)
        after = anchors.step(one.after, one.anchor)
        if before is None or after is None:
            continue
        kind = EdgeKind.LEGAL if one.kind is PrecedenceKind.LEGAL else EdgeKind.HABIT
        lag = 0 if one.lag is None else length_hours(one.lag)
        found.append(Edge(before.id, after.id, kind, one.id, lag, lag if one.lag_counted else 0))
    return found


def _derived(service: Service, anchors: Anchors) -> list[Edge]:
    """Waits for a result of another item, by hand-over or in the applicant's hand."""
    made = makers(service)
    found = []
    for need in service.requirements:
        maker = made.get(need.document)
        if maker is None or maker == need.item:
            continue
        edge = _result_edge(anchors, need, maker, need.route)
        if edge is not None:
            found.append(edge)
    return found


def result_edge(service: Service, need: Requirement, maker: str, route: Route) -> Edge | None:
    """The edge a requirement for a result of ``maker`` makes on a route, if any."""
    return _result_edge(Anchors(service), need, maker, route)


def _result_edge(anchors: Anchors, need: Requirement, maker: str, route: Route) -> Edge | None:
    if route is Route.RESULT:
        before = anchors.step(maker, Anchor.DECISION)
        after = anchors.needed(need.item, need.needed_by)
    elif route in (Route.HAND_IN, Route.SUBMIT_ONCE):
        before = anchors.last(maker)
        by = Anchor.FILING.value if need.needed_by in _EARLY_ANCHORS else need.needed_by
        after = anchors.needed(need.item, by)
    else:
        return None
    if before is None or after is None:
        return None
    return Edge(before.id, after.id, EdgeKind.DATA, need.id)
