"""The raw figures of a service (modelling notes, section 4) and the counting rules."""

import json
from collections.abc import Iterable
from functools import cache

from optimizer.evaluation.certainty import at_least, resting_on_assumed
from optimizer.network.edges import Edge, EdgeKind
from optimizer.network.network import Network
from optimizer.places import data_directory
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.metrics import Metrics
from optimizer.service.anchors import Anchors
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, DocumentClass, Phase, Route, Span, StepKind
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import limit_hours, whole_days


@cache
def load_counting_rules() -> dict[str, CountingRule]:
    """The shipped counting rules by id, in the order planners are offered them.

    Raises:
        pydantic.ValidationError: a row of the shipped file is wrong.
    """
    path = data_directory() / "counting_rules.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rules"]
    return {rule.id: rule for rule in map(CountingRule.model_validate, rows)}


def measure_up(service: Service, elapsed_hours: int | None) -> Metrics:
    """Count everything that is counted, before any rule selects from it.

    Args:
        service: completed, in one situation.
        elapsed_hours: makespan of its schedule in working hours; ``None`` is unknown.
    """
    return count(Network(service), elapsed_hours).model_copy(
        update={"at_least": at_least(service), "assumed": resting_on_assumed(service)}
    )


def count(network: Network, elapsed_hours: int | None) -> Metrics:
    """The figures of ``measure_up`` alone, without marks of what they rest on.

    Args:
        network: of a completed service.
        elapsed_hours: makespan of its schedule in working hours; ``None`` is unknown.
    """
    service, times = network.service, network.promise
    promise = None if times is None else times.length_hours
    figures: dict[str, object] = {
        **_materials(service),
        **_limit_sums(service),
        **_faced(service, network.anchors),
        "steps_internal": len(service.steps),
        "steps_visible": sum(bool(step.visible) for step in service.steps),
        "steps_stage": _stages(network),
        "promise_hours": promise,
        "promise_days": _days(promise),
        "promise_days_statutory_items": _days(_statutory_end(network)),
        "elapsed_hours": elapsed_hours,
        "elapsed_days": _days(elapsed_hours),
    }
    return Metrics.model_validate(figures)


def _days(hours: int | None) -> int | None:
    return None if hours is None else whole_days(hours)


def _materials(service: Service) -> dict[str, int]:
    documents = {one.id: one for one in service.documents}
    forms = {one.id for one in service.documents if one.document_class is DocumentClass.FORM}
    handed = [need for need in service.requirements if need.handed_in()]
    others = [need for need in handed if need.document not in forms]
    forms_in = {need.document for need in handed} & forms
    return {
        "material_entries": _entries(handed),
        "material_kinds": len({need.document for need in handed}),
        "material_copies": _copies(handed),
        "material_entries_without_forms": _entries(others),
        "material_kinds_without_forms": len({need.document for need in others}),
        "material_copies_without_forms": _copies(others),
        "material_fields": sum(len(documents[form].fields) for form in forms_in),
        "forms": len(forms_in),
    }


def _entries(handed: list[Requirement]) -> int:
    """项次: a document submitted once is one entry, however many items use it."""
    once = {need.document for need in handed if need.route is Route.SUBMIT_ONCE}
    return len(once) + sum(need.route is Route.HAND_IN for need in handed)


def _copies(handed: list[Requirement]) -> int:
    """份数: of a document submitted once, the largest number anybody asks for."""
    total = 0
    once: dict[str, int] = {}
    for need in handed:
        if need.route is Route.SUBMIT_ONCE:
            once[need.document] = max(once.get(need.document, 0), need.copies)
        else:
            total += need.copies
    return total + sum(once.values())


def _limit_sums(service: Service) -> dict[str, int | None]:
    statutory = [item.statutory for item in service.items if item.statutory is not None]
    return {
        "statutory_sum_days": _sum_days(statutory),
        "statutory_items": len(statutory),
        "statutory_or_promise_sum_days": _sum_days(
            item.statutory or item.promised for item in service.items
        ),
        "promise_sum_days": _sum_days(item.limit() for item in service.items),
    }


