"""The figures of a district by department, list category, lever and level that decides."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.evaluation.district.breakdown import CategoryShare, DepartmentShare, Gain
from optimizer.evaluation.district.figures import Sum
from optimizer.evaluation.district.summary import Summary
from optimizer.ui import state
from optimizer.ui.district.figures_view import sum_cell
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import beyond_text, gain_label, marked_label, sum_label
from optimizer.wording.levels import choice

_WAYS = ("departments", "categories", "levers", "levels")


def shares_view(told: Summary) -> None:
    """One table, by whatever is chosen."""
    said = words("district_page", state.language())
    way = st.segmented_control(
        said("by"),
        _WAYS,
        default=_WAYS[0],
        format_func=lambda one: said(f"by_{one}"),
        required=True,
        key="district_by",
    )
    way = way or _WAYS[0]
    st.caption(said(f"by_{way}_help"))
    if way == "departments" and (more := beyond_text(told.beyond, state.language())):
        st.caption(plain(more))
    rows = {
        "departments": lambda: [_department(one) for one in told.departments],
        "categories": lambda: [_category(one) for one in told.categories],
        "levers": lambda: [_gain(told, one) for one in told.levers],
        "levels": lambda: [_gain(told, one) for one in told.levels],
    }[way]()
    st.dataframe(rows, hide_index=True, key=f"district_by_{way}", alt=said(f"by_{way}"))


def _department(one: DepartmentShare) -> dict[str, str | int]:
    said = words("district_page", state.language())
    return {
        said("col_department"): one.name,
        said("col_services"): len(one.keys),
        said("col_items"): one.items,
        **_sums(one.sums),
    }


def _category(one: CategoryShare) -> dict[str, str | int]:
    said = words("district_page", state.language())
    return {
        said("col_category"): choice(one.category, state.language()),
        said("col_services"): len(one.keys),
        **_sums(one.sums),
    }


def _sums(held: Sequence[Sum]) -> dict[str, str | int]:
    return {sum_label(one.metric, state.language()): sum_cell(one) for one in held}


def _gain(told: Summary, one: Gain) -> dict[str, str | int]:
    language = state.language()
    said = words("district_page", language)
    return {
        said("col_gain"): gain_label(told, one.key, language),
        said("col_measures"): one.measures,
        said("col_services"): one.services,
        **{marked_label(told, metric, language): _less(less) for metric, less in one.reduced},
    }


def _less(value: int) -> str:
    """By how much a sum falls or rises, with a true minus sign."""
    return f"−{value}" if value > 0 else f"+{-value}" if value < 0 else "0"
