"""Order of work: lawful at every point, best where small, never better than its lower bound."""

import datetime
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from optimizer.errors import RequestProblem
from optimizer.evaluation.contribution import COUNTING_BASIS
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.breakdown import by_lever
from optimizer.evaluation.district.roadmap import Layout, Roadmap, gains, roadmap
from optimizer.evaluation.district.rows import rows_of
from optimizer.evaluation.district.summary import summary
from optimizer.evaluation.district.works import Ordered, Work, WorkKind, ordered
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.request import Metric, Target
from optimizer.service.kinds import Authority
from tests.districts import above, asking_plan, district_plan

REPORTING = load_counting_rules()["reporting"]
PLAIN = JointRequest(by_volume=False, metrics=(Metric.MATERIALS, Metric.PROMISE, Metric.VISITS))
PLAN = district_plan(PLAIN)
SOURCE = "电子证照库@市场局"
JIA = 59_523_810  # 100 × (2/12 + 20/70 + 1/7) per cent
YI = 36_904_762  # 100 × (1/12 + 10/70 + 1/7) per cent


@some.composite
def work_lists(draw: some.DrawFn) -> list[Work]:
    kinds = some.sampled_from([WorkKind.CONNECT, WorkKind.APPROVE])
    shared = [
        Work(draw(kinds), f"s{number}", draw(some.integers(0, 9)))
        for number in range(draw(some.integers(0, 3)))
    ]
    names = [one.key for one in shared]
    services = [
        Work(
            WorkKind.GO_LIVE,
            f"v{number}",
            draw(some.integers(0, 9)),
            draw(some.integers(-2, 9)),
            tuple(draw(some.sets(some.sampled_from(names)))) if names else (),
        )
        for number in range(draw(some.integers(0, 5)))
    ]
    return [*shared, *services]


def least(works: list[Work]) -> int:
    """The least wait over all lawful orders, tried one by one."""
    waits = []
    for order in permutations(works):
        spent = total = 0
        done: set[str] = set()
        for one in order:
            if not done.issuperset(one.needs):
                break
            done.add(one.key)
            spent += one.effort
            total += max(0, one.gain) * spent
        else:
            waits.append(total)
    return min(waits)


@given(work_lists())
def test_few_services_are_ordered_as_well_as_can_be(works: list[Work]) -> None:
    found = ordered(works)
    assert found.exact
    assert found.wait == least(works)
    assert found.gap == 0


@given(work_lists())
def test_the_quick_order_is_no_better_than_its_lower_bound(works: list[Work]) -> None:
    found = ordered(works, exact_services=0)
    best = least(works)
    assert found.least_wait <= best <= found.wait


@given(work_lists(), some.sampled_from([0, 12]))
def test_every_prefix_is_lawful_and_holds_every_work_once(works: list[Work], exact: int) -> None:
    found = ordered(works, exact)
    assert sorted(one.key for one in found.works) == sorted(one.key for one in works)
    done: set[str] = set()
    for one in found.works:
        assert done.issuperset(one.needs)
        done.add(one.key)


def test_the_gap_is_a_share_of_the_least_wait() -> None:
    assert Ordered((), 11, Fraction(10), exact=False).gap == pytest.approx(0.1)
    assert Ordered((), 0, Fraction(0), exact=True).gap == 0


def test_gains_are_percentages_of_the_sums_asked_for() -> None:
    assert gains(rows_of(PLAN), PLAIN, REPORTING) == {
        "jia": JIA,
        "yi": YI,
        "bing": 2_857_143,  # 2/70: the way of counting alone
    }


def test_yearly_cases_weigh_unless_plain_targets_were_asked() -> None:
    """甲 100 × 2, 乙 300 × 1 of 100 × 5 + 300 × 5 + 1 × 2 entries."""
    weighed = JointRequest(metrics=(Metric.MATERIALS,))
    assert gains(rows_of(PLAN), weighed, REPORTING) == {
        "jia": round(Fraction(200 * 10**8, 2002)),
        "yi": round(Fraction(300 * 10**8, 2002)),
        "bing": 0,
    }
    asked = JointRequest(targets=(Target(metric=Metric.MATERIALS, percent=20),))
    assert gains(rows_of(PLAN), asked, REPORTING) == {
        "jia": round(Fraction(2 * 10**8, 12)),
        "yi": round(Fraction(1 * 10**8, 12)),
        "bing": 0,
    }


