"""Whatever a plan does, its tables add up to its figures and say the same in every format."""

import csv
import io
import json

import pyarrow.parquet as pq
from hypothesis import given, settings

from optimizer.evaluation.counting import load_counting_rules
from optimizer.formats.csv_text import BYTE_ORDER_MARK
from optimizer.formats.plan_json import metric_key
from optimizer.formats.plan_tables import TABLES, TabledPlan, table_csv, table_parquet, tables_json
from optimizer.redesign.plan import Plan
from tests.property.plans import Plan as Changes
from tests.property.plans import possible_plans
from tests.property.told_plans import plan_of, told_under

# A schedule is solved for in each example.
_few = settings(max_examples=25)


def told(*plans: Plan) -> str:
    """The tables of some plans as JSON."""
    return tables_json([TabledPlan(one, one.before) for one in plans])


@_few
@given(possible_plans())
def test_materials_add_up_to_the_figures_under_every_rule(changes: Changes) -> None:
    """What the rows add is what the rule counts, on both sides."""
    plan = plan_of(changes)
    for rule in load_counting_rules().values():
        under = told_under(plan, rule)
        (figure,) = [one for one in under.reductions if one.metric == "materials"]
        found = json.loads(told(under))["tables"]["materials"]
        sums = [sum(row[f"counted_{side}"] for row in found) for side in ("before", "after")]
        assert sums == [figure.before, figure.after], rule.id


@_few
@given(possible_plans())
def test_statistics_hold_every_rule_and_among_them_that_of_the_plan(changes: Changes) -> None:
    plan = plan_of(changes)
    found = json.loads(told(plan))["tables"]["statistics"]
    for rule in load_counting_rules().values():
        name = f"{rule.id}@{rule.version}"
        wanted = {
            metric_key(one.metric): (one.before, one.after, one.percent)
            for one in told_under(plan, rule).reductions
        }
        assert wanted == {
            row["metric"]: (row["before"], row["after"], row["reduction_percent"])
            for row in found
            if row["counting_rule"] == name
        }
    assert {row["counting_rule"] for row in found if row["is_rule_of_plan"]} == {plan.counting}
    raw = {"before": plan.before_metrics, "after": plan.after_metrics}
    for side, metrics in raw.items():
        assert all(row[side] == getattr(metrics, row[f"raw_figure_{side}"]) for row in found)


@_few
@given(possible_plans())
def test_every_step_is_there_once_a_side_and_leads_on(changes: Changes) -> None:
    """A step that is gone names the merged one that holds it; the timetable knows them all."""
    plan = plan_of(changes)
    found = json.loads(told(plan))["tables"]
    steps = {
        side: {row["step_id"]: row for row in found["steps"] if row["side"] == side}
        for side in ("before", "after")
    }
    services = {"before": plan.before, "after": plan.after}
    for side, service in services.items():
        assert list(steps[side]) == [step.id for step in service.steps]
    for row in steps["before"].values():
        if row["merged_into"] is not None:
            assert row["step_id"] not in steps["after"]
            assert row["step_id"] in steps["after"][row["merged_into"]]["member_ids"]
    for row in found["schedule"]:
        assert row["step_id"] in steps[row["side"]]
        assert row["start_hours"] <= row["finish_hours"]


@_few
@given(possible_plans())
def test_reasons_are_measures_of_the_plan(changes: Changes) -> None:
    """A requirement that gets another route says why."""
    found = json.loads(told(plan_of(changes)))["tables"]
    known = {row["measure_id"] for row in found["measures"]}
    for row in (*found["materials"], *found["steps"]):
        assert known.issuperset(row["measure_ids"])
    for row in found["materials"]:
        if row["route_before"] not in (None, row["route_after"]):
            assert row["measure_ids"], row


@_few
@given(possible_plans(), possible_plans())
def test_the_three_formats_hold_the_same_rows(one: Changes, other: Changes) -> None:
    """Also of several plans, which stand one after the other."""
    plans = (plan_of(one), plan_of(other))
    tabled = [TabledPlan(plan, plan.before) for plan in plans]
    wanted = json.loads(told(*plans))["tables"]
    for table in TABLES:
        read = pq.read_table(io.BytesIO(table_parquet(table, tabled)))
        assert read.to_pylist() == wanted[table.key]
        text = table_csv(table, tabled).removeprefix(BYTE_ORDER_MARK)
        cells = list(csv.DictReader(io.StringIO(text, newline="")))
        assert cells == [
            {key: _cell(value) for key, value in row.items()} for row in wanted[table.key]
        ]


def _cell(value: object) -> str:
    """A value as it is documented to stand in a cell; nothing here looks like a formula."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list) else str(value)
