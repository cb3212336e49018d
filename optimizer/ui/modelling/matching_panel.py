"""同一材料核对: documents that may be one, for the planner to decide."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import streamlit as st

from optimizer.errors import Conflict
from optimizer.formats.service_tables import Cell, Row, rows
from optimizer.matching import Candidate, Reason, Suggestion, groups
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling import sheets
from optimizer.ui.modelling.synonym_panel import synonym_panel
from optimizer.ui.waiting import PATIENCE_SECONDS, wait_for
from optimizer.wording.catalogue import words
from optimizer.workspace.background import Background
from optimizer.workspace.matching import (
    Union,
    clashes,
    decide,
    items_of,
    known_synonyms,
    suggested,
)

_A_PAGE = 12
_CHOICES = ("open", "first", "second", "different")
_SURE = (Reason.DECIDED, Reason.CODE, Reason.SAME)

_Found = tuple[Suggestion, ...]


@st.cache_resource(show_spinner=False)
def _matching() -> Background[_Found]:
    """One for all sessions of this server."""
    return Background("matching")


def matching_panel(revision: Revision) -> None:
    """The pairs to be decided, and what was decided before."""
    said = words("matching", state.language())
    st.caption(said("help"))
    found = _found(revision, PATIENCE_SECONDS)
    if found is None:
        wait_for(lambda: _found(revision, 0.0) is not None, said("help"))
        return
    if found:
        _ask(revision, found)
    else:
        st.success(said("none"), icon=":material/check_circle:")
    synonym_panel()


def _found(revision: Revision, patience_seconds: float) -> _Found | None:
    known = known_synonyms(state.workspace().store)
    return _matching().ask(
        revision.key,
        (revision.sha256, frozenset(known.decided.items())),
        functools.partial(suggested, [revision.service], known),
        patience_seconds,
    )


def _ask(revision: Revision, found: _Found) -> None:
    said = words("matching", state.language())
    shown = _in_groups(found)[:_A_PAGE]
    _choose_sure(revision, shown)
    for group in groups(shown):
        if len(group) > 2:
            names = said.listed([shell.plain(one.named.name) for one in group])
            st.markdown(said("group", count=len(group), names=names))
    cells = _cells_by_id(revision)
    chosen = {one: _card(revision, number, one, cells) for number, one in enumerate(shown)}
    if len(found) > len(shown):
        st.caption(said("more", count=len(found) - len(shown)))
    decided = {one: choice for one, choice in chosen.items() if choice != "open"}
    if st.button(
        said("apply", count=len(decided)),
        type="primary",
        key="matching_apply",
        disabled=not decided,
    ):
        _apply(revision, decided)


def _in_groups(found: _Found) -> _Found:
    """The surest first, the pairs of one group one after the other."""
    group_of = {one: number for number, group in enumerate(groups(found)) for one in group}
    return tuple(sorted(found, key=lambda one: (-len(group_of), _rank(one, group_of))))


def _rank(one: Suggestion, group_of: Mapping[Candidate, int]) -> tuple[int, float]:
    return min(group_of.get(each, len(group_of)) for each in (one.first, one.second)), -one.score


def _key(revision: Revision, one: Suggestion) -> str:
    return f"match_{revision.number}_{one.first.document}_{one.second.document}"


def _choose_sure(revision: Revision, shown: Sequence[Suggestion]) -> None:
    """One press for the pairs whose names say the same and whose records agree."""
    said = words("matching", state.language())
    sure = [
        one
        for one in shown
        if one.reasons[0] in _SURE and not one.against and not _differing(revision, one)
    ]
    if len(sure) < 2:
        return
    keys = [_key(revision, one) for one in sure]
    st.button(
        said("choose_same", count=len(sure)),
        key="matching_choose_same",
        icon=":material/done_all:",
        on_click=_keep_first,
        args=(keys,),
    )


def _keep_first(keys: Sequence[str]) -> None:
    for key in keys:
        state.set_widget(key, "first")


# --- one pair -------------------------------------------------------------------------------------


def _card(revision: Revision, number: int, one: Suggestion, cells: Mapping[str, Row]) -> str:
    """Both names with their items and holders, why, why not, and the question."""
    said = words("matching", state.language())
    with st.container(border=True, key=f"match_card_{number}"):
        left, right, why = st.columns([3, 3, 4], gap="medium")
        with left:
            _document(revision, one.first)
        with right:
            _document(revision, one.second)
        with why:
            _why(one)
            _clashes(revision, one, cells)
        names = (one.first.named.name, one.second.named.name)
        choice = st.radio(
            said("decide", first=shell.plain(names[0]), second=shell.plain(names[1])),
            _CHOICES,
            format_func=lambda key: said(f"choice_{key}"),
            horizontal=True,
            key=_key(revision, one),
        )
    return str(choice or "open")


def _document(revision: Revision, one: Candidate) -> None:
    said = words("matching", state.language())
    st.markdown(f"**{shell.plain(one.named.name)}**")
    items = items_of(revision.service, one)
    told = [said("used_by", items=said.listed(items)) if items else said("unused")]
    if one.named.holder:
        told.append(said("holder", holder=one.named.holder))
    if one.named.edition:
        told.append(said("edition", edition=one.named.edition))
    st.caption("　".join(shell.plain(each) for each in told))


def _why(one: Suggestion) -> None:
    said = words("matching", state.language())
    st.markdown(f"**{said('score', score=round(one.score * 100))}**")
    reasons = [said(f"reason_{each.value}") for each in one.reasons]
    told = [said("because", reasons=said.listed(reasons))]
    if one.against:
        against = [said(f"against_{each.value}") for each in one.against]
        told.append(said("doubtful", against=said.listed(against)))
    st.caption("　".join(told))


def _differing(revision: Revision, one: Suggestion) -> list[str]:
    """Fields beside the name that both records state differently."""
    found = clashes(revision.service, one.first.document, one.second.document)
    return [field for field in found if field != "name"]


def _clashes(revision: Revision, one: Suggestion, cells: Mapping[str, Row]) -> None:
    said, tables = words("matching", state.language()), words("tables", state.language())
    first, second = one.first.document, one.second.document
    told = [
        said(
            "clash_field",
            field=tables(f"documents.{field}"),
            first=_text(cells[first].get(field)),
            second=_text(cells[second].get(field)),
        )
        for field in _differing(revision, one)
    ]
    if told:
        st.caption(
            f":material/compare_arrows: {shell.plain(said('clash', fields=said.listed(told)))}"
        )


def _cells_by_id(revision: Revision) -> dict[str, Row]:
    service = revision.service
    shown = rows("documents", service, state.language())
    return {one.id: row for one, row in zip(service.documents, shown, strict=True)}


def _text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return words("matching", state.language()).listed(cell)
    return "—" if cell is None else str(cell)


# --- deciding -------------------------------------------------------------------------------------


def _apply(revision: Revision, decided: Mapping[Suggestion, str]) -> None:
    said = words("matching", state.language())
    pairs = {one: (one.first.document, one.second.document) for one in decided}
    unions = [
        Union(*(pair if decided[one] == "first" else pair[::-1]))
        for one, pair in pairs.items()
        if decided[one] != "different"
    ]
    refused = [pair for one, pair in pairs.items() if decided[one] == "different"]
    try:
        decide(
            state.workspace().store,
            revision,
            unions,
            refused,
            author=state.author(),
            comment=said("merged_comment", count=len(unions)),
        )
    except Conflict as conflict:
        st.toast(said("newer", author=conflict.author, number=conflict.number))
    else:
        st.toast(said("done", same=len(unions), different=len(refused)))
    sheets.close()
    st.rerun()
