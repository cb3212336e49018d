"""Template ``staff``: a step needs so many officers of each organ (行政许可法 34-3)."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation
from optimizer.service.kinds import Phase
from optimizer.service.service import Service


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Steps with too few officers; amount is how many are missing."""
    for step in service.steps:
        if step.phase is Phase.AFTER_CHECK or not rule.scope.has_step(service, step):
            continue
        least = rule.params.persons * max(1, len(step.departments))
        if step.staff < least:
            found = (
                f"现为{step.staff}人，至少{least}人",
                f"now {step.staff} officers, at least {least}",
            )
            yield broken(rule, step.id, least - step.staff, found=found)
