"""Tables of others as a service: exports of item lists, guides, tables made by hand.

``recognise`` says what the sheets and columns of a file seem to be; the planner may correct that.
``read_guides`` makes a service of one or several files and tells every doubt: what the reading had
to decide is told as a warning and marked as assumed where a record can hold the mark, what it left
out is told as a note. What no table tells stays open.
"""

from collections.abc import Sequence
from typing import NamedTuple

from optimizer.formats.guide_tables.gathering import service_of
from optimizer.formats.guide_tables.headings import known_concepts
from optimizer.formats.guide_tables.mapping import (
    Column,
    Mapping,
    Role,
    TableMapping,
    dump_mapping,
    fitted,
    load_mapping,
)
from optimizer.formats.guide_tables.portals import known_layouts, looks_like_json, portal_rows
from optimizer.formats.guide_tables.recognition import cell_text, tables_of
from optimizer.formats.guide_tables.rows import Row, rows_of
from optimizer.formats.guide_tables.sheets import MOST_ROWS, sheets_of
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.service_workbook.opening import Sheet
from optimizer.formats.service_workbook.package import OLD_EXCEL, PACKAGE, refusal
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.service import Service

__all__ = [
    "MOST_ROWS",
    "OLD_EXCEL",
    "PACKAGE",
    "Column",
    "GuideFile",
    "Mapping",
    "ReadGuide",
    "Recognised",
    "Role",
    "TableMapping",
    "dump_mapping",
    "fitted",
    "known_concepts",
    "load_mapping",
    "looks_like_json",
    "read_guide",
    "read_guides",
    "recognise",
]

_PREVIEW_ROWS = 5
_MOST_HEADINGS_TOLD = 12


class GuideFile(NamedTuple):
    """A file that is handed in, and how it is to be read; ``None`` reads it as recognised."""

    content: bytes
    name: str
    mapping: Mapping | None = None


class Recognised(NamedTuple):
    """What a file seems to be.

    Attributes:
        samples: for each table of the mapping the first values of each of its columns.
    """

    mapping: Mapping
    samples: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def readable(self) -> bool:
        """Whether any table was recognised."""
        return any(one.role is not Role.UNREAD for one in self.mapping.tables)


class ReadGuide(NamedTuple):
    """A service from tables of others, with everything doubtful or left out."""

    service: Service
    notes: tuple[Finding, ...]


def recognise(content: bytes, name: str) -> Recognised:
    """Recognise the tables of a file.

    Args:
        content: bytes of an .xlsx, .xls, .csv or .tsv file.
        name: what findings call it.

    Raises:
        InvalidFile: it is none of these, broken, or too large.
    """
    sheets = sheets_of(content, name, [])
    mapping = _mapping(sheets)
    by_name = {one.name: one for one in sheets}
    samples = tuple(_samples(by_name[one.sheet], one) for one in mapping.tables)
    return Recognised(mapping, samples)


def read_guide(content: bytes, name: str, mapping: Mapping | None = None) -> ReadGuide:
    """A service from one file; see ``read_guides``."""
    return read_guides([GuideFile(content, name, mapping)])


def read_guides(files: Sequence[GuideFile]) -> ReadGuide:
    """One service from one or several files, which tell its items, materials and steps.

    Raises:
        InvalidFile: a file cannot be opened, or nothing in the files can be read; tells what was
            looked for and what was found.
    """
    telling = Telling()
    spoilt: list[Finding] = []
    rows = []
    seen = []
    for file in files:
        portal = _portal(file, telling)
        if portal is not None:
            rows.extend(portal)
            continue
        sheets = sheets_of(file.content, file.name, spoilt)
        mapping = file.mapping or _mapping(sheets)
        seen.append((file.name, mapping))
        rows.extend(rows_of(sheets, mapping, file.name, telling))
    service = service_of(rows, [one.name for one in files], telling) if rows else None
    notes = (*spoilt, *telling.notes())
    if service is None:
        raise InvalidFile(
            (*(_nothing(name, one) for name, one in seen or [(files[0].name, Mapping())]), *notes)
        )
    return ReadGuide(service, notes)


def _portal(file: GuideFile, telling: Telling) -> list[Row] | None:
    """The rows of a portal's JSON; ``None`` for a table.

    Raises:
        InvalidFile: JSON of no known layout.
    """
    if not looks_like_json(file.content):
        return None
    rows = portal_rows(file.content, file.name, telling)
    if rows is None:
        looked_for = "、".join(known_layouts())
        raise refusal(
            file.name,
            "json_unknown",
            f"没有认出这个 JSON 的结构（找过：{looked_for}）",
            f"the layout of this JSON is not known (looked for: {looked_for})",
            ("请从门户重新导出，或改用表格", "export it from the portal again, or hand in a table"),
        )
    return rows


def _mapping(sheets: Sequence[Sheet]) -> Mapping:
    """How the sheets are read: hidden ones, which hold old states and lists, only if all are."""
    found = [(sheet.hidden, table) for sheet in sheets for table in tables_of(sheet)]
    seen = any(table.role is not Role.UNREAD for hidden, table in found if not hidden)
    unread = {"role": Role.UNREAD}
    return Mapping(
        tables=tuple(
            table.model_copy(update=unread) if hidden and seen else table for hidden, table in found
        )
    )


def _samples(sheet: Sheet, table: TableMapping) -> tuple[tuple[str, ...], ...]:
    """The first values of every column; in front-label tables what stands behind the label."""
    if not table.heading_rows:
        return tuple(_behind(sheet, one) for one in table.columns)
    start = table.heading_row - 1 + table.heading_rows
    found = []
    for column in table.columns:
        texts = [
            text
            for row in sheet.rows[start : start + 20 * _PREVIEW_ROWS]
            if column.at < len(row) and (text := cell_text(row[column.at]))
        ]
        found.append(tuple(dict.fromkeys(texts))[:_PREVIEW_ROWS])
    return tuple(found)


def _behind(sheet: Sheet, column: Column) -> tuple[str, ...]:
    for row in sheet.rows:
        texts = [cell_text(one) for one in row]
        if column.at < len(texts) and texts[column.at][:60] == column.heading:
            return tuple(one for one in texts[column.at + 1 :] if one)[:1]
    return ()


def _nothing(name: str, mapping: Mapping) -> Finding:
    """A file of which nothing can be read: what was looked for, what was found."""
    found = [column.heading for table in mapping.tables for column in table.columns]
    told = "、".join(found[:_MOST_HEADINGS_TOLD])
    if any(one.role is not Role.UNREAD for one in mapping.tables):
        return Finding(
            severity=Severity.ERROR,
            code="guide_empty",
            file=name,
            value=told[:200],
            message_zh=f"认出了表头（{told}），但下面没有可以读入的行",
            message_en=f"the headings are known ({told}), but no row below them can be read",
            right_zh="补上内容；公式请先在 Excel 或 WPS 中打开并保存",
            right_en="fill it in; open and save it in Excel or WPS first where there are formulas",
        )
    return Finding(
        severity=Severity.ERROR,
        code="guide_nothing",
        file=name,
        value=told[:200],
        message_zh=f"表里没有认出事项、材料或环节（看到的表头：{told or '无'}）",
        message_en=f"no items, materials or steps recognised (headings seen: {told or 'none'})",
        right_zh="需要有“事项名称”“材料名称”“环节”这样的表头，或在列对应关系中指定",
        right_en="there must be headings such as 事项名称, 材料名称, 环节, or a mapping",
    )
