"""Two planners changed one service: what each did, and what shall become of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from optimizer.errors import Conflict, InvalidInput
from optimizer.service.service import Service
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling import sheets
from optimizer.ui.modelling.sheets import Contest
from optimizer.ui.waiting import PATIENCE_SECONDS, wait_for
from optimizer.wording.catalogue import words
from optimizer.wording.times import clock_text
from optimizer.workspace.background import Background
from optimizer.workspace.merging import Merge, merged
from optimizer.workspace.told_changes import Both, side_by_side


def conflict_panel(revision: Revision, contest: Contest) -> None:
    """Show both changes and let the planner decide; nothing is overwritten before.

    Args:
        revision: the latest, saved by the other planner.
        contest: the change that could not be saved.
    """
    said = words("modelling", state.language())
    st.warning(
        said(
            "conflict",
            author=shell.plain(revision.author),
            time=clock_text(revision.time),
            number=revision.number,
        ),
        icon=":material/group:",
    )
    ways = _ways(revision, contest, PATIENCE_SECONDS)
    if ways is None:
        wait_for(lambda: _ways(revision, contest, 0.0) is not None, said("merging"))
        return
    _table(ways)
    _why_not(ways.both)
    with st.container(horizontal=True, key="conflict_choice"):
        _choices(revision, contest, ways)


@dataclass(frozen=True)
class _Ways:
    """What could become of two changes.

    Attributes:
        places: what each changed, side by side.
        both: the merge without preferring a side.
        mine, theirs: the merges where one side counts.
    """

    places: tuple[Both, ...]
    both: Merge
    mine: Merge
    theirs: Merge


@st.cache_resource(show_spinner=False)
def _merging() -> Background[_Ways]:
    """One for all sessions of this server."""
    return Background("merging", kept=16)


def _ways(revision: Revision, contest: Contest, patience_seconds: float) -> _Ways | None:
    """The merges of two changes, worked out beside the page."""
    sides = contest.base, contest.mine, revision.service
    language = state.language()

    def work() -> _Ways:
        both = merged(*sides)
        places = side_by_side(*sides, both, language)
        return _Ways(places, both, merged(*sides, "mine"), merged(*sides, "theirs"))

    question = (contest.mark, revision.sha256, language)
    return _merging().ask(contest.mark, question, work, patience_seconds)


def _table(ways: _Ways) -> None:
    said = words("modelling", state.language())
    rows = [
        {
            said("col_clash"): said("clash") if one.clash else "",
            said("col_table"): one.told.title,
            said("col_name"): one.told.name,
            said("col_column"): one.told.column or said(f"what_{one.told.what.value}"),
            said("col_before"): one.told.before,
            said("col_mine"): _side(one, one.mine),
            said("col_theirs"): _side(one, one.theirs),
        }
        for one in ways.places
    ]
    st.dataframe(rows, hide_index=True, key="conflict", alt=said("conflict_alt"), placeholder="")


def _side(one: Both, text: str) -> str:
    """A cell of one side; a row that is gone has a word for it."""
    gone = not text and not one.told.field
    return words("modelling", state.language())("gone") if gone else text


def _why_not(merge: Merge) -> None:
    said = words("modelling", state.language())
    if merge.clashes:
        st.markdown(said("clashes", count=len(merge.clashes)))
    broken = merge.broken_zh if state.language() == "zh" else merge.broken_en
    if broken:
        st.markdown(said("broken"))
        st.markdown("\n".join(f"- {shell.plain(one)}" for one in broken))


def _choices(revision: Revision, contest: Contest, ways: _Ways) -> None:
    said = words("modelling", state.language())
    merges = {"merge": ways.both}
    if ways.both.service is None and ways.both.clashes:
        merges = {"merge_mine": ways.mine, "merge_theirs": ways.theirs}
    offered: list[tuple[str, Service | None]] = [
        (name, one.service) for name, one in merges.items() if one.service is not None
    ]
    offered.extend((("take_theirs", None), ("take_mine", contest.mine)))
    for place, (name, service) in enumerate(offered):
        pressed = st.button(
            said(name),
            key=name,
            help=said(f"{name}_help"),
            type="primary" if place == 0 else "secondary",
        )
        if pressed:
            _decide(revision, service, said(f"{name}_comment", number=revision.number))


def _decide(revision: Revision, service: Service | None, comment: str) -> None:
    """Save what was decided; with nothing to save, what the other saved stands."""
    said = words("modelling", state.language())
    if service is not None:
        try:
            state.workspace().store.save(
                revision.key,
                service,
                after=revision.number,
                author=state.author(),
                comment=comment,
            )
        except Conflict as conflict:
            st.toast(said("newer", author=conflict.author, number=conflict.number))
            st.rerun()
        except InvalidInput as problem:
            st.error("\n".join(problem.problems))
            return
    sheets.discard()
    st.rerun()
