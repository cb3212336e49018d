"""Findings of services, looked for beside the page: large services take a while."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from optimizer.formats.service_tables import places_of
from optimizer.formats.service_tables.spots import Spot
from optimizer.service.finding import Finding
from optimizer.service.findings import findings
from optimizer.service.service import Service

_KEPT = 128


@dataclass(frozen=True)
class Placed:
    """A finding and the rows it speaks of.

    Attributes:
        spot: the cell it is about first; ``None`` where it has no place in the tables.
        rows: numbers of all rows of that table it speaks of.
    """

    finding: Finding
    spot: Spot | None
    rows: frozenset[int]


Found = tuple[Placed, ...]


class Inspecting:
    """Looks for the findings of one content once, whoever asks."""

    def __init__(self) -> None:
        """Nothing was looked at yet."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="inspecting")
        self._futures: dict[str, Future[Found]] = {}
        self._lock = threading.Lock()

    def found(self, sha256: str, service: Service, patience_seconds: float) -> Found | None:
        """The findings of a content; ``None`` while they are being looked for.

        Args:
            sha256: of the content.
            service: the content.
            patience_seconds: how long to wait for them.
        """
        with self._lock:
            future = self._futures.get(sha256)
            if future is None:
                future = self._pool.submit(placed_findings, service)
                self._futures[sha256] = future
                while len(self._futures) > _KEPT:
                    self._futures.pop(next(iter(self._futures))).cancel()
        try:
            return future.result(timeout=patience_seconds)
        except TimeoutError:
            return None


def placed_findings(service: Service) -> Found:
    """The findings of a service with the rows they speak of."""
    found = findings(service)
    spots = places_of(found, service)
    others = [one.model_copy(update={"place": place}) for one in found for place in one.places]
    rows = iter(places_of(tuple(others), service))
    placed = []
    for one, spot in zip(found, spots, strict=True):
        also = [next(rows) for _ in one.places]
        same = {at.row for at in also if at and spot and at.section == spot.section}
        placed.append(Placed(one, spot, frozenset({spot.row} | same if spot else ())))
    return tuple(placed)
