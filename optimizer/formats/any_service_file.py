"""A service from whatever file a planner hands in: a service file, our workbook or a drawing."""

from typing import NamedTuple

from optimizer.formats.bpmn_reading import is_xml, read_drawing
from optimizer.formats.service_file import read_service_bytes
from optimizer.formats.service_workbook import read_service_workbook
from optimizer.service.finding import Finding
from optimizer.service.service import Service

# What .xlsx and .xls files begin with; the name of a file may say anything.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
ENDINGS = ("yaml", "yml", "xlsx", "bpmn", "xml")
"""Endings of the files that can be read."""


class ReadFile(NamedTuple):
    """What a file holds.

    Attributes:
        notes: what is in doubt or nobody reads; to be told, not wrong.
    """

    service: Service
    notes: tuple[Finding, ...] = ()


def read_any_service(content: bytes, name: str) -> ReadFile:
    """Read a service from the bytes of a file, told by its content and not by its name.

    Raises:
        InvalidFile: every finding at once, by line or by sheet and cell.
    """
    if content.startswith(_WORKBOOKS):
        return ReadFile(*read_service_workbook(content, name))
    if is_xml(content):
        drawing = read_drawing(content, name)
        return ReadFile(drawing.service, drawing.notes)
    return ReadFile(read_service_bytes(content, name))
