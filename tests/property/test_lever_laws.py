"""Laws of finding and applying that hold for every service."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.law.check import measure_violations, service_violations, worsened
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import LEVERS, find, measure_of
from optimizer.network.timing import circle
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
)
from optimizer.redesign.violation import Weight
from optimizer.service import Service
from optimizer.service.completion import complete
from tests.property.strategies import completed_services


def _measure(draw: st.DrawFn, one: Opportunity) -> Measure | None:
    if isinstance(one, ShortenOpportunity):
        hours = draw(st.integers(one.floor_hours, one.length_hours - 1))
        return measure_of(one, one.targets, f"{hours}h")
    if isinstance(one, GroupOpportunity) and len(one.targets) > 1:
        chosen = draw(st.lists(st.sampled_from(one.targets), min_size=2, unique=True))
        pairs = ({a, b} for a, b in one.apart)
        return None if any(pair <= set(chosen) for pair in pairs) else measure_of(one, chosen)
    return measure_of(one, one.targets)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Service, tuple[Measure, ...]]:
    """A service and some measures that do not contradict each other."""
    service = draw(completed_services())
    # Early service needs the steps before it; its own tests say how.
    offered = [one for one in find(service) if one.kind is not MeasureKind.EARLY]
    chosen = draw(st.lists(st.sampled_from(offered), unique_by=_slot)) if offered else []
    measures = [_measure(draw, one) for one in chosen]
    return service, tuple(one for one in measures if one is not None)


def _slot(one: Opportunity) -> tuple[str, str]:
    """What takes one change only: a requirement one route, an item one mode."""
    if one.kind is MeasureKind.ROUTE:
        return ("route", one.targets[0])
    if one.kind in (MeasureKind.COMMIT, MeasureKind.INSTANT):
        return ("mode", one.targets[0])
    if one.kind in (MeasureKind.RULE, MeasureKind.SHORTEN):
        return ("length", one.targets[0].removeprefix("step/"))
    return (one.kind.value, one.id)


@given(completed_services())
def test_no_measure_is_the_identity(service: Service) -> None:
    """A completed service stays what it is."""
    assert apply(service, ()) == service


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_measures_does_not_matter(
    plan: tuple[Service, tuple[Measure, ...]], chance: Random
) -> None:
    """A plan is a set."""
    service, measures = plan
    shuffled = list(measures)
    chance.shuffle(shuffled)
    assert apply(service, shuffled) == apply(service, measures)


@given(plans())
def test_a_result_is_an_ordinary_completed_service(
    plan: tuple[Service, tuple[Measure, ...]],
) -> None:
    """It can be completed, saved and redesigned again like any other."""
    after = apply(*plan)
    assert Service.model_validate_json(after.model_dump_json()) == after
    if not circle(after):
        assert complete(after) == after
        find(after)


@given(plans())
def test_nothing_leaves_the_list_of_requirements(
    plan: tuple[Service, tuple[Measure, ...]],
) -> None:
    """What is no longer asked for stays in the list with its route."""
    before, measures = plan
    after = {need.id for need in apply(before, measures).requirements}
    assert {need.id for need in before.requirements} <= after


@given(completed_services())
def test_opportunities_are_unique_in_lever_order_and_lawful(service: Service) -> None:
    """No hard rule of law speaks against what is offered."""
    found = find(service)
    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids)
    order = [lever.key for lever in LEVERS]
    keys = [(order.index(one.lever), one.id) for one in found]
    assert keys == sorted(keys)
    for one in found:
        if isinstance(one, GroupOpportunity | ShortenOpportunity) or one.rule_change:
            continue
        broken = measure_violations(load_rules(), service, (measure_of(one, one.targets),))
        assert not [each for each in broken if each.weight is Weight.HARD]


# Every opportunity of every example is applied and checked: fewer examples do.
@settings(max_examples=25)
@given(completed_services())
def test_one_change_alone_worsens_no_hard_rule_but_the_clock(service: Service) -> None:
    """What a merge adds in waiting is bounded by the solver, all else holds at once."""
    rules = load_rules()
    before = service_violations(rules, service)
    for one in find(service):
        if isinstance(one, GroupOpportunity) or one.kind is MeasureKind.EARLY:
            continue
        value = f"{one.floor_hours}h" if isinstance(one, ShortenOpportunity) else ""
        after = apply(service, (measure_of(one, one.targets, value),))
        worse = worsened(before, service_violations(rules, after))
        assert [each.rule for each in worse if each.rule not in ("L-42a", "L-42b")] == []
