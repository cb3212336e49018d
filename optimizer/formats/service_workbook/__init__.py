"""Our own template workbook: a service as an Excel file that planners fill in and hand back.

One sheet a table of ``service_tables``, in the planner's words. The visible cells carry everything:
what stands in them is what is read, whoever wrote it. Rows count in the order of the sheet.
"""

from typing import NamedTuple

from optimizer.formats.service_workbook.example import example_service
from optimizer.formats.service_workbook.layout import MOST_ROWS, nothing, titles
from optimizer.formats.service_workbook.opening import opened
from optimizer.formats.service_workbook.reading import service_of
from optimizer.formats.service_workbook.rows import rows_of
from optimizer.formats.service_workbook.writing import workbook_bytes
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.service import Service
from optimizer.service.terms import normal
from optimizer.wording.catalogue import LANGUAGES, Language, words

__all__ = [
    "ReadWorkbook",
    "empty_workbook",
    "is_template",
    "read_service_workbook",
    "write_service_workbook",
]


class ReadWorkbook(NamedTuple):
    """What a workbook holds.

    Attributes:
        service: as the sheets tell it; what they leave open is open.
        notes: sheets and columns with content that nobody reads; to be told, not wrong.
    """

    service: Service
    notes: tuple[Finding, ...]


def write_service_workbook(service: Service, language: Language) -> bytes:
    """A service as a workbook; ``read_service_workbook`` gives it back.

    Args:
        service: any service.
        language: of titles, headings and words.

    Returns:
        The bytes of an .xlsx file.

    Raises:
        InvalidInput: a text is longer than a cell can be; names the cells.
    """
    return workbook_bytes(service, language)


def empty_workbook(language: Language) -> bytes:
    """The template to fill in, with a small example on a sheet that is not read.

    Args:
        language: of titles, headings and words.

    Returns:
        The bytes of an .xlsx file.
    """
    return workbook_bytes(nothing(), language, example_service(), filled=False)


def is_template(content: bytes, name: str, most_rows: int) -> bool:
    """Whether a workbook is our template; others have sheets called 申请材料, too.

    It is one when it tells the version of its format, or has the sheets of the service and of its
    items; a broken workbook is none.

    Args:
        content: bytes of an .xlsx file.
        name: what findings call the file.
        most_rows: of one sheet; a longer one is not looked into.
    """
    try:
        sheets = opened(content, name, most_rows, [])
    except InvalidFile:
        return False
    versions = {words("template", one)("about.version") for one in LANGUAGES}
    if any(row and row[0] in versions for sheet in sheets for row in sheet.rows):
        return True
    held = {normal(one.name) for one in sheets}
    keys = {section.key for title, section, _ in titles() if normal(title) in held}
    return {"service", "items"} <= keys


def read_service_workbook(content: bytes, name: str) -> ReadWorkbook:
    """Read a service from a filled in template, in whichever language it was written.

    Args:
        content: bytes of an .xlsx file; it may be anything else, too.
        name: what findings call the file.

    Raises:
        InvalidFile: with everything that is wrong, by sheet and cell (``办理环节!C5``); nothing
            is half read.
    """
    told = rows_of(opened(content, name, MOST_ROWS), name)
    return ReadWorkbook(service_of(told, name), tuple(told.notes))
