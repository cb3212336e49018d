"""What the program writes for others fits the schemas it ships, and nothing else does."""

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from optimizer import planning
from optimizer.formats.plan_file import plan_file
from optimizer.formats.plan_json import as_text, plan_document
from optimizer.formats.plan_tables import TabledPlan, tables_json
from optimizer.formats.results_schema import plan_schema, tables_schema
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED, Asking, Metric, Request, Target
from optimizer.service import Service
from optimizer.service.findings import findings
from tests.bakery import bakery
from tests.fixtures import asking, committing, draft

UNREACHABLE = Request(asking=Asking.TARGETS, targets=(Target(metric=Metric.MATERIALS, at_most=0),))
CASES = [
    (bakery, RECOMMENDED),
    (draft, CONSERVATIVE),
    (asking, RECOMMENDED),
    (committing, UNREACHABLE),
]


@pytest.fixture(scope="module")
def written() -> str:
    """The JSON of a plan."""
    return as_text(plan_document(planning.optimize(bakery(), RECOMMENDED), bakery()))


@pytest.mark.parametrize(("make", "request_"), CASES)
def test_every_answer_fits(make: Callable[[], Service], request_: Request) -> None:
    """Found or not, for one situation or another; also as the file that can be read again."""
    service = make()
    plan = planning.optimize(service, request_, sensitivity=True)
    found = findings(service)
    checked = Draft202012Validator(plan_schema())
    for text in (as_text(plan_document(plan, service, found)), plan_file(plan, service, found)):
        assert [one.message for one in checked.iter_errors(json.loads(text))] == []
    tables = json.loads(tables_json([TabledPlan(plan, service)]))
    errors = Draft202012Validator(tables_schema()).iter_errors(tables)
    assert [one.message for one in errors] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("format",), "onething-plan/2"),
        (("service", "sha256"), "abc"),
        (("status",), "fine"),
        (("before", "days"), 2.5),
        (("before", "raw", "visits"), None),
        (("measures", 0, "authority"), "mayor"),
        (("measures", 0, "cost_yuan"), -1),
        (("schedule", 0, "critical"), "yes"),
        (("request", "asking"), "worst"),
    ],
)
def test_what_is_no_plan_is_refused(
    written: str, where: tuple[str | int, ...], value: object
) -> None:
    document = json.loads(written)
    checked = Draft202012Validator(plan_schema())
    assert checked.is_valid(document)
    place = document
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    assert not checked.is_valid(document)


@pytest.mark.parametrize("key", sorted(plan_schema()["required"]))
def test_no_key_of_a_plan_may_be_left_out(written: str, key: str) -> None:
    """Programs rely on every documented key."""
    document = json.loads(written)
    del document[key]
    assert not Draft202012Validator(plan_schema()).is_valid(document)
