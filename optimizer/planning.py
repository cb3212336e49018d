"""What a user does, one function each: check, look at, optimize, trade off, compare, confirm.

The way is always the same: a file becomes a ``Service``; levers find opportunities; the
solver turns some into measures; ``apply`` gives the after-service; the judge recounts.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Cancelled, RequestProblem, Said
from optimizer.evaluation.certainty import Mark, marks
from optimizer.evaluation.contribution import effects, losses, waterfall, without_shortening
from optimizer.evaluation.counting import load_counting_rules, measure_up
from optimizer.evaluation.difference import Difference, difference
from optimizer.evaluation.judge import Claims
from optimizer.evaluation.judge import check as judged
from optimizer.evaluation.reduction import reductions, select
from optimizer.evaluation.sensitivity import survivors
from optimizer.evaluation.warnings import hollow_gains
from optimizer.formats.service_file import read_service
from optimizer.law.check import measure_violations, service_violations
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.levers.renewing import renewed, unmarked
from optimizer.network.timing import circle
from optimizer.redesign.allowed import allowed
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.opportunity import Opportunity
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import Request, Target
from optimizer.redesign.violation import Violation, Weight
from optimizer.service import Service, chosen_options, complete, in_situation
from optimizer.service.confirming import confirmed
from optimizer.service.findings import Finding, findings
from optimizer.solver.explain import clash
from optimizer.solver.frontier import frontier as explore
from optimizer.solver.instance import Instance, instance
from optimizer.solver.schedule import Schedule, schedule
from optimizer.solver.search import clockwork, search
from optimizer.solver.solving import Clockwork, Watch


@dataclass(frozen=True)
class AsIs:
    """A service as it is in one situation, completed, scheduled and counted."""

    situation: tuple[tuple[str, str], ...]
    service: Service
    schedule: Schedule | None
    metrics: Metrics
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class TradeOff:
    """A frontier: vectors in reported units with the plan of each, and whether complete."""

    metrics: tuple[str, ...]
    plans: tuple[tuple[tuple[int, ...], Plan], ...]
    complete: bool


@dataclass(frozen=True)
class Comparison:
    """Two services side by side under one counting rule."""

    before: AsIs
    after: AsIs
    reductions: tuple[Reduction, ...]
    differences: tuple[Difference, ...]


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


def check(path: Path) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in a service file, at once.

    Raises:
        InvalidInput: the file cannot be read as a service; it carries the findings.
    """
    return findings(read_service(path), str(path))


def look_at(service: Service, situation: tuple[tuple[str, str], ...] = ()) -> AsIs:
    """The as-is of a service in one situation.

    Raises:
        RequestProblem: the situation names a question or option the service lacks.
    """
    options = chosen_options(service, dict(situation))
    completed = complete(in_situation(service, options))
    timed = schedule(completed)
    return AsIs(
        situation=tuple(options.items()),
        service=completed,
        schedule=timed,
        metrics=measure_up(completed, None if timed is None else timed.elapsed_hours),
        violations=service_violations(load_rules(), completed),
    )


def counting_rule(rule_id: str) -> CountingRule:
    """The counting rule with this id.

    Raises:
        RequestProblem: there is none; the message names those there are.
    """
    rules = load_counting_rules()
    if rule_id not in rules:
        raise _problem(
            f"{rule_id}: 没有这个统计口径；可用：{'、'.join(rules)}",
            f"{rule_id}: no such counting rule; write one of {', '.join(rules)}",
        )
    return rules[rule_id]


def optimize(
    service: Service,
    request: Request,
    watch: Watch | None = None,
    cancelled: threading.Event | None = None,
    *,
    sensitivity: bool = False,
) -> Plan:
    """The best lawful redesign of a service, or the cheapest that reaches the targets.

    Args:
        service: as it was written down.
        request: what is asked.
        watch: called with progress from the solving thread.
        cancelled: set it to stop; the best plan so far is returned.
        sensitivity: also solve with assumed floors and efforts halved and doubled.

    Raises:
        RequestProblem: the request does not fit the service, or the precedences of the
            service form a circle (named), so that no time can be computed.
        JudgeRejection: internal error; the plan did not survive its recount.
    """
    before = look_at(service, request.situation)
    _refuse_circle(before)
    rule = counting_rule(request.counting)
    offered = find(before.service)
    _refuse_unknown_pins(offered, request)
    clock = clockwork(request, watch, cancelled)
    targets = absolute_targets(request, rule, before.metrics)
    built = instance(before.service, allowed(offered, request, before.service, rule), rule)
    outcome = search(built, request, clock, targets)
    if outcome.status is Status.UNREACHABLE:
        outcome = _explained(before.service, offered, rule, request, targets, clock)
    plan = _recounted(before, rule, request, outcome, targets)
    if sensitivity and outcome.measures:
        plan = plan.model_copy(update={"sensitivity": _sensitivity(plan, before, offered, rule)})
    return plan


