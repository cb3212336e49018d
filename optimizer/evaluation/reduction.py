"""Reductions (压减比例) between two services under one counting rule."""

from fractions import Fraction
from typing import Literal

from optimizer.redesign.counting_rule import CountingRule, DaysBefore, MaterialUnit, StepView
from optimizer.redesign.metrics import Metrics, Reduction

# What a reduction table lists, in its order. Names that requests use, too, are the same words.
REDUCED = (
    "materials",
    "steps",
    "promise",
    "visits",
    "elapsed",
    "forms",
    "inspections",
    "fees",
    "applications",
    "departments",
)


Side = Literal["before", "after"]
"""Before or after the reform; only the days are counted differently."""


def reductions(before: Metrics, after: Metrics, rule: CountingRule) -> tuple[Reduction, ...]:
    """Every metric before and after under one rule, ratios taken of the sums.

    Args:
        before: raw figures of the as-is service.
        after: raw figures of the after-service in the same situation.
        rule: what to select from them.
    """
    found = []
    for metric in REDUCED:
        one = select(before, rule, metric, "before")
        other = select(after, rule, metric, "after")
        found.append(
            Reduction(
                metric=metric,
                before=one,
                after=other,
                percent=percent(one, other),
                rule=f"{rule.id}@{rule.version}",
            )
        )
    return tuple(found)


def select(metrics: Metrics, rule: CountingRule, metric: str, side: Side) -> int | None:
    """One figure under a rule, in the unit reported.

    Args:
        metrics: raw figures of one service.
        rule: which of them are meant.
        metric: a name of ``REDUCED``; anything else (effort is a figure of a plan, not of
            a service) is unknown.
        side: for the days: the rule's sum before, always the promise after.

    Returns:
        Whole days, yuan or a count; ``None`` when unknown.
    """
    if metric == "materials":
        return _materials(metrics, rule)
    if metric == "steps":
        return _steps(metrics, rule)
    if metric == "promise":
        return _days(metrics, rule, side)
    plain: dict[str, int | None] = {
        "visits": metrics.visits,
        "elapsed": metrics.elapsed_days,
        "forms": metrics.forms,
        "inspections": metrics.inspections,
        "fees": metrics.fees_yuan,
        "applications": metrics.applications,
        "departments": metrics.departments,
    }
    return plain.get(metric)


def percent(before: int | None, after: int | None) -> float | None:
    """(before − after) ÷ before × 100, exact, then rounded to two places, halves away from zero."""
    if before is None or after is None or before == 0:
        return None
    hundredths = Fraction(before - after, before) * 10_000
    rounded = (abs(hundredths) + Fraction(1, 2)).__floor__()
    return (rounded if hundredths >= 0 else -rounded) / 100


def raw_name(rule: CountingRule, metric: str, side: str) -> str:
    """The name in ``Metrics`` of what a rule selects for a metric.

    Args:
        rule: the counting rule.
        metric: a name of ``REDUCED``.
        side: ``before`` or ``after``.
    """
    if metric == "materials":
        if rule.materials is MaterialUnit.FIELDS:
            return "material_fields"
        return f"material_{rule.materials.value}{'' if rule.forms else '_without_forms'}"
    if metric == "steps":
        return f"steps_{rule.steps.value}"
    if metric == "promise":
        return _raw_days(rule, side)
    return {"elapsed": "elapsed_days", "fees": "fees_yuan"}.get(metric, metric)


def _materials(metrics: Metrics, rule: CountingRule) -> int:
    if rule.materials is MaterialUnit.FIELDS:
        return metrics.material_fields
    with_forms = {
        MaterialUnit.KINDS: metrics.material_kinds,
        MaterialUnit.ENTRIES: metrics.material_entries,
        MaterialUnit.COPIES: metrics.material_copies,
    }
    without = {
        MaterialUnit.KINDS: metrics.material_kinds_without_forms,
        MaterialUnit.ENTRIES: metrics.material_entries_without_forms,
        MaterialUnit.COPIES: metrics.material_copies_without_forms,
    }
    return (with_forms if rule.forms else without)[rule.materials]


def _steps(metrics: Metrics, rule: CountingRule) -> int | None:
    views = {
        StepView.INTERNAL: metrics.steps_internal,
        StepView.VISIBLE: metrics.steps_visible,
        StepView.STAGE: metrics.steps_stage,
    }
    return views[rule.steps]


def _days(metrics: Metrics, rule: CountingRule, side: Side) -> int | None:
    statutory_only = rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise
    if side == "after":
        return metrics.promise_days_statutory_items if statutory_only else metrics.promise_days
    before = {
        DaysBefore.STATUTORY_SUM: metrics.statutory_sum_days
        if statutory_only
        else metrics.statutory_or_promise_sum_days,
        DaysBefore.PROMISE_SUM: metrics.promise_sum_days,
        DaysBefore.CRITICAL_PATH: metrics.promise_days,
    }
    return before[rule.days_before]


def _raw_days(rule: CountingRule, side: str) -> str:
    statutory_only = rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise
    if side == "after":
        return "promise_days_statutory_items" if statutory_only else "promise_days"
    return {
        DaysBefore.STATUTORY_SUM: "statutory_sum_days"
        if statutory_only
        else "statutory_or_promise_sum_days",
        DaysBefore.PROMISE_SUM: "promise_sum_days",
        DaysBefore.CRITICAL_PATH: "promise_days",
    }[rule.days_before]
