"""Laws of what is worked out once for many questions: it never answers otherwise."""

from hypothesis import given, settings

from optimizer.evaluation.fitting import Fitting, fitting
from optimizer.levers.applying import APPLYING, Redesigning, apply
from optimizer.levers.commitment import papers
from optimizer.network.edges import edges
from optimizer.network.network import Network
from optimizer.network.timing import circle, clock_hours, elapsed_timing, promise_timing
from optimizer.service.anchors import Anchors, anchor_step, last_step
from optimizer.service.kinds import Anchor
from optimizer.service.service import Service
from tests.property.plans import Plan, possible_plans
from tests.property.strategies import completed_services

_few = settings(max_examples=30)


def _agrees(network: Network) -> bool:
    service = network.service
    return (
        network.edges == edges(service)
        and network.promise == promise_timing(service)
        and network.elapsed == elapsed_timing(service)
        and network.clock_hours() == clock_hours(service)
        and network.circle() == circle(service)
    )


@given(completed_services(circles=True))
def test_a_network_says_what_its_functions_say(service: Service) -> None:
    """Edges, times, clocks and circles are the same, asked together or one by one."""
    assert _agrees(Network(service))


@given(completed_services())
def test_anchors_are_those_found_one_by_one(service: Service) -> None:
    """Laying the steps out by item changes no anchor."""
    anchors = Anchors(service)
    for item in service.items:
        assert anchors.last(item.id) == last_step(service, item.id)
        for anchor in Anchor:
            assert anchors.step(item.id, anchor) == anchor_step(service, item.id, anchor)
            assert anchors.needed(item.id, anchor.value) == anchors.step(item.id, anchor)
        for step in service.steps:
            assert anchors.needed(item.id, step.id) == step
            assert anchors.waited(item.id, step.id) == step
        assert anchors.needed(item.id, "nothing") is None
        assert anchors.waited(item.id, "") == anchors.step(item.id, Anchor.DECISION)


@_few
@given(possible_plans())
def test_papers_and_steps_may_be_changed_apart(plan: Plan) -> None:
    """Kind by kind in the order of the table gives the service that ``apply`` gives."""
    before, measures = plan
    ordered = tuple(sorted(measures, key=lambda one: one.id))
    expected = before
    for kind, change in APPLYING.items():
        expected = change(expected, tuple(one for one in ordered if one.kind is kind))
    expected, after = papers(expected, ordered), apply(before, measures)
    limits = {item.id: (item.promised, item.assumed) for item in after.items}
    items = tuple(
        item.model_copy(update={"promised": limits[item.id][0], "assumed": limits[item.id][1]})
        for item in expected.items
    )
    steps = tuple(sorted(expected.steps, key=lambda one: one.id))
    expected = expected.model_copy(update={"items": items, "steps": steps})
    in_order = tuple(sorted(after.steps, key=lambda one: one.id))
    assert after.model_copy(update={"steps": in_order}) == expected


@_few
@given(possible_plans())
def test_what_was_asked_before_changes_no_answer(plan: Plan) -> None:
    """Part after part of a plan, each gives what it gives alone, networks included."""
    before, measures = plan
    parts, redesigning = Fitting(before, measures), Redesigning(before)
    for left_out in (None, *measures, None):
        rest = [one for one in measures if one is not left_out]
        fit, alone = parts.keeping({one.id for one in rest}), fitting(before, rest)
        assert fit.measures == alone.measures
        assert fit.after == alone.after == apply(before, alone.measures)
        assert _agrees(fit.network)
        assert redesigning.network(dict(fit.kept)).service == fit.after
