"""全区汇总: the sums of a district as formulas over the ledger, beside what was computed."""

from collections.abc import Mapping

from optimizer.evaluation.district.figures import DistrictFigure, Sum
from optimizer.formats.district_workbook.ledgers import marked, nature
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import (
    Cell,
    Column,
    Formula,
    Table,
    here,
    quoted,
    share_off,
)


def total_table(setting: Setting, ledger: Table) -> Table:
    """One row a metric: not deduplicated, deduplicated, and whether the sums agree."""
    column = setting.column
    columns = [
        column("metric", 26),
        column("before", 12, "number"),
        column("after", 12, "number"),
        column("share", 12, "percent"),
        column("once_before", 14, "number"),
        column("once_after", 14, "number"),
        column("once_share", 14, "percent"),
        column("nature", 24),
        column("services_counted", 12, "number"),
        column("services_unknown", 18),
        column("computed_before", 12, "number"),
        column("computed_after", 12, "number"),
        column("check", 10),
    ]
    rows = [
        _row(setting, ledger, columns, number, one)
        for number, one in enumerate(setting.summary.figures.figures)
    ]
    return setting.table("totals", columns, rows, 1)


def _row(
    setting: Setting, ledger: Table, columns: list[Column], number: int, one: DistrictFigure
) -> Mapping[str, Cell]:
    said = setting.phrases
    cells = {column.key: here(columns, column.key, number) for column in columns}
    all_of = one.all
    same = f"AND({cells['before']}={cells['computed_before']},"
    same += f"{cells['after']}={cells['computed_after']})"
    counted = len(setting.summary.rows) - len(all_of.unknown)
    return {
        "metric": marked(setting, one.metric, assumed=all_of.assumed),
        "before": over(setting, ledger, "before", one.metric, all_of.before),
        "after": over(setting, ledger, "after", one.metric, all_of.after),
        "share": share_off(cells["before"], cells["after"], (all_of.before, all_of.after)),
        **_once(setting, ledger, cells, one.once),
        "nature": nature(setting, all_of),
        "services_counted": Formula(
            f"=COUNTIFS({conditions(setting, ledger, one.metric)})", counted
        ),
        "services_unknown": setting.numbers(all_of.unknown),
        "computed_before": all_of.before or 0,
        "computed_after": all_of.after or 0,
        "check": Formula(
            f"=IF({same},{quoted(said('agree'))},{quoted(said('differ'))})", said("agree")
        ),
    }


def _once(
    setting: Setting, ledger: Table, cells: Mapping[str, str], once: Sum | None
) -> Mapping[str, Cell]:
    """The deduplicated side; where a metric cannot be split up, it says so."""
    if once is None:
        return {"once_before": setting.phrases("whole_services")}
    return {
        "once_before": over(setting, ledger, "once_before", once.metric, once.before),
        "once_after": over(setting, ledger, "once_after", once.metric, once.after),
        "once_share": share_off(
            cells["once_before"], cells["once_after"], (once.before or 0, once.after or 0)
        ),
    }


def conditions(setting: Setting, ledger: Table, metric: str, *more: str) -> str:
    """That a row of a ledger is of a metric and counted."""
    pairs = [
        *(ledger.cells("metric"), quoted(setting.label(metric))),
        *(ledger.cells("state"), quoted(setting.phrases("counted"))),
        *more,
    ]
    return ",".join(pairs)


def over(
    setting: Setting, ledger: Table, key: str, metric: str, value: int | None, *more: str
) -> Formula:
    """A sum over a column of the ledger of figures."""
    text = f"=SUMIFS({ledger.cells(key)},{conditions(setting, ledger, metric, *more)})"
    return Formula(text, value or 0)
