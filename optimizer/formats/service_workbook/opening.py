"""Opens a workbook that may be broken or hostile: checked first, read then.

What was unpacked is looked through, and only that is handed to the reader of cells, so that it
cannot find anything else in the file.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from optimizer.formats.cell_places import column_number, letters
from optimizer.formats.service_workbook.package import broken, finding, refusal, unpacked
from optimizer.service.finding import Finding, InvalidFile, Severity

MOST_COLUMNS = 256
MOST_CELLS = 2_000_000
"""Cells of all sheets together, with the empty ones between those that hold something."""

MOST_TEXT = 20_000_000
"""Characters of all cells together; a text used by many cells counts once a cell."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_TOLD = 50
_OF_A_CELL = ("formula_without_value", "cell_error")

Value = object
"""A text, number, answer or date as it stands in a cell; an empty text where there is nothing."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands.

    Attributes:
        name: as its tab says.
        rows: values from the first row and column on; merged cells all hold their value.
        hidden: whoever opens the workbook does not see it.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    hidden: bool = False


def opened(
    content: bytes, name: str, most_rows: int, told: list[Finding] | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a workbook.

    Args:
        content: bytes of an .xlsx file.
        name: what findings call the file.
        most_rows: of one sheet.
        told: takes formulas without a value and errors in cells, which then count as blank
            cells; without it they refuse the file.

    Raises:
        InvalidFile: it is none, or is refused for what it holds.
    """
    parts = checked_parts(content, name, most_rows, told)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as checked:
        for part, data in parts.items():
            checked.writestr(part, data)
    stream.seek(0)
    try:
        with CalamineWorkbook.from_object(stream) as book:
            seen = {
                one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible
            }
            return tuple(_sheet(book, one, hidden=one not in seen) for one in book.sheet_names)
    except (CalamineError, ValueError, OSError) as error:
        raise broken(name) from error


def checked_parts(
    content: bytes, name: str, most_rows: int, told: list[Finding] | None = None
) -> dict[str, bytes]:
    """The XML parts of a workbook, looked through as for ``opened``."""
    parts = unpacked(content, name)
    _Inspection(parts, name, most_rows).check(told)
    return parts


# --- what stands in it ------------------------------------------------------------------------


