"""改革成效报告: what a district reaches, what it takes, when, and what is not known yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Heading,
    Listing,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.district_doing import (
    decision_blocks,
    road_blocks,
    source_blocks,
)
from optimizer.deliverables.district_duties import department_duties
from optimizer.deliverables.district_figures import (
    beside_blocks,
    figure_blocks,
    share_blocks,
    spared_blocks,
)
from optimizer.deliverables.district_tasks import duty_grid
from optimizer.evaluation.district.summary import Summary
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import district_name, money_text, point_text, proof_text
from optimizer.wording.levels import choice
from optimizer.wording.refused import refused_texts
from optimizer.wording.times import date_text


def district_report(
    summary: Summary, origin: str, date: datetime.date, language: Language
) -> Deliverable:
    """The report of a district; of a generated one title and opening say that it is not real.

    Args:
        summary: of the district.
        origin: lines that say what it was computed from.
        date: of the report.
        language: of everything that is not the planner's own text.
    """
    said = words("deliverable_district", language)
    blocks: list[Block] = [Paragraph(date_text(date, language), Tone.SUBTITLE)]
    if summary.plan.district.generated:
        blocks.append(Paragraph(said("generated_warning"), Tone.WARNING))
    duties = department_duties(summary, date, language)
    sections: tuple[tuple[str, Iterator[Block]], ...] = (
        ("overview", _overview(summary, language)),
        ("figures", figure_blocks(summary, language)),
        ("shares", share_blocks(summary, language)),
        ("spared", spared_blocks(summary, language)),
        ("sources", source_blocks(summary, language)),
        ("decisions", decision_blocks(summary, language)),
        ("road", road_blocks(summary, language)),
        ("duties", iter((duty_grid(duties, language), Paragraph(said("duties_note"), Tone.NOTE)))),
        ("beside", beside_blocks(summary, language)),
        ("open", _open(summary, language)),
    )
    for key, found in sections:
        blocks.append(Heading(said(f"section_{key}")))
        blocks.extend(found)
    return deliverable(
        said("title", district=district_name(summary.plan.district, language)),
        blocks,
        origin=origin,
        language=language,
    )


def _overview(summary: Summary, language: Language) -> Iterator[Block]:
    said = words("deliverable_district", language)
    items = summary.figures.once.items
    categories = [
        said("category", name=choice(one.category, language), count=len(one.keys))
        for one in summary.categories
    ]
    yield Paragraph(
        said(
            "overview",
            district=district_name(summary.plan.district, language),
            services=len(summary.rows),
            categories=said.listed(categories),
            items=sum(len(row.plan.before.items) for row in summary.rows),
            once=len(items),
            departments=len(summary.departments),
            measures=sum(len(row.plan.outcome.measures) for row in summary.rows),
        )
    )
    outcome = summary.plan.outcome
    yield Paragraph(
        said(
            "decided",
            effort=outcome.effort,
            sources=len(summary.connected),
            approvals=len(summary.approved),
            proof=proof_text(summary.plan, language),
        )
    )
    yield Paragraph(point_text(language), Tone.NOTE)
    yield Paragraph(money_text(summary.money, language, summary.plan.request.max_cost_yuan))
    for text in refused_texts(summary.plan, language):
        yield Paragraph(text)
    checked = sum(row.plan.verified for row in summary.rows)
    yield Paragraph(said("checked", checked=checked, services=len(summary.rows)))


def _open(summary: Summary, language: Language) -> Iterator[Block]:
    """What was left out, and what has to be verified before anything is reported."""
    said = words("deliverable_district", language)
    told = [
        said(
            "failed",
            name=summary.name(one.service),
            reason=one.message_zh if language == "zh" else one.message_en,
        )
        for one in summary.plan.failed
    ]
    by_name = sum(len(one.services) > 1 and not one.by_code for one in summary.figures.once.items)
    counts = (
        ("open_cases", len(summary.spared.without_cases)),
        ("open_same", by_name),
        ("open_sign_offs", sum(len(row.plan.sign_offs) for row in summary.rows)),
        ("open_unverified", sum(not row.plan.verified for row in summary.rows)),
    )
    told.extend(said(key, count=count) for key, count in counts if count)
    if any(one.all.assumed for one in summary.figures.figures):
        told.append(said("open_assumed"))
    yield Listing(tuple(told), ordered=True) if told else Paragraph(said("open_none"))
