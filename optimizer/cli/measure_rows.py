"""Rows of the table of measures: what is done alike to several things is told in one row."""

from collections.abc import Iterable

from optimizer.cli.screen import Screen
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan
from optimizer.service import terms
from optimizer.service.kinds import Authority, Risk
from optimizer.wording.sentences import Sentences

Changes = tuple[tuple[str, int], ...]

COLUMNS = ("number", "family", "measure", "effect", "effort", "who", "risk", "basis")


def measure_rows(screen: Screen, plan: Plan) -> list[tuple[str, ...]]:
    """One row a measure, or a group of measures that differ only in what they are done to."""
    effects = dict(plan.effects)
    sentences = Sentences(plan.before, screen.language)
    documents = {need.id: need.document for need in plan.before.requirements}
    groups: dict[tuple[object, ...], list[Measure]] = {}
    for one in plan.outcome.measures:
        groups.setdefault(_sort(one, documents, effects.get(one.id, ())), []).append(one)
    rows: list[tuple[str, ...]] = []
    for number, held in enumerate(groups.values(), start=1):
        first = held[0]
        effect = effect_text(screen, effects.get(first.id, ()))
        many = len(held) > 1
        rows.append(
            (
                screen.words("several", number=number, count=len(held)) if many else str(number),
                sentences.lever(first.lever),
                sentences.alike(held),
                screen.words("each", effect=effect) if many else effect,
                screen.words(first.terms.grade.value),
                level(screen, first.terms.authority),
                level(screen, first.terms.risk),
                first.terms.basis or "—",
            )
        )
    return rows


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


def effect_text(screen: Screen, changes: Changes) -> str:
    """What a measure changes: the plan with it less the plan without it."""
    words = screen.plan_words
    if not changes:
        return words("no_effect_alone")
    return words.listed(
        [
            words(
                "reduces" if amount < 0 else "raises",
                metric=words(f"effect_{metric}"),
                amount=abs(amount),
            )
            for metric, amount in changes
        ]
    )


def level(screen: Screen, value: Authority | Risk) -> str:
    """A level of authority or risk in the planner's language."""
    if screen.language == "zh":
        return terms.word(value)
    return value.name.lower().replace("_", " ")


def effort(measures: Iterable[Measure]) -> int:
    """Points of all measures."""
    return sum(one.terms.effort for one in measures)


def highest(screen: Screen, measures: Iterable[Measure]) -> str:
    """The highest authority that has to decide."""
    levels = [one.terms.authority for one in measures]
    return level(screen, max(levels)) if levels else "—"
