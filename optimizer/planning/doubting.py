"""What a plan rests on: other marks, other assumptions, other rules."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from optimizer.errors import JudgeRejection, RequestProblem
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.levers.renewing import renewed, unmarked
from optimizer.planning.answering import absolute_targets, optimize, recounted, surviving
from optimizer.planning.looking import counting_rule, look_at
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Plan, Status
from optimizer.service import Service


@dataclass(frozen=True)
class RuleWorth:
    """What the plan would gain if one rule were changed first (调整规定).

    Attributes:
        change: the change of the rule, as a measure.
        gains: (metric, figure of the plan today less the figure with the change); only what
            gets better, in reported units.
        proven: both plans are proven best.
    """

    change: Measure
    gains: tuple[tuple[str, int], ...]
    proven: bool


def recount(service: Service, plan: Plan) -> Plan | None:
    """The plan for a service whose values were confirmed but not changed since.

    The search reads values, not their marks; so what was proven of a service is proven of the
    same service with other marks, and only the marks have to be written anew.

    Returns:
        The plan counted and judged again; ``None`` when anything but marks differs.
    """
    before = look_at(service, plan.request.situation)
    if unmarked(before.service) != unmarked(plan.before):
        return None
    rule = counting_rule(plan.request.counting)
    if f"{rule.id}@{rule.version}" != plan.counting:
        return None
    measures = renewed(find(before.service), plan.outcome.measures)
    outcome = plan.outcome.model_copy(update={"measures": measures})
    targets = absolute_targets(plan.request, rule, before.metrics)
    return recounted(before, rule, plan.request, outcome, targets).model_copy(
        update={"sensitivity": plan.sensitivity}
    )


def recount_altered(service: Service, plan: Plan) -> Plan | None:
    """The plan counted again, where anybody may have altered it since it was computed.

    What the judge rejects is an internal error in a plan of our own; in a file it is a change.

    Returns:
        ``None`` also where measures, request or figures proven are none of the service's.
    """
    try:
        return recount(service, plan)
    except (JudgeRejection, RequestProblem, LookupError):
        return None


def rule_changes(
    service: Service,
    plan: Plan,
    watch: Callable[[int, int], None] | None = None,
    cancelled: threading.Event | None = None,
) -> tuple[RuleWorth, ...]:
    """What each single change of a rule would be worth to a plan, the most worth first.

    Each rule is changed alone in the as-is, and the same request is answered again.

    Args:
        service: as it was written down.
        plan: the answer today.
        watch: called with how many changes were tried, of how many.
        cancelled: set it to stop; what was tried so far is returned.
    """
    before = look_at(service, plan.request.situation)
    offered = [one for one in find(before.service) if one.rule_change]
    found = []
    for number, one in enumerate(offered):
        if cancelled is not None and cancelled.is_set():
            break
        change = measure_of(one, one.targets)
        other = optimize(apply(before.service, (change,)), plan.request, None, cancelled)
        gains = _gains(plan, other)
        if gains:
            proven = plan.outcome.status is other.outcome.status is Status.OPTIMAL
            found.append(RuleWorth(change, gains, proven))
        if watch is not None:
            watch(number + 1, len(offered))
    order = {metric.value: place for place, metric in enumerate(plan.request.metrics)}
    found.sort(key=lambda one: sorted((order.get(m, 99), -gain) for m, gain in one.gains))
    return tuple(found)


def sensitivity(
    service: Service,
    plan: Plan,
    watch: Callable[[int, int], None] | None = None,
    cancelled: threading.Event | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which measures of a plan survive when assumed floors and efforts are halved or doubled.

    The plan itself is not searched again.

    Args:
        service: as it was written down.
        plan: an answer for it, with measures.
        watch: called with how many assumptions were tried, of how many (0: not known).
        cancelled: set it to stop.

    Returns:
        (changed assumption, ids of the measures that survive), see ``Plan.sensitivity``.

    Raises:
        Cancelled: stopped before every assumption was tried.
    """
    before = look_at(service, plan.request.situation)
    rule = counting_rule(plan.request.counting)
    return surviving(plan, before, find(before.service), rule, watch, cancelled)


def _gains(plan: Plan, other: Plan) -> tuple[tuple[str, int], ...]:
    after = {one.metric: one.after for one in other.reductions}
    return tuple(
        (one.metric, gain)
        for one in plan.reductions
        if one.after is not None
        and (now := after[one.metric]) is not None
        and (gain := one.after - now) > 0
    )
