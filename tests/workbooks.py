"""Workbooks of tests: a sheet as rows of values, saved again as other programs save them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import xlsxwriter
from python_calamine import CalamineWorkbook

Value = str | float | bool | date | None
Sheets = dict[str, list[list[Value]]]


def sheets_of(content: bytes) -> Sheets:
    """The values of every sheet."""
    found: Sheets = {}
    with CalamineWorkbook.from_object(io.BytesIO(content)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            found[name] = [[_value(one) for one in row] for row in rows]
    return found


def _value(value: object) -> Value:
    return value if isinstance(value, str | int | float | date) else str(value)


def saved(sheets: Sheets, merged: Mapping[str, tuple[int, int, int, int]] | None = None) -> bytes:
    """A workbook of nothing but values.

    Args:
        sheets: name → rows.
        merged: name of a sheet → one range of merged cells.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in (merged or {}):
            sheet.merge_range(*(merged or {})[name], "")
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(place, column, value)
                elif isinstance(value, bool):
                    sheet.write_boolean(place, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(place, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(place, column, value, day)
    book.close()
    return stream.getvalue()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook in which one part of the package is another one."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == part else data)
    return stream.getvalue()
