"""The works that carry out the plan of a district, and the best order for them.

A work is a data source connected, an approval got from above, or a service that goes live with its
whole plan. What several services share is done once, and a service comes after all of it that it
needs, so whatever is done first is lawful by itself. The order seeks the
largest gain per effort early: the sum over services of gain × effort spent until the service is
live shall be small. With jobs that wait for shared ones this is the weighted completion time on
one machine with precedences, 1 | prec | Σ w C (Lawler 1978: NP-hard); few services are ordered
exactly (over all sets of services), more by the densest group that a set of shared works opens
(after Sidney 1975), with the gap to a lower bound (Smith's rule, each shared work cut up).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

EXACT_SERVICES = 12
"""So many services are ordered exactly: 2^12 sets."""


class WorkKind(StrEnum):
    """What is done."""

    CONNECT = "connect"
    APPROVE = "approve"
    GO_LIVE = "go_live"


@dataclass(frozen=True)
class Work:
    """One work.

    Attributes:
        key: of the source, the approval or the service.
        effort: points; what services share is paid once, here and not with the services.
        gain: of a service, in millionths of a per cent, see ``roadmap.gains``; else 0.
        needs: keys of the sources and approvals that a service waits for.
        lead_days: working days from its first effort until it may be in place, planning values
            (测算值); ``None`` cannot be planned.
    """

    kind: WorkKind
    key: str
    effort: int
    gain: int = 0
    needs: tuple[str, ...] = ()
    lead_days: int | None = 0


@dataclass(frozen=True)
class Ordered:
    """Works in an order that is lawful at every point.

    Attributes:
        wait: Σ gain × effort until live, of the order.
        least_wait: no lawful order has less.
        exact: the order is the best.
    """

    works: tuple[Work, ...]
    wait: int
    least_wait: Fraction
    exact: bool

    @property
    def gap(self) -> float:
        """How far the order may be from the best, as a share of the least possible wait."""
        if not self.least_wait:
            return 0.0
        return float((self.wait - self.least_wait) / self.least_wait)


def ordered(works: Sequence[Work], exact_services: int = EXACT_SERVICES) -> Ordered:
    """The works in the best order that was found; equal works in the order they come in.

    Args:
        works: services need only shared works among them; one that nobody needs comes last.
        exact_services: so many services are ordered exactly.
    """
    shared = {one.key: one for one in works if one.kind is not WorkKind.GO_LIVE}
    services = [one for one in works if one.kind is WorkKind.GO_LIVE]
    exact = len(services) <= exact_services
    live = _exact(services, shared) if exact else _densest_first(services, shared)
    found = _with_shared(live, shared)
    wait = _wait(found)
    least = Fraction(wait) if exact else _least_wait(services, shared)
    return Ordered(tuple(found), wait, least, exact or wait == least)


def _with_shared(live: Sequence[Work], shared: Mapping[str, Work]) -> list[Work]:
    """Services in their order, each shared work right before the first that needs it."""
    found: dict[tuple[WorkKind, str], Work] = {}
    for service in live:
        for key in service.needs:
            found.setdefault((shared[key].kind, key), shared[key])
        found[service.kind, service.key] = service
    for one in shared.values():
        found.setdefault((one.kind, one.key), one)
    return list(found.values())


def _wait(works: Sequence[Work]) -> int:
    spent = total = 0
    for one in works:
        spent += one.effort
        total += max(0, one.gain) * spent
    return total


def _exact(services: Sequence[Work], shared: Mapping[str, Work]) -> list[Work]:
    """The best order, by dynamic programming over sets of services that are live."""
    names = list(shared)
    needs = [sum(1 << names.index(key) for key in one.needs) for one in services]
    opened, spent = [0], [0]
    for live in range(1, 1 << len(services)):
        last = live.bit_length() - 1
        rest = live & ~(1 << last)
        opened.append(opened[rest] | needs[last])
        fresh = opened[live] & ~opened[rest]
        opening = sum(shared[name].effort for place, name in enumerate(names) if fresh >> place & 1)
        spent.append(spent[rest] + services[last].effort + opening)
    least, latest = [0], [-1]
    for live in range(1, 1 << len(services)):
        found = min(
            (least[live & ~(1 << number)] + max(0, one.gain) * spent[live], -number)
            for number, one in enumerate(services)
            if live >> number & 1
        )
        least.append(found[0])
        latest.append(-found[1])
    live, order = (1 << len(services)) - 1, []
    while live:
        order.append(services[latest[live]])
        live &= ~(1 << latest[live])
    return order[::-1]


def _densest_first(services: Sequence[Work], shared: Mapping[str, Work]) -> list[Work]:
    """Again and again the group of services that gains most per effort, what it opens included."""
    left, opened, order = list(services), frozenset[str](), list[Work]()
    densest = sorted(left, key=lambda one: _density(one.gain, one.effort), reverse=True)
    while left:
        best: _Group | None = None
        for wanted in dict.fromkeys(frozenset(one.needs) - opened for one in left):
            opening = sum(shared[key].effort for key in wanted)
            group = _densest(densest, opened | wanted, opening)
            if best is None or group.denser_than(best):
                best = group
        assert best is not None, "every service left wants some shared works, or none"
        order.extend(best.works)
        opened = opened.union(*(one.needs for one in best.works))
        done = {one.key for one in best.works}
        left = [one for one in left if one.key not in done]
        densest = [one for one in densest if one.key not in done]
    return order


class _Group(NamedTuple):
    """Services that go live together, what they gain, and their effort with what they open."""

    works: Sequence[Work]
    gain: int
    effort: int

    def denser_than(self, other: _Group) -> bool:
        """Whether it gains more per effort; crosswise, since districts compare 100,000 times."""
        if not self.effort or not other.effort:
            return not self.effort and bool(other.effort)
        return self.gain * other.effort > other.gain * self.effort


def _densest(densest: Sequence[Work], opened: frozenset[str], opening: int) -> _Group:
    """Of the services that some shared works are enough for, the first so many that gain most.

    Args:
        densest: services, the densest first.
        opened: shared works that are done.
        opening: effort of those among them that are opened for this group.
    """
    within = [one for one in densest if opened.issuperset(one.needs)]
    best = _Group((), 0, 0)
    gain, effort = 0, opening
    for number, one in enumerate(within, 1):
        gain, effort = gain + max(0, one.gain), effort + one.effort
        group = _Group(within[:number], gain, effort)
        if number == 1 or group.denser_than(best):
            best = group
    return best


def _density(gain: int, effort: int) -> tuple[int, Fraction]:
    """Gain per effort; what costs nothing comes before everything else."""
    if not effort:
        return (1, Fraction(0))
    return (0, Fraction(max(0, gain), effort))


def _least_wait(services: Sequence[Work], shared: Mapping[str, Work]) -> Fraction:
    """No lawful order waits less.

    Each shared work is cut into one part for each service that needs it, as large as the share of
    the service in their gains. A lawful order of the whole is one of the parts in which no service
    ends later, and without shared works the densest first is the best (Smith 1956), also where
    works may be interrupted.
    """
    gains = {key: sum(max(0, one.gain) for one in services if key in one.needs) for key in shared}
    cut = []
    for one in services:
        gain = max(0, one.gain)
        shares = (Fraction(shared[key].effort * gain, gains[key]) for key in one.needs if gain)
        cut.append((gain, one.effort + sum(shares, Fraction(0))))
    cut.sort(key=lambda pair: pair[0] / pair[1] if pair[1] else Fraction(10**30), reverse=True)
    spent = total = Fraction(0)
    for gain, effort in cut:
        spent += effort
        total += gain * spent
    return total
