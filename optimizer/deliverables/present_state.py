"""现状与堵点: what a service is today, and what holds applicants up, told from the as-is alone."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.deliverables.common_blocks import DAGGER
from optimizer.deliverables.deliverable import Column, Grid
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.certainty import marks
from optimizer.network.chain import deciding_chain
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass, IssuerKind, Phase, PrecedenceKind, Route
from optimizer.service.ordering import makers
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words
from optimizer.wording.figures import figure_label, figure_text, headline
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


def sticking_points(reform: Reform) -> tuple[str, ...]:
    """What holds applicants up, as sentences, the most telling first."""
    return (*_chain(reform), *_papers(reform), *_ways(reform))


def _chain(reform: Reform) -> Iterator[str]:
    """The steps that decide the limit, one after the other."""
    said = words("deliverable_reform_plan", reform.language)
    chain = deciding_chain(reform.plan.before)
    if not chain:
        return
    links = [one for one in chain if one.finish_hours > one.start_hours]
    yield said(
        "point_chain",
        length=hours_text(chain[-1].finish_hours, reform.language),
        steps=_named(reform, [reform.names(one.step) for one in links], " → "),
    )


def _papers(reform: Reform) -> Iterator[str]:
    """Papers asked for again and again, or asked for though the government has them."""
    said = words("deliverable_reform_plan", reform.language)
    before = reform.plan.before
    handed = [one for one in before.requirements if one.handed_in()]
    again: dict[str, list[Requirement]] = {}
    for need in handed:
        if need.route is Route.HAND_IN:
            again.setdefault(need.document, []).append(need)
    repeated = [
        said("times", document=reform.names(name), count=len(held))
        for name, held in again.items()
        if len(held) > 1
    ]
    if repeated:
        told = _named(reform, repeated)
        yield said("point_repeated", count=len(repeated), documents=told)
    forms = {n.document for n in handed} & {
        one.id for one in before.documents if one.document_class is DocumentClass.FORM
    }
    if len(forms) > 1:
        yield said("point_forms", count=len(forms))
    made = makers(before)
    results = [one for one in handed if made.get(one.document, one.item) != one.item]
    if results:
        told = _named(reform, [reform.names(one.document) for one in results])
        yield said("point_results", count=len(results), documents=told)
    issued = [
        one
        for one in handed
        if before.document(one.document).issuer_kind is IssuerKind.GOVERNMENT and one not in results
    ]
    if issued:
        told = _named(reform, [reform.names(one.document) for one in issued])
        yield said("point_issued", count=len(issued), documents=told)


def _ways(reform: Reform) -> Iterator[str]:
    """Waits without basis, inspections and visits."""
    said = words("deliverable_reform_plan", reform.language)
    plan = reform.plan
    habits = [one for one in plan.before.precedences if one.kind is PrecedenceKind.HABIT]
    if habits:
        yield said("point_habits", count=len(habits))
    for one in headline(plan, ("applications", "inspections", "visits")):
        if one.before is not None and one.before > 1:
            mark = DAGGER if one.assumed else ""
            yield said(f"point_{one.metric}", count=f"{one.before}{mark}")


def _named(reform: Reform, texts: list[str], between: str = "") -> str:
    """The first of some texts, and how many there are when some are left out."""
    said = words("deliverable_reform_plan", reform.language)
    texts = list(dict.fromkeys(texts))
    first = texts[:_MOST_NAMED]
    told = between.join(first) if between else said.listed(first)
    return said("and_more", told=told, count=len(texts)) if len(texts) > len(first) else told