def trade_off(
    service: Service,
    request: Request,
    watch: Watch | None = None,
    cancelled: threading.Event | None = None,
) -> TradeOff:
    """Every non-dominated combination of two or three metrics, one plan each."""
    before = look_at(service, request.situation)
    _refuse_circle(before)
    rule = counting_rule(request.counting)
    offered = find(before.service)
    _refuse_unknown_pins(offered, request)
    built = instance(before.service, allowed(offered, request, before.service, rule), rule)
    found = explore(built, request, clockwork(request, watch, cancelled))
    plans = tuple(
        (point.vector, _recounted(before, rule, request, point.outcome, ()))
        for point in found.points
    )
    return TradeOff(tuple(one.value for one in found.metrics), plans, found.complete)


def compare(
    before: Service,
    after: Service,
    rule_id: str = "reporting",
    situation: tuple[tuple[str, str], ...] = (),
) -> Comparison:
    """Any two services under one counting rule, hand-made ones too."""
    first, second = look_at(before, situation), look_at(after, situation)
    rule = counting_rule(rule_id)
    return Comparison(
        before=first,
        after=second,
        reductions=reductions(first.metrics, second.metrics, rule),
        differences=difference(first.service, second.service),
    )


def doubts(service: Service, situation: tuple[tuple[str, str], ...] = ()) -> tuple[Mark, ...]:
    """Every assumed value (推定值) of the as-is that some figure rests on.

    Raises:
        RequestProblem: the situation names a question or option the service lacks.
    """
    return marks(look_at(service, situation).service)


def confirm(service: Service, mark: Mark, situation: tuple[tuple[str, str], ...] = ()) -> Service:
    """The service with one assumed value stated as it is and no longer marked.

    Raises:
        KeyError: the service has no such record in this situation.
    """
    completed = look_at(service, situation).service
    return confirmed(service, completed, mark.subject, mark.id, mark.field)


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
    return _recounted(before, rule, plan.request, outcome, targets).model_copy(
        update={"sensitivity": plan.sensitivity}
    )


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
    return _sensitivity(plan, before, find(before.service), rule, watch, cancelled)


def _gains(plan: Plan, other: Plan) -> tuple[tuple[str, int], ...]:
    after = {one.metric: one.after for one in other.reductions}
    return tuple(
        (one.metric, gain)
        for one in plan.reductions
        if one.after is not None
        and (now := after[one.metric]) is not None
        and (gain := one.after - now) > 0
    )


