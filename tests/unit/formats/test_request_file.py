"""What a request file asks."""

import pytest

from optimizer.formats.request_file import read_request_text
from optimizer.redesign.request import Asking, Metric, Pin, Request, Target
from optimizer.service.finding import InvalidFile
from optimizer.service.kinds import Authority, Risk


def test_an_empty_request_asks_for_the_best() -> None:
    """Everything has a default."""
    assert read_request_text("{}") == Request()


def test_targets_are_written_short() -> None:
    """``材料 38%`` is a reduction, ``不超过 13`` a figure; asking for them follows."""
    request = read_request_text("目标: [材料 38%, 承诺时限 不超过 13]")
    assert request.asking is Asking.TARGETS
    assert request.targets == (
        Target(metric=Metric.MATERIALS, percent=38),
        Target(metric=Metric.PROMISE, at_most=13),
    )


@pytest.mark.parametrize(
    "text",
    [
        "targets: {materials: 38%, promise: 13}",
        "目标: [materials=38%, promise <= 13]",
        "目标: [{指标: 材料, 压减: 38%}, {指标: 承诺时限, 不超过: 13}]",
    ],
)
def test_targets_are_read_in_every_spelling(text: str) -> None:
    """Mapping, text and full form mean the same."""
    assert read_request_text(text) == read_request_text("目标: [材料 38%, 承诺时限 不超过 13]")


def test_the_other_keys_are_read() -> None:
    """Ceilings, pins, situation, order of metrics."""
    request = read_request_text(
        "办理情形: {立项方式: 备案}\n决策层级: 市级\n风险: 低\n指标: [跑动, 材料]\n权重: [3, 1]\n"
        "求解方式: 加权\n必选: ['window:window']\n不采用: ['fee:a']\n工作量上限: 20\n"
    )
    assert request.situation == (("立项方式", "备案"),)
    assert (request.authority, request.risk) == (Authority.CITY, Risk.LOW)
    assert request.metrics == (Metric.VISITS, Metric.MATERIALS)
    assert (request.asking, request.weights) == (Asking.WEIGHTED, (3, 1))
    assert request.pins == (
        Pin(subject="window:window", wanted=True),
        Pin(subject="fee:a", wanted=False),
    )
    assert request.max_effort == 20


_NUMBERS = ("工作量上限", "经费上限", "人天上限", "调整规定数", "并行数", "随机序号")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("目标: [材料]", "bad_target"),
        ("目标: [材料 138%]", "bad_target"),
        ("目标: [材质 38%]", "unknown_word"),
        ("目标: [{指标: 材料}]", "bad_target"),
        ("目标: [{指标: 材料, 压减: 1, 不超过: 2}]", "bad_target"),
        ("办理情形: {立项方式: [备案, 核准]}", "several_options"),
        ("权重: [三]", "not_a_number"),
        ("工作量: 3", "unknown_key"),
        ("用时上限: 0", "bad_value"),
        ("并行数: 0", "out_of_range"),
        ("权重: [1000000]", "not_a_number"),
        *((f"{key}: {10**13}", "out_of_range") for key in _NUMBERS),
        ("材料", "not_a_mapping"),
    ],
)
def test_a_wrong_request_is_named(text: str, code: str) -> None:
    """Each sort of mistake has its own code."""
    with pytest.raises(InvalidFile) as caught:
        read_request_text(text, "r.yaml")
    assert [finding.code for finding in caught.value.findings] == [code]
