"""现状与堵点: what a service is today, and what holds applicants up, told from the as-is alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.deliverables.deliverable import Column, Grid
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.certainty import marks
from optimizer.network.chain import Link, deciding_chain
from optimizer.redesign.plan import WaterfallRow
from optimizer.service.document import Document
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass, IssuerKind, Phase, PrecedenceKind, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import DAGGER, figure_label, figure_text, headline, number_text
from optimizer.wording.lengths import hours_text

_MOST_NAMED = 6


def items_grid(reform: Reform) -> Grid:
    """The items with department, limits, materials, steps and visits as they are."""
    said = words("deliverable_reform_plan", reform.language)
    columns = (
        Column(said("column_number"), 0.8),
        Column(said("column_item"), 4),
        Column(said("column_department"), 2.6),
        Column(said("column_statutory"), 2.2),
        Column(said("column_promised"), 2.2),
        Column(said("column_materials"), 1.3, figures=True),
        Column(said("column_steps"), 1.3, figures=True),
        Column(said("column_visits"), 1.3, figures=True),
    )
    facts = ItemFacts(reform.plan.before, reform.language, reform.plan)
    marked = {(one.subject, one.id, one.field) for one in marks(reform.plan.before)}
    rows = tuple(
        (
            str(number),
            reform.names(item.id),
            reform.names(item.department),
            facts.limit(item, "statutory"),
            facts.limit(item, "promised"),
            *_counts(reform, item, marked),
        )
        for number, item in enumerate(reform.plan.before.items, 1)
    )
    return Grid(columns, rows, said("caption_items"))


def _counts(reform: Reform, item: Item, marked: set[tuple[str, str, str]]) -> tuple[str, ...]:
    """Materials handed in, steps and visits of one item."""
    before = reform.plan.before
    needs = [one for one in before.requirements_of(item.id) if one.handed_in()]
    steps = [one for one in before.steps_of(item.id) if one.phase is not Phase.AFTER_CHECK]

    def marked_any(subject: str, ids: list[str], *fields: str) -> str:
        asked = {(subject, one, field) for one in ids for field in (*fields, "*")}
        return DAGGER if asked & marked else ""

    step_ids = [one.id for one in steps]
    return (
        f"{len(needs)}{marked_any('requirement', [one.id for one in needs], 'document', 'route')}",
        f"{len(steps)}{marked_any('step', step_ids, 'kind')}",
        f"{sum(one.visits or 0 for one in steps)}{marked_any('step', step_ids, 'visits')}",
    )


def figures_line(reform: Reform, metrics: tuple[str, ...]) -> str:
    """Figures before the reform in one text: ``申请材料 35、办理环节 10†``."""
    said = words("deliverable_reform_plan", reform.language)
    return said.listed(
        [
            said(
                "figure",
                name=figure_label(one.metric, reform.language),
                value=figure_text(one, "before", reform.language),
                mark=DAGGER if one.assumed else "",
            )
            for one in headline(reform.plan, metrics)
        ]
    )


def limits_without_shortening(reform: Reform) -> tuple[tuple[str, str], ...]:
    """The limit before and after when nothing is shortened and nothing done early."""
    (known,) = headline(reform.plan, ("promise",))
    language, mark = reform.language, DAGGER if known.assumed else ""
    return tuple(
        (
            number_text(one.before, language, at_least=known.before_at_least) + mark,
            number_text(one.after, language, at_least=known.after_at_least) + mark,
        )
        for one in reform.plan.without_shortening
        if one.metric == "promise"
    )


def counted_otherwise(reform: Reform, row: WaterfallRow) -> dict[str, str]:
    """What only the way of counting changes, ``before`` and ``after``, marked as in the tables."""
    mark, at_least = "", False
    for one in headline(reform.plan, (row.metric,)):
        mark, at_least = DAGGER if one.assumed else "", one.before_at_least
    ends = {"before": row.before, "after": row.after}
    return {
        end: number_text(value, reform.language, at_least=at_least) + mark
        for end, value in ends.items()
    }


@dataclass(frozen=True)
class Sticking:
    """What holds applicants up, as facts of the as-is.

    Attributes:
        chain: names of the steps that decide the limit, one after the other.
        chain_length: what they add up to, as it is told; marked where a length is assumed.
        repeated: documents handed in more than once, each with how many items ask for it.
        forms: application forms filled in.
        results: documents that one item issues and the applicant hands in for another, a name an
            entry; ``issued`` those that the government issues elsewhere.
        habits: waits between items that rest on no law.
    """

    chain: tuple[str, ...]
    chain_length: str
    repeated: tuple[tuple[str, int], ...]
    forms: int
    results: tuple[str, ...]
    issued: tuple[str, ...]
    habits: int


def sticking(reform: Reform) -> Sticking:
    """The facts, counted in the as-is of the plan's situation."""
    before, names = reform.plan.before, reform.names
    chain = deciding_chain(before)
    handed = [one for one in before.requirements if one.handed_in()]
    again: dict[str, list[Requirement]] = {}
    for need in handed:
        if need.route is Route.HAND_IN:
            again.setdefault(need.document, []).append(need)
    made = makers(before)
    results = [one for one in handed if made.get(one.document, one.item) != one.item]
    documents = {one.id: one for one in before.documents}
    forms = {n.document for n in handed if _is_form(documents[n.document])}
    return Sticking(
        chain=tuple(names(one.step) for one in chain if one.finish_hours > one.start_hours),
        chain_length=chain_length(before, chain, reform.language),
        repeated=tuple((names(one), len(held)) for one, held in again.items() if len(held) > 1),
        forms=len(forms),
        results=tuple(names(one.document) for one in results),
        issued=tuple(
            names(one.document)
            for one in handed
            if documents[one.document].issuer_kind is IssuerKind.GOVERNMENT and one not in results
        ),
        habits=sum(one.kind is PrecedenceKind.HABIT for one in before.precedences),
    )


