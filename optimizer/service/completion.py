"""The as-is of a service: what the file leaves open is stated and marked assumed.

A completed service has steps for every item, and every step has its phase, clock,
visibility, visits and predecessors stated. The declared steps fit the limit in force,
and items that nothing orders stand one after another (problem statement, section 2).
"""

from __future__ import annotations

from itertools import pairwise

from optimizer.service.default_steps import default_steps
from optimizer.service.fitting import fitted
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, Order, Phase, PrecedenceKind, Span, StepKind
from optimizer.service.ordering import item_order
from optimizer.service.precedence import Precedence
from optimizer.service.service import Service
from optimizer.service.step import Step

# 行政许可法 art. 45: time for these does not count; the applicant is told in writing.
STOP_CLOCK = frozenset(
    {StepKind.HEARING, StepKind.TENDER, StepKind.TESTING, StepKind.EXPERT_REVIEW}
)
_BEFORE = frozenset({StepKind.RECEIVE, StepKind.CORRECTION})
_AFTER = frozenset({StepKind.ISSUE, StepKind.DELIVERY, StepKind.PUBLICATION})
# What the applicant notices where the file does not say (problem statement, section 6).
_VISIBLE = frozenset(
    {
        StepKind.RECEIVE,
        StepKind.CORRECTION,
        StepKind.PAYMENT,
        StepKind.INSPECTION,
        StepKind.DELIVERY,
        StepKind.AFTER_CHECK,
    }
)


def complete(service: Service) -> Service:
    """The as-is service with everything stated; a completed service stays as it is.

    Args:
        service: a service in one situation (see ``choosing.in_situation``).

    Returns:
        An ordinary service; each value added carries its mark in ``assumed``.
    """
    steps: list[Step] = list(service.steps)
    declared = {item for step in steps for item in step.items}
    for item in service.items:
        if item.id not in declared:
            steps.extend(default_steps(item))
    chained = _chained(service, steps)
    layout = _Layout(service, chained)
    stated = tuple(_stated(step, layout) for step in chained)
    whole = service.model_copy(update={"steps": stated})
    whole = whole.model_copy(update={"steps": _with_visits(whole)})
    whole = whole.model_copy(update={"steps": fitted(whole)})
    return _in_order(whole)


def _chained(service: Service, steps: list[Step]) -> list[Step]:
    """Every step comes after the one before it in its item unless it says otherwise."""
    last: dict[str, str] = {}
    chained = []
    own: dict[str, list[Step]] = {}
    for step in steps:
        own.setdefault(step.items[0], []).append(step)
    grouped = [step for item in service.items for step in own.get(item.id, ())]
    source = steps if any(step.members for step in steps) else grouped
    for step in source:
        if step.after is None:
            after = tuple(sorted({last[item] for item in step.items if item in last}))
            chained.append(step.model_copy(update={"after": after}))
        else:
            chained.append(step)
        for item in step.items:
            last[item] = step.id
    return chained


class _Layout:
    """Where the steps of a service stand, laid out once for all of them."""

    def __init__(self, service: Service, steps: list[Step]) -> None:
        """Lay out steps in their order."""
        self._items: dict[str, Item] = {}
        for item in service.items:
            self._items.setdefault(item.id, item)
        self._places: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self._decided: dict[str, int] = {}
        for place, step in enumerate(steps):
            self._places.setdefault(step.id, place)
            for item_id in step.items:
                self._first.setdefault(item_id, step.id)
                if step.kind is StepKind.DECISION:
                    self._decided[item_id] = place

    def item_of(self, step: Step) -> Item:
        """The item a step belongs to first."""
        return self._items[step.items[0]]

    def leads_to_decision(self, step: Step) -> bool:
        """Whether a decision of the same item still follows."""
        place = self._places[step.id]
        return any(self._decided.get(item, -1) > place for item in step.items)

    def is_filing(self, step: Step) -> bool:
        """Whether an item starts with this step: there the applicant files."""
        return any(self._first[item] == step.id for item in step.items)


def _stated(step: Step, layout: _Layout) -> Step:
    item = layout.item_of(step)
    phase = step.phase or _default_phase(step, layout)
    departments = step.departments or (item.department,)
    counted = step.counted
    if counted is None:
        counted = _default_counted(step.kind, phase, item)
    visible = step.visible
    if visible is None:
        visible = step.kind in _VISIBLE or layout.is_filing(step)
    return step.model_copy(
        update={
            "name": step.name or step.id,
            "phase": phase,
            "departments": departments,
            "counted": counted,
            "visible": visible,
        }
    )


def _default_phase(step: Step, layout: _Layout) -> Phase:
    if step.kind is StepKind.AFTER_CHECK:
        return Phase.AFTER_CHECK
    if step.kind in _BEFORE:
        return Phase.BEFORE_ACCEPTANCE
    if step.kind in _AFTER and not layout.leads_to_decision(step):
        return Phase.AFTER_DECISION
    return Phase.IN_CLOCK


def _default_counted(kind: StepKind, phase: Phase, item: Item) -> bool:
    if kind in STOP_CLOCK:
        return False
    if phase is Phase.AFTER_DECISION:
        limit = item.limit()
        return limit is not None and limit.spans is Span.DELIVERY
    return phase is Phase.IN_CLOCK


def _with_visits(service: Service) -> tuple[Step, ...]:
    """Visits of an item stand at its filing first, then at its delivery.

    An item that says nothing is assumed to need one visit, for filing.
    """
    visits: dict[str, int] = {}
    assumed: set[str] = set()
    steps_of = service.steps_by_item()
    for item in service.items:
        own = [s for s in steps_of.get(item.id, ()) if s.phase is not Phase.AFTER_CHECK]
        if not own or any(step.visits is not None for step in own):
            continue
        total = 1 if item.visits is None else item.visits
        if item.visits is None or item.is_assumed("visits"):
            assumed.update((own[0].id, own[-1].id))
        at_delivery = 1 if total > 1 and len(own) > 1 else 0
        visits[own[0].id] = max(visits.get(own[0].id, 0), total - at_delivery)
        if at_delivery:
            visits[own[-1].id] = 1
    return tuple(
        step.model_copy(
            update={
                "visits": visits.get(step.id, 0),
                "assumed": step.assuming("visits") if step.id in assumed else step.assumed,
            }
        )
        if step.visits is None
        else step
        for step in service.steps
    )


def _in_order(service: Service) -> Service:
    """Items that nothing orders stand one after another (惯例, without basis)."""
    order = item_order(service)
    if service.order is Order.DECLARED or order is None:
        return service.model_copy(update={"order": Order.DECLARED})
    held = {(one.before, one.after) for one in service.precedences}
    steps_of = service.steps_by_item()
    implied = []
    for before, after in pairwise(order):
        if (before, after) in held:
            continue
        own = steps_of.get(before, ())
        last = [step.id for step in own if step.phase is not Phase.AFTER_CHECK]
        implied.append(
            Precedence(
                id=f"{before}→{after}（逐项办理）",
                before=before,
                after=after,
                kind=PrecedenceKind.HABIT,
                step=last[-1] if last else "",  # Only an after-check: nothing waits for it.
                anchor=Anchor.FILING,
                implied=True,
                assumed=("*",),
            )
        )
    return service.model_copy(
        update={"order": Order.DECLARED, "precedences": (*service.precedences, *implied)}
    )
