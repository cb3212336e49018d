"""Tables of the workbook: named columns, rows of plain cells, and formulas that refer to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xlsxwriter.utility import xl_col_to_name

Side = Literal["before", "after"]
SIDES: tuple[Side, ...] = ("before", "after")
Kind = Literal["text", "number", "decimal", "percent"]

HEADING_ROW = 2
"""Above it stand the title and what is counted; counted from zero."""


@dataclass(frozen=True)
class Formula:
    """A live formula.

    Attributes:
        text: as Excel writes it, from its ``=`` on.
        value: what it comes to, for programs that do not compute.
    """

    text: str
    value: int | float | str


Cell = str | int | float | Formula | None


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: names the cells of its rows.
        heading: in words.
        width: in characters of a spreadsheet, half a Chinese character each.
        kind: how its numbers are written.
    """

    key: str
    heading: str
    width: int
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """One sheet.

    Attributes:
        name: of the sheet.
        title, note: the two lines above the headings.
        rows: cells by the key of their column; what is missing stays empty.
        kept_columns: columns that stay in sight when one scrolls to the right.
    """

    name: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    kept_columns: int = 1

    def cells(self, key: str) -> str:
        """All cells of a column as formulas of other sheets refer to them."""
        letter = self._letter(key)
        last = HEADING_ROW + 1 + max(1, len(self.rows))
        return f"{self._quoted()}!${letter}${HEADING_ROW + 2}:${letter}${last}"

    def cell(self, key: str, row: int) -> str:
        """One cell as formulas of other sheets refer to it; rows are counted from zero."""
        return f"{self._quoted()}!${self._letter(key)}${HEADING_ROW + 2 + row}"

    def _quoted(self) -> str:
        doubled = self.name.replace("'", "''")
        return f"'{doubled}'"

    def _letter(self, key: str) -> str:
        keys = [one.key for one in self.columns]
        return str(xl_col_to_name(keys.index(key)))


def quoted(text: str) -> str:
    """A text as it stands in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def here(columns: Sequence[Column], key: str, row: int) -> str:
    """A cell of the sheet that a formula stands in; rows are counted from zero."""
    keys = [one.key for one in columns]
    return f"{xl_col_to_name(keys.index(key))}{HEADING_ROW + 2 + row}"


def share_off(before: str, after: str, values: tuple[int | None, int | None]) -> Formula:
    """The reduction of one cell to another in per cent, empty where it is not defined.

    Args:
        before: the cell before.
        after: the cell after.
        values: what the two cells hold; ``None`` is empty.
    """
    text = f'=IF(OR({before}="",{after}="",{before}=0),"",ROUND(({before}-{after})/{before},4))'
    return Formula(text, share_value(*values))


def share_value(before: int | None, after: int | None) -> float | str:
    """What ``share_off`` comes to: rounded to hundredths of a per cent, away from zero."""
    if before is None or after is None or before == 0:
        return ""
    doubled = 2 * 10_000 * abs(before - after) + before
    hundredths = doubled // (2 * before)
    return (hundredths if before >= after else -hundredths) / 10_000
