"""Names that are one or nearly one, among many."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from optimizer.service.checks.finding_words import contrasting

_ALIKE = 0.8
_LONGEST_COMPARED = 60

# Nobody reads more pairs, and comparing in order takes some 40 µs: two seconds at most.
_MOST_PAIRS = 2_000
_MOST_COMPARED = 50_000

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


class Near(NamedTuple):
    """What was found among names.

    Attributes:
        pairs: by the place of the first, then of the second.
        complete: whether every two names were compared; names that are nearly all one are not.
    """

    pairs: tuple[Pair, ...]
    complete: bool


# Most changes of a service change no name; then nothing is compared again.
@lru_cache(maxsize=64)
def near_names(named: tuple[Named, ...]) -> Near:
    """Every two names that are one or nearly one, as far as there is time to look."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, one in enumerate(named):
        if one.plain:
            groups.setdefault(one.apart, []).append(place)
    same = _Found()
    near = _Found()
    for places in groups.values():
        _find_same(named, places, same)
        _find_near(named, places, near)
    return Near(tuple(sorted([*same.pairs, *near.pairs])), same.complete and near.complete)


@dataclass
class _Found:
    """Pairs found so far; ``compared`` counts the comparisons that take time."""

    pairs: list[Pair] = field(default_factory=list)
    compared: int = 0

    @property
    def complete(self) -> bool:
        return len(self.pairs) < _MOST_PAIRS and self.compared < _MOST_COMPARED


def _find_same(named: Sequence[Named], places: Sequence[int], found: _Found) -> None:
    before: dict[str, list[int]] = {}
    for second in places:
        held = before.setdefault(named[second].plain, [])
        for first in held:
            if not found.complete:
                return
            found.pairs.append(Pair(first, second, same=True))
        held.append(second)


def _find_near(named: Sequence[Named], places: Sequence[int], found: _Found) -> None:
    names = {place: named[place].plain for place in places}
    letters = {place: _letters(name) for place, name in names.items()}
    words = {place: contrasting(name) for place, name in names.items()}
    for first, second in combinations(places, 2):
        if (
            words[first] != words[second]
            or names[first] == names[second]
            or not _mostly_shared(letters[first], letters[second])
        ):
            continue
        if not found.complete:
            return
        found.compared += 1
        if _in_order(names[first], names[second]):
            found.pairs.append(Pair(first, second, same=False))


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
