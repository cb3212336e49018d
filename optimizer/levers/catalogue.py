"""The list of levers in the order of the waterfall: prerequisites come first."""

from collections.abc import Sequence

from optimizer.errors import RequestProblem, Said
from optimizer.law.bounds import forbids
from optimizer.law.rules import load_rules
from optimizer.levers import (
    abolish,
    commitment,
    defer,
    early,
    fee,
    forms,
    guide,
    hand_over,
    instant,
    joint_inspection,
    joint_notice,
    joint_review,
    one_delivery,
    parallelise,
    recognise,
    retrieve,
    rule_change,
    shorten,
    submit_once,
    visits,
    window,
)
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import together
from optimizer.levers.reference import lever_texts
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    RouteOpportunity,
    ShortenOpportunity,
    Terms,
    canonical_id,
)
from optimizer.service.service import Service

LEVERS: tuple[Lever, ...] = (
    abolish.LEVER,
    guide.LEVER,
    window.LEVER,
    forms.LEVER,
    submit_once.LEVER,
    hand_over.LEVER,
    retrieve.LEVER,
    recognise.LEVER,
    commitment.LEVER,
    defer.LEVER,
    parallelise.LEVER,
    joint_inspection.LEVER,
    joint_review.LEVER,
    joint_review.DECISION_LEVER,
    joint_notice.LEVER,
    joint_notice.PAYMENT_LEVER,
    one_delivery.LEVER,
    one_delivery.COMBINED_LEVER,
    visits.ONLINE_LEVER,
    visits.MAIL_LEVER,
    visits.ASSISTED_LEVER,
    instant.LEVER,
    shorten.LEVER,
    early.LEVER,
    fee.LEVER,
    rule_change.LEVER,
)


def find(service: Service) -> tuple[Opportunity, ...]:
    """Everything that may change in a completed service.

    Args:
        service: completed, in one situation.

    Returns:
        Opportunities in lever order, then by id; changes of rules are marked. What a
        hard rule of law forbids is left out.
    """
    rules = load_rules()
    found: list[Opportunity] = []
    for lever in LEVERS:
        allowed = (
            one
            for one in lever.find(service)
            if one.rule_change
            or forbids(rules, service, one.kind, one.targets, _value(one)) is None
        )
        found.extend(sorted(allowed, key=lambda one: one.id))
    return tuple(found)


def lever_text(key: str, lang: str) -> str:
    """What a lever does, for planners.

    Args:
        key: lever key.
        lang: ``zh`` or ``en``; ``zh_CN`` and the like are read by their first letters.
    """
    text = lever_texts()[key]
    return text.text_zh if lang.startswith("zh") else text.text_en


def precondition_text(key: str, lang: str) -> str:
    """What must be in place before a lever is used; empty when nothing."""
    text = lever_texts()[key]
    return text.precondition_zh if lang.startswith("zh") else text.precondition_en


def measure_of(opportunity: Opportunity, targets: Sequence[str], value: str = "") -> Measure:
    """The measure that takes up an opportunity.

    Args:
        opportunity: as found.
        targets: all its targets, or those that join a group.
        value: new length (``16h``) of a shortened step; the route and the merge class
            follow from the opportunity and may be left out.

    Raises:
        RequestProblem: targets or value that the opportunity does not offer.
    """
    chosen = tuple(sorted(targets))
    partly = isinstance(opportunity, GroupOpportunity) or opportunity.kind is MeasureKind.EARLY
    fits = set(chosen) <= set(opportunity.targets) if partly else chosen == opportunity.targets
    if not chosen or not fits:
        named = canonical_id(opportunity.kind, chosen, value)
        offered = opportunity.targets
        raise _misfit(
            named, f"对象应取自 {'、'.join(offered)}", f"choose targets among {', '.join(offered)}"
        )
    expected = _value(opportunity)
    if value and not isinstance(opportunity, ShortenOpportunity) and value != expected:
        named = canonical_id(opportunity.kind, chosen, value)
        raise _misfit(named, f"应为“{expected}”", f"should be “{expected}”")
    used = value or expected
    return Measure(
        kind=opportunity.kind,
        lever=opportunity.lever,
        targets=chosen,
        value=used,
        terms=_terms(opportunity, chosen, used),
        rule_change=opportunity.rule_change,
    )


def _misfit(named: str, why_zh: str, why_en: str) -> RequestProblem:
    return RequestProblem((Said(f"{named}：{why_zh}", f"{named}: {why_en}"),))


def _value(opportunity: Opportunity) -> str:
    if isinstance(opportunity, RouteOpportunity):
        source = f"@{opportunity.source}" if opportunity.source else ""
        return opportunity.route.value + source
    if isinstance(opportunity, GroupOpportunity) and opportunity.kind is MeasureKind.MERGE:
        return opportunity.group
    return ""


def _terms(opportunity: Opportunity, chosen: tuple[str, ...], value: str) -> Terms:
    if isinstance(opportunity, GroupOpportunity) and opportunity.member_terms:
        prices = dict(zip(opportunity.targets, opportunity.member_terms, strict=True))
        return together([prices[one] for one in chosen])
    if isinstance(opportunity, ShortenOpportunity):
        return _shortening(opportunity, value)
    return opportunity.terms


def _shortening(opportunity: ShortenOpportunity, value: str) -> Terms:
    number = value.removesuffix("h")
    low, high = opportunity.floor_hours, opportunity.length_hours
    if not (value.endswith("h") and number.isdecimal() and low <= int(number) <= high):
        named = canonical_id(opportunity.kind, opportunity.targets, value)
        raise _misfit(named, f"应在 {low}h 与 {high}h 之间", f"must be between {low}h and {high}h")
    cut = high - int(number)
    return next(terms for most, terms in opportunity.grades if cut <= most)
