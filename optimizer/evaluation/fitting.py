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
from optimizer.service.kinds import Progress, Route, StepKind
from optimizer.service.service import Service


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
    after, closed = _applied(before, kept)
    while after is None:
        doubtful = [one for one in kept if _binds(one, before, closed)] or kept
        kept, after, closed = _opened(before, kept, doubtful)
    return Fit(tuple(kept), after)


def _opened(
    before: Service, kept: list[Measure], doubtful: list[Measure]
) -> tuple[list[Measure], Service | None, frozenset[str]]:
    """Without the one doubtful measure that makes the rest possible, else without the last."""
    rest, after, closed = kept, None, frozenset[str]()
    for left_out in doubtful:
        rest = _supported(before, [one for one in kept if one is not left_out])
        after, closed = _applied(before, rest)
        if after is not None:
            break
    return rest, after, closed


def _applied(before: Service, measures: list[Measure]) -> tuple[Service | None, frozenset[str]]:
    """The service after the measures; ``None`` and the steps on a circle when there is one."""
    try:
        after = apply(before, measures)
    except RequestProblem:
        return None, frozenset()  # E.g. a merge whose members no longer stand in one phase.
    closed = circle(after)
    if not closed or circle(before):
        return after, frozenset()
    return None, frozenset(part for step in closed for part in step.split("+"))


def _binds(measure: Measure, before: Service, closed: frozenset[str]) -> bool:
    """Whether a measure made a merged step that stands on the circle (or may be to blame)."""
    if measure.kind is MeasureKind.MERGE:
        return not closed or any(set(name.split("+")) <= closed for name in measure.targets)
    if measure.kind is MeasureKind.WINDOW:
        received = {
            part
            for step in before.steps
            if step.kind is StepKind.RECEIVE
            for part in step.id.split("+")
        }
        return not closed or bool(received & closed)
    return False


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
