"""Where a finding points in the tables."""

import pytest

from optimizer.formats.service_tables import Changes, Spot, all_places_of, edited, place_of
from optimizer.service.finding import Finding, Severity
from optimizer.service.findings import findings
from optimizer.service.service import Service
from optimizer.service.step import Step
from tests.unit.formats.test_service_tables import cafe, change


def told(place: str, *places: str) -> Finding:
    """A finding at a place."""
    return Finding(
        severity=Severity.NOTE,
        code="any",
        place=place,
        message_zh="某",
        message_en="some",
        places=places,
    )


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        ("整体承诺时限", Spot("service", 0, "declared_promise")),
        ("牵头部门", Spot("service", 0, "lead_department")),
        ("办理顺序", Spot("service", 0, "order")),
        ("联办事项[2]", Spot("items", 1)),
        ("联办事项[2].告知承诺", Spot("items", 1, "commitment_basis")),
        ("联办事项[2].实施编码", Spot("items", 1, "implementation")),
        ("联办事项[2].环节[2].时长", Spot("steps", 4, "duration")),
        ("联办事项[2].环节", Spot("steps", 3)),
        ("联办事项[2].材料[1].获取方式", Spot("requirements", 2, "route")),
        ("联办事项[1].材料[2].字段", Spot("documents", 3, "fields")),
        ("联办事项[1].材料", Spot("requirements", 0)),
        ("材料[2]", Spot("documents", 1)),
        ("部门[1].决定事项", Spot("departments", 0, "decides")),
        ("部门.经办力量[1]", Spot("departments", 0, "teams")),
        ("先后关系[1].前", Spot("precedences", 0, "before")),
        ("先后关系", Spot("precedences", 0)),
        ("外部前置条件[1].事项", Spot("externals", 0, "items")),
        ("数据来源[1].材料", Spot("data_sources", 0, "documents")),
        ("办理情形[1].选项[2]", Spot("situations", 0, "options")),
        ("办理情形[1].选项", Spot("situations", 0, "options")),
    ],
)
def test_a_place_is_a_cell(place: str, spot: Spot) -> None:
    assert place_of(told(place), cafe()) == spot


@pytest.mark.parametrize(
    "place", ["", "联办事项[3]", "联办事项[0]", "没有这个键", "部门.经办力量[2]", "没有[1]", "[1]"]
)
def test_a_place_that_is_not_there_is_no_cell(place: str) -> None:
    assert place_of(told(place), cafe()) is None


def test_a_joint_step_stands_in_the_list_of_the_service() -> None:
    joint = Step(id="合", items=("食品经营许可", "消防安全检查"))
    service = cafe().model_copy(update={"steps": (joint, *cafe().steps)})
    assert place_of(told("环节[1].时长"), service) == Spot("steps", 0, "duration")
    assert place_of(told("联办事项[1].环节[1]"), service) == Spot("steps", 1)


def test_the_steps_of_an_item_without_any_are_the_item() -> None:
    service = cafe().model_copy(update={"steps": (), "requirements": ()})
    assert place_of(told("联办事项[2].环节"), service) == Spot("items", 1)
    assert place_of(told("联办事项[2].材料"), service) == Spot("items", 1)
    gone = service.model_copy(update={"precedences": ()})
    assert place_of(told("先后关系"), gone) is None


def _found(service: Service, code: str) -> Finding:
    return next(one for one in findings(service) if one.code == code)


def test_a_finding_about_many_leads_to_the_first_and_names_all() -> None:
    """The first material without a basis, not the first material."""
    service = edited("requirements", cafe(), Changes(changed={2: {"basis": "某法"}}), "zh")
    finding = _found(service, "no_basis")
    assert place_of(finding, service) == Spot("requirements", 0, "basis")
    late = next(one for one in findings(service) if one.place.startswith("联办事项[2]"))
    assert place_of(late, service) == Spot("requirements", 3, "basis")
    assert all_places_of(late, service) == (
        Spot("requirements", 3, "basis"),
        Spot("requirements", 4, "basis"),
    )


def test_a_wrong_cell_is_found_again() -> None:
    """What an edit made wrong is where the finding points."""
    service = change("steps", 4, {"floor": "9 工作日"})
    finding = _found(service, "floor_above_duration")
    assert place_of(finding, service) == Spot("steps", 4, "floor")
    assert all_places_of(finding, service) == (Spot("steps", 4, "floor"),)
