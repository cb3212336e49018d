"""Decisions of a planner about measures, as pins of a request."""

from collections.abc import Sequence
from functools import cache

import pytest

from optimizer import planning
from optimizer.levers.catalogue import find
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import BREAKTHROUGH, CONSERVATIVE, RECOMMENDED, Pin, Request
from optimizer.wording.decisions import decisions
from optimizer.workspace.decisions import (
    Pins,
    Way,
    WaySort,
    decided,
    offered,
    refuse,
    take,
    ways,
    without,
)
from tests.bakery import bakery


@cache
def planned(name: str = "recommended") -> Plan:
    requests = {one.name: one for one in (CONSERVATIVE, RECOMMENDED, BREAKTHROUGH)}
    return planning.optimize(bakery(), requests[name])


def solved(pins: Pins, request: Request = RECOMMENDED) -> Plan:
    return planning.optimize(bakery(), request.model_copy(update={"pins": pins}))


def held(plan: Plan, start: str, end: str = "") -> tuple[Measure, ...]:
    found = [one for one in plan.outcome.measures if one.id.startswith(start)]
    return tuple(one for one in found if one.id.endswith(end))


def told(pins: Sequence[Pin], language: str = "zh") -> list[str]:
    before = planned().before
    assert language in ("zh", "en")
    return [
        one.text
        for one in decisions(pins, before, find(before), "zh" if language == "zh" else "en")
    ]


def pin(subject: str, wanted: bool) -> Pin:  # reads as the sentence it is
    return Pin(subject=subject, wanted=wanted)


def test_a_refused_measure_is_not_in_the_plan_any_more() -> None:
    """Each kind of measure can be refused, and the plan without it survives its recount."""
    plan = planned()
    assert plan.outcome.measures
    for one in plan.outcome.measures:
        again = solved(refuse(plan, (one,), offered(plan)))
        assert one.id not in {other.id for other in again.outcome.measures}


def test_every_measure_can_be_required() -> None:
    """Required all at once, the plan stays as it is."""
    plan = planned()
    again = solved(take(plan.outcome.measures))
    assert again.outcome.measures == plan.outcome.measures


def test_a_refused_merge_leaves_all_its_steps_alone() -> None:
    """Not just the whole group goes: no two of its steps are merged with each other."""
    plan = planned()
    (merge,) = held(plan, "merge:", "=inspection")
    again = solved(refuse(plan, (merge,), offered(plan)))
    assert held(again, "merge:", "=inspection") == ()


def test_one_of_two_merges_of_a_class_is_refused_pair_by_pair() -> None:
    """The other merge of the class may stay."""
    plan = planned()
    (merge,) = held(plan, "merge:", "=inspection")
    twin = merge.model_copy(update={"targets": ("另一/现场核查", "又一/现场核查")})
    outcome = plan.outcome.model_copy(update={"measures": (merge, twin)})
    pins = refuse(plan.model_copy(update={"outcome": outcome}), (merge,), offered(plan))
    assert len(pins) == 3
    assert all("=" not in one.subject and one.subject.count("+") == 1 for one in pins)
    assert told(pins) == [
        "“招牌设置·现场核查”、“消防安全检查·现场核查”、“食品经营许可·现场核查”互不合并"
    ]


@pytest.mark.parametrize(
    ("start", "sort"),
    [
        ("route:招牌设置/营业执照", WaySort.INSTEAD),
        ("route:招牌设置/营业执照", WaySort.STAY),
        ("shorten:食品经营许可/决定", WaySort.LENGTH),
        ("merge:招牌设置/现场核查", WaySort.ALONE),
        ("merge:招牌设置/现场核查", WaySort.CLASS_OFF),
        ("window:", WaySort.ALONE),
        ("forms:", WaySort.ALONE),
    ],
)
def test_every_other_way_leads_to_a_plan_that_takes_it(start: str, sort: WaySort) -> None:
    """What is offered can be had: the plan is found and survives its recount."""
    plan = planned()
    measures = held(plan, start)
    found = [one for one in ways(measures[:1], offered(plan)) if one.sort is sort]
    assert found
    for way in found:
        again = solved(way.pins)
        now = {one.id for one in again.outcome.measures}
        assert again.outcome.measures
        assert {one.id for one in way.measures} <= now or sort is WaySort.STAY
        assert measures[0].id not in now


def test_a_material_may_stay_as_it_is() -> None:
    plan = planned()
    (route,) = held(plan, "route:招牌设置/营业执照")
    way = next(one for one in ways((route,), offered(plan)) if one.sort is WaySort.STAY)
    again = solved(way.pins)
    (need,) = [one for one in again.after.requirements if one.id == "招牌设置/营业执照"]
    (before,) = [one for one in again.before.requirements if one.id == "招牌设置/营业执照"]
    assert need.route is before.route


def test_a_length_may_be_any_other_within_its_range() -> None:
    """Shorter and longer ones, never the one there is, never below the floor."""
    plan = planned()
    (cut,) = held(plan, "shorten:食品经营许可/现场核查")
    lengths = [int(way.measures[0].value.removesuffix("h")) for way in ways((cut,), offered(plan))]
    assert lengths == sorted(lengths)
    (step,) = [one for one in plan.before.steps if one.id == "食品经营许可/现场核查"]
    today, now = step.length_hours(), int(cut.value.removesuffix("h"))
    assert today is not None
    assert now not in lengths
    assert min(lengths) == 8  # the shortest an inspection may take
    assert min(lengths) < now < max(lengths) < today


