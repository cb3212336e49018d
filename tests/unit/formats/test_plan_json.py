"""A plan as JSON: the keys programs rely on."""

import json
from itertools import pairwise

import pytest

from optimizer import planning
from optimizer.formats.plan_json import as_text, plan_document
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import RECOMMENDED, Asking, Metric, Request, Target
from optimizer.service.canonical import fingerprint
from tests.fixtures import draft

# docs/json.md documents these; removing or renaming one breaks somebody's program.
KEYS = {
    "format",
    "program",
    "service",
    "computed_at",
    "plan",
    "status",
    "seconds",
    "bound",
    "gap",
    "verified",
    "situation",
    "counting",
    "request",
    "before",
    "after",
    "reduction",
    "without_shortening",
    "measures",
    "waterfall",
    "losses",
    "schedule",
    "findings",
    "violations",
    "warnings",
    "sign_offs",
    "assumed",
    "sensitivity",
    "position",
    "clash",
}
FIGURES = {
    "materials",
    "steps",
    "days",
    "promise_days",
    "statutory_days",
    "elapsed_days",
    "visits",
    "forms",
    "inspections",
    "applications",
    "departments",
    "certificates",
    "fees_yuan",
    "at_least",
    "assumed",
    "raw",
}
MEASURE = {
    "id",
    "kind",
    "lever",
    "targets",
    "value",
    "text_zh",
    "text_en",
    "effort",
    "grade",
    "authority",
    "risk",
    "basis",
    "precondition",
    "cost_yuan",
    "person_days",
    "rule_change",
    "assumed",
    "effect",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planning.optimize(draft(), RECOMMENDED)


def test_the_documented_keys_are_there(plan: Plan) -> None:
    """The keys of docs/json.md, no more and no fewer."""
    document = plan_document(plan, draft())
    assert set(document) == KEYS
    assert set(document["before"]) == set(document["after"]) == FIGURES
    assert {frozenset(one) for one in document["measures"]} == {frozenset(MEASURE)}


def test_a_proven_plan_has_no_gap(plan: Plan) -> None:
    """Of a proven plan every gap is zero, and every metric has its best possible value."""
    document = plan_document(plan, draft())
    assert document["status"] == "optimal"
    assert set(document["gap"].values()) == {0}
    assert document["bound"]["materials"] == document["after"]["materials"]


def test_the_waterfall_has_no_gaps(plan: Plan) -> None:
    """Each row of a metric begins where the one before it ended, days named as in the figures."""
    document = plan_document(plan, draft())
    for metric in {row["metric"] for row in document["waterfall"]}:
        rows = [row for row in document["waterfall"] if row["metric"] == metric]
        assert rows[0]["before"] == document["before"][metric]
        assert rows[-1]["after"] == document["after"][metric]
        assert all(one["after"] == other["before"] for one, other in pairwise(rows))


def test_it_is_json_of_the_same_values(plan: Plan) -> None:
    """Writing and reading it back changes nothing."""
    document = plan_document(plan, draft())
    assert json.loads(as_text(document)) == document


def test_the_fingerprint_tells_services_apart() -> None:
    """Equal services have one fingerprint, another service another."""
    assert fingerprint(draft()) == fingerprint(draft())
    assert fingerprint(draft()) != fingerprint(draft().model_copy(update={"region": "某市"}))


def test_unreachable_targets_tell_what_clashes() -> None:
    """A target out of reach is an answer with its clash, and without measures."""
    request = Request(asking=Asking.TARGETS, targets=(Target(metric=Metric.MATERIALS, at_most=0),))
    document = plan_document(planning.optimize(draft(), request), draft())
    assert document["status"] == "unreachable"
    assert "target:materials" in document["clash"]["groups"]
    assert set(document["clash"]["alone"]) == {"materials"}
    assert document["measures"] == []
