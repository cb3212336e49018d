"""Measures of a plan for the same service with other marks (推定 confirmed or withdrawn)."""

from collections.abc import Iterable
from operator import attrgetter

from optimizer.levers.catalogue import measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.confirming import LISTS
from optimizer.service.service import Service


def unmarked(service: Service) -> Service:
    """The service without any mark of an assumed value.

    Precedences stand in the order of their ids: one that is confirmed is stated from then on, and
    stands before those that are still derived.
    """
    bare = {
        name: tuple(one.model_copy(update={"assumed": ()}) for one in getattr(service, name))
        for name in (*LISTS.values(), "departments", "externals", "situations")
    }
    bare["precedences"] = tuple(sorted(bare["precedences"], key=attrgetter("id")))
    return service.model_copy(update=bare)


def renewed(offered: Iterable[Opportunity], measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures with the price and marks that today's opportunities give them.

    Args:
        offered: what the levers find in the service now.
        measures: of a plan of the same service.

    Raises:
        LookupError: no opportunity leads to a measure any more; its id is named.
    """
    by_kind: dict[tuple[MeasureKind, str], list[Opportunity]] = {}
    for one in offered:
        by_kind.setdefault((one.kind, one.lever), []).append(one)
    return tuple(_renewed(by_kind.get((one.kind, one.lever), []), one) for one in measures)


def _renewed(offered: list[Opportunity], measure: Measure) -> Measure:
    # Everything but a new length follows from the opportunity.
    value = measure.value if measure.kind is MeasureKind.SHORTEN else ""
    for one in offered:
        if set(measure.targets) <= set(one.targets):
            found = measure_of(one, measure.targets, value)
            if found.id == measure.id:
                return found
    raise LookupError(measure.id)
