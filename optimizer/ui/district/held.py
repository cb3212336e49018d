"""What is shown of decided districts, read once: a kept one never changes."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from optimizer.evaluation.district.roadmap import Layout
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.redesign.district import DistrictPlan
from optimizer.service.canonical import fingerprint
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.wording.catalogue import Language
from optimizer.wording.targets import alone_texts


@st.cache_resource(show_spinner=False, max_entries=4)
def whole(plan_id: str) -> DistrictPlan:
    """A decided district, with the time it was kept at where it has none of its own."""
    store = state.workspace().store
    kept_at = next(one.time for one in store.district_plans() if one.id == plan_id)
    plan = store.district_plan(plan_id)
    return plan.model_copy(update={"computed_at": plan.computed_at or kept_at})


@st.cache_resource(show_spinner=False, max_entries=8)
def summed_up(plan_id: str, counting: str, layout: Layout) -> Summary:
    """Everything told of a district under a counting rule, as ``summary``."""
    return summary(whole(plan_id), counting, layout)


@st.cache_resource(show_spinner=False, max_entries=8)
def targets_alone(plan_id: str, language: Language) -> list[str]:
    """How far each target of a district without a plan can go, as ``alone_texts``."""
    return alone_texts(whole(plan_id), language)


@st.cache_resource(show_spinner=False, max_entries=8)
def _contents(plan_id: str) -> Mapping[str, tuple[str, str]]:
    """By key of a service, its key in the store and the fingerprint of what was decided."""
    members = whole(plan_id).district.members
    return {one.key: (one.origin, fingerprint(one.service)) for one in members}


def kept_services(entry: DistrictEntry) -> Mapping[str, tuple[str, bool]]:
    """By key of a service that the store holds, its key there and whether it is as it was."""
    latest = {one.key: one.latest.sha256 for one in state.workspace().store.services()}
    if latest.keys().isdisjoint(one.origin for one in whole(entry.id).district.members):
        return {}  # fingerprints of a whole demonstration would take time and say nothing
    return {
        key: (origin, latest[origin] == content)
        for key, (origin, content) in _contents(entry.id).items()
        if origin in latest
    }
