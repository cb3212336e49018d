"""The verdict: every disagreement between a plan and its recount."""

from collections.abc import Iterator

from optimizer.errors import JudgeRejection, RequestProblem
from optimizer.evaluation.judge.asked import asked_faults
from optimizer.evaluation.judge.claims import Claims
from optimizer.evaluation.judge.conditions import condition_faults
from optimizer.evaluation.judge.figures import reduction_faults
from optimizer.evaluation.judge.recount import recount
from optimizer.evaluation.judge.timetable import timetable_faults
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.redesign.request import Request
from optimizer.service.service import Service


def check(before: Service, measures: tuple[Measure, ...], request: Request, claims: Claims) -> None:
    """Refuse a plan that does not survive its recount.

    Args:
        before: the as-is service, completed, in the request's situation.
        measures: what the plan does.
        request: what was asked.
        claims: what the plan says of itself.

    Raises:
        JudgeRejection: with every disagreement.
    """
    faults = verify(before, measures, request, claims)
    if faults:
        raise JudgeRejection(faults)


def verify(
    before: Service, measures: tuple[Measure, ...], request: Request, claims: Claims
) -> tuple[str, ...]:
    """Every disagreement between the plan and its recount; empty when they agree."""
    faults = [*_measure_faults(measures), *_offer_faults(before, measures)]
    try:
        after = apply(before, measures)
    except RequestProblem as problem:
        return (*faults, *problem.told("en"))
    if after != claims.after:
        faults.append(f"after-service: differs in {'、'.join(_differing(after, claims.after))}")
    was = recount(before, claims.before_metrics.elapsed_hours)
    now = recount(after, claims.after_metrics.elapsed_hours)
    faults.extend(_metric_faults("before", was, claims.before_metrics))
    faults.extend(_metric_faults("after", now, claims.after_metrics))
    faults.extend(reduction_faults(was, now, claims.rule, claims.reductions))
    faults.extend(
        timetable_faults("schedule today", before, claims.before_schedule, was.elapsed_hours)
    )
    faults.extend(timetable_faults("schedule", after, claims.schedule, now.elapsed_hours))
    faults.extend(condition_faults(before, after, measures))
    recounted = claims.model_copy(update={"before_metrics": was, "after_metrics": now})
    faults.extend(asked_faults(before, measures, request, recounted))
    return tuple(faults)


def _measure_faults(measures: tuple[Measure, ...]) -> Iterator[str]:
    """Measures are named once, and no two of them decide the same thing."""
    ids = [one.id for one in measures]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"measure {twice}: listed more than once"
    taken: dict[tuple[MeasureKind, str], str] = {}
    for one in measures:
        if one.targets != tuple(sorted(set(one.targets))):
            yield f"measure {one.id}: its targets are not sorted"
        for target in one.targets:
            other = taken.setdefault((one.kind, target), one.id)
            if other != one.id:
                yield f"measures {other} and {one.id}: both decide {target}"


def _offer_faults(before: Service, measures: tuple[Measure, ...]) -> Iterator[str]:
    """Every measure takes up something the levers offer, at the price they name."""
    offered = find(before)
    for one in measures:
        if not any(_takes_up(one, opportunity) for opportunity in offered):
            yield f"measure {one.id}: no lever offers this, or not at this price"


def _takes_up(measure: Measure, opportunity: Opportunity) -> bool:
    if (opportunity.kind, opportunity.lever) != (measure.kind, measure.lever):
        return False
    if not set(measure.targets) <= set(opportunity.targets):
        return False
    try:
        return measure_of(opportunity, measure.targets, measure.value) == measure
    except RequestProblem:
        return False


def _metric_faults(name: str, counted: Metrics, claimed: Metrics) -> Iterator[str]:
    for field in Metrics.model_fields:
        mine, theirs = getattr(counted, field), getattr(claimed, field)
        if mine != theirs:
            yield f"{name}: {field} is {theirs}, recounted {mine}"


def _differing(mine: Service, theirs: Service) -> list[str]:
    return [
        field for field in Service.model_fields if getattr(mine, field) != getattr(theirs, field)
    ]
