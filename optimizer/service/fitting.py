"""Declared steps fitted to the limit in force.

Guides state a limit for the item; the days of its steps are often guessed. Where the
clocked steps exceed or miss the limit, they are scaled to it and marked assumed.
"""

from optimizer.service.item import Item
from optimizer.service.service import Service
from optimizer.service.step import RULE_CHANGED, Step
from optimizer.worktime import HOURS_PER_DAY, Duration, length_hours, limit_hours

_GRAIN = HOURS_PER_DAY // 2


def fitted(service: Service) -> tuple[Step, ...]:
    """The steps with the clocked ones of each item scaled to its limit.

    Steps of several items (merged ones) and locked steps keep their length, and no step
    goes below its declared floor; an item whose limit is unknown stays as it is.
    """
    lengths: dict[str, int] = {}
    own = service.steps_by_item()
    for item in service.items:
        lengths.update(_lengths(item, own.get(item.id, ())))
    return tuple(
        step.model_copy(
            update={
                "duration": Duration.of_hours(lengths[step.id]),
                "assumed": step.assuming("duration"),
            }
        )
        if step.id in lengths and step.length_hours() != lengths[step.id]
        else step
        for step in service.steps
    )


def _lengths(item: Item, steps: tuple[Step, ...]) -> dict[str, int]:
    """New lengths in hours by step id; empty when nothing has to change."""
    limit = item.limit()
    clock = [step for step in steps if step.counted]
    if limit is None or not clock or any(len(step.items) > 1 for step in clock):
        return {}
    if any(len(set(step.after or ()) & {one.id for one in steps}) > 1 for step in steps):
        return {}  # Parallel steps: their sum is not what the applicant waits for.
    goal = limit_hours(limit.duration)
    unknown = [step for step in clock if step.duration is None]
    known = sum(step.clocked_hours() or 0 for step in clock)
    filled = _shares(unknown, [1] * len(unknown), max(0, goal - known)) if unknown else {}
    hours = {step.id: filled.get(step.id, step.length_hours() or 0) for step in clock}
    free = [step for step in clock if not step.lock]
    total, rest = sum(hours.values()), sum(hours[step.id] for step in clock if step.lock)
    # A limit is written in whole days: what misses it by less than a day fits.
    fits = 0 <= goal - total < HOURS_PER_DAY
    # What a change of rules took away is gone: nothing takes its place within the limit.
    emptied = any(step.floor_basis == RULE_CHANGED for step in clock)
    if fits or emptied or not free or goal < rest:
        return filled
    weights = [hours[step.id] for step in free]
    if not any(weights):
        weights = [1] * len(free)
    return {**filled, **_shares(free, weights, goal - rest)}


def _shares(steps: list[Step], weights: list[int], hours: int) -> dict[str, int]:
    """Share hours out by weight in half days (largest remainder), floors respected."""
    grain = _GRAIN if hours % _GRAIN == 0 else 1
    units = hours // grain
    exact = [weight * units / sum(weights) for weight in weights]
    floors = [-(-length_hours(step.floor) // grain) if step.floor else 0 for step in steps]
    parts = [max(int(share), low) for share, low in zip(exact, floors, strict=True)]
    by_remainder = sorted(range(len(steps)), key=lambda i: (int(exact[i]) - exact[i], i))
    index = 0
    while sum(parts) < units:
        parts[by_remainder[index % len(steps)]] += 1
        index += 1
    by_size = sorted(range(len(steps)), key=lambda i: (floors[i] - parts[i], i))
    while sum(parts) > units and any(p > f for p, f in zip(parts, floors, strict=True)):
        for i in by_size:
            if sum(parts) > units and parts[i] > floors[i]:
                parts[i] -= 1
    return {step.id: part * grain for step, part in zip(steps, parts, strict=True)}


def scaled_down(steps: list[Step], hours: int) -> dict[str, int]:
    """Lengths that bring steps one after another to at most so many hours.

    Args:
        steps: the steps of one item; locked ones keep their length, unknown ones stay so.
        hours: what they may take together.

    Returns:
        Hours by step id in proportion to the present lengths, never more than these and
        never less than a declared floor; empty when the steps fit already.
    """
    known = sum(step.length_hours() or 0 for step in steps)
    free = [step for step in steps if not step.lock and step.length_hours()]
    lengths = [step.length_hours() or 0 for step in free]
    rest = known - sum(lengths)
    if known <= hours or not free:
        return {}
    shared = _shares(free, lengths, max(0, hours - rest))
    return {
        step.id: min(length, shared[step.id]) for step, length in zip(free, lengths, strict=True)
    }
