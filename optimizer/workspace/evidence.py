"""Assumed values (推定值): what waits to be confirmed, what holds, what may be reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from optimizer.evaluation.certainty import Mark, marks
from optimizer.evaluation.reduction import select
from optimizer.planning import AsIs
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service.confirming import LISTS
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.store.records import Confirmation
from optimizer.wording.assumed import assumed_text, record_of
from optimizer.wording.figures import HEADLINE, raw_name
from optimizer.workspace.overview import Situation

REPORTED = HEADLINE
"""The figures that go into a report; fees, departments and the like only accompany them."""

COMPUTED = "computed_length"
"""A length that a measure worked out, e.g. of steps within the limit of a commitment."""

COORDINATION = "coordination_hours"


@dataclass(frozen=True)
class Doubt:
    """One assumed value that waits to be confirmed.

    Attributes:
        item: id of the item it is listed under; empty for what belongs to none.
        metrics: reported figures (``REPORTED``) that rest on it; empty
            where the counting rule, or the plan, makes no use of it.
    """

    mark: Mark
    item: str
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """One sort of planning value of this program that a plan was computed with (规划参数).

    Attributes:
        name: as in ``Terms.assumed``, or ``COMPUTED``.
        things: ids of the steps, items and sources (for the effort, of the measures) it is about.
        metrics: reported figures after the reform that rest on it.
    """

    name: str
    things: tuple[str, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class Readiness:
    """Whether the figures of a plan may be reported (可报送), and what is missing.

    Attributes:
        stale: the service was changed since (现状已修改).
        without_plan: no plan reaches what was asked, so there are no figures.
        resting: reported figures that rest on assumed values.
        unknown: reported figures that are unknown or only "at least".
        doubts: the assumed values of the as-is among what they rest on.
        parameters: the planning values among what they rest on.
    """

    stale: bool
    without_plan: bool
    resting: tuple[str, ...]
    unknown: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    parameters: tuple[Parameter, ...]

    @property
    def reportable(self) -> bool:
        """Whether nothing is missing."""
        return not (self.stale or self.without_plan or self.resting or self.unknown)


class Standing(StrEnum):
    """Whether a confirmation still speaks of what the service says."""

    HOLDS = "holds"
    CHANGED = "changed"  # the value was changed afterwards
    WITHDRAWN = "withdrawn"  # undone: the value is assumed again
    ELSEWHERE = "elsewhere"  # nothing of this id in this situation


def known_situation(service: Service, situation: Situation) -> Situation:
    """The part of a situation that a service still, or also, knows."""
    options = {one.id: {option.id for option in one.options} for one in service.situations}
    return tuple(
        (question, option) for question, option in situation if option in options.get(question, ())
    )


# --- what waits ----------------------------------------------------------------------------------


def doubts(as_is: AsIs, rule: CountingRule, plan: Plan | None = None) -> tuple[Doubt, ...]:
    """Every assumed value of the as-is that some figure rests on, in the order of the items.

    Args:
        as_is: in the situation at hand.
        rule: tells which figures are reported.
        plan: that answers this as-is; a value it makes no use of spoils no figure after it.
    """
    service = as_is.service
    carried = None if plan is None else {_key(one) for one in marks(plan.after)}
    found = [
        Doubt(
            one, item_of(service, one), _metrics(one, rule, carried is None or _key(one) in carried)
        )
        for one in marks(service)
    ]
    order = {item.id: place for place, item in enumerate(service.items)}
    return tuple(sorted(found, key=lambda one: order.get(one.item, len(order))))


def by_item(found: Iterable[Doubt]) -> dict[str, tuple[Doubt, ...]]:
    """The same by item, in the order given."""
    groups: dict[str, list[Doubt]] = {}
    for one in found:
        groups.setdefault(one.item, []).append(one)
    return {item: tuple(held) for item, held in groups.items()}


def item_of(service: Service, mark: Mark) -> str:
    """The item under which a mark is listed: the one that waits, asks or does; else empty."""
    if mark.subject == "item":
        return mark.id
    if mark.subject == "document":
        needs = (need.item for need in service.requirements if need.document == mark.id)
        return next(needs, "")
    record = record_of(service, mark.subject, mark.id)
    for field in ("after", "item") if mark.subject == "precedence" else ("item", "items"):
        held = getattr(record, field, "")
        if held:
            return str(held[0] if isinstance(held, tuple) else held)
    return ""


def rows_of(service: Service, found: Iterable[Doubt]) -> dict[str, frozenset[int]]:
    """Where assumed values are changed by hand: rows of the tables, by table.

    Args:
        service: as it was written down; what it leaves open is changed at the item.
        found: of its as-is.

    Returns:
        Numbers of rows from zero, by name of the list of the service.
    """
    places: dict[str, set[int]] = {}
    for one in found:
        spots = ((LISTS[one.mark.subject], one.mark.id), (LISTS["item"], one.item))
        for table, wanted in spots:
            ids = [getattr(each, "id", "") for each in getattr(service, table)]
            if wanted in ids:
                places.setdefault(table, set()).add(ids.index(wanted))
                break
    return {table: frozenset(rows) for table, rows in places.items()}


def _key(mark: Mark) -> tuple[str, str, str]:
    return (mark.subject, mark.id, mark.field)


def _metrics(mark: Mark, rule: CountingRule, after: bool) -> tuple[str, ...]:
    sides = ("before", "after") if after else ("before",)
    return tuple(
        metric
        for metric in REPORTED
        if any(raw_name(rule, metric, side) in mark.figures for side in sides)
    )


# --- what the program put in ---------------------------------------------------------------------


def parameters(plan: Plan, rule: CountingRule) -> tuple[Parameter, ...]:
    """The planning values of this program that a plan was computed with, by sort.

    What merely passes on an assumed value of the as-is is no value of its own: it goes when that
    one is confirmed.
    """
    things: dict[str, dict[str, None]] = {}
    for measure in plan.outcome.measures:
        for name in measure.terms.assumed:
            things.setdefault(name, {}).update(dict.fromkeys(_things(measure, name, plan.after)))
    own = tuple(_own_marks(plan))
    for name, mark in own:
        things.setdefault(name, {})[mark.id] = None
    return tuple(
        Parameter(name, tuple(held), _resting_on(name, own, rule)) for name, held in things.items()
    )


def _things(measure: Measure, name: str, after: Service) -> tuple[str, ...]:
    if name == "effort":
        return (measure.id,)
    if name == COORDINATION and measure.kind is MeasureKind.MERGE:
        wanted = set(measure.targets)
        merged = [step.id for step in after.steps if wanted <= {one.id for one in step.members}]
        return tuple(merged) or measure.targets
    return measure.targets


def _own_marks(plan: Plan) -> Iterator[tuple[str, Mark]]:
    """Marks after the reform that no mark before it explains, with the sort of value."""
    held = {_key(one) for one in marks(plan.before)}
    for mark in marks(plan.after):
        if _key(mark) in held or mark.subject != "step":
            continue  # Limits of items follow from the lengths of their steps.
        step = plan.after.step(mark.id)
        if mark.field == "duration" and _coordinated(plan, step.id):
            yield COORDINATION, mark
        elif not any(_passes_on(one, mark.field) for one in step.members):
            yield COMPUTED, mark


def _passes_on(member: Step, field: str) -> bool:
    """Whether a merged step has the mark of a field from this member."""
    return member.is_assumed(member.clock_field() if field == "clocked" else field)


def _coordinated(plan: Plan, step_id: str) -> bool:
    return any(
        step_id in _things(one, COORDINATION, plan.after)
        for one in plan.outcome.measures
        if COORDINATION in one.terms.assumed
    )


def _resting_on(name: str, own: Iterable[tuple[str, Mark]], rule: CountingRule) -> tuple[str, ...]:
    figures = {figure for sort, mark in own if sort == name for figure in mark.figures}
    return tuple(metric for metric in REPORTED if raw_name(rule, metric, "after") in figures)


# --- what may be reported ------------------------------------------------------------------------


def readiness(
    plan: Plan, rule: CountingRule, open_doubts: Iterable[Doubt], *, stale: bool
) -> Readiness:
    """Whether the figures of a plan may be reported, and what is missing.

    Args:
        plan: whose figures are meant.
        rule: the counting rule they are reported under.
        open_doubts: of the as-is (see ``doubts``).
        stale: the plan answers an earlier content of the service.
    """
    sides = (("before", plan.before_metrics), ("after", plan.after_metrics))
    names = {
        metric: [(metrics, raw_name(rule, metric, side)) for side, metrics in sides]
        for metric in REPORTED
    }
    return Readiness(
        stale=stale,
        without_plan=not plan.outcome.status.has_plan,
        resting=tuple(
            metric
            for metric, raw in names.items()
            if any(name in metrics.assumed for metrics, name in raw)
        ),
        unknown=tuple(
            metric
            for metric, raw in names.items()
            if any(name in metrics.at_least for metrics, name in raw)
            or select(plan.before_metrics, rule, metric, "before") is None
            or select(plan.after_metrics, rule, metric, "after") is None
        ),
        doubts=tuple(one for one in open_doubts if one.metrics),
        parameters=tuple(one for one in parameters(plan, rule) if one.metrics),
    )


# --- what was confirmed --------------------------------------------------------------------------


def standings(
    confirmations: Iterable[Confirmation], as_is: AsIs
) -> tuple[tuple[Confirmation, Standing], ...]:
    """Confirmations, of each value the newest, and whether they still hold; newest first."""
    newest: dict[tuple[str, str, str], Confirmation] = {}
    for one in confirmations:
        newest.setdefault((one.subject, one.record, one.field), one)
    return tuple((one, _standing(one, as_is.service)) for one in newest.values())


def confirmed_count(standing: Iterable[tuple[Confirmation, Standing]]) -> int:
    """How many confirmations hold."""
    return sum(1 for _, one in standing if one is Standing.HOLDS)


def mark_of(one: Confirmation) -> Mark:
    """What a confirmation is about, as a mark without figures."""
    return Mark(subject=one.subject, id=one.record, field=one.field, figures=())


def _standing(one: Confirmation, service: Service) -> Standing:
    record = record_of(service, one.subject, one.record)
    if record is None:
        return Standing.ELSEWHERE
    if record.is_assumed(one.field):
        return Standing.WITHDRAWN
    same = assumed_text(service, mark_of(one), "zh") == one.value
    return Standing.HOLDS if same else Standing.CHANGED
