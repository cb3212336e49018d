"""The network of one service with what is asked of it more than once."""

from __future__ import annotations

from copy import copy
from functools import cached_property

from optimizer.network.edges import edges
from optimizer.network.timing import Timing, clocks, timing
from optimizer.service.anchors import Anchors
from optimizer.service.service import Service


class Network:
    """Anchors, edges and times of a completed service, each worked out once."""

    def __init__(self, service: Service) -> None:
        """Lay out the edges; times are worked out when they are asked for."""
        self.service = service
        self.anchors = Anchors(service)
        self.edges = edges(service, self.anchors)

    @cached_property
    def promise(self) -> Timing | None:
        """As ``timing.promise_timing``."""
        return timing(self.service, self.edges, promise=True)

    @cached_property
    def elapsed(self) -> Timing | None:
        """As ``timing.elapsed_timing``."""
        return timing(self.service, self.edges, promise=False)

    def clock_hours(self) -> dict[str, int | None]:
        """As ``timing.clock_hours``."""
        return clocks(self.service.items, self.anchors, self.edges, self.promise)

    def with_limits(self, service: Service) -> Network:
        """The network of a service that differs from this one in its limits only.

        Neither an edge nor a time rests on a limit, so everything worked out stands.
        """
        other = copy(self)
        other.service = service
        return other
