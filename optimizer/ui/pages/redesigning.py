"""流程再造测算: ask for plans, read them, adjust them."""

from collections.abc import Sequence

import streamlit as st

from optimizer.redesign.plan import Plan
from optimizer.redesign.request import JOINT, NAMED_REQUESTS
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.labels import apart
from optimizer.ui.plans import whole_plan
from optimizer.ui.redesigning.adjusting import decision_chips
from optimizer.ui.redesigning.job_progress import ask, job_progress, job_troubles, open_job
from optimizer.ui.redesigning.measures_table import measures
from optimizer.ui.redesigning.out_of_reach import out_of_reach
from optimizer.ui.redesigning.plan_view import (
    plan_cautions,
    plan_changes,
    plan_figures,
    plan_status,
    plan_waterfall,
    plans_side_by_side,
)
from optimizer.ui.redesigning.request_form import fill_in, request_form
from optimizer.ui.redesigning.what_if import what_if
from optimizer.wording.catalogue import words
from optimizer.wording.figures import plan_name
from optimizer.workspace.answers import Shown, Standing, shown
from optimizer.workspace.requests import draft_of


def page(revision: Revision) -> None:
    """Ask above, answers below."""
    plans = shown(state.workspace().store.plans(revision.key), revision)
    said = words("redesigning", state.language())
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.title(said("title"), width="stretch")
        if plans:
            _three(revision, plans)
    if not plans:
        _start(revision)
    job_progress(revision)
    job_troubles(revision, own=False)
    _own(revision)
    if plans:
        _answer(revision, _choose(plans), plans)


def _start(revision: Revision) -> None:
    """What the three plans are, and one button that works them out."""
    said = words("redesigning", state.language())
    st.write(said("intro"))
    for column, name in zip(st.columns(3, border=True), NAMED_REQUESTS, strict=True):
        column.markdown(f"**{plan_name(name, state.language())}**")
        column.markdown(said(f"about_{name}"))
    _three(revision, ())


def _three(revision: Revision, plans: Sequence[Shown]) -> None:
    """The three plans at once: the first thing to do, later something to do again."""
    said = words("redesigning", state.language())
    named = {one.name: one for one in plans if one.name in NAMED_REQUESTS}
    whole = len(named) == len(NAMED_REQUESTS)
    running = all(open_job(revision.key, name) for name in NAMED_REQUESTS)
    pressed = st.button(
        said("three_again" if whole else "three"),
        type="secondary" if whole else "primary",
        icon=":material/calculate:",
        disabled=running,
        help=said("three_help"),
        key="three",
    )
    if pressed:
        # What the planner decided about a plan stands until he takes it back.
        ask(
            revision,
            tuple(
                named[name].entry.request if name in named else request
                for name, request in NAMED_REQUESTS.items()
            ),
        )


def _own(revision: Revision) -> None:
    said = words("redesigning", state.language())
    expanded = state.recall("own_open", False)  # the default of what is remembered
    with st.expander(said("own"), expanded=expanded, icon=":material/tune:"):
        request_form(revision)


def _choose(plans: Sequence[Shown]) -> Shown:
    """The plan to look at; a new own one is shown at once."""
    said = words("redesigning", state.language())
    by_name = {one.name: one for one in plans}
    wanted = state.recall("plan_next", "\0")
    if wanted in by_name:
        state.set_widget("plan", wanted)
        state.remember("plan_shown", wanted)
        state.remember("plan_next", "\0")
    held = state.recall("plan_shown", "recommended")
    if held not in by_name:
        held = "recommended" if "recommended" in by_name else plans[0].name
        state.remember("stand_in", held)
    if state.widget("plan") not in by_name:
        state.set_widget("plan", held)
    # A plan that was there first stands in for the recommended one until that is there, too.
    if state.widget("plan") == state.recall("stand_in", "") and "recommended" in by_name:
        state.set_widget("plan", "recommended")
        state.remember("stand_in", "")
    tabs = apart(by_name, lambda name: _tab(by_name[name]))
    chosen = st.segmented_control(
        said("plan"),
        list(by_name),
        format_func=tabs.__getitem__,
        required=True,
        key="plan",
    )
    state.remember("plan_shown", chosen or held)
    return by_name[chosen or held]


def _tab(one: Shown) -> str:
    """The name of a plan; what it stands for where that is not the usual."""
    said = words("redesigning", state.language())
    name = plan_name(one.name, state.language())
    if one.standing is Standing.PROVEN:
        return shell.plain(name)
    standing = said(f"standing_{one.standing.value}")
    return said("plan_tab", name=shell.plain(name), standing=standing)


def _answer(revision: Revision, one: Shown, plans: Sequence[Shown]) -> None:
    plan = whole_plan(one.entry.id)
    stale = one.standing is Standing.STALE
    if stale:
        _stale(revision, one, plans)
    elif one.name == JOINT:
        _of_district()
    with st.container(key="stale_plan" if stale else "plan_at_hand"):
        plan_status(one, plan)
        if _own_to_adjust(one):
            decision_chips(revision, one.entry.id, plan)
        if not plan.outcome.status.has_plan:
            out_of_reach(revision, plan, fresh=_own_to_adjust(one))
        else:
            _plan(revision, one, plan, plans)
    if one.name not in NAMED_REQUESTS:
        _again(plan)


def _own_to_adjust(one: Shown) -> bool:
    """Whether decisions about a plan can be answered here: it holds, and is of this service alone.

    What the district decided rests on what all its services share.
    """
    return one.standing is not Standing.STALE and one.name != JOINT


def _of_district() -> None:
    said = words("redesigning", state.language())
    with st.container(horizontal=True, vertical_alignment="center", key="of_district"):
        st.caption(said("of_district"))
        if st.button(said("to_district"), key="to_district"):
            shell.go_to("district")


def _plan(revision: Revision, one: Shown, plan: Plan, plans: Sequence[Shown]) -> None:
    fresh = _own_to_adjust(one)
    plan_figures(plan)
    if fresh:
        plan_changes(one, plan)
    left, right = st.columns([13, 12], gap="medium")
    with left:
        if not plans_side_by_side(plans):
            right = left
        plan_cautions(plan)
    with right:
        plan_waterfall(one.entry.id, plan)
    measures(revision, one.entry.id, plan, fresh=fresh)
    if fresh and plan.outcome.measures:
        what_if(revision, one.entry.id, plan)


_GREYED = """
<style>
  .st-key-stale_plan { filter: grayscale(1); border-left: 4px solid #7b8794; padding-left: 1rem; }
</style>
"""


def _stale(revision: Revision, one: Shown, plans: Sequence[Shown]) -> None:
    said = words("redesigning", state.language())
    st.warning(
        said("stale", number=one.entry.number, now=revision.number), icon=":material/history:"
    )
    st.html(_GREYED)
    old = [each for each in plans if each.standing is Standing.STALE and each.name != JOINT]
    if one.name == JOINT:
        _of_district()
    with st.container(horizontal=True, key="stale_actions"):
        again = said("ask_again", name=plan_name(one.name, state.language()))
        if one.name != JOINT and st.button(again, type="primary", key="ask_again"):
            ask(revision, (one.entry.request,))
        if len(old) > 1 and st.button(said("ask_all_again", count=len(old)), key="ask_all_again"):
            ask(revision, tuple(each.entry.request for each in old))


def _again(plan: Plan) -> None:
    """An own request can be taken as the start of the next one."""
    said = words("redesigning", state.language())
    if st.button(said("own_edit"), icon=":material/edit:", key="own_edit"):
        fill_in(draft_of(plan.request))
        st.rerun()


shell.with_service(page)
