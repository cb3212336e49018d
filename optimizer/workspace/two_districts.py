"""Two decided districts side by side: what is done in one and not in the other."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.summary import Summary
from optimizer.redesign.district import SharedApproval, SharedSource
from optimizer.redesign.measure import Measure
from optimizer.service.canonical import fingerprint


@dataclass(frozen=True)
class SharedDifference:
    """A source or an approval that only one of the two takes up.

    Attributes:
        here: whether it is the first of the two.
    """

    shared: SharedSource | SharedApproval
    here: bool


@dataclass(frozen=True)
class ServiceDifference:
    """A service of both in which different things are done.

    Attributes:
        ours, theirs: its row in each.
        only_ours, only_theirs: measures of one and not of the other.
        changed: the service itself is not the same in both.
    """

    ours: Row
    theirs: Row
    only_ours: tuple[Measure, ...]
    only_theirs: tuple[Measure, ...]
    changed: bool


@dataclass(frozen=True)
class Difference:
    """Everything that differs.

    Attributes:
        missing_there, missing_here: names of services that stand in one of the two alone.
        alike: how many services of both are done alike.
    """

    missing_there: tuple[str, ...]
    missing_here: tuple[str, ...]
    shared: tuple[SharedDifference, ...]
    services: tuple[ServiceDifference, ...]
    alike: int


def difference(ours: Summary, theirs: Summary) -> Difference:
    """What differs between two decided districts.

    Services are the same where they were taken from one place, e.g. the store; else by their keys.
    """
    here, there = _by_origin(ours), _by_origin(theirs)
    both = [(row, there[origin]) for origin, row in here.items() if origin in there]
    compared = [_service(first, second) for first, second in both]
    found = tuple(one for one in compared if one.only_ours or one.only_theirs or one.changed)
    return Difference(
        missing_there=tuple(ours.name(row.key) for one, row in here.items() if one not in there),
        missing_here=tuple(theirs.name(row.key) for one, row in there.items() if one not in here),
        shared=(*_only(ours, theirs, here=True), *_only(theirs, ours, here=False)),
        services=found,
        alike=len(both) - len(found),
    )


def _by_origin(told: Summary) -> dict[str, Row]:
    origins = {one.key: one.origin or one.key for one in told.plan.district.members}
    return {origins[row.key]: row for row in told.rows}


def _service(ours: Row, theirs: Row) -> ServiceDifference:
    first, second = ours.plan.outcome.measures, theirs.plan.outcome.measures
    known_here, known_there = {one.id for one in first}, {one.id for one in second}
    return ServiceDifference(
        ours,
        theirs,
        only_ours=tuple(one for one in first if one.id not in known_there),
        only_theirs=tuple(one for one in second if one.id not in known_here),
        changed=fingerprint(ours.service) != fingerprint(theirs.service),
    )


def _only(one: Summary, other: Summary, *, here: bool) -> tuple[SharedDifference, ...]:
    taken = {each.key for each in _taken_up(other)}
    return tuple(SharedDifference(each, here) for each in _taken_up(one) if each.key not in taken)


def _taken_up(told: Summary) -> list[SharedSource | SharedApproval]:
    return [*told.connected, *told.approved]
