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

from optimizer.levers.applying import apply
from optimizer.network.timing import clock_hours
from optimizer.redesign.plan import Outcome, StageResult, Status
from optimizer.redesign.request import Asking, Metric, Request, Target
from optimizer.solver import objective
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.hinting import hint
from optimizer.solver.instance import Instance
from optimizer.solver.solving import Answer, Clockwork, Watch, solve
from optimizer.solver.variables import Expression

_TAIL = 5  # stages after the metrics: effort, money, number, cuts, canonical


@dataclass(frozen=True)
class _Stage:
    """One thing to minimise, built when its turn comes; ``slack`` it may give later."""

    name: str
    expression: Callable[[Formulation], Expression]
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
    instance: Instance, request: Request, clock: Clockwork, targets: tuple[Target, ...] = ()
) -> Outcome:
    """Answer a ``best``, ``targets`` or ``weighted`` request.

    Args:
        instance: the service and the allowed opportunities.
        request: what is asked.
        clock: from ``clockwork``.
        targets: the request's targets as absolute figures (``at_most``).

    Returns:
        Measures with what is proven; ``unreachable`` when no plan meets targets and pins.
    """
    form = formulate(instance, request)
    for target in targets:
        assert target.at_most is not None
        form.variables.model.add(form.count(target.metric) <= target.at_most)
        if target.metric is Metric.PROMISE:
            form.bound_promise(target.at_most)
    return _run(form, clock, tuple(_stages(request)))


def _stages(request: Request) -> Iterator[_Stage]:
    if request.asking is Asking.WEIGHTED:
        yield _Stage("weighted", lambda form: _weighted(form, request))
    elif request.asking is Asking.BEST:
        for place, metric in enumerate(request.metrics):
            slack = request.slack[place] if place < len(request.slack) else 0
            yield _Stage(metric.value, _counter(metric), slack)
    yield _Stage("effort", lambda form: objective.effort(form.variables))
    yield _Stage("money", lambda form: objective.money(form.variables))
    yield _Stage("fewest_measures", lambda form: objective.number(form.variables))
    yield _Stage("smallest_cuts", lambda form: objective.hours_cut(form.variables))
    yield _Stage("canonical", lambda form: form.preference())


def _counter(metric: Metric) -> Callable[[Formulation], Expression]:
    return lambda form: form.count(metric)


def _weighted(form: Formulation, request: Request) -> Expression:
    return sum(
        weight * form.count(metric)
        for metric, weight in zip(request.metrics, request.weights, strict=True)
    )


def _run(form: Formulation, clock: Clockwork, stages: tuple[_Stage, ...]) -> Outcome:
    results: list[StageResult] = []
    held: Answer | None = None
    for number, stage in enumerate(stages):
        expression = stage.expression(form)
        if isinstance(expression, int):
            results.append(_result(stage, Answer(True, True, expression, expression, (), 0.0)))
            continue
        answer = _minimise(form, stage, expression, clock, _share(clock, number, len(stages)))
        if answer.feasible is False and held is None:
            return Outcome(status=Status.UNREACHABLE, seconds=_spent(clock))
        results.append(_result(stage, answer))
        if not answer.feasible:
            break
        assert answer.value is not None
        held = answer
        form.variables.model.add(expression <= answer.value + stage.slack)
        if stage.name == Metric.PROMISE.value:
            form.bound_promise(answer.value + stage.slack)
        hint(form.variables, answer)
    return _outcome(form, held, tuple(results), clock, len(stages))


def _minimise(
    form: Formulation, stage: _Stage, expression: Expression, clock: Clockwork, seconds: float
) -> Answer:
    """One stage; its plan must also keep the limits with earliest times."""
    answer = solve(form.variables, stage.name, clock, seconds=seconds, objective=expression)
    if answer.feasible and not form.tight and late(form, answer):
        form.tighten()
        answer = solve(form.variables, stage.name, clock, seconds=seconds, objective=expression)
    return answer


def late(form: Formulation, answer: Answer) -> bool:
    """Whether an item exceeds its limit once every step starts as early as it can."""
    instance = form.variables.instance
    clocks = clock_hours(apply(instance.service, form.measures(answer)))
    return any((clocks[one.item] or 0) > one.cap_hours for one in instance.clocks)


def _share(clock: Clockwork, number: int, count: int) -> float:
    """Most of the time left for this stage, something for those that follow."""
    later = count - number - 1
    return clock.left() * (1.0 if later == 0 else 0.6 if later >= _TAIL else 0.5)


def _spent(clock: Clockwork) -> float:
    return time.monotonic() - clock.started


def _result(stage: _Stage, answer: Answer) -> StageResult:
    return StageResult(
        metric=stage.name,
        value=answer.value,
        bound=answer.bound,
        proven=answer.proven,
        seconds=round(answer.seconds, 3),
    )


def _outcome(
    form: Formulation,
    held: Answer | None,
    results: tuple[StageResult, ...],
    clock: Clockwork,
    stages: int,
) -> Outcome:
    """Optimal means all stages proven; only the last makes the plan the same every time."""
    if held is None:
        return Outcome(status=Status.NOTHING_FOUND, stages=results, seconds=_spent(clock))
    if len(results) == stages and all(one.proven for one in results):
        status = Status.OPTIMAL
    elif clock.cancelled.is_set():
        status = Status.STOPPED
    else:
        status = Status.BOUNDED
    return Outcome(
        status=status,
        measures=form.measures(held),
        stages=tuple(one for one in results if one.metric != "canonical"),
        seconds=_spent(clock),
    )


def renewed(clock: Clockwork, seconds: float) -> Clockwork:
    """The same run with another deadline from now on."""
    return replace(clock, deadline=min(clock.deadline, time.monotonic() + seconds))
