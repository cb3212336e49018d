"""A service and its opportunities as plain numbers: all that the model sees.

Decisions are named by the id of the opportunity they take up; what holds only under some
decisions carries them as ``when``: pairs of a name and the value it must have.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from optimizer.levers.applying import apply
from optimizer.levers.catalogue import measure_of
from optimizer.levers.commitment import UNITED_FORM
from optimizer.network.edges import EdgeKind
from optimizer.network.timing import clock_hours, promise_timing
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    RouteOpportunity,
)
from optimizer.service.anchors import anchor_step, last_step
from optimizer.service.kinds import (
    Anchor,
    DocumentClass,
    ItemKind,
    Phase,
    Progress,
    Route,
    Span,
    StepKind,
)
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.solver.arcs import Arc, arcs_of
from optimizer.worktime import HOURS_PER_DAY, limit_hours

# 行政许可法 art. 42-2: joint handling takes no more than 45 working days.
JOINT_HANDLING_HOURS = 45 * HOURS_PER_DAY


@dataclass(frozen=True)
class Node:
    """A step: lengths in hours, ``clocked`` the part that counts in the promise."""

    id: str
    items: tuple[str, ...]
    length: int
    clocked: int
    counted: bool
    visible: bool
    visits: int
    inspection: bool
    receives: bool
    inside: bool
    demands: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Need:
    """A requirement: its present route and the routes it may take.

    Attributes:
        routes: (route, opportunity id, source id or "").
        united: name of the decision that its form joins the united form, or "".
    """

    id: str
    item: str
    document: str
    copies: int
    present: Route
    routes: tuple[tuple[Route, str, str], ...]
    form: bool
    united: str


@dataclass(frozen=True)
class Clock:
    """The clock of an item: from ``start`` (or the last external arc) to ``end``.

    Attributes:
        own: the steps of the item; an arc from a step merged with one of them is no
            longer external.
    """

    item: str
    start: int
    end: int
    cap_hours: int
    external: tuple[Arc, ...]
    own: tuple[int, ...]


@dataclass(frozen=True)
class Instance:
    """One service with its opportunities, ready to be formulated."""

    service: Service
    rule: CountingRule
    opportunities: tuple[Opportunity, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    needs: tuple[Need, ...]
    clocks: tuple[Clock, ...]
    joint: tuple[tuple[str, int, int], ...]  # (licence item, acceptance, decision)
    joint_cap_hours: int
    last: tuple[tuple[str, int], ...]  # (item, last step)
    windowed: frozenset[str]  # items at the window already
    mode_lengths: dict[str, dict[int, int]]  # opportunity id → node → length
    moved: dict[str, tuple[int, ...]]  # commit id → inspections that move
    capacities: dict[str, int]
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    committed_before: frozenset[str] = frozenset()

    def of_kind(self, kind: MeasureKind) -> tuple[Opportunity, ...]:
        """The opportunities of one kind, in canonical order."""
        return tuple(one for one in self.opportunities if one.kind is kind)

    def groups(self, kind: MeasureKind) -> tuple[GroupOpportunity, ...]:
        """The group opportunities of one kind."""
        return tuple(one for one in self.of_kind(kind) if isinstance(one, GroupOpportunity))

    def horizon(self) -> int:
        """No schedule without idle time ends later."""
        coordination = sum(
            one.coordination_hours * len(one.targets) for one in self.groups(MeasureKind.MERGE)
        )
        return sum(n.length for n in self.nodes) + sum(a.lag for a in self.arcs) + coordination


def instance(
    service: Service, opportunities: Iterable[Opportunity], rule: CountingRule
) -> Instance:
    """Build the instance of a completed service without circles.

    Args:
        service: completed, in one situation.
        opportunities: those the request allows.
        rule: how materials and steps are counted.
    """
    offered = tuple(sorted(opportunities, key=lambda one: one.id))
    place = {step.id: index for index, step in enumerate(service.steps)}
    modes = _modes(service, offered, place)
    moved = _moved(service, offered, place)
    arcs = arcs_of(service, offered, moved)
    return Instance(
        service=service,
        rule=rule,
        opportunities=offered,
        nodes=tuple(_node(step) for step in service.steps),
        arcs=arcs,
        needs=_needs(service, offered),
        clocks=_clocks(service, arcs, place),
        joint=_joint(service, place),
        joint_cap_hours=max(JOINT_HANDLING_HOURS, _joint_before(service)),
        last=tuple(
            (item.id, place[step.id])
            for item in service.items
            if (step := last_step(service, item.id)) is not None
        ),
        windowed=frozenset(item.id for item in service.items if item.window),
        mode_lengths=modes,
        moved=moved,
        capacities={team.id: team.capacity for one in service.departments for team in one.teams},
        fields={one.id: one.fields for one in service.documents},
        committed_before=_committed(service),
    )


def _node(step: Step) -> Node:
    return Node(
        id=step.id,
        items=step.items,
        length=step.length_hours() or 0,
        clocked=step.clocked_hours() or 0,
        counted=bool(step.counted),
        visible=bool(step.visible),
        visits=0 if step.phase is Phase.AFTER_CHECK else step.visits or 0,
        inspection=step.kind in (StepKind.INSPECTION, StepKind.AFTER_CHECK),
        receives=step.kind is StepKind.RECEIVE and not step.lock,
        inside=step.phase is not Phase.AFTER_CHECK,
        demands=tuple((one.team, one.amount) for one in step.demands),
    )


def _modes(
    service: Service, offered: tuple[Opportunity, ...], place: dict[str, int]
) -> dict[str, dict[int, int]]:
    """Lengths of the steps of an item that is handled in another mode."""
    modes: dict[str, dict[int, int]] = {}
    for one in offered:
        if one.kind in (MeasureKind.COMMIT, MeasureKind.INSTANT) or (
            one.kind is MeasureKind.RULE and one.targets[0].startswith("step/")
        ):
            after = apply(service, (measure_of(one, one.targets, ""),))
            modes[one.id] = {
                place[step.id]: step.length_hours() or 0
                for step in after.steps
                if step.id in place and step.length_hours() != service.step(step.id).length_hours()
            }
    return modes


def _moved(
    service: Service, offered: tuple[Opportunity, ...], place: dict[str, int]
) -> dict[str, tuple[int, ...]]:
    """Inspections that a commitment moves behind the decision."""
    return {
        one.id: tuple(
            place[step.id]
            for step in service.steps_of(one.targets[0])
            if step.kind is StepKind.INSPECTION and step.phase is Phase.IN_CLOCK
        )
        for one in offered
        if one.kind is MeasureKind.COMMIT
    }


def _needs(service: Service, offered: tuple[Opportunity, ...]) -> tuple[Need, ...]:
    classes = {one.id: one.document_class for one in service.documents}
    routes: dict[str, list[tuple[Route, str, str]]] = {}
    united: set[str] = set()
    for one in offered:
        if isinstance(one, RouteOpportunity):
            routes.setdefault(one.targets[0], []).append((one.route, one.id, one.source))
        elif one.kind is MeasureKind.FORMS:
            united.update(one.targets)
        elif one.kind is MeasureKind.RULE and one.targets[0].startswith("requirement/"):
            target = one.targets[0].removeprefix("requirement/")
            routes.setdefault(target, []).append((Route.ABOLISHED, one.id, ""))
    return tuple(
        Need(
            id=need.id,
            item=need.item,
            document=need.document,
            copies=need.copies,
            present=need.route,
            routes=tuple(routes.get(need.id, ())),
            form=classes.get(need.document) is DocumentClass.FORM,
            united=f"forms/{need.document}" if need.document in united else "",
        )
        for need in service.requirements
    )


def _clocks(service: Service, arcs: tuple[Arc, ...], place: dict[str, int]) -> tuple[Clock, ...]:
    before = clock_hours(service)
    found = []
    for item in service.items:
        limit = item.limit()
        start = anchor_step(service, item.id, Anchor.ACCEPTANCE)
        end = (
            last_step(service, item.id)
            if limit is not None and limit.spans is Span.DELIVERY
            else anchor_step(service, item.id, Anchor.DECISION)
        )
        if limit is None or start is None or end is None:
            continue
        own = [place[step.id] for step in service.steps_of(item.id)]
        inside = set(own[: own.index(place[end.id]) + 1])
        external = tuple(
            arc
            for arc in arcs
            if arc.kind is not EdgeKind.STEP and arc.after in inside and arc.before not in own
        )
        cap = max(limit_hours(limit.duration), before[item.id] or 0)
        found.append(Clock(item.id, place[start.id], place[end.id], cap, external, tuple(own)))
    return tuple(found)


def _joint(service: Service, place: dict[str, int]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for item in service.items:
        start = anchor_step(service, item.id, Anchor.ACCEPTANCE)
        end = anchor_step(service, item.id, Anchor.DECISION)
        if item.kind is ItemKind.LICENCE and start is not None and end is not None:
            found.append((item.id, place[start.id], place[end.id]))
    return tuple(found)


def _joint_before(service: Service) -> int:
    """Hours the licences at the window take together today; 0 when there is none."""
    times = promise_timing(service)
    spans = [
        (times.earliest_start[start.id], times.earliest_finish[end.id])
        for item in service.items
        if times is not None and item.window and item.kind is ItemKind.LICENCE
        if (start := anchor_step(service, item.id, Anchor.ACCEPTANCE)) is not None
        if (end := anchor_step(service, item.id, Anchor.DECISION)) is not None
    ]
    return max(end for _, end in spans) - min(start for start, _ in spans) if spans else 0


def _committed(service: Service) -> frozenset[str]:
    """Items that hand in no further commitment paper: they have one or a united form."""
    return frozenset(
        need.item
        for need in service.requirements
        if need.document in (f"commitment/{need.item}", UNITED_FORM)
    )


def online(service: Service, source: str) -> bool:
    """Whether a data source is connected already."""
    return any(one.id == source and one.progress is Progress.ONLINE for one in service.data_sources)
