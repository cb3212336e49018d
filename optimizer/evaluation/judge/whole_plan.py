"""The judge on a finished plan, explanation included, e.g. one read from a file."""

from collections.abc import Iterator

from optimizer.errors import RequestProblem
from optimizer.evaluation.judge.claims import Claims
from optimizer.evaluation.judge.figures import METRICS, figure, reduction_faults
from optimizer.evaluation.judge.network import Net, Weighing
from optimizer.evaluation.judge.recount import recount
from optimizer.evaluation.judge.verdict import verify
from optimizer.law.check import measure_violations, service_violations
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.redesign.violation import Weight
from optimizer.service.service import Service

_EXPLAINED = ("materials", "steps", "promise", "visits")


def verify_plan(plan: Plan, rule: CountingRule) -> tuple[str, ...]:
    """Every disagreement between a finished plan and its recount; empty when they agree.

    Hollow-gain warnings and the sensitivity line are words about the plan, not figures of
    it; they are not recounted.

    Args:
        plan: with everything it says.
        rule: the counting rule it names.
    """
    claims = Claims(
        after=plan.after,
        before_metrics=plan.before_metrics,
        after_metrics=plan.after_metrics,
        reductions=plan.reductions,
        schedule=plan.schedule,
        before_schedule=plan.before_schedule,
        rule=rule,
        outcome=plan.outcome,
    )
    faults = [*verify(plan.before, plan.outcome.measures, plan.request, claims)]
    if faults:
        return tuple(faults)  # What is explained would rest on wrong figures.
    faults.extend(_labels(plan, rule))
    faults.extend(_waterfall_faults(plan, rule))
    faults.extend(_loss_faults(plan, rule))
    faults.extend(_unshortened_faults(plan, rule))
    faults.extend(_law_faults(plan))
    return tuple(faults)


def _labels(plan: Plan, rule: CountingRule) -> Iterator[str]:
    if not plan.verified:
        yield "verified: the plan does not say that it was recounted"
    if plan.counting != f"{rule.id}@{rule.version}":
        yield f"counting: {plan.counting} is not {rule.id}@{rule.version}"
    if plan.assumed != plan.after_metrics.assumed:
        yield "assumed: not what the figures after the reform rest on"
    asked = dict(plan.request.situation)
    if any(dict(plan.situation).get(question) != one for question, one in asked.items()):
        yield "situation: not the one that was asked for"


def _waterfall_faults(plan: Plan, rule: CountingRule) -> Iterator[str]:
    """Rows of a metric hang together from the before-figure to the after-figure."""
    families = {one.lever for one in plan.outcome.measures} | {"counting_basis"}
    for row in plan.waterfall:
        if row.family not in families or row.metric not in _EXPLAINED:
            yield f"waterfall: {row.family} gives {row.metric}, which no measure of it does"
    for metric in _EXPLAINED:
        was = figure(plan.before_metrics, rule, metric, reformed=False)
        now = figure(plan.after_metrics, rule, metric, reformed=True)
        if was is None or now is None:
            continue
        level = was
        for row in plan.waterfall:
            if row.metric == metric:
                if row.before != level:
                    yield f"waterfall of {metric}: {row.family} begins at {row.before}, not {level}"
                level = row.after
        if level != now:
            yield f"waterfall of {metric}: ends at {level}, not at {now}"


def _loss_faults(plan: Plan, rule: CountingRule) -> Iterator[str]:
    """Without a measure and those named with it, figures are worse by just so much."""
    measures = plan.outcome.measures
    ids = [one.id for one in measures]
    if [loss.measure for loss in plan.losses] != ids:
        yield "losses: not one for each measure"
        return
    turned = tuple(
        (loss.measure, tuple((metric, -amount) for metric, amount in loss.lost))
        for loss in plan.losses
    )
    if plan.effects != turned:
        yield "effects: not the losses turned round"
    whole = _figures(plan.after, rule)
    for loss in plan.losses:
        gone = {loss.measure, *loss.dropped}
        rest = _applied(plan.before, tuple(one for one in measures if one.id not in gone))
        if rest is None or not gone <= set(ids):
            yield f"loss of {loss.measure}: what is left does not go together"
            continue
        less = _figures(rest, rule)
        lost = tuple(
            (metric, without - value)
            for metric, value in whole.items()
            if value is not None and (without := less[metric]) is not None and without != value
        )
        if lost != loss.lost:
            yield f"loss of {loss.measure}: {loss.lost}, recounted {lost}"


def _unshortened_faults(plan: Plan, rule: CountingRule) -> Iterator[str]:
    """The table without shortening and early service, where nothing else goes with them."""
    speeding = (MeasureKind.SHORTEN, MeasureKind.EARLY)
    kept = tuple(one for one in plan.outcome.measures if one.kind not in speeding)
    rest = _applied(plan.before, kept)
    if rest is None:
        return
    was = recount(plan.before, _elapsed(plan.before))
    told = reduction_faults(was, recount(rest, _elapsed(rest)), rule, plan.without_shortening)
    yield from (f"without shortening: {fault}" for fault in told)


def _law_faults(plan: Plan) -> Iterator[str]:
    rules = load_rules()
    broken = (
        *service_violations(rules, plan.after),
        *measure_violations(rules, plan.before, plan.outcome.measures),
    )
    if plan.violations_before != service_violations(rules, plan.before):
        yield "violations today: not those that the law finds"
    if plan.violations_after != broken:
        yield "violations: not those that the law finds"
    today = {(one.rule, one.subject): one.amount for one in plan.violations_before}
    expected = tuple(
        one
        for one in broken
        if one.weight == Weight.SOFT
        and ((one.rule, one.subject) not in today or one.amount > today[one.rule, one.subject])
    )
    if plan.sign_offs != expected:
        yield "sign-offs: not the soft violations that are new or worse"


def _applied(before: Service, measures: tuple[Measure, ...]) -> Service | None:
    """The service after the measures; ``None`` when they do not go together."""
    try:
        after = apply(before, measures)
    except RequestProblem:
        return None
    return after if Net(after).times(Weighing.PROMISE) else None


def _figures(service: Service, rule: CountingRule) -> dict[str, int | None]:
    counted = recount(service, _elapsed(service))
    return {metric: figure(counted, rule, metric, reformed=True) for metric in METRICS}


def _elapsed(service: Service) -> int | None:
    """The longest path where no step needs a team; else a schedule would have to be made."""
    if any(step.demands for step in service.steps):
        return None
    times = Net(service).times(Weighing.ELAPSED)
    return times.length if times else None
