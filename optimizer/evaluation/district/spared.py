"""What people are spared a year (群众少跑少交少等): yearly cases × reduction per case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.evaluation.district.rows import Row


@dataclass(frozen=True)
class SparedRow:
    """One service whose yearly cases are stated.

    Attributes:
        cases: cases a year (办件量); 0 where somebody stated that there are none.
        visits, papers: fewer per case; papers are copies handed in (份), forms included.
        days: working days fewer per case between the promise of the whole service as it is
            (longest path, not a sum of limits, which nobody waits) and afterwards; ``None``
            unknown, also where a side is only known to be at least so long.
        assumed: a figure of the row rests on assumed values.
    """

    key: str
    name: str
    cases: int
    visits: int
    papers: int
    days: int | None
    assumed: bool


@dataclass(frozen=True)
class Spared:
    """What all services with stated cases spare in a year.

    Attributes:
        without_cases: keys of services left out since nobody stated their yearly cases: a gap.
        without_days: keys of services with cases whose waiting is not known.
    """

    rows: tuple[SparedRow, ...]
    without_cases: tuple[str, ...]
    without_days: tuple[str, ...]

    @property
    def cases(self) -> int:
        """Yearly cases of the services counted."""
        return sum(one.cases for one in self.rows)

    @property
    def visits(self) -> int:
        """Visits spared a year."""
        return sum(one.cases * one.visits for one in self.rows)

    @property
    def papers(self) -> int:
        """Copies of papers spared a year."""
        return sum(one.cases * one.papers for one in self.rows)

    @property
    def days(self) -> int | None:
        """Working days of waiting spared a year; ``None`` where they are known of no service."""
        known = [one.cases * one.days for one in self.rows if one.days is not None]
        return sum(known) if known else None

    @property
    def assumed(self) -> bool:
        """Whether anything rests on assumed values."""
        return any(one.assumed for one in self.rows)


_RAW = ("visits", "material_copies", "promise_days")


def spared(rows: Sequence[Row]) -> Spared:
    """Multiply the yearly cases of each service with what one case is spared."""
    found = [
        _row(row, row.service.yearly_cases) for row in rows if row.service.yearly_cases is not None
    ]
    return Spared(
        rows=tuple(found),
        without_cases=tuple(row.key for row in rows if row.service.yearly_cases is None),
        without_days=tuple(one.key for one in found if one.days is None),
    )


def _row(row: Row, cases: int) -> SparedRow:
    before, after = row.before, row.after
    days = [
        None if "promise_days" in side.at_least else side.promise_days for side in (before, after)
    ]
    return SparedRow(
        key=row.key,
        name=row.name,
        cases=cases,
        visits=before.visits - after.visits,
        papers=before.material_copies - after.material_copies,
        days=None if days[0] is None or days[1] is None else days[0] - days[1],
        assumed=any(raw in (*before.assumed, *after.assumed) for raw in _RAW),
    )
