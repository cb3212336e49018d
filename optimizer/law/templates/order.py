"""Template ``order``: in an item, steps of one kind come before those of another."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation
from optimizer.service.kinds import Phase
from optimizer.service.service import Service


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Steps that should have ended before another starts but do not."""
    earlier = _all_before(service)
    for item in service.items:
        if not rule.scope.has_item(service, item):
            continue
        steps = [s for s in service.steps_of(item.id) if s.phase is not Phase.AFTER_CHECK]
        firsts = [step for step in steps if step.kind in rule.params.before]
        seconds = [step for step in steps if step.kind in rule.params.after]
        for first in firsts:
            late = [step for step in seconds if first.id not in earlier[step.id]]
            if late:
                found = (f"应在{late[0].name}之前", f"should come before {late[0].id}")
                yield broken(rule, first.id, found=found)


def _all_before(service: Service) -> dict[str, set[str]]:
    """Ids of all steps that come before each step by the order of the steps alone."""
    direct = {step.id: step.after or () for step in service.steps}
    found: dict[str, set[str]] = {}
    for start, nearest in direct.items():
        seen: set[str] = set()
        open_ids = list(nearest)
        while open_ids:
            current = open_ids.pop()
            if current not in seen:
                seen.add(current)
                open_ids.extend(direct.get(current, ()))
        found[start] = seen
    return found
