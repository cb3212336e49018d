"""Draws that come out the same on every machine and with every Python."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Chance:
    """Draws that need nothing of ``random`` but what Python promises to keep: ``random()``."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(name)

    def below(self, number: int) -> int:
        """A whole number from 0 on."""
        return int(self._random.random() * number)

    def happens(self, part: int, whole: int) -> bool:
        """Whether something comes about that does in ``part`` of ``whole``."""
        return self.below(whole) < part


class Urn(Generic[_Value]):
    """Values, each drawn as often as its weight."""

    def __init__(self, weighted: Sequence[tuple[_Value, int]]) -> None:
        self._values = [value for value, _ in weighted]
        self._sums = list(accumulate(weight for _, weight in weighted))

    def draw(self, chance: Chance) -> _Value:
        """One of the values."""
        return self._values[bisect_right(self._sums, chance.below(self._sums[-1]))]
