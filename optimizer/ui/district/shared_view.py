"""What a district does once for many services: sources to connect, approvals to ask for."""

from __future__ import annotations

import streamlit as st

from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.pictures.served import served_chart
from optimizer.redesign.district import SharedApproval, SharedSource
from optimizer.ui import state
from optimizer.ui.chart import show_chart
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import approval_text, yuan_text
from optimizer.wording.district_road import period_text
from optimizer.wording.levels import level
from optimizer.wording.names import source_name
from optimizer.wording.refused import refused_texts


def shared_view(told: Summary) -> None:
    """What has to be connected and asked for, for which services, when."""
    for text in refused_texts(told.plan, state.language()):
        st.caption(plain(text))
    _sources(told)
    _approvals(told)


def _sources(told: Summary) -> None:
    language = state.language()
    said = words("district_page", language)
    chart = served_chart(told, language)
    if chart is None:
        st.info(said("no_sources"))
        return
    show_chart(chart, "district_served", file_name=said("served_file"))
    rows = []
    for one in sorted(told.connected, key=lambda each: -len(told.served(each))):
        decides = told.decides(one)
        row = {
            said("col_source"): source_name(one.name),
            said("col_owner"): one.owner or said("to_be_added"),
            said("col_decides"): "" if decides is None else level(decides, language),
            **_cells(told, WorkKind.CONNECT, one),
        }
        rows.append(row)
    _table(rows, "district_sources", said("col_sources"))


def _approvals(told: Summary) -> None:
    language = state.language()
    said = words("district_page", language)
    st.subheader(said("approvals"))
    if not told.approved:
        st.caption(said("no_approvals"))
        return
    st.caption(said("approvals_help"))
    rows = [
        {
            said("col_approval"): approval_text(one, language),
            said("col_asks"): one.owner or said("to_be_added"),
            said("col_asked_from"): level(one.authority, language),
            **_cells(told, WorkKind.APPROVE, one),
        }
        for one in told.approved
    ]
    _table(rows, "district_approvals", said("approvals"))


def _cells(
    told: Summary, kind: WorkKind, one: SharedSource | SharedApproval
) -> dict[str, str | int]:
    """What it takes, once; money only where anybody entered any."""
    language = state.language()
    said = words("district_page", language)
    served = told.served(one)
    money = {said("col_money"): yuan_text(one.cost_yuan, language)} if told.money.priced else {}
    return {
        said("col_effort"): one.effort,
        **money,
        said("col_period"): period_text(told.road.period_of(kind, one.key), language),
        said("col_serves"): len(served),
        said("col_served"): said.listed([told.name(key) for key in served]),
    }


def _table(rows: list[dict[str, str | int]], key: str, alt: str) -> None:
    money = words("district_page", state.language())("col_money")
    right = st.column_config.TextColumn(alignment="right")  # a text where nobody entered a price
    st.dataframe(rows, hide_index=True, column_config={money: right}, key=key, alt=alt)
