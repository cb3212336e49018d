"""The plan in the situations it was not computed for: what can honestly be said of them.

A plan answers one situation. Its measures still mean something where what they name exists, so
papers of another situation follow from them. Limits follow only where the other situation holds
no item, step or order that the plan never saw, and where the measures together break no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.deliverables.reform import Reform
from optimizer.errors import RequestProblem
from optimizer.evaluation.counting import measure_up
from optimizer.law.check import service_violations
from optimizer.law.rules import load_rules
from optimizer.levers.applying import apply
from optimizer.network.timing import circle
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Weight
from optimizer.service.choosing import in_situation
from optimizer.service.completion import complete
from optimizer.service.kinds import Route
from optimizer.service.ordering import makers
from optimizer.service.service import Service

_ON_PAPERS = frozenset(
    {
        MeasureKind.CONNECT,
        MeasureKind.ROUTE,
        MeasureKind.DEFER,
        MeasureKind.FORMS,
        MeasureKind.FEE,
    }
)
_OF_GROUPS = frozenset({MeasureKind.FORMS, MeasureKind.WINDOW, MeasureKind.MERGE})


@dataclass(frozen=True)
class OtherSituation:
    """One other answer to one question, everything else as in the plan.

    Attributes:
        question, option: what is answered differently.
        before: the service today, completed.
        after: with the measures of the plan that mean something there, or at least those on
            papers and fees; ``None`` where not even these can be carried over.
        metrics: its figures; ``None`` where its times cannot be told from the plan: then
            only papers, items and fees of ``after`` hold.
        same: nothing is different from the situation of the plan.
    """

    question: str
    option: str
    before: Service
    after: Service | None
    metrics: Metrics | None
    same: bool


def other_situations(reform: Reform) -> tuple[OtherSituation, ...]:
    """Every other option of every question, in the order of the file."""
    chosen = dict(reform.plan.situation)
    return tuple(
        _other(reform, chosen, situation.id, option.id)
        for situation in reform.service.situations
        for option in situation.options
        if option.id != chosen.get(situation.id)
    )


def _other(reform: Reform, chosen: dict[str, str], question: str, option: str) -> OtherSituation:
    plan = reform.plan
    before = complete(in_situation(reform.service, {**chosen, question: option}))
    if before == plan.before:
        return OtherSituation(question, option, before, plan.after, plan.after_metrics, same=True)
    measures = _fitting(before, plan.outcome.measures)
    whole = _applied(before, measures)
    if whole is None:
        after = _applied(_unordered(before), [one for one in measures if one.kind in _ON_PAPERS])
        return OtherSituation(question, option, before, after, None, same=False)
    metrics = None if _unseen(before, plan.before) else measure_up(whole, None)
    return OtherSituation(question, option, before, whole, metrics, same=False)


def _applied(before: Service, measures: Sequence[Measure]) -> Service | None:
    """The service after some measures; ``None`` where that is impossible or breaks a rule."""
    if circle(before):
        return None
    try:
        after = apply(before, measures)
    except RequestProblem:
        return None
    broken = {one.key: one.amount for one in service_violations(load_rules(), before)}
    worse = any(
        one.weight is Weight.HARD and one.amount > broken.get(one.key, -1)
        for one in service_violations(load_rules(), after)
    )
    return None if worse or circle(after) else after


def _unordered(service: Service) -> Service:
    """The service without the order that only comes from handling items one by one."""
    declared = tuple(one for one in service.precedences if not one.implied)
    return service.model_copy(update={"precedences": declared})


def _fitting(service: Service, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures whose targets are there; of a group, those members that are."""
    known = {
        *(one.id for one in service.items),
        *(one.id for one in service.steps),
        *(one.id for one in service.requirements),
        *(one.id for one in service.precedences),
        *(one.id for one in service.situations),
        *(one.id for one in service.data_sources),
    }
    asked = {need.document for need in service.requirements if need.handed_in()}
    carried = _of_other_items(service)
    found = []
    for one in measures:
        there = asked if one.kind is MeasureKind.FORMS else known
        if one.kind is MeasureKind.ROUTE and one.value == Route.RESULT.value:
            there = carried
        if one.kind is MeasureKind.RULE:
            left = tuple(t for t in one.targets if t.partition("/")[2] in known)
        else:
            left = tuple(target for target in one.targets if target in there)
        if left == one.targets:
            found.append(one)
        elif one.kind in _OF_GROUPS and len(left) > 1:
            found.append(one.model_copy(update={"targets": left}))
    return tuple(found)


def _of_other_items(service: Service) -> set[str]:
    """Requirements for a result that another item of the service issues."""
    made = makers(service)
    return {n.id for n in service.requirements if made.get(n.document, n.item) != n.item}


def _unseen(service: Service, seen: Service) -> bool:
    """Whether a service holds an item, a step or an order that another one does not."""
    return any(
        {one.id for one in mine} - {one.id for one in theirs}
        for mine, theirs in (
            (service.items, seen.items),
            (service.steps, seen.steps),
            (service.precedences, seen.precedences),
        )
    )
