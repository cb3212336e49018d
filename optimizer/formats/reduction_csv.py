"""The reduction table as CSV that Excel and WPS open: UTF-8 with its mark, one metric a row."""

from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.csv_text import csv_text
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, figures, rule_of


def reduction_csv(plan: Plan, service_name: str, language: Language = "zh") -> str:
    """Every metric before and after, the counting rule beside each.

    Args:
        plan: from ``planning.optimize``.
        service_name: shown in every row, so that tables can be put under each other.
        language: of headings and metrics.
    """
    table = words("csv", language)
    rows = [[table(key) for key in ("service", "metric", "before", "after", "percent")]]
    rows[0].extend(table(key) for key in ("rule", "remark"))
    rule = rule_of(plan)
    found = figures(plan.reductions, plan.before_metrics, plan.after_metrics, rule, REDUCED)
    for one in found:
        percent = "" if one.percent is None else f"{one.percent:.2f}%"
        remarks = [table("assumed")] if one.assumed else []
        remarks.extend([table("at_least")] if one.before_at_least or one.after_at_least else [])
        before, after = ("" if value is None else str(value) for value in (one.before, one.after))
        remark = "；".join(remarks) if language == "zh" else "; ".join(remarks)
        metric = figure_label(one.metric, language)
        rows.append([service_name, metric, before, after, percent, plan.counting, remark])
    return csv_text(rows)
