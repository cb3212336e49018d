"""Every check fires on what is wrong, and is silent on what is just right."""

from pathlib import Path

import pytest

from optimizer.formats.service_file import read_service, read_service_text
from optimizer.places import scenarios_directory
from optimizer.service.finding import Finding, Severity
from optimizer.service.findings import findings
from optimizer.service.service import Service

_A = "一件事: x\n联办事项:\n- {{名称: 甲事项, 部门: 局, {}}}\n"
_TWO = "一件事: x\n联办事项:\n- {{名称: 甲事项, 部门: 局, {}}}\n- {{名称: 乙事项, 部门: 局, {}}}\n"


def _found(text: str) -> list[Finding]:
    return list(findings(read_service_text(text), "f.yaml"))


def _codes(text: str) -> set[str]:
    return {finding.code for finding in _found(text)}


def _one(text: str, code: str) -> Finding:
    return next(finding for finding in _found(text) if finding.code == code)


# code, a text with the finding, a text just beside it without.
_CASES = {
    "promise_above_statutory": (
        _A.format("法定时限: 10 工作日, 承诺时限: 11 工作日"),
        _A.format("法定时限: 10 工作日, 承诺时限: 10 工作日"),
    ),
    "no_limit": (_A.format("类型: 其他"), _A.format("法定时限: 10 工作日")),
    "slow_on_the_spot": (
        _A.format("办件类型: 即办件, 承诺时限: 2 工作日"),
        _A.format("办件类型: 即办件, 承诺时限: 1 工作日"),
    ),
    "slow_commitment": (
        _A.format("承诺时限: 5 工作日, 告知承诺: {依据: 清单, 时限: 6 工作日}"),
        _A.format("承诺时限: 5 工作日, 告知承诺: {依据: 清单, 时限: 1 工作日}"),
    ),
    "commitment_with_risk": (
        _A.format("告知承诺: {依据: 清单, 时限: 1 工作日}, 风险标签: [公共安全]"),
        _A.format("告知承诺: {依据: 清单, 时限: 1 工作日}"),
    ),
    "visits_differ": (
        _A.format("跑动: 2, 环节: [{名称: 受理, 跑动: 1}]"),
        _A.format("跑动: 1, 环节: [{名称: 受理, 跑动: 1}]"),
    ),
    "lock_without_basis": (
        _A.format("环节: [{名称: 公示, 不可调整: 是}]"),
        _A.format("环节: [{名称: 公示, 不可调整: 办法第九条}]"),
    ),
    "team_too_small": (
        _A.format("环节: [{名称: 检查, 占用力量: [检查组 3]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 2 人]}]",
        _A.format("环节: [{名称: 检查, 占用力量: [检查组 2]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 2 人]}]",
    ),
    "floor_above_duration": (
        _A.format("环节: [{名称: 公示, 时长: 5 工作日, 最短时限: 6 工作日}]"),
        _A.format("环节: [{名称: 公示, 时长: 5 工作日, 最短时限: 7 自然日}]"),
    ),
    "floor_without_basis": (
        _A.format("环节: [{名称: 公示, 最短时限: 6 工作日}]"),
        _A.format("环节: [{名称: 公示, 最短时限: 6 工作日, 最短时限依据: 办法}]"),
    ),
    "steps_exceed_limit": (
        _A.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 审查 5 工作日]"),
        _A.format("承诺时限: 6 工作日, 环节: [受理 1 工作日, 审查 5 工作日]"),
    ),
    "steps_miss_limit": (
        _A.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 审查 3 工作日]"),
        _A.format("承诺时限: 5 工作日, 环节: [受理 1 工作日, 听证 9 工作日, 审查 4 工作日]"),
    ),
    "unknown_duration": (
        _A.format("环节: [受理 1 工作日, 审查]"),
        _A.format("环节: [受理 1 工作日, 审查 1 工作日]"),
    ),
    "floors_exceed_limit": (
        _A.format("承诺时限: 5 工作日, 环节: [{名称: 公示, 最短时限: 6 工作日}]"),
        _A.format("承诺时限: 5 工作日, 环节: [{名称: 公示, 最短时限: 5 工作日}]"),
    ),
    "promise_below_item": (
        _A.format("承诺时限: 5 工作日") + "整体承诺时限: 4 工作日",
        _A.format("承诺时限: 5 工作日") + "整体承诺时限: 5 工作日",
    ),
    "promise_below_chain": (
        _TWO.format("承诺时限: 5 工作日", "承诺时限: 3 工作日")
        + "整体承诺时限: 7 工作日\n先后关系: [{甲事项 → 乙事项: 法定前置}]",
        _TWO.format("承诺时限: 5 工作日", "承诺时限: 3 工作日")
        + "整体承诺时限: 7 工作日\n先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "precedence_circle": (
        _TWO.format("类型: 其他", "类型: 其他")
        + "先后关系: [{甲事项 → 乙事项: 惯例}, {乙事项 → 甲事项: 惯例}]",
        _TWO.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "circular_proof": (
        _TWO.format("结果: 甲证, 材料: [乙证]", "结果: 乙证, 材料: [甲证]"),
        _TWO.format(
            "结果: 甲证, 材料: [乙证]", "结果: 乙证, 材料: [{名称: 甲证, 获取方式: 告知承诺}]"
        ),
    ),
    "waits_for_itself": (
        _A.format("类型: 其他") + "先后关系: [{甲事项 → 甲事项: 惯例}]",
        _TWO.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "never_together": (
        _TWO.format("适用: {办法: 备案}", "适用: {办法: 核准}")
        + "办理情形: [{问题: 办法, 选项: [备案, 核准]}]\n先后关系: [{甲事项 → 乙事项: 惯例}]",
        _TWO.format("适用: {办法: 备案}", "类型: 其他")
        + "办理情形: [{问题: 办法, 选项: [备案, 核准]}]\n先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "duplicate_document": (
        _A.format("材料: [营业执照, 营业执照（复印件）]"),
        _A.format("材料: [{名称: 身份证, 持有人: 父}, {名称: 身份证, 持有人: 母}]"),
    ),
    "near_duplicate_document": (
        _A.format("材料: [经营场所使用证明, 经营场所的使用证明]"),
        _A.format("材料: [经营场所新使用证明, 经营场所旧使用证明]"),
    ),
    "catch_all": (
        _A.format("材料: [法律法规规定的其他材料]"),
        _A.format("材料: [其他股东的身份证]"),
    ),
    "form_without_fields": (
        _A.format("材料: [登记申请表]"),
        _A.format("材料: [{名称: 登记申请表, 字段: [姓名]}]"),
    ),
    "shared_form": (
        _TWO.format("材料: [申请表]", "材料: [申请表]") + "材料: [{名称: 申请表, 编号: f}]",
        _TWO.format("材料: [申请表]", "材料: [申请表]"),
    ),
    "unused_document": (
        _A.format("材料: [营业执照]") + "材料: [居住证]",
        _A.format("材料: [居住证]") + "材料: [居住证]",
    ),
    "idle_source": (
        _A.format("材料: [营业执照]") + "数据来源: [{名称: 库, 材料: [居住证]}]",
        _A.format("材料: [营业执照]") + "数据来源: [{名称: 库, 材料: [居住证, 营业执照]}]",
    ),
    "source_not_used": (
        _A.format("材料: [执照]") + "数据来源: [{名称: 库, 材料: [执照], 进度: 已上线}]",
        _A.format("材料: [执照]") + "数据来源: [{名称: 库, 材料: [执照], 进度: 未申请}]",
    ),
    "required_twice": (
        _A.format("材料: [营业执照, 合同, 营业执照]"),
        _A.format(
            "材料: [{名称: 营业执照, 适用: {是否新设: 是}}, {名称: 营业执照, 适用: {是否新设: 否}}]"
        )
        + "办理情形: [{问题: 是否新设, 选项: [是, 否]}]",
    ),
    "doubled_list": (
        _A.format("材料: [甲书, 乙证, 丙图, 甲书, 乙证, 丙图]"),
        _A.format("材料: [甲书, 乙证, 丙图, 甲书]"),
    ),
    "no_basis": (
        _A.format("材料: [营业执照]"),
        _A.format("材料: [{名称: 营业执照, 依据: 条例}, {名称: 照片, 确认无依据: 是}]"),
    ),
    "no_copies": (
        _A.format("材料: [{名称: 照片, 份数: 0}]"),
        _A.format("材料: [{名称: 照片, 份数: 0, 获取方式: 取消}]"),
    ),
    "main_deferrable": (
        _A.format("材料: [{名称: 照片, 主要材料: 是, 必要性: 容缺后补}]"),
        _A.format("材料: [{名称: 照片, 必要性: 容缺后补}]"),
    ),
    "basis_and_none": (
        _A.format("材料: [{名称: 照片, 依据: 条例, 确认无依据: 是}]"),
        _A.format("材料: [{名称: 照片, 依据: 条例}]"),
    ),
    "code_shape": (_A.format("基本编码: 00010400200"), _A.format("基本编码: 000104002000")),
    "code_parts": (
        _A.format("实施编码: '1145072100000000004000104002000', 基本编码: 000104002001"),
        _A.format("实施编码: '1145072100000000004000104002000', 基本编码: 000104002000"),
    ),
    "condition_in_words": (
        _A.format("办理条件: 涉及占道的"),
        _A.format("办理条件: 涉及占道的, 适用: {占道: 是}")
        + "办理情形: [{问题: 占道, 选项: [是, 否]}]",
    ),
    "either_or": (
        "一件事: x\n联办事项: [{名称: 项目核准, 部门: 局}, {名称: 项目备案, 部门: 局}]",
        """
一件事: x
联办事项:
- {名称: 项目核准, 部门: 局, 适用: {办法: 核准}}
- {名称: 项目备案, 部门: 局, 适用: {办法: 备案}}
办理情形: [{问题: 办法, 选项: [核准, 备案]}]
""",
    ),
    "shares": (
        _A.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲 60%, 乙 30%]}]",
        _A.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲 60%, 乙 40%]}]",
    ),
    "several_defaults": (
        _A.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲（默认）, 乙（默认）]}]",
        _A.format("类型: 其他") + "办理情形: [{问题: q, 选项: [甲（默认）, 乙]}]",
    ),
    "no_source": (
        _A.format("材料: [{名称: 执照, 获取方式: 免于提交}]"),
        _A.format("材料: [{名称: 执照, 获取方式: 免于提交, 数据来源: 库}]")
        + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "source_lacks_document": (
        _A.format("材料: [{名称: 执照, 数据来源: 库}]") + "数据来源: [{名称: 库, 材料: [照片]}]",
        _A.format("材料: [{名称: 执照, 数据来源: 库}]") + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "no_maker": (
        _A.format("材料: [{名称: 执照, 获取方式: 部门间流转}]"),
        _TWO.format("材料: [{名称: 执照, 获取方式: 部门间流转}]", "结果: 执照"),
    ),
    "dangling_item": (
        _A.format("类型: 其他") + "先后关系: [{甲事项 → 丙事项: 惯例}]",
        _TWO.format("类型: 其他", "类型: 其他") + "先后关系: [{甲事项 → 乙事项: 惯例}]",
    ),
    "dangling_step": (
        _A.format("材料: [{名称: 照片, 需要时点: 勘验}], 环节: [踏勘]"),
        _A.format("材料: [{名称: 照片, 需要时点: 踏勘}], 环节: [踏勘]"),
    ),
    "dangling_team": (
        _A.format("环节: [{名称: 检查, 占用力量: [检查组]}]"),
        _A.format("环节: [{名称: 检查, 占用力量: [检查组]}]")
        + "部门: [{名称: 局, 经办力量: [检查组 1 人]}]",
    ),
    "dangling_data_source": (
        _A.format("材料: [{名称: 执照, 数据来源: 库}]"),
        _A.format("材料: [{名称: 执照, 数据来源: 库}]") + "数据来源: [{名称: 库, 材料: [执照]}]",
    ),
    "dangling_situation": (
        _A.format("适用: {办法: 备案}"),
        _A.format("适用: {办法: 备案}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
    ),
    "dangling_option": (
        _A.format("适用: {办法: 核准}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
        _A.format("适用: {办法: 备案}") + "办理情形: [{问题: 办法, 选项: [备案]}]",
    ),
    "duplicate_id": (
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 部门: 局}]",
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 编号: 甲二, 部门: 局}]",
    ),
}


