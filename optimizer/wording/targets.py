"""Targets of a district in words: which one is out of reach, and how far each goes."""

from __future__ import annotations

from optimizer.evaluation.district.targets import Alone, alone
from optimizer.redesign.district import DistrictPlan
from optimizer.redesign.plan import Status
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, percent_text


def alone_texts(plan: DistrictPlan, language: Language) -> list[str]:
    """A sentence a target; where each is within reach but all together are not, one that says so.

    Empty for a decision that reached its targets or had none.
    """
    status = plan.outcome.status
    if status.has_plan:
        return []
    found = alone(plan)
    told = [_text(one, language) for one in found]
    if found and status is Status.UNREACHABLE and not any(one.beyond for one in found):
        told.append(words("district", language)("alone_together"))
    return told


def _text(one: Alone, language: Language) -> str:
    said = words("district", language)
    metric = figure_label(one.target.metric.value, language)
    if one.before is None or one.most is None:
        return said("alone_unknown", metric=metric, least=one.least)
    wanted = (
        said("alone_at_most", most=one.most)
        if one.target.percent is None
        else said("alone_percent", percent=one.target.percent, most=one.most)
    )
    return said(
        "alone_beyond" if one.beyond else "alone_within",
        metric=metric,
        before=one.before,
        wanted=wanted,
        least=one.least,
        share=percent_text(one.percent),
    )
