"""改革举措 under the five heads: what is done, who decides, what follows for papers and limits."""

from __future__ import annotations

from collections import Counter

from optimizer.deliverables.deliverable import Block, Column, Grid, Heading, Listing, Paragraph
from optimizer.deliverables.item_facts import ItemFacts
from optimizer.deliverables.reform import Reform
from optimizer.levers.five_ones import FiveOnes, head_of
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice
from optimizer.wording.measures import MeasureRow, measure_rows, number_text, row_effect_text
from optimizer.wording.reasons import Reasons

# Assumed values that an effect rests on; the others only price a measure.
_OF_EFFECT = frozenset({"floor", "coordination_hours"})


def heads(reform: Reform) -> tuple[Block, ...]:
    """The five heads in their official order, each with its measures."""
    said = words("deliverable_reform_plan", reform.language)
    rows = measure_rows(reform.plan, reform.language)
    blocks: list[Block] = []
    for head in FiveOnes:
        own = [row for row in rows if head_of(row.measures[0]) is head]
        blocks.append(Heading(said(f"head_{head.value}"), level=2))
        if own:
            blocks.append(Paragraph(_summary(reform, own)))
            blocks.append(measures_grid(reform, own))
        else:
            blocks.append(Paragraph(said(f"none_{head.value}")))
        blocks.extend(_details(reform, head))
    return tuple(blocks)


def _summary(reform: Reform, rows: list[MeasureRow]) -> str:
    """How many measures there are, and by which levers."""
    said = words("deliverable_reform_plan", reform.language)
    counts = Counter(row.lever for row in rows for _ in row.measures)
    levers = said.listed([said("lever", lever=key, count=n) for key, n in counts.items()])
    return said("head_summary", count=counts.total(), levers=levers)


def measures_grid(reform: Reform, rows: list[MeasureRow]) -> Grid:
    """Measures with effect, who decides, basis and precondition."""
    said = words("deliverable_reform_plan", reform.language)
    columns = (
        Column(said("column_measure_number"), 1.5),
        Column(said("column_measure"), 4.6),
        Column(said("column_effect"), 2.3),
        Column(said("column_who"), 1.6),
        Column(said("column_basis"), 2.6),
        Column(said("column_precondition"), 2.2),
    )
    return Grid(
        columns,
        tuple(
            (
                number_text(row, reform.language),
                row.text,
                row_effect_text(row, reform.language) + effect_mark(row),
                row.who,
                row.basis or words("deliverables", reform.language)("to_supply"),
                # A source that is connected is what this measure brings about.
                ("" if row.measures[0].kind is MeasureKind.CONNECT else row.precondition) or "—",
            )
            for row in rows
        ),
    )


def effect_mark(row: MeasureRow) -> str:
    """A dagger where the effect of a row rests on values that nobody read in a source."""
    assumed = {mark for one in row.measures for mark in one.terms.assumed}
    return DAGGER if assumed & _OF_EFFECT else ""


def _details(reform: Reform, head: FiveOnes) -> tuple[Block, ...]:
    if head is FiveOnes.TOLD_ONCE:
        return _questions(reform)
    if head is FiveOnes.ONE_SET:
        return _materials(reform)
    if head is FiveOnes.ONE_NET:
        return _limits(reform)
    return ()


def _questions(reform: Reform) -> tuple[Block, ...]:
    """The questions that decide what applies."""
    said = words("deliverable_reform_plan", reform.language)
    if not reform.service.situations:
        return ()
    told = tuple(
        said("question", question=one.id, options=said("or").join(o.id for o in one.options))
        for one in reform.service.situations
    )
    guided = any(one.kind is MeasureKind.GUIDE for one in reform.plan.outcome.measures)
    opening = said("questions_guided" if guided else "questions")
    return (Paragraph(opening), Listing(told, ordered=True))


def _materials(reform: Reform) -> tuple[Block, ...]:
    """Every paper before and after, with what makes the difference."""
    said = words("deliverable_reform_plan", reform.language)
    before = {need.id: need for need in reform.plan.before.requirements}
    groups: dict[tuple[str, str, str], list[Requirement]] = {}
    for need in reform.plan.after.requirements:
        old = before.get(need.id)
        way = said("not_asked") if old is None else choice(old.route, reform.language)
        key = (need.original or need.document, way, _new_way(reform, need))
        groups.setdefault(key, []).append(need)
    if not groups:
        return ()
    reasons = Reasons(reform.plan, reform.language)
    rows = []
    for number, ((document, old_way, new_way), held) in enumerate(groups.items(), 1):
        things = [("requirement", one.id) for one in held]
        things.extend(("item", one.item) for one in held if one.id not in before)
        reason = reasons.of(*things, ("document", document)).text
        known = reform.names if reform.names.knows(document) else reform.names_after
        items = reform.names.listed(one.item for one in held)
        mark = DAGGER if any(_assumed(before.get(one.id)) for one in held) else ""
        rows.append((str(number), known(document), items, old_way + mark, new_way, reason or "—"))
    columns = (
        Column(said("column_number"), 0.8),
        Column(said("column_material"), 3),
        Column(said("column_items"), 3.6),
        Column(said("column_before"), 1.9),
        Column(said("column_after"), 2.6),
        Column(said("column_by"), 2),
    )
    return (Grid(columns, tuple(rows), said("caption_materials")),)


def _assumed(need: Requirement | None) -> bool:
    """Whether nobody read in a source that a paper is asked for this way."""
    return need is not None and (need.is_assumed("route") or need.is_assumed("document"))


def _new_way(reform: Reform, need: Requirement) -> str:
    said = words("deliverable_reform_plan", reform.language)
    if need.original:
        return said("in_form", form=reform.names_after(need.document))
    way = choice(need.route, reform.language)
    return said("way_from", way=way, source=reform.names(need.source)) if need.source else way


def _limits(reform: Reform) -> tuple[Block, ...]:
    """The promised limits that change."""
    said = words("deliverable_reform_plan", reform.language)
    old = {one.id: one for one in reform.plan.before.items}
    before = ItemFacts(reform.plan.before, reform.language, reform.plan)
    after = ItemFacts(reform.plan.after, reform.language, reform.plan)
    rows = tuple(
        (
            reform.names(one.id),
            after.limit(one, "statutory"),
            before.limit(old[one.id], "promised"),
            after.limit(one, "promised"),
        )
        for one in reform.plan.after.items
        if one.id in old and one.promised != old[one.id].promised
    )
    if not rows:
        return ()
    columns = (
        Column(said("column_item"), 4),
        Column(said("column_statutory"), 2.4),
        Column(said("column_promised_before"), 2.4),
        Column(said("column_promised_after"), 2.4),
    )
    return (Grid(columns, rows, said("caption_limits")),)
