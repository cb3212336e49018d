"""Counting some of the items of a service, by the very rules that count it whole."""

from collections.abc import Collection

from optimizer.evaluation.counting import count
from optimizer.network.network import Network
from optimizer.redesign.metrics import Metrics
from optimizer.service.service import Service

PART_METRICS = ("materials", "steps", "visits", "forms", "inspections", "fees")
"""What items have of their own. Promise and elapsed time, applications and departments faced are
of a whole service: no part of it has a share in them."""


def counted_part(service: Service, items: Collection[str], whole: Metrics) -> Metrics | None:
    """Raw figures of some items of a service; of them only ``PART_METRICS`` and sums of limits.

    A step or a material that these items share with others is counted, since they need it.

    Args:
        service: completed, in one situation.
        items: ids.
        whole: figures of the whole service; the marks of what they rest on hold for its parts.

    Returns:
        ``None`` when the service has none of the items.
    """
    part = _part(service, frozenset(items))
    if part is None:
        return None
    marks = {"at_least": whole.at_least, "assumed": whole.assumed}
    return count(Network(part), None).model_copy(update=marks)


def _part(service: Service, items: frozenset[str]) -> Service | None:
    kept = tuple(one for one in service.items if one.id in items)
    if not kept:
        return None
    steps = [one for one in service.steps if items.intersection(one.items)]
    names = {one.id for one in steps}
    return service.model_copy(
        update={
            "items": kept,
            "requirements": tuple(one for one in service.requirements if one.item in items),
            "steps": tuple(
                one.model_copy(
                    update={
                        "items": tuple(item for item in one.items if item in items),
                        "after": None
                        if one.after is None
                        else tuple(other for other in one.after if other in names),
                    }
                )
                for one in steps
            ),
            "precedences": tuple(
                one for one in service.precedences if one.before in items and one.after in items
            ),
        }
    )
