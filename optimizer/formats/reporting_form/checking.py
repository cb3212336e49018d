"""Reads a filled form back and computes it anew: shares from their numbers, totals from their rows.

The numbers are taken from the form as it is handed in, whoever typed them, so that a figure that
was there before and contradicts a new one is told. Formulas of the form are not computed: what they
have to come to is told instead, and whether a total covers every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from optimizer.formats.cell_places import letters
from optimizer.formats.reporting_form.mapping import FormField, FormMapping, FormTable, PercentStyle
from optimizer.formats.reporting_form.package import Form
from optimizer.formats.reporting_form.sheet import FormSheet, Place
from optimizer.formats.reporting_form.values import rounded, share
from optimizer.formats.reporting_form.words import SHARES, is_placeholder

_SUMMED = ("before", "after", "amount")
_SUM = re.compile(r"SUM\(\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\)")


class RemarkKind(StrEnum):
    """What was found."""

    AGREES = "agrees"  # 由表内前后数复算一致
    DIFFERS = "differs"  # 与表内前后数复算不一致
    FORMULA = "formula"  # 表内公式自行计算，应得
    TOTAL_AGREES = "total_agrees"
    TOTAL_DIFFERS = "total_differs"
    TOTAL_FORMULA = "total_formula"  # 表内公式合计，应得
    TOTAL_FORMULA_SHORT = "total_formula_short"  # 公式没有覆盖全部行


@dataclass(frozen=True)
class Remark:
    """One figure of a filled form, computed anew.

    Attributes:
        service: whose it is; empty for a total and for cells with labels.
        found: as it stands in the form; a formula with ``=``.
        expected: what it should be, written in the same way.
        before, after: what a share was computed from.
    """

    kind: RemarkKind
    field: FormField
    place: Place
    service: str
    found: str
    expected: str
    before: str = ""
    after: str = ""


def remarks(form: Form, mapping: FormMapping) -> tuple[Remark, ...]:
    """Every share and total of a filled form, computed anew.

    Args:
        form: filled.
        mapping: which cell holds what.
    """
    found: list[Remark] = []
    for sheet in form.sheets:
        held = [one for one in mapping.fields if one.sheet == sheet.number and one.figure]
        table = mapping.table(sheet.number)
        if table is not None:
            columns = {one.figure: one for one in held if one.row is None}
            found.extend(_table(sheet, table, columns))
        cells = {one.figure: one for one in held if one.row is not None}
        numbers = {
            figure: sheet.cell((one.row, one.column)).number
            for figure, one in cells.items()
            if one.row is not None
        }
        for field in cells.values():
            if field.row is not None:
                place = (field.row, field.column)
                found.extend(_share(sheet, field, place, numbers, ""))
    return tuple(found)


def agrees(one: Remark) -> bool:
    """Whether nothing needs to be looked at."""
    return one.kind in (RemarkKind.AGREES, RemarkKind.TOTAL_AGREES)


def _table(
    sheet: FormSheet, table: FormTable, columns: Mapping[str, FormField]
) -> Iterator[Remark]:
    last = table.last_row or sheet.last_row
    names = {
        row: text
        for row in range(table.first_row, last + 1)
        if not is_placeholder(text := sheet.cell((row, table.service_column)).text)
    }
    for row, service in names.items():
        numbers = {
            figure: sheet.cell((row, field.column)).number for figure, field in columns.items()
        }
        for field in columns.values():
            yield from _share(sheet, field, (row, field.column), numbers, service)
    if table.total_row is None or not names:
        return
    sums = {
        figure: _sum([sheet.cell((row, field.column)).number for row in names])
        for figure, field in columns.items()
        if figure.partition(".")[2] in _SUMMED
    }
    for figure, field in columns.items():
        place = (table.total_row, field.column)
        if figure in sums:
            yield from _total(sheet, field, place, sums[figure], (min(names), max(names)))
        else:
            yield from _share(sheet, field, place, sums, "")


def _sum(numbers: list[float | None]) -> float | None:
    known = [one for one in numbers if one is not None]
    return sum(known) if len(known) == len(numbers) else None


def _share(
    sheet: FormSheet,
    field: FormField,
    place: Place,
    numbers: Mapping[str, float | None],
    service: str,
) -> Iterator[Remark]:
    metric, _, quantity = field.figure.partition(".")
    before, after = numbers.get(f"{metric}.before"), numbers.get(f"{metric}.after")
    cell = sheet.cell(place)
    if quantity not in SHARES or not before or after is None:
        return
    wanted = rounded(share(before, after, quantity) * 100, field.decimals)
    if cell.formula is not None:
        kind, text = RemarkKind.FORMULA, f"={cell.formula}"
    elif is_placeholder(cell.text):
        return
    else:
        standing = _points(cell.number, cell.text, field.percent)
        kind = RemarkKind.AGREES if standing == wanted else RemarkKind.DIFFERS
        text = cell.text if standing is None else _percent(standing, field.decimals)
    yield Remark(
        kind,
        field,
        place,
        service,
        found=text,
        expected=_percent(wanted, field.decimals),
        before=f"{before:g}",
        after=f"{after:g}",
    )


def _points(number: float | None, text: str, style: PercentStyle) -> Decimal | None:
    """Per cent as they stand in a cell; ``None`` where it holds none."""
    try:
        if number is None:
            return Decimal(text.strip().removesuffix("%")) if text.strip().endswith("%") else None
        # Fifteen digits are what a spreadsheet holds.
        held = Decimal(f"{number:.15g}")
    except InvalidOperation:
        return None
    return held * 100 if style is PercentStyle.FRACTION else held


def _percent(points: Decimal, decimals: int) -> str:
    """With the places asked for, or all there are where there are more."""
    exact = points.normalize()
    shown = rounded(Fraction(points), decimals)
    return f"{shown:.{decimals}f}%" if shown == exact else f"{exact:f}%"


def _total(
    sheet: FormSheet, field: FormField, place: Place, wanted: float | None, rows: tuple[int, int]
) -> Iterator[Remark]:
    cell = sheet.cell(place)
    if wanted is None or (cell.formula is None and cell.number is None):
        return
    if cell.formula is None:
        kind = RemarkKind.TOTAL_AGREES if cell.number == wanted else RemarkKind.TOTAL_DIFFERS
        text = cell.text
    else:
        covered = _covers(cell.formula, field.column, rows)
        kind = RemarkKind.TOTAL_FORMULA if covered else RemarkKind.TOTAL_FORMULA_SHORT
        text = f"={cell.formula}"
    yield Remark(kind, field, place, "", found=text, expected=f"{wanted:g}")


def _covers(formula: str, column: int, rows: tuple[int, int]) -> bool:
    """Whether a formula is the sum of a column over at least some rows."""
    found = _SUM.fullmatch(formula.strip().upper())
    if found is None:
        return False
    name = letters(column)
    reaches = int(found[2]) <= rows[0] and rows[1] <= int(found[4])
    return found[1] == found[3] == name and reaches
