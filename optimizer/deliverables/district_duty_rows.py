"""Rows of the task table of a department: one a service, its tasks as short numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.deliverables.district_duties import Chore, DepartmentDuties, Duty
from optimizer.evaluation.district.roadmap import Period
from optimizer.evaluation.district.summary import Summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.redesign.measure import Measure
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import work_text
from optimizer.wording.levels import level
from optimizer.wording.measure_lines import MeasureLine, measure_lines


@dataclass(frozen=True)
class DutyRow:
    """What a department does for the same services by the same day.

    Attributes:
        services: keys of the services; those that wait for it where it is done once.
        lines: one a kind of measure, or a source or an approval; without measures where it is one.
        others: names of the departments it is done with; of what is supported, who leads.
        period: at whose end it is due; ``None`` where that is not settled.
    """

    services: tuple[str, ...]
    lines: tuple[MeasureLine, ...]
    others: tuple[str, ...]
    period: Period | None


def led_rows(summary: Summary, one: DepartmentDuties, language: Language) -> tuple[DutyRow, ...]:
    """What a department leads or does by itself, in the order of periods."""
    shared: dict[tuple[Period | None, tuple[str, ...]], list[MeasureLine]] = {}
    for duty in one.duties:
        if duty.kind is not WorkKind.GO_LIVE:
            where = (duty.period, _served(summary, duty))
            shared.setdefault(where, []).append(
                MeasureLine((), duty_text(summary, duty, language), duty.basis)
            )
    rows = [
        DutyRow(services, tuple(lines), (), period) for (period, services), lines in shared.items()
    ]
    for duty in _by_service(one.duties):
        if duty.leads:
            lines = _lines(summary, duty.key, duty.led, language)
            others = dict.fromkeys(each for chore in duty.leads for each in chore.supporting)
            rows.append(DutyRow((duty.key,), lines, tuple(others), duty.period))
    return tuple(sorted(rows, key=_when))


def supported_rows(
    summary: Summary, one: DepartmentDuties, language: Language
) -> tuple[DutyRow, ...]:
    """What a department helps others with, a row a service and a department that leads."""
    rows = []
    for duty in _by_service(one.duties):
        by_lead: dict[str, list[Chore]] = {}
        for chore in duty.supports:
            by_lead.setdefault(chore.lead, []).append(chore)
        for lead, chores in by_lead.items():
            measures = [each for chore in chores for each in chore.measures]
            lines = _lines(summary, duty.key, measures, language)
            rows.append(DutyRow((duty.key,), lines, (lead,), duty.period))
    return tuple(rows)


def duty_text(summary: Summary, duty: Duty, language: Language) -> str:
    """What a duty is about; of an approval, whom it has to be asked from."""
    said = words("deliverable_district", language)
    name = work_text(summary, duty.kind, duty.key, language)
    if duty.kind is not WorkKind.APPROVE:
        return said(f"work_{duty.kind.value}", name=name)
    authority = next(one.authority for one in summary.approved if one.key == duty.key)
    return said("work_approve", name=name, who=level(authority, language))


def _by_service(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties for services, each service once also where it knows a department twice."""
    found: dict[str, Duty] = {}
    for one in duties:
        if one.kind is not WorkKind.GO_LIVE:
            continue
        if one.key in found:
            first = found[one.key]
            leads, supports = first.leads + one.leads, first.supports + one.supports
            one = Duty(one.kind, one.key, leads, supports, one.period)  # noqa: PLW2901
        found[one.key] = one
    return tuple(found.values())


def _served(summary: Summary, duty: Duty) -> tuple[str, ...]:
    """The services that wait for a source or an approval."""
    held = summary.connected if duty.kind is WorkKind.CONNECT else summary.approved
    return tuple(summary.served(next(each for each in held if each.key == duty.key)))


def _lines(
    summary: Summary, key: str, measures: Sequence[Measure], language: Language
) -> tuple[MeasureLine, ...]:
    row = next(each for each in summary.rows if each.key == key)
    return measure_lines(row.plan.before, measures, language)


def _when(row: DutyRow) -> tuple[bool, int]:
    return (row.period is None, 0 if row.period is None else row.period.number)
