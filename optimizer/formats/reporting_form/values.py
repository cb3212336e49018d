"""What a plan offers to a form: figures that may be reported, and why others may not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from optimizer.evaluation.reduction import REDUCED
from optimizer.formats.reporting_form.mapping import FormField, PercentStyle
from optimizer.formats.reporting_form.sheet import printable, shows_date
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.service.service import Service
from optimizer.service.terms import word
from optimizer.wording.catalogue import Language
from optimizer.wording.figures import Figure, headline, plan_name, rule_of, situation_text
from optimizer.wording.names import Names
from optimizer.wording.rules import rule_text
from optimizer.wording.times import date_text

Value = str | int | Fraction | datetime.date
"""A share is a fraction of one; everything else is a text, a count or a day."""

# Day 0 of spreadsheets, as they count from 1900 on (ECMA-376, 18.17.4.1).
_DAY_ZERO = datetime.date(1899, 12, 30)


class Gap(StrEnum):
    """Why a cell stays as it is."""

    ASSUMED = "assumed"  # 测算值，不得报送
    AT_LEAST = "at_least"  # 有一部分未知，只是下限
    UNKNOWN = "unknown"  # 算不出
    NOT_GIVEN = "not_given"  # 待补充
    OTHER_RULE = "other_rule"  # 表头要求另一统计口径
    OTHER_DAYS = "other_days"  # 表头要求另一时间单位
    OCCUPIED = "occupied"  # 单元格已有内容
    FORMULA = "formula"  # 表内公式自行计算
    NOT_OFFERED = "not_offered"  # 不在下拉选项内
    SEVERAL = "several"  # 所选方案各不相同
    ROWS_MISSING = "rows_missing"  # 合计缺行
    NO_ROW = "no_row"  # 没有空行
    TOO_LONG = "too_long"  # 超过一个单元格能容纳的字数


@dataclass(frozen=True)
class ReportedPlan:
    """One plan as forms ask for it.

    Attributes:
        service: name of the service.
        rule: what the plan counts.
        texts: everything of ``words.TEXTS`` that is known.
        figures: by metric.
    """

    service: str
    rule: CountingRule
    texts: Mapping[str, Value]
    figures: Mapping[str, Figure]

    def value(self, field: FormField) -> Value | Gap:
        """What a field takes, or why it takes nothing."""
        metric, _, quantity = field.figure.partition(".")
        if not quantity:
            return self.texts.get(field.figure, Gap.NOT_GIVEN)
        if field.other_days and metric in ("promise", "elapsed"):
            return Gap.OTHER_DAYS
        days = field.days_before if metric == "promise" and quantity != "after" else None
        unit = field.material_unit if metric == "materials" else None
        if (days or self.rule.days_before) is not self.rule.days_before:
            return Gap.OTHER_RULE
        if (unit or self.rule.materials) is not self.rule.materials:
            return Gap.OTHER_RULE
        return _quantity(self.figures[metric], quantity)


def _quantity(figure: Figure, quantity: str) -> Value | Gap:
    """A figure with a doubtful side is left out as a whole: its share rests on both."""
    if figure.assumed:
        return Gap.ASSUMED
    if figure.before is None or figure.after is None:
        return Gap.UNKNOWN
    if figure.before_at_least or figure.after_at_least:
        return Gap.AT_LEAST
    counted = {
        "before": figure.before,
        "after": figure.after,
        "amount": figure.before - figure.after,
    }
    if quantity in counted:
        return counted[quantity]
    return share(figure.before, figure.after, quantity) if figure.before else Gap.UNKNOWN


def share(before: float, after: float, quantity: str) -> Fraction:
    """Of two numbers, exact: what is taken off (``percent``), or the change with its sign."""
    part = (Fraction(before) - Fraction(after)) / Fraction(before)
    return -part if quantity == "change" else part


def reported(
    plan: Plan, service: Service, *, on: datetime.date, language: Language
) -> ReportedPlan:
    """A plan as forms ask for it.

    Args:
        plan: the plan.
        service: what it was made for, as kept.
        on: 填报日期.
        language: of words nobody wrote, such as the name of a counting rule.
    """
    rule = rule_of(plan)
    names = Names(service, language)
    involved = tuple(dict.fromkeys(item.department for item in service.items if item.department))
    others = [one for one in involved if one != service.lead_department]
    known: dict[str, Value | None] = {
        "service": service.name or service.id,
        "region": service.region,
        "lead_department": names(service.lead_department) if service.lead_department else "",
        "supporting_departments": names.listed(others),
        "department_count": len(involved),
        "items": plan.before_metrics.items,
        "item_names": names.listed(item.id for item in service.items),
        "list_category": word(service.list_category),
        "yearly_cases": service.yearly_cases,
        "situation": situation_text(plan.situation, language),
        "plan": plan_name(plan.request.name, language),
        "counting_rule": rule_text(rule, language),
        "baseline_date": service.baseline.date if service.baseline else "",
        "date": on,
    }
    return ReportedPlan(
        service=service.name or service.id,
        rule=rule,
        texts={key: one for key, one in known.items() if one not in (None, "")},
        figures={one.metric: one for one in headline(plan, REDUCED)},
    )


def as_typed(value: Value, field: FormField, number_format: str) -> str | int | float:
    """A value as it is typed into a cell.

    Args:
        value: a share is written as the field says.
        field: what takes it.
        number_format: of the cell.
    """
    if isinstance(value, datetime.date):
        # The form is Chinese, whatever the screens speak.
        shown = shows_date(number_format)
        return (value - _DAY_ZERO).days if shown else date_text(value, "zh")
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return value
    points = rounded(value * 100, field.decimals)
    if field.percent is PercentStyle.TEXT:
        return f"{points:.{field.decimals}f}%"
    held = points if field.percent is PercentStyle.POINTS else points / 100
    return int(held) if held == held.to_integral_value() else float(held)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Rounded from the exact value at once, halves away from zero (四舍五入)."""
    scaled = abs(value) * 10**decimals
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)
