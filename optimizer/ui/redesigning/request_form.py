"""自定要求: an own request, each choice explained in a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from optimizer.errors import RequestProblem
from optimizer.planning import AsIs
from optimizer.redesign.request import Asking, Metric
from optimizer.service.amounts import MOST_CEILING
from optimizer.service.kinds import Authority, Risk
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.lever_choice import lever_choice
from optimizer.ui.redesigning.job_progress import job_troubles
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.figures import figure_label, number_text
from optimizer.wording.levels import level
from optimizer.wording.rules import rule_name, rule_text
from optimizer.workspace import overview
from optimizer.workspace.requests import (
    ASKED,
    SECONDS,
    TARGETED,
    Aim,
    Draft,
    request_of,
    today,
)

_DRAFT = "own_draft"
_Kept = TypeVar("_Kept")


def fill_in(draft: Draft) -> None:
    """Have the form show another request from the next run on."""
    state.remember(_DRAFT, draft)
    state.remember("own_version", state.recall("own_version", 0) + 1)
    state.remember("own_open", True)  # what is remembered


def request_form(revision: Revision) -> None:
    """The form; what it holds survives leaving the page."""
    said = words("redesigning", state.language())
    held = state.recall(_DRAFT, Draft())
    left, right = st.columns(2, gap="large")
    with right:
        counting = _counting(held)
        situation = _situation(revision, held)
        authority, risk = _levels(held)
        levers = lever_choice(held.levers, _key("levers"))
        effort, seconds = _limits(held)
    with left:
        name = _name(held)
        asking = _asking(held)
        metrics, aims, weights = _wanted(revision, held, asking, counting, situation)
    draft = Draft(
        name=name,
        asking=asking,
        metrics=metrics,
        aims=aims,
        weights=weights,
        levers=levers,
        authority=authority,
        risk=risk,
        max_effort=effort,
        counting=counting,
        situation=situation,
        seconds=seconds,
    )
    state.remember(_DRAFT, draft)
    if st.button(said("own_ask"), type="primary", key="ask_own", icon=":material/play_arrow:"):
        _ask(revision, draft)
    job_troubles(revision, own=True)


def _ask(revision: Revision, draft: Draft) -> None:
    try:
        request = request_of(draft)
    except RequestProblem as error:
        for line in error.told(state.language()):
            st.error(plain(line))
        return
    job = state.workspace().computing.plans(revision, (request,), state.author())
    state.remember("own_asked", state.recall("own_asked", frozenset[int]()) | {job.id})
    state.remember("plan_next", request.name)
    st.rerun()


def _key(name: str) -> str:
    """Key of a widget; another one when the form was filled in from outside."""
    return f"own_{name}_{state.recall('own_version', 0)}"


def _name(held: Draft) -> str:
    said = words("redesigning", state.language())
    return st.text_input(
        said("own_name"),
        held.name,
        placeholder=said("own_name_hint"),
        help=said("own_name_help"),
        max_chars=60,
        key=_key("name"),
    )


def _asking(held: Draft) -> Asking:
    said = words("redesigning", state.language())
    asking = st.segmented_control(
        said("own_asking"),
        ASKED,
        default=held.asking,
        format_func=lambda one: said(f"asking_{one.value}"),
        required=True,
        key=_key("asking"),
    )
    asking = asking or Asking.BEST
    st.caption(said(f"asking_{asking.value}_help"))
    return asking


def _counting(held: Draft) -> str:
    language = state.language()
    said = words("redesigning", language)
    rules = overview.rules()
    names = list(rules)
    chosen = st.selectbox(
        said("own_counting"),
        names,
        index=names.index(held.counting) if held.counting in names else 0,
        format_func=lambda one: rule_name(rules[one], language),
        key=_key("counting"),
    )
    st.caption(plain(rule_text(rules[chosen], state.language())))
    return chosen


def _situation(revision: Revision, held: Draft) -> tuple[tuple[str, str], ...]:
    """One choice for each question of the service."""
    said = words("redesigning", state.language())
    answers = dict(held.situation)
    found = []
    for place, one in enumerate(revision.service.situations):
        options = [option.id for option in one.options]
        now = answers.get(one.id, one.default_option())
        chosen = st.selectbox(
            said("own_situation", question=plain(one.id)),
            options,
            index=options.index(now) if now in options else 0,
            key=_key(f"situation_{place}"),
        )
        found.append((one.id, chosen))
    if found:
        st.caption(said("own_situation_help"))
    return tuple(found)


def _levels(held: Draft) -> tuple[Authority, Risk]:
    said = words("redesigning", state.language())
    language = state.language()
    authority = st.select_slider(
        said("own_authority"),
        list(Authority),
        value=held.authority,
        format_func=lambda one: level(one, language),
        key=_key("authority"),
    )
    st.caption(said("own_authority_help", level=level(authority, language)))
    risk = st.segmented_control(
        said("own_risk"),
        list(Risk),
        default=held.risk,
        format_func=lambda one: level(one, language),
        required=True,
        key=_key("risk"),
    )
    risk = risk or held.risk
    st.caption(said("own_risk_help", risk=level(risk, language)))
    return authority, risk


def _limits(held: Draft) -> tuple[int | None, int]:
    said = words("redesigning", state.language())
    left, right = st.columns(2)
    effort = left.number_input(
        said("own_effort"),
        min_value=0,
        max_value=MOST_CEILING,
        step=5,
        value=held.max_effort,
        placeholder=said("own_effort_none"),
        help=said("own_effort_help"),
        key=_key("effort"),
    )
    seconds = right.selectbox(
        said("own_seconds"),
        SECONDS,
        index=SECONDS.index(held.seconds) if held.seconds in SECONDS else 1,
        format_func=lambda one: said("seconds", value=one),
        help=said("own_seconds_help"),
        key=_key("seconds"),
    )
    return effort, seconds


# --- what is wanted -------------------------------------------------------------------------------

Aims = tuple[tuple[Metric, Aim], ...]
Weights = tuple[tuple[Metric, int], ...]


def _wanted(
    revision: Revision,
    held: Draft,
    asking: Asking,
    counting: str,
    situation: tuple[tuple[str, str], ...],
) -> tuple[tuple[Metric, ...], Aims, Weights]:
    """The order of the metrics, their targets or their weights, whichever is asked for."""
    if asking is Asking.BEST:
        return _order(held), held.aims, held.weights
    as_is = state.workspace().as_is(revision, situation)
    if asking is Asking.TARGETS:
        return held.metrics, _aims(held, as_is, counting), held.weights
    return held.metrics, held.aims, _weights(held)


def _order(held: Draft) -> tuple[Metric, ...]:
    language = state.language()
    said = words("redesigning", language)
    chosen = st.multiselect(
        said("own_metrics"),
        list(TARGETED),
        default=list(held.metrics),
        format_func=lambda one: figure_label(one.value, language),
        placeholder=said("own_metrics_none"),
        help=said("own_metrics_help"),
        key=_key("metrics"),
    )
    return tuple(chosen)


def _aims(held: Draft, as_is: AsIs, counting: str) -> Aims:
    """A row a metric: what it is today, and what it shall become."""
    said = words("redesigning", state.language())
    figures = today(as_is, overview.rules()[counting])
    base = dict(_at_first("aims_base", held.aims))
    rows = [
        {
            said("col_figure"): figure_label(metric.value, state.language()),
            said("col_today"): number_text(figures[metric], state.language()),
            said("col_percent"): base.get(metric, Aim()).percent,
            said("col_at_most"): base.get(metric, Aim()).at_most,
        }
        for metric in TARGETED
    ]
    st.markdown(f"**{said('own_aims')}**")
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=[said("col_figure"), said("col_today")],
        column_config={
            said("col_percent"): st.column_config.NumberColumn(
                min_value=0, max_value=100, step=1, format="%d%%"
            ),
            said("col_at_most"): st.column_config.NumberColumn(
                min_value=0, max_value=MOST_CEILING, step=1
            ),
        },
        placeholder="—",
        key=_key("aims"),
        alt=said("own_aims"),
    )
    return tuple(
        (metric, Aim(_whole(row, said("col_percent")), _whole(row, said("col_at_most"))))
        for metric, row in zip(TARGETED, edited, strict=True)
    )


def _weights(held: Draft) -> Weights:
    """A row a metric: how much one unit of it is worth."""
    said = words("redesigning", state.language())
    base = dict(_at_first("weights_base", held.weights))
    rows = [
        {
            said("col_figure"): figure_label(metric.value, state.language()),
            said("col_weight"): base.get(metric, 0),
        }
        for metric in TARGETED
    ]
    st.markdown(f"**{said('own_weights')}**")
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=[said("col_figure")],
        column_config={
            said("col_weight"): st.column_config.NumberColumn(min_value=0, max_value=1000, step=1)
        },
        key=_key("weights"),
        alt=said("own_weights"),
    )
    return tuple(
        (metric, _whole(row, said("col_weight")) or 0)
        for metric, row in zip(TARGETED, edited, strict=True)
    )


def _at_first(name: str, now: _Kept) -> _Kept:
    """What an editor started from: it keeps the changes since then itself."""
    editor = _key(name.partition("_")[0])
    if state.widget(editor) is None:
        state.remember(name, now)
    return state.recall(name, now)


def _whole(row: Mapping[str, object], name: str) -> int | None:
    value = row[name]
    return int(value) if isinstance(value, int | float) and not math.isnan(value) else None
