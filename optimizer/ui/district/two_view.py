"""Two decided districts side by side: what was asked, what it costs and gives, what differs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.evaluation.district.summary import Summary
from optimizer.redesign.district import SharedSource
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan, Status
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.district.asked import asked_text
from optimizer.ui.district.decisions import decision_labels
from optimizer.ui.district.figures_view import CARDS, sum_cell
from optimizer.ui.district.held import summed_up
from optimizer.ui.district.works_view import layout
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import approval_text, proof_text, sum_label
from optimizer.wording.sentences import Sentences
from optimizer.workspace import district_list
from optimizer.workspace.two_districts import (
    Difference,
    ServiceDifference,
    SharedDifference,
    difference,
)

_Cells = dict[str, str]


def two_view(entry: DistrictEntry, told: Summary) -> None:
    """The decision looked at beside another one that the planner chooses."""
    said = words("district_page", state.language())
    offered = [
        one
        for one in district_list.listed(state.workspace().store)
        # Real and generated services share no table; without plans there is nothing to compare.
        if one.id != entry.id and one.services and one.generated is entry.generated
    ]
    if not offered:
        st.info(said("two_none"))
        return
    labels = decision_labels(offered)
    chosen = st.selectbox(
        said("two_with"), list(labels), format_func=labels.__getitem__, key="district_two"
    )
    with st.spinner(said("opening")):
        other = summed_up(chosen, told.rule.id, layout())
        found = difference(told, other)
    _membership(found)
    # A table whose cells are as high as their texts, so that no fact is out of sight.
    st.table(_facts(told, other), border="horizontal", hide_index=True, alt=said("tab_two"))
    _shared(found)
    _services(told, found)


def _membership(found: Difference) -> None:
    """Sums of different services say little of each other."""
    said = words("district_page", state.language())
    lines = [
        said(key, count=len(names), names=said.listed(names))
        for key, names in (
            ("two_only_here", found.missing_there),
            ("two_only_there", found.missing_here),
        )
        if names
    ]
    if lines:
        text = said("between").join([said("two_apart"), *lines])
        st.warning(plain(text), icon=":material/difference:")


def _facts(ours: Summary, theirs: Summary) -> list[_Cells]:
    """A row a fact: as it is here, as it is there."""
    said = words("district_page", state.language())
    here, there = (_told(one) for one in (ours, theirs))
    return [
        {
            said("col_fact"): fact,
            said("col_here"): plain(here[fact]),
            said("col_there"): plain(there[fact]),
        }
        for fact in here
    ]


def _told(told: Summary) -> _Cells:
    language = state.language()
    said = words("district_page", language)
    outcome = told.plan.outcome
    return {
        said("fact_asked"): asked_text(told.plan.request, told.plan.sources),
        said("fact_proof"): said("fact_proven")
        if outcome.status is Status.OPTIMAL
        else proof_text(told.plan, language),
        said("fact_services"): f"{len(told.rows):,}",
        said("col_effort"): f"{outcome.effort:,}",
        said("col_money"): f"{outcome.cost_yuan:,}" if told.money.priced else said("unpriced"),
        said("col_connect"): f"{len(outcome.connected):,}",
        said("col_approve"): f"{len(outcome.approved):,}",
        **{sum_label(one, language): sum_cell(told.figures[one].all) for one in CARDS},
    }


def _shared(found: Difference) -> None:
    said = words("district_page", state.language())
    st.subheader(said("two_shared"))
    if not found.shared:
        st.caption(said("two_shared_none"))
        return
    st.dataframe(
        [_shared_cells(one) for one in found.shared],
        hide_index=True,
        key="district_two_shared",
        alt=said("two_shared"),
    )


def _shared_cells(one: SharedDifference) -> _Cells:
    language = state.language()
    said = words("district_page", language)
    if isinstance(one.shared, SharedSource):
        name, done = one.shared.name, said("two_connected")
    else:
        name, done = approval_text(one.shared, language), said("two_approved")
    return {
        said("col_fact"): name,
        said("col_here"): done if one.here else said("two_not"),
        said("col_there"): said("two_not") if one.here else done,
    }


def _services(told: Summary, found: Difference) -> None:
    said = words("district_page", state.language())
    st.subheader(said("two_services", count=len(found.services)))
    st.caption(said("two_alike", count=found.alike))
    if found.services:
        st.dataframe(
            [_service_cells(told, one) for one in found.services],
            hide_index=True,
            key="district_two_services",
            alt=said("two_services", count=len(found.services)),
        )


def _service_cells(told: Summary, one: ServiceDifference) -> _Cells:
    said = words("district_page", state.language())
    name = told.name(one.ours.key)
    return {
        said("col_service"): f"{name}{said('two_changed')}" if one.changed else name,
        said("col_only_here"): _listed(one.ours.plan, one.only_ours),
        said("col_only_there"): _listed(one.theirs.plan, one.only_theirs),
    }


def _listed(plan: Plan, measures: Sequence[Measure]) -> str:
    said = words("district_page", state.language())
    sentences = Sentences(plan.before, state.language())
    return said("between").join(sentences.measure(one) for one in measures)
