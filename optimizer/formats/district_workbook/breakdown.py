"""按清单层级、部门、改革方式、决策层级: sums over parts of the ledgers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from optimizer.evaluation.contribution import WATERFALL_METRICS
from optimizer.evaluation.district.breakdown import CATEGORY_METRICS
from optimizer.evaluation.district.figures import Sum
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.district_workbook.totals import over
from optimizer.formats.statistics_workbook.table import (
    SIDES,
    Cell,
    Column,
    Formula,
    Table,
    here,
    quoted,
    share_off,
)
from optimizer.wording.district import beyond_text, gain_label, marked_label
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice

Sort = Literal["levers", "levels"]


def category_table(setting: Setting, ledger: Table) -> Table:
    """One row a list category; the rows add up to the district."""
    columns = [
        setting.column("category", 18),
        setting.column("services", 12, "number"),
        *_metric_columns(setting, CATEGORY_METRICS),
        setting.column("assumed", 8),
    ]
    rows: list[Mapping[str, Cell]] = []
    for number, share in enumerate(setting.summary.categories):
        name = choice(share.category, setting.language)
        own = (ledger.cells("category"), quoted(name))

        def made(side: str, one: Sum, own: tuple[str, str] = own) -> Formula:
            value = one.before if side == "before" else one.after
            return over(setting, ledger, side, one.metric, value, *own)

        cells: Mapping[str, Cell] = {"category": name, "services": len(share.keys)}
        rows.append({**cells, **_sums(columns, number, share.sums, made)})
    return setting.table("categories", columns, rows, 1)


def department_table(setting: Setting, ledger: Table) -> Table:
    """One row a department; what departments share is counted with each."""
    shares = setting.summary.departments
    metrics = tuple(one.metric for one in shares[0].sums) if shares else ()
    columns = [
        setting.column("department_number", 9),
        setting.column("department", 28),
        setting.column("services", 12, "number"),
        setting.column("items", 10, "number"),
        *_metric_columns(setting, metrics),
        setting.column("assumed", 8),
    ]
    rows: list[Mapping[str, Cell]] = []
    for number, share in enumerate(shares):
        own_number = setting.department_number(share.name)

        def made(side: str, one: Sum, own: str = own_number) -> Formula:
            value = one.before if side == "before" else one.after
            pairs = (ledger.cells("department_number"), quoted(own), ledger.cells("metric"))
            told = ",".join((*pairs, quoted(setting.label(one.metric))))
            return Formula(f"=SUMIFS({ledger.cells(side)},{told})", value or 0)

        cells: Mapping[str, Cell] = {
            "department_number": own_number,
            "department": share.name,
            "services": len(share.keys),
            "items": share.items,
        }
        rows.append({**cells, **_sums(columns, number, share.sums, made)})
    more = beyond_text(setting.summary.beyond, setting.language)
    return setting.table("departments", columns, rows, 2, more=more)


def _metric_columns(setting: Setting, metrics: Sequence[str]) -> list[Column]:
    said = setting.phrases
    found = []
    for metric in metrics:
        label = setting.label(metric)
        for side in SIDES:
            name = said("of_side", metric=label, side=said(side))
            found.append(Column(f"{metric}_{side}", name, 14, "number"))
        name = said("of_side", metric=label, side=said("column_share"))
        found.append(Column(f"{metric}_share", name, 14, "percent"))
    return found


def _sums(
    columns: Sequence[Column],
    number: int,
    sums: Sequence[Sum],
    made: Callable[[str, Sum], Formula],
) -> Mapping[str, Cell]:
    found: dict[str, Cell] = {}
    for one in sums:
        for side in SIDES:
            found[f"{one.metric}_{side}"] = made(side, one)
        cells = [here(columns, f"{one.metric}_{side}", number) for side in SIDES]
        values = (one.before or 0, one.after or 0)
        found[f"{one.metric}_share"] = share_off(cells[0], cells[1], values)
    found["assumed"] = DAGGER if any(one.assumed for one in sums) else ""
    return found


def gain_table(setting: Setting, ledger: Table, sort: Sort) -> Table:
    """One row a lever family or a level that decides; the rows add up to what is taken off."""
    column = setting.column
    columns = [
        column("gain_of", 30),
        column("measures", 12, "number"),
        column("services", 12, "number"),
        *(_less(setting, metric) for metric in WATERFALL_METRICS),
    ]
    kind = (ledger.cells("sort"), quoted(setting.phrases(f"sort_{sort}")))
    rows: list[Mapping[str, Cell]] = []
    gains = setting.summary.levers if sort == "levers" else setting.summary.levels
    for one in gains:
        name = gain_label(setting.summary, one.key, setting.language)
        told = ",".join((*kind, ledger.cells("gain_of"), quoted(name)))
        row: dict[str, Cell] = {
            "gain_of": name,
            "measures": Formula(f"=SUMIFS({ledger.cells('measures')},{told})", one.measures),
            "services": one.services,
        }
        for metric, less in one.reduced:
            cells = ledger.cells(f"less_{metric}")
            row[f"less_{metric}"] = Formula(f"=SUMIFS({cells},{told})", less)
        rows.append(row)
    return setting.table(sort, columns, rows, 1)


def _less(setting: Setting, metric: str) -> Column:
    """What is taken off a metric; marked where its sum rests on assumed values."""
    label = marked_label(setting.summary, metric, setting.language)
    return Column(f"less_{metric}", setting.phrases("less", metric=label), 18, "number")
