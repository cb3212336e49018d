"""Bases of the tasks of a district: each has one number, told in full below every table."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.deliverables.district_duty_rows import DutyRow
from optimizer.wording.catalogue import Language, words

_BETWEEN = "；"
"""What parts several laws and documents in the basis of a measure."""


class Bases:
    """Numbers for laws and documents, the same in the whole paper.

    Args:
        rows: all that is told.
        language: of the words.

    Attributes:
        language: of the words.
    """

    def __init__(self, rows: Sequence[DutyRow], language: Language) -> None:
        self.language = language
        self._words = words("deliverable_district", language)
        self._numbers = {one: number for number, one in enumerate(sorted(_cited(rows)), 1)}

    def mark(self, basis: str) -> str:
        """The numbers of a basis, after what rests on it."""
        numbers = sorted(self._numbers[one] for one in _parts(basis))
        told = self._words.listed([str(one) for one in numbers])
        return self._words("basis_mark", numbers=told or self._words("basis_unknown"))

    def note(self, rows: Sequence[DutyRow]) -> str:
        """Every basis of some rows once, in the order of numbers; empty where there is none."""
        told = [
            self._words("basis_entry", number=self._numbers[one], basis=one)
            for one in sorted(_cited(rows))
        ]
        if not told:
            return ""
        return self._words("bases_note", bases=self._words("basis_semicolon").join(told))


def _cited(rows: Sequence[DutyRow]) -> set[str]:
    return {one for row in rows for line in row.lines for one in _parts(line.basis)}


def _parts(basis: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for one in basis.split(_BETWEEN) if (part := one.strip())))
