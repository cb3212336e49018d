"""Path inequalities that hold once the promise is bounded.

With the promise at most D hours, a chain of steps that k droppable precedences hold
together can take at most D for each piece it falls into: Σ p(s) ≤ D · (1 + Σ dropped).
The times of the model imply it, but only through "big M" rules, whose linear relaxation
is weak; said directly, the LP worker sees how many precedences have to go. On the largest
shipped service this closes the effort stage that stays open for minutes without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from optimizer.redesign.opportunity import MeasureKind
from optimizer.solver.arcs import Arc
from optimizer.solver.instance import Instance
from optimizer.solver.variables import Expression, Variables

_MOST_DROPPED = 2  # precedences in one chain; more of them add rows, not strength
_MOST_ROWS = 400


@dataclass(frozen=True)
class _Chain:
    """Nodes in order, the droppable arcs between them, and what they weigh today."""

    nodes: tuple[int, ...]
    arcs: tuple[Arc, ...]
    hours: int


def cover(variables: Variables, promise_hours: int) -> None:
    """Add the inequality of every chain that is longer than the promise.

    Args:
        variables: with the promise network built.
        promise_hours: no plan wanted from here on promises more.
    """
    chains = [one for one in _chains(variables.instance) if one.hours > promise_hours]
    chains.sort(key=lambda one: -one.hours)
    early = {one.targets[0] for one in variables.instance.of_kind(MeasureKind.EARLY)}
    for chain in chains[:_MOST_ROWS]:
        weights = [_weight(variables, node, early) for node in chain.nodes]
        dropped = [variables.decide(arc.when[0][0]) for arc in chain.arcs]
        variables.model.add(sum(weights) <= promise_hours * (1 + sum(dropped)))


def _weight(variables: Variables, node: int, early: set[str]) -> Expression:
    """Counted length of a step; left out where it may count less than it takes."""
    one = variables.instance.nodes[node]
    whole = one.counted and one.clocked == one.length and one.id not in early
    return variables.lengths[node] if whole else 0


def _chains(instance: Instance) -> list[_Chain]:
    """Chains over one or two droppable precedences, from a source to a sink."""
    before, after = _neighbours(instance)
    droppable = [arc for arc in instance.arcs if _droppable(arc)]
    found: list[_Chain] = []

    def grow(nodes: tuple[int, ...], arcs: tuple[Arc, ...]) -> None:
        end = arcs[-1].after
        tail = _longest(instance, after, end)
        whole = (*nodes, *tail)
        hours = sum(instance.nodes[node].clocked for node in whole)
        found.append(_Chain(whole, arcs, hours))
        if len(arcs) == _MOST_DROPPED:
            return
        for arc in droppable:
            if arc not in arcs:
                between = _longest(instance, after, end, arc.before)
                if between:
                    grow((*nodes, *between), (*arcs, arc))

    for arc in droppable:
        grow(_longest(instance, before, arc.before)[::-1], (arc,))
    return found


def _droppable(arc: Arc) -> bool:
    if len(arc.when) != 1:
        return False
    name, wanted = arc.when[0]
    return not wanted and name.startswith(f"{MeasureKind.PARALLEL.value}:")


Neighbours = dict[int, list[int]]


def _neighbours(instance: Instance) -> tuple[Neighbours, Neighbours]:
    """Predecessors and successors over unconditional arcs."""
    before: Neighbours = {}
    after: Neighbours = {}
    for arc in instance.arcs:
        if not arc.when:
            after.setdefault(arc.before, []).append(arc.after)
            before.setdefault(arc.after, []).append(arc.before)
    return before, after


def _longest(
    instance: Instance, following: Neighbours, start: int, goal: int | None = None
) -> tuple[int, ...]:
    """Heaviest path from a node to another, or to wherever; empty when there is none."""

    @cache
    def best(node: int) -> tuple[int, tuple[int, ...]] | None:
        weight = instance.nodes[node].clocked
        paths: list[tuple[int, tuple[int, ...]]] = []
        if goal is None or node == goal:
            paths.append((weight, (node,)))
        for other in following.get(node, ()) if node != goal else ():
            further = best(other)
            if further is not None:
                paths.append((weight + further[0], (node, *further[1])))
        return max(paths, default=None)

    found = best(start)
    return () if found is None else found[1]
