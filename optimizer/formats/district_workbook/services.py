"""各一件事 and 减负测算: one row a service; what people are spared a year."""

from collections.abc import Mapping

from optimizer.evaluation.district.figures import Counted, summed
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import department_name
from optimizer.evaluation.district.spared import SparedRow
from optimizer.evaluation.district.works import WorkKind
from optimizer.formats.district_workbook.setting import METRICS, Setting
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
from optimizer.service.canonical import fingerprint
from optimizer.wording.district_road import period_text
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice


def service_table(setting: Setting, ledger: Table) -> Table:
    """One row a service: its figures are read from the ledger, its share is a formula."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 34),
        column("category", 16),
        column("lead_department", 24),
        column("cases", 11, "number"),
        *_figure_columns(setting),
        column("assumed", 7),
        column("measures", 9, "number"),
        column("service_effort", 10, "number"),
        *setting.money_columns("service_money"),
        column("sources", 11, "number"),
        column("approvals", 11, "number"),
        column("period", 42),
        column("verified", 10),
        column("plan_fingerprint", 22),
        column("input_fingerprint", 22),
        column("evidence", 16),
    ]
    rows = [
        _row(setting, ledger, columns, number, row)
        for number, row in enumerate(setting.summary.rows)
    ]
    return setting.table("services", columns, rows, 2)


def _figure_columns(setting: Setting) -> list[Column]:
    found: list[Column] = []
    for metric in METRICS:
        label = setting.label(metric)
        for side in SIDES:
            name = setting.phrases("of_side", metric=label, side=setting.phrases(side))
            found.append(Column(f"{metric}_{side}", name, 11, "number"))
        name = setting.phrases("of_side", metric=label, side=setting.phrases("column_share"))
        found.append(Column(f"{metric}_share", name, 11, "percent"))
    return found


def _row(
    setting: Setting, ledger: Table, columns: list[Column], number: int, row: Row
) -> Mapping[str, Cell]:
    summary, said = setting.summary, setting.phrases
    choice_made = summary.choices[row.key]
    told: dict[str, Cell] = {
        **setting.service(row.key),
        "category": choice(row.service.list_category, setting.language),
        "lead_department": department_name(row.service, row.service.lead_department),
        "cases": row.service.yearly_cases,
        "measures": len(row.plan.outcome.measures),
        "service_effort": choice_made.effort,
        "service_money": choice_made.cost_yuan,
        "sources": len(choice_made.sources),
        "approvals": len(choice_made.approvals),
        "period": period_text(summary.road.period_of(WorkKind.GO_LIVE, row.key), setting.language)
        if row.plan.outcome.measures
        else said("nothing_to_do"),
        "verified": said("verified" if row.plan.verified else "not_verified"),
        "plan_fingerprint": setting.plan_id(row),
        "input_fingerprint": fingerprint(row.service)[:16],
    }
    assumed = False
    for metric in METRICS:
        one = summed([Counted(row.key, row.before, row.after)], summary.rule, metric)
        assumed = assumed or one.assumed
        own = f"{ledger.cells('service_number')},{quoted(setting.number(row.key))}"
        own += f",{ledger.cells('metric')},{quoted(setting.label(metric))}"
        for side, value in (("before", one.before), ("after", one.after)):
            told[f"{metric}_{side}"] = (
                setting.phrases("unknown")
                if value is None
                else Formula(f"=SUMIFS({ledger.cells(side)},{own})", value)
            )
        if one.before is not None:
            cells = [here(columns, f"{metric}_{side}", number) for side in SIDES]
            told[f"{metric}_share"] = share_off(cells[0], cells[1], (one.before, one.after))
    told["assumed"] = DAGGER if assumed else ""
    return told


def spared_table(setting: Setting) -> Table:
    """One row a service: yearly cases, what one case is spared, and the product as a formula."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 40),
        column("cases", 12, "number"),
        column("case_visits", 14, "number"),
        column("case_papers", 14, "number"),
        column("case_days", 14, "number"),
        column("year_visits", 14, "number"),
        column("year_papers", 14, "number"),
        column("year_days", 16, "number"),
        column("assumed", 7),
        column("remark", 30),
    ]
    found = setting.summary.spared
    rows = [_spared_row(setting, columns, n, one) for n, one in enumerate(found.rows)]
    rows.append(_spared_total(setting, columns, len(rows)))
    rows.extend(
        {**setting.service(key), "remark": setting.phrases("no_cases")}
        for key in found.without_cases
    )
    return setting.table("spared", columns, rows, 2, note=setting.phrases("spared_rule"))


def _spared_row(
    setting: Setting, columns: list[Column], number: int, one: SparedRow
) -> Mapping[str, Cell]:
    cells = {column.key: here(columns, column.key, number) for column in columns}
    row: dict[str, Cell] = {
        **setting.service(one.key),
        "cases": one.cases,
        "assumed": DAGGER if one.assumed else "",
        "remark": "" if one.days is not None else setting.phrases("no_days"),
    }
    for what, value in (("visits", one.visits), ("papers", one.papers), ("days", one.days)):
        if value is not None:
            row[f"case_{what}"] = value
            product = f"={cells['cases']}*{cells[f'case_{what}']}"
            row[f"year_{what}"] = Formula(product, one.cases * value)
    return row


def _spared_total(setting: Setting, columns: list[Column], count: int) -> Mapping[str, Cell]:
    """The sums, and what is not in them; of nothing there is no sum."""
    found, said = setting.summary.spared, setting.phrases
    left_out = [
        said(key, count=len(keys))
        for key, keys in (
            ("total_without_cases", found.without_cases),
            ("total_without_days", found.without_days),
        )
        if keys
    ]
    row: dict[str, Cell] = {
        "service_number": said("total"),
        "assumed": DAGGER if found.assumed else "",
        "remark": said.listed(left_out),
    }
    totals = (
        ("cases", found.cases),
        ("year_visits", found.visits),
        ("year_papers", found.papers),
        ("year_days", found.days),
    )
    for key, value in totals:
        if count and value is not None:
            first, last = here(columns, key, 0), here(columns, key, count - 1)
            row[key] = Formula(f"=SUM({first}:{last})", value)
        else:
            row[key] = said("to_be_added" if not count else "unknown")
    return row
