"""Which measures still fit together when some are left out.

A measure may rest on another: what is submitted once rests on the window, a retrieved
document on its source being connected, a merge on the precedence between its members
being gone. Leaving one out therefore takes those with it, and each is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.errors import RequestProblem
from optimizer.levers.applying import apply
from optimizer.network.timing import circle
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Progress, Route
from optimizer.service.service import Service

# Only these bind steps together, so only these can close a circle or mix phases.
_BINDING = (MeasureKind.MERGE, MeasureKind.WINDOW)


@dataclass(frozen=True)
class Fit:
    """Measures that fit together, sorted by id, and the service after them."""

    measures: tuple[Measure, ...]
    after: Service


def fitting(before: Service, measures: Iterable[Measure]) -> Fit:
    """The measures of a set that can be applied together, the others left out.

    Args:
        before: the as-is service, completed.
        measures: any part of the measures of a possible plan.

    Returns:
        A set in which everything fits comes back whole. Where a circle closes, one merge
        is left out after the other until it is open; without any the service itself fits.
    """
    kept = _supported(before, sorted(measures, key=lambda one: one.id))
    after = _applied(before, kept)
    while after is None:
        binding = [one for one in kept if one.kind in _BINDING]
        kept, after = _opened(before, kept, binding or kept)
    return Fit(tuple(kept), after)


def _opened(
    before: Service, kept: list[Measure], doubtful: list[Measure]
) -> tuple[list[Measure], Service | None]:
    """Without the one doubtful measure that makes the rest possible, else without the last."""
    for left_out in reversed(doubtful):
        rest = _supported(before, [one for one in kept if one is not left_out])
        after = _applied(before, rest)
        if after is not None:
            return rest, after
    return _supported(before, [one for one in kept if one is not doubtful[-1]]), None


def _applied(before: Service, measures: list[Measure]) -> Service | None:
    """The service after the measures; ``None`` when they do not go together."""
    try:
        after = apply(before, measures)
    except RequestProblem:
        return None  # E.g. a merge whose members no longer stand in one phase.
    closes = circle(after) and not circle(before)
    return None if closes else after


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
