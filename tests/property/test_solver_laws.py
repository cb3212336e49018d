"""The solver agrees with looking at every plan, on small services of all shapes."""

from math import prod

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.network.timing import circle
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.opportunity import Opportunity
from optimizer.redesign.plan import Outcome, Status
from optimizer.redesign.request import DEFAULT_METRICS, Metric, Request
from optimizer.service import Service
from optimizer.service.kinds import Authority, Risk
from optimizer.solver.instance import instance
from optimizer.solver.search import clockwork, search
from tests.brute_force import best, choices_of, vector
from tests.property.strategies import completed_services

FREE = Request(
    metrics=DEFAULT_METRICS,
    authority=Authority.LAW,
    risk=Risk.HIGH,
    rule_changes=1,
    time_limit_seconds=120,
)
MOST_PLANS = 400
# Every example is solved twice over; a failing one is small enough to read as it is.
SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def plain(rule: CountingRule, service: Service) -> bool:
    """Whether all figures of the rule are known of the service."""
    return not circle(service) and bool(service.items) and bool(rule)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Service, tuple[Opportunity, ...], CountingRule]:
    """A service, a few of its opportunities, a counting rule."""
    service = draw(completed_services(max_items=3, max_steps=4, teams=draw(st.booleans())))
    offered = [one for one in find(service) if one.kind.value != "guide"]
    chosen: list[Opportunity] = []
    for one in draw(st.permutations(offered)):
        if prod(len(part) for part in choices_of(service, (*chosen, one))) <= MOST_PLANS:
            chosen.append(one)
    rules = load_counting_rules()
    return service, tuple(chosen), rules[draw(st.sampled_from(sorted(rules)))]


def solved(
    service: Service, offered: tuple[Opportunity, ...], rule: CountingRule, request: Request = FREE
) -> Outcome:
    return search(instance(service, offered, rule), request, clockwork(request))


@given(questions())
@settings(SLOW, max_examples=25)
def test_the_optimum_is_the_best_of_all_plans(
    question: tuple[Service, tuple[Opportunity, ...], CountingRule],
) -> None:
    """Same vector of metrics and effort as brute force; the plan really has that vector."""
    service, offered, rule = question
    if not plain(rule, service):
        return
    expected, _ = best(service, offered, rule, DEFAULT_METRICS, rule_changes=1)
    outcome = solved(service, offered, rule)
    assert outcome.status is Status.OPTIMAL
    assert vector(service, outcome.measures, rule, DEFAULT_METRICS) == expected


@given(questions(), st.sampled_from((Metric.PROMISE, Metric.STEPS, Metric.VISITS)))
@settings(SLOW, max_examples=10)
def test_one_opportunity_more_never_worsens_the_optimum(
    question: tuple[Service, tuple[Opportunity, ...], CountingRule], metric: Metric
) -> None:
    """Whoever may do more reaches at least as much."""
    service, offered, rule = question
    request = FREE.model_copy(update={"metrics": (metric,)})
    fewer = solved(service, offered[:-1], rule, request)
    more = solved(service, offered, rule, request)
    assert (more.stages[0].value or 0) <= (fewer.stages[0].value or 0)


@given(questions())
@settings(SLOW, max_examples=8)
def test_the_plan_is_the_same_every_time(
    question: tuple[Service, tuple[Opportunity, ...], CountingRule],
) -> None:
    """Neither the seed of the search nor the order of the opportunities shows."""
    service, offered, rule = question
    first = solved(service, offered, rule)
    again = solved(service, offered[::-1], rule, FREE.model_copy(update={"seed": 7}))
    assert [one.id for one in first.measures] == [one.id for one in again.measures]


@given(questions())
@settings(SLOW, max_examples=8)
def test_no_measure_is_without_effect(
    question: tuple[Service, tuple[Opportunity, ...], CountingRule],
) -> None:
    """Leaving any one measure out changes the service."""
    service, offered, rule = question
    outcome = solved(service, offered, rule)
    after = apply(service, outcome.measures)
    for measure in outcome.measures:
        others = tuple(one for one in outcome.measures if one is not measure)
        assert apply(service, others) != after
