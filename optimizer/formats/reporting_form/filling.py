"""Fills a form with plans: what may be reported goes into empty cells, everything else is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.formats.reporting_form.mapping import FormField, FormMapping, FormTable
from optimizer.formats.reporting_form.package import MOST_ROWS, Form, Typed, open_form, typed_into
from optimizer.formats.reporting_form.sheet import FormSheet, Place, printable
from optimizer.formats.reporting_form.values import Gap, ReportedPlan, Value, as_typed, share
from optimizer.formats.reporting_form.words import is_placeholder

# Of one cell, in every spreadsheet program.
_MOST_CHARACTERS = 32_767
_SUMMED = ("before", "after", "amount")
_SUMMED_TEXTS = ("items", "yearly_cases")


@dataclass(frozen=True)
class Entry:
    """A cell that a form asks for.

    Attributes:
        place: row and column; ``None`` where the form has no row for the service.
        service: name of the service; empty for the total and for cells about all of them.
        typed: what was typed into it; ``None`` where nothing was.
        gap: why not.
        held: what stands there already.
    """

    field: FormField
    place: Place | None
    service: str
    typed: str | int | float | None = None
    gap: Gap | None = None
    held: str = ""


@dataclass(frozen=True)
class FilledForm:
    """A filled form.

    Attributes:
        form: with its bytes, opened anew.
        entries: every cell the form asks for, filled or not; one that held the same already is
            not among them.
    """

    form: Form
    entries: tuple[Entry, ...]

    @property
    def written(self) -> tuple[Entry, ...]:
        """What was typed."""
        return tuple(one for one in self.entries if one.gap is None)

    @property
    def left_out(self) -> tuple[Entry, ...]:
        """What was not, and why; cells the form computes are not among them."""
        return tuple(one for one in self.entries if one.gap not in (None, Gap.FORMULA))

    @property
    def by_formula(self) -> tuple[Entry, ...]:
        """Cells that formulas of the form fill."""
        return tuple(one for one in self.entries if one.gap is Gap.FORMULA)


def fill(form: Form, mapping: FormMapping, plans: Sequence[ReportedPlan]) -> FilledForm:
    """Fill a form; filling it once more with the same plans changes nothing.

    Only empty cells and those that hold the place of an answer are typed into; formulas and
    everything somebody wrote stay. A service that stands in the table keeps its row.

    Args:
        form: blank, or filled before.
        mapping: which cell takes what; a field without a figure is passed over.
        plans: at most one of each service.
    """
    filling = _Filling(form, mapping, plans)
    entries = tuple(filling.entries())
    return FilledForm(open_form(typed_into(form, filling.typed), form.name), entries)


class _Filling:
    """Keeps what is to be typed until everything is known."""

    def __init__(self, form: Form, mapping: FormMapping, plans: Sequence[ReportedPlan]) -> None:
        self._sheets = {sheet.number: sheet for sheet in form.sheets}
        self._mapping = mapping
        self._plans = plans
        self.typed: dict[tuple[int, Place], Typed] = {}

    def entries(self) -> Iterator[Entry]:
        """Tables row by row with their totals, then single cells."""
        for table in self._mapping.tables:
            fields = [
                one for one in self._mapping.fields if one.sheet == table.sheet and one.row is None
            ]
            asked = [one for one in fields if one.figure]
            yield from self._rows(table, asked)
            if table.total_row is not None:
                yield from self._totals(table, asked)
        for field in self._mapping.fields:
            if field.row is not None and field.figure:
                yield from self._entry(field, (field.row, field.column), self._agreed(field), "")

    # --- rows -------------------------------------------------------------------------------------

    def _rows(self, table: FormTable, fields: list[FormField]) -> Iterator[Entry]:
        sheet = self._sheets[table.sheet]
        last = table.last_row or MOST_ROWS
        rows = range(table.first_row, last + 1)
        named = {
            structure_name(sheet.cell((row, table.service_column)).text): row
            for row in reversed(rows)
        }
        free = (row for row in rows if _is_free(sheet, table, row, fields))
        for plan in self._plans:
            gap = _unnamed(sheet, table, plan, fields)
            row = None
            if gap is None:
                row = named.get(structure_name(plan.service)) or next(free, None)
            if row is None:
                yield from _without_row(plan, fields, gap or Gap.NO_ROW)
                continue
            for field in fields:
                value = plan.value(field)
                if field.figure == "number":
                    value = row - table.first_row + 1
                like = (table.first_row, field.column)
                yield from self._entry(field, (row, field.column), value, plan.service, like)

    def _totals(self, table: FormTable, fields: list[FormField]) -> Iterator[Entry]:
        assert table.total_row is not None
        for field in fields:
            metric, _, quantity = field.figure.partition(".")
            place = (table.total_row, field.column)
            if quantity in _SUMMED or field.figure in _SUMMED_TEXTS:
                yield from self._entry(field, place, self._sum(table, field), "")
            elif field.is_share:
                sides = [
                    next((one for one in fields if one.figure == f"{metric}.{side}"), None)
                    for side in ("before", "after")
                ]
                sums = [Gap.ROWS_MISSING if one is None else self._sum(table, one) for one in sides]
                yield from self._entry(field, place, _share_of_sums(sums, quantity), "")

    def _sum(self, table: FormTable, field: FormField) -> Value | Gap:
        """The sum over all services of the table, those that others filled in too."""
        sheet = self._sheets[table.sheet]
        last = table.last_row or sheet.last_row
        found: list[float] = []
        for row in range(table.first_row, last + 1):
            if is_placeholder(str(self._standing(table.sheet, (row, table.service_column)))):
                continue
            number = self._standing(table.sheet, (row, field.column))
            if isinstance(number, str):
                return Gap.ROWS_MISSING
            found.append(number)
        total = sum(found)
        return int(total) if found and total == int(total) else Gap.ROWS_MISSING

    def _standing(self, sheet: int, place: Place) -> str | float:
        """What stands in a cell once it is filled."""
        typed = self.typed.get((sheet, place))
        if typed is not None:
            return typed.value
        cell = self._sheets[sheet].cell(place)
        return cell.text if cell.number is None else cell.number

    # --- single cells -----------------------------------------------------------------------------

    def _agreed(self, field: FormField) -> Value | Gap:
        """What all plans say of a cell there is only one of."""
        said = {plan.value(field) for plan in self._plans}
        return said.pop() if len(said) == 1 else Gap.SEVERAL

    def _entry(
        self,
        field: FormField,
        place: Place,
        value: Value | Gap,
        service: str,
        like: Place | None = None,
    ) -> Iterator[Entry]:
        """Type a value where it may be typed.

        Args:
            field: what asks for it.
            place: the cell.
            value: what it takes, or why it takes nothing.
            service: whose it is.
            like: the cell whose looks one takes that is not written down.
        """
        sheet = self._sheets[field.sheet]
        cell = sheet.cell(place)
        own = sheet.owner(place)
        if cell.formula is not None:
            yield Entry(field, place, service, gap=Gap.FORMULA, held=f"={cell.formula}")
            return
        if isinstance(value, Gap):
            if is_placeholder(cell.text):
                yield Entry(field, place, service, gap=value)
            return
        looks = sheet.number_format(place if place in sheet.cells else like or place)
        typed = as_typed(value, field, looks)
        if not is_placeholder(cell.text):
            same = typed == cell.number if not isinstance(typed, str) else typed == cell.text
            if not same:
                yield Entry(field, place, service, gap=Gap.OCCUPIED, held=cell.text)
            return
        refused = _refused(typed, sheet.choices(own))
        if refused is not None:
            yield Entry(field, place, service, gap=refused, held="、".join(sheet.choices(own)))
            return
        style = sheet.cell(like).style if like is not None else cell.style
        self.typed[field.sheet, own] = Typed(typed, style)
        yield Entry(field, place, service, typed=typed)


def structure_name(text: str) -> str:
    """A name as names of services are compared: without spaces and quotation marks."""
    return "".join(printable(text).split()).strip("“”\"'‘’")


def _unnamed(
    sheet: FormSheet, table: FormTable, plan: ReportedPlan, fields: list[FormField]
) -> Gap | None:
    """Why a service cannot be told in its row: figures without their service say nothing."""
    if not any(one.figure == "service" and one.column == table.service_column for one in fields):
        return Gap.NO_ROW
    if not structure_name(plan.service):
        return Gap.NOT_GIVEN
    return _refused(printable(plan.service), sheet.choices((table.first_row, table.service_column)))


def _without_row(plan: ReportedPlan, fields: list[FormField], gap: Gap) -> Iterator[Entry]:
    """One line for a service that is left out as a whole."""
    if fields:
        held = next((one for one in fields if one.figure == "service"), fields[0])
        yield Entry(held, None, plan.service, gap=gap)


def _refused(typed: str | float, offered: tuple[str, ...]) -> Gap | None:
    """Why a value cannot be typed into an empty cell.

    Args:
        typed: the value.
        offered: by a drop-down list; empty where there is none.
    """
    if offered and str(typed) not in offered:
        return Gap.NOT_OFFERED
    if isinstance(typed, str) and len(typed) > _MOST_CHARACTERS:
        return Gap.TOO_LONG
    # A name of nothing but dashes would be taken for an empty cell next time.
    return Gap.NOT_GIVEN if isinstance(typed, str) and is_placeholder(typed) else None


def _is_free(sheet: FormSheet, table: FormTable, row: int, fields: list[FormField]) -> bool:
    """Whether a row of a table takes a service: nothing but its number stands in it."""
    columns = {table.service_column, *(one.column for one in fields if one.figure != "number")}
    cells = (sheet.cell((row, column)) for column in columns)
    return all(one.formula is not None or is_placeholder(one.text) for one in cells)


def _share_of_sums(sums: list[Value | Gap], quantity: str) -> Value | Gap:
    """A share is taken of sums, never the mean of shares."""
    before, after = sums
    if not isinstance(before, int) or not isinstance(after, int):
        return Gap.ROWS_MISSING
    return share(before, after, quantity) if before else Gap.UNKNOWN
