"""``docs/counting.md``: the counting rules, written from ``data/counting_rules.json``.

Write it anew with ``python -m optimizer.formats.counting_page``.
"""

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import Side
from optimizer.formats.reference_pages import table, write_page
from optimizer.redesign.counting_rule import CountingRule, DaysBefore, MaterialUnit, StepView

PAGE = "counting.md"

_HEAD = """# Counting rules (统计口径)

Written by `python -m optimizer.formats.counting_page` from `data/counting_rules.json`; do not
edit.

The same service has other figures under another rule, so every percentage names its rule, and the
raw figures stand beside it (`onething show` prints all rules side by side). A rule selects from
the raw figures of [modelling notes, section 4](modelling.md#4-counting); it never computes new
ones.

- Reduction = (before − after) ÷ before × 100, of sums, rounded to two places, halves away from
  zero; never a mean of ratios. Targets in per cent are exact: 100 · after ≤ (100 − percent) ·
  before.
- Days are whole working days, each limit rounded up for itself before it is added.
- The figure of the as-is stands under *before*, that of the after-service under *after*. Only
  days may be counted differently on the two sides; where they are, the plan warns of it
  (数据真实性提示).
- Visits, forms, inspections, fees, applications, departments and elapsed days are the same under
  every rule.
- Material that may follow later (容缺受理) is postponed and still counts.
- A figure that rests on an assumed value (推定值) is 测算值 and not for reporting; one that rests
  on something unknown reads "at least".

A new rule is a new row of the data file. A changed rule gets a new `version`; plans print id and
version.

"""

_MATERIALS = {
    MaterialUnit.KINDS: ("种", "material_kinds"),
    MaterialUnit.ENTRIES: ("项次", "material_entries"),
    MaterialUnit.COPIES: ("份数", "material_copies"),
    MaterialUnit.FIELDS: ("表单字段", "material_fields"),
}
_STEPS = {
    StepView.INTERNAL: ("全部环节", "steps_internal"),
    StepView.VISIBLE: ("申请人可感知环节", "steps_visible"),
    StepView.STAGE: ("一件事阶段", "steps_stage"),
}


def page() -> str:
    """The page as it should stand in the checkout."""
    rules = tuple(load_counting_rules().values())
    return _HEAD + _figures(rules) + "\n## The rules\n" + "".join(_told(rule) for rule in rules)


def _figures(rules: tuple[CountingRule, ...]) -> str:
    head = ("rule", "name", "materials", "steps", "days before", "days after")
    rows = (
        (
            f"`{rule.id}@{rule.version}`",
            rule.name_zh,
            f"{_MATERIALS[rule.materials][0]} `{_material(rule)}`",
            f"{_STEPS[rule.steps][0]} `{_STEPS[rule.steps][1]}`",
            f"`{days_figure(rule, 'before')}`",
            f"`{days_figure(rule, 'after')}`",
        )
        for rule in rules
    )
    return table(head, rows)


def _material(rule: CountingRule) -> str:
    name = _MATERIALS[rule.materials][1]
    plain = rule.forms or rule.materials is MaterialUnit.FIELDS
    return name if plain else f"{name}_without_forms"


def days_figure(rule: CountingRule, side: Side) -> str:
    """Name of the raw figure that stands for the days of one side, ``before`` or ``after``."""
    statutory_only = rule.days_before is DaysBefore.STATUTORY_SUM and not rule.use_promise
    if side == "after":
        return "promise_days_statutory_items" if statutory_only else "promise_days"
    if rule.days_before is DaysBefore.STATUTORY_SUM:
        return "statutory_sum_days" if statutory_only else "statutory_or_promise_sum_days"
    return {
        DaysBefore.PROMISE_SUM: "promise_sum_days",
        DaysBefore.CRITICAL_PATH: "promise_days",
    }[rule.days_before]


def _told(rule: CountingRule) -> str:
    return f"\n### {rule.name_zh} `{rule.id}`\n\n{rule.name_en}. {rule.note_en}\n\n{rule.note_zh}\n"


if __name__ == "__main__":
    write_page(PAGE, page())
