"""The rows of the sheets: which cell belongs to which column, and what nobody asked for."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.formats.cell_places import address
from optimizer.formats.service_tables.cells import Cell, cleaned
from optimizer.formats.service_tables.layout import Section
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.service_workbook.layout import (
    LISTS_SHEET,
    VERSION,
    Heading,
    headings,
    nothing,
    titles,
)
from optimizer.formats.service_workbook.opening import Sheet, Value
from optimizer.formats.service_workbook.package import refusal
from optimizer.service.finding import Finding, Severity
from optimizer.service.terms import normal
from optimizer.wording.catalogue import LANGUAGES, Language, words


@dataclass(frozen=True)
class SheetRow:
    """One record as its sheet tells it.

    Attributes:
        cells: field → cell, without blank ones.
        places: field → where it stands (``环节!C5``), of every column; empty for the row.
    """

    cells: Mapping[str, Cell]
    places: Mapping[str, str]


@dataclass
class SheetRows:
    """What a whole workbook tells.

    Attributes:
        language: of its words.
        rows: key of a table → its rows.
        lacking: key of a table → required columns that its sheet does not have.
        notes: sheets and columns that nobody reads.
    """

    language: Language
    rows: dict[str, list[SheetRow]] = field(default_factory=dict)
    lacking: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Finding] = field(default_factory=list)


def rows_of(sheets: Sequence[Sheet], name: str) -> SheetRows:
    """The rows of all sheets of a workbook.

    Args:
        sheets: as they stand.
        name: what findings call the file.

    Raises:
        InvalidFile: no sheet of the template is there, or a newer program wrote it.
    """
    known = {normal(title): (section, language) for title, section, language in titles()}
    found = [known[normal(one.name)] for one in sheets if normal(one.name) in known]
    if not found:
        raise refusal(
            name,
            "workbook_other",
            "工作簿里没有模板的工作表",
            "no sheet of the template is in this workbook",
            ("请使用本系统导出的模板", "use the template that this program writes"),
        )
    spoken = [language for _, language in found]
    language = max(LANGUAGES, key=spoken.count)
    told = SheetRows(language)
    unread = {LISTS_SHEET, *(words("template", one)("example") for one in LANGUAGES)}
    abouts = {words("template", one)("about") for one in LANGUAGES}
    for sheet in sheets:
        if sheet.name in abouts:
            _check_version(sheet, name)
        elif normal(sheet.name) in known:
            section, its_language = known[normal(sheet.name)]
            _SheetReading(section, sheet, name, told).read(its_language)
        elif sheet.name not in unread and any(map(_filled, sheet.rows)):
            message = ("没有用到这张工作表", "this sheet is not read")
            told.notes.append(_note(name, "sheet_unread", sheet.name, "", message))
    return told


def _note(file: str, code: str, place: str, value: str, message: tuple[str, str]) -> Finding:
    return Finding(
        severity=Severity.NOTE,
        code=code,
        file=file,
        place=place,
        value=value[:80],
        message_zh=message[0],
        message_en=message[1],
        right_zh="要用到的内容请写进模板的列里",
        right_en="write what matters into the columns of the template",
    )


def _check_version(sheet: Sheet, name: str) -> None:
    said = {words("template", one)("about.version") for one in LANGUAGES}
    for row in sheet.rows:
        version = row[1] if len(row) > 1 and row[0] in said else None
        if isinstance(version, int | float) and version > VERSION:
            raise refusal(
                name,
                "workbook_newer",
                f"工作簿由更新的程序写成（格式版本 {version:g}）",
                f"a newer program wrote this workbook (format version {version:g})",
                (f"本程序可读版本 {VERSION}", f"this program reads version {VERSION}"),
            )


class _SheetReading:
    """Reads one sheet."""

    def __init__(self, section: Section, sheet: Sheet, name: str, told: SheetRows) -> None:
        self._section = section
        self._sheet = sheet
        self._name = name
        self._told = told

    def read(self, language: Language) -> None:
        """Add what the sheet tells; headings of the other language are read, too."""
        own = headings(self._section, Presenter(nothing(), language))
        other = [
            one for each in LANGUAGES for one in headings(self._section, Presenter(nothing(), each))
        ]
        known = {_plain(one.text): one.field for one in (*other, *own)}
        known.update(
            {_plain(_bare(one)): one.field for one in other if _plain(_bare(one)) not in known}
        )
        self._helps = {cleaned(one.help) for one in other}
        if self._section.held:
            self._table(own, known)
        else:
            self._upright(known)

    def _table(self, own: Sequence[Heading], known: Mapping[str, str]) -> None:
        rows = list(enumerate(self._sheet.rows))
        start = next((at for at, row in rows if _filled(row)), len(rows))
        fields = self._fields(start, known) if start < len(rows) else {}
        found = self._told.rows.setdefault(self._section.key, [])
        for at, row in rows[start + 1 :]:
            cells = {
                name: cell
                for column, name in fields.items()
                if column < len(row) and (cell := _cell(row[column])) is not None
            }
            if not cells or self._explains(row):
                continue
            places = {name: self._place(at, column) for column, name in fields.items()}
            found.append(SheetRow(cells, {**places, "": f"{self._sheet.name}!{at + 1}"}))
        needed = [one.field for one in own if one.text.endswith("*")]
        absent = [one for one in needed if one not in fields.values()]
        if found and absent:
            self._told.lacking[self._section.key] = absent

    def _fields(self, at: int, known: Mapping[str, str]) -> dict[int, str]:
        """Column → field; a heading that stands twice counts once."""
        found: dict[int, str] = {}
        for column, value in enumerate(self._sheet.rows[at]):
            name = known.get(_plain(_text(value)))
            if name is not None and name not in found.values():
                found[column] = name
            elif self._holds(at, column):
                message = ("没有用到这一列", "this column is not read")
                place = self._place(at, column)
                self._told.notes.append(
                    _note(self._name, "column_unread", place, _text(value), message)
                )
        return found

    def _holds(self, at: int, column: int) -> bool:
        below = self._sheet.rows[at:]
        return any(column < len(row) and _text(row[column]) for row in below)

    def _explains(self, row: Sequence[Value]) -> bool:
        """Whether this is the row that says what the columns mean."""
        return any(_text(one) in self._helps for one in row if _text(one))

    def _upright(self, known: Mapping[str, str]) -> None:
        cells: dict[str, Cell] = {}
        places = {"": self._sheet.name}
        for at, row in enumerate(self._sheet.rows):
            if not _filled(row):
                continue
            name = known.get(_plain(_text(row[0])))
            if name is None or name in places:
                message = ("没有用到这一行", "this row is not read")
                place = self._place(at, 0)
                self._told.notes.append(
                    _note(self._name, "row_unread", place, _text(row[0]), message)
                )
                continue
            places[name] = self._place(at, 1)
            cell = _cell(row[1]) if len(row) > 1 else None
            if cell is not None:
                cells[name] = cell
        self._told.rows[self._section.key] = [SheetRow(cells, places)]

    def _place(self, row: int, column: int) -> str:
        return f"{self._sheet.name}!{address(row, column)}"


def _plain(text: str) -> str:
    """A heading without what people change in passing."""
    return normal(text.replace("＊", "*").rstrip("* "))


def _bare(heading: Heading) -> str:
    return heading.text if heading.column is None else heading.column.heading


def _filled(row: Sequence[Value]) -> bool:
    return any(_text(one) for one in row)


def _text(value: Value) -> str:
    cell = _cell(value)
    return "" if cell is None else cleaned(str(cell))


def _cell(value: Value) -> Cell:
    """A value as tables hold it; dates in one way, whole numbers without a fraction."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return int(value) if math.isfinite(value) and value == int(value) else value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    text = value if isinstance(value, str) else str(value)
    return text if cleaned(text) else None
