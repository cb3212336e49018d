"""Which opportunities a request allows: levers, ceilings, changes of rules, what is asked."""

from collections.abc import Iterable

from optimizer.redesign.counting_rule import CountingRule, StepView
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.redesign.request import Asking, Metric, Request
from optimizer.service.anchors import last_step
from optimizer.service.kinds import StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


def allowed(
    offered: Iterable[Opportunity], request: Request, service: Service, rule: CountingRule
) -> tuple[Opportunity, ...]:
    """The opportunities within the request's levers and ceilings that serve what it asks.

    A group loses the members whose price is above a ceiling, a step loses the deeper
    cuts; what is left of them stays when it still can do something. A step whose merging
    no metric of the request would notice is not merged, unless it is pinned.

    Args:
        offered: what the levers found in the service.
        request: levers, ceilings, pins and metrics.
        service: completed, in one situation.
        rule: the counting rule of the request.
    """
    wanted = tuple(pin.subject for pin in request.pins if pin.wanted)
    serving = _serving(service, request, rule)
    found = []
    for one in offered:
        if one.rule_change and not request.rule_changes:
            continue
        if request.levers and one.lever not in request.levers:
            continue
        if one.kind is MeasureKind.FEE and Metric.FEES not in _asked(request):
            continue
        kept = _within(one, request)
        if isinstance(kept, GroupOpportunity) and kept.kind is MeasureKind.MERGE:
            kept = _only(kept, serving | _named(kept, wanted), least=2)
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
    return _only(one, {target for target, _ in kept}, least=1)


def _only(one: GroupOpportunity, members: set[str], least: int) -> GroupOpportunity | None:
    """The group with these members alone, if enough of them are left."""
    prices = one.member_terms or (one.terms,) * len(one.targets)
    kept = [pair for pair in zip(one.targets, prices, strict=True) if pair[0] in members]
    if len(kept) < least:
        return None
    return one.model_copy(
        update={
            "targets": tuple(target for target, _ in kept),
            "member_terms": tuple(terms for _, terms in kept),
            "apart": tuple(pair for pair in one.apart if set(pair) <= members),
        }
    )


def _asked(request: Request) -> set[Metric]:
    targets = {target.metric for target in request.targets}
    return targets if request.asking is Asking.TARGETS else {*targets, *request.metrics}


def _serving(service: Service, request: Request, rule: CountingRule) -> set[str]:
    """Ids of the steps whose merging some metric asked for would notice.

    A step that occupies a team frees it for others when merged; an acceptance that moves
    moves the clock of its item.
    """
    asked = _asked(request)
    last = {one.id for item in service.items if (one := last_step(service, item.id)) is not None}

    def serves(step: Step) -> bool:
        counted = {
            StepView.INTERNAL: True,
            StepView.VISIBLE: bool(step.visible),
            StepView.STAGE: step.id in last,
        }[rule.steps]
        return (
            (Metric.STEPS in asked and counted)
            or (Metric.VISITS in asked and bool(step.visits))
            or (Metric.INSPECTIONS in asked and step.kind is StepKind.INSPECTION)
            or bool(step.demands)
            or step.kind is StepKind.ACCEPTANCE
        )

    return {step.id for step in service.steps if serves(step)}


def _named(one: GroupOpportunity, pins: tuple[str, ...]) -> set[str]:
    """Members that a pinned measure or class names."""
    named: set[str] = set()
    for subject in pins:
        if subject == one.id:
            named.update(one.targets)
        elif subject.startswith(f"{one.kind.value}:"):
            rest = subject.partition(":")[2].rpartition("=")[0] or subject.partition(":")[2]
            named.update(rest.split("+"))
    return named & set(one.targets)


def _cuts_within(one: ShortenOpportunity, request: Request) -> ShortenOpportunity | None:
    grades = tuple(grade for grade in one.grades if _affordable(grade[1], request))
    if not grades:
        return None
    deepest = max(cut for cut, _ in grades)
    return one.model_copy(
        update={"grades": grades, "floor_hours": max(one.floor_hours, one.length_hours - deepest)}
    )
