"""What planners decided on names of documents: to look at, to change, to take away and bring."""

from __future__ import annotations

import streamlit as st

from optimizer.formats.synonym_table import read_synonym_table, write_synonym_table
from optimizer.matching import Named
from optimizer.service.finding import InvalidFile
from optimizer.ui import shell, state
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text
from optimizer.workspace.matching import Decision, amend, decisions, take_over

_MOST_TOLD = 30


def synonym_panel() -> None:
    """The table of decisions, with a way out and a way in."""
    said = words("matching", state.language())
    held = decisions(state.workspace().store)
    with st.expander(said("remembered", count=len(held)), icon=":material/menu_book:"):
        st.caption(said("remembered_help"))
        if held:
            _table(held)
        left, right = st.columns(2)
        with left:
            _download(held)
        with right:
            _upload()


def _table(held: tuple[Decision, ...]) -> None:
    said = words("matching", state.language())
    same, different, none = (said(f"decision_{key}") for key in ("same", "different", "none"))
    columns = [said(f"col_{key}") for key in ("first", "second", "decision", "author", "date")]
    shown = [
        dict(
            zip(
                columns,
                (
                    _name(one.first),
                    _name(one.second),
                    same if one.same else different,
                    one.author,
                    one.date,
                ),
                strict=True,
            )
        )
        for one in held
    ]
    typed = st.data_editor(
        shown,
        hide_index=True,
        disabled=[column for column in columns if column != said("col_decision")],
        column_config={
            said("col_decision"): st.column_config.SelectboxColumn(
                options=[same, different, none], required=True
            )
        },
        key=f"synonyms_{hash(held)}",
    )
    value = {same: True, different: False, none: None}
    changed = {
        one.subject: value[str(row[said("col_decision")])]
        for one, row in zip(held, typed, strict=True)
        if value[str(row[said("col_decision")])] is not one.same
    }
    if st.button(
        said("save_changes", count=len(changed)), key="synonyms_save", disabled=not changed
    ):
        amend(state.workspace().store, changed, author=state.author())
        st.rerun()


def _name(one: Named) -> str:
    """A name with what tells it from others of that name."""
    told = "·".join(part for part in (one.holder, one.edition, one.item) if part)
    return f"{one.name}（{told}）" if told else one.name


def _download(held: tuple[Decision, ...]) -> None:
    said = words("matching", state.language())
    language = state.language()
    st.download_button(
        said("take_away"),
        lambda: write_synonym_table([(one.first, one.second, one.same) for one in held], language),
        f"{said('file_name')}.csv",
        "text/csv",
        key="synonyms_download",
        icon=":material/download:",
        on_click="ignore",
    )


def _upload() -> None:
    said = words("matching", state.language())
    upload = st.file_uploader(said("bring"), type=["csv"], key="synonyms_upload")
    if upload is None:
        return
    try:
        pairs = read_synonym_table(upload.getvalue(), upload.name)
    except InvalidFile as error:
        st.error(said("file_wrong", count=len(error.findings)))
        told = [finding_text(one, state.language()) for one in error.findings[:_MOST_TOLD]]
        st.markdown("\n".join(f"- {shell.plain(one)}" for one in told))
        return
    if st.button(said("take_over", count=len(pairs)), key="synonyms_take_over", disabled=not pairs):
        take_over(state.workspace().store, pairs, author=state.author())
        st.toast(said("taken_over", count=len(pairs)))
        st.rerun()
