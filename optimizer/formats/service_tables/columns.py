"""The columns of a table for one service: headings, help, and what may be chosen."""

from dataclasses import dataclass

from optimizer.formats.reading import VOCABULARY
from optimizer.formats.service_tables.cell_reading import markable
from optimizer.formats.service_tables.labels import pairs
from optimizer.formats.service_tables.layout import (
    POSITION,
    Field,
    Kind,
    Section,
    form_of,
    is_chain,
    is_optional,
    kind_of,
)
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.shapes import Shape
from optimizer.service.kinds import Anchor
from optimizer.wording.catalogue import words


@dataclass(frozen=True)
class Column:
    """One column of a table, in one language.

    Attributes:
        field: key of the cells of this column in a row.
        kind: how a cell is typed. ``limit`` and ``duration`` are typed as guides write them
            (``20 工作日``, ``即办``); ``choices`` are several values.
        heading: what the column is called; no other column of the table is called so.
        help: one sentence for planners.
        options: what may be chosen, what the rows name already included; empty where anything may
            be typed.
        unit: what a number counts; empty where nothing needs to be said.
        required: an empty cell is refused.
        rare: seldom needed.
        read_only: shown, not edited here.
        free: besides the options, something new may be typed.
        optional: an empty cell means "not stated", which differs from every value (a 是/否 of
            three states).
        least, most: bounds of a number; ``None`` where there are none.
        whole: whether a number must be a whole one.
    """

    field: str
    kind: Kind
    heading: str
    help: str
    options: tuple[str, ...] = ()
    unit: str = ""
    required: bool = False
    rare: bool = False
    read_only: bool = False
    free: bool = False
    optional: bool = False
    least: int | None = None
    most: int | None = None
    whole: bool = False


def columns_of(section: Section, presenter: Presenter) -> tuple[Column, ...]:
    """The columns of a table in their order, the common ones first."""
    return tuple(_column(section, field, presenter) for field in section.fields)


def _column(section: Section, field: Field, presenter: Presenter) -> Column:
    said = words("tables", presenter.language)
    form = form_of(section, field)
    own = f"{section.key}.{field.name}"
    key = own if said.has(own) else f"any.{field.name}"
    return Column(
        field=field.name,
        kind=kind_of(section, field),
        heading=said(key),
        help=said(f"{key}.help"),
        options=_options(section, field, presenter),
        unit=said(f"unit.{field.unit}") if field.unit else "",
        required=field.required,
        rare=field.rare and not (field.name == "when" and presenter.service.situations),
        read_only=field.read_only,
        free=field.free,
        optional=is_optional(section, field),
        least=form.least,
        most=form.most,
        whole=form.shape is Shape.WHOLE,
    )


def _options(section: Section, field: Field, presenter: Presenter) -> tuple[str, ...]:
    """What may be chosen, then what rows hold besides that is not there any more."""
    form = form_of(section, field)
    offered: list[str] = []
    if form.closed_list is not None:
        offered = [presenter.word(one) for one in VOCABULARY[form.closed_list]]
    elif form.shape is Shape.ASSUMED:
        offered = [presenter.mark(section, one) for one in markable(section)]
    elif form.shape is Shape.WHEN:
        situations = {one.id: [o.id for o in one.options] for one in presenter.service.situations}
        offered = list(pairs(situations))
    elif field.refers:
        offered = list(presenter.labels.all(field.refers))
        if field.name == "needed_by":
            offered = [*(presenter.word(one) for one in Anchor), *offered]
        if is_chain(field):
            offered = [presenter.nothing_before(), *offered]
    if field.name == POSITION or kind_of(section, field) not in ("choice", "choices"):
        return ()
    for record in presenter.records(section):
        cell = presenter.cell(section, field, record)
        held = cell if isinstance(cell, tuple) else (cell,)
        offered.extend(str(one) for one in held if one)
    return tuple(dict.fromkeys(offered))
