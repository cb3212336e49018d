"""The table editor: one table of the service at a time, each cell typed by its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optimizer.formats.service_tables import Cell, Column, columns
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling import sheets
from optimizer.wording.catalogue import words
from optimizer.workspace.editing import NUMBER, Asked, Sheet, counts, section

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

ObjectArray = NDArray[np.object_]

_MOST_TOLD = 6
_LONGEST_REASON = 30


def choose_table(revision: Revision) -> None:
    """The choice between the tables, each with the number of its rows."""
    sheets.chosen_section()
    names = {
        key: section(key).title(state.language()) + ("" if many is None else f" {many}")
        for key, many in counts(revision.service).items()
    }
    st.segmented_control(
        words("modelling", state.language())("tables"),
        list(names),
        format_func=names.__getitem__,
        key=sheets.SECTION,
        label_visibility="collapsed",
        required=True,
    )


def edit_table(revision: Revision) -> None:
    """The table chosen, and what there is to say about it."""
    said = words("modelling", state.language())
    with st.container(horizontal=True, vertical_alignment="center", key="table_head"):
        # On the left: the tools of the table cover what stands above its right end.
        rare = st.toggle(said("rare"), key=_rare_key(), help=said("rare_help"), width="content")
        _focus_note()
    state.remember("rare", rare)
    sheet = sheets.sheet(revision, rare=rare)
    _grid(sheet)
    question = sheets.asked()
    if question is not None:
        _ask(question)
    _tell_problems()


def _rare_key() -> str:
    if state.widget("rare") is None:
        state.set_widget("rare", state.recall("rare", False))
    return "rare"


def _focus_note() -> None:
    said = words("modelling", state.language())
    seen = sheets.focus()
    if seen is None:
        st.caption(said("saved_at_once"), width="stretch")
        return
    st.button(said("show_all"), key="show_all", on_click=sheets.show_all)
    reason = seen.reason
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[:_LONGEST_REASON]}…"
    st.caption(
        f":material/filter_alt: {said('focus', count=len(seen.rows))}　{shell.plain(reason)}",
        width="stretch",
    )


@dataclass(frozen=True)
class _Content:
    """What the widget of a sheet is made of; worked out once a sheet.

    Attributes:
        cells: column → its cells from top to bottom.
    """

    sheet: str
    cells: Mapping[str, ObjectArray]
    columns: tuple[Column, ...]


def _content(sheet: Sheet) -> _Content:
    held = state.recall("content", _Content("", {}, ()))
    if held.sheet == sheet.key:
        return held
    offered = columns(sheet.section, sheet.service, sheet.language)
    shown = tuple(one for one in offered if sheet.rare or not one.rare)
    rows = sheet.rows()
    names = [NUMBER, *(one.field for one in shown)]
    cells = {name: _stack([row.get(name) for row in rows]) for name in names}
    made = _Content(sheet.key, cells, shown)
    state.remember("content", made)
    return made


def _grid(sheet: Sheet) -> None:
    said = words("modelling", sheet.language)
    content = _content(sheet)
    number = st.column_config.NumberColumn(
        NUMBER, help=said("number_help"), disabled=True, pinned=True, width=45
    )
    st.data_editor(
        content.cells,
        key=sheet.key,
        hide_index=True,
        num_rows="dynamic" if section(sheet.section).held else "fixed",
        column_config={NUMBER: number, **{one.field: _config(one) for one in content.columns}},
        # Grows by itself while rows are pasted or begun; a fixed height would hide them.
        height="auto",
        alt=section(sheet.section).title(sheet.language),
        placeholder="",
    )


def _stack(cells: Sequence[Cell]) -> ObjectArray:
    """The cells of a column, of no type: one without cells would count as one of numbers."""
    stacked = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):
        if cell is None or isinstance(cell, str | int | float):
            stacked[place] = cell
        else:
            stacked[place] = list(cell)
    return stacked


class _Common(TypedDict):
    """What every sort of column takes."""

    label: str
    help: str
    disabled: bool


def _config(column: Column) -> ColumnConfig:
    """How the cells of a column are shown and typed."""
    heading = f"{column.heading}（{column.unit}）" if column.unit else column.heading
    # The editor's own way of requiring a cell keeps a half-filled row to itself, where it is lost
    # when the planner leaves; the reader tells what is missing and the draft stays.
    heading = f"{heading} *" if column.required else heading
    common = _Common(
        label=heading,
        help=column.help,
        disabled=column.read_only,
    )
    kinds = st.column_config
    if column.kind == "number":
        bounds = (column.least, column.most)
        step = 1 if column.whole else None
        return kinds.NumberColumn(
            **common, min_value=bounds[0], max_value=bounds[1], step=step, width="small"
        )
    if column.kind == "yes_no":
        return kinds.CheckboxColumn(**common, width="small")
    if column.kind == "choices" or (column.kind == "choice" and column.free):
        # A single name that may be new is typed like several: only this cell takes new ones.
        new = column.free or not column.options
        return kinds.MultiselectColumn(**common, options=column.options, accept_new_options=new)
    if column.kind == "choice":
        return kinds.SelectboxColumn(**common, options=column.options)
    return kinds.TextColumn(**common)


def _ask(question: Asked) -> None:
    """Name what goes along with removed rows, and let the planner decide."""
    said = words("modelling", state.language())
    with st.container(border=True, key="ask_removal"):
        st.warning(said("removal", count=len(question.rows)), icon=":material/delete:")
        st.markdown("\n".join(f"- {line}" for line in _effects(question)))
        with st.container(horizontal=True):
            st.button(said("remove"), type="primary", key="remove", on_click=sheets.agree)
            st.button(said("keep"), key="keep", on_click=sheets.keep_rows)


def _effects(question: Asked) -> Iterator[str]:
    """What a removal takes along or changes, one line for each table."""
    said = words("modelling", state.language())
    found: dict[tuple[bool, str], list[str]] = {}
    for one in question.effects:
        found.setdefault((one.gone, one.section), []).append(one.name)
    for (gone, key), names in sorted(found.items(), key=lambda one: not one[0][0]):
        told = said.listed(names[:_MOST_TOLD])
        if len(names) > _MOST_TOLD:
            told += said("and_more", count=len(names) - _MOST_TOLD)
        title = section(key).title(state.language())
        head = said("goes_too" if gone else "loses_it", table=title, count=len(names))
        yield f"**{head}**　{shell.plain(told)}"


def _tell_problems() -> None:
    said = words("modelling", state.language())
    unsaved = sheets.unsaved()
    count = len(unsaved.told)
    if not count:
        return
    with st.container(border=True, key="cell_problems"):
        if unsaved.begun:
            st.info(said("begun", count=count), icon=":material/edit:")
        else:
            how = "not_saved_alone" if unsaved.rest_saved else "not_saved"
            st.error(said(how, count=count), icon=":material/error:")
        st.markdown("\n".join(f"- {shell.plain(one)}" for one in unsaved.told[:_MOST_TOLD]))
        if count > _MOST_TOLD:
            st.caption(said("and_more", count=count - _MOST_TOLD))
        st.button(said("discard"), key="discard", on_click=sheets.discard)
