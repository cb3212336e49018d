"""One weighted sum of a service minimised, from a plan known before where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import Opportunity, Terms
from optimizer.redesign.request import Metric, Request
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.hinting import hint, hint_layers
from optimizer.solver.instance import Instance
from optimizer.solver.layering import layered
from optimizer.solver.solving import Answer, Clockwork, solve
from optimizer.solver.variables import Expression

STAGE = "weighted"

Start = tuple[int, ...]
"""A solution of the same service under other prices: values of the variables, in their order."""

Amount = Callable[[Opportunity, Terms], int]
"""How much of something taking an opportunity up takes, on the terms of a member or a grade."""


@dataclass(frozen=True)
class Limit:
    """How much there may be of a metric, or of what opportunities take, over a whole plan."""

    of: Metric | Amount
    least: int
    most: int


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


def weigh(
    asked: Instance,
    request: Request,
    price: Amount,
    clock: Clockwork,
    *,
    limits: Sequence[Limit] = (),
    start: Start = (),
) -> Weighed | None:
    """Minimise Σ weight · metric + Σ price and nothing else: any equally good plan will do.

    Args:
        asked: the service and the opportunities the request allows.
        request: its metrics, weights and ceilings.
        price: of everything taken up.
        clock: from ``search.clockwork``.
        limits: on metrics of the request and on amounts.
        start: from an earlier answer; one that does not fit is passed over.

    Returns:
        ``None`` when the time was up before there was any plan, or when there is none.
    """
    form = formulate(asked, request)
    counts = [form.count(metric) for metric in request.metrics]
    for one in limits:
        model, limited = form.variables.model, _sum(form, one.of)
        model.add(limited >= one.least)
        model.add(limited <= one.most)
    weighted = sum(weight * count for weight, count in zip(request.weights, counts, strict=True))
    weighted += _sum(form, price)
    if isinstance(weighted, int):
        return Weighed((), weighted, weighted, proven=True, start=())
    if len(start) == len(form.variables.model.proto.variables):
        hint(form.variables, Answer(True, False, None, None, start, 0.0))
    else:
        worth = dict(zip(request.metrics, request.weights, strict=True)).get(Metric.STEPS, 0)
        hint_layers(form.variables, layered(form.variables, price, worth))
    answer = solve(
        form.variables, STAGE, clock, seconds=request.time_limit_seconds, objective=weighted
    )
    if not answer.feasible or answer.value is None or answer.bound is None:
        return None
    return Weighed(form.measures(answer), answer.value, answer.bound, answer.proven, answer.values)


def _sum(form: Formulation, of: Metric | Amount) -> Expression:
    if isinstance(of, Metric):
        return form.count(of)
    return sum(of(one.of, one.terms) * one.taken for one in form.variables.prices)