def absolute_targets(request: Request, rule: CountingRule, before: Metrics) -> tuple[Target, ...]:
    """Percent targets as "at most": 100 · after ≤ (100 − percent) · before, exactly.

    Raises:
        RequestProblem: a percentage of a figure that is unknown.
    """
    found = []
    for target in request.targets:
        ceilings = [] if target.at_most is None else [target.at_most]
        metric = target.metric.value
        if target.percent is not None:
            base = select(before, rule, target.metric, "before")
            if base is None:
                raise _problem(
                    f"{metric}: 改革前数值未知，无法按比例设目标",
                    f"{metric}: the figure before is unknown, so no share of it can be asked for",
                )
            ceilings.append((100 - target.percent) * base // 100)
        if not ceilings:
            raise _problem(
                f"{metric}: 目标应写明压减比例或改革后数值",
                f"{metric}: say by how many per cent, or to which figure",
            )
        found.append(target.model_copy(update={"at_most": min(ceilings)}))
    return tuple(found)


def _refuse_circle(before: AsIs) -> None:
    steps = circle(before.service)
    if steps:
        around = " → ".join((*steps, steps[0]))
        raise _problem(
            f"先后关系成环，无法计算时限：{around}",
            f"the precedences form a circle, so no time can be computed: {around}",
        )


def _refuse_unknown_pins(offered: tuple[Opportunity, ...], request: Request) -> None:
    known = {one.id for one in offered} | {one.id.partition("=")[0] for one in offered}
    targets = {target for one in offered for target in one.targets}
    problems = []
    for pin in request.pins:
        subject = pin.subject.partition("=")[0]
        kind, _, rest = subject.partition(":")
        named = pin.subject in known or subject in known
        if not named and not set(rest.split("+")) <= targets:
            near = [one for one in sorted(known) if one.startswith(f"{kind}:")][:5]
            problems.append(
                Said(
                    f"{pin.subject}: 没有这个改革机会；例如：{'、'.join(near) or '无'}",
                    f"{pin.subject}: nothing like this may change; "
                    f"for example: {', '.join(near) or 'none'}",
                )
            )
    if problems:
        raise RequestProblem(tuple(problems))


def _problem(zh: str, en: str) -> RequestProblem:
    return RequestProblem((Said(zh, en),))


def _explained(
    before: Service,
    offered: tuple[Opportunity, ...],
    rule: CountingRule,
    request: Request,
    targets: tuple[Target, ...],
    clock: Clockwork,
) -> Outcome:
    def build(asked: Request) -> Instance:
        return instance(before, allowed(offered, asked, before, rule), rule)

    return Outcome(
        status=Status.UNREACHABLE,
        seconds=request.time_limit_seconds - clock.left(),
        clash=clash(build, request, targets, clock),
    )


def _recounted(
    before: AsIs,
    rule: CountingRule,
    request: Request,
    outcome: Outcome,
    targets: tuple[Target, ...],
) -> Plan:
    """The plan with everything counted anew and judged."""
    after = apply(before.service, outcome.measures)
    timed = schedule(after)
    metrics = measure_up(after, None if timed is None else timed.elapsed_hours)
    rows = load_rules()
    broken = (
        *service_violations(rows, after),
        *measure_violations(rows, before.service, outcome.measures),
    )
    claims = Claims(
        after=after,
        before_metrics=before.metrics,
        after_metrics=metrics,
        reductions=reductions(before.metrics, metrics, rule),
        schedule=() if timed is None else timed.steps,
        before_schedule=() if before.schedule is None else before.schedule.steps,
        rule=rule,
        targets=targets,
        outcome=outcome,
    )
    judged(before.service, outcome.measures, request, claims)
    return Plan(
        request=request,
        situation=before.situation,
        counting=f"{rule.id}@{rule.version}",
        outcome=outcome,
        verified=True,
        before=before.service,
        after=after,
        before_metrics=before.metrics,
        after_metrics=metrics,
        reductions=claims.reductions,
        without_shortening=without_shortening(before.service, outcome.measures, rule),
        effects=effects(before.service, outcome.measures, rule),
        waterfall=waterfall(before.service, outcome.measures, rule),
        losses=losses(before.service, outcome.measures, rule),
        schedule=claims.schedule,
        before_schedule=claims.before_schedule,
        violations_before=before.violations,
        violations_after=broken,
        sign_offs=_to_sign(before.violations, broken),
        warnings=hollow_gains(before.service, after, outcome.measures, rule),
        assumed=metrics.assumed,
    )


def _to_sign(before: tuple[Violation, ...], after: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """Soft rules that the plan breaks newly or further; the rest are findings of today."""
    amounts = {one.key: one.amount for one in before}
    return tuple(
        one for one in after if one.weight is Weight.SOFT and one.amount > amounts.get(one.key, -1)
    )


def _sensitivity(
    plan: Plan,
    before: AsIs,
    offered: tuple[Opportunity, ...],
    rule: CountingRule,
    watch: Callable[[int, int], None] | None = None,
    cancelled: threading.Event | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    request = plan.request
    targets = absolute_targets(request, rule, before.metrics)
    numbers = itertools.count(1)

    def solve(opportunities: tuple[Opportunity, ...]) -> tuple[str, ...]:
        within = allowed(opportunities, request, before.service, rule)
        built = instance(before.service, within, rule)
        found = search(built, request, clockwork(request, None, cancelled), targets)
        if cancelled is not None and cancelled.is_set():
            raise Cancelled  # half an answer would call measures doubtful that are not
        if watch is not None:
            watch(next(numbers), 0)
        return tuple(one.id for one in found.measures)

    return survivors(plan.outcome.measures, offered, solve)
