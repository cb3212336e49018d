"""Template ``measure_forbidden``: a change that may not be made, or needs a sign-off."""

import re

from optimizer.law.rules import Ground, Rule
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.item import Item
from optimizer.service.kinds import Necessity, PrecedenceKind, Route, Sharing, StepKind
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step

# What cannot be done at once: art. 45 steps, inspections, notices and notifications.
_TAKES_TIME = frozenset(
    {
        StepKind.INSPECTION,
        StepKind.TESTING,
        StepKind.EXPERT_REVIEW,
        StepKind.HEARING,
        StepKind.TENDER,
        StepKind.NOTICE,
        StepKind.NOTIFICATION,
    }
)


def forbids(
    rule: Rule, service: Service, kind: MeasureKind, targets: tuple[str, ...], value: str
) -> bool:
    """Whether the rule speaks of this change of this service and its ground holds."""
    if kind not in rule.params.measures:
        return False
    route, _, source = value.partition("@")
    if rule.params.routes and route not in {one.value for one in rule.params.routes}:
        return False
    touched = _Touched(service, kind, targets)
    if not touched.in_scope(rule):
        return False
    ground = rule.params.ground
    return (
        _of_items(ground, service, touched.items)
        or any(
            _of_requirement(ground, one, route)
            for one in touched.requirements
            if not _spared(rule, service, one)
        )
        or (ground is Ground.NOT_SHARED and _not_shared(service, touched, source))
        or any(_of_step(ground, one, value) for one in touched.steps)
        or (ground is Ground.LEGAL_BASIS and _legal(service, targets))
    )


class _Touched:
    """What a change touches: items, requirements and steps."""

    def __init__(self, service: Service, kind: MeasureKind, targets: tuple[str, ...]) -> None:
        plain = {target.split("/", 1)[1] for target in targets if "/" in target}
        names = plain if kind is MeasureKind.RULE else set(targets)
        self.service = service
        self.steps = tuple(step for step in service.steps if step.id in names)
        self.requirements = tuple(need for need in service.requirements if need.id in names)
        owners = {one for step in self.steps for one in step.items}
        owners.update(need.item for need in self.requirements)
        for one in service.precedences:
            if one.id in names:
                owners.update((one.before, one.after))
        self.items = tuple(one for one in service.items if one.id in names or one.id in owners)

    def in_scope(self, rule: Rule) -> bool:
        """Whether the rule speaks of an item touched, and of a step where it names some."""
        if not any(rule.scope.has_item(self.service, item) for item in self.items):
            return not self.items and rule.scope.items == ""
        steps = rule.scope.step_kinds or rule.scope.steps
        return not steps or any(rule.scope.has_step(self.service, one) for one in self.steps)


def _of_items(ground: Ground, service: Service, items: tuple[Item, ...]) -> bool:
    match ground:
        case Ground.ALWAYS:
            return True
        case Ground.RISK_TAG:
            return any(item.risk_tags for item in items)
        case Ground.QUANTITY_LIMITED:
            return any(item.quantity_limited for item in items)
        case Ground.NO_LEAD:
            return not service.lead_department and len({one.department for one in items}) > 1
        case Ground.NOT_ON_THE_SPOT:
            own = [step for item in items for step in service.steps_of(item.id)]
            return any(step.kind in _TAKES_TIME or step.lock for step in own)
        case _:
            return False


def _of_requirement(ground: Ground, need: Requirement, route: str) -> bool:
    match ground:
        case Ground.NO_LIST_ENTRY:
            return route == Route.COMMITMENT.value and not need.commitment
        case Ground.MAIN_DOCUMENT:
            return need.main or need.necessity is not Necessity.DEFERRABLE
        case Ground.HAS_BASIS:
            return bool(need.basis) and not need.without_basis
        case _:
            return False


def _spared(rule: Rule, service: Service, need: Requirement) -> bool:
    names = [one.name or one.id for one in service.documents if one.id == need.document]
    return bool(rule.params.spared) and any(re.search(rule.params.spared, one) for one in names)


def _not_shared(service: Service, touched: _Touched, source: str) -> bool:
    wanted = {need.document for need in touched.requirements}
    for one in service.data_sources:
        if one.id == source:
            return one.sharing is Sharing.REFUSED or not wanted <= set(one.documents)
    return bool(source)


def _of_step(ground: Ground, step: Step, value: str) -> bool:
    match ground:
        case Ground.LOCKED:
            return bool(step.lock)
        case Ground.IN_PERSON:
            return bool(step.in_person)
        case Ground.NOT_EARLY:
            return not step.early or step.kind in (StepKind.ACCEPTANCE, StepKind.DECISION)
        case Ground.LENGTHENED:
            hours = re.fullmatch(r"(\d+)h", value)
            length = step.length_hours()
            return hours is not None and length is not None and int(hours[1]) > length
        case _:
            return False


def _legal(service: Service, targets: tuple[str, ...]) -> bool:
    return any(
        one.id in targets and (one.kind is PrecedenceKind.LEGAL or one.basis)
        for one in service.precedences
    )
