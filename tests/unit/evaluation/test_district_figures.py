"""Sums of a district, counted by hand on three small services (``tests.districts``)."""

from dataclasses import replace

import pytest

from optimizer.errors import RequestProblem
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.beside import beside_published
from optimizer.evaluation.district.breakdown import (
    LIMITS,
    Beyond,
    by_category,
    by_department,
    by_level,
    by_lever,
)
from optimizer.evaluation.district.figures import DISTRICT_METRICS, Sum, district_figures
from optimizer.evaluation.district.rows import refuse_mixture, rows_of
from optimizer.evaluation.district.same_items import once
from optimizer.evaluation.district.spared import spared
from optimizer.evaluation.district.summary import summary
from optimizer.evaluation.published import Apart, position, published_reforms
from optimizer.redesign.district import DistrictPlan, Member
from optimizer.service import Service
from optimizer.service.item import Codes
from tests.districts import district_plan, joined_plan, service

RULES = load_counting_rules()
REPORTING = RULES["reporting"]
PLAN = district_plan()
ROWS = rows_of(PLAN)


def sides(one: Sum | None) -> tuple[int | None, int | None, float | None]:
    assert one is not None
    return one.before, one.after, one.percent


@pytest.mark.parametrize(
    ("metric", "found"),
    [
        # 甲 3+2, 乙 3+2, 丙 2 entries; the licence is retrieved twice in 甲, once in 乙.
        ("materials", (12, 9, 25.0)),
        # Statutory 20+10, 20+10, 10; then 甲 side by side 10, 乙 one after the other 20, 丙 8.
        ("promise", (70, 38, 45.71)),
        ("visits", (7, 5, 28.57)),
        ("applications", (5, 5, 0.0)),
    ],
)
def test_figures_are_sums_and_percentages_are_of_sums(
    metric: str, found: tuple[int, int, float]
) -> None:
    assert sides(district_figures(ROWS, REPORTING)[metric].all) == found


def test_a_percentage_is_not_the_mean_of_percentages() -> None:
    each = [district_figures([row], REPORTING)["materials"].all.percent for row in ROWS]
    assert each == [40.0, 20.0, 0.0]  # Their mean would be 20.
    assert district_figures(ROWS, REPORTING)["materials"].all.percent == 25.0


def test_the_same_item_counts_once_in_the_service_with_most_cases() -> None:
    """食品许可 stands in 乙 (300 cases), 招牌设置 in 甲 (丙 states none)."""
    found = district_figures(ROWS, REPORTING)
    assert [(one.name, one.services, one.by_code) for one in found.once.items] == [
        ("食品经营许可（热食）", ("yi", "jia"), True),
        ("招牌设置", ("jia", "bing"), False),
        ("消防检查", ("yi",), False),
    ]
    assert sides(found["materials"].once) == (7, 5, 28.57)  # 乙 5 → 4, 甲's sign 2 → 1
    assert sides(found["visits"].once) == (4, 2, 50.0)  # 乙 3 → 2, 甲's sign 1 → 0


def test_what_belongs_to_whole_services_is_not_deduplicated() -> None:
    found = district_figures(ROWS, REPORTING)
    assert {one.metric for one in found.figures if one.once is None} == {
        *("promise", "elapsed", "applications")
    }
    assert district_figures(ROWS, RULES["stage"])["steps"].once is None


@pytest.mark.parametrize("rule_id", RULES)
def test_without_repeated_items_both_ways_of_counting_agree(rule_id: str) -> None:
    for row in ROWS:
        for one in district_figures([row], RULES[rule_id]).figures:
            assert one.once is None or one.once == one.all


def test_equal_cases_are_settled_by_the_first_key() -> None:
    rows = rows_of(district_plan(cases={"jia": 300, "yi": 300, "bing": None}))
    assert once(rows).items[0].services == ("jia", "yi")


def test_codes_of_handling_items_keep_items_apart() -> None:
    same = {"jia": Codes(implementation="S1", handling="x"), "yi": Codes(implementation="S1")}
    assert _food(same) == [("yi", "jia")]
    apart = {**same, "yi": Codes(implementation="S1", handling="y")}
    assert _food(apart) == [("jia",), ("yi",)]


def test_the_basic_code_counts_where_one_has_no_implementation_code() -> None:
    basic = {"jia": Codes(basic="B", implementation="S1"), "yi": Codes(basic="B")}
    assert _food(basic) == [("yi", "jia")]
    other_organs = {**basic, "yi": Codes(basic="B", implementation="S2")}
    assert _food(other_organs) == [("jia",), ("yi",)]


