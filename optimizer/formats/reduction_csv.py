"""The reduction table as CSV that Excel and WPS open: UTF-8 with its mark, one metric a row."""

import csv
import io

from optimizer.evaluation.reduction import REDUCED
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, figures, rule_of

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads Chinese as the machine's own code page."""

# A cell that begins like this is taken for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[harmless(cell) for cell in row] for row in rows])
    return BYTE_ORDER_MARK + stream.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; negative numbers stay numbers."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return f"'{cell}"
    return cell
