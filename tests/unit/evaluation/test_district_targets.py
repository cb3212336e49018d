"""How far each target of a district could go by itself, counted by hand."""

from optimizer.evaluation.district.targets import alone
from optimizer.redesign.district import DistrictPlan, Failed, JointOutcome, JointRequest
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target
from optimizer.wording.targets import alone_texts
from tests.districts import district_plan


def _missed(
    *targets: Target, least: tuple[int, ...], failed: tuple[Failed, ...] = ()
) -> DistrictPlan:
    told = tuple((one.metric.value, left) for one, left in zip(targets, least, strict=True))
    outcome = JointOutcome(status=Status.UNREACHABLE, alone=told)
    plan = district_plan(JointRequest(targets=targets), failed=failed)
    return plan.model_copy(update={"outcome": outcome, "plans": ()})


HALF = Target(metric=Metric.MATERIALS, percent=50)
FIFTY_DAYS = Target(metric=Metric.PROMISE, at_most=50)


def test_the_sum_before_stands_beside_what_is_wanted_and_what_is_possible() -> None:
    """The three services hand in 5 + 5 + 2 papers, and are promised 70 days in all."""
    materials, days = alone(_missed(HALF, FIFTY_DAYS, least=(9, 38)))
    assert (materials.before, materials.most, materials.least) == (12, 6, 9)
    assert (materials.beyond, materials.percent) == (True, 25.0)
    assert (days.before, days.most, days.beyond) == (70, 50, False)


def test_services_that_were_left_out_are_not_in_the_sum() -> None:
    failed = (Failed(service="yi", message_zh="读不出来", message_en="cannot be read"),)
    (materials,) = alone(_missed(HALF, least=(5,), failed=failed))
    assert materials.before == 7


def test_the_target_out_of_reach_is_named() -> None:
    told = alone_texts(_missed(HALF, FIFTY_DAYS, least=(9, 38)), "zh")
    assert [one.endswith("达不到") for one in told] == [True, False]
    assert "改革前合计 12，目标压减 50%（不超过 6）；最多只能降到 9（压减 25.00%）" in told[0]
    assert "有可能达到" in told[1]


def test_targets_that_exclude_each_other_say_so() -> None:
    told = alone_texts(_missed(HALF, FIFTY_DAYS, least=(6, 38)), "zh")
    assert "不能同时达到" in told[-1]
    assert len(told) == 3


def test_a_decision_that_reaches_its_targets_tells_nothing_of_the_kind() -> None:
    assert alone_texts(district_plan(), "en") == []
