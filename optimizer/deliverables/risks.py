"""合规与风险: confirmations, decisions of higher levels, checks afterwards, doubts."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.deliverables.common_blocks import assumed_warning
from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Listing, Paragraph
from optimizer.deliverables.reform import Reform
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Violation
from optimizer.service.kinds import Authority, Route
from optimizer.wording.catalogue import words
from optimizer.wording.cautions import assumption_text, violation_text, warning_text
from optimizer.wording.measures import MeasureRow, measure_rows
from optimizer.wording.sentences import Sentences


def above_district(row: MeasureRow) -> bool:
    """Whether the district cannot decide a measure by itself."""
    return row.measures[0].terms.authority > Authority.LEADING_GROUP


def risks(reform: Reform) -> tuple[Block, ...]:
    """Everything that has to be settled or watched; a sentence where there is nothing."""
    said = words("deliverable_reform_plan", reform.language)
    rows = measure_rows(reform.plan, reform.language)
    parts = (
        ("signing", _sign_offs(reform)),
        ("above", _above(reform, [row for row in rows if above_district(row)])),
        ("checking", _after_checks(reform, rows)),
        ("lawful", _law(reform)),
        ("honest", _warnings(reform)),
    )
    blocks: list[Block] = []
    for key, found in parts:
        blocks.append(Heading(said(f"risk_{key}"), level=2))
        blocks.extend(found or (Paragraph(said(f"risk_{key}_none")),))
    return tuple(blocks)


def sign_off_texts(reform: Reform) -> tuple[str, ...]:
    """Who has to confirm what in writing (书面确认)."""
    return _violations(reform, reform.plan.sign_offs)


def _violations(reform: Reform, found: Sequence[Violation]) -> tuple[str, ...]:
    sentences = Sentences(reform.plan.before, reform.language)
    measures = {one.id: sentences.measure(one) for one in reform.plan.outcome.measures}
    return tuple(
        violation_text(one, reform.names_after, reform.language, measures) for one in found
    )


def _sign_offs(reform: Reform) -> tuple[Block, ...]:
    said = words("deliverable_reform_plan", reform.language)
    texts = sign_off_texts(reform)
    return (Paragraph(said("risk_signing_text")), Listing(texts, ordered=True)) if texts else ()


def _above(reform: Reform, rows: list[MeasureRow]) -> tuple[Block, ...]:
    said = words("deliverable_reform_plan", reform.language)
    if not rows:
        return ()
    columns = (
        Column(said("column_measure_number"), 1),
        Column(said("column_measure"), 6),
        Column(said("column_who"), 2),
        Column(said("column_basis"), 4),
    )
    missing = words("deliverables", reform.language)("to_supply")
    cells = tuple((str(row.number), row.text, row.who, row.basis or missing) for row in rows)
    return (Paragraph(said("risk_above_text", count=len(rows))), Grid(columns, cells))


def _after_checks(reform: Reform, rows: Sequence[MeasureRow]) -> tuple[Block, ...]:
    """Commitments and deferred papers: what has to be checked after the decision."""
    said = words("deliverable_reform_plan", reform.language)
    committed = [row for row in rows if _commits(row)]
    deferred = [row for row in rows if row.measures[0].kind is MeasureKind.DEFER]
    blocks: list[Block] = []
    for key, found in (("committed", committed), ("deferred", deferred)):
        if found:
            told = tuple(said("numbered", number=row.number, text=row.text) for row in found)
            blocks.extend((Paragraph(said(f"risk_{key}")), Listing(told)))
    return tuple(blocks)


def _commits(row: MeasureRow) -> bool:
    first = row.measures[0]
    return first.kind is MeasureKind.COMMIT or first.value == Route.COMMITMENT.value


def _law(reform: Reform) -> tuple[Block, ...]:
    """Findings of our own check (合规自查): settled by the plan, and left."""
    said = words("deliverable_reform_plan", reform.language)
    plan = reform.plan
    left = [one for one in plan.violations_after if one not in plan.sign_offs]
    now, then = len(plan.violations_before), len(plan.violations_after)
    if not now and not then:
        return ()
    blocks: list[Block] = [Paragraph(said("risk_lawful_text", before=now, after=then))]
    if left:
        blocks.append(Paragraph(said("risk_lawful_left")))
        blocks.append(Listing(_violations(reform, left), ordered=True))
    return tuple(blocks)


def _warnings(reform: Reform) -> tuple[Block, ...]:
    """Hollow gains (数据真实性提示) and figures that rest on assumed values."""
    texts = tuple(
        warning_text(code, subject, reform.names_after, reform.language)
        for code, subject in reform.plan.warnings
    )
    listed: tuple[Block, ...] = (Listing(texts, ordered=True),) if texts else ()
    return (*listed, *assumed_warning(reform), *_sensitivity(reform))


def _sensitivity(reform: Reform) -> tuple[Block, ...]:
    """How many measures survive when assumed values are halved or doubled."""
    said = words("deliverable_reform_plan", reform.language)
    count = len(reform.plan.outcome.measures)
    told = tuple(
        said(
            "survive",
            assumption=assumption_text(name, reform.language),
            left=len(left),
            count=count,
        )
        for name, left in reform.plan.sensitivity
    )
    return (Paragraph(said("sensitivity")), Listing(told)) if told else ()
