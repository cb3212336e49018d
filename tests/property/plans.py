"""Random possible plans of small services, and honest claims about them.

The plans are drawn, not solved for: any part of the opportunities that fits together and
keeps the law by the count of the rooms other than the judge.
"""

from hypothesis import assume
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.evaluation.fitting import fitting
from optimizer.evaluation.judge import Claims
from optimizer.evaluation.reduction import reductions, select
from optimizer.law.check import measure_violations, service_violations, worsened
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.network.timing import clock_hours
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
)
from optimizer.redesign.plan import Outcome, StageResult, Status
from optimizer.redesign.request import Metric, Request
from optimizer.service.kinds import Authority, Risk
from optimizer.service.service import Service
from optimizer.solver.schedule import schedule
from optimizer.worktime import limit_hours
from tests.property.strategies import completed_services

WIDE = Request(authority=Authority.LAW, risk=Risk.HIGH, rule_changes=99)
"""A request that forbids nothing."""

STAGES = (Metric.MATERIALS, Metric.STEPS, Metric.PROMISE, Metric.VISITS, Metric.EFFORT)

Plan = tuple[Service, tuple[Measure, ...]]


@st.composite
def possible_plans(draw: st.DrawFn, *, teams: bool = True, unknown: bool = True) -> Plan:
    """A completed service and measures that fit together and keep every limit."""
    before = draw(completed_services(max_items=3, teams=teams, unknown=unknown))
    drawn: dict[str, Measure] = {}
    for one in find(before):
        if draw(st.booleans()):
            measure = _taken_up(draw, one)
            # A requirement has one route, a class one group: the later draw stands.
            key = f"{measure.kind}:{'' if _grouped(measure) else measure.targets}{measure.value}"
            alone = f"route:{measure.targets}" if measure.kind is MeasureKind.ROUTE else key
            drawn[alone] = measure
    kept = fitting(before, drawn.values()).measures
    assume(keeps_limits(before, kept))
    return before, kept


def _grouped(measure: Measure) -> bool:
    return measure.kind in (MeasureKind.MERGE, MeasureKind.WINDOW, MeasureKind.FORMS)


def _taken_up(draw: st.DrawFn, one: Opportunity) -> Measure:
    if isinstance(one, GroupOpportunity):
        least = min(2, len(one.targets))
        targets = draw(st.lists(st.sampled_from(one.targets), min_size=least, unique=True))
        return measure_of(one, targets)
    if isinstance(one, ShortenOpportunity):
        hours = draw(st.integers(one.floor_hours, one.length_hours - 1))
        return measure_of(one, one.targets, f"{hours}h")
    return measure_of(one, one.targets)


def keeps_limits(before: Service, measures: tuple[Measure, ...]) -> bool:
    """Whether every clock stays within its limit and no hard violation comes in."""
    after = apply(before, measures)
    was, now = clock_hours(before), clock_hours(after)
    for item in before.items:
        limit, clock = item.limit(), now[item.id]
        if limit is None or clock is None:
            continue
        if clock > max(limit_hours(limit.duration), was[item.id] or 0):
            return False
    rules = load_rules()
    broken = (*service_violations(rules, after), *measure_violations(rules, before, measures))
    return not worsened(service_violations(rules, before), broken)


def honest_claims(plan: Plan, request: Request = WIDE) -> Claims:
    """What a truthful program would claim of a plan."""
    before, measures = plan
    rule = load_counting_rules()[request.counting]
    after = apply(before, measures)
    today, then = schedule(before), schedule(after)
    was = measure_up(before, None if today is None else today.elapsed_hours)
    now = measure_up(after, None if then is None else then.elapsed_hours)
    effort = sum(one.terms.effort for one in measures)
    values = [
        (one.value, effort if one is Metric.EFFORT else select(now, rule, one, "after"))
        for one in STAGES
    ]
    stages = tuple(
        StageResult(metric=name, value=value, bound=value, proven=True, seconds=0.0)
        for name, value in values
    )
    return Claims(
        after=after,
        before_metrics=was,
        after_metrics=now,
        reductions=reductions(was, now, rule),
        schedule=() if then is None else then.steps,
        before_schedule=() if today is None else today.steps,
        rule=rule,
        outcome=Outcome(status=Status.OPTIMAL, measures=measures, stages=stages),
    )
