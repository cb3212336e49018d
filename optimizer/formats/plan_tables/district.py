"""``district``: the sums of a district, and all tables of its plans beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer import __version__
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.breakdown import by_category, by_department
from optimizer.evaluation.district.figures import Sum, district_figures
from optimizer.evaluation.district.rows import Row as ServiceRow
from optimizer.evaluation.district.rows import refuse_mixture, rows_of
from optimizer.formats.plan_json import metric_key
from optimizer.formats.plan_tables.catalogue import TABLES
from optimizer.formats.plan_tables.schema import (
    MOMENT,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Column,
    Row,
    WrittenTable,
)
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.formats.plan_tables.writing import head_of, packed, parquet, table_parquet
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import DistrictPlan
from optimizer.service.canonical import canonical, sha256
from optimizer.service.terms import english_value

GROUPS = ("district", "list_category", "department")
SCOPES = ("all", "once")

_COLUMNS = (
    Column("district_id", TEXT, "hash of the request and of the plans summed"),
    Column("district_name", TEXT, "name of the district"),
    Column("is_generated", YES_NO, "services made by the generator, which stand for nothing real"),
    Column("counting_rule", TEXT, "id and version of the rule, see [counting rules](counting.md)"),
    Column("counting_rule_zh", TEXT, "its Chinese name"),
    Column("is_rule_of_plan", YES_NO, "the district was decided under this rule"),
    Column("group", TEXT, "what the sum is over", values=GROUPS),
    Column("group_name", TEXT, "name of the list category or department; else of the district"),
    Column(
        "scope",
        TEXT,
        "`all`: every service in full; `once`: the same item in several services counted once",
        values=SCOPES,
    ),
    Column(
        "metric",
        TEXT,
        (
            "as in `statistics`; `limits` is the sum of the limits in force of the items of a "
            "department, each by itself"
        ),
    ),
    Column("before", WHOLE, "sum before the reform; missing when no service is known", True),
    Column("after", WHOLE, "sum after the reform; missing when no service is known", True),
    Column(
        "reduction_percent",
        NUMBER,
        "(before − after) ÷ before × 100 of the sums, two places; missing where undefined",
        True,
    ),
    Column("is_assumed", YES_NO, "a summand rests on assumed values: 测算值, not for reporting"),
    Column("is_before_at_least", YES_NO, "a summand before is a lower bound"),
    Column("is_after_at_least", YES_NO, "a summand after is a lower bound"),
    Column("plan_ids", TEXTS, "the plans summed; their rows stand in the other tables"),
    Column("unknown_service_ids", TEXTS, "services left out on both sides: a side is not known"),
    Column("program_version", TEXT, "of onething-optimizer"),
    Column(
        "computed_at", MOMENT, "when the district was decided; missing when nobody kept it", True
    ),
)


@dataclass(frozen=True)
class _DistrictTable(WrittenTable):
    key: str = "district"
    version: int = 1
    meaning: str = "a metric summed over a district, or a part of it, under a counting rule"

    @property
    def columns(self) -> tuple[Column, ...]:
        return _COLUMNS


DISTRICT: WrittenTable = _DistrictTable()


def district_parquet(plans: Sequence[DistrictPlan]) -> bytes:
    """All tables of all plans of some districts and their sums, as a ZIP of Parquet files.

    Files of generated districts are called so: ``generated-plans.parquet``.

    Args:
        plans: districts, all real or all generated.

    Raises:
        RequestProblem: real and generated services stand together.
    """
    refuse_mixture(plans)
    held = [(one, _tabled(one)) for one in plans]
    tabled = [row for _, own in held for row in own]
    before = "generated-" if any(one.district.generated for one in plans) else ""
    head = {
        **head_of((DISTRICT,)),
        "districts": [
            {"name": one.district.name, "generated": one.district.generated} for one in plans
        ],
    }
    sums = DISTRICT.of(row for one, own in held for row in _rows(one, own))
    return packed(
        {
            f"{before}district.parquet": parquet(sums, head),
            **{f"{before}{one.key}.parquet": table_parquet(one, tabled) for one in TABLES},
        }
    )


def _tabled(plan: DistrictPlan) -> list[TabledPlan]:
    return [TabledPlan(row.plan, row.service, plan.computed_at) for row in rows_of(plan)]


def _rows(plan: DistrictPlan, tabled: Sequence[TabledPlan]) -> Iterator[Row]:
    rows = rows_of(plan)
    ids = {row.key: one for row, one in zip(rows, tabled, strict=True)}
    told = [canonical(plan.request), [one.plan_id for one in tabled]]
    same = {
        "district_id": sha256(json.dumps(told, ensure_ascii=False))[:16],
        "district_name": plan.district.name,
        "is_generated": plan.district.generated,
        "program_version": __version__,
        "computed_at": plan.computed_at,
    }
    for rule in load_counting_rules().values():
        name = f"{rule.id}@{rule.version}"
        by_rule = {
            "counting_rule": name,
            "counting_rule_zh": rule.name_zh,
            "is_rule_of_plan": rule.id == plan.request.counting,
        }
        for row in _sums(plan.district.name, rows, rule):
            yield {**same, **by_rule, **row.told(ids)}


@dataclass(frozen=True)
class _SumRow:
    group: str
    name: str
    scope: str
    sum: Sum
    keys: tuple[str, ...]

    def told(self, ids: dict[str, TabledPlan]) -> Row:
        one = self.sum
        unknown = set(one.unknown)
        return {
            "group": self.group,
            "group_name": self.name,
            "scope": self.scope,
            "metric": metric_key(one.metric),
            "before": one.before,
            "after": one.after,
            "reduction_percent": one.percent,
            "is_assumed": one.assumed,
            "is_before_at_least": one.before_at_least,
            "is_after_at_least": one.after_at_least,
            "plan_ids": [ids[key].plan_id for key in self.keys if key not in unknown],
            "unknown_service_ids": [ids[key].service.id for key in one.unknown],
        }


def _sums(name: str, rows: Sequence[ServiceRow], rule: CountingRule) -> Iterable[_SumRow]:
    keys = tuple(row.key for row in rows)
    found = district_figures(rows, rule)
    standing = tuple(key for key in keys if found.once.standing[key])
    for figure in found.figures:
        yield _SumRow("district", name, "all", figure.all, keys)
        if figure.once is not None:
            yield _SumRow("district", name, "once", figure.once, standing)
    for category in by_category(rows, rule):
        word = english_value(category.category)
        for one in category.sums:
            yield _SumRow("list_category", word, "all", one, category.keys)
    for department in by_department(rows, rule):
        for one in department.sums:
            yield _SumRow("department", department.name, "all", one, department.keys)
