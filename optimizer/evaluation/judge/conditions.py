"""What makes a plan possible (modelling notes, section 3), checked on its own."""

from collections.abc import Iterator

from optimizer.evaluation.judge.network import Net, Times, Weighing
from optimizer.law.check import measure_violations, service_violations, worsened
from optimizer.law.rules import load_rules
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import ItemKind, Necessity, Phase, Progress, Route
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, length_hours, limit_hours

# 行政许可法 art. 42-2: joint handling takes at most 45 working days.
_JOINT_HOURS = 45 * HOURS_PER_DAY


def condition_faults(
    before: Service, after: Service, measures: tuple[Measure, ...]
) -> Iterator[str]:
    """Why the measures are not possible together, one line each."""
    yield from _kept_faults(before, after)
    yield from _route_faults(before, after)
    yield from _group_faults(before, after)
    yield from _length_faults(before, after, measures)
    yield from _clock_faults(before, after)
    rules = load_rules()
    broken = (
        *service_violations(rules, after),
        *measure_violations(rules, before, measures),
    )
    for one in worsened(service_violations(rules, before), broken):
        yield f"law: {one.message_en}"


def _kept_faults(before: Service, after: Service) -> Iterator[str]:
    """Items and requirements all stay; only commitment papers come in."""
    if [item.id for item in before.items] != [item.id for item in after.items]:
        yield "items: not the same items before and after"
    held = {need.id for need in before.requirements}
    kept = {need.id for need in after.requirements}
    for lost in sorted(held - kept):
        yield f"requirement {lost}: dropped from the list"
    papers = {f"{item.id}/告知承诺书" for item in before.items}
    for new in sorted(kept - held - papers):
        yield f"requirement {new}: asked for only after the reform"


def _route_faults(before: Service, after: Service) -> Iterator[str]:
    """Every requirement that changed its route takes one that is open to it."""
    former = {need.id: need for need in before.requirements}
    makers = Net(after).makers
    for need in after.requirements:
        old = former.get(need.id)
        if old is None:
            continue
        if need.needed_by != old.needed_by and not _may_wait(old, need):
            yield f"requirement {need.id}: may not be handed in later"
        if (need.route, need.source, need.document) != (old.route, old.source, old.document):
            reason = _route_fault(after, need, makers)
            if reason:
                yield f"requirement {need.id}: {reason}"


def _may_wait(old: Requirement, need: Requirement) -> bool:
    """容缺受理: only what is deferrable and no main document, until the decision."""
    deferrable = old.necessity == Necessity.DEFERRABLE and not old.main
    return deferrable and need.needed_by == "decision"


def _route_fault(after: Service, need: Requirement, makers: dict[str, str]) -> str:
    if need.route == Route.RETRIEVE:
        return _source_fault(after, need)
    if need.route == Route.SUBMIT_ONCE:
        if not after.item(need.item).window:
            return "submitted once, but its item is not at the window"
        if (need.original or need.document) in makers:
            return "submitted once, but an item of the bundle makes it"
    if need.route == Route.RESULT and makers.get(need.document, need.item) == need.item:
        return "passed on, but no other item of the bundle makes it"
    if need.route == Route.HAND_IN:
        return "handed in by the applicant, which no measure asks for"
    return ""


def _source_fault(after: Service, need: Requirement) -> str:
    for source in after.data_sources:
        if source.id == need.source:
            if need.document not in source.documents:
                return f"retrieved from {source.id}, which does not deliver {need.document}"
            if source.progress != Progress.ONLINE:
                return f"retrieved from {source.id}, which is not connected"
            return ""
    return f"retrieved from {need.source!r}, which is no data source"


