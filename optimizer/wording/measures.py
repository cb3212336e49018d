"""Rows of the table of measures: what is done alike to several things is told in one row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.levers.reference import lever_texts
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import Language, words
from optimizer.wording.levels import level
from optimizer.wording.sentences import Sentences

Changes = tuple[tuple[str, int], ...]
"""(Metric, figure with the measure less figure without it)."""


@dataclass(frozen=True)
class MeasureRow:
    """One row: a measure, or several that differ only in what they are done to.

    Attributes:
        number: place in the table, counted from one.
        measures: the ones told in this row, at least one.
        lever, text: name of the lever; what is done.
        effect: what one measure of the row changes, ``材料 −3、跑动 −1``.
        each: the effect is that of each of several measures.
        effort, who, risk: levels in words.
        basis: law or document that allows it; empty when none is known.
        precondition: what must be in place first; empty when nothing.
        assumed: names of the values above or below them that nobody read in a source.
    """

    number: int
    measures: tuple[Measure, ...]
    lever: str
    text: str
    effect: str
    each: bool
    effort: str
    who: str
    risk: str
    basis: str
    precondition: str
    assumed: tuple[str, ...]


def measure_rows(plan: Plan, language: Language) -> tuple[MeasureRow, ...]:
    """The measures of a plan as a planner reads them, in the order of the plan."""
    effects = dict(plan.effects)
    sentences = Sentences(plan.before, language)
    documents = {need.id: need.document for need in plan.before.requirements}
    carried = {one.measure: len(set(one.dropped) - {one.measure}) for one in plan.losses}

    def told(measure: str) -> str:
        text = effect_text(effects.get(measure, ()), language)
        others = carried.get(measure, 0) if effects.get(measure) else 0
        return words("plan", language)("with_others", effect=text, count=others) if others else text

    groups: dict[tuple[object, ...], list[Measure]] = {}
    for one in plan.outcome.measures:
        groups.setdefault(_sort(one, documents, effects.get(one.id, ())), []).append(one)
    return tuple(
        _row(number, held, told(held[0].id), sentences, language)
        for number, held in enumerate(groups.values(), start=1)
    )


def _row(
    number: int,
    held: Sequence[Measure],
    effect: str,
    sentences: Sentences,
    language: Language,
) -> MeasureRow:
    terms = held[0].terms
    return MeasureRow(
        number=number,
        measures=tuple(held),
        lever=sentences.lever(held[0].lever),
        text=sentences.alike(held),
        effect=effect,
        each=len(held) > 1,
        effort=level(terms.grade, language),
        who=level(terms.authority, language),
        risk=level(terms.risk, language),
        basis=terms.basis,
        precondition=precondition_text(held[0], language),
        assumed=assumed_words((mark for one in held for mark in one.terms.assumed), language),
    )


def _sort(one: Measure, documents: dict[str, str], effect: Changes) -> tuple[object, ...]:
    """What measures of one row have in common."""
    if one.kind is MeasureKind.ROUTE:
        same: object = documents.get(one.targets[0], one.id)
    elif one.kind is MeasureKind.VISIT:
        same = ""
    else:
        same = one.id
    price = (one.terms.grade, one.terms.authority, one.terms.risk, one.terms.basis)
    return (one.kind, one.lever, one.value, same, *price, effect)


def number_text(row: MeasureRow, language: Language) -> str:
    """The number of a row, with how many measures it tells where there are several."""
    if not row.each:
        return str(row.number)
    return words("plan", language)("several", number=row.number, count=len(row.measures))


def row_effect_text(row: MeasureRow, language: Language) -> str:
    """The effect of a row, marked as that of each where it tells several measures."""
    return words("plan", language)("each", effect=row.effect) if row.each else row.effect


def effect_text(changes: Changes, language: Language) -> str:
    """What a measure changes: the plan with it less the plan without it."""
    said = words("plan", language)
    if not changes:
        return said("no_effect_alone")
    return said.listed(
        [
            said(
                "reduces" if amount < 0 else "raises",
                metric=said(f"effect_{metric}"),
                amount=abs(amount),
            )
            for metric, amount in changes
        ]
    )


def precondition_text(one: Measure, language: Language) -> str:
    """What must be in place before a measure is used; empty when nothing."""
    known = {
        text.precondition_zh: text.precondition_zh if language == "zh" else text.precondition_en
        for text in lever_texts().values()
    }
    usual = lever_texts()[one.lever].precondition_zh if one.lever in lever_texts() else ""
    parts = [usual]
    if one.terms.precondition != usual:
        parts.extend(one.terms.precondition.split("；"))
    told = dict.fromkeys(known.get(part, part) for part in parts if part)
    return words("plan", language)("semicolon").join(told)


def assumed_words(marks: Iterable[str], language: Language) -> tuple[str, ...]:
    """Names of values that nobody read in a source (see ``Terms.assumed``)."""
    said = words("plan", language)
    return tuple(
        said(f"assumed_{mark}") if said.has(f"assumed_{mark}") else mark.replace("_", " ")
        for mark in dict.fromkeys(marks)
    )


def effort_points(measures: Iterable[Measure]) -> int:
    """Points of all measures."""
    return sum(one.terms.effort for one in measures)


def highest(measures: Iterable[Measure], language: Language) -> str:
    """The highest level that has to decide; a dash where there is nothing to decide."""
    levels = [one.terms.authority for one in measures]
    return level(max(levels), language) if levels else "—"
