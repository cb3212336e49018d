"""One weighted sum of a service minimised, from a plan known before where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.redesign.measure import Measure
from optimizer.redesign.request import Request
from optimizer.solver.formulation import formulate
from optimizer.solver.hinting import hint
from optimizer.solver.instance import Instance
from optimizer.solver.solving import Answer, Clockwork, solve

STAGE = "weighted"

Start = tuple[int, ...]
"""A solution of the same service under other prices: values of the variables, in their order."""


@dataclass(frozen=True)
class Weighed:
    """What came of it.

    Attributes:
        value: of the plan held; ``bound`` no plan is below.
        start: the solution, to start from under other prices.
    """

    measures: tuple[Measure, ...]
    value: int
    bound: int
    proven: bool
    start: Start


def weigh(asked: Instance, request: Request, clock: Clockwork, start: Start = ()) -> Weighed | None:
    """Minimise Σ weight · metric and nothing else: any of several equally good plans will do.

    Args:
        asked: the service and the opportunities the request allows.
        request: its metrics, weights and ceilings.
        clock: from ``search.clockwork``.
        start: from an earlier answer; one that does not fit is passed over.

    Returns:
        ``None`` when the time was up before there was any plan.
    """
    form = formulate(asked, request)
    counts = [form.count(metric) for metric in request.metrics]
    weighted = sum(weight * count for weight, count in zip(request.weights, counts, strict=True))
    if isinstance(weighted, int):
        return Weighed((), weighted, weighted, proven=True, start=())
    if len(start) == len(form.variables.model.proto.variables):
        hint(form.variables, Answer(True, False, None, None, start, 0.0))
    answer = solve(
        form.variables, STAGE, clock, seconds=request.time_limit_seconds, objective=weighted
    )
    if not answer.feasible or answer.value is None or answer.bound is None:
        return None
    return Weighed(form.measures(answer), answer.value, answer.bound, answer.proven, answer.values)
