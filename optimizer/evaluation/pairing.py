"""Which things of two services are the same."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step

Named = TypeVar("Named", Item, Department, Document, Requirement, Step, Precedence, DataSource)


@dataclass(frozen=True)
class Pairs(Generic[Named]):
    """Things that are in both services, and those that are only in the first or the second."""

    both: tuple[tuple[Named, Named], ...]
    gone: tuple[Named, ...]
    new: tuple[Named, ...]

    def renamed(self) -> dict[str, str]:
        """For the things in both: id in the first service → id in the second."""
        return {one.id: other.id for one, other in self.both}


def matched(
    before: Sequence[Named], after: Sequence[Named], *keys: Callable[[Named], str]
) -> Pairs[Named]:
    """Pair what is the same: by id, then by each key in turn.

    Args:
        before: things of the first service.
        after: things of the second.
        keys: what else tells a thing; used only where it is not empty and occurs once among
            those still unpaired on each side.
    """
    ids = {one.id for one in after}
    pairs = {one.id: one.id for one in before if one.id in ids}
    for key in keys:
        old = _telling({one.id: key(one) for one in before if one.id not in pairs})
        taken = set(pairs.values())
        new = _telling({one.id: key(one) for one in after if one.id not in taken})
        pairs.update({old[word]: new[word] for word in old if word in new})
    others = {one.id: one for one in after}
    taken = set(pairs.values())
    return Pairs(
        both=tuple((one, others[pairs[one.id]]) for one in before if one.id in pairs),
        gone=tuple(one for one in before if one.id not in pairs),
        new=tuple(one for one in after if one.id not in taken),
    )


def _telling(words: dict[str, str]) -> dict[str, str]:
    """Word → id, for the words that are not empty and tell one thing only."""
    counts = Counter(words.values())
    return {word: name for name, word in words.items() if word and counts[word] == 1}
