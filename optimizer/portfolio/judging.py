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
from optimizer.redesign.district import DistrictPlan, ServiceChoice
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import Target

_POINT = 1000
_HUNDREDTH = 10**4
"""Units of value and bound: of a point of effort, and of 0.01 per cent; restated here, as the judge
believes nothing of the search."""

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
    failed = {one.service for one in plan.failed}
    for choice in outcome.choices:
        if choice.service in plans:
            yield from _choice_faults(choice, plans[choice.service], plan)
        elif choice.service not in failed:
            yield f"{choice.service}: decided, but there is no plan of it"
    decided = {one.service for one in outcome.choices}
    yield from (f"{key}: a plan that was not decided" for key in plans if key not in decided)
    yield from _effort_faults(plan)
    yield from _target_faults(plan)


def _twice_faults(plan: DistrictPlan) -> Iterator[str]:
    """Whatever stands twice would be summed twice."""
    keys: Mapping[str, list[str]] = {
        "service": [one.key for one in plan.district.members],
        "decision": [one.service for one in plan.outcome.choices],
        "plan": [key for key, _ in plan.plans],
        "source": [one.key for one in plan.sources],
    }
    for what, held in keys.items():
        twice = sorted(key for key, often in Counter(held).items() if often > 1)
        if twice:
            yield f"{what} {twice}: stands twice"


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
    found = plan.model_copy(update={"plans": tuple(again)})
    return None if any(district_faults(found)) else found


def _choice_faults(choice: ServiceChoice, plan: Plan, whole: DistrictPlan) -> Iterator[str]:
    if choice.measures != plan.outcome.measures:
        yield f"{choice.service}: other measures than its plan"
    if (choice.before, choice.after) != (plan.before_metrics, plan.after_metrics):
        yield f"{choice.service}: other figures than its plan"
    own = sum(one.terms.effort for one in choice.measures if one.kind is not MeasureKind.CONNECT)
    if own != choice.effort:
        yield f"{choice.service}: effort {choice.effort}, its measures take {own}"
    keys = {use: one.key for one in whole.sources if not one.online for use in one.uses}
    needed = {keys.get((choice.service, name), name) for name in _connected(choice.measures)}
    if needed - set(choice.sources):
        yield f"{choice.service}: connects {sorted(needed)}, decided was {choice.sources}"


def _connected(measures: tuple[Measure, ...]) -> Iterator[str]:
    return (one.targets[0] for one in measures if one.kind is MeasureKind.CONNECT)


def _effort_faults(plan: DistrictPlan) -> Iterator[str]:
    outcome = plan.outcome
    prices: Mapping[str, int] = {one.key: one.effort for one in plan.sources}
    opened = {key for one in outcome.choices for key in one.sources}
    unknown = opened - set(prices)
    if unknown:
        yield f"sources {sorted(unknown)}: nobody knows them"
        return
    if opened != set(outcome.connected):
        yield f"connected {outcome.connected}: services need {sorted(opened)}"
    spent = sum(one.effort for one in outcome.choices) + sum(prices[key] for key in opened)
    if spent != outcome.effort:
        yield f"effort {outcome.effort}: it is {spent}"
    most = plan.request.max_effort
    if most is not None and spent > most:
        yield f"effort {spent}: at most {most}"
    if outcome.value is not None and outcome.bound is not None and outcome.bound > outcome.value:
        yield f"bound {outcome.bound}: above the value {outcome.value}"


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
