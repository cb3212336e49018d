"""Recognises the tables of a sheet by their headings."""

import datetime
import math
import re
from collections.abc import Sequence
from itertools import pairwise

from optimizer.formats.guide_tables.headings import SUB, compared, headings, plain
from optimizer.formats.guide_tables.mapping import Column, Role, TableMapping
from optimizer.formats.service_workbook.opening import Sheet, Value

_DEEPEST = 3
_MOST_HEADING = 60
_FEWEST_KNOWN = 2
_FEWEST_PAIRS = 3
_MOST_LABELS = 200
_LOOKED_AT_ROWS = 50
# Of the cells of a row of headings at least this share is known; rows of values rarely name any.
_KNOWN_SHARE = 0.4

# What must be among the columns of a table of a role, the surest first.
_ANCHORS = (
    (Role.MATERIALS, ("material.name",)),
    (Role.STEPS, ("step.name", "step.stage")),
    (Role.FEES, ("fee.name",)),
    (Role.SPECIAL, ("special.name",)),
    (
        Role.ITEMS,
        ("item.name", "item.main_name", "item.sub_name", "item.handling_name"),
    ),
)
_GROUPS = {
    Role.MATERIALS: "material.",
    Role.STEPS: "step.",
    Role.FEES: "fee.",
    Role.SPECIAL: "special.",
}
_OF_ALL = ("item.", "service.", "number")
_BLANKS = re.compile(r"\s+")


def cell_text(value: Value) -> str:
    """What a cell holds as text; whole numbers without a fraction, dates in one way."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).strip()


def tables_of(sheet: Sheet) -> tuple[TableMapping, ...]:
    """Every table of a sheet; one that is not read where nothing is recognised."""
    texts = [[cell_text(one) for one in row] for row in sheet.rows]
    found: list[TableMapping] = []
    at = 0
    while at < len(texts):
        upright = bool(found) and not found[-1].heading_rows
        table = None if upright else _upright_at(sheet.name, texts, at)
        table = table or _table_at(sheet.name, texts, at)
        if table is None or (found and table.headings() == found[-1].headings()):
            at += 1
            continue
        found.append(table)
        at += max(1, table.heading_rows)
    if not found:
        found = [one for one in [_unknown(sheet.name, texts)] if one is not None]
    return tuple(found)


# --- headings above their columns -------------------------------------------------------------


def _table_at(sheet: str, texts: Sequence[Sequence[str]], at: int) -> TableMapping | None:
    """The table whose headings begin in a row; ``None`` when that row is no heading."""
    if _starts_with_label(texts[at]) and any(map(_starts_with_label, texts[at + 1 : at + 2])):
        return None
    filled = sum(1 for one in texts[at] if one)
    if filled < _FEWEST_KNOWN or max(map(len, texts[at])) > _MOST_HEADING * 4:
        return None
    best: TableMapping | None = None
    for depth in range(1, _DEEPEST + 1):
        if at + depth > len(texts):
            break
        table = _with_depth(sheet, texts, at, depth)
        if table is None:
            continue
        if best is None or len(table.concepts()) > len(best.concepts()):
            best = table
    return best


def _with_depth(
    sheet: str, texts: Sequence[Sequence[str]], at: int, depth: int
) -> TableMapping | None:
    rows = texts[at : at + depth]
    if not all(_are_groups(upper, lower) for upper, lower in pairwise(rows)):
        return None
    stacks = _stacks(rows)
    below = texts[at + depth : at + depth + _LOOKED_AT_ROWS]
    meant = [_meanings(stack) for stack in stacks]
    another = _another_table(stacks, meant, below)
    meant = [() if place in another else these for place, these in enumerate(meant)]
    role = _role(meant, below, sheet)
    if role is Role.UNREAD:
        return None
    columns = _columns(stacks, meant, role)
    table = TableMapping(
        sheet=sheet, role=role, heading_row=at + 1, heading_rows=depth, columns=columns
    )
    known = len(table.concepts())
    return (
        table if known >= max(_FEWEST_KNOWN, _KNOWN_SHARE * (len(columns) - len(another))) else None
    )


def _another_table(
    stacks: Sequence[tuple[str, ...]],
    meant: Sequence[tuple[str, ...]],
    below: Sequence[Sequence[str]],
) -> frozenset[int]:
    """The columns of a second table that stands beside the first: they are no columns of it.

    Two blank columns part two tables, one does where what stands behind it tells once more what
    stands before. Read is the first part that names items, materials or steps.
    """
    filled = {at for at, stack in enumerate(stacks) if stack}
    filled.update(at for row in below for at, one in enumerate(row) if one)
    parts: list[list[int]] = []
    for at in sorted(filled):
        gap = at - parts[-1][-1] - 1 if parts else 0
        before = {one for place in parts[-1] for one in meant[place : place + 1]} if gap else set()
        again = any(one and one in before for one in meant[at : at + 3])
        if not parts or gap > 1 or (gap and again):
            parts.append([])
        parts[-1].append(at)
    anchors = {one for _, these in _ANCHORS for one in these}
    main = next(
        (
            part
            for part in parts
            if any(anchors.intersection(these) for at in part for these in meant[at : at + 1])
        ),
        None,
    )
    return frozenset() if main is None else frozenset(filled - set(main))


def _are_groups(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the texts of a row are groups of the headings below, not a record or a title."""
    for column, text in enumerate(upper):
        below = lower[column] if column < len(lower) else ""
        if not text or not below or compared(text) == compared(below):
            continue
        right = column + 1
        wide = right < len(lower) and lower[right] and not (right < len(upper) and upper[right])
        if not wide and (headings().meanings(below) or not _meanings((text, below))):
            return False
    return any(lower)


