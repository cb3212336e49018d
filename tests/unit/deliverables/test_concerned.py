"""Whom a measure concerns: departments of the things it changes, and of nothing else."""

import pytest

from optimizer.deliverables.concerned import concerned
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service import Service
from optimizer.service.kinds import Route
from tests.deliverable_reading import untouched
from tests.fixtures import asking, handing_over, legal, pair, sharing
from tests.measures import measure


def departments(service: Service, one: Measure) -> tuple[str, ...]:
    return concerned(untouched(service).plan).departments(one)


@pytest.mark.parametrize(
    ("kind", "targets", "value", "whom"),
    [
        (MeasureKind.SHORTEN, ("b/审查",), "8h", ("d2",)),
        (MeasureKind.ROUTE, ("a:照",), Route.SUBMIT_ONCE.value, ("d1",)),
        (MeasureKind.DEFER, ("a:合同",), "", ("d1",)),
        (MeasureKind.INSTANT, ("b",), "", ("d2",)),
        (MeasureKind.WINDOW, ("a", "b"), "", ("d1", "d2")),
        (MeasureKind.FORMS, ("a/表", "b/表"), "", ("d1", "d2")),
        (MeasureKind.MERGE, ("a/送达", "b/送达"), "delivery", ("d1", "d2")),
        (MeasureKind.VISIT, ("b/收件",), "", ("d2",)),
        (MeasureKind.PARALLEL, ("a→b（逐项办理）",), "", ("d1", "d2")),
        (MeasureKind.FEE, ("a",), "", ("d1",)),
        (MeasureKind.RULE, ("requirement/b:照",), "", ("d2",)),
    ],
)
def test_a_measure_concerns_the_departments_of_what_it_changes(
    kind: MeasureKind, targets: tuple[str, ...], value: str, whom: tuple[str, ...]
) -> None:
    assert departments(pair(), measure(kind, targets, value)) == whom


def test_a_rule_about_two_items_concerns_both() -> None:
    one = measure(MeasureKind.RULE, ("precedence/法",))
    assert departments(legal(), one) == ("d1", "d2")


def test_a_source_concerns_its_owner_beside_who_asks() -> None:
    retrieved = measure(MeasureKind.ROUTE, ("a:照",), "retrieve@照库")
    assert departments(sharing(), retrieved) == ("d1", "d2")
    assert departments(sharing(), measure(MeasureKind.CONNECT, ("照库",))) == ("d2",)


def test_a_result_handed_over_concerns_who_issues_it() -> None:
    one = measure(MeasureKind.ROUTE, ("b:甲证",), Route.RESULT.value)
    assert departments(handing_over(), one) == ("d2", "d1")


def test_what_all_share_is_the_lead_departments() -> None:
    assert departments(asking(), measure(MeasureKind.GUIDE, ("问",))) == ("d1",)


def test_nobody_is_named_where_no_department_is_known() -> None:
    ownerless = sharing().model_copy(update={"lead_department": ""})
    sources = tuple(one.model_copy(update={"owner": ""}) for one in ownerless.data_sources)
    ownerless = ownerless.model_copy(update={"data_sources": sources})
    assert departments(ownerless, measure(MeasureKind.CONNECT, ("照库",))) == ()
