"""Each target of a district by itself: what is wanted, and how far any decision could go."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.evaluation.counting import count, load_counting_rules
from optimizer.evaluation.reduction import percent, select
from optimizer.network.network import Network
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import DistrictPlan
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.request import Target
from optimizer.service import chosen_options, complete, in_situation
from optimizer.service.service import Service


@dataclass(frozen=True)
class Alone:
    """A target when neither effort nor the other targets count.

    Attributes:
        target: as it was asked.
        before: plain sum over the services that were asked; ``None`` where one is not known.
        most: so much may be left at most; ``None`` where the sum before is not known.
        least: so much is left at least, whatever is done (proven).
    """

    target: Target
    before: int | None
    most: int | None
    least: int

    @property
    def beyond(self) -> bool:
        """Whether the target is proven to be out of reach."""
        return self.most is not None and self.least > self.most

    @property
    def percent(self) -> float | None:
        """By how much the sum could fall."""
        return percent(self.before, self.least)


def alone(plan: DistrictPlan) -> tuple[Alone, ...]:
    """The targets of a decision that looked at them one by one, in the order of the request."""
    if not plan.outcome.alone:
        return ()
    rule = load_counting_rules()[plan.request.counting]
    as_they_are = {one.service for one in plan.outcome.unanswered}
    left_out = {one.service for one in plan.failed} - as_they_are
    metrics = [_as_is(one.service) for one in plan.district.members if one.key not in left_out]
    return tuple(
        _alone(target, least, metrics, rule)
        for target, (_, least) in zip(plan.request.targets, plan.outcome.alone, strict=False)
    )


def _as_is(service: Service) -> Metrics:
    """Raw figures in the usual situation; elapsed time, which needs a timetable, is not counted."""
    return count(Network(complete(in_situation(service, chosen_options(service, {})))), None)


def _alone(target: Target, least: int, metrics: list[Metrics], rule: CountingRule) -> Alone:
    known = [
        first
        for one in metrics
        if (first := select(one, rule, target.metric, "before")) is not None
    ]
    before = sum(known) if known else None
    ceilings = [] if target.at_most is None else [target.at_most]
    if target.percent is not None and before is not None:
        ceilings.append((100 - target.percent) * before // 100)
    return Alone(target, before, min(ceilings, default=None), least)
