"""Ledgers (明细) of a district: one row a service and metric; all sums are read from them."""

from collections.abc import Iterator, Mapping, Sequence

from optimizer.evaluation.contribution import WATERFALL_METRICS
from optimizer.evaluation.district.breakdown import (
    Gain,
    by_department,
    by_level,
    by_lever,
)
from optimizer.evaluation.district.figures import (
    DISTRICT_METRICS,
    Counted,
    Sum,
    can_be_split,
    counted_once,
    summed,
)
from optimizer.evaluation.district.rows import Row
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import Cell, Column, Table
from optimizer.wording.district import beyond_text, gain_label
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice


def figure_ledger(setting: Setting) -> Table:
    """指标明细: every metric of every service, in full and without what others stand for."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 34),
        column("category", 16),
        column("metric", 22),
        column("state", 22),
        column("before", 11, "number"),
        column("after", 11, "number"),
        column("once_before", 13, "number"),
        column("once_after", 13, "number"),
        column("nature", 24),
        column("plan_fingerprint", 22),
        column("evidence", 16),
    ]
    summary = setting.summary
    parts = {one.key: one for one in counted_once(summary.rows, summary.figures.once)}
    rows = [
        _figure_row(setting, row, metric, parts.get(row.key))
        for row in summary.rows
        for metric in DISTRICT_METRICS
    ]
    return setting.table("figures", columns, rows, 2)


def _figure_row(
    setting: Setting, row: Row, metric: str, part: Counted | None
) -> Mapping[str, Cell]:
    rule = setting.summary.rule
    one = summed([Counted(row.key, row.before, row.after)], rule, metric)
    known = not one.unknown
    told: dict[str, Cell] = {
        **setting.service(row.key),
        "category": choice(row.service.list_category, setting.language),
        "metric": setting.label(metric),
        "state": setting.phrases("counted" if known else "not_known"),
        "before": one.before,
        "after": one.after,
        "nature": nature(setting, one),
        "plan_fingerprint": setting.plan_id(row),
    }
    if can_be_split(metric, rule):
        # A service whose items all stand elsewhere adds nothing to what is counted once.
        own = None if part is None else summed([part], rule, metric)
        told["once_before"] = 0 if own is None else own.before
        told["once_after"] = 0 if own is None else own.after
    return told


def nature(setting: Setting, one: Sum) -> str:
    """What a figure may be used for."""
    said = setting.phrases
    marks = [said("not_for_reporting")] if one.assumed else []
    held = (("before", one.before_at_least), ("after", one.after_at_least))
    marks.append(unsure(setting, [side for side, larger in held if larger]))
    return said.listed([mark for mark in marks if mark])


def unsure(setting: Setting, sides: Sequence[str]) -> str:
    """Which sides may be larger, and what that means for the reduction; empty where none."""
    said = setting.phrases
    if len(sides) > 1:
        return said("at_least_both")
    return said(f"at_least_{sides[0]}") if sides else ""


def department_ledger(setting: Setting) -> Table:
    """部门明细: the items of each department in each service."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 34),
        column("department_number", 9),
        column("department", 26),
        column("metric", 30),
        column("items", 9, "number"),
        column("before", 11, "number"),
        column("after", 11, "number"),
        column("nature", 24),
        column("evidence", 16),
    ]
    rows = [
        {
            **setting.service(row.key),
            "department_number": setting.department_number(share.name),
            "department": share.name,
            "metric": setting.label(one.metric),
            "items": share.items,
            "before": one.before,
            "after": one.after,
            "nature": nature(setting, one),
        }
        for row in setting.summary.rows
        for share in by_department([row], setting.summary.rule)
        for one in share.sums
    ]
    more = beyond_text(setting.summary.beyond, setting.language)
    return setting.table("department_ledger", columns, rows, 2, more=more)


def gain_ledger(setting: Setting) -> Table:
    """效果明细: what each lever family, and each level that decides, takes off each service."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 34),
        column("sort", 14),
        column("gain_of", 26),
        column("measures", 9, "number"),
        *(
            Column(
                f"less_{metric}",
                setting.phrases("less", metric=setting.label(metric)),
                15,
                "number",
            )
            for metric in WATERFALL_METRICS
        ),
        column("plan_fingerprint", 22),
        column("evidence", 16),
    ]
    return setting.table("gain_ledger", columns, list(_gain_rows(setting)), 2)


def _gain_rows(setting: Setting) -> Iterator[Mapping[str, Cell]]:
    rule = setting.summary.rule
    for row in setting.summary.rows:
        sorts: tuple[tuple[str, Sequence[Gain]], ...] = (
            ("levers", by_lever([row], rule)),
            ("levels", by_level([row], rule)),
        )
        for sort, gains in sorts:
            for one in gains:
                yield {
                    **setting.service(row.key),
                    "sort": setting.phrases(f"sort_{sort}"),
                    "gain_of": gain_label(setting.summary, one.key, setting.language),
                    "measures": one.measures,
                    **{f"less_{metric}": less for metric, less in one.reduced},
                    "plan_fingerprint": setting.plan_id(row),
                }


def marked(setting: Setting, metric: str, *, assumed: bool) -> str:
    """The name of a metric with the dagger of assumed values."""
    return setting.label(metric) + (DAGGER if assumed else "")