def test_the_source_comes_first_and_what_gains_most_per_effort_next() -> None:
    """乙 costs 2 and 甲 4 points: 乙 first waits 36.9 × 3 + 59.5 × 7, the other way more."""
    found = _road()
    assert [(one.key, one.effort) for one in found.order.works] == [
        (SOURCE, 1),
        ("yi", 2),
        ("jia", 4),
    ]
    assert found.order.wait == YI * 3 + JIA * 7 < JIA * 5 + YI * 7
    assert (found.order.exact, found.effort_per_period) == (True, 4)


def test_periods_hold_no_more_effort_than_the_ceiling_and_tell_what_is_reached() -> None:
    found = _road()
    assert [[one.key for one in period.works] for period in found.periods] == [
        [SOURCE, "yi"],
        ["jia"],
    ]
    assert [period.effort for period in found.periods] == [4, 3]
    assert [period.live for period in found.periods] == [1, 2]
    first, last = ([(one.metric, one.before, one.now) for one in p.reached] for p in found.periods)
    # Limits of 70 days are promised in 18 + 20 + 8 today; 乙 changes none of them.
    assert first == [("materials", 12, 11), ("promise", 70, 46), ("visits", 7, 6)]
    assert last == [("materials", 12, 9), ("promise", 70, 38), ("visits", 7, 5)]
    assert found.unchanged == ("bing",)


def test_nothing_but_counting_is_gained_before_anything_is_live() -> None:
    """A period in which nothing goes live shows what is promised today, and no more."""
    held = roadmap(PLAN, Layout(periods=2, months=1))
    assert not held.periods[0].live
    for one in held.periods[0].reached:
        assert one.now == one.today
    days = next(one for one in held.all_live if one.metric == "promise")
    assert (days.before, days.today, days.now, days.counted_only) == (70, 46, 38, 34.29)
    counted = next(one for one in by_lever(rows_of(PLAN), REPORTING) if one.key == COUNTING_BASIS)
    assert dict(counted.reduced)["promise"] == days.before - days.today


def test_the_last_period_reaches_the_table_of_the_district() -> None:
    (last,) = _road(periods=1).periods
    assert [one.percent for one in last.reached] == [25.0, 45.71, 28.57]


@pytest.mark.parametrize("rule_id", load_counting_rules())
def test_what_is_reached_is_counted_under_any_rule(rule_id: str) -> None:
    """The last period of a table under another rule ends where that table ends."""
    held = summary(PLAN, rule_id, Layout(1))
    assert held.road.rule == held.figures.rule
    for one in held.road.periods[-1].reached:
        whole = held.figures[one.metric].all
        assert (one.before, one.now, one.percent) == (whole.before, whole.after, whole.percent)
    assert held.road.order == _road().order


def test_a_metric_known_of_no_service_is_not_reached() -> None:
    """Unknown is not nothing."""
    plans = tuple(
        (key, one.model_copy(update={"after_metrics": _blind(one.after_metrics)}))
        for key, one in PLAN.plans
    )
    found = roadmap(PLAN.model_copy(update={"plans": plans}), Layout(1))
    assert [one.metric for one in found.periods[0].reached] == ["materials", "visits"]


def _blind(metrics: Metrics) -> Metrics:
    return metrics.model_copy(update={"promise_days": None})


def test_what_does_not_fit_is_named_not_squeezed_in() -> None:
    found = _road(periods=1, effort=3)
    assert [one.key for one in found.periods[0].works] == [SOURCE, "yi"]
    assert [one.key for one in found.beyond] == ["jia"]
    assert found.period_of(WorkKind.GO_LIVE, "jia") is None


def test_nothing_is_in_place_before_its_lead_time() -> None:
    """With periods of a month (22 working days), effort alone would be done in the first."""
    found = roadmap(PLAN, Layout(periods=6, effort_per_period=100, months=1))
    for period in found.periods:
        for one in period.works:
            assert one.lead_days is not None
            assert one.lead_days <= period.number * 22
    assert not found.periods[0].works
    assert sum(len(period.works) for period in found.periods) == 3


def test_a_lead_time_runs_from_the_first_effort_of_a_work() -> None:
    """The city decides in 50 days of all, asked point after point in the first month (22 days).

    What is asked last is begun on day 22 × 6/7, so it is there in the fourth month (day 69), when
    the others are there in the third.
    """
    held = above(PLAN, "jia", Authority.CITY)
    found = roadmap(held, Layout(periods=4, effort_per_period=7, months=1))
    approvals = [one for one in found.order.works if one.kind is WorkKind.APPROVE]
    assert {(one.effort, one.lead_days) for one in approvals} == {(1, 50)}
    placed = [found.period_of(one.kind, one.key) for one in approvals]
    assert [one.number for one in placed if one is not None] == [3, 3, 3, 4]
    assert [one.key for one in found.periods[3].works][-1] == "jia", "after all that it needs"


