"""Which cell of a form takes which figure: records that are shown, corrected and remembered."""

from enum import StrEnum

from optimizer.formats.cell_places import letters
from optimizer.formats.reporting_form.sheet import FormSheet, address_of, shown_decimals
from optimizer.formats.reporting_form.sheet import shows_percent as format_shows_percent
from optimizer.formats.reporting_form.words import SHARES, Meaning
from optimizer.redesign.counting_rule import DaysBefore, MaterialUnit
from optimizer.service.record import Record

_USUAL_DECIMALS = 2
"""As percentages stand everywhere else."""


class PercentStyle(StrEnum):
    """How 38.24 % is written into a cell."""

    FRACTION = "fraction"  # 0.3824，单元格显示百分号
    POINTS = "points"  # 38.24，表头带百分号
    TEXT = "text"  # 文字“38.24%”


class FormField(Record):
    """A cell of a form, or a column of its table, and what it takes.

    Attributes:
        sheet: number of the sheet, from one on.
        column, row: where; without a row every row of the table that takes a service.
        heading: the words of the form, from the outermost to the one next to the cell.
        figure: one of ``words.FIGURES``; empty where nothing is filled in.
        percent: how a percentage is written.
        decimals: places of a percentage.
        days_before, material_unit, other_days: what the heading demands of the counting, as in
            ``words.Meaning``.
    """

    sheet: int
    column: int
    row: int | None = None
    heading: tuple[str, ...] = ()
    figure: str = ""
    percent: PercentStyle = PercentStyle.TEXT
    decimals: int = _USUAL_DECIMALS
    days_before: DaysBefore | None = None
    material_unit: MaterialUnit | None = None
    other_days: str = ""

    @property
    def id(self) -> str:
        """Names the field in its form, e.g. ``1!C`` or ``1!C5``."""
        place = letters(self.column) if self.row is None else address_of((self.row, self.column))
        return f"{self.sheet}!{place}"

    @property
    def is_share(self) -> bool:
        """Whether it takes a percentage."""
        return self.figure.partition(".")[2] in SHARES


class FormTable(Record):
    """A table of a form that takes one service a row.

    Attributes:
        sheet: number of the sheet, from one on.
        service_column: where the names of the services stand.
        first_row: first row below the headings.
        last_row: last row that takes a service; ``None`` where the table is open below.
        total_row: the row that adds up, where there is one.
    """

    sheet: int
    service_column: int
    first_row: int
    last_row: int | None = None
    total_row: int | None = None


class FormMapping(Record):
    """How a form is filled.

    Attributes:
        signature: of the form: equal for the same form of another year.
    """

    signature: str
    fields: tuple[FormField, ...]
    tables: tuple[FormTable, ...] = ()

    def table(self, sheet: int) -> FormTable | None:
        """The table of a sheet."""
        return next((one for one in self.tables if one.sheet == sheet), None)

    def with_choices(self, other: "FormMapping") -> "FormMapping":
        """This mapping with the figure, decimals and writing that another one chose.

        Args:
            other: e.g. remembered from last time; fields it does not know stay as they are.
        """
        chosen = {one.id: one for one in other.fields}
        kept = ("figure", "percent", "decimals")
        fields = tuple(
            one.model_copy(update={name: getattr(chosen[one.id], name) for name in kept})
            if one.id in chosen
            else one
            for one in self.fields
        )
        return self.model_copy(update={"fields": fields})


def field_of(
    sheet: FormSheet,
    place: tuple[int, int],
    heading: tuple[str, ...],
    said: Meaning,
    *,
    sheet_decimals: int | None,
    column: bool = False,
) -> FormField:
    """A field as the form itself describes it.

    Args:
        sheet: where it lies.
        place: the cell; of a column its first cell.
        heading: its words.
        said: what they ask for.
        sheet_decimals: places that a note on the sheet asks for.
        column: whether it is a column of a table.
    """
    row, number = place
    number_format = sheet.number_format(place)
    shown = shown_decimals(number_format)
    wanted = (shown, said.decimals, sheet_decimals)
    decimals = next((one for one in wanted if one is not None), _USUAL_DECIMALS)
    if format_shows_percent(number_format):
        percent = PercentStyle.FRACTION
    elif said.percent_said or (shown is not None and number_format != "@"):
        percent = PercentStyle.POINTS
    else:
        percent = PercentStyle.TEXT
    return FormField(
        sheet=sheet.number,
        column=number,
        row=None if column else row,
        heading=heading,
        figure=said.figure,
        percent=percent,
        decimals=min(decimals, 6),
        days_before=said.days_before,
        material_unit=said.material_unit,
        other_days=said.other_days,
    )
