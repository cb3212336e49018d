"""The table of a district by department, list category, lever family and level that decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.evaluation.contribution import COUNTING_BASIS, WATERFALL_METRICS, waterfall
from optimizer.evaluation.counting import count
from optimizer.evaluation.district.counted import PART_METRICS
from optimizer.evaluation.district.figures import (
    Counted,
    DistrictFigures,
    Sum,
    can_be_split,
    part_of,
    summed,
)
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import department_name, plain_name
from optimizer.evaluation.fitting import Fitting
from optimizer.evaluation.reduction import percent, select
from optimizer.network.network import Network
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.plan import WaterfallRow
from optimizer.service.kinds import Authority, ListCategory

LIMITS = "limits"
"""Σ of the limits in force of single items: what a department promises for its own part."""

CATEGORY_METRICS = ("materials", "steps", "promise", "visits")


@dataclass(frozen=True)
class DepartmentShare:
    """The items of one department in all services.

    Attributes:
        keys: of the services that hold an item of it.
        items: how many items these are, repeated ones as often as they stand in services.
        sums: ``PART_METRICS`` that the rule can split up, then ``LIMITS``.
    """

    name: str
    keys: tuple[str, ...]
    items: int
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class CategoryShare:
    """The services of one list category; these add up to the table of the district."""

    category: ListCategory
    keys: tuple[str, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class Gain:
    """What one lever family, or one level that decides, takes off the sums of the district.

    Attributes:
        key: of the lever, or ``COUNTING_BASIS``; of a level its number as text.
        measures: how many measures.
        services: how many services have one.
        reduced: (metric, how much less) in the order of ``WATERFALL_METRICS``; the gains of all
            rows add up to the whole reduction.
    """

    key: str
    measures: int
    services: int
    reduced: tuple[tuple[str, int], ...]


def by_department(rows: Sequence[Row], rule: CountingRule) -> tuple[DepartmentShare, ...]:
    """Every department with its own items, the one with most items first.

    What departments share (a material handed in once, a joint inspection) is counted with each, so
    their sums may exceed the district's.
    """
    names: dict[str, str] = {}
    held: dict[str, list[tuple[Row, list[str]]]] = {}
    for row in rows:
        own: dict[str, list[str]] = {}
        for item in row.plan.before.items:
            name = department_name(row.plan.before, item.department)
            own.setdefault(plain_name(name), []).append(item.id)
            names.setdefault(plain_name(name), name)
        for plain, items in own.items():
            held.setdefault(plain, []).append((row, items))
    shares = [_department(names[plain], parts, rule) for plain, parts in held.items()]
    return tuple(sorted(shares, key=lambda one: -one.items))


def _department(
    name: str, parts: Sequence[tuple[Row, list[str]]], rule: CountingRule
) -> DepartmentShare:
    counted = [part for row, items in parts if (part := part_of(row, items)) is not None]
    metrics = [one for one in PART_METRICS if can_be_split(one, rule)]
    return DepartmentShare(
        name=name,
        keys=tuple(row.key for row, _ in parts),
        items=sum(len(items) for _, items in parts),
        sums=(*(summed(counted, rule, metric) for metric in metrics), limits_of(counted)),
    )


def limits_of(counted: Sequence[Counted]) -> Sum:
    """Σ of the limits in force of items; where nobody knows one, the sum is a lower bound."""
    raw = "promise_sum_days"
    known = [
        (before, after)
        for one in counted
        if (before := one.before.promise_sum_days) is not None
        and (after := one.after.promise_sum_days) is not None
    ]
    total_before = sum(one for one, _ in known) if known else None
    total_after = sum(one for _, one in known) if known else None
    return Sum(
        metric=LIMITS,
        before=total_before,
        after=total_after,
        percent=percent(total_before, total_after),
        assumed=any(raw in (*one.before.assumed, *one.after.assumed) for one in counted),
        before_at_least=any(raw in one.before.at_least for one in counted),
        after_at_least=any(raw in one.after.at_least for one in counted),
        unknown=tuple(one.key for one in counted if one.before.promise_sum_days is None),
    )


def by_category(rows: Sequence[Row], rule: CountingRule) -> tuple[CategoryShare, ...]:
    """The services of each list category, in the order of the list."""
    found = []
    for category in ListCategory:
        own = [row for row in rows if row.service.list_category is category]
        counted = [Counted(row.key, row.before, row.after) for row in own]
        if own:
            sums = tuple(summed(counted, rule, metric) for metric in CATEGORY_METRICS)
            found.append(CategoryShare(category, tuple(row.key for row in own), sums))
    return tuple(found)


def by_lever(rows: Sequence[Row], rule: CountingRule) -> tuple[Gain, ...]:
    """What each lever family gives, the waterfalls of all services added up.

    The row ``COUNTING_BASIS`` is what only the rule or an already published promise gives.
    """
    told = [(row, _waterfall(row, rule)) for row in rows]
    keys = dict.fromkeys(
        (
            *(one.family for _, steps in told for one in steps),
            *(one.lever for row in rows for one in row.plan.outcome.measures),
        )
    )
    gains = [
        _gain(
            key,
            [[one for one in row.plan.outcome.measures if one.lever == key] for row in rows],
            (one for _, steps in told for one in steps if one.family == key),
        )
        for key in keys
    ]
    return tuple(sorted(gains, key=lambda one: (one.key != COUNTING_BASIS, -one.measures)))


def _waterfall(row: Row, rule: CountingRule) -> tuple[WaterfallRow, ...]:
    plan = row.plan
    if plan.counting == f"{rule.id}@{rule.version}" and plan.waterfall:
        steps = plan.waterfall
    else:
        steps = waterfall(plan.before, plan.outcome.measures, rule)
    summed_up = _summed_up(row, rule)
    return tuple(one for one in steps if one.metric in summed_up)


def _summed_up(row: Row, rule: CountingRule) -> frozenset[str]:
    """Metrics in which a service takes part in the sums: known before and after."""
    return frozenset(
        metric
        for metric in WATERFALL_METRICS
        if select(row.before, rule, metric, "before") is not None
        and select(row.after, rule, metric, "after") is not None
    )


def by_level(rows: Sequence[Row], rule: CountingRule) -> tuple[Gain, ...]:
    """What each level that decides (决策层级) adds, from the own unit upwards.

    The figures of a level are those of its measures on top of all measures that lower levels
    decide, so the gains add up; what only the counting gives is ``COUNTING_BASIS`` in
    ``by_lever`` and is left out here.
    """
    told = [tuple(_climbed(row, rule)) for row in rows]
    return tuple(
        _gain(
            str(level.value),
            [
                [one for one in row.plan.outcome.measures if one.terms.authority is level]
                for row in rows
            ],
            (one for steps in told for one in steps if one.family == str(level.value)),
        )
        for level in Authority
        if any(one.terms.authority is level for row in rows for one in row.plan.outcome.measures)
    )


def _climbed(row: Row, rule: CountingRule) -> Iterator[WaterfallRow]:
    """The figures of a service level by level."""
    measures, summed_up = row.plan.outcome.measures, _summed_up(row, rule)
    parts = Fitting(row.plan.before, measures)
    taken: set[str] = set()
    now = _figures(parts.keeping(()).network, rule)
    for level in sorted({one.terms.authority for one in measures}):
        taken.update(one.id for one in measures if one.terms.authority is level)
        then = _figures(parts.keeping(taken).network, rule)
        for metric in WATERFALL_METRICS:
            was, left = now[metric], then[metric]
            if metric in summed_up and was is not None and left is not None and was != left:
                yield WaterfallRow(family=str(level.value), metric=metric, before=was, after=left)
        now = then


def _figures(network: Network, rule: CountingRule) -> dict[str, int | None]:
    counted = count(network, None)
    return {metric: select(counted, rule, metric, "after") for metric in WATERFALL_METRICS}


def _gain(key: str, measures: Sequence[Sequence[Measure]], steps: Iterable[WaterfallRow]) -> Gain:
    reduced: Counter[str] = Counter()
    for one in steps:
        reduced[one.metric] += one.before - one.after
    return Gain(
        key=key,
        measures=sum(len(one) for one in measures),
        services=sum(bool(one) for one in measures),
        reduced=tuple((metric, reduced[metric]) for metric in WATERFALL_METRICS),
    )


@dataclass(frozen=True)
class Beyond:
    """A metric whose parts, added up, differ from the district: what they share is in each.

    Attributes:
        parts: both sides of the parts added up.
        whole: both sides of the district.
    """

    metric: str
    parts: tuple[int, int]
    whole: tuple[int, int]


def beyond_whole(figures: DistrictFigures, parts: Iterable[Sequence[Sum]]) -> tuple[Beyond, ...]:
    """Where parts of a district do not add up to it, in the order of its metrics.

    Args:
        figures: the table of the district.
        parts: the sums of each part; metrics that the district has no sum of are left out.
    """
    added: dict[str, list[int]] = {}
    for sums in parts:
        for one in sums:
            held = added.setdefault(one.metric, [0, 0])
            held[0] += one.before or 0
            held[1] += one.after or 0
    found = []
    for figure in figures.figures:
        whole = (figure.all.before or 0, figure.all.after or 0)
        before, after = added.get(figure.metric, whole)
        if (before, after) != whole:
            found.append(Beyond(figure.metric, (before, after), whole))
    return tuple(found)
