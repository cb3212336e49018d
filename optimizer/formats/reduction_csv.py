"""The reduction table as CSV that Excel and WPS open: UTF-8 with its mark, one metric a row."""

import datetime

from optimizer import __version__
from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.csv_text import csv_text
from optimizer.redesign.plan import Plan
from optimizer.service.canonical import fingerprint
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, figures, rule_of, situation_text
from optimizer.wording.times import clock_text


def reduction_csv(
    plan: Plan,
    service: Service,
    language: Language = "zh",
    computed_at: datetime.datetime | None = None,
) -> str:
    """Every metric before and after, with what is needed to compute it again.

    All of it stands in every row, so that tables can be put under each other.

    Args:
        plan: from ``planning.optimize``.
        service: as it was read.
        language: of headings and metrics.
        computed_at: when the plan was made; ``None`` where nobody kept it.
    """
    table = words("csv", language)
    rows = [[table(key) for key in ("service", "metric", "before", "after", "percent")]]
    rows[0].extend(
        table(key) for key in ("rule", "remark", "situation", "input", "program", "time")
    )
    origin = (
        situation_text(plan.situation, language),
        fingerprint(service),
        __version__,
        "" if computed_at is None else clock_text(computed_at),
    )
    name = service.name or service.id
    rule = rule_of(plan)
    found = figures(plan.reductions, plan.before_metrics, plan.after_metrics, rule, REDUCED)
    for one in found:
        percent = "" if one.percent is None else f"{one.percent:.2f}%"
        remarks = [table("assumed")] if one.assumed else []
        remarks.extend([table("at_least")] if one.before_at_least or one.after_at_least else [])
        before, after = ("" if value is None else str(value) for value in (one.before, one.after))
        remark = "；".join(remarks) if language == "zh" else "; ".join(remarks)
        metric = figure_label(one.metric, language)
        rows.append([name, metric, before, after, percent, plan.counting, remark, *origin])
    return csv_text(rows)
