"""Knots: things that all wait for each other, directly or through others."""

from collections.abc import Mapping, Sequence


def knots(onward: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each thing the one that stands for its knot; what waits on no circle is its own.

    Strongly connected components after Kosaraju and Sharir, without recursion: the chains of a
    large service are longer than a recursion may be.

    Args:
        onward: for every thing those that wait for it.
    """
    against: dict[str, list[str]] = {one: [] for one in onward}
    for one, others in onward.items():
        for other in others:
            against[other].append(one)
    found: dict[str, str] = {}
    for first in reversed(_left(onward)):
        open_ones = [first]
        while open_ones:
            one = open_ones.pop()
            if one not in found:
                found[one] = first
                open_ones.extend(against[one])
    return found


def _left(onward: Mapping[str, Sequence[str]]) -> list[str]:
    """The things in the order in which a walk onward, deeper first, leaves them for good."""
    left, seen = list[str](), set[str]()
    for first in onward:
        trail = [] if first in seen else [(first, iter(onward[first]))]
        seen.add(first)
        while trail:
            one, others = trail[-1]
            unseen = next((other for other in others if other not in seen), None)
            if unseen is None:
                left.append(one)
                trail.pop()
            else:
                seen.add(unseen)
                trail.append((unseen, iter(onward[unseen])))
    return left
