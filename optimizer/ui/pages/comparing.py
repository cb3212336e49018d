"""对比: the state before beside plans and hand-made after-states, as figures and pictures."""

from collections.abc import Callable, Mapping

import streamlit as st

from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.comparing import side_views
from optimizer.ui.comparing.after_states import add_after_states
from optimizer.ui.comparing.sides import Sides, choose_sides, figures_table
from optimizer.ui.comparing.trading import trading
from optimizer.wording.catalogue import words

_VIEWS: Mapping[str, Callable[[Sides], None]] = {
    "lanes": side_views.lanes,
    "gantt": side_views.timetables,
    "gains": side_views.gains,
    "materials": side_views.materials,
    "differences": side_views.differences,
    "published": side_views.published,
}
_TRADING = "trading"


def page(revision: Revision) -> None:
    """Choose what stands side by side, its figures, and one view of it."""
    said = words("comparing", state.language())
    title, add = st.columns([5, 2], vertical_alignment="bottom")
    title.title(said("title"))
    sides = choose_sides(revision)
    with add.container(horizontal=True, horizontal_alignment="right"):
        add_after_states(revision, sides)
    figures_table(sides)
    if not sides.after:
        _nothing_yet()
    view = _chosen_view()
    if view == _TRADING:
        trading(revision, sides)
    elif sides.after:
        _VIEWS[view](sides)


def _nothing_yet() -> None:
    said = words("comparing", state.language())
    with st.container(horizontal=True, vertical_alignment="center", key="nothing_yet"):
        st.write(said("nothing_yet"))
        if st.button(said("to_redesigning"), key="to_redesigning"):
            shell.go_to("redesigning")


def _chosen_view() -> str:
    said = words("comparing", state.language())
    view = st.segmented_control(
        said("view"),
        [*_VIEWS, _TRADING],
        default=state.recall("compared_view", "lanes"),
        format_func=lambda one: said(f"view_{one}"),
        label_visibility="collapsed",
        required=True,
        key="compared_view",
    )
    state.remember("compared_view", view)
    return view or "lanes"


shell.with_service(page)
