"""Earliest and latest times, critical path and floats; clocks of the items.

Critical path method: Kelley & Walker, "Critical-path planning and scheduling", 1959.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.service.anchors import Anchors
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, Phase, Span
from optimizer.service.service import Service

Lags = dict[str, dict[str, int]]
"""Step id → id of a step before (or after) it → the longest lag between the two."""


@dataclass(frozen=True)
class Timing:
    """Times of one network in working hours from the first filing.

    Attributes:
        earliest_start, earliest_finish, latest_start, total_float: by step id.
        length_hours: longest path.
        critical: ids of the steps without float, in order.
        unknown: ids of the steps whose duration is unknown (they weigh nothing).
    """

    earliest_start: Mapping[str, int]
    earliest_finish: Mapping[str, int]
    latest_start: Mapping[str, int]
    total_float: Mapping[str, int]
    length_hours: int
    critical: tuple[str, ...]
    unknown: tuple[str, ...]


def circle(service: Service, waits: Iterable[Edge] | None = None) -> tuple[str, ...]:
    """The steps of one circle of precedences in order; empty when there is none.

    Args:
        service: completed, in one situation.
        waits: its edges, if they are at hand.
    """
    waits = edges(service) if waits is None else waits
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(step.id for step in service.steps if step.phase is not Phase.AFTER_CHECK)
    graph.add_edges_from((edge.before, edge.after) for edge in waits)
    try:
        found = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return ()
    return tuple(before for before, _ in found)


def promise_timing(service: Service) -> Timing | None:
    """Times in the promise network (承诺时限); ``None`` when there is a circle."""
    return timing(service, edges(service), promise=True)


def elapsed_timing(service: Service) -> Timing | None:
    """Times of the whole procedure (全流程用时), teams ignored; ``None`` on a circle."""
    return timing(service, edges(service), promise=False)


def promise_hours(service: Service) -> int | None:
    """Longest path of the promise network in hours; ``None`` when there is a circle."""
    times = promise_timing(service)
    return None if times is None else times.length_hours


def clock_hours(service: Service) -> dict[str, int | None]:
    """Clock of each item in the promise network (modelling notes, section 1).

    Returns:
        Hours by item id; ``None`` for an item without steps, and for all on a circle.
    """
    anchors = Anchors(service)
    waits = edges(service, anchors)
    return clocks(service.items, anchors, waits, timing(service, waits, promise=True))


def clocks(
    items: Iterable[Item], anchors: Anchors, waits: Iterable[Edge], times: Timing | None
) -> dict[str, int | None]:
    """As ``clock_hours``, where the edges and times of the promise network are at hand."""
    if times is None:
        return {item.id: None for item in items}
    external: dict[str, list[Edge]] = {}
    for edge in waits:
        if edge.kind is not EdgeKind.STEP:
            external.setdefault(edge.after, []).append(edge)
    return {item.id: _clock(item, anchors, times, external) for item in items}


def _clock(
    item: Item, anchors: Anchors, times: Timing, external: Mapping[str, list[Edge]]
) -> int | None:
    limit = item.limit()
    to_delivery = limit is not None and limit.spans is Span.DELIVERY
    accepted = anchors.step(item.id, Anchor.ACCEPTANCE)
    ended = anchors.last(item.id) if to_delivery else anchors.step(item.id, Anchor.DECISION)
    if accepted is None or ended is None:
        return None
    own = [step.id for step in anchors.own(item.id)]
    starts = [times.earliest_start[accepted.id]]
    for name in own[: own.index(ended.id) + 1]:
        starts.extend(
            times.earliest_finish[edge.before] + edge.counted_lag_hours
            for edge in external.get(name, ())
            if edge.before not in own
        )
    return max(0, times.earliest_finish[ended.id] - max(starts))


def timing(service: Service, waits: Iterable[Edge], *, promise: bool) -> Timing | None:
    """Times of one of the two networks; ``None`` when there is a circle.

    Args:
        service: completed, in one situation.
        waits: its edges.
        promise: the promise network, else the elapsed one.
    """
    hours = {
        step.id: (step.clocked_hours() if promise else step.length_hours()) or 0
        for step in service.steps
        if step.phase is not Phase.AFTER_CHECK
    }
    earlier: Lags = {name: {} for name in hours}
    later: Lags = {name: {} for name in hours}
    for edge in waits:
        lag = edge.counted_lag_hours if promise else edge.lag_hours
        lag = max(lag, later[edge.before].get(edge.after, lag))
        later[edge.before][edge.after] = earlier[edge.after][edge.before] = lag
    order = _in_order(earlier, later)
    if len(order) < len(hours):
        return None
    start, length = _forward(order, hours, earlier)
    latest = _backward(order, hours, later, length)
    return Timing(
        earliest_start=start,
        earliest_finish={node: start[node] + hours[node] for node in order},
        latest_start=latest,
        total_float={node: latest[node] - start[node] for node in order},
        length_hours=length,
        critical=tuple(node for node in order if latest[node] == start[node]),
        unknown=tuple(step.id for step in service.steps if step.duration is None),
    )


def _in_order(earlier: Lags, later: Lags) -> list[str]:
    """Every step after those before it; those on a circle, and behind one, are missing."""
    waiting = {node: len(before) for node, before in earlier.items()}
    order = [node for node, count in waiting.items() if not count]
    for node in order:  # It grows while it is read.
        for other in later[node]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order


def _forward(
    order: list[str], hours: Mapping[str, int], earlier: Lags
) -> tuple[dict[str, int], int]:
    start: dict[str, int] = {}
    length = 0
    for node in order:
        begin = 0
        for before, lag in earlier[node].items():
            begin = max(begin, start[before] + hours[before] + lag)
        start[node] = begin
        length = max(length, begin + hours[node])
    return start, length


def _backward(
    order: list[str], hours: Mapping[str, int], later: Lags, length: int
) -> dict[str, int]:
    latest: dict[str, int] = {}
    for node in reversed(order):
        finish = min((latest[after] - lag for after, lag in later[node].items()), default=length)
        latest[node] = finish - hours[node]
    return latest
