"""Headline figures: before → after, the reduction, marks; never without the raw numbers."""

from collections.abc import Iterable, Mapping

import streamlit as st

from optimizer.ui import state
from optimizer.wording.figures import (
    DAGGER,
    Figure,
    figure_label,
    figure_text,
    percent_text,
    share_text,
)
from optimizer.workspace.overview import Pair


def figure_cards(figures: Iterable[Figure], key: str) -> None:
    """One card a metric of a plan."""
    with st.container(horizontal=True, key=key):
        for one in figures:
            label = figure_label(one.metric, state.language())
            before, after = (
                figure_text(one, side, state.language()) for side in ("before", "after")
            )
            unsure = share_text(
                "", state.language(), before=one.before_at_least, after=one.after_at_least
            )
            _card(label, before, after, one.percent, assumed=one.assumed, unsure=unsure.strip())


def pair_cards(pairs: Mapping[str, Pair], key: str) -> None:
    """One card a metric of sums over services."""
    with st.container(horizontal=True, key=key):
        for metric, one in pairs.items():
            label = figure_label(metric, state.language())
            _card(label, _number(one.before), _number(one.after), one.percent, assumed=one.assumed)


def pair_cell(pair: Pair) -> str:
    """A pair as one cell of a table."""
    mark = DAGGER if pair.assumed else ""
    if pair.after is None:
        return f"{_number(pair.before)}{mark}"
    percent = f" ({change_text(pair.percent)})" if pair.percent is not None else ""
    return f"{_number(pair.before)} → {_number(pair.after)}{percent}{mark}"


def change_text(percent: float | None) -> str:
    """A reduction as a change: −38.00 % for 38 % less."""
    if percent is None:
        return "—"
    sign = "−" if percent > 0 else "+" if percent < 0 else ""
    return f"{sign}{percent_text(abs(percent))}"


def _card(
    label: str,
    before: str,
    after: str,
    percent: float | None,
    *,
    assumed: bool,
    unsure: str = "",
) -> None:
    st.metric(
        f"{label}{DAGGER}" if assumed else label,
        f"{before} → {after}",
        change_text(percent).replace("−", "-") + (f" ({unsure})" if unsure and percent else ""),
        delta_color="inverse" if percent else "off",
        delta_arrow="auto" if percent else "off",
        border=True,
    )


def _number(value: int | None) -> str:
    return state.said()("unknown") if value is None else str(value)
