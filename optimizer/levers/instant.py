"""即办: what can be decided at once is decided on the spot."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import item_of, malformed, single, with_item, with_steps
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.item import Item
from optimizer.service.kinds import CaseType, ItemKind, Phase
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration, length_hours, limit_hours

# Kinds that 行政许可法 34-2 reaches by analogy where a day is enough; marked assumed.
_BY_ANALOGY = frozenset({ItemKind.PUBLIC_SERVICE, ItemKind.FILING, ItemKind.CONFIRMATION})


def find(service: Service) -> Iterator[Opportunity]:
    """Items with a basis for it, and simple ones that a day is enough for.

    Whether an inspection, notice, hearing or review stands against it, the law says.
    """
    for item in service.items:
        steps = _in_clock(service, item)
        takes_time = any(step.length_hours() for step in steps)
        offered = bool(item.instant) or _by_analogy(item)
        if not takes_time or not offered or item.committed or not _free(steps):
            continue
        yield Opportunity(
            kind=MeasureKind.INSTANT,
            lever="instant",
            targets=(item.id,),
            terms=priced(
                service,
                "instant",
                (item.department,),
                basis=item.instant,
                assumed=() if item.instant else ("basis",),
            ),
        )


def at_once(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The steps in the clock take no time of their own."""
    for measure in measures:
        item = item_of(service, measure, single(measure))
        steps = _in_clock(service, item)
        if not steps or not _free(steps):
            raise malformed(
                measure,
                "有不可调整或与其他事项合并的环节，不能即办",
                "a locked or merged step keeps the item from being decided on the spot",
            )
        none = Duration.of_hours(0)
        service = with_steps(
            service,
            (
                step.model_copy(
                    update={
                        "duration": none,
                        "floor": none
                        if step.floor is not None and length_hours(step.floor)
                        else step.floor,
                    }
                )
                for step in steps
            ),
        )
        service = with_item(service, item.model_copy(update={"case_type": CaseType.ON_THE_SPOT}))
    return service


def _in_clock(service: Service, item: Item) -> tuple[Step, ...]:
    return tuple(one for one in service.steps_of(item.id) if one.phase is Phase.IN_CLOCK)


def _free(steps: tuple[Step, ...]) -> bool:
    return not any(step.lock or len(step.items) > 1 for step in steps)


def _by_analogy(item: Item) -> bool:
    limit = item.limit()
    short = limit is not None and limit_hours(limit.duration) <= HOURS_PER_DAY
    return short and item.kind in _BY_ANALOGY


LEVER = Lever("instant", (MeasureKind.INSTANT,), find)
