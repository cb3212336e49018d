"""The sheets of a foreign table, whatever program wrote it, within bounds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from optimizer.formats.guide_tables import old_excel
from optimizer.formats.guide_tables.delimited import delimited_sheet, text_of
from optimizer.formats.service_workbook.opening import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_TEXT,
    Sheet,
    Value,
    opened,
    spread,
)
from optimizer.formats.service_workbook.package import OLD_EXCEL, PACKAGE, refusal
from optimizer.formats.yaml_tree import LARGEST_FILE_BYTES
from optimizer.service.finding import Finding, InvalidFile

MOST_BYTES = LARGEST_FILE_BYTES
"""Bytes of a foreign table as it is handed in; the same for every file of a planner."""

MOST_ROWS = 20_000
"""Rows of one sheet."""


def sheets_of(content: bytes, name: str, told: list[Finding]) -> tuple[Sheet, ...]:
    """The sheets of a file, told by its content.

    Args:
        content: bytes of an .xlsx, .xls, .csv or .tsv file; it may be anything else, too.
        name: what findings call the file.
        told: takes what only spoils single cells.

    Raises:
        InvalidFile: it is none of these, or is refused for what it holds.
    """
    if len(content) > MOST_BYTES:
        megabytes = MOST_BYTES // 10**6
        raise refusal(
            name,
            "file_too_large",
            f"文件过大（{len(content) // 10**6} MB）",
            f"the file is too large ({len(content) // 10**6} MB)",
            (f"最多 {megabytes} MB", f"at most {megabytes} MB"),
        )
    if content.startswith(PACKAGE):
        return opened(content, name, MOST_ROWS, told)
    if content.startswith(OLD_EXCEL):
        return _old_sheets(content, name)
    text = text_of(content)
    if text is None:
        raise refusal(
            name,
            "table_none",
            "无法识别的文件",
            "this is no file that can be read",
            ("请交 .xlsx、.xls 或 .csv 表格", "hand in a table: .xlsx, .xls or .csv"),
        )
    return (delimited_sheet(text, name, MOST_ROWS),)


def _old_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of an .xls file; the process that reads it may fail as it likes."""
    script = str(Path(old_excel.__file__).resolve())
    limits = [str(one) for one in (MOST_ROWS, MOST_COLUMNS, MOST_TEXT, MOST_CELLS)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", script, *limits],
            input=content,
            capture_output=True,
            timeout=2 * old_excel.MOST_SECONDS,
            check=True,
        )
        read = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise refusal(
            name,
            "workbook_broken",
            "旧版 .xls 文件已损坏、设了密码或过大，无法读取",
            "the old .xls file is broken, protected by a password or too large",
            ("用 Excel 或 WPS 打开后另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
        ) from error
    if "large" in read:
        raise _too_large(name, *read["large"])
    return tuple(_sheet(one) for one in read["sheets"])


def _sheet(read: dict[str, Any]) -> Sheet:
    rows: list[list[Value]] = read["rows"]
    merged = [((top, left), (end, right)) for (top, left), (end, right) in read["merged"]]
    spread(rows, merged)
    return Sheet(str(read["name"]), tuple(tuple(row) for row in rows), bool(read["hidden"]))


def _too_large(name: str, sheet: str, row: int, column: int) -> InvalidFile:
    return refusal(
        name,
        "sheet_too_large",
        f"工作表“{sheet}”太大：第 {row} 行、第 {column} 列有内容",
        f"sheet {sheet!r} is too large: row {row}, column {column} is filled",
        (
            f"最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列",
            f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns",
        ),
    )
