"""Money and whom shared things serve: each once, what has no price told apart."""

import pytest

from optimizer.evaluation.district.spent import Money, money
from optimizer.evaluation.district.summary import summary
from optimizer.portfolio.judging import district_faults
from optimizer.redesign.once import needed_once, shared_keys
from optimizer.service.kinds import Authority
from optimizer.wording.district import money_text
from tests.districts import asking_plan, district_plan

APPROVED, OWN, SOURCE = "shorten:消防检查/审查=52h", "visit:招牌设置/收件", "connect:电子证照库"


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ({}, Money(0, 0, 5)),
        ({OWN: 70}, Money(70, 1, 4)),
        # 丁 and 戊 rest on the same approval; the dearer price counts, once.
        ({APPROVED: 500, "shorten:消防检查/审查=56h": 300}, Money(500, 1, 4)),
        ({APPROVED: 500, OWN: 70, SOURCE: 9}, Money(579, 3, 2)),
        ({OWN: 0}, Money(0, 1, 4)),
    ],
)
def test_what_is_shared_is_paid_once_and_what_has_no_price_is_counted(
    prices: dict[str, int], told: Money
) -> None:
    """Of 丁 a route, a visit, the source; both approvals."""
    assert money(asking_plan(prices=prices)) == told


def test_every_shared_need_of_a_plan_has_its_key() -> None:
    plan = asking_plan()
    keys = shared_keys(plan.sources, plan.approvals)
    found = {
        keys[choice.service, name]
        for choice in plan.outcome.choices
        for one in choice.measures
        if (name := needed_once(one, one.terms))
    }
    assert found == {*plan.outcome.connected, *plan.outcome.approved}


def test_whom_an_approval_serves_and_who_decides_a_connection() -> None:
    held = summary(asking_plan())
    assert [(one.effort, held.served(one)) for one in held.approved] == [
        (1, ("ding", "wu")),
        (3, ("wu",)),
    ]
    assert [held.decides(one) for one in held.connected] == [Authority.CO_SIGNATURE]
    assert summary(district_plan()).approved == ()


def test_the_district_of_these_tests_fits_what_the_judge_counts() -> None:
    """But for the value, which is not searched for here."""
    faults = list(district_faults(asking_plan(prices={OWN: 70, APPROVED: 5})))
    assert [fault for fault in faults if not fault.startswith("value 1:")] == []


def test_no_price_is_never_told_as_nothing_spent() -> None:
    assert "均未填写" in money_text(Money(0, 0, 5), "zh")
    assert "上限 1,000 元" in money_text(Money(0, 0, 5), "zh", 1000)
    assert "未计入" in money_text(Money(570, 2, 3), "zh")
    assert money_text(Money(1570, 2, 0), "zh", 2000) == (
        "费用合计 1,570 元（上限 2,000 元），每项只计一次。"
    )
