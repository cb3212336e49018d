"""What a district reaches: what is proven, the sums, the targets, both ways of adding up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from optimizer.evaluation.district.figures import Sum
from optimizer.evaluation.district.summary import Summary
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Target
from optimizer.ui import state
from optimizer.ui.cards import change_text, figure_cards
from optimizer.ui.district.asked import wanted_text
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import words
from optimizer.wording.district import money_text, proof_text, sum_label, sum_share_text, sum_text
from optimizer.wording.district_road import basis_texts
from optimizer.wording.figures import DAGGER, Figure
from optimizer.wording.rules import rule_text

CARDS = ("materials", "steps", "promise", "visits")


def standing(told: Summary, alone: Sequence[str]) -> None:
    """What came of the question, in one sentence, and what it costs.

    Args:
        told: the district.
        alone: how far each target can go, where there is no plan.
    """
    language = state.language()
    said = words("district_page", language)
    outcome = told.plan.outcome
    if outcome.status is Status.UNREACHABLE:
        st.error(said("unreachable"), icon=":material/block:")
        _listed(alone)
        return
    if outcome.status is Status.NOTHING_FOUND:
        if told.plan.undecidable:
            st.warning(said("undecidable"), icon=":material/block:")
        else:
            st.warning(said("nothing_found"), icon=":material/hourglass_disabled:")
        _listed(alone)
        return
    optimal = outcome.status is Status.OPTIMAL
    asked = "targets" if told.plan.request.targets else "most"
    text = said(
        f"standing_optimal_{asked}" if optimal else f"standing_{outcome.status.value}",
        proof=proof_text(told.plan, language),
        rounds=outcome.rounds,
        seconds=round(outcome.seconds),
    )
    tell = st.success if optimal else st.info
    tell(plain(text))
    request = told.plan.request
    most = request.max_effort
    points = (
        said("points", effort=outcome.effort)
        if most is None
        else said("points_of", effort=outcome.effort, most=most)
    )
    shared = {"sources": len(outcome.connected), "approvals": len(outcome.approved)}
    st.caption(said("spent", points=points, **shared))
    st.caption(plain(money_text(told.money, language, request.max_cost_yuan)))


def _listed(texts: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {plain(one)}" for one in texts))


def sums(told: Summary) -> None:
    """Cards with the raw sums; below them the rule, who is left out, and all metrics."""
    language = state.language()
    said = words("district_page", language)
    figure_cards([_figure(told.figures[metric].all) for metric in CARDS], key="district_cards")
    lines = [rule_text(told.rule, language), said("sums_of", count=len(told.rows))]
    lines.extend(
        said("left_out", metric=sum_label(metric, language), count=len(unknown))
        for metric in CARDS
        if (unknown := told.figures[metric].all.unknown)
    )
    if any(told.figures[metric].all.assumed for metric in CARDS):
        lines.append(said("assumed_mark"))
    st.caption(plain(said("between").join(lines)))
    for text in basis_texts(told.road.all_live, language):
        st.caption(plain(text))
    if told.plan.request.targets:
        _targets(told)
    with st.expander(said("all_figures")):
        _both_ways(told)


def _figure(one: Sum) -> Figure:
    return Figure(
        metric=one.metric,
        before=one.before,
        after=one.after,
        percent=one.percent,
        assumed=one.assumed,
        before_at_least=one.before_at_least,
        after_at_least=one.after_at_least,
    )


def _targets(told: Summary) -> None:
    """What was wanted beside what is reached, with both raw sums."""
    said = words("district_page", state.language())
    rows = [_target(told, one) for one in told.plan.request.targets]
    st.dataframe(rows, hide_index=True, key="district_targets", alt=said("targets"))


def _target(told: Summary, one: Target) -> dict[str, str]:
    language = state.language()
    said = words("district_page", language)
    found = told.figures[one.metric.value].all
    met = _met(one, found)
    return {
        said("col_metric"): sum_label(one.metric.value, language),
        said("col_wanted"): wanted_text(one),
        said("col_before"): sum_text(found, "before", language),
        said("col_after"): sum_text(found, "after", language),
        said("col_percent"): sum_share_text(found, language),
        said("col_met"): said("met_unknown" if met is None else "met" if met else "not_met"),
    }


def _met(one: Target, found: Sum) -> bool | None:
    """Whether a target is reached, exactly; the request's own rule counts."""
    if found.before is None or found.after is None:
        return None
    if one.at_most is not None and found.after > one.at_most:
        return False
    return one.percent is None or 100 * found.after <= (100 - one.percent) * found.before


def _both_ways(told: Summary) -> None:
    """Every metric, each service in full and repeated items once."""
    language = state.language()
    said = words("district_page", language)
    st.caption(said("both_ways", items=len(told.figures.once.items)))
    rows = []
    for one in told.figures.figures:
        row = {said("col_metric"): sum_label(one.metric, language)}
        for key, held in (("all", one.all), ("once", one.once)):
            row[said(f"col_{key}")] = said("not_split") if held is None else sum_cell(held)
        rows.append(row)
    st.dataframe(rows, hide_index=True, key="district_sums", alt=said("all_figures"))


def sum_cell(one: Sum) -> str:
    """A sum before and after, with its reduction and its mark."""
    language = state.language()
    mark = DAGGER if one.assumed else ""
    told = sum_share_text(one, language, change_text(one.percent))
    change = "" if one.percent is None else f" ({told})"
    before, after = sum_text(one, "before", language), sum_text(one, "after", language)
    return f"{before} → {after}{change}{mark}"
