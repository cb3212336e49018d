"""Which measures still fit together when some are left out.

A measure may rest on another: what is submitted once rests on the window, a retrieved
document on its source being connected, a merge on the precedence between its members
being gone. Leaving one out therefore takes those with it, and each is named.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from optimizer.errors import RequestProblem
from optimizer.levers.applying import Redesigning
from optimizer.network.network import Network
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Progress, Route, StepKind
from optimizer.service.service import Service

Support = tuple[MeasureKind, str]
"""An item brought to the window, or a data source connected."""


@dataclass(frozen=True)
class Fit:
    """Measures that fit together, by id and sorted by it, and the network after them."""

    kept: Mapping[str, Measure]
    network: Network

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that fit together."""
        return tuple(self.kept.values())

    @property
    def after(self) -> Service:
        """The service after the measures."""
        return self.network.service


def fitting(before: Service, measures: Iterable[Measure]) -> Fit:
    """The measures of a set that can be applied together, the others left out.

    Args:
        before: the as-is service, completed.
        measures: any part of the measures of a possible plan.

    Returns:
        A set in which everything fits comes back whole. Where a circle closes, one merge
        is left out after the other until it is open; without any the service itself fits.
    """
    parts = Fitting(before, measures)
    return parts.keeping(parts.names)


class Fitting:
    """``fitting`` for many parts of one plan.

    Attributes:
        names: ids of the measures of the plan.
    """

    def __init__(self, before: Service, measures: Iterable[Measure]) -> None:
        """Look up which of the measures rest on which.

        Args:
            before: the as-is service, completed.
            measures: those of a possible plan.
        """
        named = {one.id: one for one in measures}
        self._named = {name: named[name] for name in sorted(named)}
        self.names = frozenset(named)
        self._before = before
        self._redesigning = Redesigning(before)
        self._gives = {
            name: {(one.kind, target) for target in one.targets}
            for name, one in self._named.items()
            if one.kind in (MeasureKind.WINDOW, MeasureKind.CONNECT)
        }
        self._needs = _needs(before, self._named)

    def whole(self) -> Network:
        """The network of the service after all measures.

        Raises:
            RequestProblem: they do not go together.
        """
        return self._redesigning.network(self._named)

    def keeping(self, names: Collection[str]) -> Fit:
        """As ``fitting``, of the measures with these ids."""
        kept = self._supported({name: m for name, m in self._named.items() if name in names})
        after, closed = self._applied(kept)
        while after is None:
            doubtful = [name for name, m in kept.items() if self._binds(m, closed)] or list(kept)
            kept, after, closed = self._opened(kept, doubtful)
        return Fit(kept, after)

    def _opened(
        self, kept: dict[str, Measure], doubtful: list[str]
    ) -> tuple[dict[str, Measure], Network | None, frozenset[str]]:
        """Without the one doubtful measure that makes the rest possible, else without the last."""
        rest, after, closed = kept, None, frozenset[str]()
        for left_out in doubtful:
            rest = self._supported({name: m for name, m in kept.items() if name != left_out})
            after, closed = self._applied(rest)
            if after is not None:
                break
        return rest, after, closed

    def _applied(self, measures: dict[str, Measure]) -> tuple[Network | None, frozenset[str]]:
        """What the measures give; ``None`` and the steps on a circle when there is one."""
        try:
            after = self._redesigning.network(measures)
        except RequestProblem:
            return None, frozenset()  # E.g. a merge whose members no longer stand in one phase.
        closed = after.circle()
        if not closed or self._redesigning.network({}).circle():
            return after, frozenset()
        return None, frozenset(part for step in closed for part in step.split("+"))

    def _binds(self, measure: Measure, closed: frozenset[str]) -> bool:
        """Whether a measure made a merged step that stands on the circle (or may be to blame)."""
        if measure.kind is MeasureKind.MERGE:
            return not closed or any(set(name.split("+")) <= closed for name in measure.targets)
        if measure.kind is MeasureKind.WINDOW:
            received = {
                part
                for step in self._before.steps
                if step.kind is StepKind.RECEIVE
                for part in step.id.split("+")
            }
            return not closed or bool(received & closed)
        return False

    def _supported(self, measures: dict[str, Measure]) -> dict[str, Measure]:
        """Measures whose prerequisites hold, until none has to go any more."""
        kept = measures
        while True:
            given = {one for name in self._gives.keys() & kept for one in self._gives[name]}
            gone = {name for name in self._needs.keys() & kept if self._needs[name] - given}
            if not gone:
                return kept
            kept = {name: one for name, one in kept.items() if name not in gone}


def _needs(before: Service, named: Mapping[str, Measure]) -> dict[str, set[Support]]:
    """What each measure rests on that is not there today; others are left out."""
    owner = {need.id: need.item for need in before.requirements}
    asking: dict[str, set[str]] = {}
    for need in before.requirements:
        asking.setdefault(need.document, set()).add(need.item)
    there = {(MeasureKind.WINDOW, item.id) for item in before.items if item.window}
    there.update(
        (MeasureKind.CONNECT, source.id)
        for source in before.data_sources
        if source.progress is Progress.ONLINE
    )
    found: dict[str, set[Support]] = {}
    for name, one in named.items():
        route, _, source = one.value.partition("@")
        needs: set[Support] = set()
        if one.kind is MeasureKind.FORMS:
            needs = {(MeasureKind.WINDOW, i) for form in one.targets for i in asking.get(form, ())}
        elif one.kind is MeasureKind.ROUTE and route == Route.SUBMIT_ONCE.value:
            needs = {(MeasureKind.WINDOW, owner[need]) for need in one.targets if need in owner}
        elif one.kind is MeasureKind.ROUTE and route == Route.RETRIEVE.value:
            needs = {(MeasureKind.CONNECT, source)}
        if needs - there:
            found[name] = needs - there
    return found
