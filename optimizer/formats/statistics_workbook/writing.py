"""Tables written as an Excel workbook, ready to be printed."""

import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from optimizer.formats.statistics_workbook.table import (
    HEADING_ROW,
    Cell,
    Column,
    Formula,
    Kind,
    Table,
)
from optimizer.wording.catalogue import Language

FONTS: Mapping[Language, str] = {"zh": "宋体", "en": "Calibri"}
A4 = 9
MAX_CELL_CHARACTERS = 32_767
"""Excel refuses a longer text."""

_LINE_POINTS = 13.5
_MAX_ROW_POINTS = 409
_WIDE = ("W", "F", "A")

# Texts that begin like this become formulas once somebody edits the cell (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS: dict[Kind, str] = {
    "text": "General",
    "number": "#,##0",
    "decimal": "#,##0.00",
    "percent": "0.00%",
}


def as_workbook(tables: Sequence[Table], font: str) -> bytes:
    """The tables as sheets of one .xlsx file, in their order.

    Args:
        tables: their names are at most 31 characters long and differ.
        font: of all cells.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        formats = _Formats(book, font)
        for table in tables:
            _write(book.add_worksheet(table.name), table, formats)
    return stream.getvalue()


class _Formats:
    """How cells look; a workbook keeps each once."""

    def __init__(self, book: Any, font: str) -> None:
        plain = {"font_name": font, "font_size": 10}
        self.title = book.add_format({**plain, "font_size": 14, "bold": True})
        self.note = book.add_format({**plain, "italic": True, "font_color": "#444444"})
        self.long_note = book.add_format(
            {**plain, "italic": True, "font_color": "#444444", "text_wrap": True, "valign": "top"}
        )
        boxed = {**plain, "border": 1, "border_color": "#A6A6A6", "valign": "top"}
        wrapped = {**boxed, "text_wrap": True}
        self.heading = book.add_format(
            {**wrapped, "bold": True, "bg_color": "#DCE6F1", "align": "center"}
        )
        self._quoted = book.add_format({**wrapped, "quote_prefix": True})
        self._cells = {
            kind: book.add_format({**(wrapped if kind == "text" else boxed), "num_format": number})
            for kind, number in _NUMBERS.items()
        }

    def of(self, column: Column, cell: Cell) -> Any:
        """How a cell of a column looks."""
        if isinstance(cell, str) and cell.startswith(_FORMULA):
            return self._quoted
        return self._cells[column.kind]


def _write(sheet: Any, table: Table, formats: _Formats) -> None:
    sheet.write_string(0, 0, _text(table.title), formats.title)
    _write_note(sheet, table, formats)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEADING_ROW, place, column.heading, formats.heading)
    sheet.set_row(HEADING_ROW, _height((one, one.heading) for one in table.columns))
    for row, cells in enumerate(table.rows, start=HEADING_ROW + 1):
        told = [(column, cells.get(column.key)) for column in table.columns]
        sheet.set_row(row, _height(told))
        for place, (column, cell) in enumerate(told):
            _write_cell(sheet, (row, place), cell, formats.of(column, cell))
    _set_up(sheet, table)


def _write_note(sheet: Any, table: Table, formats: _Formats) -> None:
    """What is counted; over all columns and several lines where one is too short."""
    room = max(1, sum(one.width for one in table.columns) - 1)
    lines = sum(-(-_width(one) // room) for one in table.note.split("\n"))
    if lines == 1 or len(table.columns) == 1:
        sheet.write_string(1, 0, _text(table.note), formats.note)
        return
    sheet.merge_range(1, 0, 1, len(table.columns) - 1, _text(table.note), formats.long_note)
    sheet.set_row(1, _LINE_POINTS * lines + 1.5)


def _set_up(sheet: Any, table: Table) -> None:
    """What stays in sight, what can be filtered, and how the sheet is printed."""
    last = HEADING_ROW + max(1, len(table.rows))
    sheet.autofilter(HEADING_ROW, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(HEADING_ROW + 1, table.kept_columns)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, HEADING_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    if cell is None or cell == "":
        sheet.write_blank(*place, None, look)
    elif isinstance(cell, Formula):
        sheet.write_formula(*place, cell.text, look, cell.value)
    elif isinstance(cell, str):
        sheet.write_string(*place, _text(cell), look)
    else:
        sheet.write_number(*place, cell, look)


def _height(cells: Iterable[tuple[Column, Cell]]) -> float:
    """Height of a row in points that shows its longest text; not every program works it out."""
    lines = 1
    for column, cell in cells:
        if isinstance(cell, str):
            # Lines break before words that do not fit, so a little less than the width is used.
            room = max(1, column.width - 1)
            lines = max(lines, sum(-(-_width(one) // room) for one in cell.split("\n")))
    return min(_MAX_ROW_POINTS, _LINE_POINTS * lines + 1.5)


def _width(text: str) -> int:
    """Characters of a spreadsheet that a text takes; an empty line takes one."""
    return max(1, sum(2 if unicodedata.east_asian_width(one) in _WIDE else 1 for one in text))


def _text(text: str) -> str:
    """A text that fits a cell; what no file can hold (half of a surrogate pair) becomes ``?``."""
    whole = text.encode("utf-8", "replace").decode()
    if len(whole) <= MAX_CELL_CHARACTERS:
        return whole
    return whole[: MAX_CELL_CHARACTERS - 1] + "…"