def _group_faults(before: Service, after: Service) -> Iterator[str]:
    """What became one step was unordered (no circle) and in one phase."""
    if Net(before).times(Weighing.PROMISE) and Net(after).times(Weighing.PROMISE) is None:
        yield "precedences: the measures close a circle"
    held = {step.id for step in before.steps}
    for step in after.steps:
        if step.id in held:
            continue
        phases = {member.phase for member in step.members}
        if len(step.members) < 2 or len(phases) != 1:
            yield f"step {step.id}: united from steps that are not in one phase"
        if any(member.phase == Phase.AFTER_CHECK for member in step.members):
            yield f"step {step.id}: after-checks stay apart"
    united = [paper for paper in after.documents if paper.members]
    if len(united) > max(1, len([paper for paper in before.documents if paper.members])):
        yield "documents: more than one united form"


def _length_faults(before: Service, after: Service, measures: tuple[Measure, ...]) -> Iterator[str]:
    """Floor ≤ length ≤ duration; locked steps stay as they are."""
    exempt = {target for one in measures if one.kind == MeasureKind.RULE for target in one.targets}
    instant = {i for one in measures if one.kind == MeasureKind.INSTANT for i in one.targets}
    # 即办 has a basis of its own for taking no time at all; locked steps stay even so.
    exempt |= {
        f"step/{step.id}" for step in before.steps if instant & set(step.items) and not step.lock
    }
    for old in before.steps:
        new = _image(after, old)
        if new is None:
            yield f"step {old.id}: dropped"
            continue
        if old.duration is None or f"step/{old.id}" in exempt:
            continue
        was = length_hours(old.duration)
        now = new.length_hours()
        floor = min(was, length_hours(old.floor) if old.floor else 0)
        if now is None or now > was:
            yield f"step {old.id}: {now} h, longer than the {was} h of today"
        elif now < floor:
            yield f"step {old.id}: {now} h, shorter than its floor of {floor} h"
        elif old.lock and (now != was or new.phase != old.phase):
            yield f"step {old.id}: changed, but locked ({old.lock})"


def _image(after: Service, old: Step) -> Step | None:
    """The step itself, or as a member of the merged step it went into."""
    parts = {member.id for member in old.members}
    for step in after.steps:
        if step.id == old.id:
            return step
        for member in step.members:
            if member.id == old.id:
                return member
        if parts and parts < {member.id for member in step.members}:
            return old
    return None


def _clock_faults(before: Service, after: Service) -> Iterator[str]:
    """No clock beyond the limit in force or what it is today; joint handling in time."""
    first, second = Net(before), Net(after)
    was, now = first.times(Weighing.PROMISE), second.times(Weighing.PROMISE)
    if was is None or now is None:
        return
    for old in before.items:
        new = after.item(old.id)
        clock, limit = second.clock(new, now), old.limit()
        if limit is not None and clock is not None:
            most = max(limit_hours(limit.duration), first.clock(old, was) or 0)
            if clock > most:
                yield f"item {old.id}: its clock takes {clock} h, at most {most} h"
        if clock is not None and new.promised is not None and new.promised != old.promised:
            yield from _promise_faults(old, new.promised, clock, committed=new.committed)
    joint = [i.id for i in after.items if i.kind == ItemKind.LICENCE and i.window]
    if len(joint) > 1:
        span = _span(second, now, joint)
        most = max(_JOINT_HOURS, _span(first, was, joint))
        if span > most:
            yield f"joint handling: {span} h, at most {most} h"


def _promise_faults(old: Item, promised: Limit, clock: int, *, committed: bool) -> Iterator[str]:
    """A new promise can be kept, and is no longer than the limit in force today."""
    hours, limit = limit_hours(promised.duration), old.limit()
    if hours < clock:
        yield f"item {old.id}: promises {promised.duration}, its clock takes {clock} h"
    # The entry of the list sets the limit of a committed item.
    if limit is not None and not committed and hours > limit_hours(limit.duration):
        yield f"item {old.id}: promises {promised.duration}, longer than today"


def _span(net: Net, times: Times, items: list[str]) -> int:
    """From the first acceptance to the last decision of these items, in hours."""
    starts = [net.point(item, "acceptance") for item in items]
    ends = [net.point(item, "decision") for item in items]
    last = max((times.finish[step.id] for step in ends if step), default=0)
    return last - min((times.start[step.id] for step in starts if step), default=0)
