"""``apply``: the service after some measures (modelling notes, section 2).

Each lever file holds what its kind of measure does; here they are only put in order.
"""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

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
from optimizer.network.network import Network
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
    return Redesigning(service).network(measures).service


class Redesigning:
    """``apply`` for one service and many sets of measures."""

    def __init__(self, service: Service) -> None:
        """Work out what is compared with the service today: its times."""
        self._today = Network(service)
        self._promisable = limits.promisable(self._today)

    def network(self, measures: Iterable[Measure]) -> Network:
        """The network of the service after the measures, as ``apply`` gives it."""
        wanted = {measure.id: measure for measure in measures}
        if not wanted:
            return self._today
        ordered = tuple(wanted[name] for name in sorted(wanted))
        after = self._today.service
        for kind, change in APPLYING.items():
            chosen = tuple(one for one in ordered if one.kind is kind)
            after = change(after, chosen) if chosen else after
        after = commitment.papers(after, ordered)
        after = after.model_copy(update={"steps": _in_order(after.steps)})
        return limits.promised_anew(self._today.service, self._promisable, Network(after))


def _in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Every step after those it comes after, file order breaking ties.

    Steps on a circle keep their place at the end; the network names the circle.
    """
    place = {step.id: number for number, step in enumerate(steps)}
    waiting = [{name for name in step.after or () if name in place} for step in steps]
    later: dict[str, list[int]] = {name: [] for name in place}
    for number, names in enumerate(waiting):
        for name in names:
            later[name].append(number)
    free = [number for number, names in enumerate(waiting) if not names]
    done: list[int] = []
    while free:
        number = heappop(free)
        done.append(number)
        for other in later[steps[number].id]:
            waiting[other].discard(steps[number].id)
            if not waiting[other]:
                heappush(free, other)
    rest = sorted(set(range(len(steps))) - set(done))
    return tuple(steps[number] for number in (*done, *rest))
