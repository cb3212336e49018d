"""全区一件事: many services decided together, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from optimizer.evaluation.district.summary import Summary
from optimizer.store.records import DistrictEntry
from optimizer.ui import state
from optimizer.ui.district.asked import asked_text
from optimizer.ui.district.beside_view import beside_view
from optimizer.ui.district.decisions import choose, off_list_view
from optimizer.ui.district.figures_view import standing, sums
from optimizer.ui.district.files import files
from optimizer.ui.district.held import summed_up, targets_alone, whole
from optimizer.ui.district.job_view import job_view
from optimizer.ui.district.request_panel import request_panel
from optimizer.ui.district.services_table import services_table
from optimizer.ui.district.shared_view import shared_view
from optimizer.ui.district.shares_view import shares_view
from optimizer.ui.district.two_view import two_view
from optimizer.ui.district.volumes_table import volumes_table
from optimizer.ui.district.works_view import layout, order_view, spared_view
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import district_name
from optimizer.wording.rules import rule_name
from optimizer.workspace import district_list, overview


def page() -> None:
    """Ask above, what came of it below."""
    said = words("district_page", state.language())
    st.title(said("title"))
    entries = district_list.listed(state.workspace().store)
    if not entries:
        st.write(said("intro"))
    with st.expander(said("ask"), expanded=not entries, icon=":material/tune:"):
        group = request_panel(entries[0] if entries else None)
    volumes_table(group)
    job_view()
    if entries:
        _decided(choose(entries))
    off_list_view()


def _decided(entry: DistrictEntry) -> None:
    language = state.language()
    said = words("district_page", language)
    with st.spinner(said("opening")):
        plan = whole(entry.id)
    st.header(plain(district_name(plan.district, language)))
    if entry.generated:
        st.warning(said("generated"), icon=":material/science:")
    counting = plan.request.counting
    if plan.plans:
        counting = _counting(counting)
    with st.spinner(said("opening")):
        told = summed_up(entry.id, counting, layout())
    st.caption(plain(said("asked", asked=asked_text(plan.request, plan.sources))))
    standing(told, targets_alone(entry.id, language))
    if told.rows:
        sums(told)
        files(entry, _parts(entry, counting, told))
    if plan.failed:
        st.subheader(said("failed", count=len(plan.failed)))
        for one in plan.failed:
            text = one.message_zh if language == "zh" else one.message_en
            st.markdown(f"- **{plain(told.name(one.service))}**  {plain(text)}")


def _counting(asked: str) -> str:
    """The rule everything below is counted under; at first the one that was asked under."""
    language = state.language()
    rules = overview.rules()
    names = [asked, *(one for one in rules if one != asked)]
    return st.selectbox(
        words("district_page", language)("counted_under"),
        names,
        format_func=lambda one: rule_name(rules[one], language),
        key=f"district_counted_{asked}",
        width=420,
    )


def _parts(entry: DistrictEntry, counting: str, told: Summary) -> Summary:
    """Everything about a district, a tab each; only the one on the screen is worked out.

    Returns:
        The district with its works laid out as the planner wants them.
    """
    language = state.language()
    said = words("district_page", language)
    parts: dict[str, Callable[[], object]] = {
        "services": lambda: services_table(entry, told),
        "sources": lambda: shared_view(told),
        "order": lambda: order_view(entry.id, counting),
        "spared": lambda: spared_view(told),
        "shares": lambda: shares_view(told),
        "beside": lambda: beside_view(told),
        "two": lambda: two_view(entry, told),
    }
    tabs = st.tabs(
        [said(f"tab_{one}") for one in parts], key=f"district_parts_{language}", on_change="rerun"
    )
    for tab, part in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                part()
    return summed_up(entry.id, counting, layout())


page()
