"""Targets that cannot be reached: what is in the way, what could be reached, one click away."""

import streamlit as st

from optimizer.levers.catalogue import find
from optimizer.redesign.plan import Plan, Status
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.redesigning.job_progress import ask
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.decisions import decisions
from optimizer.wording.figures import figure_label
from optimizer.wording.levels import level
from optimizer.wording.sentences import Sentences
from optimizer.workspace.requests import Offer, OfferSort, offers

_EASING = (OfferSort.REACHABLE, OfferSort.ALL_REACHABLE)


def out_of_reach(revision: Revision, plan: Plan, *, fresh: bool) -> None:
    """Why there is no plan, and what to do about it.

    Args:
        revision: the service at hand.
        plan: without measures.
        fresh: whether the plan belongs to the content at hand.
    """
    said = words("redesigning", state.language())
    clash = plan.outcome.clash
    if plan.outcome.status is Status.NOTHING_FOUND:
        st.warning(said("nothing_found"), icon=":material/timer:")
    elif clash is None:
        st.warning(said("clash_unknown"), icon=":material/report:")
    else:
        st.error(said("unreachable"), icon=":material/report:")
        left, right = st.columns(2)
        left.markdown("\n".join([f"**{said('clash')}**", "", *_bullets(_in_the_way(plan))]))
        if clash.alone:
            right.markdown("\n".join([f"**{said('alone')}**", "", *_bullets(_alone(plan))]))
    if fresh:
        _offers(revision, plan)


def _bullets(lines: list[str]) -> list[str]:
    return [f"- {plain(line)}" for line in lines]


def _in_the_way(plan: Plan) -> list[str]:
    assert plan.outcome.clash is not None
    return [_group(plan, name) for name in plan.outcome.clash.groups]


def _group(plan: Plan, name: str) -> str:
    """One of the things that clash, as the planner asked for it."""
    kind, _, rest = name.partition(":")
    if kind != "pin":
        return Sentences(plan.before, state.language()).group(name, plan.request)
    meant = [pin for pin in plan.request.pins if pin.subject == rest]
    told = decisions(meant, plan.before, find(plan.before), state.language())
    return told[0].text


def _alone(plan: Plan) -> list[str]:
    """What each target reaches without the others; where even that falls short, by how much."""
    said = words("redesigning", state.language())
    assert plan.outcome.clash is not None
    asked = {
        one.metric.value: one.at_most for one in plan.request.targets if one.at_most is not None
    }
    return [
        said(
            "alone_falls_short" if asked.get(metric, value) < value else "alone_reaches",
            metric=figure_label(metric, state.language()),
            value=value,
            asked=asked.get(metric, value),
        )
        for metric, value in plan.outcome.clash.alone
    ]


def _offers(revision: Revision, plan: Plan) -> None:
    said = words("redesigning", state.language())
    found = offers(plan)
    if not found:
        return
    st.markdown(f"**{said('offers')}**")
    with st.container(horizontal=True, key="offers"):
        for place, one in enumerate(found):
            best = place == 0 and one.sort in _EASING
            if st.button(
                plain(_offer(plan, one)),
                type="primary" if best else "secondary",
                key=f"offer_{place}",
            ):
                ask(revision, (one.request,))


def _offer(plan: Plan, one: Offer) -> str:
    said = words("redesigning", state.language())
    language = state.language()
    metric = figure_label(one.metric, language) if one.metric else ""
    if one.sort is OfferSort.AUTHORITY:
        return said("offer_authority", level=level(one.request.authority, language))
    if one.sort is OfferSort.RISK:
        return said("offer_risk", risk=level(one.request.risk, language))
    if one.sort in (OfferSort.CEILING, OfferSort.PIN):
        return said("offer_without", what=_group(plan, one.group))
    if one.sort is OfferSort.ALL_REACHABLE:
        eased = [
            said(
                "at_most", metric=figure_label(target.metric.value, language), value=target.at_most
            )
            for target in one.request.targets
            if target not in plan.request.targets
        ]
        return said("offer_all_reachable", targets=said.listed(eased))
    return said(f"offer_{one.sort.value}", metric=metric, value=one.value)
