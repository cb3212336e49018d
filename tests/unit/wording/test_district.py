"""A district in words."""

import pytest

from optimizer.evaluation.district.roadmap import Layout
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.redesign.district import JointRequest
from optimizer.redesign.plan import Plan
from optimizer.wording.district import gap_text
from optimizer.wording.district_road import reached_text
from tests.districts import district_plan


def _marked(plan: Plan, *, after: bool) -> Plan:
    """The same, its materials before (and after) perhaps more."""
    marked = {"at_least": ("material_entries",)}
    changed = {"before_metrics": plan.before_metrics.model_copy(update=marked)}
    if after:
        changed["after_metrics"] = plan.after_metrics.model_copy(update=marked)
    return plan.model_copy(update=changed)


def _told(*, after: bool) -> Summary:
    plan = district_plan()
    plans = tuple((key, _marked(one, after=after)) for key, one in plan.plans)
    return summary(plan.model_copy(update={"plans": plans}), layout=Layout(2))


def _materials(told: Summary) -> list[tuple[str, str]]:
    found = [one for period in told.road.periods for one in period.reached]
    return [
        (reached_text(one, "before", "zh"), reached_text(one, "now", "zh"))
        for one in found
        if one.metric == "materials"
    ]


@pytest.mark.parametrize("after", [True, False])
def test_a_sum_that_may_be_larger_says_so_until_all_that_made_it_is_changed(*, after: bool) -> None:
    first, last = _materials(_told(after=after))
    assert all(text.startswith("不少于 ") for text in first)
    assert last[0].startswith("不少于 ")
    assert last[1].startswith("不少于 ") is after


def test_a_sum_that_is_known_says_nothing_more() -> None:
    assert not any(
        "不少于" in text for pair in _materials(summary(district_plan())) for text in pair
    )


def test_a_gap_says_whether_cases_weigh() -> None:
    told = gap_text(JointRequest(), 2_500_000, 1_000_000, "zh")
    assert told == "各指标压减比例（按年办件量加权）之和与理论最优最多相差 1.500 个百分点"
    assert "加权" not in gap_text(JointRequest(by_volume=False), 2_500_000, 1_000_000, "zh")