def test_a_step_outside_may_join_a_merge() -> None:
    """A member left out is offered, and the plan then merges it."""
    plan = planned()
    (merge,) = held(plan, "merge:", "=inspection")
    (way,) = [
        one
        for one in ways((merge,), offered(plan))
        if one.sort is WaySort.ALONE and one.target == "消防安全检查/现场核查"
    ]
    apart = solved(way.pins)
    (rest,) = held(apart, "merge:", "=inspection")
    (join,) = [one for one in ways((rest,), offered(apart)) if one.sort is WaySort.JOIN]
    assert join.target == "消防安全检查/现场核查"
    again = solved(decided(apart.request.pins, join.pins))
    assert join.target in held(again, "merge:", "=inspection")[0].targets


def test_nothing_beyond_the_ceilings_is_offered() -> None:
    """What the own unit cannot decide is no other way of a conservative plan."""
    plan = planned("conservative")
    for measure in plan.outcome.measures:
        for way in ways((measure,), offered(plan)):
            again = solved(way.pins, CONSERVATIVE)
            assert again.verified


def test_measures_without_another_way_offer_none() -> None:
    plan = planned()
    assert ways(held(plan, "visit:")[:1], offered(plan)) == ()
    assert ways(held(plan, "parallel:")[:1], offered(plan)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("visit:a", "visit:a"),
        ("merge:a+b+c=review", "merge:a+b"),
        ("merge:a+b=review", "merge:review"),
        ("window:a+b", "window:a"),
        ("window:a", "window:window"),
        ("forms:a+b", "forms:forms"),
    ],
)
def test_a_new_decision_replaces_what_it_contradicts(old: str, new: str) -> None:
    assert decided((pin(old, True),), (pin(new, False),)) == (pin(new, False),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("route:a=retrieve@x", "route:a=submit_once"),
        ("route:a", "route:a=submit_once"),
        ("shorten:a=16h", "shorten:a=8h"),
        ("shorten:a", "shorten:a=8h"),
    ],
)
def test_a_material_and_a_length_have_one_decision(old: str, new: str) -> None:
    for wanted in (True, False):
        assert decided((pin(old, wanted),), (pin(new, True),)) == (pin(new, True),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("visit:a", "visit:b"),
        ("merge:a+b=review", "merge:b+c"),
        ("merge:a+b=review", "merge:delivery"),
        ("route:a=submit_once", "route:b"),
        ("window:a", "window:b"),
    ],
)
def test_decisions_about_different_things_add_up(old: str, new: str) -> None:
    both = decided((pin(old, True),), (pin(new, False),))
    assert both == (pin(old, True), pin(new, False))
    assert without(both, (pin(old, True),)) == (pin(new, False),)


def test_a_decision_taken_twice_stands_once() -> None:
    one = (pin("visit:a", True),)
    assert decided(one, one) == one


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pins", "chinese"),
    [
        (
            (
                pin("route:招牌设置/营业执照=submit_once", True),
                pin("route:消防安全检查/营业执照=submit_once", True),
            ),
            ["必选：“营业执照”一次提交、多方复用（招牌设置、消防安全检查）"],
        ),
        ((pin("route:招牌设置/营业执照", False),), ["“营业执照”仍按现在的方式提供（招牌设置）"]),
        ((pin("merge:inspection", False),), ["不采用：环节合并（联合踏勘）"]),
        (
            (
                pin("merge:招牌设置/送达+食品经营许可/送达", False),
                pin("merge:消防安全检查/受理+食品经营许可/送达", False),
            ),
            ["“食品经营许可·送达”单独办理，不与“招牌设置·送达”、“消防安全检查·受理”合并"],
        ),
        ((pin("window:招牌设置", False),), ["“招牌设置”不纳入一窗受理"]),
        ((pin("window:window", False),), ["不采用：一窗受理"]),
        ((pin("shorten:招牌设置/决定", False),), ["不压缩“招牌设置·决定”"]),
        ((pin("shorten:招牌设置/决定=16h", True),), ["“招牌设置·决定”用时不超过 2 工作日"]),
        (
            (
                pin("shorten:招牌设置/决定=16h", True),
                pin("shorten:招牌设置/决定=15h", False),
            ),
            ["“招牌设置·决定”用时改为 2 工作日"],
        ),
        (
            (pin("visit:招牌设置/受理", False), pin("visit:食品经营许可/受理", False)),
            ["不采用：“招牌设置·受理、食品经营许可·受理”不用到现场（全程网办）"],
        ),
    ],
)
def test_pins_are_told_as_they_were_meant(pins: tuple[Pin, ...], chinese: list[str]) -> None:
    """One decision, one sentence; together the decisions hold every pin."""
    assert told(pins) == chinese
    before = planned().before
    found = decisions(pins, before, find(before), "zh")
    assert tuple(one for decision in found for one in decision.pins) == pins


def test_every_decision_is_told_without_an_id() -> None:
    """Whatever is pinned or refused of a plan reads as a sentence in both languages."""
    plan = planned()
    pins: list[Pins] = [take((one,)) for one in plan.outcome.measures]
    pins.extend(refuse(plan, (one,), offered(plan)) for one in plan.outcome.measures)
    other: list[Way] = [way for one in plan.outcome.measures for way in ways((one,), offered(plan))]
    pins.extend(way.pins for way in other)
    for held_pins in pins:
        for language in ("zh", "en"):
            for text in told(held_pins, language):
                assert not any(one.subject in text for one in held_pins)
                assert "=" not in text
                assert "+" not in text
