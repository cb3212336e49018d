"""Names that are one or nearly one, among many."""

import difflib
from collections import deque
from functools import lru_cache
from typing import NamedTuple

from optimizer.service.checks.finding_words import contrast

_ALIKE = 0.8
_LONGEST_COMPARED = 60

_Letters = frozenset[tuple[str, int]]


class Named(NamedTuple):
    """A name to be compared.

    Attributes:
        plain: without what does not change the meaning; an empty one is near to none.
        apart: names that differ here mean different things, however near they are.
    """

    plain: str
    apart: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Places of two near names, and whether they are the same name."""

    first: int
    second: int
    same: bool


# Most changes of a service change no name; then nothing is compared again.
@lru_cache(maxsize=64)
def near_names(named: tuple[Named, ...]) -> tuple[Pair, ...]:
    """Every two names that are one or nearly one, by the place of the first, then the second."""
    letters = [_letters(one.plain) for one in named]
    places = [place for place, one in enumerate(named) if one.plain]
    later: dict[tuple[str, ...], deque[int]] = {}
    for place in places:
        later.setdefault(named[place].apart, deque()).append(place)
    found = []
    for first in places:
        name, others = named[first].plain, later[named[first].apart]
        others.popleft()
        for second in others:
            other = named[second].plain
            if name == other:
                found.append(Pair(first, second, same=True))
            elif (
                _mostly_shared(letters[first], letters[second])
                and _in_order(name, other)
                and not contrast(name, other)
            ):
                found.append(Pair(first, second, same=False))
    return tuple(found)


def _letters(name: str) -> _Letters:
    """Letters, each with how often it stood before: what two names share is one intersection."""
    compared = name[:_LONGEST_COMPARED]
    before = (compared[:place].count(letter) for place, letter in enumerate(compared))
    return frozenset(zip(compared, before, strict=True))


def _mostly_shared(first: _Letters, second: _Letters) -> bool:
    """Whether two names share most letters in any order: few do, and it is soon told."""
    return 2 * len(first & second) / (len(first) + len(second)) >= _ALIKE


def _in_order(first: str, second: str) -> bool:
    """Whether two names share most letters in order."""
    matcher = difflib.SequenceMatcher(
        None, first[:_LONGEST_COMPARED], second[:_LONGEST_COMPARED], autojunk=False
    )
    return matcher.ratio() >= _ALIKE
