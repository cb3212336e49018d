"""``statistics``: every metric before and after under every counting rule."""

from collections.abc import Iterator

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import REDUCED, reductions
from optimizer.formats.plan_json import metric_key
from optimizer.formats.plan_tables.schema import (
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    Column,
    PlanTable,
    Row,
)
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.wording.figures import figure_label, figures, raw_name

_UNITS = {"promise": "working_day", "elapsed": "working_day", "fees": "yuan"}
_COUNT = "count"
METRICS = tuple(metric_key(metric) for metric in REDUCED)
"""Names of the metrics, as in the JSON of a plan."""

_COLUMNS = (
    Column("counting_rule", TEXT, "id and version of the rule, see [counting rules](counting.md)"),
    Column("counting_rule_zh", TEXT, "its Chinese name"),
    Column("is_rule_of_plan", YES_NO, "the plan was made under this rule"),
    Column("metric", TEXT, "what is counted; `days` is the promise", values=METRICS),
    Column("metric_zh", TEXT, "the same in Chinese"),
    Column(
        "unit",
        TEXT,
        "of `before` and `after`",
        values=(_COUNT, *dict.fromkeys(_UNITS.values())),
    ),
    Column("before", WHOLE, "figure before the reform; missing when unknown", True),
    Column("after", WHOLE, "figure after the reform; missing when unknown", True),
    Column(
        "reduction_percent",
        NUMBER,
        "(before − after) ÷ before × 100, two places; missing where it is not defined",
        True,
    ),
    Column("raw_figure_before", TEXT, "raw figure of [modelling notes](modelling.md) taken before"),
    Column("raw_figure_after", TEXT, "raw figure taken after; differs for days under some rules"),
    Column("is_assumed", YES_NO, "a side rests on assumed values: 测算值, not for reporting"),
    Column("is_before_at_least", YES_NO, "before rests on something unknown: a lower bound"),
    Column("is_after_at_least", YES_NO, "after rests on something unknown: a lower bound"),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    before, after = tabled.plan.before_metrics, tabled.plan.after_metrics
    for rule in load_counting_rules().values():
        name = f"{rule.id}@{rule.version}"
        for one in figures(reductions(before, after, rule), before, after, rule, REDUCED):
            yield {
                "counting_rule": name,
                "counting_rule_zh": rule.name_zh,
                "is_rule_of_plan": name == tabled.plan.counting,
                "metric": metric_key(one.metric),
                "metric_zh": figure_label(one.metric, "zh"),
                "unit": _UNITS.get(one.metric, _COUNT),
                "before": one.before,
                "after": one.after,
                "reduction_percent": one.percent,
                "raw_figure_before": raw_name(rule, one.metric, "before"),
                "raw_figure_after": raw_name(rule, one.metric, "after"),
                "is_assumed": one.assumed,
                "is_before_at_least": one.before_at_least,
                "is_after_at_least": one.after_at_least,
            }


STATISTICS = PlanTable("statistics", 1, "a metric of a plan under a counting rule", _COLUMNS, _rows)
