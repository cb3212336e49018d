"""CSV that Excel and WPS open and that runs nothing: UTF-8 with its mark, formulas neutralised."""

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads Chinese as the machine's own code page."""

# A cell that begins like this is taken for a formula (CWE-1236), in East Asian editions also by
# the full-width signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows, the headings first, as the text of a file."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + stream.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; negative numbers stay numbers."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return f"'{cell}"
    return cell