@pytest.mark.parametrize("code", _CASES)
def test_a_check_fires_and_is_silent_beside(code: str) -> None:
    """What is wrong is found; what is just right is not."""
    wrong, right = _CASES[code]
    assert code in _codes(wrong)
    assert code not in _codes(right)


@pytest.mark.parametrize("code", _CASES)
def test_a_finding_says_where_what_and_what_would_be_right(code: str) -> None:
    """Each finding names file and place, and speaks both languages."""
    found = _one(_CASES[code][0], code)
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
        _CASES["team_too_small"][0].replace("[{名称: 检查", "[受理, {名称: 检查"), "team_too_small"
    )
    assert found.place == "联办事项[1].环节[2].占用力量"


def test_a_circle_is_named_as_a_path() -> None:
    """Both precedences of the circle are reached from one finding."""
    found = _one(_CASES["precedence_circle"][0], "precedence_circle")
    assert found.value in ("甲事项 → 乙事项 → 甲事项", "乙事项 → 甲事项 → 乙事项")
    assert set(found.places) == {"先后关系[1]", "先后关系[2]"}


def test_a_circular_proof_names_both_documents() -> None:
    """A needs B's result and B needs A's: both are said."""
    found = _one(_CASES["circular_proof"][0], "circular_proof")
    assert "甲证" in found.message_zh
    assert "乙证" in found.message_zh
    assert set(found.places) == {"联办事项[1].材料[1]", "联办事项[2].材料[1]"}


