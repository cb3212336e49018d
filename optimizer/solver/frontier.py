"""The exact set of non-dominated vectors of two or three metrics (多方案比选).

Find the plan with the smallest sum of the metrics, then ask for one that is better than
every vector found so far in at least one metric, until there is none. A vector of least
sum among those that no found vector covers cannot be dominated, so each one belongs to
the frontier and none is missed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.redesign.plan import Outcome, Status
from optimizer.redesign.request import Asking, Metric, Request, Target
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.instance import Instance
from optimizer.solver.search import renewed, search
from optimizer.solver.solving import Answer, Clockwork, solve


@dataclass(frozen=True)
class Point:
    """One non-dominated vector, in the order of the metrics, and its canonical plan."""

    vector: tuple[int, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Frontier:
    """The vectors found; ``unexplored`` says in words what a stopped search left out."""

    metrics: tuple[Metric, ...]
    points: tuple[Point, ...]
    complete: bool


def frontier(instance: Instance, request: Request, clock: Clockwork) -> Frontier:
    """All non-dominated vectors of ``request.metrics``, one canonical plan each.

    Args:
        instance: the service and the allowed opportunities.
        request: two or three metrics.
        clock: from ``search.clockwork``; when it runs out the frontier is incomplete.
            Half of the time explores, the rest makes the plans of what was found.
    """
    exploring = renewed(clock, clock.left() / 2)
    form = formulate(instance, request)
    counts = [_as_variable(form, metric) for metric in request.metrics]
    found: list[Point] = []
    complete = False
    while True:
        answer = _next(form, counts, exploring)
        complete = answer.feasible is False
        if not answer.feasible or not answer.proven:
            break
        vector = tuple(answer.of(count) for count in counts)
        found.append(Point(vector, _as_found(form, answer)))
        clock.tell("frontier", len(found), None)
        better = []
        for count, value in zip(counts, vector, strict=True):
            literal = form.variables.model.new_bool_var("")
            form.variables.model.add(count <= value - 1).only_enforce_if(literal)
            better.append(literal)
        form.variables.model.add_bool_or(better)
        form.variables.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools
    found.sort(key=lambda point: point.vector)
    points = tuple(_planned(instance, request, point, clock) for point in found)
    return Frontier(request.metrics, points, complete)


def _as_found(form: Formulation, answer: Answer) -> Outcome:
    """The plan the exploration itself came across: it attains the vector."""
    return Outcome(status=Status.BOUNDED, measures=form.measures(answer))


def _as_variable(form: Formulation, metric: Metric) -> cp_model.IntVar:
    """A variable equal to a metric, so that a solution tells its value."""
    count = form.count(metric)
    variable = form.variables.model.new_int_var(0, 1_000_000, metric.value)
    form.variables.model.add(variable == count)
    return variable


def _next(form: Formulation, counts: list[cp_model.IntVar], clock: Clockwork) -> Answer:
    total = sum(counts)
    return solve(form.variables, "frontier", clock, seconds=clock.left(), objective=total)


def _planned(instance: Instance, request: Request, point: Point, clock: Clockwork) -> Point:
    """The canonical plan of a vector: least effort among those that attain it.

    Where the time is up, the plan stays the one the exploration came across.
    """
    asked = request.model_copy(update={"asking": Asking.TARGETS})
    targets = tuple(
        Target(metric=metric, at_most=value)
        for metric, value in zip(request.metrics, point.vector, strict=True)
    )
    outcome = search(instance, asked, clock, targets)
    if outcome.status in (Status.NOTHING_FOUND, Status.UNREACHABLE):
        return point
    return Point(point.vector, outcome)
