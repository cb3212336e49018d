"""改革方案: the paper that asks for a reform to be adopted, laid out like an official paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.deliverables.common_blocks import (
    assumed_warning,
    figures_grid,
    process_picture,
    rule_note,
)
from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Heading,
    Listing,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.measure_heads import heads
from optimizer.deliverables.plan_tasks import plan_tasks
from optimizer.deliverables.present_state import (
    chain_length,
    counted_otherwise,
    figures_line,
    items_grid,
    limits_without_shortening,
    sticking_points,
)
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.risks import risks
from optimizer.deliverables.tasks import deadline_notes, summary_grid
from optimizer.deliverables.titles import one_thing, other_situations, plan_lines
from optimizer.network.chain import deciding_chain
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.finding import Severity
from optimizer.service.findings import findings
from optimizer.wording.catalogue import words
from optimizer.wording.figures import HEADLINE, figure_label
from optimizer.wording.sentences import Sentences
from optimizer.wording.times import date_text

_FIGURES = (*HEADLINE, "applications", "departments", "inspections")
_ANNEXES = ("tasks", "element_changes", "consultation", "guide", "statistics")


def reform_plan(reform: Reform) -> Deliverable:
    """The reform plan, from where things stand to who does what."""
    said = words("deliverable_reform_plan", reform.language)
    blocks: list[Block] = [
        *plan_lines(reform),
        Paragraph(said("opening", region=reform.service.region or said("here"))),
    ]
    sections = (
        ("present", _present(reform)),
        ("targets", _targets(reform)),
        ("measures", _measures(reform)),
        ("flow", _flow(reform)),
        ("risks", risks(reform)),
        ("tasks", _tasks(reform)),
        ("safeguards", _safeguards(reform)),
    )
    for key, found in sections:
        blocks.append(Heading(said(f"section_{key}")))
        blocks.extend(found)
    blocks.extend(_end(reform))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
    )


def _present(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    yield Heading(said("facts"), level=2)
    yield Paragraph(said("present_text", **_scope(reform)))
    yield items_grid(reform)
    yield Paragraph(said("items_note"), Tone.NOTE)
    elsewhere = other_situations(reform)
    if elsewhere:
        yield Paragraph(said("items_elsewhere", items=elsewhere), Tone.NOTE)
    yield Heading(said("points"), level=2)
    points = sticking_points(reform)
    if points:
        yield Listing(points, ordered=True)
    else:
        yield Paragraph(said("points_none"))
    open_findings = [one for one in findings(reform.service) if one.severity is not Severity.NOTE]
    if open_findings:
        yield Paragraph(said("findings_open", count=len(open_findings)), Tone.WARNING)


def _scope(reform: Reform) -> dict[str, object]:
    """How large the service is, and where the as-is comes from."""
    said = words("deliverable_reform_plan", reform.language)
    missing = words("deliverables", reform.language)("to_verify")
    service, before = reform.service, reform.plan.before
    baseline = service.baseline
    cases = missing if service.yearly_cases is None else said("cases", count=service.yearly_cases)
    lead = reform.names(service.lead_department) if service.lead_department else missing
    return {
        "service": one_thing(reform),
        "items": len(before.items),
        "departments": len({one.department for one in before.items}),
        "lead": lead,
        "cases": cases,
        "figures": figures_line(reform, HEADLINE),
        "baseline": baseline.date if baseline else missing,
        "source": (baseline.source if baseline else "") or missing,
    }


def _targets(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    count = len(reform.plan.outcome.measures)
    yield Paragraph(said("targets_text", count=count) if count else said("targets_none"))
    yield figures_grid(reform, _FIGURES)
    yield rule_note(reform)
    yield from assumed_warning(reform, _FIGURES)
    yield Listing(tuple(_proof(reform)))


def _proof(reform: Reform) -> Iterator[str]:
    """What the figures owe to the way of counting, and how sure they are."""
    said = words("deliverable_reform_plan", reform.language)
    plan = reform.plan
    for row in plan.waterfall:
        if row.family == "counting_basis" and row.before != row.after:
            yield said(
                "counting_basis",
                metric=figure_label(row.metric, reform.language),
                **counted_otherwise(reform, row),
            )
    for before, after in limits_without_shortening(reform):
        yield said("without_shortening", before=before, after=after)
    for line in Sentences(plan.before, reform.language).status(plan):
        yield said("sentence", text=line)
    yield said("verified" if plan.verified else "not_verified")


def _measures(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    yield Paragraph(said("measures_text"))
    yield from heads(reform)
    if reform.plan.outcome.measures:
        yield Paragraph(said("effects_note"), Tone.NOTE)


def _flow(reform: Reform) -> Iterator[Block]:
    """The process before and after: what was merged, side by side or shorter, and what decides."""
    said = words("deliverable_reform_plan", reform.language)
    kinds = Counter(one.kind for one in reform.plan.outcome.measures)
    counts = (
        ("merged", kinds[MeasureKind.MERGE]),
        ("parallel", kinds[MeasureKind.PARALLEL]),
        ("shortened", kinds[MeasureKind.SHORTEN] + kinds[MeasureKind.INSTANT]),
    )
    told = said.listed([said(f"flow_{key}", count=count) for key, count in counts if count])
    steps = (len(reform.plan.before.steps), len(reform.plan.after.steps))
    changes = said("flow_changes", changes=told) if told else said("flow_unchanged")
    yield Paragraph(said("flow_text", before=steps[0], after=steps[1], changes=changes))
    if kinds[MeasureKind.MERGE]:
        yield Paragraph(said("flow_opinions"))
    chain = deciding_chain(reform.plan.after)
    if chain:
        links = [one for one in chain if one.finish_hours > one.start_hours]
        path = " → ".join(reform.names_after(one.step) for one in links)
        length = chain_length(reform.plan.after, chain, reform.language)
        yield Paragraph(said("flow_chain", length=length, steps=path))
    yield process_picture(reform, "before")
    yield process_picture(reform, "after")


def _tasks(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    found = plan_tasks(reform)
    if not found:
        yield Paragraph(said("tasks_none"))
        return
    yield Paragraph(said("tasks_text", date=date_text(reform.date, reform.language)))
    yield summary_grid(reform, found)
    yield from deadline_notes(reform, found)


def _safeguards(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    for key in ("lead", "system", "people", "supervision", "review"):
        yield Heading(said(f"safeguard_{key}"), level=2)
        yield Paragraph(said(f"safeguard_{key}_text"))


def _end(reform: Reform) -> Iterator[Block]:
    said = words("deliverable_reform_plan", reform.language)
    yield Paragraph(said("annexes"))
    yield Listing(tuple(said(f"annex_{key}") for key in _ANNEXES), ordered=True)
    issuer = words("deliverables", reform.language)("to_fill", what=said("issuer"))
    yield Paragraph(f"{issuer}\n{date_text(reform.date, reform.language)}", Tone.CLOSING)
