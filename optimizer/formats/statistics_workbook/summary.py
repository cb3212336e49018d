"""四减汇总: every figure as a formula over the ledgers, beside what was computed."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.statistics_workbook.items import Ledgers
from optimizer.formats.statistics_workbook.setting import Setting
from optimizer.formats.statistics_workbook.steps import counted_state
from optimizer.formats.statistics_workbook.table import (
    SIDES,
    Cell,
    Column,
    Formula,
    Side,
    Table,
    here,
    quoted,
    share_off,
)
from optimizer.redesign.counting_rule import DaysBefore, StepView
from optimizer.wording.figures import DAGGER, Figure, figure_label, figures
from optimizer.worktime import HOURS_PER_DAY


def summary_table(setting: Setting, ledgers: Ledgers, items: Table) -> Table:
    """One row a figure, in the order of the reduction table."""
    column = setting.column
    columns = [
        column("metric", 26),
        column("before", 12, "number"),
        column("after", 12, "number"),
        column("share", 12, "percent"),
        column("nature", 22),
        column("remark", 22),
        column("ledger", 20),
        column("computed_before", 12, "number"),
        column("computed_after", 12, "number"),
        column("check", 10),
    ]
    plan = setting.plan
    found = figures(plan.reductions, plan.before_metrics, plan.after_metrics, setting.rule, REDUCED)
    sources = _Sources(setting, ledgers, items)
    rows = [_row(setting, sources, columns, number, one) for number, one in enumerate(found)]
    return setting.table("summary", columns, rows, 1)


def _row(
    setting: Setting, sources: _Sources, columns: list[Column], number: int, one: Figure
) -> Mapping[str, Cell]:
    said = setting.spoken
    cells = {column.key: here(columns, column.key, number) for column in columns}
    sides = [
        said(f"at_least_{side}")
        for side, unsure in (("before", one.before_at_least), ("after", one.after_at_least))
        if unsure
    ]
    same = f"AND({cells['before']}={cells['computed_before']},"
    same += f"{cells['after']}={cells['computed_after']})"
    agree, differ = said("agree"), said("differ")
    return {
        "metric": figure_label(one.metric, setting.language) + (DAGGER if one.assumed else ""),
        "before": sources.formula(one.metric, "before", one.before),
        "after": sources.formula(one.metric, "after", one.after),
        "share": share_off(cells["before"], cells["after"], (one.before, one.after)),
        "nature": said("not_for_reporting") if one.assumed else "",
        "remark": said.listed(sides),
        "ledger": said.listed(list(dict.fromkeys(sources.table(one.metric, s) for s in SIDES))),
        "computed_before": one.before,
        "computed_after": one.after,
        "check": Formula(f"=IF({same},{quoted(agree)},{quoted(differ)})", agree),
    }


class _Sources:
    """Where each figure is read."""

    def __init__(self, setting: Setting, ledgers: Ledgers, items: Table) -> None:
        self._setting = setting
        self._rule = setting.rule
        self._ledgers = ledgers
        self._items = items
        self._counted = quoted(setting.spoken("counted"))

    def table(self, metric: str, side: Side) -> str:
        """The sheet a figure is read from."""
        if metric == "promise":
            table = self._ledgers.chain if self._by_chain(side) else self._ledgers.limits
        elif metric == "steps" and self._rule.steps is StepView.STAGE:
            table = self._ledgers.counts
        else:
            table = {
                "materials": self._ledgers.materials,
                "forms": self._ledgers.materials,
                "fees": self._items,
                "applications": self._ledgers.counts,
                "departments": self._ledgers.counts,
            }.get(metric, self._ledgers.steps)
        return table.name

    def formula(self, metric: str, side: Side, value: int | None) -> Formula:
        """A figure as a formula over its sheet; an unknown one is empty."""
        if value is None:
            return Formula('=""', "")
        return Formula(f"={self._text(metric, side)}", value)

    def _text(self, metric: str, side: Side) -> str:
        materials, steps = self._ledgers.materials, self._ledgers.steps
        if metric == "materials":
            amounts, states = materials.cells(f"amount_{side}"), materials.cells(f"state_{side}")
            return f"SUMIFS({amounts},{states},{self._counted})"
        if metric == "promise":
            return self._days(side)
        if metric == "elapsed":
            return f"ROUNDUP(MAX({steps.cells(f'finish_{side}')})/{HOURS_PER_DAY},0)"
        if metric in ("applications", "departments") or self._by_stage(metric):
            return self._listed(metric, side)
        if metric == "steps":
            state = quoted(counted_state(self._setting))
            return f"COUNTIFS({steps.cells(f'state_{side}')},{state})"
        return {
            "visits": f"SUM({steps.cells(f'visits_{side}')})",
            "inspections": f"SUM({steps.cells(f'inspected_{side}')})",
            "forms": f"SUM({materials.cells(f'forms_{side}')})",
            "fees": f"SUM({self._items.cells(f'fees_{side}')})",
        }[metric]

    def _by_stage(self, metric: str) -> bool:
        return metric == "steps" and self._rule.steps is StepView.STAGE

    def _by_chain(self, side: Side) -> bool:
        return side == "after" or self._rule.days_before is DaysBefore.CRITICAL_PATH

    def _days(self, side: Side) -> str:
        if not self._by_chain(side):
            limits = self._ledgers.limits
            days, states = limits.cells(f"counted_days_{side}"), limits.cells(f"state_{side}")
            return f"SUMIFS({days},{states},{self._counted})"
        chain = self._ledgers.chain
        hours, sides = chain.cells("chain_hours"), chain.cells("side")
        name = quoted(self._setting.spoken(side))
        return f"ROUNDUP(SUMIFS({hours},{sides},{name})/{HOURS_PER_DAY},0)"

    def _listed(self, metric: str, side: Side) -> str:
        counts = self._ledgers.counts
        label = quoted(figure_label(metric, self._setting.language))
        name = quoted(self._setting.spoken(side))
        return f"COUNTIFS({counts.cells('metric')},{label},{counts.cells('side')},{name})"
