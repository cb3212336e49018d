"""The network of one service with what is asked of it more than once."""

from __future__ import annotations

from copy import copy

from optimizer.network.edges import edges
from optimizer.network.timing import Timing, circle, clocks, timing
from optimizer.service.anchors import Anchors
from optimizer.service.item import Item
from optimizer.service.service import Service


class Network:
    """Anchors, edges and times of a completed service, each worked out once.

    Attributes:
        service: the service.
        anchors: the anchors of its items.
        edges: as ``edges.edges``.
        times: what was worked out so far, by whether it is the promise.
    """

    def __init__(self, service: Service) -> None:
        """Lay out the edges; times are worked out when they are asked for."""
        self.service = service
        self.anchors = Anchors(service)
        self.edges = edges(service, self.anchors)
        self.times: dict[bool, Timing | None] = {}

    @property
    def promise(self) -> Timing | None:
        """As ``timing.promise_timing``."""
        return self._timing(promise=True)

    @property
    def elapsed(self) -> Timing | None:
        """As ``timing.elapsed_timing``."""
        return self._timing(promise=False)

    def clock_hours(self) -> dict[str, int | None]:
        """As ``timing.clock_hours``."""
        return clocks(self.service.items, self.anchors, self.edges, self.promise)

    def with_limits(self, items: tuple[Item, ...]) -> Network:
        """The network of the service with other limits of its items.

        Neither an edge nor a time rests on a limit, so everything worked out stands.
        """
        other = copy(self)
        other.service = self.service.model_copy(update={"items": items})
        return other

    def with_papers(self, service: Service) -> Network:
        """The network of a service that has the same steps and precedences as this one.

        Times stand where the papers, too, make the same edges.
        """
        other = copy(self)
        other.service = service
        other.edges = edges(service, self.anchors)
        if other.edges != self.edges:
            other.times = {}
        return other

    def circle(self) -> tuple[str, ...]:
        """As ``timing.circle``."""
        return () if self.promise is not None else circle(self.service, self.edges)

    def _timing(self, *, promise: bool) -> Timing | None:
        if promise not in self.times:
            self.times[promise] = timing(self.service, self.edges, promise=promise)
        return self.times[promise]