def _food(codes: dict[str, Codes]) -> list[tuple[str, ...]]:
    """Services of the items of the food office, with other codes."""
    rows = []
    for row in ROWS:
        before = row.plan.before
        items = tuple(
            one.model_copy(update={"codes": codes.get(row.key, one.codes)})
            if one.department == "市场局"
            else one
            for one in before.items
        )
        changed = before.model_copy(update={"items": items})
        plan = row.plan.model_copy(update={"before": changed})
        rows.append(type(row)(row.key, row.service, plan))
    return [one.services for one in once(rows).items if one.department == "市场局"]


def test_a_side_that_is_not_known_leaves_the_service_out_on_both_sides() -> None:
    row = ROWS[0]
    blind = row.plan.after_metrics.model_copy(update={"promise_days": None})
    plan = row.plan.model_copy(update={"after_metrics": blind})
    rows = (type(row)(row.key, row.service, plan), *ROWS[1:])
    found = district_figures(rows, REPORTING)["promise"].all
    assert (found.before, found.after, found.unknown) == (40, 28, ("jia",))
    assert dict(by_lever(rows, REPORTING)[0].reduced)["promise"] == 12


def test_a_lower_bound_or_an_assumed_summand_marks_the_sum() -> None:
    row = ROWS[0]
    bare = {"assumed": (), "at_least": ()}
    rows = [
        type(one)(
            one.key,
            one.service,
            one.plan.model_copy(
                update={
                    "before_metrics": one.before.model_copy(update=bare),
                    "after_metrics": one.after.model_copy(update=bare),
                }
            ),
        )
        for one in ROWS
    ]
    assert not any(one.all.assumed for one in district_figures(rows, REPORTING).figures)
    marked = rows[0].before.model_copy(update={"assumed": ("visits",), "at_least": ("visits",)})
    plan = rows[0].plan.model_copy(update={"before_metrics": marked})
    rows[0] = type(row)(row.key, row.service, plan)
    found = district_figures(rows, REPORTING)["visits"].all
    assert (found.assumed, found.before_at_least, found.after_at_least) == (True, True, False)


def test_departments_answer_for_their_own_items() -> None:
    found = {one.name: one for one in by_department(ROWS, REPORTING)}
    assert [(one.name, one.keys, one.items) for one in found.values()] == [
        ("市场局", ("jia", "yi"), 2),
        ("城管局", ("jia", "bing"), 2),
        ("消防机构", ("yi",), 1),
    ]
    food = {one.metric: sides(one) for one in found["市场局"].sums}
    assert food["materials"] == (6, 4, 33.33)
    assert food["visits"] == (4, 3, 25.0)
    assert food[LIMITS] == (20, 20, 0.0)
    signs = {one.metric: sides(one) for one in found["城管局"].sums}
    assert signs["materials"] == (4, 3, 25.0)


def test_list_categories_add_up_to_the_district() -> None:
    whole = district_figures(ROWS, REPORTING)
    (share,) = by_category(ROWS, REPORTING)
    assert share.keys == ("jia", "yi", "bing")
    assert all(one == whole[one.metric].all for one in share.sums)


def test_lever_families_add_up_to_what_is_taken_off() -> None:
    found = {one.key: dict(one.reduced) for one in by_lever(ROWS, REPORTING)}
    assert found["counting_basis"]["promise"] == 24  # 30−18, 30−20, 10−8
    assert found["parallelise"]["promise"] == 8  # 18 → 10
    assert found["retrieve"]["materials"] == 3
    assert found["online"]["visits"] == 2
    for metric in ("materials", "steps", "promise", "visits"):
        whole = district_figures(ROWS, REPORTING)[metric].all
        assert whole.before is not None
        assert whole.after is not None
        assert sum(one[metric] for one in found.values()) == whole.before - whole.after


def test_levels_that_decide_add_up_but_for_what_counting_gives() -> None:
    """What waits for a connection is gained by the level that decides on the connection."""
    found = {one.key: (one.measures, dict(one.reduced)) for one in by_level(ROWS, REPORTING)}
    assert found["1"][1] == {"materials": 0, "steps": 0, "promise": 0, "visits": 2}
    assert found["2"][1] == {"materials": 3, "steps": 0, "promise": 8, "visits": 0}
    assert sum(count for count, _ in found.values()) == 8