class _Inspection:
    """Looks through the cells before they are read."""

    def __init__(self, parts: dict[str, bytes], name: str, most_rows: int) -> None:
        self._parts = parts
        self._name = name
        self._most_rows = most_rows
        self._found: list[Finding] = []
        self._characters = self._cells = 0

    def check(self, told: list[Finding] | None) -> None:
        """Look at every sheet; ``told`` takes what only spoils a cell.

        Raises:
            InvalidFile: with everything that is refused.
        """
        try:
            self._lengths = [
                len("".join(one.itertext()))
                for part in self._parts
                if part.lower().endswith("sharedstrings.xml")
                for one in self._elements(part, "si")
            ]
            for part, sheet in self._sheets():
                self._check_sheet(part, sheet)
        except etree.XMLSyntaxError as error:
            raise broken(self._name) from error
        if told is not None and all(one.code in _OF_A_CELL for one in self._found):
            told.extend(
                one.model_copy(update={"severity": Severity.WARNING}) for one in self._found
            )
        elif self._found:
            raise InvalidFile(tuple(self._found[:_MOST_TOLD]))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        """Every part, and the name of the sheet it may be."""
        targets = {
            str(one.get("Id")): str(one.get("Target"))
            for one in self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        known = {}
        for one in self._elements("xl/workbook.xml", "sheet"):
            target = targets.get(str(one.get(_RELATION)), "")
            known[target if target.startswith("/") else f"/xl/{target}"] = str(one.get("name"))
        # A sheet may lie anywhere in the package, so every part is looked at.
        for part in self._parts:
            yield part, known.get(f"/{part}", part.rpartition("/")[2])

    def _elements(self, part: str, tag: str) -> Iterator[etree._Element]:
        """Every element of a name, one after the other; nothing is kept."""
        data = self._parts.get(part)
        if data is None:
            return
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False}
        for _, element in etree.iterparse(BytesIO(data), tag=f"{{*}}{tag}", **options):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _check_sheet(self, part: str, sheet: str) -> None:
        row = column = deepest = widest = 0
        for element in self._elements(part, "row"):
            row = _number(element.get("r"), row + 1)
            column = 0
            for cell in element:
                place = _CELL.fullmatch(cell.get("r") or "")
                column = column_number(place[1]) if place else column + 1
                row = int(place[2]) if place else row
                if not self._check_cell(cell, f"{sheet}!{letters(column)}{row}"):
                    continue
                if row > self._most_rows or column > MOST_COLUMNS:
                    self._too_many(sheet, row, column)
                    return
                deepest, widest = max(deepest, row), max(widest, column)
        # The reader gives every cell up to the last one a place, also those that hold nothing.
        self._cells += deepest * widest
        if self._cells > MOST_CELLS:
            raise self._too_much("工作簿的单元格过多", "the workbook has too many cells")

    def _check_cell(self, cell: etree._Element, place: str) -> bool:
        """Whether a cell holds anything; tell what cannot be read."""
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        inline = cell.find("{*}is")
        text = (value.text or "") if value is not None else ""
        kind = cell.get("t")
        if formula is not None and not text and kind != "str":
            message = ("公式没有算出的值", "this formula has no value")
            self._tell("formula_without_value", place, formula.text or "", message)
        if kind == "e":
            message = ("单元格里是错误值", "this cell holds an error")
            self._tell("cell_error", place, text, message)
        self._count(kind, text, inline)
        return bool(text) or inline is not None

    def _count(self, kind: str | None, text: str, inline: etree._Element | None) -> None:
        length = len(text) if inline is None else len("".join(inline.itertext()))
        if kind == "s":
            place = _number(text, -1)
            length = self._lengths[place] if 0 <= place < len(self._lengths) else 0
        self._characters += length
        if self._characters > MOST_TEXT:
            raise self._too_much("工作簿的文字过多", "the workbook holds too much text")

    def _too_much(self, zh: str, en: str) -> InvalidFile:
        right = ("一个工作簿只放一件事", "keep one service in a workbook")
        return refusal(self._name, "workbook_too_large", zh, en, right)

    def _tell(self, code: str, place: str, value: str, message: tuple[str, str]) -> None:
        if len(self._found) < _MOST_TOLD:
            right = (
                "在 Excel 或 WPS 中打开并保存，或改为填写数值",
                "open and save it in Excel or WPS, or type the value",
            )
            self._found.append(
                finding(self._name, code, message, right, place=place, value=value[:80])
            )

    def _too_many(self, sheet: str, row: int, column: int) -> None:
        self._found.append(
            finding(
                self._name,
                "sheet_too_large",
                (f"工作表太大：内容到第 {row} 行", f"the sheet is too large: row {row} is filled")
                if row > self._most_rows
                else (f"工作表太宽：内容到第 {column} 列", f"column {column} is filled"),
                (
                    f"最多 {self._most_rows} 行、{MOST_COLUMNS} 列",
                    f"at most {self._most_rows} rows and {MOST_COLUMNS} columns",
                ),
                place=sheet,
            )
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


# --- values -----------------------------------------------------------------------------------


def _sheet(book: CalamineWorkbook, name: str, *, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows: list[list[Value]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    spread(rows, sheet.merged_cell_ranges or [])
    return Sheet(name, tuple(tuple(row) for row in rows), hidden)


def spread(rows: list[list[Value]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give the value of a cell merged over rows to each of them that holds something.

    Merged cells never overlap, so more of them than there are cells belong to no honest file.
    """
    blank = [all(value == "" for value in row) for row in rows]
    left = sum(len(row) for row in rows)
    for (first, column), (end, _) in merged:
        last = min(end, len(rows) - 1)
        left -= max(0, last - first) + 1
        if left < 0:
            return
        if first >= len(rows) or column >= len(rows[first]) or rows[first][column] == "":
            continue
        for row in range(first + 1, last + 1):
            if not blank[row] and column < len(rows[row]):
                rows[row][column] = rows[first][column]
