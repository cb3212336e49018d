"""What is wrong or doubtful in the service, beside its tables; each finding leads to its rows."""

from __future__ import annotations

import functools

import streamlit as st

from optimizer.service.finding import Severity
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling import sheets
from optimizer.ui.waiting import PATIENCE_SECONDS, wait_for
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text, severity_word
from optimizer.workspace.background import Background
from optimizer.workspace.editing import section
from optimizer.workspace.placed_findings import Placed, placed_findings

_A_PAGE = 20
_ICONS = {
    Severity.ERROR: ":material/error:",
    Severity.WARNING: ":material/warning:",
    Severity.NOTE: ":material/info:",
}


@st.cache_resource(show_spinner=False)
def _inspecting() -> Background[tuple[Placed, ...]]:
    """One for all sessions of this server."""
    return Background("inspecting")


def findings_panel(revision: Revision) -> None:
    """The findings by severity, or that they are being looked for."""
    said = words("modelling", state.language())
    st.markdown(f"**{said('findings')}**")
    found = _found(revision, PATIENCE_SECONDS)
    if found is None:
        wait_for(lambda: _found(revision, 0.0) is not None, said("inspecting"))
    else:
        _list(found)


def _found(revision: Revision, patience_seconds: float) -> tuple[Placed, ...] | None:
    work = functools.partial(placed_findings, revision.service)
    return _inspecting().ask(revision.key, revision.sha256, work, patience_seconds)


def _list(found: tuple[Placed, ...]) -> None:
    said = words("modelling", state.language())
    if not found:
        st.success(said("no_findings"), icon=":material/check_circle:")
        return
    chosen = _severity(found)
    shown = [one for one in found if one.finding.severity.value == chosen]
    with st.container(height=390, border=False, key="findings"):
        for number, one in enumerate(shown[:_A_PAGE]):
            _one(number, one)
        if len(shown) > _A_PAGE:
            st.caption(said("more_findings", count=len(shown) - _A_PAGE))


def _severity(found: tuple[Placed, ...]) -> str:
    """The severity looked at: the gravest there is, unless the planner chose another."""
    said = words("modelling", state.language())
    count = {
        one.value: sum(1 for each in found if each.finding.severity is one) for one in Severity
    }
    offered = [one for one, many in count.items() if many]
    names = {
        one: f"{severity_word(Severity(one), state.language())} {count[one]}" for one in offered
    }
    if state.widget("severity") not in offered:
        held = state.recall("severity", offered[0])
        state.set_widget("severity", held if held in offered else offered[0])
    chosen = st.segmented_control(
        said("findings"),
        offered,
        format_func=names.__getitem__,
        key="severity",
        label_visibility="collapsed",
        required=True,
    )
    chosen = str(chosen or offered[0])
    state.remember("severity", chosen)
    return chosen


def _one(number: int, placed: Placed) -> None:
    said = words("modelling", state.language())
    bare = placed.finding.model_copy(update={"place": "", "file": ""})
    text = finding_text(bare, state.language())
    icon = _ICONS[bare.severity]
    if placed.spot is None:
        st.markdown(f"{icon} {shell.plain(text)}")
        return
    title = section(placed.spot.section).title(state.language())
    with st.container(key=f"finding_{number}"):
        st.markdown(f"{icon} {shell.plain(text)}")
        st.button(
            said("jump", table=title, row=placed.spot.row + 1),
            key=f"jump_{number}",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=sheets.jump,
            args=(placed.spot.section, placed.rows, text, placed.spot.field),
        )
