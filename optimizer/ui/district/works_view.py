"""The order of work, and what people are spared."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import streamlit as st

from optimizer.evaluation.district.reached import Reached
from optimizer.evaluation.district.roadmap import EVENLY, Layout, Period
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import Work, WorkKind
from optimizer.ui import state
from optimizer.ui.cards import change_text
from optimizer.ui.district.held import summed_up
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import marked_label, work_text
from optimizer.wording.district_road import (
    period_text,
    reached_share_text,
    reached_text,
    unchanged_text,
)
from optimizer.wording.figures import DAGGER, number_text

_FEW = 12
"""So many names are read at a glance."""

_KINDS = {
    "connect": WorkKind.CONNECT,
    "approve": WorkKind.APPROVE,
    "go_live": WorkKind.GO_LIVE,
}
"""Works by the words of their columns and lists, in the order they are told."""


# --- order of work --------------------------------------------------------------------------------


def layout() -> Layout:
    """How the planner laid the works out last."""
    return state.recall("layout", EVENLY, scope="district")


def order_view(plan_id: str, counting: str) -> Summary:
    """What is done in which period, and what is reached after each.

    Returns:
        The district with its works laid out as the planner wants them.
    """
    said = words("district_page", state.language())
    state.remember("layout", _asked(layout()), scope="district")
    told = summed_up(plan_id, counting, layout())
    st.caption(said("order_help", ceiling=told.road.effort_per_period))
    periods = told.road.periods
    st.dataframe(
        [_today(told), *(_period(told, one) for one in periods)],
        hide_index=True,
        key="district_periods_table",
        alt=said("tab_order"),
    )
    for one in periods:
        if one.works:
            _works(told, one)
    for key, works in (("beyond", told.road.beyond), ("unplanned", told.road.unplanned)):
        if works:
            st.markdown(f"**{said(key)}**  \n{plain(said.listed(_names(told, works)))}")
    if told.road.unchanged:
        st.caption(plain(unchanged_text(told, state.language())))
    return told


def _asked(held: Layout) -> Layout:
    """So many periods, of such effort, from such a day."""
    said = words("district_page", state.language())
    columns = st.columns(3)
    periods = columns[0].number_input(
        said("periods"),
        min_value=1,
        max_value=20,
        value=held.periods,
        step=1,
        key="district_periods",
    )
    effort = columns[1].number_input(
        said("effort_per_period"),
        min_value=1,
        value=held.effort_per_period,
        step=5,
        placeholder=said("spread_evenly"),
        key="district_period_effort",
    )
    start = columns[2].date_input(
        said("start"), value=held.start, help=said("start_help"), key="district_start"
    )
    day = start if isinstance(start, datetime.date) else None
    return Layout(int(periods), None if effort is None else int(effort), day)


def _today(told: Summary) -> dict[str, str | int]:
    """Before anything is done: what only the way of counting brings about."""
    language = state.language()
    said = words("district_page", language)
    cells: dict[str, str | int] = {
        said("col_period"): words("district", language)("today"),
        **{said(f"col_{key}"): 0 for key in _KINDS},
        said("col_spent"): 0,
        said("col_finished"): 0,
        said("col_live"): 0,
    }
    for one in told.road.periods[0].reached:
        before, today = (reached_text(one, side, language) for side in ("before", "today"))
        share = reached_share_text(one, "today", language, change_text)
        change = "" if one.counted_only is None else f" ({share})"
        cells[marked_label(told, one.metric, language)] = f"{before} → {today}{change}"
    return cells


def _period(told: Summary, one: Period) -> dict[str, str | int]:
    language = state.language()
    said = words("district_page", language)
    return {
        said("col_period"): period_text(one, language),
        **{said(f"col_{key}"): len(_names(told, one.works, kind)) for key, kind in _KINDS.items()},
        said("col_spent"): one.effort,
        said("col_finished"): one.finished,
        said("col_live"): one.live,
        **{marked_label(told, each.metric, language): _reached(each) for each in one.reached},
    }


def _works(told: Summary, one: Period) -> None:
    """What is finished in a period, by name; long lists are opened when they are wanted."""
    language = state.language()
    said = words("district_page", language)
    named = {key: _names(told, one.works, kind) for key, kind in _KINDS.items()}
    numbers = {key: len(names) for key, names in named.items()}
    label = said("period_works", period=period_text(one, language), **numbers)
    with st.expander(plain(label), expanded=len(one.works) <= _FEW):
        for key, names in named.items():
            if names:
                st.markdown(plain(said(f"names_{key}", names=said.listed(names))))


def _reached(one: Reached) -> str:
    share = reached_share_text(one, "now", state.language(), change_text)
    change = "" if one.percent is None else f" ({share})"
    before, now = (reached_text(one, side, state.language()) for side in ("before", "now"))
    return f"{before} → {now}{change}"


def _names(told: Summary, works: Iterable[Work], kind: WorkKind | None = None) -> list[str]:
    return [
        work_text(told, one.kind, one.key, state.language())
        for one in works
        if kind in (None, one.kind)
    ]


# --- what people are spared -----------------------------------------------------------------------


def spared_view(told: Summary) -> None:
    """Visits, papers and days a year, with the cases they rest on."""
    language = state.language()
    said = words("district_page", language)
    found = told.spared
    if not found.rows:
        st.info(said("no_cases"))
        return
    mark = DAGGER if found.assumed else ""
    with st.container(horizontal=True, key="district_spared"):
        for key, value in (
            ("visits", found.visits),
            ("papers", found.papers),
            ("days", found.days),
        ):
            told_value = said("days_unknown") if value is None else f"{value:,}"
            st.metric(f"{said(f'spared_{key}')}{mark}", told_value, border=True)
    st.caption(said("spared_help", cases=f"{found.cases:,}", services=len(found.rows)))
    for key, keys in (("without_cases", found.without_cases), ("without_days", found.without_days)):
        if keys:
            names = said.listed([told.name(one) for one in keys])
            st.caption(plain(said(key, count=len(keys), names=names)))
    if found.assumed:
        st.caption(said("assumed_mark"))
    rows = [
        {
            said("col_service"): f"{one.name}{DAGGER if one.assumed else ''}",
            said("col_cases"): one.cases,
            said("col_visits_case"): one.visits,
            said("col_papers_case"): one.papers,
            said("col_days_case"): number_text(one.days, language),
            said("spared_visits"): one.cases * one.visits,
            said("spared_papers"): one.cases * one.papers,
            said("spared_days"): number_text(
                None if one.days is None else one.cases * one.days, language
            ),
        }
        for one in found.rows
    ]
    numbers = st.column_config.TextColumn(alignment="right")  # texts, since some are to be added
    st.dataframe(
        rows,
        hide_index=True,
        column_config={said("col_days_case"): numbers, said("spared_days"): numbers},
        key="district_spared_rows",
        alt=said("tab_spared"),
    )
