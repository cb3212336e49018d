"""What is different from the form that was handed in last time."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.formats.reporting_form.filling import structure_name
from optimizer.formats.reporting_form.mapping import FormField, FormMapping, FormTable
from optimizer.formats.reporting_form.package import Form
from optimizer.formats.reporting_form.sheet import (
    FormSheet,
    Place,
    shown_decimals,
    shows_percent,
)
from optimizer.formats.reporting_form.words import is_placeholder, structure_text
from optimizer.formats.service_workbook.package import refusal

# A form may change a word from year to year; with more it is another one.
_MOST_OTHER_LABELS = 0.2


@dataclass(frozen=True)
class Change:
    """One figure that is not what it was.

    Attributes:
        place: in the new form; in the old one where the service is gone.
        service: whose it is; empty for cells with labels.
        old, new: as they are shown; empty where nothing stands.
    """

    field: FormField
    place: Place
    service: str
    old: str
    new: str


def changes(blank: Form, mapping: FormMapping, previous: Form, filled: Form) -> tuple[Change, ...]:
    """Everything that differs between two filled forms; formulas of the form are passed over.

    Rows of a table are compared by the name of their service, wherever it stands.

    Args:
        blank: the form as it was handed out.
        mapping: which cell holds what.
        previous: filled last time.
        filled: filled now.

    Raises:
        InvalidFile: the previous file is another form.
    """
    _check_same(blank, mapping, previous)
    found: list[Change] = []
    for old, new in zip(previous.sheets, filled.sheets, strict=False):
        fields = [one for one in mapping.fields if one.sheet == new.number and one.figure]
        table = mapping.table(new.number)
        if table is not None:
            columns = [one for one in fields if one.row is None and one.figure != "number"]
            found.extend(_rows(old, new, table, columns))
        for field in fields:
            place = (field.row or 0, field.column)
            if field.row is not None and new.cell(place).formula is None:
                found.extend(_change(field, place, "", _shown(old, place), _shown(new, place)))
    return tuple(found)


def _rows(
    old: FormSheet, new: FormSheet, table: FormTable, columns: list[FormField]
) -> list[Change]:
    before, after = _services(old, table), _services(new, table)
    found: list[Change] = []
    for name in dict.fromkeys((*after, *before)):
        for field in columns:
            row, standing = after.get(name), before.get(name)
            first = "" if standing is None else _shown(old, (standing, field.column))
            second = "" if row is None else _shown(new, (row, field.column))
            place = ((row or standing or table.first_row), field.column)
            if new.cell(place).formula is None:
                found.extend(_change(field, place, name, first, second))
    return found


def _change(field: FormField, place: Place, service: str, old: str, new: str) -> list[Change]:
    return [] if old == new else [Change(field, place, service, old, new)]


def _services(sheet: FormSheet, table: FormTable) -> dict[str, int]:
    """Row of every service; of one that stands twice the first."""
    last = table.last_row or sheet.last_row
    found: dict[str, int] = {}
    for row in range(table.first_row, last + 1):
        text = sheet.cell((row, table.service_column)).label
        if not is_placeholder(text):
            found.setdefault(structure_name(text), row)
    return found


def _shown(sheet: FormSheet, place: Place) -> str:
    cell = sheet.cell(place)
    if is_placeholder(cell.text):
        return ""
    code = sheet.number_format(place)
    if cell.number is None or not shows_percent(code):
        return cell.text
    return f"{cell.number * 100:.{shown_decimals(code) or 0}f}%"


def _check_same(blank: Form, mapping: FormMapping, previous: Form) -> None:
    """The labels outside the rows of tables have to stand where they stand in the blank form."""
    labels = other = 0
    sheets = {sheet.number: sheet for sheet in previous.sheets}
    for sheet in blank.sheets:
        table = mapping.table(sheet.number)
        last = sheet.last_row if table is None else table.first_row - 1
        held = sheets.get(sheet.number)
        for place, cell in sheet.cells.items():
            if place[0] <= last and not is_placeholder(cell.label):
                text = "" if held is None else held.cell(place).label
                labels += 1
                other += structure_text(text) != structure_text(cell.label)
    if other > labels * _MOST_OTHER_LABELS:
        raise refusal(
            previous.name,
            "form_other",
            f"上次的报送表与空白表不是同一张（{labels} 处表头中有 {other} 处不同）",
            f"last time's file is another form ({other} of {labels} headings differ)",
            ("请选择按同一空白表填写的文件", "choose a file filled in from the same form"),
        )
