"""Earliest and latest times, critical path and floats; clocks of the items.

Critical path method: Kelley & Walker, "Critical-path planning and scheduling", 1959.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.service.anchors import anchor_step, last_step
from optimizer.service.kinds import Anchor, Phase, Span
from optimizer.service.service import Service


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


def circle(service: Service) -> tuple[str, ...]:
    """The steps of one circle of precedences in order; empty when there is none."""
    graph = _graph(service, edges(service), promise=True)
    try:
        found = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return ()
    return tuple(before for before, _ in found)


def promise_timing(service: Service) -> Timing | None:
    """Times in the promise network (承诺时限); ``None`` when there is a circle."""
    return _timing(service, promise=True)


def elapsed_timing(service: Service) -> Timing | None:
    """Times of the whole procedure (全流程用时), teams ignored; ``None`` on a circle."""
    return _timing(service, promise=False)


def promise_hours(service: Service) -> int | None:
    """Longest path of the promise network in hours; ``None`` when there is a circle."""
    times = promise_timing(service)
    return None if times is None else times.length_hours


def clock_hours(service: Service) -> dict[str, int | None]:
    """Clock of each item in the promise network (modelling notes, section 1).

    Returns:
        Hours by item id; ``None`` for an item without steps, and for all on a circle.
    """
    times = promise_timing(service)
    if times is None:
        return {item.id: None for item in service.items}
    waits = edges(service)
    return {item.id: _clock(service, item.id, times, waits) for item in service.items}


def _clock(service: Service, item_id: str, times: Timing, waits: tuple[Edge, ...]) -> int | None:
    accepted = anchor_step(service, item_id, Anchor.ACCEPTANCE)
    limit = service.item(item_id).limit()
    to_delivery = limit is not None and limit.spans is Span.DELIVERY
    ended = (
        last_step(service, item_id)
        if to_delivery
        else anchor_step(service, item_id, Anchor.DECISION)
    )
    if accepted is None or ended is None:
        return None
    end = times.earliest_finish[ended.id]
    own = [step.id for step in service.steps_of(item_id)]
    inside = set(own[: own.index(ended.id) + 1])
    external = [
        times.earliest_finish[edge.before] + edge.counted_lag_hours
        for edge in waits
        if edge.kind is not EdgeKind.STEP and edge.after in inside and edge.before not in own
    ]
    return max(0, end - max([times.earliest_start[accepted.id], *external]))


def _graph(service: Service, waits: tuple[Edge, ...], *, promise: bool) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for step in service.steps:
        if step.phase is not Phase.AFTER_CHECK:
            hours = step.clocked_hours() if promise else step.length_hours()
            graph.add_node(step.id, hours=hours or 0)
    for edge in waits:
        lag = edge.counted_lag_hours if promise else edge.lag_hours
        if graph.has_edge(edge.before, edge.after):
            lag = max(lag, graph.edges[edge.before, edge.after]["lag"])
        graph.add_edge(edge.before, edge.after, lag=lag)
    return graph


def _timing(service: Service, *, promise: bool) -> Timing | None:
    graph = _graph(service, edges(service), promise=promise)
    if not nx.is_directed_acyclic_graph(graph):
        return None
    order = list(nx.topological_sort(graph))
    hours = {node: int(graph.nodes[node]["hours"]) for node in order}
    start: dict[str, int] = {}
    for node in order:
        start[node] = max(
            (start[p] + hours[p] + graph.edges[p, node]["lag"] for p in graph.predecessors(node)),
            default=0,
        )
    length = max((start[node] + hours[node] for node in order), default=0)
    latest: dict[str, int] = {}
    for node in reversed(order):
        finish = min(
            (latest[s] - graph.edges[node, s]["lag"] for s in graph.successors(node)),
            default=length,
        )
        latest[node] = finish - hours[node]
    return Timing(
        earliest_start=start,
        earliest_finish={node: start[node] + hours[node] for node in order},
        latest_start=latest,
        total_float={node: latest[node] - start[node] for node in order},
        length_hours=length,
        critical=tuple(node for node in order if latest[node] == start[node]),
        unknown=tuple(step.id for step in service.steps if step.duration is None),
    )
