"""The measures of a plan: a table, the one chosen in full, and what can be decided about it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from optimizer.levers.catalogue import lever_text
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.labels import apart
from optimizer.ui.redesigning.adjusting import decide, opportunities, pins_in_force, take_back
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import Language, words
from optimizer.wording.measures import (
    MeasureRow,
    effect_text,
    measure_rows,
    number_text,
    row_effect_text,
)
from optimizer.wording.names import Names
from optimizer.wording.sentences import Sentences
from optimizer.workspace.decisions import Way, refuse, take, ways

_ROW_PIXELS = 62  # from 61 on a cell breaks its text into lines
_TALLEST_PIXELS = 620
# By language: English words are longer, and a name is better broken than a level.
_WIDTHS: Mapping[Language, Mapping[str, int]] = {
    "zh": {"number": 64, "measure": 342, "effect": 150, "who": 104, "effort": 56, "risk": 56},
    "en": {"number": 56, "measure": 290, "effect": 176, "who": 150, "effort": 74, "risk": 66},
}
_FURTHER = {"lever": 150, "basis": 240, "precondition": 260}


def measures(revision: Revision, plan_id: str, plan: Plan, *, fresh: bool) -> None:
    """The table beside the measure chosen in it.

    Args:
        revision: the service at hand.
        plan_id: of the plan in the store.
        plan: with measures.
        fresh: whether the plan belongs to the content at hand, so that it can be adjusted.
    """
    said = words("redesigning", state.language())
    rows = _rows(plan_id, state.language(), plan)
    st.markdown(f"#### {said('measures', count=len(plan.outcome.measures))}")
    if not rows:
        st.info(said("measures_none"))
        return
    table, detail = st.columns([13, 8])
    with table:
        _table(rows, plan_id)
    with detail, st.container(border=True, key="measure"):
        row = _chosen(rows, plan_id)
        _told(plan, row)
        if fresh:
            _actions(revision, plan_id, plan, row)


@st.cache_resource(show_spinner=False, max_entries=32)
def _rows(plan_id: str, language: str, _plan: Plan) -> tuple[MeasureRow, ...]:  # noqa: ARG001  # keys
    return measure_rows(_plan, state.language())


def _table(rows: Sequence[MeasureRow], plan_id: str) -> None:
    said = words("redesigning", state.language())
    language = state.language()
    shown = [
        {
            said("col_number"): number_text(row, language),
            said("col_measure"): row.text,
            said("col_effect"): row_effect_text(row, language),
            said("col_who"): row.who,
            said("col_effort"): row.effort,
            said("col_risk"): row.risk,
            said("col_lever"): row.lever,
            said("col_basis"): row.basis or "—",
            said("col_precondition"): row.precondition or "—",
        }
        for row in rows
    ]
    picked = st.dataframe(
        shown,
        hide_index=True,
        row_height=_ROW_PIXELS,
        height=min(_TALLEST_PIXELS, (len(rows) + 1) * _ROW_PIXELS),
        column_config={
            said(f"col_{name}"): st.column_config.TextColumn(width=width)
            for name, width in {**_WIDTHS[language], **_FURTHER}.items()
        },
        on_select="rerun",
        selection_mode="single-cell",
        key=f"measures_{plan_id}",
        alt=said("table_alt", count=len(rows)),
    )
    chosen = [row for row, _ in picked.selection.cells]
    if chosen and chosen != state.recall("measure_picked", [-1]):
        state.set_widget(_chooser(plan_id), min(chosen[0], len(rows) - 1))
    state.remember("measure_picked", chosen)


def _chooser(plan_id: str) -> str:
    return f"measure_{plan_id}"


def _chosen(rows: Sequence[MeasureRow], plan_id: str) -> MeasureRow:
    said = words("redesigning", state.language())
    place = st.selectbox(
        said("choose_measure"),
        range(len(rows)),
        format_func=lambda one: f"{rows[one].number}. {rows[one].text}",
        key=_chooser(plan_id),
    )
    return rows[place]


def _told(plan: Plan, row: MeasureRow) -> None:
    """The measure in full, and what is lost without it."""
    said = words("redesigning", state.language())
    language = state.language()
    st.markdown(f"**{plain(row.lever)}**　{plain(row.text)}")
    lever = row.measures[0].lever
    st.caption(lever_text(lever, language))
    facts = [
        (said("col_effect"), row_effect_text(row, language)),
        (said("col_who"), row.who),
        (said("fact_levels"), said.listed([_effort(row), row.risk])),
        (said("col_basis"), row.basis or said("basis_none")),
        (said("col_precondition"), row.precondition),
        (said("assumed"), said.listed(row.assumed)),
        (said("without_it"), _lost(plan, row)),
    ]
    st.markdown("  \n".join(f"**{label}**　{plain(text)}" for label, text in facts if text))


def _effort(row: MeasureRow) -> str:
    said = words("redesigning", state.language())
    return said("effort_of", effort=row.effort, points=sum(m.terms.effort for m in row.measures))


def _lost(plan: Plan, row: MeasureRow) -> str:
    """What gets worse without the measure, and what else cannot be done then."""
    said = words("redesigning", state.language())
    language = state.language()
    names = {one.id for one in row.measures}
    held = [loss for loss in plan.losses if loss.measure in names]
    if not held:
        return ""
    worse = effect_text(held[0].lost, language) if held[0].lost else said("lost_nothing")
    text = said("lost_each", text=worse) if row.each else worse
    others = {one for loss in held for one in loss.dropped} - names
    if not others:
        return text
    sentences = Sentences(plan.before, language)
    told = [sentences.measure(one) for one in plan.outcome.measures if one.id in others]
    named = said("semicolon").join(told[:2])
    return text + said("lost_with", count=len(told), text=named)


# --- decisions ------------------------------------------------------------------------------------


def _actions(revision: Revision, plan_id: str, plan: Plan, row: MeasureRow) -> None:
    said = words("redesigning", state.language())
    scope = _scope(plan, row)
    found = opportunities(plan_id, plan)
    held = pins_in_force(revision, plan)
    wanted = take(scope)
    required = set(wanted) <= set(held)
    left, right = st.columns(2)
    if required:
        if left.button(
            said("no_longer_required"), key="unrequire", icon=":material/keep_off:", width="stretch"
        ):
            take_back(revision, plan, wanted)
    elif left.button(
        said("require"),
        key="require",
        icon=":material/keep:",
        help=said("require_help"),
        width="stretch",
    ):
        decide(revision, plan, wanted)
    if right.button(
        said("refuse"),
        key="refuse",
        icon=":material/block:",
        help=said("refuse_help"),
        width="stretch",
    ):
        decide(revision, plan, refuse(plan, scope, found))
    _other_way(revision, plan, scope, ways(scope, found))


def _scope(plan: Plan, row: MeasureRow) -> tuple[Measure, ...]:
    """All measures of a row, or the one the planner means."""
    if not row.each:
        return row.measures
    said = words("redesigning", state.language())
    names = Names(plan.before, state.language())
    labels = apart(
        range(-1, len(row.measures)),
        lambda one: (
            said("scope_all", count=len(row.measures))
            if one < 0
            else names.listed(row.measures[one].targets)
        ),
    )
    place = st.selectbox(
        said("scope"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"scope_{row.measures[0].id}",
    )
    return row.measures if place < 0 else (row.measures[place],)


def _other_way(
    revision: Revision, plan: Plan, scope: Sequence[Measure], offered: Sequence[Way]
) -> None:
    said = words("redesigning", state.language())
    if not offered:
        st.caption(said("other_none"))
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    told = apart(range(len(offered)), lambda one: _way_text(plan, offered[one]))
    place = left.selectbox(
        said("other_way"),
        list(told),
        index=None,
        format_func=told.__getitem__,
        placeholder=said("other_choose"),
        help=said("other_help"),
        key=f"way_{scope[0].id}_{len(scope)}",
    )
    pressed = right.button(
        said("other_use"), key="other_use", disabled=place is None, width="stretch"
    )
    if pressed and place is not None:
        decide(revision, plan, offered[place].pins)


def _way_text(plan: Plan, way: Way) -> str:
    said = words("redesigning", state.language())
    sentences = Sentences(plan.before, state.language())
    if way.target:
        kind = way.kind.value
        return said(f"way_{way.sort.value}_{kind}", name=sentences.names(way.target))
    if way.measures and way.sort.value != "stay":
        return sentences.alike(way.measures)
    return said(f"way_{way.sort.value}")
