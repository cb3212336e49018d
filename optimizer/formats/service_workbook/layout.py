"""How the template workbook is laid out: its sheets, headings and the cells of lists.

One sheet a table of ``service_tables``. The service itself and its published figures are one
record each and stand upright, a line a value; the others are tables with a row a record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optimizer.formats.service_tables import SECTIONS, Cell, Column
from optimizer.formats.service_tables.columns import columns_of
from optimizer.formats.service_tables.layout import (
    POSITION,
    Field,
    Section,
    form_of,
    kind_of,
    section_of,
)
from optimizer.formats.service_tables.row_reading import OF_DOCUMENT
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.shapes import Shape
from optimizer.service.service import Service
from optimizer.service.terms import normal
from optimizer.wording.catalogue import LANGUAGES, Language, words

VERSION = 1
"""Version of the layout, told on the sheet of explanations."""

LISTS_SHEET = "_lists"
"""The hidden sheet that long drop-downs offer from; it is never read."""

FIRST_ROW = 2
"""Rows above the records of a table: headings and what they mean."""

MOST_ROWS = 5000
"""Rows of a sheet; a service of a real city has some hundred."""

ID_FIELD = "id"
"""The column of ids, at the far right."""

WITHIN_FIELD = "within"
"""The column of the joint step that a step went into."""

_BULLET = "• "
_SEPARATORS = "；;、，,"

MEMBERS = Section(
    "members",
    "step",
    "steps",
    (
        Field(WITHIN_FIELD, ("id",), refers="steps", required=True),
        *(one for one in section_of("steps").fields if one.name != "members"),
    ),
)
"""The steps that joint steps stand for; a sheet of its own where there are any."""

ALL_SECTIONS = (*SECTIONS, MEMBERS)


@dataclass(frozen=True)
class Heading:
    """One column of a sheet.

    Attributes:
        field: the column of the table; ``id`` for the ids.
        text: as it stands in the sheet: with its unit, and ``*`` where it must be filled in.
        help: one sentence for planners.
        column: of the table; ``None`` for ids and for where a step went.
        names: entries of its lists that are never taken apart.
    """

    field: str
    text: str
    help: str
    column: Column | None = None
    names: tuple[str, ...] = ()


def sheet_title(section: Section, language: Language) -> str:
    """What the sheet of a table is called."""
    if section.key == MEMBERS.key:
        return words("template", language)("members.title")
    return section.title(language)


def table_of(section: Section) -> Section:
    """The table of ``service_tables`` whose cells a sheet holds."""
    return section_of("steps") if section is MEMBERS else section


def fields_of(section: Section) -> tuple[Field, ...]:
    """The columns that a sheet holds.

    The order of rows is their order in the sheet. What a requirement tells of its document stands
    with the document, so that nothing is said twice; joint steps have a sheet of their own.
    """
    left = {POSITION}
    if section.key == "requirements":
        left |= set(OF_DOCUMENT)
    if section.key == "steps":
        left.add("members")
    return tuple(one for one in section.fields if one.name not in left)


def headings(section: Section, presenter: Presenter) -> tuple[Heading, ...]:
    """The columns of a sheet in their order, with the ids last."""
    said = words("template", presenter.language)
    found = []
    columns = {one.field: one for one in columns_of(table_of(section), presenter)}
    for field in fields_of(section):
        column = columns.get(field.name)
        if column is None:
            text = said("required", heading=said("members.within"))
            found.append(Heading(field.name, text, said("members.within.help")))
            continue
        text = column.heading
        if column.unit and normal(column.unit) not in normal(text):
            text = said("with_unit", heading=text, unit=column.unit)
        text = said("required", heading=text) if field.required else text
        names = column.options if _names_others(section, field) else ()
        found.append(Heading(field.name, text, column.help, column, names))
    if has_ids(section):
        found.append(Heading(ID_FIELD, said("id"), said("id.help")))
    return tuple(found)


def _names_others(section: Section, field: Field) -> bool:
    """Whether the entries of a list are names that are there before they are typed."""
    shape = form_of(table_of(section), field).shape
    return shape is Shape.ASSUMED or (bool(field.refers) and shape is not Shape.ENTRIES)


def has_ids(section: Section) -> bool:
    """Whether records of a sheet have an id besides their name."""
    return section.key not in ("externals", "situations", "published")


def nothing() -> Service:
    """A service that holds nothing: for the columns of a table before there is one."""
    return Service.model_construct(id="", items=())


def titles() -> Iterator[tuple[str, Section, Language]]:
    """What every sheet is called in every language."""
    for language in LANGUAGES:
        for section in ALL_SECTIONS:
            yield sheet_title(section, language), section, language


def list_text(entries: tuple[str, ...], known: tuple[str, ...] = ()) -> str:
    """A list as one cell: a line an entry.

    A single entry that holds a sign that could part entries gets a bullet, and so do all when one
    begins with it: then lines alone part them.

    Args:
        entries: of the list.
        known: names there are; they are never taken apart.
    """
    alone = len(entries) == 1 and entries[0] not in known
    parted = alone and any(one in entries[0] for one in _SEPARATORS)
    if parted or any(one.startswith(_BULLET) for one in entries):
        return "\n".join(f"{_BULLET}{one}" for one in entries)
    return "\n".join(entries)


def list_cell(cell: Cell) -> Cell:
    """The entries of a cell; a text without lines or bullet is left to whoever reads tables."""
    if not isinstance(cell, str):
        return cell
    lines = [one for one in cell.replace("\r", "\n").split("\n") if one.strip()]
    if lines and all(one.startswith(_BULLET) for one in lines):
        return tuple(one.removeprefix(_BULLET) for one in lines)
    return tuple(lines) if len(lines) > 1 else cell


def row_cell(section: Section, field: Field, cells: Mapping[str, Cell]) -> Cell:
    """The cell of a column; a list by its entries."""
    cell = cells.get(field.name)
    return list_cell(cell) if kind_of(table_of(section), field) == "choices" else cell


def form_label(item: str, document: str) -> str:
    """How a row names the form of another item: its bare name would mean an own one."""
    return f"{item}/{document}"


def column_heading(section: Section, name: str, language: Language) -> str:
    """The heading of a column without its unit and star."""
    own = {ID_FIELD: "id", WITHIN_FIELD: "members.within"}
    if name in own:
        return words("template", language)(own[name])
    said = words("tables", language)
    key = f"{table_of(section).key}.{name}"
    return said(key) if said.has(key) else said(f"any.{name}")
