"""A request answered: searched, applied, recounted, judged, explained."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

from optimizer.errors import Cancelled, RequestProblem, Said
from optimizer.evaluation.contribution import effects, losses, waterfall, without_shortening
from optimizer.evaluation.counting import measure_up
from optimizer.evaluation.judge import Claims
from optimizer.evaluation.judge import check as judged
from optimizer.evaluation.reduction import reductions, select
from optimizer.evaluation.sensitivity import survivors
from optimizer.evaluation.warnings import hollow_gains
from optimizer.law.check import measure_violations, service_violations
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.network.timing import circle
from optimizer.planning.looking import AsIs, counting_rule, look_at, problem
from optimizer.redesign.allowed import allowed
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import Opportunity
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import Request, Target
from optimizer.redesign.violation import Violation, Weight
from optimizer.service import Service
from optimizer.solver.explain import clash
from optimizer.solver.instance import Instance, instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork, search
from optimizer.solver.solving import Clockwork, Watch


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
    refuse_circle(before)
    rule = counting_rule(request.counting)
    offered = find(before.service)
    refuse_unknown_pins(offered, request)
    clock = clockwork(request, watch, cancelled)
    targets = absolute_targets(request, rule, before.metrics)
    built = instance(before.service, allowed(offered, request, before.service, rule), rule)
    outcome = search(built, request, clock, targets)
    if outcome.status is Status.UNREACHABLE:
        outcome = _explained(before.service, offered, rule, request, targets, clock)
    plan = recounted(before, rule, request, outcome, targets)
    if sensitivity and outcome.measures:
        plan = plan.model_copy(update={"sensitivity": surviving(plan, before, offered, rule)})
    return plan


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
                raise problem(
                    f"{metric}: 改革前数值未知，无法按比例设目标",
                    f"{metric}: the figure before is unknown, so no share of it can be asked for",
                )
            ceilings.append((100 - target.percent) * base // 100)
        if not ceilings:
            raise problem(
                f"{metric}: 目标应写明压减比例或改革后数值",
                f"{metric}: say by how many per cent, or to which figure",
            )
        found.append(target.model_copy(update={"at_most": min(ceilings)}))
    return tuple(found)


def refuse_circle(before: AsIs) -> None:
    """Raise ``RequestProblem`` that names a circle of precedences, if there is one."""
    steps = circle(before.service)
    if steps:
        around = " → ".join((*steps, steps[0]))
        raise problem(
            f"先后关系成环，无法计算时限：{around}",
            f"the precedences form a circle, so no time can be computed: {around}",
        )


def refuse_unknown_pins(offered: tuple[Opportunity, ...], request: Request) -> None:
    """Raise ``RequestProblem`` that names every pin nothing is offered for."""
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


def recounted(
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


def surviving(
    plan: Plan,
    before: AsIs,
    offered: tuple[Opportunity, ...],
    rule: CountingRule,
    watch: Callable[[int, int], None] | None = None,
    cancelled: threading.Event | None = None,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(changed assumption, ids of the measures that survive it) of a plan."""
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
