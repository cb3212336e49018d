"""The rows that tables tell: each cell under what its column means."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.formats.cell_places import address
from optimizer.formats.guide_tables.headings import compared, headings, unit_in
from optimizer.formats.guide_tables.mapping import Column, Mapping, Role, TableMapping
from optimizer.formats.guide_tables.recognition import cell_text, labels_in
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.service_workbook.opening import Sheet, Value

_CODES = ("basic_code", "implementation_code", "handling_code", "certificate_code")
# A spreadsheet keeps fifteen digits of a number.
_EXACT = 10**15
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]|注[:：]|说明[:：]|备注[:：]|填表)"
)
_SIGNED = re.compile(
    r"(?:审核人|填表人|填报人|制表人?|经办人|负责人|联系人|联系电话|电话|填报单位|填报日期|填表日期|日期)[:：]"
)
_SUM = re.compile(r"(?:合计|总计|小计|共计|总共|共)[:：]?[0-9]+[份项个种件类]")
_MANY_COLUMNS = 3
_NUMBERS_IN_ROW = 3


@dataclass(frozen=True)
class Cell:
    """What stands in one cell.

    Attributes:
        place: sheet and cell, or path in the JSON.
        unit: unit told by the heading.
        group: table and column, for what is told once for a column.
        heading: what stands above it.
    """

    text: str
    place: str
    unit: str = ""
    group: str = ""
    heading: str = ""


@dataclass
class Row:
    """One record as a table tells it.

    Attributes:
        cells: concept → cell, without blank ones.
        sheet: name of the sheet, which may name an item.
        above: the last item told above the table in its sheet, or the item it lies within.
        within: the file itself says that it belongs to ``above``.
        guessed: its item could not be told and was assumed.
    """

    role: Role
    file: str
    place: str
    sheet: str
    cells: Table[str, Cell]
    group: str = ""
    above: "Row | None" = field(default=None, repr=False)
    within: bool = False
    guessed: bool = False

    def text(self, concept: str) -> str:
        """The text of a cell; empty when there is none."""
        cell = self.cells.get(concept)
        return "" if cell is None else cell.text


def rows_of(sheets: Sequence[Sheet], mapping: Mapping, file: str, telling: Telling) -> list[Row]:
    """The rows of all tables of a file, in their order; what is left out is told."""
    found: list[Row] = []
    for sheet in sheets:
        tables = sorted(
            (one for one in mapping.tables if one.sheet == sheet.name),
            key=lambda one: one.heading_row,
        )
        _tell_untabled(sheet, tables, file, telling)
        above: Row | None = None
        for place, table in enumerate(tables):
            end = tables[place + 1].heading_row - 1 if place + 1 < len(tables) else len(sheet.rows)
            if table.role is Role.UNREAD:
                code = "sheet_hidden" if sheet.hidden else "sheet_unread"
                telling.add(code, file, sheet.name or address(table.heading_row - 1, 0))
                continue
            reading = _Reading(sheet, table, end, file, telling)
            rows = reading.upright() if not table.heading_rows else reading.across()
            for row in rows:
                row.above = above
            if table.role is Role.ITEMS and rows:
                above = rows[-1]
            found.extend(rows)
    return found


def _tell_untabled(
    sheet: Sheet, tables: Sequence[TableMapping], file: str, telling: Telling
) -> None:
    """Rows above the first table, or a whole sheet in which there is none."""
    end = tables[0].heading_row - 1 if tables else len(sheet.rows)
    for at, row in enumerate(sheet.rows[:end]):
        texts = [cell_text(one) for one in row]
        if any(texts):
            first = _first(texts)
            place = address(at, first)
            where = f"{sheet.name}!{place}" if sheet.name else place
            group = "" if tables else f"row_title {sheet.name}"
            telling.add("row_title", file, where, texts[first], group=group)


class _Reading:
    """Reads one table."""

    def __init__(
        self, sheet: Sheet, table: TableMapping, end: int, file: str, telling: Telling
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._end = min(end, len(sheet.rows))
        self._file = file
        self._telling = telling
        self._group = f"{sheet.name}!{table.heading_row}"

    def across(self) -> list[Row]:
        """Rows below headings."""
        start = self._table.heading_row - 1 + self._table.heading_rows
        columns = [one for one in self._table.columns if one.concept]
        self._tell_columns(start)
        found = []
        for at in range(start, self._end):
            row = self._sheet.rows[at]
            texts = [cell_text(one) for one in row]
            if not any(texts):
                continue
            left_out = self._left_out(texts, columns)
            if left_out:
                value = next(one for one in texts if one)
                self._telling.add(left_out, self._file, self._place(at, _first(texts)), value)
                continue
            cells = {
                one.concept: cell
                for one in columns
                if one.at < len(row) and (cell := self._cell(row[one.at], at, one)) is not None
            }
            found.append(self._row(at, cells))
        return found

    def upright(self) -> list[Row]:
        """One row from labels that stand in front of their values."""
        concepts = {compared(one.heading): one for one in self._table.columns}
        cells: dict[str, Cell] = {}
        for at in range(self._table.heading_row - 1, self._end):
            texts = [cell_text(one) for one in self._sheet.rows[at]]
            labels = labels_in(texts)
            ends = [*(place for place, _ in labels[1:]), len(texts)]
            for (place, label), end in zip(labels, ends, strict=True):
                values = [n for n in range(place + 1, end) if texts[n]]
                column = concepts.get(compared(label))
                known = column is not None and column.concept and column.concept not in cells
                if column is not None and known and values:
                    own = column.model_copy(update={"at": values[0]})
                    cell = self._cell(self._sheet.rows[at][values[0]], at, own)
                    cells.update({} if cell is None else {column.concept: cell})
                    values = values[1:]
                # What stands behind a value, or behind a label that nobody knows.
                elif values:
                    values = [place, *values]
                if values:
                    told = "　".join(texts[n] for n in values)
                    self._telling.add("column_unread", self._file, self._place(at, values[0]), told)
        return [self._row(self._table.heading_row - 1, cells)] if cells else []

    def _row(self, at: int, cells: Table[str, Cell]) -> Row:
        return Row(
            role=self._table.role,
            file=self._file,
            place=self._place(at, 0),
            sheet=self._sheet.name,
            cells=cells,
            group=self._group,
        )

    def _place(self, row: int, column: int) -> str:
        cell = address(row, column)
        return f"{self._sheet.name}!{cell}" if self._sheet.name else cell

    def _tell_columns(self, start: int) -> None:
        """Columns with content that nobody reads."""
        for one in self._table.columns:
            filled = any(
                one.at < len(row) and cell_text(row[one.at])
                for row in self._sheet.rows[start : self._end]
            )
            if filled and not one.concept:
                where = self._place(self._table.heading_row - 1, one.at)
                self._telling.add("column_unread", self._file, where, one.heading)
        known = {one.at for one in self._table.columns}
        for row in range(start, self._end):
            for column, value in enumerate(self._sheet.rows[row]):
                if column not in known and cell_text(value):
                    known.add(column)
                    where = self._place(row, column)
                    self._telling.add("column_unread", self._file, where, cell_text(value))

    def _left_out(self, texts: Sequence[str], columns: Sequence[Column]) -> str:
        """Why a row is no record; empty when it is one."""
        filled = [one for one in texts if one]
        named = {one.at: compared(one.heading.rpartition("/")[2]) for one in self._table.columns}
        same = [compared(one) == named.get(at) for at, one in enumerate(texts) if one]
        if len(same) > 1 and sum(same) * 2 > len(same):
            return "row_heading"
        if _is_total(texts, columns):
            return "row_total"
        if len(filled) >= _NUMBERS_IN_ROW and filled == [
            str(one) for one in range(1, len(filled) + 1)
        ]:
            return "row_numbers"
        alone = len(filled) == 1 and len(columns) >= _MANY_COLUMNS
        title = alone and (_SECTION.match(filled[0]) or texts.index(filled[0]) not in named)
        if title or all(_SIGNED.match(one) for one in filled):
            return "row_title"
        read = [one for one in columns if one.concept != "number"]
        if not any(one.at < len(texts) and texts[one.at] for one in read):
            return "row_unread"
        return ""

    def _cell(self, value: Value, at: int, column: Column) -> Cell | None:
        text = cell_text(value)
        if not text:
            return None
        place = self._place(at, column.at)
        group = f"{self._group}:{column.letter}"
        if column.concept.rpartition(".")[2] in _CODES and not self._code_kept(
            value, text, place, group
        ):
            return None
        return Cell(text, place, unit_in(column.heading), group, column.heading)

    def _code_kept(self, value: Value, text: str, place: str, group: str) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if (isinstance(value, int | float) and abs(value) >= _EXACT) or _POWER.fullmatch(text):
            self._telling.add("code_damaged", self._file, place, text)
            return False
        if number:
            self._telling.add("code_number", self._file, place, text, group=f"number {group}")
        return True


def _is_total(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether what stands first beside the number of the row says that it sums up."""
    number = next((one.at for one in columns if one.concept == "number"), -1)
    filled = next(one for one in texts if one)
    behind = next((one for at, one in enumerate(texts) if one and at != number), "")
    first = ["".join(one.split()) for one in (filled, behind)]
    return any(one.startswith(headings().totals) or _SUM.fullmatch(one) for one in first)


def _first(texts: Sequence[str]) -> int:
    return next(at for at, one in enumerate(texts) if one)
