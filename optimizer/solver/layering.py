"""A simple plan to start from: steps of a class become one, layer by layer.

Merging what stands equally deep in the order of steps never makes steps wait for each other in a
circle, and no order allows fewer groups of one class than its longest chain has members. A search
that starts from the service as it is finds such plans late where there are dozens of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from optimizer.redesign.opportunity import MeasureKind, Opportunity, Terms
from optimizer.solver.arcs import Arc
from optimizer.solver.instance import Clock
from optimizer.solver.variables import Group, Variables

Price = Callable[[Opportunity, Terms], int]
"""What taking an opportunity up costs, on the terms of a member or a grade."""


@dataclass(frozen=True)
class Layers:
    """Which steps become one, and which decisions it takes.

    Attributes:
        leaders: first step of its group by step.
        taken: ids of opportunities to take up.
        gain: what this saves, less what it costs.
    """

    leaders: Mapping[int, int] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    gain: int = 0


def layered(variables: Variables, price: Price, of_a_step: int) -> Layers:
    """The better of two: with precedences in the way that may go, and without them.

    Args:
        variables: with all opportunities encoded.
        price: of taking an opportunity up.
        of_a_step: what a step less is worth.

    Returns:
        Nothing to do where that saves nothing.
    """
    if not of_a_step:
        return Layers()
    ways = (_Order(variables, price, of_a_step, loose=one).layers() for one in (True, False))
    return max((Layers(), *ways), key=lambda one: one.gain)


class _Order:
    """The order of steps while some of them become one."""

    def __init__(self, variables: Variables, price: Price, of_a_step: int, *, loose: bool) -> None:
        instance = variables.instance
        self._variables = variables
        self._price = price
        self._of_a_step = of_a_step
        self._leader = list(range(len(instance.nodes)))
        self._may_go = {one.id: one for one in instance.of_kind(MeasureKind.PARALLEL) if loose}
        self._loose: dict[str, list[Arc]] = {}
        self._arcs: list[Arc] = []
        stay = {f"stay:{need.id}" for need in instance.needs}
        for arc in instance.arcs:
            if not all((name in stay) is wanted for name, wanted in arc.when):
                continue  # does not hold in the service as it is
            goes = next((name for name, _ in arc.when if name in self._may_go), None)
            if goes is None:
                self._arcs.append(arc)
            else:
                self._loose.setdefault(goes, []).append(arc)

    def layers(self) -> Layers:
        for group in sorted(self._variables.groups, key=lambda one: -len(one.members)):
            for members in self._alike(group):
                if self._gain(group, members) > 0:
                    for node in members:
                        self._leader[node] = members[0]
        taken = []
        for name, arcs in self._loose.items():
            if self._fits(arcs):
                self._arcs.extend(arcs)
            else:
                taken.append(name)
        self._keep_clocks()
        gain = -sum(self._price(self._may_go[one], self._may_go[one].terms) for one in taken)
        leaders: dict[int, int] = {}
        for group in self._variables.groups:
            for members in self._together(group):
                leaders |= dict.fromkeys(members, members[0])
                gain += self._gain(group, members)
        return Layers(leaders, frozenset(taken), gain)

    def _alike(self, group: Group) -> list[list[int]]:
        """Members that may become one: equally many of the class lie before them.

        A step that is one with steps of another class already stays as it is.
        """
        alone = [node for node in group.members if self._leader.count(self._leader[node]) == 1]
        own = set(alone)
        before = self._before()
        depth: dict[int, int] = {}
        for node in TopologicalSorter(before).static_order():
            depth[node] = max((depth[one] + (one in own) for one in before[node]), default=0)
        found: list[list[int]] = []
        at: dict[int, list[list[int]]] = {}
        for node in alone:
            layer = at.setdefault(depth[self._leader[node]], [])
            fitting = (one for one in layer if all((node, m) in group.points for m in one))
            cluster = next(fitting, None)
            if cluster is None:
                cluster = []
                layer.append(cluster)
                found.append(cluster)
            cluster.append(node)
        return found

    def _together(self, group: Group) -> list[list[int]]:
        """The groups of a class as they stand."""
        held: dict[int, list[int]] = {}
        for node in group.members:
            held.setdefault(self._leader[node], []).append(node)
        return [members for members in held.values() if len(members) > 1]

    def _before(self) -> dict[int, list[int]]:
        """For each group, what comes directly before it."""
        before: dict[int, set[int]] = {node: set() for node in set(self._leader)}
        for arc in self._arcs:
            one, other = self._leader[arc.before], self._leader[arc.after]
            if one != other:
                before[other].add(one)
        return {node: sorted(found) for node, found in before.items()}

    def _fits(self, arcs: Sequence[Arc]) -> bool:
        """Whether precedences may stay: neither within a group nor against the order."""
        before = self._before()
        for arc in arcs:
            first, second = self._leader[arc.before], self._leader[arc.after]
            open_, seen = [first], {first}
            while open_:
                for one in before[open_.pop()]:
                    if one not in seen:
                        seen.add(one)
                        open_.append(one)
            if second in seen:
                return False
        return True

    def _gain(self, group: Group, members: Sequence[int]) -> int:
        """What it is worth that some members of a class become one, less what they pay."""
        if len(members) < 2:
            return 0
        one, nodes = group.opportunity, self._variables.instance.nodes
        prices = one.member_terms or (one.terms,) * len(one.targets)
        terms = dict(zip(one.targets, prices, strict=True))
        paid = sum(self._price(one, terms[nodes[node].id]) for node in members)
        return self._of_a_step * (len(members) - 1) - paid

    # --- what items promise ---------------------------------------------------------------------

    def _keep_clocks(self) -> None:
        """Take steps of items out of their groups, the last first, until no item is late."""
        clocks = self._variables.instance.clocks
        for _ in self._leader:
            starts, ends = self._times()
            late = [one for one in clocks if not self._kept(one, starts, ends)]
            if not late:
                return
            for clock in late:
                joined = [node for node in clock.own if self._leader.count(self._leader[node]) > 1]
                if joined:
                    self._take_out(max(joined, key=lambda node: starts[node]))
        self._leader = list(range(len(self._leader)))

    def _take_out(self, node: int) -> None:
        rest = [one for one, led in enumerate(self._leader) if led == self._leader[node]]
        rest.remove(node)
        for one in rest:
            self._leader[one] = rest[0]
        self._leader[node] = node

    def _times(self) -> tuple[list[int], list[int]]:
        """When each step starts and ends at the earliest, in hours of what counts."""
        nodes = self._variables.instance.nodes
        length = [0] * len(nodes)
        for place, node in enumerate(nodes):
            own = min(node.length, node.clocked) if node.counted else 0
            length[self._leader[place]] = max(length[self._leader[place]], own)
        into: dict[int, list[Arc]] = {}
        for arc in self._arcs:
            into.setdefault(self._leader[arc.after], []).append(arc)
        start = [0] * len(nodes)
        for group in TopologicalSorter(self._before()).static_order():
            for arc in into.get(group, ()):
                one = self._leader[arc.before]
                if one != group:
                    start[group] = max(start[group], start[one] + length[one] + arc.counted_lag)
        starts = [start[led] for led in self._leader]
        return starts, [start[led] + length[led] for led in self._leader]

    def _kept(self, clock: Clock, starts: Sequence[int], ends: Sequence[int]) -> bool:
        since = starts[clock.start]
        for arc in clock.external:
            merged = {self._leader[node] for node in clock.own}
            if arc in self._arcs and self._leader[arc.before] not in merged:
                since = max(since, ends[arc.before] + arc.counted_lag)
        return ends[clock.end] <= since + clock.cap_hours
