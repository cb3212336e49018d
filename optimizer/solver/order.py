"""Which steps precedences keep apart, and which precedences must go before two become one.

The ranks and times of the model say as much, but only through rules with a "big M", whose linear
relaxation is weak: said directly, the bound on the number of steps rises by a few per cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from ortools.sat.python import cp_model

from optimizer.solver.instance import Instance
from optimizer.solver.variables import Group, Variables

Pair = tuple[int, int]

_MOST_ROWS = 5000  # for pairs of followers; services of hundreds of steps would have far more


def hard_order(instance: Instance) -> set[Pair]:
    """Pairs of nodes that unconditional arcs put in order."""
    later: list[set[int]] = [set() for _ in instance.nodes]
    after: dict[int, list[int]] = {}
    for arc in instance.arcs:
        if not arc.when:
            after.setdefault(arc.before, []).append(arc.after)
    for start in range(len(instance.nodes)):
        stack = [start]
        while stack:
            for follower in after.get(stack.pop(), ()):
                if follower not in later[start]:
                    later[start].add(follower)
                    stack.append(follower)
    return {(start, node) for start, found in enumerate(later) for node in found}


def drop_between(variables: Variables) -> None:
    """Steps become one only when every single precedence between them is gone.

    A path from one to the other may hold on one arc that some decision takes away; while that arc
    holds, the two stand in different groups.
    """
    between = _between(variables)
    rows = 0
    for group in variables.groups:
        for (member, head), points in group.points.items():
            for gone in _either(between, member, head):
                variables.model.add_implication(points, gone)
        for first, second, gone in islice(_followers(group, between), _MOST_ROWS - rows):
            variables.model.add_bool_or([first.negated(), second.negated(), gone])
            rows += 1


def _followers(
    group: Group, between: dict[Pair, list[cp_model.LiteralT]]
) -> Iterator[tuple[cp_model.IntVar, cp_model.IntVar, cp_model.LiteralT]]:
    """Literals of two steps that point to the same third, and what must be gone for it."""
    for head in group.members:
        pointing = [
            (member, points) for (member, led), points in group.points.items() if led == head
        ]
        for (one, first), (other, second) in combinations(pointing, 2):
            for gone in _either(between, one, other):
                yield first, second, gone


def _either(
    between: dict[Pair, list[cp_model.LiteralT]], one: int, other: int
) -> list[cp_model.LiteralT]:
    return [*between.get((one, other), ()), *between.get((other, one), ())]


def _between(variables: Variables) -> dict[Pair, list[cp_model.LiteralT]]:
    """By pair in no hard order: for each path on one conditional arc, that the arc is gone."""
    nodes, order = variables.instance.nodes, hard_order(variables.instance)
    upto: dict[int, set[int]] = {}
    since: dict[int, set[int]] = {}
    for first, second in order:
        upto.setdefault(second, set()).add(first)
        since.setdefault(first, set()).add(second)
    members = {node for group in variables.groups for node in group.members}
    found: dict[Pair, list[cp_model.LiteralT]] = {}
    for arc in variables.instance.arcs:
        inside = nodes[arc.before].inside and nodes[arc.after].inside
        if len(arc.when) != 1 or not inside:
            continue
        (name, wanted), *_ = arc.when
        gone = variables.decide(name).negated() if wanted else variables.decide(name)
        for before in sorted(members & {arc.before, *upto.get(arc.before, ())}):
            for after in sorted(members & {arc.after, *since.get(arc.after, ())}):
                if before != after and (before, after) not in order:
                    found.setdefault((before, after), []).append(gone)
    return found
