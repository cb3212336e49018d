"""The judge's own count of every raw figure (modelling notes, section 4)."""

from collections import defaultdict
from collections.abc import Iterable

from optimizer.evaluation.judge.doubt import doubtful, unfinished
from optimizer.evaluation.judge.network import Net, Times, Weighing
from optimizer.redesign.metrics import Metrics
from optimizer.service.item import Limit
from optimizer.service.kinds import DocumentClass, Phase, Route, StepKind
from optimizer.service.service import Service
from optimizer.worktime import HOURS_PER_DAY, limit_hours

Figures = dict[str, object]


def recount(service: Service, elapsed_hours: int | None) -> Metrics:
    """Every figure of a completed service, given the makespan of a schedule checked apart."""
    net = Net(service)
    times = net.times(Weighing.PROMISE)
    figures: Figures = {
        **_papers(service),
        **_steps(net),
        **_limits(service),
        **_times(net, times, elapsed_hours),
        **_meetings(net),
        "at_least": unfinished(service),
        "assumed": doubtful(service),
    }
    return Metrics.model_validate(figures)


def days(hours: int | None) -> int | None:
    """Whole working days; a begun day is a whole one."""
    return None if hours is None else (hours + HOURS_PER_DAY - 1) // HOURS_PER_DAY


def _papers(service: Service) -> Figures:
    form_fields = {
        paper.id: len(paper.fields)
        for paper in service.documents
        if paper.document_class == DocumentClass.FORM
    }
    figures: Figures = {}
    seen: set[str] = set()
    for suffix, left_out in (("", frozenset[str]()), ("_without_forms", frozenset(form_fields))):
        own: list[int] = []
        once: dict[str, int] = defaultdict(int)
        seen = set()
        for need in service.requirements:
            if need.document in left_out:
                continue
            if need.route == Route.HAND_IN:
                own.append(need.copies)
                seen.add(need.document)
            if need.route == Route.SUBMIT_ONCE:
                once[need.document] = max(once[need.document], need.copies)
                seen.add(need.document)
        figures[f"material_entries{suffix}"] = len(own) + len(once)
        figures[f"material_kinds{suffix}"] = len(seen)
        figures[f"material_copies{suffix}"] = sum(own) + sum(once.values())
    filled = [
        name
        for name in form_fields
        if any(need.document == name and need.handed_in() for need in service.requirements)
    ]
    figures["material_fields"] = sum(form_fields[name] for name in filled)
    figures["forms"] = len(filled)
    return figures


def _steps(net: Net) -> Figures:
    service = net.service
    return {
        "steps_internal": len(service.steps),
        "steps_visible": len([step for step in service.steps if step.visible]),
        "steps_stage": _stage_count(net),
        "inspections": len(
            [s for s in service.steps if s.kind in {StepKind.INSPECTION, StepKind.AFTER_CHECK}]
        ),
    }


def _stage_count(net: Net) -> int | None:
    waits = {wait.items for wait in net.waits if wait.items and wait.items[0] != wait.items[1]}
    chain = _longest_chain([item.id for item in net.service.items], waits)
    if chain is None:
        return None
    handed = {own[-1].id for item in net.service.items if (own := net.own(item.id))}
    return _filings(net.service) + chain + len(handed)


def _longest_chain(names: list[str], waits: set[tuple[str, str]]) -> int | None:
    """Peel off, level by level, what waits for nothing left; ``None`` on a circle."""
    left, levels = set(names), 0
    while left:
        held = {later for earlier, later in waits if earlier in left and later in left}
        if held == left:
            return None
        left, levels = held, levels + 1
    return levels


def _filings(service: Service) -> int:
    at_window = [item for item in service.items if item.window]
    return len(service.items) - len(at_window) + min(1, len(at_window))


def _limits(service: Service) -> Figures:
    def total(limits: Iterable[Limit | None]) -> int | None:
        known = [limit for limit in limits if limit is not None]
        if not known:
            return None
        return sum(days(limit_hours(limit.duration)) or 0 for limit in known)

    return {
        "statutory_sum_days": total(item.statutory for item in service.items),
        "statutory_items": len([1 for item in service.items if item.statutory]),
        "statutory_or_promise_sum_days": total(i.statutory or i.promised for i in service.items),
        "promise_sum_days": total(i.promised or i.statutory for i in service.items),
    }


def _times(net: Net, times: Times | None, elapsed_hours: int | None) -> Figures:
    ends: list[int] = []
    if times is not None:
        for item in net.service.items:
            end = net.clock_end(item)
            if item.statutory and end:
                ends.append(times.finish[end.id])
    promise = times.length if times else None
    return {
        "promise_hours": promise,
        "promise_days": days(promise),
        "promise_days_statutory_items": days(max(ends, default=None)),
        "elapsed_hours": elapsed_hours,
        "elapsed_days": days(elapsed_hours),
    }


def _meetings(net: Net) -> Figures:
    """What the applicant meets: visits, windows, departments, certificates, fees."""
    service = net.service
    faced: set[str] = set()
    for item in service.items:
        filing = net.point(item.id, "filing")
        if not item.window:
            faced |= set(filing.departments if filing else [item.department])
    return {
        "visits": sum(s.visits or 0 for s in service.steps if s.phase != Phase.AFTER_CHECK),
        "items": len(service.items),
        "applications": _filings(service),
        "departments": len(faced) + (1 if any(item.window for item in service.items) else 0),
        "certificates": _certificates(service),
        "fees_yuan": sum(
            item.fee_yuan for item in service.items if item.fee_yuan and not item.fee_absorbed
        ),
    }


def _certificates(service: Service) -> int:
    """Each result once; the results behind one combined permit are one."""
    issued = {item.id: set(item.results) for item in service.items}
    permits = 0
    for step in service.steps:
        if service.combined_permit and step.kind == StepKind.ISSUE and len(step.items) >= 2:
            permits += 1 if any(issued[item] for item in step.items) else 0
            issued.update({item: set() for item in step.items})
    return permits + len(set().union(*issued.values()))
