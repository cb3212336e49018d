"""Whether a plan keeps to what was asked: ceilings, pins, targets, claimed values."""

import json
from collections.abc import Iterator

from optimizer.evaluation.judge.claims import Claims
from optimizer.evaluation.judge.figures import figure
from optimizer.places import data_directory
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import StageResult, Status
from optimizer.redesign.request import Asking, Metric, Pin, Request, Target
from optimizer.service.service import Service

_WITHOUT_PLAN = (Status.UNREACHABLE, Status.NOTHING_FOUND)


def asked_faults(
    before: Service, measures: tuple[Measure, ...], request: Request, claims: Claims
) -> Iterator[str]:
    """Where the plan departs from the request, one line each.

    Args:
        before: the as-is service, completed.
        measures: those of the plan.
        request: what was asked.
        claims: of the plan, with the figures already recounted.
    """
    yield from _rule_faults(request, claims.rule)
    yield from _ceiling_faults(measures, request)
    if claims.outcome.measures != measures:
        yield "outcome: holds other measures than the plan"
    if claims.outcome.status in _WITHOUT_PLAN:
        if measures:
            yield f"status {claims.outcome.status.value}: yet there are measures"
        return
    for pin in request.pins:
        if _held(pin, before, claims.after, measures) != pin.wanted:
            yield f"pin {pin.subject}: {'missing' if pin.wanted else 'taken up though refused'}"
    yield from _target_faults(measures, request, claims)
    yield from _stage_faults(measures, request, claims)


def effort(measures: tuple[Measure, ...]) -> int:
    """Points of effort of a set of measures."""
    return sum(one.terms.effort for one in measures)


def _rule_faults(request: Request, rule: CountingRule) -> Iterator[str]:
    path = data_directory() / "counting_rules.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rules"]
    held = [CountingRule.model_validate(row) for row in rows if row["id"] == request.counting]
    if held != [rule]:
        yield f"counting rule {rule.id}@{rule.version}: asked for was {request.counting}"


def _ceiling_faults(measures: tuple[Measure, ...], request: Request) -> Iterator[str]:
    spent = (
        ("effort", effort(measures), request.max_effort),
        ("yuan", sum(one.terms.cost_yuan or 0 for one in measures), request.max_cost_yuan),
        ("person-days", sum(m.terms.person_days or 0 for m in measures), request.max_person_days),
        ("changes of rules", sum(one.rule_change for one in measures), request.rule_changes),
    )
    for name, amount, most in spent:
        if most is not None and amount > most:
            yield f"{name}: {amount}, at most {most}"
    for one in measures:
        if one.terms.authority > request.authority:
            yield f"measure {one.id}: decided by {one.terms.authority.name}, above the ceiling"
        if one.terms.risk > request.risk:
            yield f"measure {one.id}: risk {one.terms.risk.name}, above the ceiling"
        if request.levers and one.lever not in request.levers:
            yield f"measure {one.id}: lever {one.lever} was not allowed"
        if one.rule_change != (one.kind == MeasureKind.RULE):
            yield f"measure {one.id}: a change of a rule is of kind rule, and only that is"


def _held(pin: Pin, before: Service, after: Service, measures: tuple[Measure, ...]) -> bool:
    """Whether the plan does what a pin speaks of."""
    kind, _, rest = pin.subject.partition(":")
    named, _, value = rest.rpartition("=") if "=" in rest else (rest, "", "")
    targets = set(named.split("+"))
    if kind == MeasureKind.MERGE:
        return any(
            targets == {one.value} or (len(targets) > 1 and targets <= _parts(one))
            for one in measures
            if one.kind == MeasureKind.MERGE
        )
    if kind == MeasureKind.WINDOW:
        joined = {item.id for item in after.items if item.window}
        named_items = targets & {item.id for item in before.items}
        return named_items <= joined if named_items else _any(measures, MeasureKind.WINDOW)
    if kind == MeasureKind.FORMS:
        united = {part for one in measures if one.kind == MeasureKind.FORMS for part in one.targets}
        named_forms = targets & {paper.id for paper in before.documents}
        return named_forms <= united if named_forms else _any(measures, MeasureKind.FORMS)
    if kind == MeasureKind.SHORTEN and value:
        return _hours(after, named) <= int(value.removesuffix("h"))
    if kind == MeasureKind.ROUTE and not value:
        return _route(before, rest) != _route(after, rest)
    return any(one.id == pin.subject or one.id.startswith(f"{pin.subject}=") for one in measures)


