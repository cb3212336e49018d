"""A measure is told with the value before and the value after."""

import pytest

from optimizer.deliverables.measure_changes import MeasureChanges
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service import Service
from optimizer.service.kinds import Necessity
from optimizer.wording.catalogue import Language
from tests.deliverable_reading import untouched
from tests.fixtures import committing, pair, sharing, with_item, with_need
from tests.measures import TERMS, measure, offered, reform_with


def change(service: Service, *held: Measure, language: Language = "zh") -> str:
    return MeasureChanges(untouched(service).plan, language).text(held)


@pytest.mark.parametrize(
    ("kind", "targets", "value", "told"),
    [
        (MeasureKind.SHORTEN, ("a/审查",), "8h", "3 工作日† → 1 工作日"),
        (MeasureKind.ROUTE, ("a:照",), "abolished", "申请人提交 → 取消"),
        (MeasureKind.FORMS, ("a/表", "b/表"), "", "2 张申请表 → 1 张联办申请表"),
        (MeasureKind.MERGE, ("a/送达", "b/送达"), "delivery", "2 个环节 → 1 个环节"),
        (MeasureKind.VISIT, ("a/收件",), "", "到现场 1 次† → 到现场 0 次"),
        (MeasureKind.PARALLEL, ("a→b（逐项办理）",), "", "依次办理 → 并联办理"),
        (MeasureKind.WINDOW, ("a", "b"), "", "各部门分别收件 → 综合窗口统一收件"),
        (MeasureKind.INSTANT, ("a",), "", "承诺件 → 即办件"),
        (MeasureKind.EARLY, ("a/审查",), "", "受理至决定 → 申请前"),
        (MeasureKind.GUIDE, ("问",), "", "申请人自行判断 → 问答引导"),
        (MeasureKind.RULE, ("step/a/审查",), "", "按现行规定 → 按调整后的规定"),
    ],
)
def test_both_sides_of_every_kind(
    kind: MeasureKind, targets: tuple[str, ...], value: str, told: str
) -> None:
    assert change(pair(), measure(kind, targets, value)) == told


def test_what_may_follow_later_says_until_when() -> None:
    service = with_need(necessity=Necessity.DEFERRABLE)
    assert change(service, *offered(service, "defer:a:合同")) == "受理前提交 → 决定前提交"


def test_a_fee_is_told_in_yuan() -> None:
    one = measure(MeasureKind.FEE, ("a",))
    assert change(with_item(fee_yuan=50), one) == "50 元 → 政府承担"


def test_a_source_tells_how_far_it_is() -> None:
    one = measure(MeasureKind.CONNECT, ("照库",))
    assert change(sharing(), one) == "未申请 → 已上线"
    unread = one.model_copy(update={"terms": TERMS.model_copy(update={"assumed": ("sharing",)})})
    assert change(sharing(), unread) == "未申请 → 已上线†"


def test_a_commitment_tells_the_limit_of_both_modes() -> None:
    reform = reform_with(committing(), "commit:a")
    told = MeasureChanges(reform.plan, "zh").text(reform.plan.outcome.measures)
    assert told == "7 工作日 → 1 工作日"


def test_alike_changes_are_told_once_and_different_ones_line_by_line() -> None:
    alike = (measure(MeasureKind.VISIT, ("a/收件",)), measure(MeasureKind.VISIT, ("b/收件",)))
    assert change(pair(), *alike) == "到现场 1 次† → 到现场 0 次"
    several = (
        measure(MeasureKind.ROUTE, ("a:照",), "submit_once"),
        measure(MeasureKind.ROUTE, ("b:照",), "abolished"),
    )
    assert change(pair(), *several).splitlines() == [
        "申请人提交 → 一次提交、多方复用",
        "申请人提交 → 取消",
    ]
