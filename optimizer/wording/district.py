"""A district in words: its name, its sums with their marks, what a gain is of."""

from __future__ import annotations

import json
from collections.abc import Sequence

from optimizer import __version__
from optimizer.evaluation.contribution import COUNTING_BASIS
from optimizer.evaluation.district.breakdown import LIMITS, Beyond
from optimizer.evaluation.district.figures import Sum
from optimizer.evaluation.district.spent import Money
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.levers.reference import lever_tables
from optimizer.redesign.district import District, DistrictPlan, JointRequest, SharedApproval
from optimizer.redesign.plan import Status
from optimizer.service.canonical import canonical, fingerprint, sha256
from optimizer.service.kinds import Authority, Grade
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER, figure_label, number_text, percent_text, share_text
from optimizer.wording.levels import level
from optimizer.wording.names import source_name
from optimizer.wording.rules import rule_text
from optimizer.wording.sentences import Sentences
from optimizer.wording.times import clock_text

_POINT = 1000
_PERCENT = 10**6
"""Units of value and bound a point of effort and a point of per cent; see ``JointOutcome``."""


def district_name(district: District, language: Language) -> str:
    """The name of a district; of a generated one, always with the word that it is not real."""
    if not district.generated:
        return district.name
    said = words("district", language)
    if said("generated_word") in district.name:
        return district.name
    return f"{district.name}{'' if language == 'zh' else ' '}{said('generated')}"


def sum_label(metric: str, language: Language) -> str:
    """What is summed."""
    if metric == LIMITS:
        return words("district", language)("limits")
    return figure_label(metric, language)


def marked_label(summary: Summary, metric: str, language: Language) -> str:
    """What is summed, with † where the sum of the district rests on assumed values."""
    assumed = any(one.metric == metric and one.all.assumed for one in summary.figures.figures)
    return sum_label(metric, language) + (DAGGER if assumed else "")


def sum_text(one: Sum, side: str, language: Language) -> str:
    """One side of a sum, with "at least" where a summand may be larger."""
    if side == "before":
        return number_text(one.before, language, at_least=one.before_at_least)
    return number_text(one.after, language, at_least=one.after_at_least)


def beyond_text(found: Sequence[Beyond], language: Language) -> str:
    """Why the rows of a table add up to something else than the district; empty where they do."""
    if not found:
        return ""
    said = words("district", language)
    told = [
        said(
            "beyond_metric",
            metric=sum_label(one.metric, language),
            before=one.parts[0],
            after=one.parts[1],
            whole_before=one.whole[0],
            whole_after=one.whole[1],
        )
        for one in found
    ]
    return said("beyond", metrics=said.listed(told))


def sum_share_text(one: Sum, language: Language, share: str | None = None) -> str:
    """The reduction of a sum, as surely as its sides are known.

    Args:
        one: the sum.
        language: of the words.
        share: the reduction in other words than per cent.
    """
    if one.percent is None:
        return percent_text(None)
    text = percent_text(one.percent) if share is None else share
    return share_text(text, language, before=one.before_at_least, after=one.after_at_least)


def gain_label(summary: Summary, key: str, language: Language) -> str:
    """What a gain is of: a lever family, or a level that decides."""
    if key.isdigit():
        return level(Authority(int(key)), language)
    if key == COUNTING_BASIS or not summary.rows:
        return words("district", language)("counting_basis")
    return Sentences(summary.rows[0].plan.before, language).lever(key)


def approval_text(one: SharedApproval, language: Language) -> str:
    """What a higher authority is asked to allow, with its effort, which tells grades apart."""
    said = words("district", language)
    return said(f"approval_{one.kind.value}", item=one.item, subject=one.subject, effort=one.effort)


def work_text(summary: Summary, kind: WorkKind, key: str, language: Language) -> str:
    """A work by the name of what is connected, asked for or goes live."""
    if kind is WorkKind.GO_LIVE:
        return summary.name(key)
    if kind is WorkKind.CONNECT:
        return source_name(next(one.name for one in summary.plan.sources if one.key == key))
    found = next(one for one in summary.plan.approvals if one.key == key)
    return approval_text(found, language)


def money_text(money: Money, language: Language, ceiling: int | None = None) -> str:
    """Money with what it leaves out: nobody may take an unknown price for none.

    Args:
        money: of a district.
        language: of the words.
        ceiling: yuan at most, where one was asked for.
    """
    said = words("district", language)
    yuan = (
        said("yuan", yuan=f"{money.yuan:,}")
        if ceiling is None
        else said("yuan_of", yuan=f"{money.yuan:,}", most=f"{ceiling:,}")
    )
    if not money.priced:
        return said("money_none") if ceiling is None else said("money_none_of", yuan=yuan)
    if not money.unpriced:
        return said("money_all", yuan=yuan)
    return said("money", yuan=yuan, priced=money.priced, unpriced=money.unpriced)


def yuan_text(yuan: int | None, language: Language) -> str:
    """A price in a table; a gap where nobody entered one."""
    return words("district", language)("not_entered") if yuan is None else f"{yuan:,}"


def proof_text(plan: DistrictPlan, language: Language) -> str:
    """How sure it is that nothing better can be decided."""
    outcome = plan.outcome
    if outcome.status is Status.OPTIMAL and outcome.gap() == 0:
        return words("district", language)("proven")
    return gap_text(plan.request, outcome.value, outcome.bound, language)


def gap_text(
    request: JointRequest, value: int | None, bound: int | None, language: Language
) -> str:
    """How far a decision may be from the best, in what the district reports.

    Args:
        request: with targets the unit is points of effort, else points of per cent, added up over
            the metrics.
        value: as in ``JointOutcome``.
        bound: no decision is better.
        language: of the text.
    """
    said = words("district", language)
    if value is None or bound is None:
        return said("gap_unknown")
    if request.targets:
        return said("gap_points", gap=-(-max(0, value - bound) // _POINT))
    gap = f"{max(0, value - bound) / _PERCENT:.3f}"
    return said("gap_percent_by_volume" if request.by_volume else "gap_percent", gap=gap)


def point_text(language: Language) -> str:
    """What a point of effort is."""
    weights = lever_tables().weights
    return words("district", language)("point", **{grade.value: weights[grade] for grade in Grade})


def district_origin(summary: Summary, language: Language) -> str:
    """Lines that let everybody compute a district again, and name what may not be reported.

    Args:
        summary: of the district.
        language: of the words.
    """
    said = words("district", language)
    computed_at = summary.plan.computed_at
    doubtful = [
        sum_label(one.metric, language) for one in summary.figures.figures if one.all.assumed
    ]
    prints = [(row.key, fingerprint(row.service)) for row in summary.rows]
    lines = [
        said("origin_district", name=district_name(summary.plan.district, language)),
        said(
            "origin_input",
            count=len(prints),
            sha256=sha256(json.dumps(prints, ensure_ascii=False)),
        ),
        said("origin_request", sha256=sha256(canonical(summary.plan.request))),
        said("origin_program", version=__version__),
        said("origin_rule", rule=rule_text(summary.rule, language)),
        said("origin_situation"),
    ]
    if computed_at is not None:
        lines.append(said("origin_time", time=clock_text(computed_at)))
    if doubtful:
        lines.append(said("origin_assumed", figures=said.listed(doubtful)))
    return "\n".join(lines) + "\n"
