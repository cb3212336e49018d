"""Every check fires on what is wrong, and is silent on what is just right."""

from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.service.finding import Finding, Severity
from optimizer.service.findings import findings
from optimizer.service.service import Service
from tests.finding_cases import CASES, ONE_ITEM, TWO_ITEMS


def _found(text: str) -> list[Finding]:
    return list(findings(read_service_text(text), "f.yaml"))


def _codes(text: str) -> set[str]:
    return {finding.code for finding in _found(text)}


def _one(text: str, code: str) -> Finding:
    return next(finding for finding in _found(text) if finding.code == code)


@pytest.mark.parametrize("code", CASES)
def test_a_check_fires_and_is_silent_beside(code: str) -> None:
    """What is wrong is found; what is just right is not."""
    wrong, right = CASES[code]
    assert code in _codes(wrong)
    assert code not in _codes(right)


@pytest.mark.parametrize("code", CASES)
def test_a_finding_says_where_what_and_what_would_be_right(code: str) -> None:
    """Each finding names file and place, and speaks both languages."""
    found = _one(CASES[code][0], code)
    assert found.file == "f.yaml"
    assert found.place
    assert found.message_zh
    assert found.message_en
    assert found.right_zh
    assert found.right_en
    assert found.in_chinese().startswith(f"f.yaml: {found.place}: ")


def test_a_place_counts_as_people_do() -> None:
    """The second step of the first item is ``联办事项[1].环节[2]``."""
    found = _one(
        CASES["team_too_small"][0].replace("[{名称: 检查", "[受理, {名称: 检查"), "team_too_small"
    )
    assert found.place == "联办事项[1].环节[2].占用力量"


def test_a_circle_is_named_as_a_path() -> None:
    """Both precedences of the circle are reached from one finding."""
    found = _one(CASES["precedence_circle"][0], "precedence_circle")
    assert found.value in ("甲事项 → 乙事项 → 甲事项", "乙事项 → 甲事项 → 乙事项")
    assert set(found.places) == {"先后关系[1]", "先后关系[2]"}


def test_a_circular_proof_names_both_documents() -> None:
    """A needs B's result and B needs A's: both are said."""
    found = _one(CASES["circular_proof"][0], "circular_proof")
    assert "甲证" in found.message_zh
    assert "乙证" in found.message_zh
    assert set(found.places) == {"联办事项[1].材料[1]", "联办事项[2].材料[1]"}


def test_a_circle_only_in_another_situation_is_found() -> None:
    """Not only the default situation is looked at."""
    text = (
        TWO_ITEMS.format("类型: 其他", "类型: 其他")
        + "办理情形: [{问题: q, 选项: [平常, 特殊]}]\n先后关系:\n- 甲事项 → 乙事项: 惯例\n"
        + "- {前: 乙事项, 后: 甲事项, 性质: 惯例, 适用: {q: 特殊}}\n"
    )
    assert "precedence_circle" in _codes(text)


def test_waiting_late_is_no_circle() -> None:
    """B waits for A's decision, A's execution waits for B: nobody waits for himself."""
    text = TWO_ITEMS.format("类型: 其他", "类型: 其他") + (
        "先后关系:\n- 甲事项 → 乙事项: 惯例\n- {前: 乙事项, 后: 甲事项, 性质: 惯例, 着力点: 实施}\n"
    )
    assert "precedence_circle" not in _codes(text)


def test_a_promise_of_delivery_may_exceed_a_limit_to_the_decision_with_a_warning() -> None:
    """Limits that span different things are doubtful, not wrong."""
    text = ONE_ITEM.format("法定时限: 10 工作日, 承诺时限: {时限: 12 工作日, 起止: 受理至送达}")
    assert _one(text, "promise_above_statutory").severity is Severity.WARNING
    same = CASES["promise_above_statutory"][0]
    assert _one(same, "promise_above_statutory").severity is Severity.ERROR


def test_requirements_without_basis_are_one_note_an_item() -> None:
    """Each place is reachable from the one note."""
    found = _one(ONE_ITEM.format("材料: [营业执照, 照片, {名称: 合同, 依据: 条例}]"), "no_basis")
    assert found.places == ("联办事项[1].材料[1].依据", "联办事项[1].材料[2].依据")
    assert found.severity is Severity.NOTE


def test_a_step_that_stands_twice_is_shown_in_its_item() -> None:
    """Ids given twice are told where the second one stands."""
    found = _one(ONE_ITEM.format("环节: [受理, {名称: 复核, 编号: 甲事项/受理}]"), "duplicate_id")
    assert found.place == "联办事项[1].环节[2]"


def test_errors_come_first() -> None:
    """Errors, then warnings, then notes."""
    found = _found(CASES["team_too_small"][0] + "\n整体承诺时限: 1 工作日\n")
    order = [list(Severity).index(one.severity) for one in found]
    assert order == sorted(order)


def test_every_severity_is_used_by_some_check() -> None:
    """The cases above cover errors, warnings and notes."""
    assert {one.severity for wrong, _ in CASES.values() for one in _found(wrong)} == set(Severity)


def _shipped() -> list[Path]:
    return sorted(scenarios_directory().glob("*/service.yaml"))


@pytest.mark.parametrize("path", _shipped(), ids=lambda one: one.parent.name)
def test_no_shipped_service_has_errors(path: Path) -> None:
    """What we ship can be planned with."""
    service: Service = read_service(path)
    found = findings(service, path.name)
    assert [one.in_english() for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "text",
    [
        TWO_ITEMS.format("环节: [事后核查]", "类型: 其他"),
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 部门: 局}]",
        ONE_ITEM.format("环节: [{名称: 前, 前序环节: [后]}, {名称: 后, 前序环节: [前]}]"),
        ONE_ITEM.format("环节: [{名称: 前, 前序环节: [无]}, {名称: 同, 编号: 甲事项/前}]")
        + "环节: [{名称: 合, 事项: [丙, 甲事项]}, {名称: 合二, 事项: [丙]}]\n"
        + "材料需求: [{事项: 丙, 名称: 材}]\n先后关系: [{前: 甲事项, 后: 丁, 性质: 法定前置}]",
    ],
)
def test_broken_services_are_checked_to_the_end(text: str) -> None:
    """After-checks alone, doubled ids, circles of steps and unknown items stop no check."""
    assert "no_limit" in _codes(text)