def test_gains_under_another_rule_are_those_of_that_rule() -> None:
    found = {one.key: dict(one.reduced) for one in by_lever(ROWS, RULES["critical-path"])}
    assert found["parallelise"]["promise"] == 8
    assert "counting_basis" not in found


def test_people_are_spared_cases_times_reduction_and_gaps_are_named() -> None:
    found = spared(ROWS)
    assert [(one.key, one.cases, one.visits, one.papers, one.days) for one in found.rows] == [
        ("jia", 100, 1, 2, 8),  # Nobody waits a sum of limits: 18 → 10, not 30 → 10.
        ("yi", 300, 1, 1, 0),
    ]
    assert (found.cases, found.visits, found.papers, found.days) == (400, 400, 500, 800)
    assert found.without_cases == ("bing",)


def test_no_cases_a_year_are_a_statement_and_no_gap() -> None:
    first, *others = ROWS
    none = replace(first, service=first.service.model_copy(update={"yearly_cases": 0}))
    found = spared((none, *others))
    assert found.without_cases == ("bing",)
    assert [(one.key, one.cases) for one in found.rows] == [("jia", 0), ("yi", 300)]
    assert (found.cases, found.visits, found.papers, found.days) == (300, 300, 300, 0)


def test_a_wait_that_is_only_known_to_be_so_long_at_least_spares_nothing_known() -> None:
    """Two lower bounds have no difference."""
    first, *others = ROWS
    unsure = first.plan.model_copy(
        update={"before_metrics": first.before.model_copy(update={"at_least": ("promise_days",)})}
    )
    found = spared((replace(first, plan=unsure), *others))
    assert [one.days for one in found.rows] == [None, 0]
    assert (found.days, found.without_days) == (0, ("jia",))
    assert spared((replace(first, plan=unsure),)).days is None, "unknown is not nothing"


def test_services_stand_beside_all_published_bundles() -> None:
    (materials,) = (one for one in beside_published(ROWS, REPORTING) if one.metric == "materials")
    published = position("", "materials", 0.0)
    assert published is not None
    assert (materials.ours.count, materials.ours.median) == (3, 20.0)
    assert (materials.published.count, materials.published.median) == (
        published.n,
        published.median,
    )
    assert materials.at_least_median == sum(one >= published.median for one in (40.0, 20.0, 0.0))
    assert [(key, one.before, one.after) for key, one in materials.services] == [
        (row.key, row.before.material_entries, row.after.material_entries) for row in ROWS
    ]


def test_every_published_reduction_is_compared_or_says_why_not() -> None:
    for one in beside_published(ROWS, REPORTING):
        metric = one.theirs.metric
        told = {reform.id for reform in published_reforms() if reform.reduction(metric) is not None}
        apart = {reform.id for reform, _ in one.apart}
        assert apart | set(one.theirs.rows) == told
        assert apart.isdisjoint(one.theirs.rows)
        assert all(reason is not Apart.ONE_CASE or metric == "days" for _, reason in one.apart)


def test_real_and_generated_services_are_never_summed() -> None:
    generated = district_plan(generated=True)
    refuse_mixture([PLAN, PLAN])
    refuse_mixture([generated])
    with pytest.raises(RequestProblem, match="may not be summed together"):
        refuse_mixture([PLAN, generated])
    with pytest.raises(RequestProblem, match="jia"):
        rows_of(_with(PLAN, "jia", service("jia", 100, "甲（生成）")))
    with pytest.raises(RequestProblem, match="not generated: yi"):
        rows_of(_with(generated, "yi", service("yi", 300)))


def _with(plan: DistrictPlan, key: str, other: Service) -> DistrictPlan:
    members = tuple(
        Member(key=key, service=other) if one.key == key else one for one in plan.district.members
    )
    district = plan.district.model_copy(update={"members": members})
    return plan.model_copy(update={"district": district})


def test_every_metric_but_departments_is_summed() -> None:
    """A department that handles two services is one department."""
    assert "departments" not in DISTRICT_METRICS
    found = district_figures(ROWS, REPORTING)
    assert tuple(one.metric for one in found.figures) == DISTRICT_METRICS


def test_what_departments_share_is_told_where_they_do_not_add_up() -> None:
    """市场局 and 城管局 accept 甲 in one step with one visit, which counts with both of them."""
    assert summary(PLAN).beyond == ()
    assert summary(joined_plan()).beyond == (
        Beyond("steps", parts=(10, 10), whole=(10, 9)),
        Beyond("visits", parts=(7, 6), whole=(7, 5)),
    )
