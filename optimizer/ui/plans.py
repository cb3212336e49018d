"""The plans of a service on a page: their names, and the choice of one."""

from collections.abc import Mapping

import streamlit as st

from optimizer.redesign.plan import Plan
from optimizer.redesign.request import RECOMMENDED
from optimizer.store.records import PlanEntry, Revision
from optimizer.ui import state
from optimizer.ui.labels import apart
from optimizer.wording.figures import plan_name
from optimizer.wording.times import clock_text

_NEXT = "plan_chosen_next"


@st.cache_resource(show_spinner=False, max_entries=64)
def whole_plan(plan_id: str) -> Plan:
    """A whole plan; a kept plan never changes, so it is read once."""
    return state.workspace().store.plan(plan_id)


def plan_label(entry: PlanEntry, revision: Revision) -> str:
    """Name and time of a plan; 现状已修改 where it answers an earlier content."""
    said = state.said()
    named = said(
        "plan_of", name=plan_name(entry.request_name, state.language()), time=clock_text(entry.time)
    )
    return named if entry.answers(revision) else said("plan_stale", plan=named)


def choose_plan(revision: Revision, key: str) -> PlanEntry | None:
    """A choice among the plans of a service, those that still hold first, among them 推荐.

    Args:
        revision: the service at hand.
        key: of the choice; it is remembered while the service is at hand.

    Returns:
        The plan chosen; ``None`` when there is none.
    """
    entries = {one.id: one for one in state.workspace().store.plans(revision.key)}
    if not entries:
        return None
    order = sorted(entries, key=lambda one: _rank(entries[one], revision))
    labels = apart(order, lambda one: plan_label(entries[one], revision))
    held = state.recall(key, "")
    if state.widget(key) is None:
        held = _successor(held, entries, revision)
    if held in entries and state.recall(_NEXT, "") == held:
        state.set_widget(key, held)
    state.remember(_NEXT, "")
    chosen = st.selectbox(
        state.said()("choose_plan"),
        order,
        index=order.index(held) if held in order else 0,
        format_func=labels.__getitem__,
        key=key,
    )
    state.remember(key, chosen)
    return entries[chosen]


def choose_next(plan_id: str, key: str) -> None:
    """Have a choice stand on another plan from the next run on."""
    state.remember(key, plan_id)
    state.remember(_NEXT, plan_id)


def _successor(held: str, entries: Mapping[str, PlanEntry], revision: Revision) -> str:
    """The plan that was asked for again since the planner looked at this one; else this one."""
    if held not in entries or entries[held].answers(revision):
        return held
    name = entries[held].request_name
    again = (one.id for one in entries.values() if one.request_name == name)
    return next((one for one in again if entries[one].answers(revision)), held)


def _rank(entry: PlanEntry, revision: Revision) -> tuple[bool, bool]:
    return (not entry.answers(revision), entry.request_name != RECOMMENDED.name)
