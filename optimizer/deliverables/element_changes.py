"""实施清单要素变更申请单: per department and item which elements change, and why."""

from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.deliverables.element_row import ElementRow
from optimizer.deliverables.element_rows import element_rows
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.titles import one_thing, other_situations, plan_lines
from optimizer.service.item import Item
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.levels import choice

_Rows = dict[str, tuple[ElementRow, ...]]


def element_changes(reform: Reform) -> Deliverable:
    """One application a department, one block an item; unchanged items are named at the end."""
    said = words("deliverable_element_changes", reform.language)
    rows = element_rows(reform)
    changed = [one for one in reform.plan.before.items if rows.get(one.id)]
    unchanged = [one for one in reform.plan.before.items if not rows.get(one.id)]
    blocks: list[Block] = [*plan_lines(reform)]
    if not changed:
        blocks.append(Paragraph(said("nothing")))
    else:
        count = sum(len(rows[one.id]) for one in changed)
        blocks.append(Paragraph(said("opening", items=len(changed), elements=count)))
        blocks.append(Paragraph(said("note"), Tone.NOTE))
    departments = dict.fromkeys(one.department for one in changed)
    for number, department in enumerate(departments):
        if number:
            blocks.append(PageBreak())
        own = [one for one in changed if one.department == department]
        blocks.extend(_application(reform, department, own, rows))
    if unchanged:
        names = reform.names.listed(one.id for one in unchanged)
        blocks.append(Heading(said("unchanged")))
        blocks.append(Paragraph(said("unchanged_items", items=names)))
    elsewhere = other_situations(reform)
    if elsewhere:
        blocks.append(Heading(said("elsewhere")))
        blocks.append(Paragraph(said("elsewhere_items", items=elsewhere)))
    return deliverable(
        said("title", service=one_thing(reform)),
        blocks,
        origin=reform.origin,
        language=reform.language,
        landscape=True,
    )


def _application(reform: Reform, department: str, items: list[Item], rows: _Rows) -> list[Block]:
    said = words("deliverable_element_changes", reform.language)
    blocks: list[Block] = [Heading(said("applicant", department=reform.names(department)))]
    for item in items:
        blocks.append(Heading(reform.names(item.id), level=2))
        blocks.append(_head(reform, item))
        blocks.append(_grid(reform, rows[item.id]))
    blocks.append(_approval(reform, department))
    return blocks


def _head(reform: Reform, item: Item) -> Form:
    """What the list calls the item."""
    said = words("deliverable_element_changes", reform.language)
    missing = words("deliverables", reform.language)("to_supply")
    codes = (
        ("basic_code", item.codes.basic),
        ("implementation_code", item.codes.implementation),
        ("handling_code", item.codes.handling),
    )
    kind = choice(item.kind, reform.language) + (DAGGER if item.is_assumed("kind") else "")
    return Form(
        (
            FormField(said("item_name"), reform.names(item.id), wide=True),
            *(FormField(said(key), value or missing) for key, value in codes),
            FormField(said("item_kind"), kind),
            FormField(said("operation"), said("operation_changed")),
            FormField(said("effective")),
        )
    )


def _grid(reform: Reform, rows: tuple[ElementRow, ...]) -> Grid:
    said = words("deliverable_element_changes", reform.language)
    missing = words("deliverables", reform.language)("to_supply")
    columns = (
        Column(said("column_number"), 0.7),
        Column(said("column_operation"), 1),
        Column(said("column_element"), 3.8),
        Column(said("column_old"), 2.8),
        Column(said("column_new"), 3.6),
        Column(said("column_basis"), 3.6),
        Column(said("column_measure"), 2.6),
        Column(said("column_who"), 1.8),
    )
    return Grid(
        columns,
        tuple(
            (
                str(number),
                row.operation,
                row.element,
                row.old,
                row.new,
                row.basis or missing,
                row.measure or "—",
                row.who or "—",
            )
            for number, row in enumerate(rows, 1)
        ),
    )


def _approval(reform: Reform, department: str) -> Form:
    """Boxes for whoever applies, and for whoever reviews the list (审改部门)."""
    said = words("deliverable_element_changes", reform.language)
    return Form(
        (
            FormField(said("unit"), reform.names(department)),
            FormField(said("unit_signed")),
            FormField(said("officer")),
            FormField(said("phone")),
            FormField(said("applied_on")),
            FormField(said("reviewed_on")),
            FormField(said("unit_opinion"), lines=3, wide=True),
            FormField(said("review_opinion"), lines=3, wide=True),
            FormField(
                said("review_result"),
                options=(said("agreed"), said("agreed_changed"), said("refused")),
                wide=True,
            ),
            FormField(said("reviewer")),
            FormField(said("published_on")),
        ),
        said("approval"),
    )
