"""Which measures survive when assumed values were wrong by a factor of two."""

from collections.abc import Callable

from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
    Terms,
)

Solve = Callable[[tuple[Opportunity, ...]], tuple[str, ...]]
Change = Callable[[Opportunity], Opportunity]


def survivors(
    measures: tuple[Measure, ...], offered: tuple[Opportunity, ...], solve: Solve
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The measures of a plan that are still wanted under changed assumptions.

    Args:
        measures: those of the plan.
        offered: the opportunities it was made from.
        solve: the ids of the best measures for other opportunities and the same request.

    Returns:
        (changed assumption, ids of the surviving measures of the plan); an assumption
        that nothing rests on is left out. A shortening survives when the step is still
        shortened, a merge or window when a group of the plan stays together.
    """
    found = []
    for name, change in _CHANGES:
        changed = tuple(change(one) for one in offered)
        if changed != offered:
            wanted = solve(changed)
            kept = tuple(one.id for one in measures if _survives(one, wanted))
            found.append((name, kept))
    return tuple(found)


def _survives(measure: Measure, wanted: tuple[str, ...]) -> bool:
    subject, _, value = measure.id.partition("=")
    if measure.kind is MeasureKind.SHORTEN:
        return any(other.partition("=")[0] == subject for other in wanted)
    if measure.kind in (MeasureKind.MERGE, MeasureKind.WINDOW, MeasureKind.FORMS):
        kind = measure.kind.value
        return any(_holds(other, kind, set(measure.targets), value) for other in wanted)
    return measure.id in wanted


def _holds(other: str, kind: str, targets: set[str], value: str) -> bool:
    """Whether a group measure keeps these targets together in the same class."""
    subject, _, its_value = other.partition("=")
    its_kind, _, named = subject.partition(":")
    return its_kind == kind and its_value == value and targets <= set(named.split("+"))


def _floors(halved: bool) -> Change:
    def change(one: Opportunity) -> Opportunity:
        if not isinstance(one, ShortenOpportunity) or not _assumed(one.terms, "floor"):
            return one
        floor = one.floor_hours // 2 if halved else min(one.length_hours - 1, one.floor_hours * 2)
        deepest = one.length_hours - floor
        last = one.grades[-1][1]
        grades = tuple(grade for grade in one.grades if grade[0] < deepest)
        price = next((terms for cut, terms in one.grades if cut >= deepest), last)
        return one.model_copy(update={"floor_hours": floor, "grades": (*grades, (deepest, price))})

    return change


def _efforts(halved: bool) -> Change:
    def scaled(terms: Terms) -> Terms:
        if not _assumed(terms, "effort") and not _assumed(terms, "grade"):
            return terms
        effort = -(-terms.effort // 2) if halved else terms.effort * 2
        return terms.model_copy(update={"effort": effort})

    def change(one: Opportunity) -> Opportunity:
        update: dict[str, object] = {"terms": scaled(one.terms)}
        if isinstance(one, GroupOpportunity):
            update["member_terms"] = tuple(scaled(terms) for terms in one.member_terms)
        if isinstance(one, ShortenOpportunity):
            update["grades"] = tuple((cut, scaled(terms)) for cut, terms in one.grades)
        return one.model_copy(update=update)

    return change


def _assumed(terms: Terms, field: str) -> bool:
    return "*" in terms.assumed or any(name.startswith(field) for name in terms.assumed)


_CHANGES: tuple[tuple[str, Change], ...] = (
    ("floors_halved", _floors(halved=True)),
    ("floors_doubled", _floors(halved=False)),
    ("efforts_halved", _efforts(halved=True)),
    ("efforts_doubled", _efforts(halved=False)),
)
