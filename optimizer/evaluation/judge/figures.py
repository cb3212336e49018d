"""The judge's own reading of a counting rule: which raw figure a metric means."""

from collections.abc import Iterator
from fractions import Fraction

from optimizer.redesign.counting_rule import CountingRule, DaysBefore, MaterialUnit, StepView
from optimizer.redesign.metrics import Metrics, Reduction

_DIRECT = {
    "visits": "visits",
    "elapsed": "elapsed_days",
    "forms": "forms",
    "inspections": "inspections",
    "fees": "fees_yuan",
    "applications": "applications",
    "departments": "departments",
}
METRICS = ("materials", "steps", "promise", *_DIRECT)
"""Rows of a reduction table, in their order."""


def figure(metrics: Metrics, rule: CountingRule, metric: str, *, reformed: bool) -> int | None:
    """One figure of a service under a rule; ``None`` when unknown.

    Args:
        metrics: the raw figures.
        rule: the counting rule.
        metric: as in a request or a reduction table.
        reformed: whether these are the figures after the reform.

    Raises:
        KeyError: no such metric.
    """
    value = getattr(metrics, _field(rule, metric, reformed=reformed))
    assert value is None or isinstance(value, int)
    return value


def _field(rule: CountingRule, metric: str, *, reformed: bool) -> str:
    if metric == "materials":
        forms = "" if rule.forms or rule.materials == MaterialUnit.FIELDS else "_without_forms"
        return f"material_{rule.materials.value}{forms}"
    if metric == "steps":
        return {
            StepView.INTERNAL: "steps_internal",
            StepView.VISIBLE: "steps_visible",
            StepView.STAGE: "steps_stage",
        }[rule.steps]
    return _days_field(rule, reformed=reformed) if metric == "promise" else _DIRECT[metric]


def _days_field(rule: CountingRule, *, reformed: bool) -> str:
    only_statutory = rule.days_before == DaysBefore.STATUTORY_SUM and not rule.use_promise
    if reformed:
        return "promise_days_statutory_items" if only_statutory else "promise_days"
    if only_statutory:
        return "statutory_sum_days"
    return {
        DaysBefore.STATUTORY_SUM: "statutory_or_promise_sum_days",
        DaysBefore.PROMISE_SUM: "promise_sum_days",
        DaysBefore.CRITICAL_PATH: "promise_days",
    }[rule.days_before]


def reduction_faults(
    before: Metrics, after: Metrics, rule: CountingRule, claimed: tuple[Reduction, ...]
) -> Iterator[str]:
    """Rows of a reduction table that are not what the recounted figures give."""
    if tuple(row.metric for row in claimed) != METRICS:
        yield f"reductions: rows {[row.metric for row in claimed]} instead of {list(METRICS)}"
        return
    for row in claimed:
        was = figure(before, rule, row.metric, reformed=False)
        now = figure(after, rule, row.metric, reformed=True)
        if (row.before, row.after) != (was, now):
            yield f"reduction of {row.metric}: {row.before} → {row.after}, recounted {was} → {now}"
        if row.percent is not None and _hundredths(row.percent) is None:
            yield f"reduction of {row.metric}: {row.percent} is not rounded to two places"
        elif not _is_percent(row.percent, was, now):
            yield f"reduction of {row.metric}: {row.percent} % of {was} → {now}"
        if row.rule != f"{rule.id}@{rule.version}":
            yield f"reduction of {row.metric}: under {row.rule}"


def _hundredths(percent: float) -> int | None:
    """A percentage as whole hundredths of a point, when it has no more than two places."""
    whole = round(percent * 100)
    return whole if whole / 100 == percent else None


def _is_percent(percent: float | None, was: int | None, now: int | None) -> bool:
    """Whether a rounded percentage is the nearest to the exact ratio, ties going outwards."""
    if was is None or now is None or was == 0:
        return percent is None
    if percent is None:
        return False
    exact = Fraction(10_000 * (was - now), was)
    rest = exact - (_hundredths(percent) or 0)
    half = Fraction(1, 2)
    return -half < rest < half or (abs(rest) == half and rest * exact < 0)