def test_a_circle_only_in_another_situation_is_found() -> None:
    """Not only the default situation is looked at."""
    text = (
        _TWO.format("类型: 其他", "类型: 其他")
        + "办理情形: [{问题: q, 选项: [平常, 特殊]}]\n先后关系:\n- 甲事项 → 乙事项: 惯例\n"
        + "- {前: 乙事项, 后: 甲事项, 性质: 惯例, 适用: {q: 特殊}}\n"
    )
    assert "precedence_circle" in _codes(text)


def test_waiting_late_is_no_circle() -> None:
    """B waits for A's decision, A's execution waits for B: nobody waits for himself."""
    text = _TWO.format("类型: 其他", "类型: 其他") + (
        "先后关系:\n- 甲事项 → 乙事项: 惯例\n- {前: 乙事项, 后: 甲事项, 性质: 惯例, 着力点: 实施}\n"
    )
    assert "precedence_circle" not in _codes(text)


def test_a_promise_of_delivery_may_exceed_a_limit_to_the_decision_with_a_warning() -> None:
    """Limits that span different things are doubtful, not wrong."""
    text = _A.format("法定时限: 10 工作日, 承诺时限: {时限: 12 工作日, 起止: 受理至送达}")
    assert _one(text, "promise_above_statutory").severity is Severity.WARNING
    same = _CASES["promise_above_statutory"][0]
    assert _one(same, "promise_above_statutory").severity is Severity.ERROR