def _parts(measure: Measure) -> set[str]:
    """Targets of a measure; a merged step stands for its members, too."""
    return {part for target in measure.targets for part in (target, *target.split("+"))}


def _any(measures: tuple[Measure, ...], kind: MeasureKind) -> bool:
    return any(one.kind == kind for one in measures)


def _hours(after: Service, step_id: str) -> int:
    """Length of a step, also when it went into a merged one."""
    for step in after.steps:
        for one in (step, *step.members):
            if one.id == step_id:
                return one.length_hours() or 0
    return 0


def _route(service: Service, requirement_id: str) -> tuple[str, ...]:
    for need in service.requirements:
        if need.id == requirement_id:
            return (need.route.value, need.source, need.document)
    return ()


def _target_faults(
    measures: tuple[Measure, ...], request: Request, claims: Claims
) -> Iterator[str]:
    """100 · after ≤ (100 − percent) · before, and after ≤ at most."""
    asked = () if request.asking == Asking.FRONTIER else request.targets
    for target in (*asked, *claims.targets):
        after = _value(target.metric, measures, claims.after_metrics, claims.rule)
        if after is None or (target.at_most is not None and after > target.at_most):
            yield f"target {target.metric.value}: {after}, at most {target.at_most}"
        if target.percent is not None and not _less(target, after, claims):
            yield f"target {target.metric.value}: not {target.percent} % less"


def _less(target: Target, after: int | None, claims: Claims) -> bool:
    before = figure(claims.before_metrics, claims.rule, target.metric.value, reformed=False)
    if before is None or after is None or target.percent is None:
        return False
    return 100 * after <= (100 - target.percent) * before


def _value(
    metric: Metric, measures: tuple[Measure, ...], after: Metrics, rule: CountingRule
) -> int | None:
    if metric == Metric.EFFORT:
        return effort(measures)
    return figure(after, rule, metric.value, reformed=True)


def _stage_faults(measures: tuple[Measure, ...], request: Request, claims: Claims) -> Iterator[str]:
    """Claimed values of the search are those of the plan, up to slack and what was not proven."""
    given = dict(zip((one.value for one in request.metrics), request.slack, strict=False))
    for stage in claims.outcome.stages:
        found = _stage_value(stage, measures, request, claims)
        if stage.value is None or found is None:
            continue
        slack = given.get(stage.metric, 0) if request.asking == Asking.BEST else 0
        least = stage.value if stage.proven else 0
        if not least <= found <= stage.value + slack:
            yield f"stage {stage.metric}: {stage.value} claimed, {found} recounted"
        if stage.bound is not None and stage.bound > stage.value:
            yield f"stage {stage.metric}: {stage.value} is below its bound {stage.bound}"
        if stage.proven and stage.bound not in (None, stage.value):
            yield f"stage {stage.metric}: proven, yet bound {stage.bound} is not {stage.value}"
    proven = all(stage.proven for stage in claims.outcome.stages)
    if claims.outcome.status == Status.OPTIMAL and not proven:
        yield "status optimal: a stage is not proven"


def _stage_value(
    stage: StageResult, measures: tuple[Measure, ...], request: Request, claims: Claims
) -> int | None:
    """What a stage minimised, counted on the plan; ``None`` for the tie-breaking tail."""
    if stage.metric == "effort":
        return effort(measures)
    if stage.metric == "money":
        return sum((m.terms.cost_yuan or 0) + (m.terms.person_days or 0) for m in measures)
    if stage.metric == "weighted":
        counts = [
            _value(one, measures, claims.after_metrics, claims.rule) for one in request.metrics
        ]
        pairs = zip(request.weights, counts, strict=True)
        return sum(weight * (count or 0) for weight, count in pairs)
    if stage.metric in {metric.value for metric in Metric}:
        return _value(Metric(stage.metric), measures, claims.after_metrics, claims.rule)
    return None
