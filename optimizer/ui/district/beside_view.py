"""The services of a district beside published reforms: the distributions, and every row of both."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.evaluation.district.beside import Beside, Spread, beside_published
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.published import PublishedReform
from optimizer.pictures.beside import beside_chart
from optimizer.pictures.positions import published
from optimizer.ui import state
from optimizer.ui.chart import show_chart
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import marked_label, sum_text
from optimizer.wording.figures import DAGGER, percent_text

_Cells = dict[str, str]


def beside_view(told: Summary) -> None:
    """Both distributions of each metric; below them the single figures and where they are from."""
    language = state.language()
    said = words("district_page", language)
    if told.plan.district.generated:
        st.info(said("beside_generated"))
        return
    found = beside_published(told.rows, told.rule)
    if not found:
        st.info(said("beside_none"))
        return
    st.caption(said("beside_help"))
    show_chart(
        beside_chart(told, found, language), "district_beside", file_name=said("beside_file")
    )
    st.dataframe(
        [_both(told, one) for one in found],
        hide_index=True,
        key="district_beside_table",
        alt=said("tab_beside"),
    )
    _single(told, found)


def _both(told: Summary, one: Beside) -> _Cells:
    said = words("district_page", state.language())
    return {
        said("col_metric"): marked_label(told, one.metric, state.language()),
        said("col_ours"): _spread(one.ours),
        said("col_theirs"): _spread(one.published),
        said("col_reach"): said("reach", count=one.at_least_median, all=one.ours.count),
    }


def _spread(one: Spread) -> str:
    return words("district_page", state.language())(
        "spread",
        count=one.count,
        lower=percent_text(one.lower_quartile),
        median=percent_text(one.median),
        upper=percent_text(one.upper_quartile),
    )


def _single(told: Summary, found: Sequence[Beside]) -> None:
    """Of one metric: every service, every reform it is compared with, and every other."""
    language = state.language()
    said = words("district_page", language)
    by_metric = {one.metric: one for one in found}
    names = list(by_metric)
    metric = st.segmented_control(
        said("beside_metric"),
        names,
        default=names[0],
        format_func=lambda one: marked_label(told, one, language),
        required=True,
        key="district_beside_metric",
    )
    one = by_metric[metric or names[0]]
    st.markdown(f"**{said('beside_theirs', count=one.published.count)}**")
    theirs = sorted(published(one.theirs), key=lambda pair: -pair[1])
    _table([_theirs(reform, one) for reform, _ in theirs], "theirs")
    st.caption(said("beside_why"))
    with st.expander(said("beside_apart", count=len(one.apart))):
        _table(
            [
                {said("col_why"): said(f"apart_{reason.value}"), **_theirs(reform, one)}
                for reform, reason in one.apart
            ],
            "apart",
        )
    with st.expander(said("beside_ours", count=one.ours.count)):
        _table(_ours(told, one), "ours")


def _table(rows: Sequence[_Cells], key: str) -> None:
    said = words("district_page", state.language())
    st.dataframe(
        rows,
        hide_index=True,
        column_config={said("col_link"): st.column_config.LinkColumn(width="medium")},
        key=f"district_beside_{key}",
        alt=said("tab_beside"),
    )


def _theirs(reform: PublishedReform, one: Beside) -> _Cells:
    """A published reform with both raw numbers as far as they are known, and its source."""
    said = words("district_page", state.language())
    name = one.theirs.metric
    before, after, _ = reform.figures[name]
    cells: _Cells = {
        said("col_service"): plain(reform.service),
        said("col_region"): reform.region or "—",
        said("col_year"): "—" if reform.year is None else str(reform.year),
        said("col_before"): _number(before),
        said("col_after"): _number(after),
        said("col_percent"): _percent(reform.reduction(name)),
    }
    if name == "days":
        cells[said("col_basis_before")] = said(f"basis_{reform.basis_before}")
    linked = reform.source.startswith("http")
    cells[said("col_link")] = reform.source if linked else ""
    # Some sources are known by part of their address only: that opens nothing.
    partly = "" if linked else said("source_partly", source=reform.source or said("source_unkept"))
    cells[said("col_note")] = said.listed([part for part in (reform.note, partly) if part])
    return cells


def _number(value: float | None) -> str:
    return (
        words("district_page", state.language())("unpublished") if value is None else f"{value:g}"
    )


def _percent(value: float | None) -> str:
    return percent_text(None if value is None else round(value, 2))


def _ours(told: Summary, one: Beside) -> list[_Cells]:
    language = state.language()
    said = words("district_page", language)
    rows = sorted(one.services, key=lambda pair: -(pair[1].percent or 0.0))
    return [
        {
            said("col_service"): f"{told.name(key)}{DAGGER if each.assumed else ''}",
            said("col_before"): sum_text(each, "before", language),
            said("col_after"): sum_text(each, "after", language),
            said("col_percent"): percent_text(each.percent),
        }
        for key, each in rows
    ]
