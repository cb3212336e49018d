"""Limits follow when items get faster: the new promise (承诺时限) of each item."""

from optimizer.network.timing import clock_hours
from optimizer.service.anchors import anchor_step, last_step
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, Phase, Span
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
        limit, hours, used = item.limit(), can.get(item.id), could.get(item.id)
        if limit is None or hours is None or used is None or hours >= used:
            items.append(item)
            continue
        days = whole_days(hours)
        if days * HOURS_PER_DAY >= limit_hours(limit.duration):
            items.append(item)
            continue
        items.append(_promising(after, item, limit, days))
    return after.model_copy(update={"items": tuple(items)})


def _promising(service: Service, item: Item, limit: Limit, days: int) -> Item:
    duration = Duration.of_hours(days * HOURS_PER_DAY)
    counted = [step for step in service.steps_of(item.id) if step.counted]
    assumed = any(step.is_assumed("duration") for step in counted)
    return item.model_copy(
        update={
            "promised": limit.model_copy(update={"duration": duration}),
            "assumed": item.assuming("promised") if assumed else item.assumed,
        }
    )


def _promisable(service: Service) -> dict[str, int]:
    """Hours by item id; items on a circle or without steps are left out."""
    return {
        name: max(clock, _own_work(service, service.item(name)))
        for name, clock in clock_hours(service).items()
        if clock is not None
    }


def _own_work(service: Service, item: Item) -> int:
    """Longest path over the item's own steps from acceptance to decision, in hours."""
    limit = item.limit()
    to_delivery = limit is not None and limit.spans is Span.DELIVERY
    start = anchor_step(service, item.id, Anchor.ACCEPTANCE)
    end = (
        last_step(service, item.id)
        if to_delivery
        else anchor_step(service, item.id, Anchor.DECISION)
    )
    if start is None or end is None:
        return 0
    ended: dict[str, int] = {}
    for step in service.steps_of(item.id):
        if step.phase is Phase.AFTER_CHECK:
            continue
        earlier = [ended[one] for one in step.after or () if one in ended]
        if step.id == start.id or earlier:
            ended[step.id] = max(earlier, default=0) + (step.clocked_hours() or 0)
    return ended.get(end.id, 0)
