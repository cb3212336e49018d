"""What a check of a plan found: the law, hollow gains, planning values of this program."""

from collections.abc import Mapping, Sequence

import streamlit as st

from optimizer.redesign.plan import Plan
from optimizer.service.service import Service
from optimizer.ui import shell, state
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import warning_text
from optimizer.wording.figures import figure_label
from optimizer.wording.law import breach_text, subject_text, weight_word
from optimizer.wording.names import Names
from optimizer.wording.sentences import Sentences
from optimizer.workspace import lawfulness
from optimizer.workspace.evidence import Parameter
from optimizer.workspace.lawfulness import Breach, Fate

_MOST_NAMED = 8


def law(found: Sequence[Breach], today: Service, plan: Plan | None) -> None:
    """Findings before and after side by side, then who has to sign what."""
    said = words("compliance", state.language())
    names = Names(today if plan is None else plan.before, state.language())
    later = names if plan is None else Names(plan.after, state.language())
    measures = {} if plan is None else _measures(plan)
    if plan is not None:
        _fates(found)
        _sign_offs(found, later, measures)
    st.markdown(f"### {said('law_findings')}")
    if not found:
        st.success(said("law_none"), icon=":material/check_circle:")
        return
    st.table(
        [_row(one, names if one.after is None else later, measures) for one in found],
        border="horizontal",
        hide_index=True,
        alt=said("law_findings"),
    )
    st.caption(said("law_note"))


def _measures(plan: Plan) -> dict[str, str]:
    """Sentences of the measures by id: some findings are about one."""
    sentences = Sentences(plan.before, state.language())
    return {one.id: sentences.measure(one) for one in plan.outcome.measures}


def _fates(found: Sequence[Breach]) -> None:
    """How many findings the plan settles, leaves and adds."""
    said = words("compliance", state.language())
    with st.container(horizontal=True, key="fates"):
        for fate in (Fate.SETTLED, Fate.REMAINS, Fate.ADDED):
            held = [one for one in found if one.fate is fate]
            hard = sum(one.hard for one in held)
            st.metric(
                said(f"fate_{fate.value}"),
                len(held),
                help=said("fate_help", hard=hard, soft=len(held) - hard),
                border=True,
            )


def _row(one: Breach, names: Names, measures: Mapping[str, str]) -> dict[str, str]:
    said = words("compliance", state.language())
    row = {
        said("col_weight"): weight_word(one.shown.weight, state.language()),
        said("col_article"): shell.plain("—" if one.rule is None else one.rule.article),
        said("col_subject"): shell.plain(subject_text(one.shown, names, measures)),
        said("col_found"): shell.plain(breach_text(one.shown, one.rule, state.language())),
    }
    if one.fate is not Fate.TODAY:
        row[said("col_before")] = said("present" if one.before else "absent")
        row[said("col_after")] = said(f"after_{one.fate.value}")
    return row


def _sign_offs(found: Sequence[Breach], names: Names, measures: Mapping[str, str]) -> None:
    said = words("compliance", state.language())
    signing = lawfulness.signatories(found)
    st.markdown(f"### {said('sign_offs')}")
    if not signing:
        st.write(said("sign_offs_none"))
        return
    rows = [
        {
            said("col_who"): shell.plain(names(who)) if who else said("who_open"),
            said("col_subject"): shell.plain(subject_text(one.shown, names, measures)),
            said("col_what"): shell.plain(breach_text(one.shown, one.rule, state.language())),
            said("col_article"): shell.plain("—" if one.rule is None else one.rule.article),
        }
        for who, one in signing
    ]
    st.table(rows, border="horizontal", hide_index=True, alt=said("sign_offs"))


def truth(plan: Plan | None) -> None:
    """Hollow gains (数据真实性提示), and what to do about each."""
    said = words("compliance", state.language())
    if plan is None:
        st.write(said("truth_needs_plan"))
        return
    if not plan.warnings:
        st.success(said("truth_none"), icon=":material/check_circle:")
        return
    names = Names(plan.after, state.language())
    groups: dict[str, list[str]] = {}
    for code, subject in plan.warnings:
        groups.setdefault(code, []).append(warning_text(code, subject, names, state.language()))
    for code, told in groups.items():
        with st.container(border=True):
            st.markdown("\n".join(f"- {shell.plain(one)}" for one in told))
            st.markdown(f":material/arrow_forward: **{said('what_to_do')}** {said(f'do_{code}')}")


def planning_values(found: Sequence[Parameter], plan: Plan | None) -> None:
    """Values that this program put in (规划参数), and how to replace each by an own one."""
    said = words("compliance", state.language())
    if plan is None or not found:
        st.write(said("parameters_none" if plan else "parameters_need_plan"))
        return
    st.markdown(said("parameters_about"))
    rows = [
        {
            said("col_parameter"): said(f"parameter_{one.name}"),
            said("col_where"): shell.plain(_named(one, plan)),
            said("col_rests"): figures_text(one.metrics),
            said("col_replace"): said(f"replace_{one.name}"),
        }
        for one in found
    ]
    st.table(rows, border="horizontal", hide_index=True, alt=said("parameters_about"))


def _named(one: Parameter, plan: Plan) -> str:
    """What a planning value is about: a few names, and how many more there are."""
    said = words("compliance", state.language())
    if one.name == "effort":
        return said("measures_all", count=len(one.things))
    before, after = (Names(side, state.language()) for side in (plan.before, plan.after))
    named = [(after if after.knows(thing) else before)(thing) for thing in one.things]
    listed = said.listed(named[:_MOST_NAMED])
    more = len(named) - _MOST_NAMED
    return listed if more <= 0 else said("and_more", names=listed, count=more)


def figures_text(metrics: Sequence[str]) -> str:
    """The reported figures that rest on a value; a word where none does."""
    said = words("compliance", state.language())
    if not metrics:
        return said("no_figure")
    return said.listed([figure_label(one, state.language()) for one in metrics])
