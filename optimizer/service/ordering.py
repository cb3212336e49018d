"""The order in which items are handled where precedences leave a choice."""

from heapq import heapify, heappop, heappush

from optimizer.service.kinds import Route
from optimizer.service.service import Service


def makers(service: Service) -> dict[str, str]:
    """Which item issues a document: document id → item id (the first in the file)."""
    made: dict[str, str] = {}
    for item in service.items:
        for result in item.results:
            made.setdefault(result, item.id)
    return made


def item_edges(service: Service) -> set[tuple[str, str]]:
    """Pairs of items of which the first comes before the second, and why not matters.

    Declared precedences and, where an item needs a result of another that the applicant
    carries or the departments pass on, the derived ones.
    """
    edges = {(one.before, one.after) for one in service.precedences}
    made = makers(service)
    for need in service.requirements:
        maker = made.get(need.document)
        waits = need.route in (Route.HAND_IN, Route.SUBMIT_ONCE, Route.RESULT)
        if maker is not None and maker != need.item and waits:
            edges.add((maker, need.item))
    return edges


def item_order(service: Service) -> list[str] | None:
    """Topological order of the items, file order breaking ties.

    Returns:
        Item ids, or ``None`` when the precedences form a circle (then times are unknown
        and the circle is a finding).
    """
    places: dict[str, list[int]] = {}
    for place, item in enumerate(service.items):
        places.setdefault(item.id, []).append(place)
    onward: dict[str, list[str]] = {one: [] for one in places}
    waiting = dict.fromkeys(places, 0)
    for before, after in item_edges(service):
        if before != after and before in places and after in places:
            onward[before].append(after)
            waiting[after] += 1
    free = [place for one, count in waiting.items() if not count for place in places[one]]
    heapify(free)
    ordered: list[str] = []
    # A file may hold an id twice: whoever waits for it waits for both.
    left = {one: len(held) for one, held in places.items()}
    while free:
        done = service.items[heappop(free)].id
        ordered.append(done)
        left[done] -= 1
        for after in onward[done] if not left[done] else ():
            waiting[after] -= 1
            for place in places[after] if not waiting[after] else ():
                heappush(free, place)
    return ordered if len(ordered) == len(service.items) else None
