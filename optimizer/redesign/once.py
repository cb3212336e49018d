"""What a district pays for once, however many services need it: connections and approvals."""

from collections.abc import Iterable

from optimizer.redesign.district import SharedApproval, SharedSource
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    MeasureKind,
    Opportunity,
    RouteOpportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.service.kinds import Authority

OWN = Authority.LEADING_GROUP
"""The highest authority of a district itself; whatever is above has to be asked for."""

_JOINED = frozenset({MeasureKind.FORMS, MeasureKind.WINDOW, MeasureKind.MERGE, MeasureKind.EARLY})
"""Kinds that any part of their targets may join: every service has its own."""


def needed_once(one: Opportunity | Measure, terms: Terms) -> str:
    """Name, within a service, of what has to be connected or approved for something to be done.

    Args:
        one: what is done.
        terms: of it, or of the grade of it that is meant.

    Returns:
        Empty for what every service does and pays by itself.
    """
    if one.kind is MeasureKind.CONNECT:
        return f"{one.kind.value}:{one.targets[0]}"
    if terms.authority <= OWN or one.kind in _JOINED:
        return ""
    return f"{one.kind.value}:{'+'.join(one.targets)}={_way(one)}#{terms.effort}"


def asked(one: Opportunity) -> tuple[Terms, ...]:
    """The terms of an opportunity, of each grade where it has grades."""
    if isinstance(one, ShortenOpportunity):
        return tuple(terms for _, terms in one.grades)
    return (one.terms,)


def needs_once(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """Names of what measures need to be connected or approved."""
    return tuple(name for one in measures if (name := needed_once(one, one.terms)))


def shared_keys(
    sources: Iterable[SharedSource], approvals: Iterable[SharedApproval]
) -> dict[tuple[str, str], str]:
    """Key of a source or approval by (service, name from ``needed_once``)."""
    connect = MeasureKind.CONNECT.value
    keys = {(key, f"{connect}:{source}"): one.key for one in sources for key, source in one.uses}
    return keys | {use: one.key for one in approvals for use in one.uses}


def own_spent(measures: tuple[Measure, ...]) -> tuple[int, int]:
    """Points of effort and yuan that a service spends itself on its measures."""
    own = [one.terms for one in measures if not needed_once(one, one.terms)]
    return sum(one.effort for one in own), sum(one.cost_yuan or 0 for one in own)


def _way(one: Opportunity | Measure) -> str:
    """How a requirement is met; the new length of a step says nothing of what is asked."""
    if isinstance(one, RouteOpportunity):
        return one.route.value + (f"@{one.source}" if one.source else "")
    if isinstance(one, Measure) and one.kind is MeasureKind.ROUTE:
        return one.value
    return ""
