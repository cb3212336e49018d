"""One sheet while it is written: texts stay texts, rows are as high as what they hold."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_col_to_name

_BASE = {"valign": "top", "text_wrap": True, "font_size": 10}
_HEAD = {**_BASE, "bold": True, "border": 1, "border_color": "#B7C3D0", "valign": "vcenter"}
STYLES: Mapping[str, dict[str, object]] = {
    "text": {**_BASE, "num_format": "@"},
    "number": {**_BASE, "align": "left"},
    "needed": {**_HEAD, "bg_color": "#1F4E79", "font_color": "#FFFFFF"},
    "usual": {**_HEAD, "bg_color": "#D6E4F0"},
    "rare": {**_HEAD, "bg_color": "#EEF2F6", "font_color": "#44546A"},
    "help": {**_BASE, "font_size": 9, "font_color": "#595959", "bg_color": "#F7F7F7"},
    "id": {**_BASE, "font_color": "#7F7F7F", "bg_color": "#E7E6E6", "num_format": "@"},
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
}
"""What cells look like."""

_LINE_POINTS = 14
_TITLE_POINTS = 24
# Excel draws no row higher.
_HIGHEST_POINTS = 409
_A3 = 8


class Page:
    """A sheet.

    Attributes:
        sheet: of the workbook.
        too_long: texts that no cell can hold, with their place.
    """

    def __init__(self, sheet: Any, styles: Mapping[str, Any]) -> None:
        self.sheet = sheet
        self.too_long: list[str] = []
        self._styles = styles
        self._widths: dict[int, float] = {}
        self._lines: dict[int, int] = {}
        self._titles: set[int] = set()
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)

    def width(self, column: int, width: float, style: str = "") -> None:
        """How many characters wide a column is, and what its blank cells look like."""
        self._widths[column] = width
        self.sheet.set_column(column, column, width, self._styles.get(style))

    def put(self, row: int, column: int, value: str | float | None, style: str) -> None:
        """A text as a text, whatever it begins with; a number as a number."""
        if isinstance(value, int | float):
            self.sheet.write_number(row, column, value, self._styles["number"])
            return
        if not value:
            return
        if self.sheet.write_string(row, column, value, self._styles[style]) != 0:
            place = f"{self.sheet.get_name()}!{xl_col_to_name(column)}{row + 1}"
            self.too_long.append(f"{place}: {value[:40]!r}… is longer than a cell can be")
        if style == "title":
            self._titles.add(row)
        else:
            lines = _lines(value, self._widths.get(column, 8.0))
            self._lines[row] = max(lines, self._lines.get(row, 1))

    def close(self) -> None:
        """Give every row its height: programs do not all work it out by themselves."""
        for row, lines in self._lines.items():
            if lines > 1:
                self.sheet.set_row(row, min(_HIGHEST_POINTS, lines * _LINE_POINTS + 2))
        for row in self._titles:
            self.sheet.set_row(row, _TITLE_POINTS)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; Chinese signs are two characters wide."""
    return sum(max(1, math.ceil(_characters(line) / (width - 1))) for line in text.split("\n"))


def _characters(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
