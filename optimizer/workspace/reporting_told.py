"""What is told of a filled reporting form, in words: on the page, and as a text beside the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.formats.cell_places import letters
from optimizer.formats.reporting_form import (
    Change,
    Entry,
    FormField,
    Gap,
    Remark,
    address_of,
    agrees,
)
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import figure_label, percent_text, rule_of
from optimizer.wording.rules import rule_text
from optimizer.workspace.reporting import BlankForm, FormReport

Row = dict[str, str]
"""One line of a table, by the words of its headings."""


def heading_text(field: FormField) -> str:
    """The words of the form over (or beside) a cell, on one line."""
    return "｜".join(" ".join(one.split()) for one in field.heading)


def figure_text(figure: str, language: Language) -> str:
    """What a cell takes, in words."""
    said = words("reporting", language)
    metric, _, quantity = figure.partition(".")
    if not figure:
        return said("figure_none")
    if not quantity:
        return said(f"figure_{figure}")
    label = figure_label(metric, language)
    return said("figure_of_metric", metric=label, quantity=said(f"quantity_{quantity}"))


def place_text(blank: BlankForm, field: FormField, place: tuple[int, int] | None) -> str:
    """Where a cell lies; the name of its sheet where the form has several."""
    return _on_its_sheet(blank, field, "—" if place is None else address_of(place))


def field_place_text(blank: BlankForm, field: FormField, language: Language) -> str:
    """Where a field lies: a cell, or a column of a table."""
    if field.row is not None:
        return place_text(blank, field, (field.row, field.column))
    column = words("reporting", language)("column", column=letters(field.column))
    return _on_its_sheet(blank, field, column)


def _on_its_sheet(blank: BlankForm, field: FormField, where: str) -> str:
    sheets = {one.number: one.name for one in blank.form.sheets}
    return where if len(sheets) == 1 else f"{sheets[field.sheet]}!{where}"


def left_out_rows(
    blank: BlankForm, entries: Sequence[Entry], language: Language
) -> tuple[Row, ...]:
    """Every cell that was not filled, and why."""
    said = words("reporting", language)
    return tuple(
        {
            said("col_place"): place_text(blank, one.field, one.place),
            said("col_heading"): heading_text(one.field),
            said("col_service"): one.service or said("of_all"),
            said("col_reason"): _reason(one, language),
        }
        for one in entries
    )


def remark_rows(blank: BlankForm, remarks: Sequence[Remark], language: Language) -> tuple[Row, ...]:
    """Every share and total computed anew; what does not agree comes first."""
    said = words("reporting", language)
    return tuple(
        {
            said("col_place"): place_text(blank, one.field, one.place),
            said("col_heading"): heading_text(one.field),
            said("col_service"): one.service or said("of_all"),
            said("col_found"): one.found,
            said("col_expected"): one.expected,
            said("col_from"): f"{one.before} → {one.after}" if one.before else "—",
            said("col_result"): said(f"remark_{one.kind.value}"),
        }
        for one in sorted(remarks, key=agrees)
    )


def change_rows(blank: BlankForm, changes: Sequence[Change], language: Language) -> tuple[Row, ...]:
    """What is not what it was last time."""
    said = words("reporting", language)
    return tuple(
        {
            said("col_place"): place_text(blank, one.field, one.place),
            said("col_heading"): heading_text(one.field),
            said("col_service"): one.service or said("of_all"),
            said("col_old"): one.old or "—",
            said("col_new"): one.new or "—",
        }
        for one in changes
    )


def assumed_rows(report: FormReport, language: Language) -> tuple[Row, ...]:
    """The figures kept back as 测算值, one a line with both raw numbers."""
    said = words("reporting", language)
    kept_back = [one for one in report.filled.left_out if one.gap is Gap.ASSUMED]
    asked = {(one.service, one.field.figure.partition(".")[0]) for one in kept_back}
    return tuple(
        {
            said("col_service"): name,
            said("col_metric"): figure_label(one.metric, language),
            said("col_from"): f"{one.before} → {one.after}†",
            said("col_reduction"): f"{percent_text(one.percent)}†",
        }
        for answer in report.answers
        for name in (answer.service.name or answer.service.id,)
        for one in answer.plan.reductions
        if asked & {(name, one.metric), ("", one.metric)}
    )


def written_text(report: FormReport, language: Language) -> str:
    """How many cells were filled, left out, and are computed by the form itself."""
    said = words("reporting", language)
    filled = report.filled
    done, left, computed = len(filled.written), len(filled.left_out), len(filled.by_formula)
    if computed:
        return said("written_by_formula", count=done, left=left, computed=computed)
    return said("written", count=done, left=left)


def rules_told(report: FormReport, language: Language) -> tuple[str, ...]:
    """The counting rules of the plans, each once."""
    return tuple(dict.fromkeys(rule_text(rule_of(one.plan), language) for one in report.answers))


def report_text(blank: BlankForm, report: FormReport, language: Language) -> str:
    """Everything that is told of a filled form, as a text of its own."""
    return "\n".join(_lines(blank, report, language)) + "\n"


def _lines(blank: BlankForm, report: FormReport, language: Language) -> Iterator[str]:
    said = words("reporting", language)
    left, told = report.filled.left_out, report.remarks
    yield said("text_title", name=blank.form.name)
    yield written_text(report, language)
    for rule in rules_told(report, language):
        yield said("text_rule", rule=rule)
    if len(rules_told(report, language)) > 1:
        yield said("rules_differ")
    parts = (
        ("left_out", left_out_rows(blank, left, language)),
        ("assumed", assumed_rows(report, language)),
        ("remarks", remark_rows(blank, told, language)),
        ("changes", change_rows(blank, report.changes or (), language)),
    )
    for key, rows in parts:
        if key == "changes" and report.changes is None:
            continue
        yield ""
        yield said(key, count=len(rows))
        for row in rows:
            yield "\t".join(" ".join(one.split()) for one in row.values())
    for answer in report.answers:
        yield ""
        yield from answer.origin.splitlines()


def _reason(one: Entry, language: Language) -> str:
    """Why, with what stands there or is offered instead."""
    said = words("reporting", language)
    assert one.gap is not None
    why = said(f"gap_{one.gap.value}")
    demanded = one.field.days_before or one.field.material_unit
    if one.gap is Gap.OTHER_RULE and demanded is not None:
        return said("gap_with_held", why=why, held=said(f"demand_{demanded.value}"))
    if one.gap in (Gap.OCCUPIED, Gap.NOT_OFFERED) and one.held:
        return said("gap_with_held", why=why, held=one.held)
    return why
