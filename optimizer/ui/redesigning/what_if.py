"""Questions about a plan that take a while: other rules, other assumptions."""

import streamlit as st

from optimizer.redesign.plan import Plan
from optimizer.store.records import Revision
from optimizer.ui import state
from optimizer.ui.redesigning.job_progress import asking
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import assumption_text
from optimizer.wording.levels import level
from optimizer.wording.measures import MeasureRow, effect_text, measure_rows
from optimizer.wording.sentences import Sentences
from optimizer.workspace.computing import Job, Sort
from optimizer.workspace.jobs import Stage


def what_if(revision: Revision, plan_id: str, plan: Plan) -> None:
    """Both questions, each answered on request."""
    said = words("redesigning", state.language())
    asked = asking(revision.key, Sort.RULES, plan_id) is not None
    with st.expander(said("rules"), expanded=asked, icon=":material/gavel:"):
        _rules(revision, plan_id, plan)
    asked = asking(revision.key, Sort.SENSITIVITY, plan_id) is not None or bool(plan.sensitivity)
    with st.expander(said("sensitivity"), expanded=asked, icon=":material/balance:"):
        _sensitivity(revision, plan_id, plan)


def _rules(revision: Revision, plan_id: str, plan: Plan) -> None:
    said = words("redesigning", state.language())
    st.caption(said("rules_help"))
    job = asking(revision.key, Sort.RULES, plan_id)
    if job is not None and not job.ended:
        st.info(said("rules_running"))
    elif job is not None and job.stage is Stage.DONE:
        _rules_found(plan, job)
    elif st.button(said("rules_ask"), key="ask_rules"):
        computing = state.workspace().computing
        computing.rule_changes(revision, plan, state.author(), about=plan_id)
        st.rerun()


def _rules_found(plan: Plan, job: Job) -> None:
    said = words("redesigning", state.language())
    language = state.language()
    if job.cancelled.is_set():
        st.caption(said("rules_stopped", tried=job.tried, of=job.of))
    if not job.rules:
        st.info(said("rules_none" if job.of else "rules_nothing_to_change"))
        return
    sentences = Sentences(plan.before, language)
    st.table(
        [
            {
                said("col_change"): plain(sentences.measure(one.change)),
                said("col_gain"): effect_text(
                    tuple((metric, -gain) for metric, gain in one.gains), language
                )
                + ("" if one.proven else said("gain_not_proven")),
                said("col_who"): level(one.change.terms.authority, language),
                said("col_basis"): plain(one.change.terms.basis) or said("basis_none"),
            }
            for one in job.rules
        ],
        border="horizontal",
        hide_index=True,
        alt=said("rules"),
    )


def _sensitivity(revision: Revision, plan_id: str, plan: Plan) -> None:
    said = words("redesigning", state.language())
    st.caption(said("sensitivity_help"))
    job = asking(revision.key, Sort.SENSITIVITY, plan_id)
    if plan.sensitivity:
        _survivors(plan)
    elif job is not None and not job.ended:
        st.info(said("sensitivity_running"))
    elif job is not None and job.stage is Stage.DONE:
        st.info(said("sensitivity_nothing_assumed"))
    elif st.button(said("sensitivity_ask"), key="ask_sensitivity"):
        computing = state.workspace().computing
        computing.sensitivity(revision, plan, state.author(), about=plan_id)
        st.rerun()


def _survivors(plan: Plan) -> None:
    """Which measures hold under every assumption, and which depend on one."""
    said = words("redesigning", state.language())
    language = state.language()
    everything = {one.id for one in plan.outcome.measures}
    shaky = [
        (assumption_text(name, language), everything - set(kept)) for name, kept in plan.sensitivity
    ]
    gone = set().union(*(lost for _, lost in shaky))
    st.markdown(said("sensitivity_sum", firm=len(everything - gone), all=len(everything)))
    rows = [
        {
            said("col_change"): plain(row.text),
            **{text: said("falls" if _in(row, lost) else "stays") for text, lost in shaky},
        }
        for row in measure_rows(plan, language)
        if _in(row, gone)
    ]
    if rows:
        st.table(rows, border="horizontal", hide_index=True, alt=said("sensitivity"))


def _in(row: MeasureRow, lost: set[str]) -> bool:
    return any(one.id in lost for one in row.measures)
