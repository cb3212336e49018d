"""A crew that loses the worker over one task, whatever is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from optimizer.errors import Said
from optimizer.portfolio.crew import Crew, Done

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

LOST = Said("中断", "the worker died")


@dataclass(frozen=True)
class Losing(Crew):
    """Loses the first task of a function.

    Attributes:
        over: name of the function.
    """

    over: str = ""

    def run(
        self, function: Callable[[Asked], Answer], tasks: Sequence[Asked]
    ) -> Iterator[Done[Answer]]:
        """As any crew, but for the first task."""
        lost = getattr(function, "__name__", "") == self.over
        for done in super().run(function, tasks):
            yield Done(0, None, LOST) if lost and done.number == 0 else done
