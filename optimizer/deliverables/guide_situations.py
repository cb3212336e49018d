"""The other situations (办理情形) in the guide: what is different there, row by row."""

from __future__ import annotations

from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Paragraph, Tone
from optimizer.deliverables.handed_in import PaperTexts, to_bring
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.other_situations import OtherSituation, other_situations
from optimizer.deliverables.reform import Reform
from optimizer.service.service import Service
from optimizer.wording.catalogue import words
from optimizer.wording.names import Names


def situation_blocks(reform: Reform) -> list[Block]:
    """What changes when one question is answered differently; nothing without questions."""
    others = other_situations(reform)
    if not others:
        return []
    said = words("deliverable_guide", reform.language)
    columns = (
        Column(said("situation"), 2),
        Column(said("items_differ"), 2.6),
        Column(said("materials_differ"), 4),
        Column(said("promise"), 1.6),
    )
    rows = tuple(_row(reform, one) for one in others)
    found: list[Block] = [
        Heading(said("others")),
        Paragraph(said("others_intro")),
        Grid(columns, rows),
    ]
    if any(one.metrics is None for one in others):
        found.append(Paragraph(said("others_not_computed"), Tone.NOTE))
    return found


def _row(reform: Reform, other: OtherSituation) -> tuple[str, str, str, str]:
    said = words("deliverable_guide", reform.language)
    asked = said("answer", question=other.question, option=other.option)
    facts = ItemFacts(reform.plan.after, reform.language, reform.plan)
    promise = facts.promise(other.metrics)
    if other.same:
        return (asked, said("as_above"), said("as_above"), promise)
    if other.after is None:
        return (asked, _items(reform, other.before), said("papers_not_computed"), promise)
    return (asked, _items(reform, other.after), _papers(reform, other.after), promise)


def _items(reform: Reform, there: Service) -> str:
    """Items more and less than in the situation of the plan."""
    here, names = reform.plan.after, Names(there, reform.language)
    mine, theirs = {one.id for one in here.items}, {one.id for one in there.items}
    more = [names(one.id) for one in there.items if one.id not in mine]
    less = [reform.names_after(one.id) for one in here.items if one.id not in theirs]
    return _told(reform, more, less)


def _papers(reform: Reform, there: Service) -> str:
    """Papers to bring more and less than in the situation of the plan."""
    here, language = reform.plan.after, reform.language
    before, other = to_bring(here), to_bring(there)
    mine, theirs = {one.document.id for one in before}, {one.document.id for one in other}
    texts, here_names = PaperTexts(there, language), PaperTexts(here, language)
    more = [texts.line(one) for one in other if one.document.id not in mine]
    less = [here_names.name(one) for one in before if one.document.id not in theirs]
    return _told(reform, more, less)


def _told(reform: Reform, more: list[str], less: list[str]) -> str:
    said = words("deliverable_guide", reform.language)
    lines = [
        said(key, things=said.listed(things))
        for key, things in (("more", more), ("less", less))
        if things
    ]
    return "\n".join(lines) or said("as_above")
