"""Figures of a plan: before and after under its counting rule, with their marks, and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from optimizer.evaluation import reduction
from optimizer.evaluation.counting import load_counting_rules
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import JOINT, NAMED_REQUESTS
from optimizer.wording.catalogue import Language, words

Side = Literal["before", "after"]

raw_name = reduction.raw_name
"""The name in ``Metrics`` of what a rule selects for a metric; figures and marks go by it."""

DAGGER = "†"
"""Beside a figure or value that rests on an assumed value (测算值，不得报送)."""

HEADLINE = ("materials", "steps", "promise", "visits", "elapsed", "forms")


@dataclass(frozen=True)
class Figure:
    """One metric before and after.

    Attributes:
        metric: name as in ``evaluation.reduction.REDUCED``.
        percent: reduction; ``None`` where it is not defined.
        assumed: a side rests on assumed values (测算值，不得报送).
        before_at_least, after_at_least: the side rests on something unknown.
    """

    metric: str
    before: int | None
    after: int | None
    percent: float | None
    assumed: bool
    before_at_least: bool
    after_at_least: bool


def rule_of(plan: Plan) -> CountingRule:
    """The counting rule a plan was made under."""
    return load_counting_rules()[plan.counting.partition("@")[0]]


def headline(plan: Plan, metrics: tuple[str, ...] = HEADLINE) -> tuple[Figure, ...]:
    """The figures a planner looks at first, in the order of ``metrics``."""
    return figures(plan.reductions, plan.before_metrics, plan.after_metrics, rule_of(plan), metrics)


def figures(
    reductions: tuple[Reduction, ...],
    before: Metrics,
    after: Metrics,
    rule: CountingRule,
    metrics: tuple[str, ...] = HEADLINE,
) -> tuple[Figure, ...]:
    """The same for any two services under one rule."""
    by_name = {one.metric: one for one in reductions}
    found = []
    for metric in metrics:
        one = by_name[metric]
        first, second = raw_name(rule, metric, "before"), raw_name(rule, metric, "after")
        found.append(
            Figure(
                metric=metric,
                before=one.before,
                after=one.after,
                percent=one.percent,
                assumed=first in before.assumed or second in after.assumed,
                before_at_least=first in before.at_least,
                after_at_least=second in after.at_least,
            )
        )
    return tuple(found)


def figure_label(metric: str, language: Language) -> str:
    """What planners call a metric; its own name where they have no word for it."""
    said = words("plan", language)
    return said(metric) if said.has(metric) else metric


def figure_text(figure: Figure, side: Side, language: Language) -> str:
    """One side of a figure, with "at least" where it rests on something unknown."""
    if side == "before":
        return number_text(figure.before, language, at_least=figure.before_at_least)
    return number_text(figure.after, language, at_least=figure.after_at_least)


def number_text(value: int | None, language: Language, *, at_least: bool = False) -> str:
    """A figure in words.

    Args:
        value: ``None`` is unknown.
        language: ``zh`` or ``en``.
        at_least: it rests on something unknown and may be larger.
    """
    said = words("plan", language)
    if value is None:
        return said("unknown")
    return said("at_least", value=value) if at_least else str(value)


def percent_text(value: float | None) -> str:
    """Per cent with two places; a dash where it is not defined."""
    return "—" if value is None else f"{value:.2f}%"


def share_text(share: str, language: Language, *, before: bool, after: bool) -> str:
    """A reduction as surely as its sides are known.

    Args:
        share: the reduction in words.
        language: ``zh`` or ``en``.
        before: the side before may be larger, so the reduction may be, too.
        after: the side after may be larger, so the reduction may be smaller.
    """
    said = words("plan", language)
    if before and after:
        return said("share_about", share=share)
    if before:
        return said("share_at_least", share=share)
    return said("share_at_most", share=share) if after else share


def plan_name(name: str, language: Language) -> str:
    """What planners call a request: 稳妥, 推荐, 突破, 全区统筹方案, or its own name."""
    said = words("plan", language)
    if name in (*NAMED_REQUESTS, JOINT):
        return said(name)
    return name or said("own_request")


def situation_text(situation: Iterable[tuple[str, str]], language: Language) -> str:
    """The situation (办理情形) an answer is for: each question with its option."""
    said = words("plan", language)
    chosen = [f"{question}={option}" for question, option in situation]
    return said.listed(chosen) if chosen else said("situation_none")
