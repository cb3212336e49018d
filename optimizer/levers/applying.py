"""``apply``: the service after some measures (modelling notes, section 2).

Each lever file holds what its kind of measure does; here they are only put in order.
"""

from collections.abc import Callable, Iterable

from optimizer.levers import (
    commitment,
    defer,
    early,
    fee,
    forms,
    guide,
    instant,
    limits,
    merging,
    parallelise,
    retrieve,
    routes,
    rule_change,
    shorten,
    visits,
    window,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.service import Service
from optimizer.service.step import Step

Applying = Callable[[Service, tuple[Measure, ...]], Service]

# The order is part of the meaning: it makes the result independent of the plan's order.
APPLYING: dict[MeasureKind, Applying] = {
    MeasureKind.RULE: rule_change.change,
    MeasureKind.PARALLEL: parallelise.drop,
    MeasureKind.CONNECT: retrieve.connect,
    MeasureKind.ROUTE: routes.route,
    MeasureKind.DEFER: defer.defer,
    MeasureKind.GUIDE: guide.ask,
    MeasureKind.COMMIT: commitment.commit,
    MeasureKind.INSTANT: instant.at_once,
    MeasureKind.SHORTEN: shorten.shorten,
    MeasureKind.EARLY: early.bring_forward,
    MeasureKind.VISIT: visits.spare,
    MeasureKind.FEE: fee.absorb,
    MeasureKind.WINDOW: window.join,
    MeasureKind.MERGE: merging.merge,
    MeasureKind.FORMS: forms.unite,
}


def apply(service: Service, measures: Iterable[Measure]) -> Service:
    """The service after the measures; neither argument is changed.

    Args:
        service: completed, in one situation.
        measures: in any order; one given twice counts once.

    Returns:
        An ordinary completed service. Without measures the service itself.

    Raises:
        RequestProblem: a measure that names what the service does not have, or that its
            kind does not allow; the measure's id is named.
    """
    wanted = {measure.id: measure for measure in measures}
    if not wanted:
        return service
    ordered = tuple(wanted[name] for name in sorted(wanted))
    after = service
    for kind, change in APPLYING.items():
        after = change(after, tuple(one for one in ordered if one.kind is kind))
    after = commitment.papers(after, ordered)
    after = after.model_copy(update={"steps": _in_order(after.steps)})
    return limits.promised_anew(service, after)


def _in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Every step after those it comes after, file order breaking ties.

    Steps on a circle keep their place at the end; the network names the circle.
    """
    left = list(steps)
    done: list[Step] = []
    while left:
        waiting = {step.id for step in left}
        free = next((one for one in left if not waiting & set(one.after or ())), None)
        if free is None:
            return (*done, *left)
        done.append(free)
        left.remove(free)
    return tuple(done)
