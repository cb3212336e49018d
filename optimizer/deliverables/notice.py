"""一次性告知单: one checklist a situation, to tick off and sign at the window."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.deliverables.common_blocks import assumed_warning
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.handed_in import Paper, PaperTexts, spared, to_bring
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.other_situations import OtherSituation, other_situations
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing
from optimizer.redesign.metrics import Metrics
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.names import Names

_BOX = "□"


@dataclass(frozen=True)
class _Sheet:
    """One situation.

    Attributes:
        title: what sets it apart.
        answers: to every question; empty where the title says all.
        service: what holds in it; ``planned`` says whether the plan's measures are in it.
        metrics: its figures; ``None`` where its times are not computed.
    """

    title: str
    service: Service
    metrics: Metrics | None
    answers: str = ""
    planned: bool = True


def notice(reform: Reform) -> Deliverable:
    """The notice: the situation of the plan first, then every other one on its own page."""
    said = words("deliverable_notice", reform.language)
    blocks: list[Block] = [
        *_head(reform),
        *_sheet(reform, _of_plan(reform)),
    ]
    for other in other_situations(reform):
        if not other.same:
            blocks += [PageBreak(), *_sheet(reform, _of_other(reform, other))]
    blocks.append(Paragraph(said("marks", dagger=DAGGER), Tone.NOTE))
    return deliverable(
        said("title", service=one_thing(reform)),
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


def _of_plan(reform: Reform) -> _Sheet:
    """The situation the plan was computed for."""
    said, answers = words("deliverable_notice", reform.language), reform.plan.situation
    told = said("semicolon").join(said("answer", question=q, option=a) for q, a in answers)
    title = said("computed") if answers else said("only")
    return _Sheet(title, reform.plan.after, reform.plan.after_metrics, told)


def _of_other(reform: Reform, other: OtherSituation) -> _Sheet:
    said = words("deliverable_notice", reform.language)
    title = said("only_answer", question=other.question, option=other.option)
    if other.after is None:
        return _Sheet(title, other.before, None, planned=False)
    return _Sheet(title, other.after, other.metrics)


def _sheet(reform: Reform, sheet: _Sheet) -> list[Block]:
    """One situation, laid out so that an ordinary one fits on a page."""
    said = words("deliverable_notice", reform.language)
    texts = PaperTexts(sheet.service, reform.language)
    found: list[Block] = [
        Heading(sheet.title),
        *_doubt(reform, sheet),
        _case(reform, sheet),
        *_papers(reform, texts, to_bring(sheet.service)),
    ]
    free = spared(sheet.service)
    if free:
        names = said.listed([texts.name(one) for one in free])
        found.append(Paragraph(said("spared", papers=names), Tone.NOTE))
    return [*found, _terms(reform, sheet), _outcome(reform)]


def _doubt(reform: Reform, sheet: _Sheet) -> list[Block]:
    """How far the plan speaks for a situation it was not computed for."""
    said = words("deliverable_notice", reform.language)
    if not sheet.planned:
        return [Paragraph(said("not_planned"), Tone.WARNING)]
    if sheet.service is reform.plan.after:
        return []
    return [Paragraph(said("carried_over"), Tone.NOTE)]


def _case(reform: Reform, sheet: _Sheet) -> Form:
    said = words("deliverable_notice", reform.language)
    names = Names(sheet.service, reform.language)
    items = names.listed(one.id for one in sheet.service.items)
    answers = (FormField(said("situation"), sheet.answers, wide=True),) if sheet.answers else ()
    return Form(
        (
            FormField(said("applicant")),
            FormField(said("telephone")),
            FormField(said("case_number")),
            FormField(said("date")),
            *answers,
            FormField(said("handled"), items, wide=True),
        )
    )


def _papers(reform: Reform, texts: PaperTexts, brought: tuple[Paper, ...]) -> list[Block]:
    """Boxes to tick for what is handed in now, and for what may follow."""
    said = words("deliverable_notice", reform.language)
    now = [one for one in brought if not one.later]
    later = [one for one in brought if one.later]
    found: list[Block] = []
    if now:
        found.append(_checklist(reform, texts, now, said("now")))
    else:
        asked = bool(reform.plan.before.requirements)
        found.append(Paragraph(said("nothing_now" if asked else "papers_open")))
    if later:
        found.append(_checklist(reform, texts, later, said("later")))
    return found


def _checklist(reform: Reform, texts: PaperTexts, papers: list[Paper], caption: str) -> Grid:
    said = words("deliverable_notice", reform.language)
    columns = (
        Column(said("tick"), 0.7),
        Column(said("paper"), 4),
        Column(said("copies"), 2),
        Column(said("remark"), 2.4),
    )
    rows = tuple((_BOX, texts.name(one), texts.copies(one), texts.remark(one)) for one in papers)
    return Grid(columns, rows, caption)


def _terms(reform: Reform, sheet: _Sheet) -> Form:
    said = words("deliverable_notice", reform.language)
    facts = ItemFacts(sheet.service, reform.language, reform.plan)
    visits = facts.visits(sheet.metrics) if sheet.metrics else said("not_computed")
    return Form(
        (
            FormField(said("promise"), facts.promise(sheet.metrics)),
            FormField(said("visits"), visits),
            FormField(said("fees"), facts.fees(sheet.service.items), wide=True),
            FormField(said("contact"), said("to_fill"), wide=True),
        ),
        said("terms"),
    )


def _outcome(reform: Reform) -> Form:
    """What the window found and who signs; all points are told once (行政许可法 art. 32)."""
    said = words("deliverable_notice", reform.language)
    options = (said("complete"), said("correct"), said("refused"))
    return Form(
        (
            FormField(said("told"), said("told_once"), wide=True),
            FormField(said("finding"), options=options, wide=True),
            FormField(said("points"), lines=2, wide=True),
            FormField(said("deadline")),
            FormField(said("officer")),
            FormField(said("received")),
            FormField(said("signed_on")),
        ),
        said("outcome"),
    )
