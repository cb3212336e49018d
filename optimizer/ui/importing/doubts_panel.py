"""What was doubtful or left out when a table of others was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.service.finding import Finding, Severity
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text

_SCOPE = "imported"
_MOST_TOLD = 100
_TALL_PIXELS = 260
_FEW = 8


def found_list(found: Sequence[Finding]) -> None:
    """Doubts first, then what was left out, each with its sheet and cell."""
    said = words("importing", state.language())
    doubts = [one for one in found if one.severity is not Severity.NOTE]
    left_out = [one for one in found if one.severity is Severity.NOTE]
    for title, listed in (("doubts", doubts), ("left_out", left_out)):
        if not listed:
            continue
        st.markdown(f"**{said(title, count=len(listed))}**")
        height = _TALL_PIXELS if len(listed) > _FEW else None
        lines = [f"- {shell.plain(finding_text(one, state.language()))}" for one in listed]
        with st.container(border=False) if height is None else st.container(height=height):
            st.markdown("\n".join(lines[:_MOST_TOLD]))
        if len(listed) > _MOST_TOLD:
            st.caption(said("more", count=len(listed) - _MOST_TOLD))


def keep_doubts(key: str, found: Sequence[Finding]) -> None:
    """Keep what was told of a file for the page of the service that came of it."""
    state.remember(key, tuple(found), scope=_SCOPE)


def import_doubts(revision: Revision) -> None:
    """What was told when the service was read from a table, until the planner is done with it."""
    nothing: tuple[Finding, ...] = ()
    found = state.recall(revision.key, nothing, scope=_SCOPE)
    if not found:
        return
    said = words("importing", state.language())
    with st.expander(said("after", count=len(found)), icon=":material/fact_check:", expanded=True):
        found_list(found)
        if st.button(said("done"), key="doubts_done"):
            state.forget(_SCOPE, revision.key)
            st.rerun()
