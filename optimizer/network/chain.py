"""One chain of steps that decides the promise (决定总时限的环节链)."""

from dataclasses import dataclass

from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.network.timing import Timing, promise_timing
from optimizer.service.service import Service


@dataclass(frozen=True)
class Link:
    """A step of the chain and why it waits for the one before it.

    Attributes:
        edge: ``None`` for the first step.
    """

    step: str
    start_hours: int
    finish_hours: int
    edge: Edge | None


def deciding_chain(service: Service) -> tuple[Link, ...]:
    """The longest path of the promise network, from its first step to its last.

    Args:
        service: completed, in one situation.

    Returns:
        Links whose lengths and lags add up to the promise; of several longest paths the one
        that comes first in the file. Steps of no length at its end are left out. Empty when
        there is a circle or nothing takes time.
    """
    times = promise_timing(service)
    if times is None or not times.length_hours:
        return ()
    waits = edges(service)
    ends = [step for step in times.critical if times.earliest_finish[step] == times.length_hours]
    current = ends[0]
    links: list[Link] = []
    while True:
        edge = _tight(current, waits, times)
        start, finish = times.earliest_start[current], times.earliest_finish[current]
        links.append(Link(current, start, finish, edge))
        if edge is None:
            return tuple(reversed(links))
        current = edge.before


def _tight(step: str, waits: tuple[Edge, ...], times: Timing) -> Edge | None:
    """The edge that holds a step back; a reason of law is told before the order of steps."""
    held = [
        edge
        for edge in waits
        if edge.after == step
        and times.earliest_finish[edge.before] + edge.counted_lag_hours
        == times.earliest_start[step]
    ]
    strength = (EdgeKind.STEP, EdgeKind.LEGAL, EdgeKind.DATA, EdgeKind.HABIT)
    return min(held, key=lambda edge: strength.index(edge.kind), default=None)