def test_what_is_finished_adds_up_to_all_work() -> None:
    """A period may finish more or less than is spent in it; in the end both are the same."""
    for effort in (1, 2, 3, None):
        found = roadmap(PLAN, Layout(periods=9, effort_per_period=effort))
        spent = sum(period.effort for period in found.periods)
        finished = sum(period.finished for period in found.periods)
        assert spent == finished == PLAN.outcome.effort
        assert all(period.effort <= found.effort_per_period for period in found.periods)


@pytest.mark.parametrize("periods", range(1, 8))
def test_without_a_ceiling_the_least_is_taken_that_leaves_nothing_out(periods: int) -> None:
    """In months of 22 days with a work of 25, one period cannot hold all whatever is spent."""
    found = roadmap(PLAN, Layout(periods=periods, months=1))
    least = found.effort_per_period
    left = [
        len(roadmap(PLAN, Layout(periods, effort, months=1)).beyond)
        for effort in range(1, PLAN.outcome.effort + 1)
    ]
    assert len(found.beyond) == min(left)
    assert left[least - 1] == min(left)
    assert all(one > min(left) for one in left[: least - 1]) or least == -(-7 // periods)


def test_what_waits_for_a_decision_that_cannot_be_planned_is_named() -> None:
    """A change of law has no lead time: the service waits, the rest goes on."""
    held = above(PLAN, "jia", Authority.LAW)
    found = roadmap(held, Layout(1))
    assert {one.key for one in found.unplanned} == {"jia", *held.outcome.approved}
    assert {one.key for one in found.unplanned if one.kind is WorkKind.APPROVE} == set(
        held.outcome.approved
    )
    assert [one.key for one in found.order.works] == [SOURCE, "yi"]
    assert found.periods[0].reached[0].now == 11


def test_an_approval_is_asked_once_before_every_service_that_rests_on_it() -> None:
    """Both services shorten one step by amounts of one grade: 1 point; 戊 another one: 3."""
    plan = asking_plan()
    found = roadmap(plan, Layout(2, months=12))
    works = found.order.works
    approvals = [one for one in works if one.kind is WorkKind.APPROVE]
    assert sorted(one.effort for one in approvals) == [1, 3]
    done: set[str] = set()
    for one in works:
        assert done.issuperset(one.needs)
        done.add(one.key)
    shared = next(one.key for one in approvals if one.effort == 1)
    services = [one for one in works if one.kind is WorkKind.GO_LIVE]
    assert [shared in one.needs for one in services] == [True, True]
    assert {one.lead_days for one in approvals} == {60 + 10, 60 + 30}, "the province, then the work"


@pytest.mark.parametrize("plan", [PLAN, asking_plan(), above(PLAN, "yi", Authority.CITY)])
def test_the_efforts_of_all_works_add_up_to_that_of_the_district(plan: DistrictPlan) -> None:
    assert sum(one.effort for one in roadmap(plan).order.works) == plan.outcome.effort
    assert len(plan.outcome.choices) == len(plan.plans)


def test_periods_follow_each_other_from_the_start() -> None:
    found = roadmap(PLAN, Layout(2, start=datetime.date(2026, 8, 31), months=6))
    assert [(one.begins, one.ends) for one in found.periods] == [
        (datetime.date(2026, 8, 31), datetime.date(2027, 2, 27)),
        (datetime.date(2027, 2, 28), datetime.date(2027, 8, 30)),
    ]


@pytest.mark.parametrize("wrong", [{"periods": 0}, {"months": 0}, {"effort_per_period": 0}])
def test_numbers_that_mean_nothing_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        Layout(**wrong)  # type: ignore[arg-type]


def test_a_start_too_late_for_its_periods_is_refused() -> None:
    late = datetime.date(9998, 12, 31)
    assert Layout(4, start=late).ends(4) == datetime.date(9999, 12, 30)
    with pytest.raises(RequestProblem, match=r"9998-12-31.*15 months") as refused:
        Layout(5, start=late)
    assert "9998-12-31" in refused.value.told("zh")[0]


def _road(periods: int = 2, effort: int | None = None) -> Roadmap:
    """In periods of a year, which are longer than every lead time."""
    return roadmap(PLAN, Layout(periods, effort, months=12))
