"""``apply``: the service after some measures (modelling notes, section 2).

Each lever file holds what its kind of measure does; here they are only put in order.
"""

from collections.abc import Callable, Iterable, Mapping
from heapq import heappop, heappush
from typing import Generic, TypeVar

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

_Found = TypeVar("_Found")

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

# These change papers only, and the other kinds neither change nor read papers (a change of
# rules aside, which comes first): so the two can be applied apart and put together.
_PAPERS = (
    MeasureKind.CONNECT,
    MeasureKind.ROUTE,
    MeasureKind.DEFER,
    MeasureKind.GUIDE,
    MeasureKind.FORMS,
)
# As many as the kinds of one plan and of the one tried before it.
_RECENT = 2 * len(APPLYING)
_OF_PAPERS = ("documents", "requirements", "data_sources")


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
    return Redesigning(service).network({one.id: one for one in measures}).service


class Redesigning:
    """``apply`` for one service and many sets of measures that have much in common.

    What was worked out for one set is not worked out again for the next.
    """

    def __init__(self, service: Service) -> None:
        """Work out what is compared with the service today: its times."""
        self._today = Network(service)
        self._promisable = limits.promisable(self._today)
        self._steps = _Track(service, tuple(kind for kind in APPLYING if kind not in _PAPERS))
        self._papers = _Track(service, (MeasureKind.RULE, *_PAPERS))
        self._laid_out: _Recent[Network] = _Recent()

    def network(self, measures: Mapping[str, Measure]) -> Network:
        """The network of the service after some measures, by id, as ``apply`` gives it."""
        if not measures:
            return self._today
        by_kind: dict[MeasureKind, dict[str, Measure]] = {}
        for name in sorted(measures):
            by_kind.setdefault(measures[name].kind, {})[name] = measures[name]
        changed, after = self._steps.after(by_kind)
        _, papers = self._papers.after(by_kind)
        after = after.model_copy(update={name: getattr(papers, name) for name in _OF_PAPERS})
        after = commitment.papers(after, measures.values())
        twin = self._laid_out.get(changed)
        if twin is None:
            laid_out = Network(after.model_copy(update={"steps": _in_order(after.steps)}))
        else:
            laid_out = twin.with_papers(after.model_copy(update={"steps": twin.service.steps}))
            if laid_out.edges == twin.edges:  # Promises rest on steps and edges only.
                return laid_out.with_limits(twin.service.items)
        found = limits.promised_anew(self._today.service, self._promisable, laid_out)
        return self._laid_out.keep(changed, found)


class _Track:
    """Some kinds of measures, applied one after another; each beginning is done once."""

    def __init__(self, service: Service, kinds: tuple[MeasureKind, ...]) -> None:
        self._service = service
        self._kinds = kinds
        self._known: _Recent[Service] = _Recent()

    def after(
        self, by_kind: Mapping[MeasureKind, Mapping[str, Measure]]
    ) -> tuple[tuple[str, ...], Service]:
        """The ids of the measures of these kinds, and the service after them."""
        done: tuple[str, ...] = ()
        service = self._service
        for kind in self._kinds:
            if kind in by_kind:
                done = (*done, *by_kind[kind])
                known = self._known.get(done)
                if known is None:
                    changed = APPLYING[kind](service, tuple(by_kind[kind].values()))
                    known = self._known.keep(done, changed)
                service = known
        return done, service


class _Recent(Generic[_Found]):
    """The last few things worked out, by the ids of the measures they were worked out from."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], _Found] = {}

    def get(self, names: tuple[str, ...]) -> _Found | None:
        """What is held for these measures; it is now the last one asked for."""
        found = self._held.pop(names, None)
        return None if found is None else self.keep(names, found)

    def keep(self, names: tuple[str, ...], found: _Found) -> _Found:
        """Hold what was found; what nobody asked for longest goes."""
        self._held[names] = found
        if len(self._held) > _RECENT:
            del self._held[next(iter(self._held))]
        return found


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
