"""The list of decided districts: choose one, take it off, put it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from optimizer.redesign.district import District
from optimizer.redesign.plan import Status
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.district.asked import asked_text
from optimizer.ui.labels import apart
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name
from optimizer.wording.times import clock_text
from optimizer.workspace import district_list

_SCOPE = "district"
_CHOICE = "district_plan"


def choose(entries: Sequence[DistrictEntry]) -> DistrictEntry:
    """The decided district looked at; a new one is shown at once."""
    said = words("district_page", state.language())
    named = {one.id: one for one in entries}
    if entries[0].id != state.recall("newest", "", scope=_SCOPE):
        state.remember("newest", entries[0].id, scope=_SCOPE)
        state.set_widget(_CHOICE, entries[0].id)
    if state.widget(_CHOICE) not in named:
        state.set_widget(_CHOICE, entries[0].id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            said("decided"),
            list(named),
            format_func=decision_labels(entries).__getitem__,
            key=_CHOICE,
        )
        st.button(
            said("take_off"),
            key="district_take_off",
            help=said("take_off_help"),
            on_click=_take_off,
            args=(chosen,),
        )
    return named[chosen]


def off_list_view() -> None:
    """What was taken off the list, with the way back."""
    entries = district_list.off_list(state.workspace().store)
    if not entries:
        return
    said = words("district_page", state.language())
    labels = decision_labels(entries)
    with st.expander(said("off_list", count=len(entries)), icon=":material/inventory_2:"):
        for one in entries:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(labels[one.id]), width="stretch")
                st.button(
                    said("put_back"), key=f"put_back_{one.id}", on_click=_put_back, args=(one.id,)
                )


def decision_labels(entries: Iterable[DistrictEntry]) -> dict[str, str]:
    """What decided districts are called in a list, by id; no two are alike."""
    named = {one.id: one for one in entries}
    return apart(
        named,
        lambda one: _label(named[one]),
        lambda one: named[one].time.astimezone().strftime("%H:%M:%S"),
    )


def _take_off(plan_id: str) -> None:
    district_list.take_off(state.workspace().store, plan_id, author=state.author())


def _put_back(plan_id: str) -> None:
    district_list.put_back(state.workspace().store, plan_id, author=state.author())


def _label(entry: DistrictEntry) -> str:
    language = state.language()
    district = District(name=entry.name, members=(), generated=entry.generated)
    return words("district_page", language)(
        "label",
        name=district_name(district, language),
        time=clock_text(entry.time),
        author=entry.author,
        outcome=_outcome(entry),
        asked=asked_text(entry.request),
    )


def _outcome(entry: DistrictEntry) -> str:
    """How many services have a plan, or why none has."""
    said = words("district_page", state.language())
    if entry.status is Status.UNREACHABLE:
        return said("outcome_unreachable")
    if entry.status is Status.NOTHING_FOUND:
        return said("outcome_nothing")
    return said("outcome_services", count=entry.services)
