"""Two planners changed one service: what each did, and what shall become of it."""

from __future__ import annotations

import streamlit as st

from optimizer.errors import Conflict, InvalidInput
from optimizer.service.service import Service
from optimizer.store.records import Revision
from optimizer.ui import sheets, shell, state
from optimizer.ui.sheets import Contest
from optimizer.wording.catalogue import words
from optimizer.wording.times import clock_text
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
    merge = merged(contest.base, contest.mine, revision.service)
    _table(contest, revision, merge)
    _why_not(merge)
    with st.container(horizontal=True, key="conflict_choice"):
        _choices(revision, contest, merge)


def _table(contest: Contest, revision: Revision, merge: Merge) -> None:
    said = words("modelling", state.language())
    both = side_by_side(contest.base, contest.mine, revision.service, merge, state.language())
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
        for one in both
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


def _choices(revision: Revision, contest: Contest, merge: Merge) -> None:
    said = words("modelling", state.language())
    offered: list[tuple[str, Service | None]] = []
    if merge.service is not None:
        offered.append(("merge", merge.service))
    elif merge.clashes:
        for side in ("mine", "theirs"):
            one = merged(
                contest.base,
                contest.mine,
                revision.service,
                "mine" if side == "mine" else "theirs",
            )
            if one.service is not None:
                offered.append((f"merge_{side}", one.service))
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
