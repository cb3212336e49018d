"""One sheet of a form as it lies in the file: its cells, what is merged, how numbers look."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from optimizer.formats.cell_places import address, column_number, letters

Place = tuple[int, int]
"""Row and column, counted from one."""

Range = tuple[int, int, int, int]
"""First row and column, last row and column."""

_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?![0-9(A-Za-z_])")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
# Formats every program knows without their being written down (ECMA-376, 18.8.30).
_DATES = dict.fromkeys((14, 15, 16, 17, 22, 27, 31, 57), "yyyy-mm-dd")
_NUMBERS = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_BUILT_IN = _NUMBERS | _DATES
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        text: as it stands there; a number as its digits; empty where there is nothing.
        number: of a cell that holds one.
        formula: without ``=``; ``None`` where there is none. The text is then left aside: it was
            computed before anything was typed.
        style: number of its looks.
    """

    text: str = ""
    number: float | None = None
    formula: str | None = None
    style: int = 0

    @property
    def label(self) -> str:
        """Its text where it is one: neither a number nor computed."""
        return "" if self.number is not None or self.formula is not None else self.text


@dataclass(frozen=True)
class FormSheet:
    """A sheet.

    Attributes:
        number: counted from one.
        cells: those written down, also empty ones.
        merged: the ranges of merged cells.
        lists: what a drop-down list offers, by the cells that have it.
        formats: number format of each style.
        columns: style of cells not written down, by column.
    """

    number: int
    name: str
    part: str
    cells: Mapping[Place, Cell]
    merged: tuple[Range, ...]
    lists: tuple[tuple[Range, tuple[str, ...]], ...]
    formats: Sequence[str]
    columns: Mapping[int, int]

    @cached_property
    def last_row(self) -> int:
        """The last row written down."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column written down."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def owners(self) -> dict[Place, Place]:
        """For every merged cell the first one."""
        return {
            (row, column): (top, first)
            for top, first, bottom, last in self.merged
            for row in range(top, bottom + 1)
            for column in range(first, last + 1)
        }

    @cached_property
    def _widths(self) -> dict[Place, int]:
        return {(top, first): last - first + 1 for top, first, _, last in self.merged}

    def owner(self, place: Place) -> Place:
        """The first cell of the merged cells a place belongs to; else the place itself."""
        return self.owners.get(place, place)

    def cell(self, place: Place) -> Cell:
        """What stands at a place; merged cells all hold what the first one holds."""
        return self.cells.get(self.owner(place), Cell(style=self.columns.get(place[1], 0)))

    def number_format(self, place: Place) -> str:
        """How a number looks there; empty where nothing says so."""
        style = self.cell(place).style
        return self.formats[style] if style < len(self.formats) else ""

    def span(self, place: Place) -> int:
        """How many columns the cell at a place covers."""
        return self._widths.get(self.owner(place), 1)

    def choices(self, place: Place) -> tuple[str, ...]:
        """What a drop-down list offers there; empty where anything may be typed."""
        for (top, first, bottom, last), offered in self.lists:
            if top <= place[0] <= bottom and first <= place[1] <= last:
                return offered
        return ()


def address_of(place: Place) -> str:
    """``C5`` for row 5 and column 3."""
    return address(place[0] - 1, place[1] - 1)


def place_of(written: str) -> Place:
    """Row and column of ``C5``, from one on.

    Raises:
        ValueError: no such address.
    """
    found = _RANGE.fullmatch(written)
    if found is None or found[3]:
        raise ValueError(f"{written!r} is no address of a cell, such as C5")
    return int(found[2]), column_number(found[1])


def ranges(written: str) -> Iterator[Range]:
    """Each range of a list such as ``B2:C3 E5``."""
    for one in written.replace("$", "").split():
        found = _RANGE.fullmatch(one)
        if found is not None:
            first = (int(found[2]), column_number(found[1]))
            last = (int(found[4]), column_number(found[3])) if found[3] else first
            yield (*first, *last)


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads some rows further down and columns further right."""

    def moved(one: re.Match[str]) -> str:
        column = column_number(one[2]) + (0 if one[1] else columns)
        row = int(one[4]) + (0 if one[3] else rows)
        return f"{one[1]}{letters(column)}{one[3]}{row}" if column > 0 and row > 0 else "#REF!"

    return _REFERENCE.sub(moved, formula)


def shown_decimals(number_format: str) -> int | None:
    """Decimal places a number format shows; ``None`` where it does not say (General, text)."""
    first = _NEVER_SHOWN.sub("", number_format).split(";")[0]
    if "0" not in first and "#" not in first:
        return None
    return len(re.findall(r"[0#?]", first.partition(".")[2]))


def shows_percent(number_format: str) -> bool:
    """Whether a number format shows 0.38 as 38 %."""
    return "%" in _NEVER_SHOWN.sub("", number_format)


def shows_date(number_format: str) -> bool:
    """Whether a number format shows a number as a date."""
    return "y" in _NEVER_SHOWN.sub("", number_format).lower()


def printable(text: str) -> str:
    """A text without control characters, which no spreadsheet can hold."""
    return _NOT_IN_XML.sub("", text)


def number_formats(styles: bytes | None) -> tuple[str, ...]:
    """The number format of each style of a workbook, in the order of their numbers.

    Args:
        styles: part ``xl/styles.xml``; ``None`` where there is none.
    """
    if styles is None:
        return ()
    root = parsed(styles)
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    looks = root.find("{*}cellXfs")
    found = []
    for one in () if looks is None else looks:
        held = one.get("numFmtId", "0")
        built_in = _BUILT_IN.get(int(held), "") if held.isdigit() else ""
        found.append(own.get(held, built_in))
    return tuple(found)


def parsed(data: bytes) -> etree._Element:
    """A part of a workbook that was looked through."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
