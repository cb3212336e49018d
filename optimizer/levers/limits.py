"""Limits follow when items get faster: the new promise (承诺时限) of each item."""

from optimizer.network.timing import clock_hours
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.worktime import HOURS_PER_DAY, Duration, limit_hours, whole_days


def promised_anew(before: Service, after: Service) -> Service:
    """The service with shorter promises where the measures made items faster.

    What an item can promise is its clock, and never less than its own work from
    acceptance to decision: an applicant who has everything at hand waits for that.
    """
    could, can = _promisable(before), _promisable(after)
    items = []
    for item in after.items:
        limit, earlier = item.limit(), before.item(item.id).limit()
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
    return after.model_copy(update={"items": tuple(items)})


def _shorter(limit: Limit, days: int) -> Limit:
    """The limit, or so many days where that is less."""
    if limit_hours(limit.duration) <= days * HOURS_PER_DAY:
        return limit
    return limit.model_copy(update={"duration": Duration.of_hours(days * HOURS_PER_DAY)})


def _promising(service: Service, item: Item, limit: Limit, days: int) -> Item:
    """The item with the limit brought down to so many days."""
    counted = [step for step in service.steps_of(item.id) if step.counted]
    assumed = any(step.is_assumed("duration") for step in counted)
    return item.model_copy(
        update={
            "promised": _shorter(limit, days),
            "assumed": item.assuming("promised") if assumed else item.assumed,
        }
    )


def _promisable(service: Service) -> dict[str, int]:
    """Hours by item id; items on a circle or without steps are left out."""
    return {
        name: max(clock, _own_work(service, name))
        for name, clock in clock_hours(service).items()
        if clock is not None
    }


def _own_work(service: Service, item_id: str) -> int:
    """Longest path over what counts of the item's own steps, in hours.

    Fitting reads a limit the same way: as what the counted steps take one after another.
    """
    ended: dict[str, int] = {}
    for step in service.steps_of(item_id):
        if step.phase is not Phase.AFTER_CHECK:
            start = max((ended.get(one, 0) for one in step.after or ()), default=0)
            ended[step.id] = start + (step.clocked_hours() or 0)
    return max(ended.values(), default=0)
