"""Finds the cells of a form that are to be filled in, and what each asks for.

Two shapes are read, also side by side on one sheet. A table has headings (one row of them or
several, merged or not) and takes one service a row. Anywhere else a label stands to the left of an
empty cell or above it; where a row and a column both have labels, the two are read together.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice

from optimizer.formats.reporting_form.mapping import FormField, FormMapping, FormTable, field_of
from optimizer.formats.reporting_form.package import Form
from optimizer.formats.reporting_form.sheet import FormSheet, Place
from optimizer.formats.reporting_form.words import (
    decimals_said,
    is_end,
    is_numbering,
    is_placeholder,
    is_total,
    meaning,
    structure_text,
)
from optimizer.formats.service_workbook.package import refusal

MOST_FIELDS = 300
_MOST_HEADING_ROWS = 6
_LEAST_COLUMNS = 3
_MOST_LABELS_LEFT = 12
_MOST_ROWS_BETWEEN = 60
_COLONS = ("：", ":")


def recognised(form: Form) -> FormMapping:
    """How a form is filled, as far as its words are known; the rest is left open.

    Raises:
        InvalidFile: it has nothing to fill in, or more than any form has.
    """
    readers = [_SheetReader(sheet) for sheet in form.sheets]
    found = chain.from_iterable(reader.fields() for reader in readers)
    fields = tuple(islice(found, MOST_FIELDS + 1))
    if not fields:
        raise refusal(
            form.name,
            "form_without_cells",
            "没有找到可以填写的单元格",
            "no cell to fill in was found",
            (
                "空白单元格的左边或上方要有表头，例如“一件事名称”“材料｜改革前”",
                "an empty cell needs a heading to its left or above, e.g. 一件事名称, 材料｜改革前",
            ),
        )
    if len(fields) > MOST_FIELDS:
        raise refusal(
            form.name,
            "form_too_large",
            f"可以填写的单元格过多（{len(fields)} 个）",
            f"there are too many cells to fill in ({len(fields)})",
            (
                f"最多 {MOST_FIELDS} 个；只保留要填报的表",
                f"at most {MOST_FIELDS}; keep the form alone",
            ),
        )
    return FormMapping(
        signature=signature(form),
        fields=fields,
        tables=tuple(reader.table for reader in readers if reader.table is not None),
    )


def signature(form: Form) -> str:
    """What stays the same in a form from year to year: its words without digits, in their order.

    The rows of its tables are left out, so that a table filled half has the signature of the blank.
    """
    told = []
    for sheet in form.sheets:
        table = _SheetReader(sheet).table
        first = sheet.last_row + 1 if table is None else table.first_row
        last = first if table is None else (table.last_row or sheet.last_row)
        words = [
            structure_text(cell.label)
            for place, cell in sorted(sheet.cells.items())
            if not first <= place[0] <= last and not is_placeholder(cell.label)
        ]
        told.append([one for one in words if one])
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, sheet: FormSheet) -> None:
        self._sheet = sheet
        self._decimals = next(
            (
                places
                for cell in sheet.cells.values()
                if is_end(cell.label) and (places := decimals_said(cell.label)) is not None
            ),
            None,
        )
        self._labels: dict[Place, str] = {}
        self._starts: dict[int, list[Place]] = defaultdict(list)
        self._take_labels()
        self._columns: tuple[int, ...] = ()
        self._below_headings = 0
        self.table = self._find_table()

    def _take_labels(self) -> None:
        """Note every label at each place it covers, and by row where labels begin."""
        covered: dict[Place, list[Place]] = defaultdict(list)
        for place, owner in self._sheet.owners.items():
            covered[owner].append(place)
        for place, cell in sorted(self._sheet.cells.items()):
            text = cell.label.strip()
            if is_placeholder(text) or self._sheet.owner(place) != place:
                continue
            for one in covered.get(place, [place]):
                self._labels[one] = text
                if one[1] == place[1]:
                    self._starts[one[0]].append(one)
        for starts in self._starts.values():
            starts.sort()

    def fields(self) -> Iterator[FormField]:
        """Columns of the table, then single cells from the top."""
        if self.table is not None:
            for column in self._columns:
                path = self._above((self._below_headings, column))
                yield field_of(
                    self._sheet,
                    (self.table.first_row, column),
                    path,
                    meaning(path),
                    sheet_decimals=self._decimals,
                    column=True,
                )
        for place in self._places():
            if self._fillable(place) and not self._in_table(place):
                path = self._path(place)
                if path:
                    yield field_of(
                        self._sheet, place, path, meaning(path), sheet_decimals=self._decimals
                    )

    # --- tables ---------------------------------------------------------------------------------

    def _find_table(self) -> FormTable | None:
        """The row with the most known headings, one of them for the names of services."""
        best: tuple[int, int, int] | None = None
        for row in sorted({row for row, _ in self._sheet.cells}):
            known = {
                column: figure
                for column in self._labelled(row)
                if (figure := meaning(self._above((row + 1, column))).figure)
            }
            services = [column for column, figure in known.items() if figure == "service"]
            if not services or len(known) < _LEAST_COLUMNS or not self._unbroken(row, known):
                continue
            if best is None or len(known) > best[0]:
                best = (len(known), row, services[0])
        if best is None:
            return None
        _, row, service = best
        columns = sorted(self._labelled(row))
        self._columns = tuple(
            one for one in range(columns[0], columns[-1] + 1) if self._label((row, one))
        )
        self._below_headings = row + 1
        return self._bounded(row + 1, service)

    def _labelled(self, row: int) -> list[int]:
        """Columns with a heading in a row; of one merged over rows its last row is the one."""
        return [
            column
            for _, column in self._starts.get(row, ())
            if self._sheet.owner((row, column)) != self._sheet.owner((row + 1, column))
        ]

    def _unbroken(self, row: int, known: dict[int, str]) -> bool:
        """Whether nothing is empty between the headings, as it is between labels and answers."""
        return all(self._label((row, column)) for column in range(min(known), max(known) + 1))

    def _bounded(self, first: int, service: int) -> FormTable:
        """The table down to its total, to what stands below it, or to the end of the sheet."""
        while is_numbering(self._sheet.cell((first, service)).text):
            first += 1
        last = total = None
        for row in range(first, self._sheet.last_row + 1):
            begins = [
                self._label((row, column))
                for column in range(1, max(self._columns[0], service) + 1)
                if self._label((row, column))
            ]
            if any(is_total(one) for one in begins):
                last, total = row - 1, row
                break
            if begins and self._ends_table(row, begins[0]):
                last = row - 1
                break
        return FormTable(
            sheet=self._sheet.number,
            service_column=service,
            first_row=first,
            last_row=last,
            total_row=total,
        )

    def _ends_table(self, row: int, begins: str) -> bool:
        """Whether a row is a note, or has headings of its own."""
        wide = self._sheet.span((row, self._columns[0])) >= _LEAST_COLUMNS
        own = (meaning((self._labels[one],)).figure for one in self._starts.get(row, ()))
        return is_end(begins) or wide or len([one for one in own if one]) > 1

    def _in_table(self, place: Place) -> bool:
        table = self.table
        return table is not None and table.first_row <= place[0] <= self._table_end()

    def _table_end(self) -> int:
        table = self.table
        assert table is not None
        return table.total_row or table.last_row or self._sheet.last_row

    # --- cells with labels ------------------------------------------------------------------------

    def _places(self) -> Iterator[Place]:
        """Every place of the sheet, with one column and one row more for answers to last labels."""
        rows = {row for row, _ in self._sheet.cells}
        for row in sorted(rows | {self._sheet.last_row + 1}):
            for column in range(1, self._sheet.last_column + 2):
                yield row, column

    def _fillable(self, place: Place) -> bool:
        cell = self._sheet.cell(place)
        return (
            self._sheet.owner(place) == place
            and cell.formula is None
            and cell.number is None
            and is_placeholder(cell.text)
        )

    def _path(self, place: Place) -> tuple[str, ...]:
        """The labels that say what a cell takes; empty where none does."""
        row, column = place
        left = self._left(place)
        beside = bool(self._label((row, column - 1)))
        outside = column > self._sheet.last_column
        if outside and self._all_labels(place):
            return ()
        if beside and meaning(left).figure:
            return _shortest(left)
        above = self._above_across(place)
        both = (*left[-1:], *above)
        if left and not is_end(left[-1]) and "." in meaning(both).figure and above:
            return both
        if not beside and self._label((row - 1, column)):
            over = self._above(place)
            if meaning(over).figure:
                return over
        return left[-1:] if beside and not outside and self._asks((row, column - 1)) else ()

    def _all_labels(self, place: Place) -> bool:
        """Whether a row has several labels and nothing else: then they head what lies below."""
        starts = self._starts.get(place[0], [])
        columns = range(starts[0][1], place[1]) if len(starts) > 1 else ()
        return len(columns) > 0 and all(self._label((place[0], one)) for one in columns)

    def _asks(self, place: Place) -> bool:
        """Whether a label nobody knows asks for something: a title does not."""
        return not self._is_title(self._sheet.owner(place)) or self._label(place).endswith(_COLONS)

    def _left(self, place: Place) -> tuple[str, ...]:
        """Labels of the row to the left, the nearest last."""
        before = [one for one in self._starts.get(place[0], ()) if one < place]
        return tuple(self._labels[one] for one in before[-_MOST_LABELS_LEFT:])

    def _above(self, place: Place) -> tuple[str, ...]:
        """Labels right above a cell without a gap, the nearest last, titles left out."""
        found: list[str] = []
        owner = None
        for row in range(place[0] - 1, 0, -1):
            over = self._sheet.owner((row, place[1]))
            text = self._label(over)
            if not text or len(found) == _MOST_HEADING_ROWS or self._is_title(over):
                break
            if over != owner:
                found.append(text)
            owner = over
        return tuple(reversed(found))

    def _above_across(self, place: Place) -> tuple[str, ...]:
        """The labels above, also where other cells to be filled in lie between; no table does."""
        row, column = place
        top = max(1, row - _MOST_ROWS_BETWEEN)
        if self.table is not None and row > self._table_end():
            top = max(top, self._table_end() + 1)
        reach = range(row, top, -1)
        over = next((one for one in reach if self._label((one - 1, column))), row)
        return self._above((over, column))

    def _is_title(self, place: Place) -> bool:
        """A text that has its row for itself and is as wide as most of the sheet."""
        wide = place[1] == 1 or self._sheet.span(place) * 2 > self._sheet.last_column
        return wide and len(self._starts[place[0]]) == 1

    def _label(self, place: Place) -> str:
        """The words at a place; none where only the place of an answer is held."""
        return self._labels.get(place, "")


def _shortest(path: tuple[str, ...]) -> tuple[str, ...]:
    """The innermost label, or it and one more, if they say what all together say."""
    figure = meaning(path).figure
    shorter = (path[-1:], *((one, path[-1]) for one in reversed(path[:-1])))
    return next((one for one in shorter if meaning(one).figure == figure), path)
