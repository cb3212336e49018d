"""Which measures still fit together when some are left out.

A measure may rest on another: what is submitted once rests on the window, a retrieved
document on its source being connected, a merge on the precedence between its members
being gone. Leaving one out therefore takes those with it, and each is named.
"""

from collections.abc import Iterable

from optimizer.errors import RequestProblem
from optimizer.levers.applying import apply
from optimizer.network.timing import circle
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Progress, Route
from optimizer.service.service import Service

# Only these bind steps together, so only these can close a circle or mix phases.
_BINDING = (MeasureKind.MERGE, MeasureKind.WINDOW)


def fitting(before: Service, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures of a set that can be applied together, the others left out.

    Args:
        before: the as-is service, completed.
        measures: any part of the measures of a possible plan.

    Returns:
        Measures sorted by id. A set in which everything fits comes back whole. Where a
        circle closes, one merge is left out after the other until it is open.
    """
    kept = _supported(before, sorted(measures, key=lambda one: one.id))
    while not _possible(before, kept):
        binding = [one for one in kept if one.kind in _BINDING]
        if not binding:
            break  # The as-is itself has a circle.
        kept = _supported(before, _opened(before, kept, binding))
    return tuple(kept)


def _opened(before: Service, kept: list[Measure], binding: list[Measure]) -> list[Measure]:
    """Without the one merge that makes the rest possible, else without the last."""
    for left_out in reversed(binding):
        rest = [one for one in kept if one is not left_out]
        if _possible(before, _supported(before, rest)):
            return rest
    return [one for one in kept if one is not binding[-1]]


def _possible(before: Service, measures: list[Measure]) -> bool:
    try:
        after = apply(before, tuple(measures))
    except RequestProblem:
        return False  # A merge whose members no longer stand in one phase.
    return not circle(after)


def _supported(before: Service, measures: list[Measure]) -> list[Measure]:
    """Measures whose prerequisites hold, until none has to go any more."""
    kept = measures
    while True:
        rest = [one for one in kept if _stands(before, one, kept)]
        if len(rest) == len(kept):
            return rest
        kept = rest


def _stands(before: Service, measure: Measure, kept: list[Measure]) -> bool:
    if measure.kind is MeasureKind.FORMS:
        owners = {
            need.item for need in before.requirements if need.document in set(measure.targets)
        }
        return owners <= _at_window(before, kept)
    if measure.kind is not MeasureKind.ROUTE:
        return True
    route, _, source = measure.value.partition("@")
    if route == Route.SUBMIT_ONCE.value:
        owners = {need.item for need in before.requirements if need.id in measure.targets}
        return owners <= _at_window(before, kept)
    if route == Route.RETRIEVE.value:
        return source in _connected(before, kept)
    return True


def _at_window(before: Service, kept: list[Measure]) -> set[str]:
    joining = {i for one in kept if one.kind is MeasureKind.WINDOW for i in one.targets}
    return joining | {item.id for item in before.items if item.window}


def _connected(before: Service, kept: list[Measure]) -> set[str]:
    connecting = {s for one in kept if one.kind is MeasureKind.CONNECT for s in one.targets}
    return connecting | {
        source.id for source in before.data_sources if source.progress is Progress.ONLINE
    }
