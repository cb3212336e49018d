"""One row a service of a district, and the way to its plan."""

from __future__ import annotations

import streamlit as st

from optimizer.evaluation.district.figures import Counted, summed
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.levers.reference import lever_texts
from optimizer.redesign.measure import Measure
from optimizer.redesign.request import JOINT
from optimizer.store.records import DistrictEntry
from optimizer.ui import shell, state
from optimizer.ui.district.figures_view import CARDS, sum_cell
from optimizer.ui.district.held import kept_services
from optimizer.wording.catalogue import words
from optimizer.wording.district import sum_label, work_text
from optimizer.wording.district_road import period_text
from optimizer.wording.figures import number_text
from optimizer.wording.levels import level
from optimizer.wording.sentences import Sentences

_TABLE = "district_services"
_CHOICE = "district_service"


def services_table(entry: DistrictEntry, told: Summary) -> None:
    """The table; a row chosen in it, or in the list below, is looked at."""
    said = words("district_page", state.language())
    kept = kept_services(entry)
    if any(not fresh for _, fresh in kept.values()):
        st.warning(said("changed", mark=said("changed_mark")), icon=":material/history:")
    changed = {key for key, (_, fresh) in kept.items() if not fresh}
    st.dataframe(
        [_cells(told, row, changed=row.key in changed) for row in told.rows],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=_TABLE,
        column_config={said("col_cases"): st.column_config.TextColumn(alignment="right")},
        alt=said("tab_services"),
    )
    row = _chosen(told)
    if row.key in kept and st.button(
        said("open_service", name=told.name(row.key)),
        icon=":material/open_in_new:",
        key="open_service",
    ):
        state.open_service(kept[row.key][0])
        state.remember("plan_next", JOINT)
        shell.go_to("redesigning")
    _measures(row)


def _cells(told: Summary, row: Row, *, changed: bool) -> dict[str, str | int]:
    language = state.language()
    said = words("district_page", language)
    choice, name = told.choices[row.key], told.name(row.key)
    measures = len(row.plan.outcome.measures)
    period = told.road.period_of(WorkKind.GO_LIVE, row.key)
    counted = [Counted(row.key, row.before, row.after)]
    return {
        said("col_service"): f"{name} {said('changed_mark')}" if changed else name,
        said("col_cases"): said("cases_missing")
        if row.service.yearly_cases is None
        else number_text(row.service.yearly_cases, language),
        **{
            sum_label(metric, language): sum_cell(summed(counted, told.rule, metric))
            for metric in CARDS
        },
        said("col_measures"): measures,
        said("col_own_effort"): choice.effort,
        **({said("col_own_money"): choice.cost_yuan} if told.money.priced else {}),
        said("col_period"): period_text(period, language) if measures else said("nothing_to_do"),
        said("col_sources"): _listed(told, WorkKind.CONNECT, choice.sources),
        said("col_approvals"): _listed(told, WorkKind.APPROVE, choice.approvals),
    }


def _listed(told: Summary, kind: WorkKind, keys: tuple[str, ...]) -> str:
    """Names of what a service needs done once for all."""
    language = state.language()
    names = [work_text(told, kind, key, language) for key in keys]
    return words("district_page", language).listed(names)


def _chosen(told: Summary) -> Row:
    """The service looked at; a row chosen in the table goes first."""
    said = words("district_page", state.language())
    rows = {row.key: row for row in told.rows}
    picked = state.picked_rows(_TABLE)
    if picked != state.recall("picked", (), scope="district"):
        state.remember("picked", picked, scope="district")
        if picked and picked[0] < len(told.rows):
            state.set_widget(_CHOICE, told.rows[picked[0]].key)
    if state.widget(_CHOICE) not in rows:  # another district, or back from another tab
        before = state.recall("looked_at", "", scope="district")
        state.set_widget(_CHOICE, before if before in rows else told.rows[0].key)
    key = st.selectbox(said("look_at"), list(rows), format_func=told.name, key=_CHOICE, width=420)
    state.remember("looked_at", key, scope="district")
    return rows[key]


def _measures(row: Row) -> None:
    """What is done in a service, and on what basis."""
    said = words("district_page", state.language())
    measures = row.plan.outcome.measures
    if not measures:
        st.caption(said("no_measures"))
        return
    sentences = Sentences(row.plan.before, state.language())
    st.dataframe(
        [_measure(sentences, one) for one in measures],
        hide_index=True,
        key="district_measures",
        alt=said("measures_of", name=row.name),
    )


def _measure(sentences: Sentences, one: Measure) -> dict[str, str | int]:
    language = state.language()
    said = words("district_page", language)
    text = lever_texts()[one.lever]
    return {
        said("col_measure"): sentences.measure(one),
        said("col_lever"): text.name_zh if language == "zh" else text.name_en,
        said("col_decides"): level(one.terms.authority, language),
        said("col_risk"): level(one.terms.risk, language),
        said("col_effort"): one.terms.effort,
        said("col_basis"): one.terms.basis or said("basis_missing"),
    }
