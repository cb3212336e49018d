"""The judge of a district: recounts the joint decision from the judged plans alone.

It shares no code with ``pool``, ``joint`` and the master; every plan of a service has been judged
by ``evaluation.judge`` before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from optimizer import planning
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import select
from optimizer.portfolio.shared import shared_approvals, shared_sources
from optimizer.redesign.district import (
    DistrictPlan,
    Member,
    ServiceChoice,
    SharedApproval,
    SharedSource,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import Target
from optimizer.service.kinds import Authority

_POINT = 1000
_HUNDREDTH = 10**4
_WHOLE = 10**8
_LEAST_WEIGHT = 100
"""Units of value and bound: of a point of effort, of 0.01 per cent, and of 100 per cent; restated
here, as the judge believes nothing of the search."""

_OF_THE_DISTRICT = Authority.LEADING_GROUP
_JOINED = (MeasureKind.FORMS, MeasureKind.WINDOW, MeasureKind.MERGE, MeasureKind.EARLY)
"""What is above the district is approved once, except where services join steps of their own."""

_WITHOUT_PLAN = (Status.UNREACHABLE, Status.NOTHING_FOUND)


def district_faults(plan: DistrictPlan) -> Iterator[str]:
    """Where a decided district contradicts its own plans, one line each.

    Args:
        plan: decided; its services' plans have been judged.
    """
    outcome = plan.outcome
    plans = dict(plan.plans)
    if outcome.status in _WITHOUT_PLAN:
        if outcome.choices or plans:
            yield f"status {outcome.status.value}: yet there are plans"
        return
    yield from _twice_faults(plan)
    yield from _proof_faults(plan)
    for choice in outcome.choices:
        if choice.service in plans:
            yield from _choice_faults(choice, plans[choice.service], plan)
        else:
            yield f"{choice.service}: decided, but there is no judged plan of it"
    decided = {one.service for one in outcome.choices}
    yield from (f"{key}: a plan that was not decided" for key in plans if key not in decided)
    yield from _member_faults(plan)
    yield from _effort_faults(plan)
    yield from _value_faults(plan)
    yield from _target_faults(plan)


def _twice_faults(plan: DistrictPlan) -> Iterator[str]:
    """Whatever stands twice would be summed twice."""
    keys: Mapping[str, list[str]] = {
        "service": [one.key for one in plan.district.members],
        "decision": [one.service for one in plan.outcome.choices],
        "plan": [key for key, _ in plan.plans],
        "source": [one.key for one in plan.sources],
        "approval": [one.key for one in plan.approvals],
    }
    for what, held in keys.items():
        twice = sorted(key for key, often in Counter(held).items() if often > 1)
        if twice:
            yield f"{what} {twice}: stands twice"


def _member_faults(plan: DistrictPlan) -> Iterator[str]:
    """Every service is decided or told as failed; a sum without it would look better than it is."""
    members = {one.key for one in plan.district.members}
    decided = {one.service for one in plan.outcome.choices}
    told = {one.service for one in plan.failed}
    for key in sorted(members - decided - told):
        yield f"{key}: neither decided nor told as failed"
    for key in sorted(decided - members):
        yield f"{key}: decided, but no service of the district"


def _proof_faults(plan: DistrictPlan) -> Iterator[str]:
    """What is called the best has a bound next to it (``docs/modelling.md`` §6)."""
    outcome = plan.outcome
    if plan.request.targets and outcome.value != _POINT * outcome.effort:
        yield f"value {outcome.value}: effort is {outcome.effort}"
    if outcome.status is not Status.OPTIMAL:
        return
    if outcome.value is None or outcome.bound is None:
        yield "called the best without value or bound"
        return
    least = _POINT if plan.request.targets else _HUNDREDTH
    if outcome.value - outcome.bound >= least:
        yield f"called the best: value {outcome.value}, bound {outcome.bound}"


def recounted_district(plan: DistrictPlan) -> DistrictPlan | None:
    """A district from a file with every plan counted again and judged, and so is the whole.

    Returns:
        ``None`` where anything in the file contradicts what is counted.
    """
    services = {one.key: one.service for one in plan.district.members}
    again = []
    for key, held in plan.plans:
        counted = None
        if key in services:
            counted = planning.recount_altered(services[key], held)
        if counted is None:
            return None
        again.append((key, counted))
    if not _knows_what_is_shared(plan, again):
        return None
    found = plan.model_copy(update={"plans": tuple(again)})
    return None if any(district_faults(found)) else found


def _knows_what_is_shared(whole: DistrictPlan, plans: list[tuple[str, Plan]]) -> bool:
    """Whether sources and approvals are those that the services themselves speak of."""
    members = [Member(key=key, service=plan.before) for key, plan in plans]
    sources, _ = shared_sources(members)
    approvals = shared_approvals(members, whole.request.authority)
    return not plans or (sources, approvals) == (whole.sources, whole.approvals)


def _choice_faults(choice: ServiceChoice, plan: Plan, whole: DistrictPlan) -> Iterator[str]:
    if choice.measures != plan.outcome.measures:
        yield f"{choice.service}: other measures than its plan"
    if (choice.before, choice.after) != (plan.before_metrics, plan.after_metrics):
        yield f"{choice.service}: other figures than its plan"
    own = [one.terms for one in choice.measures if not _once(one)]
    spent = (sum(one.effort for one in own), sum(one.cost_yuan or 0 for one in own))
    if spent != (choice.effort, choice.cost_yuan):
        yield f"{choice.service}: {(choice.effort, choice.cost_yuan)}, its measures take {spent}"
    keys = {use: one.key for one in whole.sources if not one.online for use in one.uses}
    names = (one.targets[0] for one in choice.measures if one.kind is MeasureKind.CONNECT)
    connected = {keys.get((choice.service, name), name) for name in names}
    if connected != set(choice.sources):
        yield f"{choice.service}: connects {sorted(connected)}, decided was {choice.sources}"
    approved = {
        _approval(choice.service, one, whole)
        for one in choice.measures
        if _once(one) and one.kind is not MeasureKind.CONNECT
    }
    if approved != set(choice.approvals):
        yield f"{choice.service}: needs {sorted(approved)}, decided was {choice.approvals}"


def _once(measure: Measure) -> bool:
    """Whether the district pays for a measure once, however many services take it."""
    if measure.kind is MeasureKind.CONNECT:
        return True
    return measure.terms.authority > _OF_THE_DISTRICT and measure.kind not in _JOINED


def _approval(service: str, measure: Measure, whole: DistrictPlan) -> str:
    """Key of the approval a measure rests on; its own id where nobody knows any."""
    begins = f"{measure.kind.value}:{'+'.join(measure.targets)}="
    ends = f"#{measure.terms.effort}"
    if measure.kind is MeasureKind.ROUTE:
        ends = f"{measure.value}{ends}"
    for one in whole.approvals:
        for owner, name in one.uses:
            if owner == service and name.startswith(begins) and name.endswith(ends):
                return one.key
    return measure.id


def _effort_faults(plan: DistrictPlan) -> Iterator[str]:
    outcome = plan.outcome
    shared: tuple[SharedSource | SharedApproval, ...] = (*plan.sources, *plan.approvals)
    points = {one.key: one.effort for one in shared}
    yuan = {one.key: one.cost_yuan or 0 for one in shared}
    sources = {key for one in outcome.choices for key in one.sources}
    approvals = {key for one in outcome.choices for key in one.approvals}
    opened = sources | approvals
    unknown = opened - set(points)
    if unknown:
        yield f"{sorted(unknown)}: nobody knows them"
        return
    if (sources, approvals) != (set(outcome.connected), set(outcome.approved)):
        yield f"{outcome.connected}, {outcome.approved}: services need {sorted(opened)}"
    refused = opened & set(plan.request.refused)
    if refused:
        yield f"{sorted(refused)}: refused in the request"
    spent = (
        sum(one.effort for one in outcome.choices) + sum(points[key] for key in opened),
        sum(one.cost_yuan for one in outcome.choices) + sum(yuan[key] for key in opened),
    )
    if spent != (outcome.effort, outcome.cost_yuan):
        yield f"effort {outcome.effort}, yuan {outcome.cost_yuan}: it is {spent}"
    ceilings = (plan.request.max_effort, plan.request.max_cost_yuan)
    for amount, most in zip(spent, ceilings, strict=True):
        if most is not None and amount > most:
            yield f"{spent} points and yuan: at most {ceilings}"
    if outcome.value is not None and outcome.bound is not None and outcome.bound > outcome.value:
        yield f"bound {outcome.bound}: above the value {outcome.value}"


def _value_faults(plan: DistrictPlan) -> Iterator[str]:
    """What is left over, counted again where the most was asked for (``docs/modelling.md`` §6)."""
    if plan.request.targets or plan.request.counting not in load_counting_rules():
        return
    rule = load_counting_rules()[plan.request.counting]
    cases = {one.key: one.service.yearly_cases or 1 for one in plan.district.members}
    left = plan.outcome.effort
    for metric in plan.request.metrics:
        counted = [
            (
                cases.get(one.service, 1) if plan.request.by_volume else 1,
                select(one.before, rule, metric, "before") or 0,
                select(one.after, rule, metric, "after") or 0,
            )
            for one in plan.outcome.choices
        ]
        whole = sum(volume * before for volume, before, _ in counted)
        for volume, _, after in counted if whole else ():
            left += max(_LEAST_WEIGHT, round(_WHOLE * volume / whole)) * after
    if left != plan.outcome.value:
        yield f"value {plan.outcome.value}: {left} is left"


def _target_faults(plan: DistrictPlan) -> Iterator[str]:
    if plan.request.counting not in load_counting_rules():
        yield f"counting rule {plan.request.counting}: there is none"
        return
    for target in plan.request.targets:
        before, after = _sums(plan, target)
        if target.at_most is not None and after > target.at_most:
            yield f"target {target.metric.value}: {after}, at most {target.at_most}"
        if target.percent is not None and 100 * after > (100 - target.percent) * before:
            yield f"target {target.metric.value}: {before} → {after}, not {target.percent} % less"


def _sums(plan: DistrictPlan, target: Target) -> tuple[int, int]:
    rule = load_counting_rules()[plan.request.counting]
    pairs = [
        (
            select(one.before, rule, target.metric, "before") or 0,
            select(one.after, rule, target.metric, "after") or 0,
        )
        for one in plan.outcome.choices
    ]
    return sum(one for one, _ in pairs), sum(other for _, other in pairs)
