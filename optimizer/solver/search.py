"""The search: one metric after the other, each fixed before the next.

Every stage is solved on the full model, with the promise network and its limits: a model
without times is smaller, but what it promises is often out of reach once the limits of the
items hold, and finding that out takes longer than solving the full model at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Outcome, StageResult, Status
from optimizer.redesign.request import Asking, Metric, Request, Target
from optimizer.solver import objective
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.hinting import hint, hint_decisions
from optimizer.solver.instance import Instance
from optimizer.solver.instance import instance as build
from optimizer.solver.solving import Answer, Clockwork, Watch, solve
from optimizer.solver.variables import Expression, largest

_FIRST_PLAN_SECONDS = 10.0
_LARGE = 200  # steps from which on a simple plan is worth its time
_SIMPLE = frozenset(
    {
        MeasureKind.ROUTE,
        MeasureKind.CONNECT,
        MeasureKind.FORMS,
        MeasureKind.DEFER,
        MeasureKind.WINDOW,
        MeasureKind.VISIT,
    }
)
_TAIL = 2  # stages after the metrics, where nobody entered money


@dataclass(frozen=True)
class _Stage:
    """One thing to minimise, built when its turn comes.

    Attributes:
        parts: (name, expression) in lexicographic order, solved as one weighted sum that
            keeps the order exactly; most stages have one part.
        slack: what a single part may give for the sake of later stages.
    """

    parts: Callable[[Formulation], tuple[tuple[str, Expression], ...]]
    slack: int = 0


def clockwork(
    request: Request, watch: Watch | None = None, cancelled: threading.Event | None = None
) -> Clockwork:
    """Time and reporting for one run of a request."""
    now = time.monotonic()
    return Clockwork(
        started=now,
        deadline=now + request.time_limit_seconds,
        workers=request.workers,
        seed=request.seed,
        cancelled=cancelled or threading.Event(),
        watch=watch,
    )


def search(
    asked: Instance,
    request: Request,
    clock: Clockwork,
    targets: tuple[Target, ...] = (),
) -> Outcome:
    """Answer a ``best``, ``targets`` or ``weighted`` request.

    Args:
        asked: the service and the allowed opportunities.
        request: what is wanted of it.
        clock: from ``clockwork``.
        targets: the request's targets as absolute figures (``at_most``).

    Returns:
        Measures with what is proven; ``unreachable`` when no plan meets targets and pins.
    """
    form = formulate(asked, request)
    for target in targets:
        assert target.at_most is not None
        form.variables.model.add(form.count(target.metric) <= target.at_most)
        if target.metric is Metric.PROMISE:
            form.bound_promise(target.at_most)
    simple = None
    if len(asked.nodes) > _LARGE and request.asking is Asking.BEST and not targets:
        simple = _simple_plan(asked, request, clock)
    if simple is not None:
        hint_decisions(form.variables, simple.taken)
    stages = (*_stages(request), *_TAIL_STAGES)
    outcome = _run(form, clock, stages)
    if outcome.status is Status.NOTHING_FOUND and simple is not None:
        return outcome.model_copy(update={"status": Status.BOUNDED, "measures": simple.measures})
    return outcome


@dataclass(frozen=True)
class _Simple:
    """A plan of the measures that touch no time, and the decisions behind it."""

    measures: tuple[Measure, ...]
    taken: set[str]


def _simple_plan(asked: Instance, request: Request, clock: Clockwork) -> _Simple | None:
    """Something to hold and to start from where the whole model takes seconds to read.

    Materials, windows and visits only: no step merges, moves or gets shorter.
    """
    offered = tuple(one for one in asked.opportunities if one.kind in _SIMPLE)
    form = formulate(build(asked.service, offered, asked.rule), request)
    seconds = min(_FIRST_PLAN_SECONDS, clock.left()) / 4
    metric = request.metrics[0]
    answer = solve(
        form.variables, metric.value, clock, seconds=seconds, objective=form.count(metric)
    )
    if not answer.feasible:
        return None
    taken = {name for name, one in form.variables.decisions.items() if answer.of(one)}
    return _Simple(form.measures(answer), taken)


def _stages(request: Request) -> Iterator[_Stage]:
    if request.asking is Asking.WEIGHTED:
        yield _Stage(lambda form: (("weighted", _weighted(form, request)),))
    elif request.asking is Asking.BEST:
        for place, metric in enumerate(request.metrics):
            slack = request.slack[place] if place < len(request.slack) else 0
            yield _Stage(_counter(metric), slack)


def _counter(metric: Metric) -> Callable[[Formulation], tuple[tuple[str, Expression], ...]]:
    return lambda form: ((metric.value, form.count(metric)),)


def _cheapest(form: Formulation) -> tuple[tuple[str, Expression], ...]:
    variables = form.variables
    return (
        ("effort", objective.effort(variables)),
        ("money", objective.money(variables)),
        ("fewest_measures", objective.number(variables)),
    )


def _canonical(form: Formulation) -> tuple[tuple[str, Expression], ...]:
    return (
        ("smallest_cuts", objective.hours_cut(form.variables)),
        ("canonical", form.preference()),
    )


# Effort and number of measures are one proof, and so are the hours cut and the fixed
# preference: two long proofs instead of four.
_TAIL_STAGES = (_Stage(_cheapest), _Stage(_canonical))


def _weighted(form: Formulation, request: Request) -> Expression:
    return sum(
        weight * form.count(metric)
        for metric, weight in zip(request.metrics, request.weights, strict=True)
    )


def _run(form: Formulation, clock: Clockwork, stages: tuple[_Stage, ...]) -> Outcome:
    results: list[StageResult] = []
    held: Answer | None = None
    finished = True
    for number, stage in enumerate(stages):
        parts = stage.parts(form)
        weighted, weights = _weighted_sum(form, parts)
        if isinstance(weighted, int):
            results.extend(_constant(name, value) for name, value in parts)
            continue
        seconds = _share(clock, len(stages) - number - 1, held=held is not None)
        answer = solve(form.variables, parts[0][0], clock, seconds=seconds, objective=weighted)
        if answer.feasible is False and held is None:
            return Outcome(status=Status.UNREACHABLE, seconds=_spent(clock))
        results.extend(_results(parts, weights, answer))
        finished = finished and answer.proven
        if not answer.feasible:
            finished = False
            break
        assert answer.value is not None
        held = answer
        form.variables.model.add(weighted <= answer.value + stage.slack)
        if parts[0][0] == Metric.PROMISE.value:
            form.bound_promise(answer.value + stage.slack)
        hint(form.variables, answer)
    return _outcome(form, held, tuple(results), clock, finished=finished)


def _weighted_sum(
    form: Formulation, parts: tuple[tuple[str, Expression], ...]
) -> tuple[Expression, tuple[int, ...]]:
    """Σ weight · part in which no later part can outweigh one unit of an earlier one."""
    weights, weight = [], 1
    for _, expression in reversed(parts):
        weights.append(weight)
        weight *= largest(form.variables, expression) + 1
    weights.reverse()
    total: Expression = 0
    for (_, expression), factor in zip(parts, weights, strict=True):
        total = total + factor * expression
    return total, tuple(weights)


def _share(clock: Clockwork, later: int, *, held: bool) -> float:
    """Most of the time left for this stage, something for those that follow.

    Without a plan nothing follows: the first stage may take nearly all of a short time.
    """
    left = clock.left()
    share = left * (1.0 if later == 0 else 0.6 if later >= _TAIL else 0.5)
    return share if held else max(share, min(0.9 * left, _FIRST_PLAN_SECONDS))


def _spent(clock: Clockwork) -> float:
    return time.monotonic() - clock.started


def _constant(name: str, value: Expression) -> StageResult:
    assert isinstance(value, int)
    return StageResult(metric=name, value=value, bound=value, proven=True, seconds=0.0)


def _results(
    parts: tuple[tuple[str, Expression], ...], weights: tuple[int, ...], answer: Answer
) -> Iterator[StageResult]:
    """What a stage says of each of its parts; the bound speaks of the first one only."""
    for place, ((name, expression), weight) in enumerate(zip(parts, weights, strict=True)):
        if name == "canonical":
            continue
        if isinstance(expression, int):
            yield _constant(name, expression)
            continue
        value = answer.of(expression) if answer.feasible else None
        bound = value if answer.proven else None
        if not answer.proven and place == 0 and answer.bound is not None:
            bound = max(0, answer.bound // weight)
        yield StageResult(
            metric=name,
            value=value,
            bound=bound,
            proven=answer.proven,
            seconds=round(answer.seconds, 3) if place == 0 else 0.0,
        )


def _outcome(
    form: Formulation,
    held: Answer | None,
    results: tuple[StageResult, ...],
    clock: Clockwork,
    *,
    finished: bool,
) -> Outcome:
    """Optimal means all stages proven; only the last makes the plan the same every time."""
    if held is None:
        if finished:  # Nothing can be decided: the service stays as it is.
            return Outcome(status=Status.OPTIMAL, stages=results, seconds=_spent(clock))
        return Outcome(status=Status.NOTHING_FOUND, stages=results, seconds=_spent(clock))
    if finished:
        status = Status.OPTIMAL
    elif clock.cancelled.is_set():
        status = Status.STOPPED
    else:
        status = Status.BOUNDED
    return Outcome(
        status=status,
        measures=form.measures(held),
        stages=results,
        seconds=_spent(clock),
    )


def renewed(clock: Clockwork, seconds: float) -> Clockwork:
    """The same run with another deadline from now on."""
    return replace(clock, deadline=min(clock.deadline, time.monotonic() + seconds))
