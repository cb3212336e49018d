"""Template ``clock_limit``: something may take at most so long."""

from collections.abc import Iterator

from optimizer.law.breaking import broken
from optimizer.law.rules import ClockSpan, Rule
from optimizer.network.timing import clock_hours, promise_timing
from optimizer.redesign.violation import Violation
from optimizer.service.anchors import anchor_step
from optimizer.service.item import Item
from optimizer.service.kinds import Anchor, ItemKind, Phase, StepKind
from optimizer.service.service import Service
from optimizer.worktime import Duration, limit_hours


def check(rule: Rule, service: Service) -> Iterator[Violation]:
    """Items, steps or the whole joint handling that take too long; amount in hours."""
    match rule.params.span:
        case ClockSpan.OWN_LIMIT:
            yield from _own_limit(rule, service)
        case ClockSpan.STATUTORY:
            yield from _statutory(rule, service)
        case ClockSpan.LIMIT:
            yield from _limit(rule, service)
        case ClockSpan.JOINT:
            yield from _joint(rule, service)
        case ClockSpan.STEP:
            yield from _steps(rule, service)
        case ClockSpan.AFTER_DECISION:
            yield from _after_decision(rule, service)
        case None:
            return


def joint_items(service: Service) -> tuple[str, ...]:
    """The licences under one joint handling (行政许可法 26): those at the window."""
    found = [one.id for one in service.items if one.kind is ItemKind.LICENCE and one.window]
    return tuple(found) if len(found) > 1 else ()


def _over(rule: Rule, subject: str, hours: int, most: int) -> Iterator[Violation]:
    if hours > most:
        found = (
            f"现为{Duration.of_hours(hours)}，最多{Duration.of_hours(most)}",
            f"now {hours} h, at most {most} h",
        )
        yield broken(rule, subject, hours - most, found=found)


def _in_scope(rule: Rule, service: Service) -> Iterator[Item]:
    return (item for item in service.items if rule.scope.has_item(service, item))


def _own_limit(rule: Rule, service: Service) -> Iterator[Violation]:
    clocks = clock_hours(service)
    for item in _in_scope(rule, service):
        limit, clock = item.limit(), clocks[item.id]
        if limit is not None and clock is not None:
            yield from _over(rule, item.id, clock, limit_hours(limit.duration))


def _statutory(rule: Rule, service: Service) -> Iterator[Violation]:
    for item in _in_scope(rule, service):
        if item.statutory is not None and item.promised is not None:
            promised = limit_hours(item.promised.duration)
            yield from _over(rule, item.id, promised, limit_hours(item.statutory.duration))


def _limit(rule: Rule, service: Service) -> Iterator[Violation]:
    """The limit in force; without a number of its own the rule is the general one.

    A statutory limit in the file is that of the special law, which goes before.
    """
    general = not rule.scope.items
    for item in _in_scope(rule, service):
        limit = item.limit()
        if limit is None or rule.params.most is None or (general and item.statutory is not None):
            continue
        yield from _over(rule, item.id, limit_hours(limit.duration), limit_hours(rule.params.most))


def _joint(rule: Rule, service: Service) -> Iterator[Violation]:
    times = promise_timing(service)
    if times is None or rule.params.most is None:
        return
    joint = joint_items(service)
    starts = [anchor_step(service, one, Anchor.ACCEPTANCE) for one in joint]
    ends = [anchor_step(service, one, Anchor.DECISION) for one in joint]
    first = [times.earliest_start[step.id] for step in starts if step is not None]
    last = [times.earliest_finish[step.id] for step in ends if step is not None]
    if first and last:
        hours = max(last) - min(first)
        yield from _over(rule, service.id, hours, limit_hours(rule.params.most))


def _steps(rule: Rule, service: Service) -> Iterator[Violation]:
    for step in service.steps:
        hours = step.length_hours()
        if hours is None or rule.params.most is None or step.phase is Phase.AFTER_CHECK:
            continue
        if rule.scope.has_step(service, step):
            yield from _over(rule, step.id, hours, limit_hours(rule.params.most))


def _after_decision(rule: Rule, service: Service) -> Iterator[Violation]:
    """Issuing and delivery, one after the other, together."""
    for item in _in_scope(rule, service):
        hours = sum(
            step.length_hours() or 0
            for step in service.steps_of(item.id)
            if step.kind in (StepKind.ISSUE, StepKind.DELIVERY)
            and step.phase is Phase.AFTER_DECISION
        )
        if rule.params.most is not None:
            yield from _over(rule, item.id, hours, limit_hours(rule.params.most))
