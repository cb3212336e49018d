"""Reads an old Excel file (.xls) in a process of its own, within bounds of time and memory.

The reader of cells unpacks an .xls file whole, before anybody can look at what it holds: a few
kilobytes may claim sixteen million cells. So it runs where it can be stopped. This file is run as a
script: the file on standard input, the sheets as JSON on standard output.
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetVisibleEnum

MOST_MEMORY_BYTES = 1536 * 2**20
MOST_SECONDS = 20


def main(most_rows: int, most_columns: int, most_text: int, most_cells: int) -> None:
    """Print ``{sheets: [{name, rows, merged, hidden}]}``, or ``{large: [sheet, row, column]}``."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    left, cells, sheets = most_text, 0, []
    with CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read())) as book:
        seen = {one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = []
            for number, row in enumerate(sheet.iter_rows(), start=1):
                rows.append([_value(one) for one in row])
                wide = max((at for at, one in enumerate(row, start=1) if one != ""), default=0)
                left -= sum(len(str(one)) for one in row)
                cells += len(row)
                large = (wide and number > most_rows) or wide > most_columns
                if large or left < 0 or cells > most_cells:
                    json.dump({"large": [name, number, wide]}, sys.stdout)
                    return
            merged = sheet.merged_cell_ranges or []
            hidden = name not in seen
            sheets.append({"name": name, "rows": rows, "merged": merged, "hidden": hidden})
    json.dump({"sheets": sheets}, sys.stdout)


def _value(value: object) -> str | float | bool:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) else str(value)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
