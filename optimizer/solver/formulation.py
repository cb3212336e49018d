"""A request put to the model: decisions, rules and metrics, built as far as needed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from optimizer.redesign.counting_rule import DaysBefore
from optimizer.redesign.measure import Measure
from optimizer.redesign.request import Metric, Request
from optimizer.solver import objective
from optimizer.solver.constraints import promise_times, structure
from optimizer.solver.covers import cover
from optimizer.solver.effects import encode
from optimizer.solver.hinting import hint_as_is
from optimizer.solver.instance import Instance
from optimizer.solver.order import drop_between
from optimizer.solver.solving import Answer
from optimizer.solver.tightening import tighten
from optimizer.solver.variables import Expression, Variables
from optimizer.worktime import HOURS_PER_DAY


@dataclass
class Formulation:
    """Variables of one request with the metrics already counted."""

    variables: Variables
    request: Request
    metrics: dict[Metric, Expression] = field(default_factory=dict)

    def count(self, metric: Metric) -> Expression:
        """The expression of a metric; the first call builds what it needs."""
        if metric not in self.metrics:
            self.metrics[metric] = objective.metric(self.variables, metric)
        return self.metrics[metric]

    def bound_promise(self, days: int) -> None:
        """Say what a bound on the promise means for chains of steps.

        A rule that leaves items out of the promise bounds only some of the chains.
        """
        rule = self.variables.instance.rule
        if rule.days_before is not DaysBefore.STATUTORY_SUM or rule.use_promise:
            cover(self.variables, days * HOURS_PER_DAY)

    def preference(self) -> Expression:
        """Fixed weights that make one of several equally good plans the canonical one."""
        weighted: list[Expression] = []
        for name, literal in self.variables.decisions.items():
            weighted.append((zlib.crc32(name.encode()) % 997 + 1) * literal)
        for node, cut in self.variables.cuts.items():
            name = self.variables.instance.nodes[node].id
            weighted.append((zlib.crc32(name.encode()) % 997 + 1) * cut)
        for group in self.variables.groups:
            for (member, head), points in group.points.items():
                name = f"{group.opportunity.group}/{member}/{head}"
                weighted.append((zlib.crc32(name.encode()) % 997 + 1) * points)
        return sum(weighted)

    def measures(self, answer: Answer) -> tuple[Measure, ...]:
        """The measures of a solution, sorted by id."""
        found = [one for decoder in self.variables.decoders for one in decoder(answer.of)]
        return tuple(sorted(found, key=lambda one: one.id))


def formulate(instance: Instance, request: Request) -> Formulation:
    """Build the model of a request: decisions, order, ceilings, pins, times and limits.

    Args:
        instance: the service and the opportunities the request allows.
        request: what is asked, for its ceilings and pins.
    """
    variables = Variables(instance)
    encode(variables)
    structure(variables, request)
    drop_between(variables)
    promise_times(variables)
    tighten(variables)
    hint_as_is(variables)
    return Formulation(variables, request)
