"""文件: the service as a file to take away, and a file to take its place."""

from __future__ import annotations

import functools
import itertools

import streamlit as st

from optimizer.errors import Conflict, InvalidInput
from optimizer.formats.any_service_file import ENDINGS
from optimizer.formats.service_workbook import write_service_workbook
from optimizer.pictures.png import png
from optimizer.service.finding import InvalidFile
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.importing.doubts_panel import keep_doubts
from optimizer.ui.importing.table_panel import table_at_hand, table_panel
from optimizer.ui.modelling import sheets
from optimizer.ui.modelling.process_panel import PICTURES, picture_of, situation_chosen
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text
from optimizer.workspace.as_is_figures import fitting
from optimizer.workspace.editing import replace_from_file
from optimizer.workspace.importing import teach

_MOST_TOLD = 30
_MOST_NOTES = 3
_FORMATS = {"png": "image/png", "svg": "image/svg+xml"}


def service_file_panel(revision: Revision) -> None:
    """Download and replacement."""
    language = state.language()
    said = words("modelling", language)
    left, right = st.columns(2, border=True)
    with left:
        st.markdown(f"**{said('take_away')}**")
        st.caption(said("take_away_help"))
        st.download_button(
            said("download"),
            lambda: state.workspace().file_of(revision).encode(),
            f"{revision.service.name or revision.service.id}.yaml",
            "application/yaml",
            key="download",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            said("download_workbook"),
            lambda: write_service_workbook(revision.service, language),
            f"{revision.service.name or revision.service.id}.xlsx",
            key="download_workbook",
            icon=":material/table_view:",
            on_click="ignore",
        )
        _pictures(revision)
    with right:
        st.markdown(f"**{said('replace')}**")
        st.caption(said("replace_help"))
        _replace(revision)


def _pictures(revision: Revision) -> None:
    """The pictures of the as-is, each in two formats, made when they are asked for."""
    said = words("modelling", state.language())
    workspace, situation, language = state.workspace(), situation_chosen(), state.language()

    def made(view: str, file_format: str) -> bytes:
        now = workspace.as_is(revision, fitting(situation, revision.service))
        drawn = picture_of(now.service, view, language).svg
        return png(drawn) if file_format == "png" else drawn.encode()

    with st.container(horizontal=True):
        for view, (ending, mime) in itertools.product(PICTURES, _FORMATS.items()):
            name = said(f"view_{view}")
            st.download_button(
                f"{name}（{ending.upper()}）",
                functools.partial(made, view, ending),
                f"{revision.service.name or revision.service.id}-{name}.{ending}",
                mime,
                key=f"download_{view}_{ending}",
                on_click="ignore",
            )


def _replace(revision: Revision) -> None:
    said = words("modelling", state.language())
    upload = st.file_uploader(
        said("upload"), type=list(ENDINGS), key=f"replacement_{revision.number}"
    )
    if upload is None:
        return
    content = upload.getvalue()
    try:
        table = table_at_hand(content, upload.name, upload.file_id)
        mapping = table and table_panel(table, content, upload.name, upload.file_id)
        if not st.button(said("replace_now"), type="primary", key="replace_now"):
            return
        _, notes = replace_from_file(
            state.workspace().store,
            revision,
            content,
            upload.name,
            author=state.author(),
            mapping=mapping,
        )
    except InvalidFile as error:
        st.error(said("file_wrong", count=len(error.findings)))
        told = [finding_text(one, state.language()) for one in error.findings[:_MOST_TOLD]]
        st.markdown("\n".join(f"- {shell.plain(one)}" for one in told))
    except InvalidInput as error:
        st.error(said("file_wrong", count=len(error.problems)))
        st.text("\n".join(error.problems[:_MOST_TOLD]))
    except Conflict as conflict:
        st.error(said("newer", author=conflict.author, number=conflict.number))
    else:
        if table is not None and mapping is not None:
            teach(state.workspace().store, table, mapping, author=state.author())
            keep_doubts(revision.key, notes)
        for one in notes[: 0 if table else _MOST_NOTES]:
            st.toast(finding_text(one, state.language()))
        sheets.close()
        st.rerun()
