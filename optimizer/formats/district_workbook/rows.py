"""事项明细 and 举措明细: what each figure expands to."""

from collections.abc import Iterator, Mapping, Sequence

from optimizer.evaluation.district.breakdown import LIMITS, beyond_whole, limits_of
from optimizer.evaluation.district.figures import Sum, can_be_split, part_of, summed
from optimizer.evaluation.district.rows import Row
from optimizer.evaluation.district.same_items import Place, SameItem, department_name
from optimizer.formats.district_workbook.ledgers import nature
from optimizer.formats.district_workbook.setting import Setting
from optimizer.formats.statistics_workbook.table import SIDES, Cell, Table
from optimizer.service.item import Item
from optimizer.wording.district import beyond_text
from optimizer.wording.measures import measure_rows, number_text, row_effect_text

_ITEM_METRICS = ("materials", "steps", "visits")


def item_table(setting: Setting) -> Table:
    """One row an item of a service; an item that several services hold says who stands for it."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 30),
        column("item", 36),
        column("department", 24),
        column("codes", 34),
        column("counted_once", 28),
        *(
            column(f"item_{metric}_{side}", 12, "number")
            for metric in (*_ITEM_METRICS, LIMITS)
            for side in SIDES
        ),
        column("nature", 40),
        column("evidence", 16),
    ]
    summary = setting.summary
    sums = {
        (row.key, item.id): _sums(setting, row, item)
        for row in summary.rows
        for item in row.plan.before.items
    }
    more = beyond_text(beyond_whole(summary.figures, sums.values()), setting.language)
    return setting.table("items", columns, list(_item_rows(setting, sums)), 3, more=more)


def _sums(setting: Setting, row: Row, item: Item) -> Sequence[Sum]:
    """What an item needs, shared or not; nothing where it is gone afterwards."""
    part = part_of(row, [item.id])
    if part is None:
        return ()
    rule = setting.summary.rule
    counted = (summed([part], rule, one) for one in _ITEM_METRICS if can_be_split(one, rule))
    return (*counted, limits_of([part]))


def _item_rows(
    setting: Setting, sums: Mapping[Place, Sequence[Sum]]
) -> Iterator[Mapping[str, Cell]]:
    same = setting.summary.figures.once
    for row in setting.summary.rows:
        for item in row.plan.before.items:
            held = same.of(row.key, item.id)
            yield {
                **setting.service(row.key),
                "item": item.name or item.id,
                "department": department_name(row.plan.before, item.department),
                "codes": _codes(item),
                "counted_once": _once(setting, row, held),
                **_figures(setting, sums[row.key, item.id]),
            }


def _codes(item: Item) -> str:
    codes = item.codes
    return "\n".join(one for one in (codes.implementation, codes.basic, codes.handling) if one)


def _once(setting: Setting, row: Row, held: SameItem) -> str:
    """Whether the item is counted here where every item counts once."""
    said = setting.phrases
    if len(held.services) == 1:
        return said("only_here")
    if held.services[0] == row.key:
        return said("stands_for", services=setting.numbers(held.services[1:]))
    return said("stands_elsewhere", service=setting.number(held.services[0]))


def _figures(setting: Setting, sums: Sequence[Sum]) -> Mapping[str, Cell]:
    told: dict[str, Cell] = {}
    for one in sums:
        told[f"item_{one.metric}_before"] = one.before
        told[f"item_{one.metric}_after"] = one.after
    marks = dict.fromkeys(mark for one in sums if (mark := nature(setting, one)))
    return {**told, "nature": setting.phrases.listed(list(marks))} if sums else {}


def measure_table(setting: Setting) -> Table:
    """One row a measure of a service, as its own table numbers them."""
    column = setting.column
    columns = [
        column("service_number", 9),
        column("service", 30),
        column("measure_number", 10),
        column("lever", 18),
        column("measure", 56),
        column("effect", 26),
        column("grade", 8),
        column("who", 16),
        column("risk", 8),
        column("basis", 40),
        column("precondition", 36),
        column("assumed_terms", 20),
        column("plan_fingerprint", 22),
        column("evidence", 16),
    ]
    rows = [
        {
            **setting.service(row.key),
            "measure_number": number_text(one, setting.language),
            "lever": one.lever,
            "measure": one.text,
            "effect": row_effect_text(one, setting.language),
            "grade": one.effort,
            "who": one.who,
            "risk": one.risk,
            "basis": one.basis,
            "precondition": one.precondition,
            "assumed_terms": setting.phrases.listed(one.assumed),
            "plan_fingerprint": setting.plan_id(row),
        }
        for row in setting.summary.rows
        for one in measure_rows(row.plan, setting.language)
    ]
    return setting.table("measures", columns, rows, 3)