def test_requirements_without_basis_are_one_note_an_item() -> None:
    """Each place is reachable from the one note."""
    found = _one(_A.format("材料: [营业执照, 照片, {名称: 合同, 依据: 条例}]"), "no_basis")
    assert found.places == ("联办事项[1].材料[1].依据", "联办事项[1].材料[2].依据")
    assert found.severity is Severity.NOTE


def test_a_step_that_stands_twice_is_shown_in_its_item() -> None:
    """Ids given twice are told where the second one stands."""
    found = _one(_A.format("环节: [受理, {名称: 复核, 编号: 甲事项/受理}]"), "duplicate_id")
    assert found.place == "联办事项[1].环节[2]"


def test_errors_come_first() -> None:
    """Errors, then warnings, then notes."""
    found = _found(_CASES["team_too_small"][0] + "\n整体承诺时限: 1 工作日\n")
    order = [list(Severity).index(one.severity) for one in found]
    assert order == sorted(order)


def test_every_severity_is_used_by_some_check() -> None:
    """The cases above cover errors, warnings and notes."""
    assert {one.severity for wrong, _ in _CASES.values() for one in _found(wrong)} == set(Severity)


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
        _TWO.format("环节: [事后核查]", "类型: 其他"),
        "一件事: x\n联办事项: [{名称: 甲, 部门: 局}, {名称: 甲, 部门: 局}]",
        _A.format("环节: [{名称: 前, 前序环节: [后]}, {名称: 后, 前序环节: [前]}]"),
        _A.format("环节: [{名称: 前, 前序环节: [无]}, {名称: 同, 编号: 甲事项/前}]")
        + "环节: [{名称: 合, 事项: [丙, 甲事项]}, {名称: 合二, 事项: [丙]}]\n"
        + "材料需求: [{事项: 丙, 名称: 材}]\n先后关系: [{前: 甲事项, 后: 丁, 性质: 法定前置}]",
    ],
)
def test_broken_services_are_checked_to_the_end(text: str) -> None:
    """After-checks alone, doubled ids, circles of steps and unknown items stop no check."""
    assert "no_limit" in _codes(text)
