"""历史: every revision of the service, what it changed until now, and the way back to it."""

from __future__ import annotations

import streamlit as st

from optimizer.errors import Conflict
from optimizer.store.records import Entry, Revision, RevisionKind
from optimizer.ui import state
from optimizer.ui.modelling import sheets
from optimizer.ui.modelling.change_list import change_list
from optimizer.wording.catalogue import words
from optimizer.wording.times import clock_text


def history_panel(revision: Revision) -> None:
    """The revisions, newest first; one can be looked at and brought back."""
    said = words("modelling", state.language())
    entries = state.workspace().store.history(revision.key)
    st.caption(said("history_help"))
    picked = st.dataframe(
        [_row(one) for one in entries],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=min(35 * (len(entries) + 1) + 3, 250),
        key=f"history_{revision.number}",
        alt=said("history"),
    )
    chosen = [entries[row] for row in picked.selection.rows if row < len(entries)]
    if chosen and chosen[0].number != revision.number:
        _look(revision, chosen[0])


def _row(entry: Entry) -> dict[str, object]:
    said = words("modelling", state.language())
    return {
        said("col_number"): entry.number,
        said("col_time"): clock_text(entry.time),
        said("col_author"): entry.author,
        said("col_kind"): said(f"kind_{entry.kind.value}"),
        said("col_comment"): _comment(entry),
    }


def _comment(entry: Entry) -> str:
    """The comment of a revision; of a restored one the store notes the number only."""
    if entry.kind is RevisionKind.RESTORED and entry.comment:
        said = words("modelling", state.language())
        return said("restored_from", number=entry.comment)
    return entry.comment


def _look(revision: Revision, entry: Entry) -> None:
    said = words("modelling", state.language())
    then = state.workspace().store.revision(revision.key, entry.number)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said("since", number=entry.number, now=revision.number), width="stretch")
        if st.button(said("restore", number=entry.number), key="restore"):
            _restore(revision, entry.number)
    change_list(
        (then.sha256, then.service), (revision.sha256, revision.service), key="history_changes"
    )


def _restore(revision: Revision, number: int) -> None:
    said = words("modelling", state.language())
    try:
        state.workspace().store.restore(
            revision.key, number, after=revision.number, author=state.author()
        )
    except Conflict as conflict:
        st.toast(said("newer", author=conflict.author, number=conflict.number))
    sheets.close()
    st.rerun()
