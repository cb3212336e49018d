"""One file a plan leaves as."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Shelf(StrEnum):
    """What sort of file it is."""

    DELIVERABLES = "deliverables"
    DATA = "data"
    PICTURES = "pictures"


@dataclass(frozen=True)
class ExportFile:
    """One file.

    Attributes:
        what: what is in it; ``told`` says it in words.
        told: name and use, for people.
        name: with its ending.
        content: makes it.
    """

    shelf: Shelf
    what: str
    told: str
    name: str
    mime: str
    content: Callable[[], bytes]

    @property
    def ending(self) -> str:
        """Of the name, without the dot."""
        return self.name.rpartition(".")[2]
