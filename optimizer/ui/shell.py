"""The frame of every page: navigation, language, planner, the service at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from optimizer.errors import Conflict, NotKept, StoreTooNew, StoreUnavailable, Unreadable
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.browser import attend
from optimizer.ui.localising import localise
from optimizer.ui.look import style_sheet
from optimizer.wording.catalogue import LANGUAGES
from optimizer.wording.times import clock_text

_PAGES = Path(__file__).parent / "pages"
PAGES = (
    "overview",
    "modelling",
    "redesigning",
    "comparing",
    "compliance",
    "exporting",
    "district",
)
"""The pages in the order of the work; each is a file of ``ui/pages``."""


def run() -> None:
    """Draw the frame and the page chosen."""
    state.begin()
    said = state.said()
    st.html(style_sheet())
    chosen = st.navigation([_page(name) for name in PAGES], position="top")
    state.arrive(chosen.url_path or PAGES[0])
    _settings()
    localise()
    attend()
    try:
        chosen.run()
    except StoreUnavailable as error:
        st.error(said("store_unavailable", reason=said(f"trouble_{error.reason}")))
    except StoreTooNew:
        st.error(said("store_too_new"))
    except Unreadable as error:
        st.error(said("unreadable", what=error.what))


def _page(name: str) -> st.Page:
    said = state.said()
    return st.Page(
        _PAGES / f"{name}.py",
        title=said(f"page_{name}"),
        url_path=name,
        default=name == PAGES[0],
    )


def go_to(page: str) -> None:
    """Continue on another page."""
    st.switch_page(str(_PAGES / f"{page}.py"))


def _settings() -> None:
    """Language and name; both stand in the address, so that a reload keeps them."""
    said = state.said()
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="settings",
    ):
        with st.popover(state.author(), icon=":material/person:", help=said("your_name")):
            # The widget forgets on every change of page; the session does not.
            typed = st.text_input(
                said("your_name"), value=state.name(), help=said("your_name_help"), max_chars=40
            )
            st.caption(said("about"))
        language = st.segmented_control(
            said("language"),
            LANGUAGES,
            default=state.language(),
            format_func=lambda one: said(f"language_{one}"),
            label_visibility="collapsed",
            required=True,
            key="choose_language",
        )
    if (language, typed) != (state.language(), state.name()):
        state.set_language(language)
        state.set_name(typed)
        st.rerun()


def with_service(page: Callable[[Revision], None]) -> None:
    """Draw a page about the service at hand; without one, say where to choose one."""
    said = state.said()
    try:
        revision = state.workspace().store.latest(state.key())
    except NotKept:
        st.title(said("no_service"))
        st.write(said("no_service_help"))
        if st.button(said("to_overview"), type="primary", key="to_overview"):
            go_to("overview")
        return
    _service_bar(revision)
    page(revision)


def _service_bar(revision: Revision) -> None:
    """Name of the service, its last change, undo and redo."""
    said = state.said()
    service = revision.service
    seen = state.seen(revision)
    with st.container(horizontal=True, vertical_alignment="center", key="service_bar"):
        name = service.name or service.id
        st.markdown(f"### {plain(name)}", width="stretch")
        st.caption(
            said(
                "saved",
                number=revision.number,
                time=clock_text(revision.time),
                author=revision.author,
            ),
            width="content",
        )
        _step(revision, seen, "undo", revision.undo_to)
        _step(revision, seen, "redo", revision.redo_to)


def _step(revision: Revision, seen: int, way: str, target: int | None) -> None:
    said = state.said()
    label = said(way)
    pressed = st.button(
        label, key=way, disabled=target is None, help=said(f"{way}_help"), icon=_ICONS[way]
    )
    if not pressed:
        return
    store = state.workspace().store
    step = store.undo if way == "undo" else store.redo
    try:
        step(revision.key, after=seen, author=state.author())
    except Conflict as conflict:
        st.toast(said("changed_meanwhile", author=conflict.author, number=conflict.number))
    st.rerun()


_ICONS = {"undo": ":material/undo:", "redo": ":material/redo:"}


def plain(text: str) -> str:
    """A text of the planner's in which Markdown finds nothing to interpret."""
    return "".join(f"\\{one}" if one in _MARKS else one for one in text)


_MARKS = frozenset("\\`*_{}[]()<>#+-.!|~$:=^")
