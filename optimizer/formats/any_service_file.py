"""A service from whatever file a planner hands in.

A service file, our workbook, a drawing, a table of others (Excel, text), or JSON of a portal.
"""

import re
from typing import NamedTuple

from optimizer.formats.bpmn_reading import is_xml, read_drawing
from optimizer.formats.guide_tables import (
    MOST_ROWS,
    OLD_EXCEL,
    PACKAGE,
    Mapping,
    Recognised,
    looks_like_json,
    read_guide,
    recognise,
)
from optimizer.formats.service_file import read_service_bytes
from optimizer.formats.service_workbook import is_template, read_service_workbook
from optimizer.formats.service_workbook.package import refusal
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.service import Service

ENDINGS = ("yaml", "yml", "xlsx", "xls", "csv", "tsv", "json", "bpmn", "xml")
"""Endings of the files that can be read."""

# The list of items as it begins in a service file, on a line of its own.
_SERVICE_FILE = re.compile(r"^(?:联办事项|事项|items)\s*:\s*$".encode(), re.MULTILINE)
_TEXT_TABLES = (".csv", ".tsv")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et")
# Findings that say "this is no such file", not "this file is wrong".
_NO_PORTAL = ("json_unknown", "json_broken")


class ReadFile(NamedTuple):
    """What a file holds.

    Attributes:
        notes: what is in doubt or nobody reads; to be told, not wrong.
    """

    service: Service
    notes: tuple[Finding, ...] = ()


def read_any_service(content: bytes, name: str, mapping: Mapping | None = None) -> ReadFile:
    """Read a service from the bytes of a file, told by its content and not by its name.

    Args:
        content: bytes of the file.
        name: what findings call it.
        mapping: how a table of others is read; as it is recognised where ``None``.

    Raises:
        InvalidFile: every finding at once, by line or by sheet and cell.
    """
    try:
        return _read(content, name, mapping)
    except InvalidFile as error:
        # Whoever hands in a workbook is not told of drawings, indents and colons.
        if _only_named(content, name):
            raise _no_workbook(name) from error
        raise


def _read(content: bytes, name: str, mapping: Mapping | None) -> ReadFile:
    if content.startswith(PACKAGE):
        if is_template(content, name, MOST_ROWS):
            return ReadFile(*read_service_workbook(content, name))
        return ReadFile(*read_guide(content, name, mapping))
    if is_xml(content):
        drawing = read_drawing(content, name)
        return ReadFile(drawing.service, drawing.notes)
    if looks_like_json(content):
        try:
            return ReadFile(*read_guide(content, name))
        except InvalidFile as error:
            if not _says(error, *_NO_PORTAL) or name.lower().endswith(".json"):
                raise
    elif _is_table(content, name):
        return ReadFile(*read_guide(content, name, mapping))
    return ReadFile(read_service_bytes(content, name))


def _only_named(content: bytes, name: str) -> bool:
    """Whether a file is called a workbook and is neither one nor any other table or service."""
    return (
        name.lower().endswith(_WORKBOOKS)
        and not content.startswith((PACKAGE, OLD_EXCEL))
        and not _SERVICE_FILE.search(content)
        and not _is_table(content, name)
    )


def foreign_table(content: bytes, name: str) -> Recognised | None:
    """What the sheets of a table of others seem to be; ``None`` for any other file.

    Raises:
        InvalidFile: it is a table, but broken or too large.
    """
    if content.startswith(PACKAGE):
        return None if is_template(content, name, MOST_ROWS) else recognise(content, name)
    other = is_xml(content) or looks_like_json(content)
    return recognise(content, name) if not other and _is_table(content, name) else None


def _no_workbook(name: str) -> InvalidFile:
    """Some systems call a web page or XML .xls; other files were only given the name."""
    return refusal(
        name,
        "workbook_by_name",
        "文件名是 Excel，内容却不是（可能是网页或 XML 格式的导出）",
        "it is called an Excel file but is none (perhaps a web page or XML)",
        ("用 Excel 或 WPS 打开后另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
    )


def _says(error: InvalidFile, *codes: str) -> bool:
    return any(one.code in codes for one in error.findings)


def _is_table(content: bytes, name: str) -> bool:
    """Whether a file is an old workbook, is called a table, or reads like one."""
    if content.startswith(OLD_EXCEL) or name.lower().endswith(_TEXT_TABLES):
        return True
    if _SERVICE_FILE.search(content):
        return False
    try:
        return recognise(content, name).readable
    except InvalidFile:
        return False