def chain_length(service: Service, chain: Sequence[Link], language: Language) -> str:
    """How long the chain is; at least that where the length of any step is open."""
    if not chain:
        return ""
    on_it = {one.step for one in chain}
    told = hours_text(chain[-1].finish_hours, language)
    if any(one.length_hours() is None for one in service.steps):
        told = words("plan", language)("at_least", value=told)
    assumed = any(one.id in on_it and one.is_assumed("duration") for one in service.steps)
    return told + (DAGGER if assumed else "")


def _is_form(document: Document) -> bool:
    return document.document_class is DocumentClass.FORM


def sticking_points(reform: Reform) -> tuple[str, ...]:
    """What holds applicants up, as sentences, the most telling first."""
    said = words("deliverable_reform_plan", reform.language)
    found = sticking(reform)
    points = []
    if found.chain:
        steps = _named(reform, found.chain, " → ")
        points.append(said("point_chain", length=found.chain_length, steps=steps))
    if found.repeated:
        told = [said("times", document=name, count=count) for name, count in found.repeated]
        points.append(said("point_repeated", count=len(told), documents=_named(reform, told)))
    if found.forms > 1:
        points.append(said("point_forms", count=found.forms))
    for key, names in (("point_results", found.results), ("point_issued", found.issued)):
        if names:
            points.append(said(key, count=len(names), documents=_named(reform, names)))
    if found.habits:
        points.append(said("point_habits", count=found.habits))
    for one in headline(reform.plan, ("applications", "inspections", "visits")):
        if one.before is not None and one.before > 1:
            mark = DAGGER if one.assumed else ""
            points.append(said(f"point_{one.metric}", count=f"{one.before}{mark}"))
    return tuple(points)


def _named(reform: Reform, texts: Sequence[str], between: str = "") -> str:
    """The first of some texts, and how many there are when some are left out."""
    said = words("deliverable_reform_plan", reform.language)
    texts = list(dict.fromkeys(texts))
    first = texts[:_MOST_NAMED]
    told = between.join(first) if between else said.listed(first)
    return said("and_more", told=told, count=len(texts)) if len(texts) > len(first) else told
