"""How a table of others is read: what a sheet tells, what a column means, what comes of it."""

from __future__ import annotations

import streamlit as st

from optimizer.formats.guide_tables import Mapping, Role, TableMapping
from optimizer.ui import shell, state
from optimizer.ui.importing.doubts_panel import found_list
from optimizer.wording.catalogue import Words, words
from optimizer.workspace import importing
from optimizer.workspace.importing import Offered, Reading

_SCOPE = "importing"
_FEW_TABLES = 2
_MOST_SAMPLES = 3


def table_at_hand(content: bytes, name: str, mark: str) -> Offered | None:
    """How the uploaded file would be read; ``None`` when it is no table of others.

    Args:
        content: bytes of the file.
        name: of the file.
        mark: tells one upload from another.

    Raises:
        InvalidFile: it is a table, but broken or too large.
    """
    held_mark, held = state.recall("offered", ("", None), scope=_SCOPE)
    if held_mark != mark:
        held = importing.offered(state.workspace().store, content, name)
        state.remember("offered", (mark, held), scope=_SCOPE)
    return held


def table_panel(one: Offered, content: bytes, name: str, mark: str) -> Mapping:
    """Show how the file is read, let it be corrected, and show what would come of it.

    Returns:
        The mapping on the screen.
    """
    said = words("importing", state.language())
    st.markdown(f"**{said('title')}**")
    taught = said("taught", author=shell.plain(one.taught_by)) if one.taught_by else said("help")
    st.caption(taught)
    roles: dict[int, Role] = {}
    concepts: dict[tuple[int, int], str] = {}
    for number, table in enumerate(one.mapping.tables):
        unread = table.role is Role.UNREAD
        open_at_first = unread or len(one.mapping.tables) <= _FEW_TABLES
        with st.expander(_headline(table, said), expanded=open_at_first):
            roles[number] = _role(number, table, mark, said)
            samples = one.recognised.samples[number]
            for place, concept in enumerate(_columns(number, table, roles[number], samples, mark)):
                concepts[number, place] = concept
    mapping = importing.corrected(one.mapping, roles, concepts)
    _outcome(_reading(content, name, mapping, mark), said)
    return mapping


def _headline(table: TableMapping, said: Words) -> str:
    sheet = shell.plain(table.sheet) or said("whole_file")
    known = sum(1 for column in table.columns if column.concept)
    return said(
        "headline",
        sheet=sheet,
        role=said(f"role_{table.role.value}"),
        known=known,
        columns=len(table.columns),
    )


def _role(number: int, table: TableMapping, mark: str, said: Words) -> Role:
    roles = list(Role)
    return st.selectbox(
        said("role", row=table.heading_row),
        roles,
        index=roles.index(table.role),
        format_func=lambda one: said(f"role_{one.value}"),
        key=f"role_{mark}_{number}",
    )


def _columns(
    number: int,
    table: TableMapping,
    role: Role,
    samples: tuple[tuple[str, ...], ...],
    mark: str,
) -> list[str]:
    """The concept of each column, as it stands on the screen."""
    language = state.language()
    said = words("importing", language)
    offered = dict.fromkeys((*importing.concepts_for(role), *table.concepts()))
    labels = {importing.concept_words(one).told(language): one for one in offered}
    shown = {concept: label for label, concept in labels.items()}
    heads = [said(f"col_{one}") for one in ("column", "heading", "samples", "meaning")]
    rows = [
        {
            heads[0]: column.letter,
            heads[1]: column.heading,
            heads[2]: "　".join(samples[place][:_MOST_SAMPLES]),
            heads[3]: shown.get(column.concept),
        }
        for place, column in enumerate(table.columns)
    ]
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=heads[:3],
        column_config={
            heads[3]: st.column_config.SelectboxColumn(options=list(labels), required=False)
        },
        placeholder=said("not_read"),
        key=f"columns_{mark}_{number}_{role.value}_{language}",
        alt=_headline(table, said),
    )
    return [labels.get(str(row[heads[3]] or ""), "") for row in edited]


def _reading(content: bytes, name: str, mapping: Mapping, mark: str) -> Reading:
    """What the file becomes; worked out anew only when the mapping changed."""
    wanted = (mark, mapping)
    held_for, held = state.recall("reading", (("", Mapping()), Reading(None, ())), scope=_SCOPE)
    if held_for != wanted:
        with st.spinner(words("importing", state.language())("reading")):
            held = importing.read_with(content, name, mapping)
        state.remember("reading", (wanted, held), scope=_SCOPE)
    return held


def _outcome(reading: Reading, said: Words) -> None:
    if reading.service is None:
        st.error(said("nothing"))
    else:
        service = reading.service
        st.success(
            said(
                "outcome",
                items=len(service.items),
                materials=len(service.requirements),
                documents=len(service.documents),
                steps=len(service.steps),
                doubts=len(reading.doubts()),
            ),
            icon=":material/table_view:",
        )
    found_list(reading.found)
