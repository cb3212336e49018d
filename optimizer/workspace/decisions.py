"""What a planner decides about the measures of a plan: 必选, 不采用, 换一种方式, as pins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.allowed import allowed
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    RouteOpportunity,
    ShortenOpportunity,
)
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Pin
from optimizer.wording.figures import rule_of

Pins = tuple[Pin, ...]

_GROUPS = (MeasureKind.MERGE, MeasureKind.WINDOW, MeasureKind.FORMS)
_SINGLE_VALUED = (MeasureKind.ROUTE.value, MeasureKind.SHORTEN.value)
_INSTEAD = {
    MeasureKind.INSTANT: (MeasureKind.COMMIT,),
    MeasureKind.COMMIT: (MeasureKind.INSTANT,),
    MeasureKind.DEFER: (MeasureKind.ROUTE,),
}
"""Kinds of measures on one thing that serve the same end."""

_PAIRED_AT_MOST = 6
"""Steps of a merge that are told apart pair by pair; a larger one is refused as a class."""


class WaySort(StrEnum):
    """In what another way differs from the measure it would replace."""

    INSTEAD = "instead"  # another route, another measure on the same thing
    STAY = "stay"  # the material goes on being handed in as today
    LENGTH = "length"  # shortened, but to another length
    ALONE = "alone"  # one member leaves the group
    JOIN = "join"  # one more member joins the group
    CLASS_OFF = "class_off"  # nothing of this class is merged


@dataclass(frozen=True)
class Way:
    """Another way to do, or not to do, what a measure does.

    Attributes:
        pins: what has to be asked for.
        measures: what would be done instead; empty where the way is a refusal.
        kind: of the measure it replaces.
        target: the member that leaves or joins; else empty.
    """

    sort: WaySort
    pins: Pins
    measures: tuple[Measure, ...]
    kind: MeasureKind
    target: str = ""


def offered(plan: Plan) -> tuple[Opportunity, ...]:
    """What the levers find in the as-is of a plan, within the ceilings of its request."""
    return allowed(find(plan.before), plan.request, plan.before, rule_of(plan))


def take(measures: Iterable[Measure]) -> Pins:
    """必选: these measures have to be in the plan; a shortening, at least this deep."""
    return tuple(Pin(subject=one.id, wanted=True) for one in measures)


def refuse(plan: Plan, measures: Iterable[Measure], found: Iterable[Opportunity]) -> Pins:
    """不采用: none of this happens.

    Args:
        plan: the plan they are in.
        measures: some of its measures.
        found: from ``offered``.
    """
    groups = {
        one.lever: one.id
        for one in found
        if isinstance(one, GroupOpportunity) and one.kind is not MeasureKind.MERGE
    }
    return tuple(pin for one in measures for pin in _refusal(plan, one, groups))


def _refusal(plan: Plan, one: Measure, groups: dict[str, str]) -> Pins:
    if one.kind is MeasureKind.MERGE:
        return _unmerged(plan, one)
    if one.kind in (MeasureKind.WINDOW, MeasureKind.FORMS):
        subject = groups.get(one.lever, one.id)
    else:
        subject = one.id.partition("=")[0] if one.kind is MeasureKind.SHORTEN else one.id
    return (Pin(subject=subject, wanted=False),)


def _unmerged(plan: Plan, one: Measure) -> Pins:
    """The steps stay apart; where they are the whole class or many, the class does."""
    of_class = [
        other
        for other in plan.outcome.measures
        if other.kind is MeasureKind.MERGE and other.value == one.value
    ]
    if len(of_class) == 1 or len(one.targets) > _PAIRED_AT_MOST:
        return (_class_off(one.value),)
    return tuple(_apart(pair) for pair in combinations(one.targets, 2))


def _class_off(group: str) -> Pin:
    return Pin(subject=f"{MeasureKind.MERGE.value}:{group}", wanted=False)


def _apart(pair: Iterable[str]) -> Pin:
    return Pin(subject=f"{MeasureKind.MERGE.value}:{'+'.join(sorted(pair))}", wanted=False)


# --- another way ----------------------------------------------------------------------------------


def ways(measures: Sequence[Measure], found: Sequence[Opportunity]) -> tuple[Way, ...]:
    """Every other way for measures that are alike.

    Args:
        measures: one measure, or several routes of one document.
        found: from ``offered``.
    """
    first = measures[0]
    if first.kind is MeasureKind.ROUTE:
        return _routes(measures, found)
    if first.kind is MeasureKind.SHORTEN:
        return _lengths(first, found)
    if first.kind in _GROUPS:
        return _groupings(first, found)
    others = [_instead(one, found) for one in measures]
    return others[0] if len(others) == 1 else ()


def _instead(one: Measure, found: Sequence[Opportunity]) -> tuple[Way, ...]:
    """Other measures that serve the same end, e.g. 告知承诺 instead of 即办."""
    return tuple(
        Way(
            WaySort.INSTEAD,
            (Pin(subject=one.id, wanted=False), Pin(subject=other.id, wanted=True)),
            (measure_of(other, other.targets),),
            one.kind,
        )
        for other in found
        if other.targets == one.targets and other.kind in _INSTEAD.get(one.kind, ())
    )


def _routes(measures: Sequence[Measure], found: Sequence[Opportunity]) -> tuple[Way, ...]:
    needs = {one.targets[0] for one in measures}
    by_value: dict[tuple[str, str], list[RouteOpportunity]] = {}
    for other in found:
        if isinstance(other, RouteOpportunity) and other.targets[0] in needs:
            by_value.setdefault((other.lever, other.id.rpartition("=")[2]), []).append(other)
    today = {one.value for one in measures}
    found_ways = [
        Way(
            WaySort.INSTEAD,
            tuple(Pin(subject=one.id, wanted=True) for one in same),
            tuple(measure_of(one, one.targets) for one in same),
            MeasureKind.ROUTE,
        )
        for (_, value), same in by_value.items()
        if value not in today
    ]
    stay = tuple(
        Pin(subject=f"{MeasureKind.ROUTE.value}:{need}", wanted=False) for need in sorted(needs)
    )
    return (*found_ways, Way(WaySort.STAY, stay, tuple(measures), MeasureKind.ROUTE))


def _lengths(one: Measure, found: Sequence[Opportunity]) -> tuple[Way, ...]:
    """Every other length within the range, the shortest first."""
    now = int(one.value.removesuffix("h"))
    for other in found:
        if isinstance(other, ShortenOpportunity) and other.targets == one.targets:
            cuts = range(other.grain_hours, other.length_hours, other.grain_hours)
            deepest = other.length_hours - other.floor_hours
            held = {other.length_hours - cut for cut in cuts if cut <= deepest}
            lengths = sorted({*held, other.floor_hours} - {now})
            return tuple(_exactly(other, hours) for hours in lengths)
    return ()


def _exactly(one: ShortenOpportunity, hours: int) -> Way:
    pins = [Pin(subject=f"{one.id}={hours}h", wanted=True)]
    if hours > one.floor_hours:
        pins.append(Pin(subject=f"{one.id}={hours - 1}h", wanted=False))
    measure = measure_of(one, one.targets, f"{hours}h")
    return Way(WaySort.LENGTH, tuple(pins), (measure,), MeasureKind.SHORTEN)


def _groupings(one: Measure, found: Sequence[Opportunity]) -> tuple[Way, ...]:
    of_class = [
        other
        for other in found
        if isinstance(other, GroupOpportunity)
        and other.kind is one.kind
        and other.lever == one.lever
        and other.group == (one.value or other.group)
    ]
    if not of_class:
        return ()
    group = of_class[0]
    leaving = [
        Way(WaySort.ALONE, _leaves(one, target), (), one.kind, target)
        for target in one.targets
        if len(one.targets) > 2 or one.kind is not MeasureKind.MERGE
    ]
    joining = [
        Way(WaySort.JOIN, (_joins(one, target),), (), one.kind, target)
        for target in group.targets
        if target not in one.targets
        and not any(target in pair and set(pair) & set(one.targets) for pair in group.apart)
    ]
    if one.kind is not MeasureKind.MERGE:
        return (*leaving, *joining)
    off = Way(WaySort.CLASS_OFF, (_class_off(group.group),), (), one.kind)
    return (*leaving, *joining, off)


def _leaves(one: Measure, target: str) -> Pins:
    if one.kind is MeasureKind.MERGE:
        return tuple(_apart((target, other)) for other in one.targets if other != target)
    return (Pin(subject=f"{one.kind.value}:{target}", wanted=False),)


def _joins(one: Measure, target: str) -> Pin:
    if one.kind is MeasureKind.MERGE:
        named = "+".join(sorted((one.targets[0], target)))
        return Pin(subject=f"{one.kind.value}:{named}", wanted=True)
    return Pin(subject=f"{one.kind.value}:{target}", wanted=True)


# --- decisions one after the other ---------------------------------------------------------------


def decided(pins: Iterable[Pin], new: Iterable[Pin]) -> Pins:
    """Earlier decisions with new ones; what contradicts a new one goes."""
    added = tuple(dict.fromkeys(new))
    kept = [
        old for old in pins if old not in added and not any(_contradict(old, one) for one in added)
    ]
    return (*kept, *added)


def without(pins: Iterable[Pin], gone: Iterable[Pin]) -> Pins:
    """Earlier decisions without some of them."""
    dropped = set(gone)
    return tuple(one for one in pins if one not in dropped)


def _contradict(old: Pin, new: Pin) -> bool:
    kind, _, rest = old.subject.partition(":")
    new_kind, _, new_rest = new.subject.partition(":")
    if kind != new_kind:
        return False
    targets, new_targets = (set(_named(text).split("+")) for text in (rest, new_rest))
    if kind in _SINGLE_VALUED:
        return targets == new_targets
    if old.wanted == new.wanted:
        return False
    if kind == MeasureKind.MERGE.value:
        return len(targets & new_targets) > 1 or _of_one_class(rest, new_rest)
    return bool(targets & new_targets) or kind in (rest, new_rest)


def _of_one_class(rest: str, other: str) -> bool:
    """Whether one of two merges stands for a whole class and the other is of that class."""
    whole = [text for text in (rest, other) if "+" not in text]
    return bool(whole) and all(text.rpartition("=")[2] == whole[0] for text in (rest, other))


def _named(rest: str) -> str:
    return rest.rpartition("=")[0] if "=" in rest else rest
