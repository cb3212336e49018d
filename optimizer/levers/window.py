"""一窗受理: one window receives for several items and, where authorised, accepts."""

from collections.abc import Iterator

from optimizer.levers import merging
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import dearest, priced
from optimizer.levers.reference import merge_classes
from optimizer.levers.targets import item_of, malformed
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, MeasureKind, Opportunity
from optimizer.service.item import Item
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


def find(service: Service) -> Iterator[Opportunity]:
    """The items not at the window yet, and the acceptances that may become one.

    A window takes two items; more may join one that exists.
    """
    outside = [one for one in service.items if not one.window and _may_join(service, one)]
    exists = any(item.window for item in service.items)
    if len(outside) >= 2 or (exists and outside):
        joining = sorted(outside, key=lambda one: one.id)
        terms = tuple(priced(service, "window", (item.department,)) for item in joining)
        yield GroupOpportunity(
            kind=MeasureKind.WINDOW,
            lever="window",
            targets=tuple(item.id for item in joining),
            terms=dearest(terms),
            group="window",
            coordination_hours=merge_classes()["window"].coordination_hours,
            member_terms=terms,
        )
    yield from merging.groups(service, ("acceptance",))


def join(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Items file at the window; their receiving steps become one."""
    if not measures:
        return service
    if len(measures) > 1:
        raise malformed(measures[1], "最多只有一个综合窗口", "there is at most one window")
    measure = measures[0]
    joining = {item_of(service, measure, one).id for one in measure.targets}
    joining.update(item.id for item in service.items if item.window)
    if len(joining) < 2:
        raise malformed(measure, "至少两个事项才能一窗受理", "one window needs two or more items")
    items = tuple(
        item.model_copy(update={"window": True}) if item.id in joining else item
        for item in service.items
    )
    receiving = {
        step.id: step
        for item in sorted(joining)
        for step in _receiving(service, item)
        if not step.lock
    }
    service = service.model_copy(update={"items": items})
    if len(receiving) < 2:
        return service
    return merging.merged_into_one(service, list(receiving.values()), merge_classes()["window"])


def _receiving(service: Service, item_id: str) -> tuple[Step, ...]:
    return tuple(
        step
        for step in service.steps_of(item_id)
        if step.kind is StepKind.RECEIVE and step.phase is not Phase.AFTER_CHECK
    )


def _may_join(service: Service, item: Item) -> bool:
    """An item stays outside when its papers come in twice, late, or in a locked step."""
    steps = _receiving(service, item.id)
    plain = all(one.phase is Phase.BEFORE_ACCEPTANCE and not one.lock for one in steps)
    return len(steps) <= 1 and plain


LEVER = Lever("window", (MeasureKind.WINDOW, MeasureKind.MERGE), find)
