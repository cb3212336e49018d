"""Tables as text: commas, semicolons or tabs, in the encodings that offices use."""

import codecs
import csv
import io

from optimizer.formats.guide_tables.headings import headings
from optimizer.formats.service_workbook.opening import MOST_COLUMNS, MOST_TEXT, Sheet
from optimizer.formats.service_workbook.package import refusal
from optimizer.service.finding import InvalidFile

_DELIMITERS = (",", ";", "\t")
_TRIED_CHARACTERS = 20_000
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes) -> str | None:
    """The text of a file: by its mark, else UTF-8, else GB18030; ``None`` for anything else."""
    marked = next((name for mark, name in _MARKED if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def delimited_sheet(text: str, name: str, most_rows: int) -> Sheet:
    """The one sheet of a table written as text.

    Raises:
        InvalidFile: it has too many rows, columns or characters.
    """
    rows: list[tuple[str, ...]] = []
    if len(text) > MOST_TEXT:
        raise _too_large(name, 0, most_rows)
    delimiter = _delimiter(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(tuple(row))
            if len(rows) > most_rows or len(row) > MOST_COLUMNS:
                raise _too_large(name, len(rows), most_rows)
    except csv.Error as error:
        raise refusal(
            name,
            "table_broken",
            f"第 {len(rows) + 1} 行无法读取",
            f"row {len(rows) + 1} cannot be read",
            ("检查这一行的引号和换行", "look at the quotes of this row"),
        ) from error
    return Sheet("", tuple(rows))


def _delimiter(text: str) -> str:
    """The delimiter that parts the most headings, else the most cells, at the top.

    Cells hold lists of their own: ``申请表;身份证`` says nothing about a table parted by commas.
    """
    top = text[:_TRIED_CHARACTERS]

    def parted(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter))
        except csv.Error:
            return 0, 0
        known = sum(1 for row in rows for one in row if headings().meanings(one))
        return known, sum(len(row) - 1 for row in rows)

    return max(_DELIMITERS, key=parted)


def _too_large(name: str, row: int, most_rows: int) -> InvalidFile:
    return refusal(
        name,
        "table_too_large",
        f"表格太大（读到第 {row} 行）" if row else "表格的文字过多",
        f"the table is too large (read up to row {row})" if row else "the table holds too much",
        (
            f"最多 {most_rows} 行、{MOST_COLUMNS} 列；只留这件事涉及的事项",
            f"at most {most_rows} rows and {MOST_COLUMNS} columns; keep the items of this service",
        ),
    )