def _sum_days(limits: Iterable[Limit | None]) -> int | None:
    """Σ whole days of the limits known; ``None`` when none is."""
    days = [whole_days(limit_hours(limit.duration)) for limit in limits if limit is not None]
    return sum(days) if days else None


def _statutory_end(network: Network) -> int | None:
    """When the last clock of an item with a statutory limit ends, in hours."""
    times = network.promise
    if times is None:
        return None
    ends = [
        times.earliest_finish[end.id]
        for item in network.service.items
        if item.statutory is not None and (end := _clock_end(network.anchors, item)) is not None
    ]
    return max(ends) if ends else None


def _clock_end(anchors: Anchors, item: Item) -> Step | None:
    """The step with which the clock of an item ends: its decision, or its last step."""
    limit = item.limit()
    if limit is not None and limit.spans is Span.DELIVERY:
        return anchors.last(item.id)
    return anchors.step(item.id, Anchor.DECISION)


def _faced(service: Service, anchors: Anchors) -> dict[str, int]:
    """What the applicant meets besides materials, steps and days."""
    inspected = (StepKind.INSPECTION, StepKind.AFTER_CHECK)
    return {
        "visits": sum(
            step.visits or 0 for step in service.steps if step.phase is not Phase.AFTER_CHECK
        ),
        "items": len(service.items),
        "applications": _applications(service),
        "departments": _departments_faced(service, anchors),
        "inspections": sum(step.kind in inspected for step in service.steps),
        "certificates": _certificates(service),
        "fees_yuan": sum(item.fee_yuan or 0 for item in service.items if not item.fee_absorbed),
    }


def _applications(service: Service) -> int:
    alone = sum(not item.window for item in service.items)
    return alone + int(alone < len(service.items))


def _departments_faced(service: Service, anchors: Anchors) -> int:
    faced: set[str] = set()
    for item in service.items:
        if not item.window:
            filing = anchors.step(item.id, Anchor.FILING)
            faced.update((item.department,) if filing is None else filing.departments)
    return len(faced) + int(any(item.window for item in service.items))


def _certificates(service: Service) -> int:
    """Results in hand; a combined permit replaces those of the items it unites."""
    united: set[str] = set()
    permits = 0
    if service.combined_permit:
        for step in service.steps:
            if step.kind is StepKind.ISSUE and len(step.items) > 1:
                fresh = {i for i in step.items if service.item(i).results} - united
                permits += int(bool(fresh))
                united.update(step.items)
    return permits + len(
        {result for item in service.items if item.id not in united for result in item.results}
    )


def _stages(network: Network) -> int | None:
    """一件事阶段: filings, levels of items that wait for each other, hand-overs."""
    levels = _levels(network.service, network.edges)
    if levels is None:
        return None
    ends = (network.anchors.last(item.id) for item in network.service.items)
    last = {step.id for step in ends if step is not None}
    return _applications(network.service) + levels + len(last)


def _levels(service: Service, waits: tuple[Edge, ...]) -> int | None:
    """Items in the longest chain of items; ``None`` when they wait in a circle."""
    pairs = sorted(_waiting_items(service, waits))
    level = dict.fromkeys((item.id for item in service.items), 1)
    for _ in service.items:
        raised = False
        for before, after in pairs:
            if level[after] <= level[before]:
                level[after] = level[before] + 1
                raised = True
        if not raised:
            return max(level.values())
    return None


def _waiting_items(service: Service, waits: tuple[Edge, ...]) -> set[tuple[str, str]]:
    """(item waited for, item that waits) of every edge between two items."""
    declared = {one.id: (one.before, one.after) for one in service.precedences}
    made = makers(service)
    derived = {
        need.id: (made[need.document], need.item)
        for need in service.requirements
        if need.document in made
    }
    found = set()
    for edge in waits:
        if edge.kind is EdgeKind.DATA:
            found.add(derived[edge.subject])
        elif edge.kind is not EdgeKind.STEP:
            found.add(declared[edge.subject])
    return {(before, after) for before, after in found if before != after}
