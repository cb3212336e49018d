"""The search: one metric after the other, each fixed before the next.

Stages that need no durations run on the smaller model without the promise network; its
answer counts only when the full model attains it, else the search starts again with the
full model from the first stage.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from optimizer.levers.applying import apply
from optimizer.network.timing import clock_hours
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import Outcome, StageResult, Status
from optimizer.redesign.request import Asking, Metric, Request, Target
from optimizer.solver import objective
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.hinting import hint
from optimizer.solver.instance import Instance
from optimizer.solver.solving import Answer, Clockwork, Watch, solve
from optimizer.solver.variables import Expression

_TAIL = ("effort", "money", "fewest_measures", "canonical")


@dataclass(frozen=True)
class _Stage:
    """One thing to minimise, built when its turn comes; ``slack`` it may give later."""

    name: str
    expression: Callable[[Formulation], Expression]
    slack: int = 0
    timed: bool = False


class _NotAttained(Exception):
    """The full model does not attain what the smaller one promised."""


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
    stages = tuple(_stages(request))
    try:
        return _run(instance, request, clock, targets, stages, timed=False)
    except _NotAttained:
        return _run(instance, request, clock, targets, stages, timed=True)


def _stages(request: Request) -> Iterator[_Stage]:
    if request.asking is Asking.WEIGHTED:
        yield _Stage("weighted", lambda form: _weighted(form, request), timed=True)
    elif request.asking is Asking.BEST:
        for place, metric in enumerate(request.metrics):
            slack = request.slack[place] if place < len(request.slack) else 0
            yield _Stage(metric.value, _counter(metric), slack, objective.needs_promise(metric))
    yield _Stage("effort", lambda form: objective.effort(form.variables), timed=True)
    yield _Stage("money", lambda form: objective.money(form.variables), timed=True)
    yield _Stage("fewest_measures", lambda form: objective.smallness(form.variables), timed=True)
    yield _Stage("canonical", lambda form: form.preference(), timed=True)


def _counter(metric: Metric) -> Callable[[Formulation], Expression]:
    return lambda form: form.count(metric)


def _weighted(form: Formulation, request: Request) -> Expression:
    return sum(
        weight * form.count(metric)
        for metric, weight in zip(request.metrics, request.weights, strict=True)
    )


def _run(
    instance: Instance,
    request: Request,
    clock: Clockwork,
    targets: tuple[Target, ...],
    stages: tuple[_Stage, ...],
    *,
    timed: bool,
) -> Outcome:
    form = formulate(instance, request, timed=timed or bool(targets))
    for target in targets:
        assert target.at_most is not None
        form.variables.model.add(form.count(target.metric) <= target.at_most)
    results: list[StageResult] = []
    held: Answer | None = None
    tightened = False
    for number, stage in enumerate(stages):
        was_timed = form.timed
        if stage.timed:
            form.time()
        expression = stage.expression(form)
        if isinstance(expression, int):
            results.append(_result(stage, expression, expression, proven=True, seconds=0.0))
            continue
        answer, tightened = _minimise(
            form, stage, expression, clock, _share(clock, number, len(stages)), tightened
        )
        if answer.feasible is False:
            if held is None and form.timed and (timed or was_timed or number == 0):
                return Outcome(status=Status.UNREACHABLE, seconds=_spent(clock))
            raise _NotAttained
        if answer.feasible is None:
            results.append(_result(stage, None, answer.bound, proven=False, seconds=answer.seconds))
            if held is None:
                continue
            break
        held = answer
        results.append(
            _result(stage, answer.value, answer.bound, proven=answer.proven, seconds=answer.seconds)
        )
        assert answer.value is not None
        form.variables.model.add(expression <= answer.value + stage.slack)
        hint(form.variables, answer)
    return _outcome(form, held, results, clock, request)


def _minimise(
    form: Formulation,
    stage: _Stage,
    expression: Expression,
    clock: Clockwork,
    seconds: float,
    tightened: bool,
) -> tuple[Answer, bool]:
    """One stage; its plan must also keep the limits with earliest times."""
    answer = solve(form.variables, stage.name, clock, seconds=seconds, objective=expression)
    if form.timed and not tightened and answer.feasible and late(form, answer):
        form.tighten()
        tightened = True
        answer = solve(form.variables, stage.name, clock, seconds=seconds, objective=expression)
    return answer, tightened


def late(form: Formulation, answer: Answer) -> bool:
    """Whether an item exceeds its limit once every step starts as early as it can."""
    instance = form.variables.instance
    clocks = clock_hours(apply(instance.service, form.measures(answer)))
    return any((clocks[one.item] or 0) > one.cap_hours for one in instance.clocks)


def _share(clock: Clockwork, number: int, count: int) -> float:
    """Most of the time left for this stage, something for those that follow."""
    later = count - number - 1
    return clock.left() * (1.0 if later == 0 else 0.5 if later < len(_TAIL) else 0.6)


def _spent(clock: Clockwork) -> float:
    return time.monotonic() - clock.started


def _result(
    stage: _Stage, value: int | None, bound: int | None, *, proven: bool, seconds: float
) -> StageResult:
    return StageResult(metric=stage.name, value=value, bound=bound, proven=proven, seconds=seconds)


def _outcome(
    form: Formulation,
    held: Answer | None,
    results: list[StageResult],
    clock: Clockwork,
    request: Request,
) -> Outcome:
    if held is None:
        return Outcome(status=Status.NOTHING_FOUND, stages=tuple(results), seconds=_spent(clock))
    asked = [one for one in results if one.metric != "canonical"]
    complete = len(results) == len(tuple(_stages(request)))
    if complete and all(one.proven for one in asked):
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


__all__ = ["Measure", "clockwork", "late", "renewed", "search"]
