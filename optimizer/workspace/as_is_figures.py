"""The figures of a service as it is, with what each of them rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.evaluation.reduction import select
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics
from optimizer.service.service import Service
from optimizer.wording.figures import raw_name
from optimizer.workspace.overview import Situation

SHOWN = ("materials", "steps", "promise", "chain", "elapsed", "visits")
"""The figures in the order shown; ``chain`` is the length of the chain that decides the limit."""


@dataclass(frozen=True)
class AsIsFigure:
    """One figure of the as-is under a counting rule.

    Attributes:
        metric: name as in ``SHOWN``.
        value: ``None`` when unknown.
        assumed: it rests on assumed values (测算值，不得报送).
        at_least: it rests on something unknown and may be larger.
    """

    metric: str
    value: int | None
    assumed: bool
    at_least: bool


def as_is_figures(metrics: Metrics, rule: CountingRule) -> tuple[AsIsFigure, ...]:
    """The figures of a service that is not reformed yet, or stands as if it were not."""
    return tuple(_figure(metrics, rule, metric) for metric in SHOWN)


def _figure(metrics: Metrics, rule: CountingRule, metric: str) -> AsIsFigure:
    if metric == "chain":
        name, value = "promise_days", metrics.promise_days
    else:
        name = raw_name(rule, metric, "before")
        value = select(metrics, rule, metric, "before")
    return AsIsFigure(metric, value, name in metrics.assumed, name in metrics.at_least)


def fitting(situation: Iterable[tuple[str, str]], service: Service) -> Situation:
    """The answers that a service still asks for; the others are left to its defaults."""
    offered = {one.id: {option.id for option in one.options} for one in service.situations}
    return tuple(
        (question, option)
        for question, option in situation
        if option in offered.get(question, frozenset())
    )
