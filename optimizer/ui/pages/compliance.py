"""合规自查: what the law says before and after, hollow gains, assumed values to confirm."""

from dataclasses import dataclass

import streamlit as st

from optimizer import planning
from optimizer.planning import AsIs
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.store.records import PlanEntry, Revision
from optimizer.ui import shell, state
from optimizer.ui.compliance import confirming, findings
from optimizer.ui.plans import choose_plan, whole_plan
from optimizer.wording.catalogue import words
from optimizer.wording.figures import figure_label, rule_of
from optimizer.wording.rules import rule_text
from optimizer.workspace import evidence, lawfulness
from optimizer.workspace.evidence import Doubt, Parameter, Readiness
from optimizer.workspace.lawfulness import Breach

_VIEWS = ("law", "truth", "assumed", "parameters", "confirmed")


@dataclass(frozen=True)
class _Checked:
    """What is shown of one service with one plan, or with none."""

    as_is: AsIs
    plan: Plan | None
    stale: bool
    rule: CountingRule
    breaches: tuple[Breach, ...]
    doubts: tuple[Doubt, ...]
    parameters: tuple[Parameter, ...]
    readiness: Readiness | None
    confirmed: int


def page(revision: Revision) -> None:
    """Whether the plan may be reported, and everything that stands in the way."""
    said = words("compliance", state.language())
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(said("title"), help=said("about"))
    with right:
        entry = choose_plan(revision, "compliance_plan")
    checked = _checked(revision, entry)
    _verdict(checked)
    counts = {
        "law": len(checked.breaches),
        "truth": 0 if checked.plan is None else len(checked.plan.warnings),
        "assumed": len(checked.doubts),
        "parameters": len(checked.parameters),
        "confirmed": checked.confirmed,
    }
    view = st.segmented_control(
        said("view"),
        _VIEWS,
        default=state.recall("compliance_view", "law"),
        format_func=lambda one: said(f"view_{one}", count=counts[one]),
        label_visibility="collapsed",
        required=True,
        key="compliance_view",
    )
    state.remember("compliance_view", view)
    _view(view or "law", checked, revision, entry)


def _view(view: str, checked: _Checked, revision: Revision, entry: PlanEntry | None) -> None:
    if view == "law":
        findings.law(checked.breaches, checked.as_is.service, checked.plan)
    elif view == "truth":
        findings.truth(checked.plan)
    elif view == "assumed":
        confirming.open_values(revision, checked.as_is, checked.doubts, checked.rule, entry)
    elif view == "parameters":
        findings.planning_values(checked.parameters, checked.plan)
    else:
        confirming.confirmed_values(revision, checked.as_is)


def _checked(revision: Revision, entry: PlanEntry | None) -> _Checked:
    plan = None if entry is None else whole_plan(entry.id)
    stale = entry is not None and not entry.answers(revision)
    situation = evidence.known_situation(revision.service, () if plan is None else plan.situation)
    as_is = state.workspace().as_is(revision, situation)
    rule = planning.counting_rule("reporting") if plan is None else rule_of(plan)
    found = evidence.doubts(as_is, rule, None if stale else plan)
    standing = evidence.standings(state.workspace().store.confirmations(revision.key), as_is)
    return _Checked(
        as_is=as_is,
        plan=plan,
        stale=stale,
        rule=rule,
        breaches=lawfulness.breaches_today(as_is.violations)
        if plan is None
        else lawfulness.breaches(plan),
        doubts=found,
        parameters=() if plan is None else evidence.parameters(plan, rule),
        readiness=None if plan is None else evidence.readiness(plan, rule, found, stale=stale),
        confirmed=evidence.confirmed_count(standing),
    )


def _verdict(checked: _Checked) -> None:
    """可报送, or what is missing; how many assumed values are confirmed."""
    said = words("compliance", state.language())
    done, whole = checked.confirmed, checked.confirmed + len(checked.doubts)
    with st.container(border=True, key="verdict"):
        if checked.readiness is None:
            st.markdown(said("without_plan"))
            if st.button(said("to_redesigning"), key="to_redesigning"):
                shell.go_to("redesigning")
        elif checked.readiness.reportable:
            st.markdown(f":green-badge[:material/check_circle: {said('reportable')}]")
            st.markdown(said("reportable_why"))
        else:
            st.markdown(f":orange-badge[:material/pending: {said('not_reportable')}]")
            st.markdown("\n".join(f"- {one}" for one in _missing(checked.readiness)))
        st.progress(done / whole if whole else 1.0, said("progress", done=done, all=whole))
        st.caption(shell.plain(rule_text(checked.rule, state.language())))


def _missing(readiness: Readiness) -> list[str]:
    """What is still missing before the figures may be reported, one sentence each."""
    said = words("compliance", state.language())
    lines = []
    if readiness.stale:
        lines.append(said("missing_stale"))
    if readiness.without_plan:
        lines.append(said("missing_plan"))
    if readiness.resting and not readiness.without_plan:
        names = said.listed([figure_label(one, state.language()) for one in readiness.resting])
        lines.append(said("missing_resting", metrics=names))
    if readiness.doubts:
        lines.append(said("missing_doubts", count=len(readiness.doubts)))
    if readiness.parameters:
        names = said.listed([said(f"parameter_{one.name}") for one in readiness.parameters])
        lines.append(said("missing_parameters", names=names))
    if readiness.unknown:
        names = said.listed([figure_label(one, state.language()) for one in readiness.unknown])
        lines.append(said("missing_unknown", metrics=names))
    return lines


shell.with_service(page)
