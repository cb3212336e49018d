"""The city's own reporting form (报送表): upload, see what goes where, fill, download."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from optimizer.formats.reporting_form import (
    FIGURES,
    Form,
    FormField,
    FormMapping,
    PercentStyle,
    open_form,
)
from optimizer.service.finding import InvalidFile
from optimizer.store.records import PlanEntry
from optimizer.ui import shell, state
from optimizer.ui.exporting.reporting_results import results
from optimizer.ui.labels import apart
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text
from optimizer.wording.figures import plan_name
from optimizer.wording.times import clock_text
from optimizer.workspace import reporting
from optimizer.workspace.reporting import BlankForm, OfferedPlan
from optimizer.workspace.reporting_told import field_place_text, figure_text, heading_text

_MOST_TOLD = 10
_MOST_DECIMALS = 6


def reporting_panel(entry: PlanEntry) -> None:
    """Fill the city's form with the plan at hand, or with plans of several services.

    Args:
        entry: the plan at hand.
    """
    said = words("reporting", state.language())
    st.subheader(said("title"))
    st.caption(said("help"))
    new, old = st.columns(2, gap="large")
    upload = new.file_uploader(said("blank"), type=["xlsx"], key="reporting_blank")
    earlier = old.file_uploader(said("previous"), type=["xlsx"], key="reporting_previous")
    if upload is None:
        return
    try:
        blank = reporting.read_blank(state.workspace().store, upload.getvalue(), upload.name)
        previous = None if earlier is None else open_form(earlier.getvalue(), earlier.name)
    except InvalidFile as error:
        _refused(error)
        return
    mapping = _mapping(blank)
    chosen = _plans(entry)
    if chosen and any(one.figure for one in mapping.fields):
        _fill(blank, mapping, chosen, previous)
    elif chosen:
        st.info(said("nothing_mapped"))


def _refused(error: InvalidFile) -> None:
    said = words("reporting", state.language())
    st.error(said("file_wrong", count=len(error.findings)))
    told = [finding_text(one, state.language()) for one in error.findings[:_MOST_TOLD]]
    st.markdown("\n".join(f"- {shell.plain(one)}" for one in told))


# --- what goes where ----------------------------------------------------------------------------


def _mapping(blank: BlankForm) -> FormMapping:
    """The mapping as corrected on the page; remembered or taken back on request."""
    said = words("reporting", state.language())
    st.markdown(f"**{said('mapping')}**")
    st.caption(said("mapping_help"))
    if blank.taught_by:
        st.caption(said("taught", author=blank.taught_by))
    turn = state.recall("reporting_turn", 0)
    edited = st.data_editor(
        [_row(blank, one) for one in blank.mapping.fields],
        column_config=_columns(),
        disabled=["place", "heading"],
        hide_index=True,
        key=f"reporting_{blank.mapping.signature[:12]}_{turn}",
        placeholder="—",
        alt=said("view_mapping", count=len(blank.mapping.fields)),
    )
    fields = tuple(
        one.model_copy(update=_choice(one, row))
        for one, row in zip(blank.mapping.fields, edited, strict=True)
    )
    mapping = blank.mapping.model_copy(update={"fields": fields})
    _teaching(blank, mapping)
    return mapping


def _teaching(blank: BlankForm, mapping: FormMapping) -> None:
    said = words("reporting", state.language())
    store, author = state.workspace().store, state.author()
    with st.container(horizontal=True):
        if st.button(said("remember"), key="reporting_remember", disabled=mapping == blank.mapping):
            reporting.teach(store, mapping, author=author)
            st.toast(said("remembered"))
            _begin_anew()
        if blank.taught_by and st.button(said("forget"), key="reporting_forget"):
            reporting.forget(store, mapping, author=author)
            _begin_anew()


def _begin_anew() -> None:
    """A fresh table: what was changed by hand is part of it now, or gone."""
    state.remember("reporting_turn", state.recall("reporting_turn", 0) + 1)
    st.rerun()


def _row(blank: BlankForm, field: FormField) -> dict[str, object]:
    """One field; how a share is written is shown where there is one."""
    return {
        "place": field_place_text(blank, field, state.language()),
        "heading": heading_text(field),
        "figure": field.figure,
        "percent": field.percent.value if field.is_share else None,
        "decimals": field.decimals if field.is_share else None,
    }


def _choice(field: FormField, row: dict[str, object]) -> dict[str, object]:
    """What one line of the table says; what is not shown there stays."""
    percent, decimals = row["percent"], row["decimals"]
    if isinstance(decimals, int | float) and math.isfinite(decimals):
        places = int(decimals)
    else:
        places = field.decimals
    return {
        "figure": str(row["figure"] or ""),
        "percent": PercentStyle(str(percent)) if percent else field.percent,
        "decimals": places,
    }


def _columns() -> dict[str, ColumnConfig]:
    said = words("reporting", state.language())
    language = state.language()
    kinds = st.column_config
    return {
        "place": kinds.TextColumn(said("col_place"), width=110),
        "heading": kinds.TextColumn(said("col_heading"), width=360),
        "figure": kinds.SelectboxColumn(
            said("col_figure"),
            width=260,
            options=["", *FIGURES],
            format_func=lambda one: figure_text(str(one), language),
        ),
        "percent": kinds.SelectboxColumn(
            said("col_percent"),
            width=200,
            options=[one.value for one in PercentStyle],
            format_func=lambda one: said(f"percent_{one}"),
        ),
        "decimals": kinds.NumberColumn(
            said("col_decimals"), width=80, min_value=0, max_value=_MOST_DECIMALS, step=1
        ),
    }


# --- plans --------------------------------------------------------------------------------------


def _plans(entry: PlanEntry) -> Sequence[OfferedPlan]:
    """The plans chosen; none while the choice cannot be used."""
    said = words("reporting", state.language())
    offered = {one.entry.id: one for one in reporting.offered_plans(state.workspace().store, entry)}
    labels = apart(offered, lambda one: _label(offered[one]), lambda one: offered[one].region)
    chosen = st.multiselect(
        said("plans"),
        list(offered),
        default=[entry.id] if entry.id in offered else [],
        format_func=labels.__getitem__,
        key=f"reporting_plans_{entry.id}",
    )
    plans = [offered[one] for one in chosen]
    twice = reporting.twice_chosen(plans)
    if not plans or twice:
        st.info(said("twice", services=said.listed(twice)) if twice else said("choose_plan"))
        return ()
    stale = [one.service for one in plans if not one.current]
    if stale:
        st.warning(said("stale_plans", services=said.listed(stale)))
    return plans


def _label(one: OfferedPlan) -> str:
    said = words("reporting", state.language())
    return said(
        "plan_of" if one.current else "plan_of_stale",
        service=one.service,
        plan=plan_name(one.entry.request_name, state.language()),
        time=clock_text(one.entry.time),
    )


def _fill(
    blank: BlankForm, mapping: FormMapping, chosen: Sequence[OfferedPlan], previous: Form | None
) -> None:
    store = state.workspace().store
    try:
        report = reporting.fill_form(store, blank, mapping, chosen, previous, state.language())
    except InvalidFile as error:
        _refused(error)
        report = reporting.fill_form(store, blank, mapping, chosen, None, state.language())
    results(blank, report)
