"""Where the gain of a plan comes from, and what is lost without one of its measures."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from optimizer.evaluation.counting import count, measure_up
from optimizer.evaluation.fitting import Fit, Fitting, fitting
from optimizer.evaluation.reduction import REDUCED, reductions, select
from optimizer.levers.catalogue import LEVERS
from optimizer.network.network import Network
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics, Reduction
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Loss, WaterfallRow
from optimizer.service.kinds import Route
from optimizer.service.service import Service

COUNTING_BASIS = "counting_basis"
"""Family of the row for what only the counting rule or an earlier promise gives."""

WATERFALL_METRICS = ("materials", "steps", "promise", "visits")

Elapsed = Callable[[Service], int | None]
Changes = tuple[tuple[str, int], ...]


def longest_path(service: Service) -> int | None:
    """Elapsed hours where no step needs a team; ``None`` where a schedule would be needed."""
    return _longest_path(Network(service))


def waterfall(
    before: Service, measures: tuple[Measure, ...], rule: CountingRule
) -> tuple[WaterfallRow, ...]:
    """Lever family by lever family from before to after, metric by metric.

    Args:
        before: the as-is service, completed.
        measures: those of a possible plan.
        rule: counts both ends, as in the reduction table.

    Returns:
        For each metric its rows in order; each begins where the one before it ended, the
        first with the before-figure and the last with the after-figure of the rule. A
        family whose figures do not move has no row, a figure that is unknown no rows.
    """
    parts = Fitting(before, measures)
    today = parts.keeping(()).network
    counted = count(today, None)
    now = _figures(today, rule)
    rows = [
        WaterfallRow(family=COUNTING_BASIS, metric=metric, before=basis, after=as_is)
        for metric in WATERFALL_METRICS
        if (basis := select(counted, rule, metric, "before")) is not None
        and (as_is := now[metric]) is not None
        and basis != as_is
    ]
    taken: set[str] = set()
    for family in _families(measures):
        taken.update(one.id for one in measures if one.lever == family)
        then = _figures(parts.keeping(taken).network, rule)
        for metric in WATERFALL_METRICS:
            was, left = now[metric], then[metric]
            if was is not None and left is not None and was != left:
                rows.append(WaterfallRow(family=family, metric=metric, before=was, after=left))
        now = then
    return tuple(sorted(rows, key=lambda row: WATERFALL_METRICS.index(row.metric)))


@lru_cache(maxsize=4)
def losses(before: Service, measures: tuple[Measure, ...], rule: CountingRule) -> tuple[Loss, ...]:
    """What is lost when one measure is dropped, with those that rest on it.

    Returns:
        One a measure: ``dropped`` names the measures that go with it, ``lost`` by how
        much each figure that moves is worse (negative: better) than with the whole plan.
    """
    parts = Fitting(before, measures)
    whole = _figures(parts.whole(), rule)
    found = []
    for name in (one.id for one in measures):
        rest = parts.keeping(parts.names - {name})
        found.append(
            Loss(
                measure=name,
                dropped=tuple(sorted(parts.names - set(rest.kept) - {name})),
                lost=_difference(whole, _figures(rest.network, rule)),
            )
        )
    return tuple(found)


def effects(
    before: Service, measures: tuple[Measure, ...], rule: CountingRule
) -> tuple[tuple[str, Changes], ...]:
    """By how much each measure changes each figure: the plan with it less without it.

    Returns:
        (measure id, (metric, change) pairs); a negative change is a reduction.
    """
    return tuple(
        (loss.measure, tuple((metric, -amount) for metric, amount in loss.lost))
        for loss in losses(before, measures, rule)
    )


def without_shortening(
    before: Service,
    measures: tuple[Measure, ...],
    rule: CountingRule,
    elapsed: Elapsed = longest_path,
) -> tuple[Reduction, ...]:
    """Reductions without shortening and early service.

    They tell what the redesign itself gives: parallelising alone cannot go below the
    longest item.

    Args:
        before: the as-is service, completed.
        measures: those of a possible plan.
        rule: counts both sides.
        elapsed: makespan of a service in hours.
    """
    dropped = [one for one in measures if one.kind in (MeasureKind.SHORTEN, MeasureKind.EARLY)]
    after = without(before, measures, dropped).after
    return reductions(measure_up(before, elapsed(before)), measure_up(after, elapsed(after)), rule)


def without(before: Service, measures: tuple[Measure, ...], dropped: Iterable[Measure]) -> Fit:
    """What still fits of a plan without some of its measures.

    Args:
        before: the as-is service, completed.
        measures: those of a possible plan.
        dropped: some of them.
    """
    gone = {one.id for one in dropped}
    return fitting(before, [one for one in measures if one.id not in gone])


def _longest_path(network: Network) -> int | None:
    if any(step.demands for step in network.service.steps):
        return None
    return None if network.elapsed is None else network.elapsed.length_hours


def _figures(network: Network, rule: CountingRule) -> dict[str, int | None]:
    """Every figure of a reduction table, counted as after a reform."""
    counted: Metrics = count(network, _longest_path(network))
    return {metric: select(counted, rule, metric, "after") for metric in REDUCED}


def _difference(whole: dict[str, int | None], less: dict[str, int | None]) -> Changes:
    return tuple(
        (metric, without - with_it)
        for metric, with_it in whole.items()
        if with_it is not None and (without := less[metric]) is not None and without != with_it
    )


def _families(measures: tuple[Measure, ...]) -> list[str]:
    """Levers of a plan in catalogue order, each after those that its measures rest on."""
    used = [lever.key for lever in LEVERS if any(one.lever == lever.key for one in measures)]
    ordered: list[str] = []

    def place(family: str, waiting: frozenset[str]) -> None:
        needed = {kind for one in measures if one.lever == family for kind in _rests_on(one)}
        for other in used:
            offers = any(one.lever == other and one.kind in needed for one in measures)
            if offers and other not in waiting:
                place(other, waiting | {other})
        if family not in ordered:
            ordered.append(family)

    for family in used:
        place(family, frozenset({family}))
    return ordered


def _rests_on(measure: Measure) -> tuple[MeasureKind, ...]:
    """Kinds of measures without which one may not fit."""
    route = measure.value.partition("@")[0]
    if measure.kind is MeasureKind.ROUTE and route == Route.RETRIEVE.value:
        return (MeasureKind.CONNECT,)
    if measure.kind is MeasureKind.FORMS or route == Route.SUBMIT_ONCE.value:
        return (MeasureKind.WINDOW,)
    if measure.kind in (MeasureKind.MERGE, MeasureKind.WINDOW):
        return (MeasureKind.PARALLEL, MeasureKind.RULE)
    return ()
