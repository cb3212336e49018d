"""多方案比选 on a page: ask for it, watch it, pick one of the plans, keep that one."""

from collections.abc import Sequence

import streamlit as st

from optimizer.pictures.chart import Chart
from optimizer.pictures.tradeoff import PICK, Point, tradeoff
from optimizer.planning import TradeOff
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import NAMED_REQUESTS, Metric
from optimizer.store.records import Revision
from optimizer.ui import shell, state
from optimizer.ui.cards import figure_cards
from optimizer.ui.chart import pick_from
from optimizer.ui.comparing.sides import Sides, add_column
from optimizer.wording.catalogue import words
from optimizer.wording.figures import figure_label, headline, plan_name
from optimizer.wording.measures import measure_rows, number_text, row_effect_text
from optimizer.wording.progress import progress_text, searching_text
from optimizer.workspace import comparisons
from optimizer.workspace.comparisons import Origin
from optimizer.workspace.computing import Job, Sort
from optimizer.workspace.jobs import Stage

_EVERY_SECONDS = 1.0
_FIRST = ("promise", "effort")
_MOST = 3


def trading(revision: Revision, sides: Sides) -> None:
    """Choose metrics, have every plan worth considering computed, pick one."""
    st.markdown(words("comparing", state.language())("trade_off_about"))
    _ask(revision, sides)
    job = _newest(revision, sides)
    if job is None:
        return
    if not job.ended:
        _watch(job.id, revision.key)
        return
    _ended(job, revision, sides)


def _ask(revision: Revision, sides: Sides) -> None:
    language = state.language()
    said = words("comparing", language)
    with st.form("trade_off", border=True):
        left, right = st.columns([3, 2])
        metrics = left.multiselect(
            said("metrics"),
            [one.value for one in Metric],
            default=state.recall("trade_metrics", list(_FIRST)),
            format_func=lambda one: figure_label(one, language),
            max_selections=_MOST,
        )
        base = right.segmented_control(
            said("ceiling"),
            list(NAMED_REQUESTS),
            default=state.recall("trade_base", "recommended"),
            format_func=lambda one: plan_name(one, language),
            help=said("ceiling_help"),
            required=True,
        )
        pressed = st.form_submit_button(said("compare_plans"), type="primary")
    if not pressed:
        return
    state.remember("trade_metrics", metrics)
    state.remember("trade_base", base)
    if len(metrics) < 2:
        st.error(said("two_or_three"))
        return
    request = comparisons.trade_off_request(
        base or "recommended", metrics, sides.rule.id, sides.situation
    )
    state.workspace().computing.trade_off(revision, request, state.author())
    state.remember("trade_point", 0)


def _newest(revision: Revision, sides: Sides) -> Job | None:
    """The newest trade-off of this content under the rule and situation shown."""
    for job in state.workspace().computing.of(revision.key, Sort.TRADE_OFF):
        (request,) = job.requests
        same = request.counting == sides.rule.id and request.situation == sides.situation
        if same and job.sha256 == revision.sha256:
            return job
    return None


@st.fragment(run_every=_EVERY_SECONDS)
def _watch(number: int, key: str) -> None:
    """How far it is; the result appears by itself."""
    said = words("comparing", state.language())
    computing = state.workspace().computing
    job = next((one for one in computing.of(key, Sort.TRADE_OFF) if one.id == number), None)
    if job is None or job.ended:
        st.rerun()
    left, right = st.columns([6, 1], vertical_alignment="center")
    told = (
        progress_text(job.progress, state.language())
        if job.progress
        else searching_text(state.language())
    )
    share = min(1.0, job.seconds / job.requests[0].time_limit_seconds)
    left.progress(share, said("computing", told=told, seconds=int(job.seconds)))
    stopping = job.cancelled.is_set()
    word = said("stopping" if stopping else "stop")
    right.button(
        word,
        key="stop_trade_off",
        disabled=stopping,
        on_click=computing.cancel,
        args=(job,),
        width="stretch",
    )


