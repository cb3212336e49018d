"""Which opportunities a request allows: levers, ceilings, changes of rules."""

from collections.abc import Iterable

from optimizer.redesign.opportunity import (
    GroupOpportunity,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.redesign.request import Request


def allowed(offered: Iterable[Opportunity], request: Request) -> tuple[Opportunity, ...]:
    """The opportunities within the request's levers and ceilings.

    A group loses the members whose price is above a ceiling, a step loses the deeper
    cuts; what is left of them stays when it still can do something.
    """
    found = []
    for one in offered:
        if one.rule_change and not request.rule_changes:
            continue
        if request.levers and one.lever not in request.levers:
            continue
        kept = _within(one, request)
        if kept is not None:
            found.append(kept)
    return tuple(found)


def _within(one: Opportunity, request: Request) -> Opportunity | None:
    if isinstance(one, GroupOpportunity):
        return _group_within(one, request)
    if isinstance(one, ShortenOpportunity):
        return _cuts_within(one, request)
    return one if _affordable(one.terms, request) else None


def _affordable(terms: Terms, request: Request) -> bool:
    return terms.authority <= request.authority and terms.risk <= request.risk


def _group_within(one: GroupOpportunity, request: Request) -> GroupOpportunity | None:
    prices = one.member_terms or (one.terms,) * len(one.targets)
    kept = [
        (target, terms)
        for target, terms in zip(one.targets, prices, strict=True)
        if _affordable(terms, request)
    ]
    if not kept:
        return None
    targets = tuple(target for target, _ in kept)
    return one.model_copy(
        update={
            "targets": targets,
            "member_terms": tuple(terms for _, terms in kept),
            "apart": tuple(pair for pair in one.apart if set(pair) <= set(targets)),
        }
    )


def _cuts_within(one: ShortenOpportunity, request: Request) -> ShortenOpportunity | None:
    grades = tuple(grade for grade in one.grades if _affordable(grade[1], request))
    if not grades:
        return None
    deepest = max(cut for cut, _ in grades)
    return one.model_copy(
        update={"grades": grades, "floor_hours": max(one.floor_hours, one.length_hours - deepest)}
    )
