"""Template ``same_organ``: a step belongs to one organ and never moves (行政许可法 22–25)."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation
from optimizer.service.service import Service
from optimizer.service.step import Step


def strangers(rule: Rule, service: Service, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Departments that keep these steps from being one step of one organ.

    Returns:
        All departments when there are several; of those only the ones that have not
        authorised the window where the rule accepts an authorisation. Empty when the
        steps belong to one organ or the rule does not speak of them.
    """
    if not all(rule.scope.has_step(service, step) for step in steps):
        return ()
    found = tuple(dict.fromkeys(one for step in steps for one in _departments(service, step)))
    if len(found) < 2:
        return ()
    if not rule.params.unless_authorised:
        return found
    window = {one.id for one in service.departments if one.authorises_window}
    return tuple(one for one in found if one not in window)


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Steps that several organs do together although each has to do its own."""
    for step in service.steps:
        several = strangers(rule, service, (step,))
        if several:
            names = "、".join(several)
            found = (f"涉及{names}", f"done by {', '.join(several)}")
            yield broken(rule, step.id, found=found, who=names)


def _departments(service: Service, step: Step) -> tuple[str, ...]:
    return step.departments or tuple(service.item(one).department for one in step.items)
