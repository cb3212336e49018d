"""``materials``: every requirement, how it is met before and after, and why."""

from collections.abc import Iterator

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
from optimizer.formats.statistics_workbook.material_counts import (
    MaterialCount,
    MaterialState,
    material_counts,
)
from optimizer.service.kinds import DocumentClass, IssuerKind, Route
from optimizer.service.requirement import Requirement
from optimizer.wording.figures import Side, rule_of
from optimizer.wording.given_names import document_names
from optimizer.wording.levels import choice


def _sided(side: Side) -> tuple[Column, ...]:
    gone = "missing where the requirement is not there"
    return (
        Column(f"route_{side}", TEXT, f"how it is met {side}; {gone}", True, english_words(Route)),
        Column(f"route_{side}_zh", TEXT, "the same in Chinese (材料获取方式)", True),
        Column(f"source_id_{side}", TEXT, "the data source it comes from; else missing", True),
        Column(f"needed_by_{side}", TEXT, f"from which anchor or step on; {gone}", True),
        Column(f"copies_{side}", WHOLE, "copies handed in; missing where none are", True),
        Column(
            f"counting_{side}",
            TEXT,
            f"whether the rule of the plan counts it, or why not; {gone}",
            True,
            english_words(MaterialState),
        ),
        Column(
            f"counted_{side}",
            WHOLE,
            f"what it adds to the metric `materials` {side}: the column adds up to the figure",
        ),
    )


_COLUMNS = (
    Column("requirement_id", TEXT, "one item needs one document"),
    Column("item_id", TEXT, "the item"),
    Column("item_name", TEXT, "its name"),
    Column("document_id", TEXT, "the document; after, if a united form took its place"),
    Column("document_name", TEXT, "its name, before the reform where it was there"),
    Column("document_class", TEXT, "what sort of paper it is", values=english_words(DocumentClass)),
    Column("document_class_zh", TEXT, "the same in Chinese (材料类型)"),
    Column("issuer_kind", TEXT, "where it comes from", values=english_words(IssuerKind)),
    *_sided("before"),
    *_sided("after"),
    Column("basis", TEXT, "legal basis of the requirement; empty is 待核实, not none"),
    Column("is_without_basis", YES_NO, "somebody confirmed that there is no basis"),
    Column("measure_ids", TEXTS, "measures that changed it"),
    Column("levers", TEXTS, "keys of their levers: the reason of the change"),
    Column("levers_zh", TEXTS, "the reason in Chinese"),
    Column("assumed", TEXTS, "fields nobody read in a source (推定值); `*` is all of it"),
)


def _rows(tabled: TabledPlan) -> Iterator[Row]:
    plan = tabled.plan
    before = {need.id: need for need in plan.before.requirements}
    after = {need.id: need for need in plan.after.requirements}
    rule = rule_of(plan)
    counts = (material_counts(plan.before, rule), material_counts(plan.after, rule))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        yield {
            **_named(tabled, was, now),
            **_side("before", was, counts[0].get(name)),
            **_side("after", now, counts[1].get(name)),
        }


def _named(tabled: TabledPlan, was: Requirement | None, now: Requirement | None) -> Row:
    need = was or now
    assert need is not None
    service = tabled.plan.after if was is None else tabled.plan.before
    names = tabled.names_after if was is None else tabled.names_before
    document = service.document(need.document)
    # A paper that only the plan asks for is the written commitment of its item.
    committed = [("item", need.item)] if was is None else []
    marks = [*(was.assumed if was else ()), *(now.assumed if now else ())]
    return {
        "requirement_id": need.id,
        "item_id": need.item,
        "item_name": names(need.item),
        "document_id": need.document,
        "document_name": document_names(service, "zh")[need.document],
        "document_class": document.document_class.value,
        "document_class_zh": choice(document.document_class, "zh"),
        "issuer_kind": document.issuer_kind.value,
        "basis": need.basis,
        "is_without_basis": need.without_basis,
        **tabled.reason(("requirement", need.id), ("document", need.document), *committed),
        "assumed": list(dict.fromkeys(marks)),
    }


def _side(side: Side, need: Requirement | None, count: MaterialCount | None) -> Row:
    is_counted = count is not None and count.state is MaterialState.COUNTED
    handed = need is not None and need.handed_in()
    return {
        f"route_{side}": None if need is None else need.route.value,
        f"route_{side}_zh": None if need is None else choice(need.route, "zh"),
        f"source_id_{side}": None if need is None else need.source or None,
        f"needed_by_{side}": None if need is None else need.needed_by,
        f"copies_{side}": need.copies if need is not None and handed else None,
        f"counting_{side}": None if count is None else count.state.value,
        f"counted_{side}": (count.amount or 0) if count is not None and is_counted else 0,
    }


MATERIALS = PlanTable("materials", 1, "a requirement: one item needs one document", _COLUMNS, _rows)
