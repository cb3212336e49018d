"""What the law leaves open: the ranges within which a plan may move."""

import re

from optimizer.law.rules import Ground, Rule, Template
from optimizer.law.templates import measure_forbidden
from optimizer.law.templates.minimum_wait import least_hours
from optimizer.law.templates.same_organ import strangers
from optimizer.law.templates.step_stays import kept_by
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Weight
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


def minimum_hours(rules: tuple[Rule, ...], service: Service, step: Step) -> int:
    """Hours that a step takes at least by law.

    Returns:
        The full length of a locked step, else the longest hard wait, else 0. It may
        exceed the present length: then the as-is breaks the law already.
    """
    if step.lock:
        return step.length_hours() or 0
    return max(
        (
            least_hours(rule, service, step)
            for rule in rules
            if rule.template is Template.MINIMUM_WAIT and rule.severity is Weight.HARD
        ),
        default=0,
    )


def forbids(
    rules: tuple[Rule, ...],
    service: Service,
    kind: MeasureKind,
    targets: tuple[str, ...],
    value: str,
) -> Rule | None:
    """The first hard rule that forbids a change; ``None`` when none does.

    Args:
        rules: the rules in force.
        service: completed.
        kind: of the measure.
        targets: of the measure.
        value: of the measure; empty where still open.
    """
    for rule in rules:
        if rule.severity is Weight.HARD and _speaks_against(rule, service, kind, targets, value):
            return rule
    return None


def apart(rules: tuple[Rule, ...], service: Service, step_a: str, step_b: str) -> bool:
    """Whether the law keeps two steps from becoming one.

    Two steps of one item stay two, locked steps and after-checks stay as they are, and
    what one organ has to do itself is not done together (e.g. decisions).
    """
    steps = (service.step(step_a), service.step(step_b))
    if set(steps[0].items) & set(steps[1].items):
        return True
    if any(_untouchable(rules, service, step) for step in steps):
        return True
    return any(
        strangers(rule, service, steps)
        for rule in rules
        if rule.template is Template.SAME_ORGAN and rule.severity is Weight.HARD
    )


def is_catch_all(rules: tuple[Rule, ...], document_name: str) -> bool:
    """Whether a material is worded so that it could mean anything (兜底条款).

    行政许可法 30 wants a list of all materials; such wording may go whatever it rests on.
    """
    return any(
        rule.params.spared and re.search(rule.params.spared, document_name) for rule in rules
    )


def _speaks_against(
    rule: Rule, service: Service, kind: MeasureKind, targets: tuple[str, ...], value: str
) -> bool:
    match rule.template:
        case Template.MEASURE_FORBIDDEN:
            return measure_forbidden.forbids(rule, service, kind, targets, value)
        case Template.STEP_STAYS:
            return kind is MeasureKind.COMMIT and _loses_step(rule, service, targets)
        case Template.MINIMUM_WAIT:
            return _too_short(rule, service, kind, targets, value)
        case Template.SAME_ORGAN:
            return kind is MeasureKind.MERGE and _several_organs(rule, service, targets, value)
        case _:
            return False


def _loses_step(rule: Rule, service: Service, targets: tuple[str, ...]) -> bool:
    """Whether a commitment takes away the inspection that an item has to keep."""
    if StepKind.INSPECTION not in rule.params.kinds or Phase.IN_CLOCK not in rule.params.phases:
        return False
    return any(
        item.id in targets
        and rule.scope.has_item(service, item)
        and bool(kept_by(rule, service, item))
        for item in service.items
    )


def _too_short(
    rule: Rule, service: Service, kind: MeasureKind, targets: tuple[str, ...], value: str
) -> bool:
    if kind not in (MeasureKind.SHORTEN, MeasureKind.INSTANT):
        return False
    hours = re.fullmatch(r"(\d+)h", value)
    for step in service.steps:
        if kind is MeasureKind.SHORTEN and step.id in targets and hours is not None:
            least = least_hours(rule, service, step)
            if int(hours[1]) < min(least, step.length_hours() or 0):
                return True
        at_once = kind is MeasureKind.INSTANT and set(targets) & set(step.items)
        if at_once and step.phase is Phase.IN_CLOCK and least_hours(rule, service, step):
            return True
    return False


def _several_organs(rule: Rule, service: Service, targets: tuple[str, ...], value: str) -> bool:
    """Only a finished measure is judged; an opportunity says which pairs stay apart."""
    steps = tuple(step for step in service.steps if step.id in targets)
    return bool(value) and bool(strangers(rule, service, steps))


def _untouchable(rules: tuple[Rule, ...], service: Service, step: Step) -> bool:
    if step.phase is Phase.AFTER_CHECK or not step.lock:
        return step.phase is Phase.AFTER_CHECK
    return any(
        rule.params.ground is Ground.LOCKED
        and measure_forbidden.forbids(rule, service, MeasureKind.MERGE, (step.id,), "")
        for rule in rules
        if rule.template is Template.MEASURE_FORBIDDEN and rule.severity is Weight.HARD
    )
