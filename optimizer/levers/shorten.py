"""压缩承诺时限: a step takes less time, never less than its floor."""

from collections.abc import Iterator

from optimizer.law.rules import load_rules
from optimizer.levers.floors import floor_of
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.reference import lever_tables
from optimizer.levers.targets import hours_of, malformed, steps_of, with_steps
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import (
    MeasureKind,
    Opportunity,
    ShortenOpportunity,
    Terms,
)
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, Duration

# Whole half days stay whole half days: that is how guides promise.
_HALF_DAY = HOURS_PER_DAY // 2


def find(service: Service) -> Iterator[Opportunity]:
    """Steps in the clock or after the decision that take longer than their floor.

    Steps of committed items have their mode's length, merged steps that of their
    members; neither is shortened further.
    """
    for step in service.steps:
        length = step.length_hours()
        if length is None or not _may_shorten(service, step):
            continue
        floor = floor_of(load_rules(), service, step)
        grain = _HALF_DAY if length % _HALF_DAY == 0 else 1
        most = (length - floor.hours) // grain * grain
        if most <= 0:
            continue
        assumed = ("floor",) if floor.assumed else ()
        grades = tuple(_grades(service, step, most, grain, assumed))
        yield ShortenOpportunity(
            lever="shorten",
            targets=(step.id,),
            terms=grades[-1][1],
            length_hours=length,
            floor_hours=length - most,
            grain_hours=grain,
            grades=grades,
        )


def shorten(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Steps take so many hours; their floor is written down so that it stays."""
    changed: dict[str, Step] = {}
    for measure, step in steps_of(service, measures):
        hours, length = hours_of(measure), step.length_hours()
        if step.id in changed:
            raise malformed(measure, "同一环节只能有一个用时", "a step has only one length")
        if length is None or step.members:
            raise malformed(
                measure,
                "用时未知的环节或合并环节不能压缩",
                "steps of unknown length and merged steps do not shorten",
            )
        update: dict[str, object] = {"duration": Duration.of_hours(min(hours, length))}
        if step.floor is None:
            floor = floor_of(load_rules(), service, step)
            update["floor"] = Duration.of_hours(min(hours, floor.hours))
            update["assumed"] = step.assuming("floor")
        changed[step.id] = step.model_copy(update=update)
    return with_steps(service, changed.values())


def _may_shorten(service: Service, step: Step) -> bool:
    in_reach = bool(step.counted) or step.phase is Phase.AFTER_DECISION
    committed = any(service.item(one).committed for one in step.items)
    checked_after = step.phase is Phase.AFTER_CHECK
    return in_reach and not (committed or checked_after or step.lock or step.members)


def _grades(
    service: Service, step: Step, most: int, grain: int, assumed: tuple[str, ...]
) -> Iterator[tuple[int, Terms]]:
    """Cuts in rising order with their price; the last one reaches the floor."""
    length, before = step.length_hours() or 0, 0
    departments = [service.item(name).department for name in step.items]
    for one in lever_tables().shorten_grades:
        cut = min(most, length * one.percent // 100 // grain * grain)
        if cut <= before:
            continue
        before = cut
        terms = priced(
            service, "shorten", departments, grade=one.grade, risk=one.risk, assumed=assumed
        )
        yield cut, terms
        if cut == most:
            return


LEVER = Lever("shorten", (MeasureKind.SHORTEN,), find)
