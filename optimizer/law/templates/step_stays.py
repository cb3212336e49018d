"""Template ``step_stays``: an item keeps a step of some kind (不可取消的环节)."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule
from optimizer.redesign.violation import Violation
from optimizer.service.item import Item
from optimizer.service.service import Service
from optimizer.service.step import Step


def kept_by(rule: Rule, service: Service, item: Item) -> tuple[Step, ...]:
    """The steps of an item that satisfy the rule."""
    return tuple(
        step
        for step in service.steps_of(item.id)
        if step.kind in rule.params.kinds
        and (not rule.params.phases or step.phase in rule.params.phases)
    )


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Items in scope that lack the step."""
    for item in service.items:
        if rule.scope.has_item(service, item) and not kept_by(rule, service, item):
            yield broken(rule, item.id)
