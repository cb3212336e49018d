"""一次性告知单: one checklist a situation, to tick off and sign at the window."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.deliverables.common_blocks import DAGGER, assumed_warning
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.handed_in import Paper, PaperTexts, spared, to_bring
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.other_situations import OtherSituation, other_situations
from optimizer.deliverables.reform import Reform
from optimizer.redesign.metrics import Metrics
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.wording.figures import situation_text
from optimizer.wording.names import Names


@dataclass(frozen=True)
class _Sheet:
    """One situation.

    Attributes:
        title: the answers that make it.
        service: what holds in it; ``planned`` says whether the plan's measures are in it.
        metrics: its figures; ``None`` where its times are not computed.
    """

    title: str
    service: Service
    metrics: Metrics | None
    planned: bool = True


def notice(reform: Reform) -> Deliverable:
    """The notice: the situation of the plan first, then every other one on its own page."""
    said = words("deliverable_notice", reform.language)
    blocks: list[Block] = [
        *_head(reform),
        *_sheet(reform, _Sheet(_answers(reform), reform.plan.after, reform.plan.after_metrics)),
    ]
    for other in other_situations(reform):
        if not other.same:
            blocks += [PageBreak(), *_sheet(reform, _of_other(reform, other))]
    blocks.append(Paragraph(said("marks", dagger=DAGGER), Tone.NOTE))
    return deliverable(
        said("title", service=reform.title),
        blocks,
        origin=reform.origin,
        language=reform.language,
    )


def _head(reform: Reform) -> list[Block]:
    said = words("deliverable_notice", reform.language)
    return [
        Paragraph(said("draft"), Tone.NOTE),
        *assumed_warning(reform, ("materials", "promise", "visits")),
    ]


def _answers(reform: Reform) -> str:
    said, answers = words("deliverable_notice", reform.language), reform.plan.situation
    if not answers:
        return situation_text(answers, reform.language)
    return said("semicolon").join(said("answer", question=q, option=a) for q, a in answers)


def _of_other(reform: Reform, other: OtherSituation) -> _Sheet:
    said = words("deliverable_notice", reform.language)
    title = said("only_answer", question=other.question, option=other.option)
    if other.after is None:
        return _Sheet(title, other.before, None, planned=False)
    return _Sheet(title, other.after, other.metrics)


def _sheet(reform: Reform, sheet: _Sheet) -> list[Block]:
    said = words("deliverable_notice", reform.language)
    texts = PaperTexts(sheet.service, reform.language)
    brought = to_bring(sheet.service)
    found: list[Block] = [
        Heading(said("situation", answers=sheet.title)),
        Form(
            (
                FormField(said("applicant")),
                FormField(said("telephone")),
                FormField(said("case_number")),
                FormField(said("date")),
            )
        ),
        Heading(said("handled"), 2),
        Paragraph(Names(sheet.service, reform.language).listed(i.id for i in sheet.service.items)),
        *_papers(reform, texts, brought),
        *_spared(reform, texts, spared(sheet.service)),
        Heading(said("terms"), 2),
        _terms(reform, sheet),
        Heading(said("outcome"), 2),
        _outcome(reform),
    ]
    if not sheet.planned:
        found.insert(1, Paragraph(said("not_planned"), Tone.WARNING))
    return found


def _papers(reform: Reform, texts: PaperTexts, brought: tuple[Paper, ...]) -> list[Block]:
    """Boxes for what is handed in now, and for what may follow."""
    said = words("deliverable_notice", reform.language)
    now = tuple(texts.line(one) for one in brought if not one.later)
    later = tuple(
        said("later_line", line=texts.line(one), remark=texts.remark(one))
        for one in brought
        if one.later
    )
    found: list[Block] = [Heading(said("now"), 2)]
    found.append(Listing(now, boxes=True) if now else Paragraph(said("nothing_now")))
    if later:
        found += [Heading(said("later"), 2), Listing(later, boxes=True)]
    return found


def _spared(reform: Reform, texts: PaperTexts, free: tuple[Paper, ...]) -> list[Block]:
    said = words("deliverable_notice", reform.language)
    if not free:
        return []
    told = tuple(
        said("spared_line", paper=texts.name(one), instead=texts.instead(one)) for one in free
    )
    return [Heading(said("spared"), 2), Listing(told)]


def _terms(reform: Reform, sheet: _Sheet) -> Grid:
    said = words("deliverable_notice", reform.language)
    facts = ItemFacts(sheet.service, reform.language, reform.plan)
    visits = facts.visits(sheet.metrics) if sheet.metrics else said("not_computed")
    rows = (
        (said("promise"), facts.promise(sheet.metrics)),
        (said("visits"), visits),
        (said("fees"), facts.fees(sheet.service.items)),
        (said("contact"), said("to_fill")),
    )
    return Grid((Column(said("what"), 1.2), Column(said("how"), 4)), rows)


def _outcome(reform: Reform) -> Form:
    """What the window found and who signs; all points are told once (行政许可法 art. 32)."""
    said = words("deliverable_notice", reform.language)
    return Form(
        (
            FormField(
                said("finding"), options=(said("complete"), said("correct"), said("refused"))
            ),
            FormField(said("points"), lines=3, wide=True),
            FormField(said("deadline")),
            FormField(said("officer")),
            FormField(said("received")),
            FormField(said("signed_on")),
        ),
        said("outcome_caption"),
    )
