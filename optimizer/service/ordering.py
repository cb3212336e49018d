"""The order in which items are handled where precedences leave a choice."""

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
    edges = item_edges(service)
    left = [item.id for item in service.items]
    ordered: list[str] = []
    while left:
        free = [one for one in left if not any(a in left for a, b in edges if b == one and a != b)]
        if not free:
            return None
        ordered.append(free[0])
        left.remove(free[0])
    return ordered
