"""改革前基准: the as-is frozen with its date, guide version and provider."""

from __future__ import annotations

import datetime

import streamlit as st

from optimizer import planning
from optimizer.redesign.request import Request
from optimizer.store.records import Baseline, Revision
from optimizer.ui import shell, state
from optimizer.ui.modelling.change_list import change_list
from optimizer.ui.modelling.process_panel import figure_name, figure_value, situation_chosen
from optimizer.wording.catalogue import words
from optimizer.wording.times import clock_text
from optimizer.workspace.as_is_figures import as_is_figures, fitting


def baseline_panel(revision: Revision) -> None:
    """The baseline in force beside today's content, and the form to freeze one."""
    said = words("modelling", state.language())
    baseline = state.workspace().store.baseline(revision.key)
    st.caption(said("baseline_help"))
    if baseline is None:
        st.info(said("no_baseline"), icon=":material/lock_open:")
    else:
        _show(revision, baseline)
    title = said("freeze") if baseline is None else said("freeze_again")
    with st.expander(title, expanded=baseline is None, icon=":material/lock:"):
        _form(revision)


def _show(revision: Revision, baseline: Baseline) -> None:
    said = words("modelling", state.language())
    st.markdown(
        said(
            "baseline_of",
            number=baseline.number,
            date=baseline.date.isoformat(),
            version=shell.plain(baseline.guide_version) or "—",
            provider=shell.plain(baseline.provider) or "—",
            author=shell.plain(baseline.author),
            time=clock_text(baseline.time),
        )
    )
    _figures(revision, baseline)
    if baseline.sha256 == revision.sha256:
        st.caption(said("baseline_same"))
        return
    st.markdown(said("since_baseline"))
    change_list(
        (baseline.sha256, baseline.service),
        (revision.sha256, revision.service),
        key="baseline_changes",
    )


def _figures(revision: Revision, baseline: Baseline) -> None:
    """The figures frozen and those of today, under the usual counting rule."""
    said = words("modelling", state.language())
    rule = planning.counting_rule(Request(name="").counting)
    workspace = state.workspace()
    frozen = workspace.store.revision(revision.key, baseline.number)
    chosen = situation_chosen()
    then, now = (
        as_is_figures(workspace.as_is(one, fitting(chosen, one.service)).metrics, rule)
        for one in (frozen, revision)
    )
    rows = [
        {
            said("col_figure"): figure_name(old),
            said("col_frozen"): figure_value(old),
            said("col_now"): figure_value(new),
        }
        for old, new in zip(then, now, strict=True)
    ]
    st.dataframe(rows, hide_index=True, width=520, key="baseline_figures", alt=said("baseline"))


def _form(revision: Revision) -> None:
    said = words("modelling", state.language())
    with st.form("freeze", border=False):
        left, middle, right = st.columns(3)
        date = left.date_input(
            said("baseline_date"),
            value="today",
            format="YYYY-MM-DD",
            help=said("date_help"),
            key="baseline_date",
        )
        version = middle.text_input(
            said("guide_version"),
            placeholder=said("guide_version_hint"),
            max_chars=100,
            key="guide_version",
        )
        provider = right.text_input(
            said("provider"),
            placeholder=said("provider_hint"),
            max_chars=100,
            key="provider",
        )
        if not st.form_submit_button(said("freeze_number", number=revision.number)):
            return
    if not (version.strip() and provider.strip() and isinstance(date, datetime.date)):
        st.error(said("fill_baseline"))
        return
    state.workspace().store.freeze(
        revision.key,
        revision.number,
        date=date,
        guide_version=version.strip(),
        provider=provider.strip(),
        author=state.author(),
    )
    st.rerun()
