"""``measures``: what is done, who decides it, what it costs and what it changes."""

from collections.abc import Iterator

from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.plan_tables.schema import (
    TEXT,
    TEXTS,
    WHOLE,
    YES_NO,
    Column,
    PlanTable,
    Row,
    english_words,
)
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.terms import english_value
from optimizer.wording.levels import level
from optimizer.wording.sentences import Sentences

_EFFECTS = {"promise": "days", "elapsed": "elapsed_days", "fees": "fees_yuan"}


def _effect(metric: str) -> str:
    return f"effect_{_EFFECTS.get(metric, metric)}"


_COLUMNS = (
    Column("measure_id", TEXT, "canonical: `kind:target+target=value`"),
    Column("kind", TEXT, "what it does", values=english_words(MeasureKind)),
    Column("lever", TEXT, "key of its lever, see [levers](levers.md)"),
    Column("lever_zh", TEXT, "the lever in Chinese"),
    Column("target_ids", TEXTS, "ids of what changes"),
    Column("value", TEXT, "what it changes to; empty where the kind says it all"),
    Column("text_zh", TEXT, "the measure as a Chinese sentence"),
    Column("text_en", TEXT, "the measure as an English sentence"),
    Column("authority", TEXT, "who has to decide it", values=english_words(Authority)),
    Column("authority_zh", TEXT, "the same in Chinese (决策层级)"),
    Column("effort", TEXT, "how hard it is", values=english_words(Grade)),
    Column("effort_zh", TEXT, "易, 中 or 难"),
    Column("effort_points", WHOLE, "its weight in the lever catalogue"),
    Column("risk", TEXT, "risk of the change", values=english_words(Risk)),
    Column("risk_zh", TEXT, "低, 中 or 高"),
    Column("basis", TEXT, "law or document that allows it; empty when none is known"),
    Column("precondition", TEXT, "what must be in place first; empty when nothing"),
    Column("cost_yuan", WHOLE, "only where somebody entered it", True),
    Column("person_days", WHOLE, "only where somebody entered them", True),
    Column("is_rule_change", YES_NO, "a rule has to be changed first"),
    *(
        Column(
            _effect(metric),
            WHOLE,
            "the plan with the measure less the plan without it, under its rule; "
            "effects overlap and do not add up",
        )
        for metric in REDUCED
    ),
    Column("lost_with_it", TEXTS, "other measures that fall when this one is dropped"),
    Column("assumed", TEXTS, "names of the values above that nobody read in a source"),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    effects = {name: dict(changes) for name, changes in tabled.plan.effects}
    dropped = {one.measure: set(one.dropped) - {one.measure} for one in tabled.plan.losses}
    chinese, english = (Sentences(tabled.plan.before, one) for one in ("zh", "en"))
    for measure in tabled.plan.outcome.measures:
        changes = effects.get(measure.id, {})
        yield {
            "measure_id": measure.id,
            "kind": measure.kind.value,
            "lever": measure.lever,
            "lever_zh": chinese.lever(measure.lever),
            "target_ids": list(measure.targets),
            "value": measure.value,
            "text_zh": chinese.measure(measure),
            "text_en": english.measure(measure),
            **_price(measure),
            **{_effect(metric): changes.get(metric, 0) for metric in REDUCED},
            "lost_with_it": sorted(dropped.get(measure.id, ())),
        }


def _price(measure: Measure) -> Row:
    terms = measure.terms
    return {
        "authority": english_value(terms.authority),
        "authority_zh": level(terms.authority, "zh"),
        "effort": terms.grade.value,
        "effort_zh": level(terms.grade, "zh"),
        "effort_points": terms.effort,
        "risk": english_value(terms.risk),
        "risk_zh": level(terms.risk, "zh"),
        "basis": terms.basis,
        "precondition": terms.precondition,
        "cost_yuan": terms.cost_yuan,
        "person_days": terms.person_days,
        "is_rule_change": measure.rule_change,
        "assumed": list(terms.assumed),
    }


MEASURES = PlanTable("measures", 1, "a measure of a plan", _COLUMNS, _rows)
