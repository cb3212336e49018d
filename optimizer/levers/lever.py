"""A lever (改革方式): finds opportunities of some kinds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from optimizer.levers.reference import lever_texts
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


@dataclass(frozen=True)
class Lever:
    """One lever of the catalogue.

    Attributes:
        key: its name in files and requests.
        kinds: kinds of the measures it leads to.
        find: opportunities in a completed service, before the law is asked.
    """

    key: str
    kinds: tuple[MeasureKind, ...]
    find: Callable[[Service], Iterable[Opportunity]]

    @property
    def name_zh(self) -> str:
        """Official Chinese name."""
        return lever_texts()[self.key].name_zh

    @property
    def name_en(self) -> str:
        """English name."""
        return lever_texts()[self.key].name_en