def _stacks(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each column its texts from the top: groups reach to the right, repetitions fall away."""
    width = max(len(row) for row in rows)
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    stacks = []
    for column in range(width):
        stack: list[str] = []
        for depth, row in enumerate(cells):
            text = row[column]
            below = any(lower[column] for lower in cells[depth + 1 :])
            if not text and below:
                text = next((one for one in reversed(row[:column]) if one), "")
            if text and (not stack or compared(stack[-1]) != compared(text)):
                stack.append(text[:_MOST_HEADING])
        stacks.append(tuple(stack))
    return stacks


def _meanings(stack: tuple[str, ...]) -> tuple[str, ...]:
    """The concepts a heading with the groups above it may mean."""
    if not stack:
        return ()
    last, group = stack[-1], "".join(stack[:-1])
    tried = [last]
    if group:
        bare = group.replace("申请", "").replace("申报", "")
        outer = compared(stack[0])
        tried = [group + last, last + group, bare + last, f"{compared(last)}{outer}", last]
        if "材料" in outer:
            tried.insert(0, f"材料{compared(last)}")
        if "子项" in outer or "主项" in outer:
            tried = [last, *tried]
    table = headings()
    return next((found for one in tried if (found := table.meanings(one))), ())


def _role(meant: Sequence[tuple[str, ...]], below: Sequence[Sequence[str]], sheet: str) -> Role:
    """What the rows tell: by the surest column, what stands beside it, the rows, the sheet."""
    held = {one for these in meant for one in these}
    of_items = dict(_ANCHORS)[Role.ITEMS]
    for role, anchors in _ANCHORS:
        if not held.intersection(anchors):
            continue
        words = headings().sheet_words.get(role.value, ())
        named = any(one in sheet for one in words)
        alone = not held.intersection(of_items)
        if alone or named or _several_rows_an_item(meant, anchors, below):
            return role
        own = _GROUPS.get(role)
        beside = [
            these
            for these in meant
            if own and any(one.startswith(own) and one not in anchors for one in these)
        ]
        surely = any(these and all(one in anchors for one in these) for these in meant)
        # 申请材料 or 办理环节 alone, beside columns of items, holds several in a cell.
        if role is Role.ITEMS or surely or any(_only(these, str(own)) for these in beside):
            return role
    return Role.UNREAD


def _several_rows_an_item(
    meant: Sequence[tuple[str, ...]], anchors: Sequence[str], below: Sequence[Sequence[str]]
) -> bool:
    """Whether items come in several rows, each with a part of its own, as one row a step does."""
    items = dict(_ANCHORS)[Role.ITEMS]
    if set(anchors) & set(items):
        return False
    item_at = next(at for at, these in enumerate(meant) if set(these) & set(items))
    part_at = next(at for at, these in enumerate(meant) if set(these) & set(anchors))
    if item_at == part_at:
        return False
    filled, again, last = 0, 0, ""
    for row in below:
        item = row[item_at] if item_at < len(row) else ""
        if part_at < len(row) and row[part_at]:
            filled += 1
            again += filled > 1 and item in ("", last)
        last = item or last
    return again * 3 > filled


def _only(meanings: tuple[str, ...], group: str) -> bool:
    return all(one.startswith(group) for one in meanings)


def _columns(
    stacks: Sequence[tuple[str, ...]], meant: Sequence[tuple[str, ...]], role: Role
) -> tuple[Column, ...]:
    own = _GROUPS.get(role, "item.")
    columns: list[Column] = []
    taken: set[str] = set()
    sub_from = next((at for at, these in enumerate(meant) if "item.sub_name" in these), len(meant))
    last_limit = ""
    for at, (stack, these) in enumerate(zip(stacks, meant, strict=True)):
        if not stack:
            continue
        heading = "/".join(stack)
        if not these and last_limit and compared(stack[-1]) in ("单位", "时限单位"):
            these = (headings().units[last_limit],)  # noqa: PLW2901  # a bare 单位 belongs to its left
        fitting = [one for one in these if one.startswith((own, *_OF_ALL))]
        fitting.sort(key=lambda one: not one.startswith(own))
        concept = next((one for one in fitting if one not in taken), "")
        sub = "子项" in plain("".join(stack[:-1])) or at > sub_from
        if fitting and sub and fitting[0].startswith("item.") and role is Role.ITEMS:
            concept = _sub_concept(fitting[0], taken, grouped="子项" in plain("".join(stack[:-1])))
        if concept:
            taken.add(concept)
        last_limit = concept if concept in headings().units else ""
        columns.append(Column(at=at, heading=heading, concept=concept))
    return tuple(columns)


def _sub_concept(concept: str, taken: set[str], *, grouped: bool) -> str:
    """A column about the 子项: below its group, or the second of its sort beside 子项名称."""
    if not grouped and concept not in taken:
        return concept
    sub = SUB + concept.removeprefix("item.").replace("sub_name", "name")
    return "" if sub in taken else sub


# --- headings in front of their values --------------------------------------------------------


def labels_in(row: Sequence[str]) -> list[tuple[int, str]]:
    """The labels of a row of labels and values: those known, else what stands first."""
    filled = [(place, one) for place, one in enumerate(row) if one]
    known = [(place, one) for place, one in filled if _is_label(one)]
    return known or filled[:1]


def _is_label(text: str) -> bool:
    return len(text) <= _MOST_HEADING and bool(_of_items(text))


def _of_items(text: str) -> list[str]:
    return [one for one in headings().meanings(text) if one.startswith(("item.", "service."))]


def _starts_with_label(row: Sequence[str]) -> bool:
    """Whether a row is a label and then a value, not a row of headings."""
    filled = [one for one in row if one]
    return len(filled) > 1 and _is_label(filled[0]) and not _is_label(filled[1])


def _upright_at(sheet: str, texts: Sequence[Sequence[str]], at: int) -> TableMapping | None:
    """A block of labels, each with its value to the right."""
    if not _starts_with_label(texts[at]):
        return None
    end = next((n for n in range(at + 1, len(texts)) if _table_at(sheet, texts, n)), len(texts))
    rows = [row for row in texts[at:end] if any(row)][:_MOST_LABELS]
    if sum(map(_starts_with_label, rows)) < _FEWEST_KNOWN:
        return None
    columns: list[Column] = []
    taken: set[str] = set()
    for row in rows:
        for place, label in labels_in(row):
            concept = next((one for one in _of_items(label) if one not in taken), "")
            taken.update([concept] if concept else [])
            columns.append(Column(at=place, heading=label[:_MOST_HEADING], concept=concept))
    if len(taken) < _FEWEST_PAIRS or not taken.intersection(dict(_ANCHORS)[Role.ITEMS]):
        return None
    return TableMapping(
        sheet=sheet, role=Role.ITEMS, heading_row=at + 1, heading_rows=0, columns=tuple(columns)
    )


def _unknown(sheet: str, texts: Sequence[Sequence[str]]) -> TableMapping | None:
    """A table nobody recognised, with what looks most like its headings."""
    for at, row in enumerate(texts):
        filled = [(place, one) for place, one in enumerate(row) if one]
        if len(filled) >= _FEWEST_KNOWN:
            columns = [
                Column(
                    at=place,
                    heading=_BLANKS.sub(" ", one)[:_MOST_HEADING],
                    concept=next(iter(_of_items(one)), ""),
                )
                for place, one in filled
            ]
            return TableMapping(
                sheet=sheet, role=Role.UNREAD, heading_row=at + 1, columns=tuple(columns)
            )
    return None
