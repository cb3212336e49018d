"""What a plan says of itself, to be believed only after the recount."""

from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.plan import Outcome, ScheduledStep
from optimizer.redesign.request import Target
from optimizer.service.record import Record
from optimizer.service.service import Service


class Claims(Record):
    """Everything a plan claims beside its measures.

    Attributes:
        after: what the measures are said to make of the service.
        reductions: under ``rule``.
        schedule, before_schedule: of the after-service and the as-is; empty on a circle.
        targets: the request's targets as absolute figures (``at_most``).
        outcome: status and stages of the search.
    """

    after: Service
    before_metrics: Metrics
    after_metrics: Metrics
    reductions: tuple[Reduction, ...]
    schedule: tuple[ScheduledStep, ...]
    before_schedule: tuple[ScheduledStep, ...]
    rule: CountingRule
    targets: tuple[Target, ...] = ()
    outcome: Outcome
