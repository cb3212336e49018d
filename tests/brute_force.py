"""Every possible plan of a small service, counted without the solver.

Only records, levers, networks and counting are used: what the solver must agree with.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from optimizer.evaluation.counting import measure_up
from optimizer.evaluation.reduction import select
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import measure_of
from optimizer.network.timing import circle, clock_hours
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    RouteOpportunity,
    ShortenOpportunity,
)
from optimizer.redesign.request import Metric
from optimizer.service import Service
from optimizer.service.anchors import anchor_step
from optimizer.service.kinds import Anchor, Progress, Route
from optimizer.solver.schedule import schedule
from optimizer.worktime import limit_hours

Vector = tuple[int, ...]


def choices_of(
    service: Service, offered: tuple[Opportunity, ...]
) -> list[list[tuple[Measure, ...]]]:
    """What can be chosen independently, each with its alternatives."""
    joined = set()
    if any(item.window for item in service.items):
        joined.add(MeasureKind.WINDOW)
    if any(document.members for document in service.documents):
        joined.add(MeasureKind.FORMS)
    return [*_routes(offered), *_others(offered), *_groups(offered, joined)]


def plans(
    service: Service, offered: tuple[Opportunity, ...], rule_changes: int
) -> Iterator[tuple[Measure, ...]]:
    """All combinations of measures that can stand together."""
    for picked in product(*choices_of(service, offered)):
        measures = tuple(measure for part in picked for measure in part)
        if sum(one.rule_change for one in measures) > rule_changes:
            continue
        if _stands(service, measures):
            yield measures


def _routes(offered: Iterable[Opportunity]) -> list[list[tuple[Measure, ...]]]:
    by_need: dict[str, list[tuple[Measure, ...]]] = {}
    for one in offered:
        if isinstance(one, RouteOpportunity):
            value = one.route.value + (f"@{one.source}" if one.source else "")
            by_need.setdefault(one.targets[0], [()]).append((measure_of(one, one.targets, value),))
    return list(by_need.values())


def _others(offered: Iterable[Opportunity]) -> list[list[tuple[Measure, ...]]]:
    found: list[list[tuple[Measure, ...]]] = []
    for one in offered:
        if isinstance(one, ShortenOpportunity):
            lengths = [one.length_hours - cut for cut, _ in one.grades]
            found.append([(), *((measure_of(one, one.targets, f"{n}h"),) for n in lengths)])
        elif not isinstance(one, GroupOpportunity | RouteOpportunity):
            found.append([(), (measure_of(one, one.targets, ""),)])
    return found


def _groups(
    offered: Iterable[Opportunity], joined: set[MeasureKind]
) -> list[list[tuple[Measure, ...]]]:
    """Groups of two or more; one may join a window or united form that exists."""
    found: list[list[tuple[Measure, ...]]] = []
    for one in offered:
        if not isinstance(one, GroupOpportunity):
            continue
        if one.kind is MeasureKind.MERGE:
            found.append(
                [
                    tuple(measure_of(one, tuple(sorted(block)), one.group) for block in blocks)
                    for blocks in _partitions(one)
                ]
            )
        else:
            subsets = [
                chosen
                for size in range(1 if one.kind in joined else 2, len(one.targets) + 1)
                for chosen in combinations(one.targets, size)
            ]
            found.append([(), *((measure_of(one, chosen, ""),) for chosen in subsets)])
    return found


def _partitions(one: GroupOpportunity) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Sets of disjoint blocks of two or more targets, none with a pair apart."""
    apart = {frozenset(pair) for pair in one.apart}

    def grow(left: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
        if not left:
            yield ()
            return
        first, rest = left[0], left[1:]
        for size in range(len(rest) + 1):
            for others in combinations(rest, size):
                block = (first, *others)
                if any(frozenset(pair) in apart for pair in combinations(block, 2)):
                    continue
                for more in grow(tuple(one for one in rest if one not in others)):
                    yield ((block, *more) if size else more)

    yield from grow(one.targets)


def _stands(service: Service, measures: tuple[Measure, ...]) -> bool:
    """Whether the measures fit each other and keep circles, limits and windows in order."""
    kinds: dict[MeasureKind, list[Measure]] = {}
    for one in measures:
        kinds.setdefault(one.kind, []).append(one)
    window = {item.id for item in service.items if item.window}
    window |= {target for one in kinds.get(MeasureKind.WINDOW, []) for target in one.targets}
    online = {one.id for one in service.data_sources if one.progress is Progress.ONLINE}
    online |= {target for one in kinds.get(MeasureKind.CONNECT, []) for target in one.targets}
    needs = {need.id: need for need in service.requirements}
    for one in kinds.get(MeasureKind.ROUTE, []):
        route, _, source = one.value.partition("@")
        if route == Route.SUBMIT_ONCE and needs[one.targets[0]].item not in window:
            return False
        if route == Route.RETRIEVE and source not in online:
            return False
    if not _forms_stand(service, kinds, window) or not _modes_stand(service, kinds):
        return False
    return _times_stand(service, measures)


def _forms_stand(
    service: Service, kinds: dict[MeasureKind, list[Measure]], window: set[str]
) -> bool:
    routed = {one.targets[0] for one in kinds.get(MeasureKind.ROUTE, [])}
    for one in kinds.get(MeasureKind.FORMS, []):
        for need in service.requirements:
            if need.document in one.targets and (need.item not in window or need.id in routed):
                return False
    return True


def _modes_stand(service: Service, kinds: dict[MeasureKind, list[Measure]]) -> bool:
    """Committed and instant items are not shortened; a step has one length."""
    modes = [
        *kinds.get(MeasureKind.COMMIT, []),
        *kinds.get(MeasureKind.INSTANT, []),
    ]
    items = [one.targets[0] for one in modes]
    if len(set(items)) < len(items):
        return False
    touched = {step.id for item in items for step in service.steps_of(item)}
    if any(one.targets[0] in touched for one in kinds.get(MeasureKind.SHORTEN, [])):
        return False
    moved = {
        step.id
        for one in kinds.get(MeasureKind.COMMIT, [])
        for step in service.steps_of(one.targets[0])
        if step.kind.value == "inspection"
    }
    early = {target for one in kinds.get(MeasureKind.EARLY, []) for target in one.targets}
    if any(not _reaches_acceptance(service, one, early) for one in early):
        return False
    merged = {target for one in kinds.get(MeasureKind.MERGE, []) for target in one.targets}
    return not merged & (moved | early)


def _reaches_acceptance(service: Service, step_id: str, early: set[str]) -> bool:
    """An early step follows the acceptance, or another early step."""
    step = service.step(step_id)
    accepted = anchor_step(service, step.items[0], Anchor.ACCEPTANCE)
    allowed = {*early, accepted.id if accepted else ""}
    return set(step.after or ()) <= allowed


def _times_stand(service: Service, measures: tuple[Measure, ...]) -> bool:
    after = apply(service, measures)
    if circle(after):
        return False
    before, clocks = clock_hours(service), clock_hours(after)
    for item in service.items:
        limit = item.limit()
        if limit is None or clocks[item.id] is None:
            continue
        cap = max(limit_hours(limit.duration), before[item.id] or 0)
        if (clocks[item.id] or 0) > cap:
            return False
    return True


def vector(
    service: Service, measures: tuple[Measure, ...], rule: CountingRule, metrics: tuple[Metric, ...]
) -> Vector:
    """The metrics of a plan in reported units, then its effort."""
    after = apply(service, measures)
    timed = schedule(after)
    counted = measure_up(after, None if timed is None else timed.elapsed_hours)
    values = [select(counted, rule, metric, "after") for metric in metrics]
    effort = sum(one.terms.effort for one in measures)
    return (*(value or 0 for value in values), effort)


def best(
    service: Service,
    offered: tuple[Opportunity, ...],
    rule: CountingRule,
    metrics: tuple[Metric, ...],
    rule_changes: int,
) -> tuple[Vector, tuple[Measure, ...]]:
    """The lexicographically best vector over all plans, and one plan that has it."""
    every = plans(service, offered, rule_changes)
    return min(
        ((vector(service, one, rule, metrics), one) for one in every),
        key=lambda pair: pair[0],
    )
