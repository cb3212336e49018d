"""Limits follow when items get faster: the new promise (承诺时限) of each item."""

from collections.abc import Mapping, Sequence

from optimizer.network.network import Network
from optimizer.service.item import Item, Limit
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration, limit_hours, whole_days


def promised_anew(before: Service, could: Mapping[str, int], redesigned: Network) -> Network:
    """The service with shorter promises where the measures made items faster.

    Args:
        before: the service without the measures.
        could: what its items could promise (``promisable``).
        redesigned: the service with the measures, its limits as they were.
    """
    after, can = redesigned.service, promisable(redesigned)
    held_before = {item.id: item.limit() for item in before.items}
    items = []
    for item in after.items:
        limit, earlier = item.limit(), held_before[item.id]
        hours, used = can.get(item.id), could.get(item.id)
        if limit is None or hours is None or used is None:
            items.append(item)
            continue
        days = whole_days(hours)
        holds, held = limit_hours(limit.duration), days * HOURS_PER_DAY
        if limit != earlier and held > holds:
            # A merge or a floor keeps the item above the limit of its new mode.
            possible = limit.model_copy(update={"duration": Duration.of_hours(held)})
            items.append(_promising(after, item, _shorter(earlier or possible, days), days))
        elif (limit != earlier or hours < used) and held < holds:
            items.append(_promising(after, item, limit, days))
        else:
            items.append(item)
    return redesigned.with_limits(tuple(items))


def _shorter(limit: Limit, days: int) -> Limit:
    """The limit, or so many days where that is less."""
    if limit_hours(limit.duration) <= days * HOURS_PER_DAY:
        return limit
    return limit.model_copy(update={"duration": Duration.of_hours(days * HOURS_PER_DAY)})


def _promising(service: Service, item: Item, limit: Limit, days: int) -> Item:
    """The item with the limit brought down to so many days."""
    counted = [step for step in service.steps_of(item.id) if step.counted]
    assumed = any(step.is_assumed(step.clock_field()) for step in counted)
    return item.model_copy(
        update={
            "promised": _shorter(limit, days),
            "assumed": item.assuming("promised") if assumed else item.assumed,
        }
    )


def promisable(network: Network) -> dict[str, int]:
    """What each item can promise, in hours.

    That is its clock, and never less than its own work from acceptance to decision: an
    applicant who has everything at hand waits for that.

    Returns:
        Hours by item id; items on a circle or without steps are left out.
    """
    return {
        name: max(clock, _own_work(network.anchors.own(name)))
        for name, clock in network.clock_hours().items()
        if clock is not None
    }


def _own_work(steps: Sequence[Step]) -> int:
    """Longest path over what counts of the item's own steps, in hours.

    Fitting reads a limit the same way: as what the counted steps take one after another.
    """
    ended: dict[str, int] = {}
    for step in steps:
        start = max((ended.get(one, 0) for one in step.after or ()), default=0)
        ended[step.id] = start + (step.clocked_hours() or 0)
    return max(ended.values(), default=0)
