"""The planner's decisions about a plan: what is in force, one more, one less; it is solved anew."""

import streamlit as st

from optimizer.redesign.opportunity import Opportunity
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Pin
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.redesigning.job_progress import ask, open_job
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.decisions import Decision, decisions
from optimizer.workspace.decisions import Pins, decided, offered, without

_LONGEST = 46
"""Characters of a decision on its button; the whole text stands in its help."""


@st.cache_resource(show_spinner=False, max_entries=16)
def opportunities(plan_id: str, _plan: Plan) -> tuple[Opportunity, ...]:  # noqa: ARG001  # the key
    """What may change in the as-is of a plan, within the ceilings of its request."""
    return offered(_plan)


def pins_in_force(revision: Revision, plan: Plan) -> Pins:
    """The decisions that the plan answers, or that its successor will."""
    job = open_job(revision.key, plan.request.name)
    if job is None:
        return plan.request.pins
    return next(one.pins for one in job.requests if one.name == plan.request.name)


def decide(revision: Revision, plan: Plan, new: Pins) -> None:
    """Add a decision; the plan is solved anew at once."""
    _solve(revision, plan, decided(pins_in_force(revision, plan), new))


def take_back(revision: Revision, plan: Plan, gone: Pins) -> None:
    """Take a decision back; the plan is solved anew at once."""
    _solve(revision, plan, without(pins_in_force(revision, plan), gone))


def _solve(revision: Revision, plan: Plan, pins: tuple[Pin, ...]) -> None:
    running = open_job(revision.key, plan.request.name)
    if running is not None and len(running.requests) == 1:
        # Nobody waits for the answer to a question that was changed.
        state.workspace().computing.drop(running)
    ask(revision, (plan.request.model_copy(update={"pins": pins}),))


def decision_chips(revision: Revision, plan_id: str, plan: Plan) -> None:
    """您的要求: every decision in force, each with a button that takes it back."""
    said = words("redesigning", state.language())
    pins = pins_in_force(revision, plan)
    if not pins:
        return
    found = opportunities(plan_id, plan)
    told = decisions(pins, plan.before, found, state.language())
    with st.container(horizontal=True, vertical_alignment="center", key="decisions"):
        st.markdown(f"**{said('your_decisions')}**", width="content")
        for place, one in enumerate(told):
            _chip(revision, plan, one, place)
        if len(told) > 1 and st.button(said("take_all_back"), type="tertiary", key="all_back"):
            take_back(revision, plan, pins)


def _chip(revision: Revision, plan: Plan, one: Decision, place: int) -> None:
    said = words("redesigning", state.language())
    text = one.text if len(one.text) <= _LONGEST else f"{one.text[:_LONGEST]}…"
    if st.button(
        plain(text),
        icon=":material/close:",
        help=plain(said("take_back", text=one.text)),
        key=f"decision_{place}",
    ):
        take_back(revision, plan, one.pins)
