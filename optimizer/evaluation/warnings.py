"""Hollow gains (数据真实性提示): what counts as a gain and may not be one.

A limit below the 90th percentile of real cases belongs here, too; the records hold no
real cases yet, so nothing can be said of it.
"""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from optimizer.evaluation.contribution import without
from optimizer.evaluation.counting import measure_up
from optimizer.evaluation.reduction import select
from optimizer.levers.applying import apply
from optimizer.network.timing import clock_hours, promise_timing
from optimizer.places import data_directory
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Reduction
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import DocumentClass, Phase, PrecedenceKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import limit_hours

Warnings = tuple[tuple[str, str], ...]

# Names this alike are taken for one name written twice (0 nothing in common, 1 the same).
_ALIKE = 0.8
# A cut counts as large when at least this share of the days saved rests on assumed floors.
_LARGE_SHARE = 2  # one half


@cache
def warning_texts() -> dict[str, tuple[str, str]]:
    """Chinese and English text by code; ``{subject}`` stands for the subject."""
    path = data_directory() / "warnings.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["warnings"]
    return {row["code"]: (row["zh"], row["en"]) for row in rows}


def hollow_gains(
    before: Service, after: Service, measures: tuple[Measure, ...], rule: CountingRule
) -> Warnings:
    """Every doubt about the gains of a plan, as (code, subject).

    Args:
        before: the as-is service, completed.
        after: the service with the measures applied.
        measures: those of the plan.
        rule: the counting rule of the reduction table.
    """
    return tuple(
        dict.fromkeys(
            (
                *_surviving_work(before, after),
                *_hollow_promises(after),
                *_same_hands(before, after, measures),
                *_renamed(before, after),
                *_mixed(before),
                *_assumed_floors(before, measures, rule),
            )
        )
    )


def hollow_comparison(
    before: Service, after: Service, table: tuple[Reduction, ...] = ()
) -> Warnings:
    """The doubts that two services alone, hand-made ones too, give rise to.

    Args:
        before: completed.
        after: completed, in the same situation.
        table: reductions between them, to see whether one rule counts both.
    """
    rules = {row.rule for row in table}
    mixed = [("mixed_rules", "、".join(sorted(rules)))] if len(rules) > 1 else []
    return (
        *_surviving_work(before, after),
        *_hollow_promises(after),
        *_renamed(before, after),
        *_mixed(before),
        *mixed,
    )


def _surviving_work(before: Service, after: Service) -> Iterator[tuple[str, str]]:
    held = {step.id for step in before.steps}
    for step in after.steps:
        working = [member for member in step.members if member.length_hours()]
        if step.id not in held and len(working) > 1:
            yield ("work_survives", step.id)


def _hollow_promises(service: Service) -> Iterator[tuple[str, str]]:
    """The promise declared for the whole service against what it must contain."""
    declared = service.declared_promise
    if declared is None:
        return
    most = limit_hours(declared.duration)
    clocks = {item: hours for item, hours in clock_hours(service).items() if hours is not None}
    longest = max(clocks, key=lambda item: clocks[item], default=None)
    if longest is not None and clocks[longest] > most:
        yield ("promise_below_longest_item", longest)
    chain = _legal_chain_hours(service)
    if chain is not None and chain > most:
        yield ("promise_below_legal_chain", service.id)


def _legal_chain_hours(service: Service) -> int | None:
    """Longest promise path when only the steps' own order and the law hold them."""
    lawful = service.model_copy(
        update={
            "precedences": tuple(
                one for one in service.precedences if one.kind is PrecedenceKind.LEGAL
            ),
            "requirements": (),
        }
    )
    times = promise_timing(lawful)
    return None if times is None else times.length_hours


def _same_hands(
    before: Service, after: Service, measures: tuple[Measure, ...]
) -> Iterator[tuple[str, str]]:
    """Items made parallel whose steps need one team, or one department without teams."""
    freed = {t for one in measures if one.kind is MeasureKind.PARALLEL for t in one.targets}
    staffed = {one.id for one in after.departments if one.teams}
    for one in before.precedences:
        if one.id not in freed:
            continue
        first, second = _working(after, one.before), _working(after, one.after)
        pairs = [(a, b) for a in first for b in second if a.id != b.id]
        subject = f"{one.before}+{one.after}"
        if any(_teams(a) & _teams(b) for a, b in pairs):
            yield ("same_officers", subject)
        elif any(_hands(a, one.before) & _hands(b, one.after) - staffed for a, b in pairs):
            yield ("same_department", subject)


def _working(service: Service, item: str) -> list[Step]:
    return [
        step
        for step in service.steps_of(item)
        if step.length_hours() and step.phase is not Phase.AFTER_CHECK
    ]


def _hands(step: Step, item: str) -> set[str]:
    """Departments that work on an item in a step; of a merged step only those of its members."""
    own = [member for member in step.members if item in member.items]
    return {department for one in own or [step] for department in one.departments}


def _teams(step: Step) -> set[str]:
    return {demand.team for demand in step.demands}


def _renamed(before: Service, after: Service) -> Iterator[tuple[str, str]]:
    """Documents that are new in the list and named almost like one that is gone."""
    was = {need.document for need in before.requirements if need.handed_in()}
    now = {need.document for need in after.requirements if need.handed_in()}
    names = {one.id: one.name or one.id for one in (*before.documents, *after.documents)}
    invented = {
        one.id
        for one in after.documents
        if one.members or one.document_class is DocumentClass.COMMITMENT
    }
    for new in sorted(now - was - invented):
        for old in sorted(was - now):
            if _alike(names.get(old, old), names.get(new, new)):
                yield ("renamed_document", f"{names.get(old, old)} → {names.get(new, new)}")


def _alike(one: str, other: str) -> bool:
    first, second = (re.sub(r"[\W_]", "", name).lower() for name in (one, other))
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _mixed(before: Service) -> Iterator[tuple[str, str]]:
    """Figures published for this service that mix two rules."""
    if before.published is not None and before.published.mixed:
        yield ("mixed_rules", before.id)


def _assumed_floors(
    before: Service, measures: tuple[Measure, ...], rule: CountingRule
) -> Iterator[tuple[str, str]]:
    """Shortening on assumed floors that carries half of the days saved, or more."""
    resting = [
        one
        for one in measures
        if one.kind is MeasureKind.SHORTEN and _floor_assumed(before, one.targets[0])
    ]
    if not resting:
        return
    as_is = _days(before, rule)
    whole = _days(apply(before, measures), rule)
    less = _days(without(before, measures, resting).after, rule)
    if as_is is None or whole is None or less is None:
        return
    if less > whole and _LARGE_SHARE * (less - whole) >= as_is - whole:
        yield ("shortened_on_assumed_floor", "+".join(one.targets[0] for one in resting))


def _days(service: Service, rule: CountingRule) -> int | None:
    return select(measure_up(service, None), rule, "promise", "after")


def _floor_assumed(service: Service, step_id: str) -> bool:
    """Whether nobody read the shortest time of a step (then the catalogue's stands in)."""
    for step in service.steps:
        if step.id == step_id:
            return step.floor is None or step.is_assumed("floor")
    return False
