"""A planner's own request, and what would be reachable."""

import pytest

from optimizer import planning
from optimizer.errors import RequestProblem
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import (
    NAMED_REQUESTS,
    RECOMMENDED,
    Asking,
    Metric,
    Pin,
    Request,
    Target,
)
from optimizer.service.kinds import Authority, Risk
from optimizer.wording.figures import plan_name
from optimizer.workspace import overview
from optimizer.workspace.requests import (
    TARGETED,
    Aim,
    Draft,
    OfferSort,
    draft_of,
    offers,
    request_of,
    today,
)
from tests.bakery import bakery


def asked(*targets: Target, **more: object) -> Request:
    base = Request(name="目标", asking=Asking.TARGETS, targets=targets)
    return base.model_copy(update=more)


def solved(request: Request) -> Plan:
    return planning.optimize(bakery(), request)


def test_the_empty_form_asks_what_the_recommended_plan_asks() -> None:
    request = request_of(Draft())
    assert request == RECOMMENDED.model_copy(update={"name": ""})


@pytest.mark.parametrize(
    "request_",
    [
        Request(name="甲", metrics=(Metric.VISITS, Metric.FORMS), levers=("window",)),
        asked(
            Target(metric=Metric.MATERIALS, percent=40),
            Target(metric=Metric.PROMISE, at_most=9),
            authority=Authority.CITY,
            risk=Risk.LOW,
            max_effort=12,
            situation=(("是否现场制售", "否"),),
        ),
        Request(
            name="权", asking=Asking.WEIGHTED, metrics=(Metric.STEPS, Metric.FEES), weights=(3, 1)
        ),
    ],
)
def test_a_request_filled_into_the_form_is_asked_again(request_: Request) -> None:
    assert request_of(draft_of(request_)) == request_


def test_a_named_request_gets_no_name_of_its_own_in_the_form() -> None:
    assert draft_of(RECOMMENDED).name == ""


def test_a_weight_of_nothing_is_not_asked() -> None:
    draft = Draft(asking=Asking.WEIGHTED, weights=((Metric.STEPS, 0), (Metric.VISITS, 2)))
    request = request_of(draft)
    assert (request.metrics, request.weights) == ((Metric.VISITS,), (2,))


@pytest.mark.parametrize(
    "draft",
    [
        Draft(metrics=()),
        Draft(asking=Asking.TARGETS),
        Draft(asking=Asking.TARGETS, aims=((Metric.STEPS, Aim()),)),
        Draft(asking=Asking.WEIGHTED, weights=((Metric.STEPS, 0),)),
        *(Draft(name=name) for name in NAMED_REQUESTS),
        Draft(name=plan_name("recommended", "zh")),
        Draft(name=f" {plan_name('breakthrough', 'en')} "),
    ],
)
def test_what_a_form_lacks_is_told_in_both_languages(draft: Draft) -> None:
    with pytest.raises(RequestProblem) as caught:
        request_of(draft)
    (problem,) = caught.value.problems
    assert problem.zh
    assert problem.en.isascii() or "“" in problem.en


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(RequestProblem) as caught:
        request_of(Draft(name="recommended", metrics=()))
    assert len(caught.value.problems) == 2


def test_a_target_of_nothing_left_is_a_target() -> None:
    """0 is a figure, and 0 % is a demand not to get worse."""
    aims = ((Metric.VISITS, Aim(at_most=0)), (Metric.STEPS, Aim(percent=0)))
    request = request_of(Draft(asking=Asking.TARGETS, aims=aims))
    assert request.targets == (
        Target(metric=Metric.VISITS, at_most=0),
        Target(metric=Metric.STEPS, percent=0),
    )


def test_figures_of_today_are_those_a_percentage_is_measured_against() -> None:
    as_is = planning.look_at(bakery())
    for rule in overview.rules().values():
        figures = today(as_is, rule)
        assert set(figures) == set(TARGETED)
        base = figures[Metric.MATERIALS]
        assert base is not None
        half = asked(Target(metric=Metric.MATERIALS, percent=50))
        (target,) = planning.absolute_targets(half, rule, as_is.metrics)
        assert target.at_most == base // 2


# --- out of reach ---------------------------------------------------------------------------------


def sorts(plan: Plan) -> list[OfferSort]:
    return [one.sort for one in offers(plan)]


def test_a_target_beyond_reach_becomes_what_it_reaches_alone() -> None:
    plan = solved(asked(Target(metric=Metric.MATERIALS, at_most=1)))
    assert plan.outcome.status is Status.UNREACHABLE
    first = offers(plan)[0]
    assert first.sort is OfferSort.REACHABLE
    assert first.request.targets == (Target(metric=Metric.MATERIALS, at_most=first.value),)
    assert solved(first.request).outcome.status is Status.OPTIMAL


def test_several_targets_beyond_reach_are_eased_at_once() -> None:
    plan = solved(
        asked(Target(metric=Metric.MATERIALS, at_most=1), Target(metric=Metric.PROMISE, percent=95))
    )
    first = offers(plan)[0]
    assert first.sort is OfferSort.ALL_REACHABLE
    assert all(one.percent is None for one in first.request.targets)


def test_an_only_target_is_never_dropped() -> None:
    """A request for targets without any would ask nothing."""
    plan = solved(asked(Target(metric=Metric.MATERIALS, at_most=1)))
    assert OfferSort.NO_TARGET not in sorts(plan)


def test_a_ceiling_in_the_way_is_raised_by_one() -> None:
    plan = solved(
        asked(
            Target(metric=Metric.STEPS, at_most=6),
            authority=Authority.OWN_UNIT,
            risk=Risk.MEDIUM,
        )
    )
    (offer,) = [one for one in offers(plan) if one.sort is OfferSort.AUTHORITY]
    assert offer.request.authority is Authority.CO_SIGNATURE
    assert offer.value == Authority.CO_SIGNATURE


def test_effort_levers_and_decisions_in_the_way_can_be_given_up() -> None:
    target = Target(metric=Metric.MATERIALS, at_most=3)
    cases: dict[OfferSort, tuple[dict[str, object], dict[str, object]]] = {
        OfferSort.CEILING: ({"max_effort": 1}, {"max_effort": None}),
        OfferSort.LEVERS: ({"levers": ("shorten",)}, {"levers": ()}),
        OfferSort.PIN: ({"pins": (Pin(subject="window:window", wanted=False),)}, {"pins": ()}),
    }
    for sort, (asking, given_up) in cases.items():
        plan = solved(asked(target, **asking))
        assert plan.outcome.status is Status.UNREACHABLE
        (offer,) = [one for one in offers(plan) if one.sort is sort]
        assert offer.request == plan.request.model_copy(update=given_up)
        assert solved(offer.request).outcome.status is Status.OPTIMAL


def test_without_a_known_clash_only_more_time_is_offered() -> None:
    plan = solved(asked(Target(metric=Metric.MATERIALS, at_most=1)))
    outcome = plan.outcome.model_copy(update={"clash": None})
    (offer,) = offers(plan.model_copy(update={"outcome": outcome}))
    assert (offer.sort, offer.value) == (OfferSort.LONGER, 240)
    assert offer.request.time_limit_seconds == 240
