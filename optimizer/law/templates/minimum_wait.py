"""Template ``minimum_wait``: a step takes at least so long (公示、听证等法定期间)."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import RULE_CHANGED, Step
from optimizer.worktime import Duration, length_hours


def least_hours(rule: Rule, service: Service, step: Step) -> int:
    """Hours a step takes at least by this rule; 0 when it does not speak of it any more."""
    if step.floor_basis == RULE_CHANGED:
        return 0
    if rule.params.least is None or not rule.scope.has_step(service, step):
        return 0
    return length_hours(rule.params.least)


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Steps shorter than the wait; amount in hours. Unknown lengths are not judged."""
    for step in service.steps:
        hours, least = step.length_hours(), least_hours(rule, service, step)
        if hours is not None and hours < least and step.phase is not Phase.AFTER_CHECK:
            found = (
                f"现为{Duration.of_hours(hours)}，最少{Duration.of_hours(least)}",
                f"now {hours} h, at least {least} h",
            )
            yield broken(rule, step.id, least - hours, found=found)
