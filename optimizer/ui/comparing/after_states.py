"""After-states that somebody makes by hand: read from a file, or begun from a plan."""

import streamlit as st

from optimizer.errors import InvalidInput
from optimizer.formats.any_service_file import ENDINGS
from optimizer.service.finding import InvalidFile
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.comparing.sides import Sides, add_column
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import finding_text
from optimizer.workspace import comparisons
from optimizer.workspace.comparisons import Origin

_WAYS = ("service", "state")


def add_after_states(revision: Revision, sides: Sides) -> None:
    """Two ways to have something else stand in the comparison."""
    said = words("comparing", state.language())
    with st.popover(said("add_after"), icon=":material/add:", help=said("add_after_help")):
        from_plan, from_file = st.tabs([said("from_plan"), said("from_file")])
        with from_plan:
            _from_plan(revision, sides)
        with from_file:
            _from_file(revision)


def _from_plan(revision: Revision, sides: Sides) -> None:
    said = words("comparing", state.language())
    if not sides.after:
        st.write(said("choose_first"))
        return
    with st.form("copy_side", border=False):
        place = st.selectbox(
            said("start_from"),
            list(range(len(sides.after))),
            format_func=lambda one: sides.names[one],
        )
        name = st.text_input(said("own_name"), placeholder=said("own_name_hint"), max_chars=100)
        way = st.radio(
            said("keep_as"), _WAYS, format_func=lambda one: said(f"as_{one}"), key="keep_as"
        )
        pressed = st.form_submit_button(said("save_as"), type="primary")
    if not pressed:
        return
    if not name.strip():
        st.error(said("name_missing"))
        return
    _copy(revision, sides, place, name.strip(), to_work_on=way == _WAYS[0])


def _copy(revision: Revision, sides: Sides, place: int, name: str, *, to_work_on: bool) -> None:
    said = words("comparing", state.language())
    store, side = state.workspace().store, sides.after[place]
    if to_work_on:
        made = comparisons.copy_to_work_on(store, side, name, author=state.author())
        add_column(Origin.SERVICE, made.key)
        st.toast(said("service_made", name=shell.plain(name)))
    else:
        kept = store.keep_after_state(revision.key, name, side.service, author=state.author())
        add_column(Origin.AFTER_STATE, kept.id)
        st.toast(said("state_made", name=shell.plain(name)))
    st.rerun()


def _from_file(revision: Revision) -> None:
    said = words("comparing", state.language())
    upload = st.file_uploader(said("upload"), type=list(ENDINGS), key="after_file")
    if upload is None or not st.button(said("add_file"), type="primary", key="add_after_file"):
        return
    try:
        kept = comparisons.add_after_file(
            state.workspace().store,
            revision.key,
            upload.getvalue(),
            upload.name,
            author=state.author(),
        )
    except InvalidFile as error:
        st.error(said("file_wrong"))
        st.markdown(
            "\n".join(
                f"- {shell.plain(finding_text(one, state.language()))}" for one in error.findings
            )
        )
    except InvalidInput as error:
        st.error(said("file_wrong"))
        st.text("\n".join(error.problems))
    else:
        add_column(Origin.AFTER_STATE, kept.id)
        st.rerun()
