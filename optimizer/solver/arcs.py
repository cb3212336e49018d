"""Who waits for whom, and which decisions undo it or make it so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from optimizer.network.edges import EdgeKind, edges, result_edge
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.anchors import anchor_step
from optimizer.service.kinds import Anchor, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

When = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Arc:
    """``after`` starts no sooner than ``lag`` hours after ``before`` ends, when it holds."""

    before: int
    after: int
    lag: int = 0
    counted_lag: int = 0
    when: When = ()
    kind: EdgeKind = EdgeKind.STEP
    items: tuple[str, str] | None = None


def arcs_of(
    service: Service, offered: tuple[Opportunity, ...], moved: dict[str, tuple[int, ...]]
) -> tuple[Arc, ...]:
    """Every arc that may hold between the steps, numbered as they stand in the service.

    Args:
        service: completed, in one situation.
        offered: the opportunities of the request.
        moved: by commitment: the inspections that it moves behind the decision.
    """
    place = {step.id: index for index, step in enumerate(service.steps)}
    arcs = _ordinary_arcs(service, offered, place, moved)
    arcs.extend(_result_arcs(service, offered, place))
    return tuple(arcs)


def _ordinary_arcs(
    service: Service,
    offered: tuple[Opportunity, ...],
    place: dict[str, int],
    moved: dict[str, tuple[int, ...]],
) -> list[Arc]:
    """Arcs of the steps' order and the declared precedences, with what may undo them."""
    ids = {one.id for one in offered}
    pairs = {one.id: (one.before, one.after) for one in service.precedences}
    arcs = []
    for edge in edges(service):
        if edge.kind is EdgeKind.DATA:
            continue
        undo = [f"parallel:{edge.subject}", f"rule:precedence/{edge.subject}"]
        when: When = ()
        if edge.kind is not EdgeKind.STEP:
            when = tuple((name, False) for name in undo if name in ids)
        arcs.append(
            Arc(
                place[edge.before],
                place[edge.after],
                edge.lag_hours,
                edge.counted_lag_hours,
                when,
                edge.kind,
                pairs.get(edge.subject),
            )
        )
    arcs = _with_moved(arcs, moved)
    return _with_early(service, arcs, offered, place)


def _with_moved(arcs: list[Arc], moved: dict[str, tuple[int, ...]]) -> list[Arc]:
    """An inspection that moves behind the decision holds nothing up any more."""
    for name, nodes in moved.items():
        for node in nodes:
            before = [arc for arc in arcs if arc.after == node]
            after = [arc for arc in arcs if arc.before == node]
            rest = [arc for arc in arcs if node not in (arc.before, arc.after)]
            freed = [replace(a, when=(*a.when, (name, False))) for a in (*before, *after)]
            bypass = [
                Arc(
                    a.before,
                    b.after,
                    a.lag + b.lag,
                    a.counted_lag + b.counted_lag,
                    (*a.when, *b.when),
                )
                for a in before
                for b in after
                # What holds only while the inspection stays needs no way around it.
                if (name, False) not in (*a.when, *b.when)
            ]
            arcs = [*rest, *freed, *bypass]
    return arcs


def _with_early(
    service: Service, arcs: list[Arc], offered: tuple[Opportunity, ...], place: dict[str, int]
) -> list[Arc]:
    """Steps done before filing: the acceptance comes after them, not before."""
    found = list(arcs)
    brought = early_steps(offered)
    for target, name in brought.items():
        accepted = anchor_step(service, service.step(target).items[0], Anchor.ACCEPTANCE)
        if accepted is None:
            continue
        start, node = place[accepted.id], place[target]
        direct = [a for a in found if a.before == start and a.after == node]
        found = [a for a in found if a not in direct]
        found.extend(replace(a, when=(*a.when, (name, False))) for a in direct)
        leaving = [a.after for a in arcs if a.before == node and a.kind is EdgeKind.STEP]
        entering = [a for a in arcs if a.after == start and a.kind is EdgeKind.STEP]
        found.append(Arc(node, start, when=((name, True),)))
        for later in leaving:
            behind = brought.get(service.steps[later].id)
            stays = ((behind, False),) if behind else ()
            found.append(Arc(start, later, when=((name, True), *stays)))
        found.extend(replace(a, after=node, when=((name, True), *a.when)) for a in entering)
    return found


def early_steps(offered: Iterable[Opportunity]) -> dict[str, str]:
    """The steps that may be done before filing, with the name of the decision."""
    return {one.targets[0]: one.id for one in offered if one.kind is MeasureKind.EARLY}


def _result_arcs(
    service: Service, offered: tuple[Opportunity, ...], place: dict[str, int]
) -> list[Arc]:
    """Arcs of requirements for a result of the bundle, by route and deferral."""
    made = makers(service)
    ids = {one.id for one in offered}
    arcs = []
    for need in service.requirements:
        maker = made.get(need.document)
        if maker is None or maker == need.item:
            continue
        defer = f"defer:{need.id}"
        options = [(need.route, f"stay:{need.id}")]
        options.extend(
            (one.route, one.id)
            for one in offered
            if isinstance(one, RouteOpportunity) and one.targets == (need.id,)
        )
        for route, name in options:
            arcs.extend(
                _route_arcs(service, need, maker, route, name, defer if defer in ids else "", place)
            )
    return arcs


def _route_arcs(
    service: Service,
    need: Requirement,
    maker: str,
    route: Route,
    name: str,
    defer: str,
    place: dict[str, int],
) -> list[Arc]:
    later = need.model_copy(update={"needed_by": Anchor.DECISION.value})
    cases: list[tuple[Requirement, When]] = [
        (need, ((name, True), (defer, False)) if defer else ((name, True),))
    ]
    if defer:
        cases.append((later, ((name, True),)))
    arcs = []
    for asked, when in cases:
        edge = result_edge(service, asked, maker, route)
        if edge is not None:
            ends = place[edge.before], place[edge.after]
            arcs.append(Arc(*ends, when=when, kind=EdgeKind.DATA, items=(maker, need.item)))
    return arcs
