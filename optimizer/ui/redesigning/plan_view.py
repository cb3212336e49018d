"""One plan on the page: how it ended, its figures, what changed, where the gain comes from."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from optimizer.pictures.chart import Chart, chart_svg
from optimizer.pictures.waterfall import shown_metrics, waterfall
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan
from optimizer.ui import shell, state
from optimizer.ui.cards import change_text, figure_cards
from optimizer.ui.plans import whole_plan
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import (
    DAGGER,
    figure_label,
    figure_text,
    figures,
    headline,
    number_text,
    percent_text,
    plan_name,
    rule_of,
    situation_text,
)
from optimizer.wording.measures import effort_points, highest, measure_rows
from optimizer.wording.rules import rule_text
from optimizer.wording.sentences import Sentences
from optimizer.workspace.answers import Changed, Shown, Standing, changed

_Colour = Literal["green", "orange", "red", "gray"]
_ICONS: Mapping[Standing, tuple[str, _Colour]] = {
    Standing.PROVEN: (":material/verified:", "green"),
    Standing.OPEN: (":material/hourglass_bottom:", "orange"),
    Standing.NO_PLAN: (":material/report:", "red"),
    Standing.STALE: (":material/history:", "gray"),
}
_MOST_TOLD = 6


def plan_status(shown: Shown, plan: Plan) -> None:
    """How the computation ended, and for which situation."""
    said = words("redesigning", state.language())
    lines = Sentences(plan.before, state.language()).status(plan)
    icon, colour = _ICONS[shown.standing]
    with st.container(horizontal=True, vertical_alignment="center", key="status"):
        st.badge(said(f"standing_{shown.standing.value}"), icon=icon, color=colour)
        if shown.entry.request.pins:
            st.badge(said("adjusted"), icon=":material/tune:", color="blue")
        told = plain(situation_text(plan.situation, state.language()))
        st.caption(said("for_situation", situation=told))
    if shown.standing is Standing.OPEN:
        st.caption("  \n".join(plain(line) for line in lines))


def plan_figures(plan: Plan) -> None:
    """The headline cards with the rule they are counted under."""
    said = words("redesigning", state.language())
    language = state.language()
    told = headline(plan)
    figure_cards(told, key="headline")
    notes = [said("counted_by", rule=plain(rule_text(rule_of(plan), language)))]
    if any(one.assumed for one in told):
        notes.append(said("computed_mark", mark=DAGGER))
    if plan.without_shortening:
        notes.append(said("without_shortening", figures=plain(_without_shortening(plan))))
    st.caption("  \n".join(notes))


def _without_shortening(plan: Plan) -> str:
    said = words("redesigning", state.language())
    language = state.language()
    told = figures(
        plan.without_shortening,
        plan.before_metrics,
        plan.after_metrics,
        rule_of(plan),
        ("promise", "elapsed"),
    )
    return said.listed(
        [
            said(
                "figure_pair",
                metric=figure_label(one.metric, language),
                before=number_text(one.before, language, at_least=one.before_at_least)
                + (DAGGER if one.assumed else ""),
                after=number_text(one.after, language, at_least=one.after_at_least)
                + (DAGGER if one.assumed else ""),
                percent=percent_text(one.percent),
            )
            for one in told
        ]
    )


# --- the plans side by side -----------------------------------------------------------------------


def plans_side_by_side(shown: Sequence[Shown]) -> bool:
    """The figures of all plans that hold, with their price; whether there are any."""
    said = words("redesigning", state.language())
    language = state.language()
    held = [one for one in shown if one.standing in (Standing.PROVEN, Standing.OPEN)]
    whole = {one.name: whole_plan(one.entry.id) for one in held}
    if not whole:
        return False
    named = {name: plain(plan_name(name, language)) for name in whole}
    rows: list[dict[str, str]] = []
    tables = {name: headline(plan) for name, plan in whole.items()}
    for place, first in enumerate(next(iter(tables.values()))):
        row = {
            said("col_figure"): figure_label(first.metric, language),
            said("col_before"): figure_text(first, "before", language),
        }
        for name, table in tables.items():
            one = table[place]
            change = f" ({change_text(one.percent)})" if one.percent else ""
            mark = DAGGER if one.assumed else ""
            row[named[name]] = f"{figure_text(one, 'after', language)}{change}{mark}"
        rows.append(row)
    for label, told in (
        (said("row_measures"), {n: str(len(p.outcome.measures)) for n, p in whole.items()}),
        (said("row_effort"), {n: str(effort_points(p.outcome.measures)) for n, p in whole.items()}),
        (said("row_highest"), {n: highest(p.outcome.measures, language) for n, p in whole.items()}),
    ):
        cells = {named[name]: text for name, text in told.items()}
        rows.append({said("col_figure"): label, said("col_before"): "", **cells})
    st.table(rows, border="horizontal", hide_index=True, alt=said("side_by_side"))
    return True


# --- where the gain comes from --------------------------------------------------------------------


def plan_waterfall(plan_id: str, plan: Plan) -> None:
    """One metric from before to after, lever by lever."""
    said = words("redesigning", state.language())
    metrics = shown_metrics(plan)
    if not metrics:
        return
    held = state.recall("waterfall", metrics[0])
    metric = st.segmented_control(
        said("waterfall"),
        metrics,
        default=held if held in metrics else metrics[0],
        format_func=lambda one: said(f"short_{one}"),
        required=True,
        key="waterfall_metric",
    )
    metric = metric or metrics[0]
    state.remember("waterfall", metric)
    svg, alt = _drawn(plan_id, metric, state.language(), plan)
    st.image(svg, alt=alt, width="stretch")


@st.cache_data(show_spinner=False, max_entries=64)
def _drawn(
    plan_id: str,  # noqa: ARG001  # with the next two the key of what is remembered
    metric: str,
    language: Language,
    _plan: Plan,
) -> tuple[str, str]:
    """The picture and what it tells; a small one, without its own heading."""
    chart = waterfall(_plan, metric, language)
    spec = {name: value for name, value in chart.spec.items() if name != "title"}
    return chart_svg(Chart(spec, chart.alt)), chart.alt


# --- what an adjustment did -----------------------------------------------------------------------


def plan_changes(shown: Shown, plan: Plan) -> None:
    """The plan against the one it was adjusted from."""
    if shown.before is None:
        return
    said = words("redesigning", state.language())
    before = whole_plan(shown.before.id)
    what = changed(before, plan)
    with st.container(border=True, key="changes"):
        st.markdown(f"**{said('changed')}**　{plain(_moved(what))}")
        left, right = st.columns(2)
        with left:
            _listed(said("gone", count=len(what.gone)), before, what.gone)
        with right:
            _listed(said("came", count=len(what.came)), plan, what.came)


def _moved(what: Changed) -> str:
    said = words("redesigning", state.language())
    language = state.language()
    if not what.figures:
        return said("changed_no_figure")
    return said.listed(
        [
            said(
                "figure_moved",
                metric=figure_label(metric, language),
                before=number_text(first, language),
                after=number_text(second, language),
            )
            for metric, first, second in what.figures
        ]
    )


def _listed(title: str, plan: Plan, some: tuple[Measure, ...]) -> None:
    said = words("redesigning", state.language())
    part = plan.model_copy(update={"outcome": plan.outcome.model_copy(update={"measures": some})})
    rows = measure_rows(part, state.language())
    lines = [f"- {plain(row.text)}" for row in rows[:_MOST_TOLD]]
    if len(rows) > _MOST_TOLD:
        lines.append(f"- {said('and_more', count=len(rows) - _MOST_TOLD)}")
    st.markdown("\n".join([title, "", *lines]))


# --- what has to be heeded ------------------------------------------------------------------------


def plan_cautions(plan: Plan) -> None:
    """How many sign-offs and warnings there are, and where they are told."""
    said = words("redesigning", state.language())
    counts = (len(plan.sign_offs), len(plan.warnings))
    if not any(counts):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="cautions"):
        st.markdown(said("cautions", sign_offs=counts[0], warnings=counts[1]), width="content")
        if st.button(said("to_compliance"), icon=":material/fact_check:", key="to_compliance"):
            shell.go_to("compliance")
