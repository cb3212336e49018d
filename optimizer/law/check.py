"""Checks of the law on a service and on measures.

A plan may not introduce or worsen a hard violation; those already there are findings.
"""

from collections.abc import Callable, Iterable, Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import Rule, Template
from optimizer.law.templates import (
    clock_limit,
    measure_forbidden,
    minimum_wait,
    order,
    same_organ,
    staff,
    step_stays,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Violation, Weight
from optimizer.service.service import Service

_CHECKS: dict[Template, Callable[[Rule, Service], Iterator[Violation]]] = {
    Template.CLOCK_LIMIT: clock_limit.check,
    Template.MINIMUM_WAIT: minimum_wait.check,
    Template.STEP_STAYS: step_stays.check,
    Template.SAME_ORGAN: same_organ.check,
    Template.STAFF: staff.check,
    Template.ORDER: order.check,
}


def service_violations(rules: tuple[Rule, ...], service: Service) -> tuple[Violation, ...]:
    """Every rule that a completed service breaks, in the order of the rules."""
    return tuple(
        violation
        for rule in rules
        if rule.template in _CHECKS
        for violation in _CHECKS[rule.template](rule, service)
    )


def measure_violations(
    rules: tuple[Rule, ...], before: Service, measures: Iterable[Measure]
) -> tuple[Violation, ...]:
    """Every rule that a measure breaks or that asks for a sign-off.

    Args:
        rules: the rules in force.
        before: the completed service the measures are meant for.
        measures: the measures of a plan; those that change a rule are judged by the
            authority that decides them, not here.
    """
    return tuple(
        broken(rule, measure.id, who=_responsible(before, measure))
        for measure in measures
        if measure.kind is not MeasureKind.RULE
        for rule in rules
        if rule.template is Template.MEASURE_FORBIDDEN
        and measure_forbidden.forbids(rule, before, measure.kind, measure.targets, measure.value)
    )


def worsened(before: Iterable[Violation], after: Iterable[Violation]) -> tuple[Violation, ...]:
    """Hard violations that are new, or larger than before.

    A merged step inherits what its members broke: its subject is their ids joined by ``+``.
    """
    held: dict[tuple[str, str], int] = {}
    for one in before:
        held[one.key] = max(one.amount, held.get(one.key, 0))
    found = []
    for one in after:
        names = {one.subject, *one.subject.split("+")}
        amounts = [held[one.rule, name] for name in names if (one.rule, name) in held]
        if one.weight is Weight.HARD and (not amounts or one.amount > max(amounts)):
            found.append(one)
    return tuple(found)


def _responsible(service: Service, measure: Measure) -> str:
    """Departments of what a measure touches: they sign a soft rule off."""
    names = set(measure.targets)
    items = {one.id for one in service.items if one.id in names}
    items.update(one for step in service.steps if step.id in names for one in step.items)
    items.update(need.item for need in service.requirements if need.id in names)
    found = dict.fromkeys(one.department for one in service.items if one.id in items)
    return "、".join(found)