def _ended(job: Job, revision: Revision, sides: Sides) -> None:
    said = words("comparing", state.language())
    if job.problem is not None:
        told = "\n".join(f"- {shell.plain(one)}" for one in job.problem.told(state.language()))
        st.error(f"{said('trade_off_refused')}\n{told}")
    elif job.stage is Stage.FAILED:
        st.error(said("trade_off_failed"))
    elif job.trade_off is None or not job.trade_off.plans:
        st.info(said("trade_off_empty"))
    else:
        _points(job, job.trade_off, revision, sides)


def _points(job: Job, found: TradeOff, revision: Revision, sides: Sides) -> None:
    """All points as a picture and as a list; the one picked in full."""
    said = words("comparing", state.language())
    points = [
        Point(place, values, said("point", number=place + 1))
        for place, (values, _) in enumerate(found.plans)
    ]
    left, right = st.columns([3, 2])
    with right:
        place = _chosen(points, found.metrics)
    with left:
        _picture(job, found, points, sides, place)
    with right:
        _plan(job, found.plans[place][1], revision)
    _measures(found.plans[place][1])


def _chosen(points: Sequence[Point], metrics: Sequence[str]) -> int:
    """The point picked in the picture or in the list, whichever was touched last."""
    said = words("comparing", state.language())
    picked = state.recall("trade_picked", -1)
    if picked >= 0:
        state.remember("trade_picked", -1)
        state.set_widget("trade_point", picked)
    labels = [figure_label(one, state.language()) for one in metrics]
    place = st.selectbox(
        said("pick_point", count=len(points)),
        list(range(len(points))),
        index=min(state.recall("trade_point", 0), len(points) - 1),
        format_func=lambda one: said(
            "point_figures",
            name=points[one].label,
            figures=said.listed(
                [
                    f"{label} {value}"
                    for label, value in zip(labels, points[one].values, strict=True)
                ]
            ),
        ),
        key="trade_point",
    )
    state.remember("trade_point", place)
    return place


def _picture(job: Job, found: TradeOff, points: Sequence[Point], sides: Sides, place: int) -> None:
    said = words("comparing", state.language())
    before = comparisons.figures_before(sides.before.metrics, found, sides.rule)
    chart: Chart = tradeoff(
        points,
        found.metrics,
        sides.rule,
        state.language(),
        before=before,
        chosen=place,
        complete=found.complete,
    )
    picked = pick_from(chart, f"trade_off_{job.id}_{place}", PICK, file_name=said("file_trade_off"))
    if picked is not None and picked != place:
        state.remember("trade_picked", picked)
        st.rerun()


def _plan(job: Job, plan: Plan, revision: Revision) -> None:
    """The figures of the plan picked, and its keeping."""
    said = words("comparing", state.language())
    figure_cards(headline(plan), key="point_figures")
    with st.form("keep_point", border=True):
        name = st.text_input(said("keep_name"), placeholder=said("keep_name_hint"), max_chars=60)
        pressed = st.form_submit_button(said("keep_point"))
    if not pressed:
        return
    try:
        kept = comparisons.keep_point(
            state.workspace().store, revision.key, job.number, plan, name, author=state.author()
        )
    except ValueError:
        st.error(said("name_taken"))
        return
    add_column(Origin.PLAN, kept.id)
    st.toast(said("kept_point", name=shell.plain(name.strip())))
    st.rerun()


def _measures(plan: Plan) -> None:
    said = words("comparing", state.language())
    language = state.language()
    rows = measure_rows(plan, language)
    if not rows:
        return
    st.markdown(f"### {said('measures')}")
    st.dataframe(
        [
            {
                said("col_number"): number_text(one, language),
                said("col_lever"): one.lever,
                said("col_text"): one.text,
                said("col_effect"): row_effect_text(one, language),
                said("col_effort"): one.effort,
                said("col_who"): one.who,
                said("col_basis"): one.basis,
            }
            for one in rows
        ],
        column_config={
            said("col_number"): st.column_config.TextColumn(width=90),
            said("col_text"): st.column_config.TextColumn(width=480),
        },
        hide_index=True,
        alt=said("measures"),
        key="point_measures",
    )
