"""``docs/levers.md``: one section a lever, written from the catalogue and its tables.

Write it anew with ``python -m optimizer.formats.levers_page``.
"""

import inspect
import json
from collections.abc import Iterator
from functools import cache

from optimizer.formats.reference_pages import table, write_page
from optimizer.law.rules import Rule, Template, load_rules
from optimizer.levers.catalogue import LEVERS
from optimizer.levers.lever import Lever
from optimizer.levers.reference import (
    AuthorityRow,
    LeverText,
    MergeClass,
    authority_table,
    lever_tables,
    lever_texts,
    merge_classes,
)
from optimizer.places import data_directory
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.violation import Weight
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.service.terms import word

PAGE = "levers.md"

_HEAD = """# Levers (改革方式)

Written by `python -m optimizer.formats.levers_page` from `data/levers/`, `data/law/rules.json`
and the finders in `optimizer/levers/`; do not edit.

Levers look at a service and find opportunities; a plan takes some of them up as measures. The
order is that of the waterfall: what others rest on comes first. What each kind of measure does
exactly stands in the [modelling notes](modelling.md#2-measures-what-apply-does), the rules named
under *refused* in [law](law.md). `onething levers FILE` lists what a service offers.

- **Effort** 易 / 中 / 难, in points {weights}, and risk are our own planning values, marked
  assumed, unless the file states them. Groups pay for each member.
- **Who decides**: the ladder is {ladder}. The first row that fits counts for each department; of
  several departments the highest decides. *Alone*: the own unit, where only the lead department
  or a concentrated licensing organ (相对集中许可) is concerned.
"""


def page() -> str:
    """The page as it should stand in the checkout."""
    weights = " / ".join(str(lever_tables().weights[one]) for one in Grade)
    ladder = " < ".join(word(one) for one in Authority)
    head = _HEAD.format(weights=weights, ladder=ladder)
    return head + "".join(_section(lever) for lever in LEVERS)


def _section(lever: Lever) -> str:
    text = lever_texts()[lever.key]
    title = f"\n## {lever.name_zh} · {lever.name_en} `{lever.key}`\n\n"
    points = (f"- **{label}**: {told}\n" for label, told in _points(lever, text) if told)
    head = ("who decides", "list", "departments", "for", "why")
    deciders = table(head, _deciders(lever, text))
    return f"{title}{text.text_en}\n\n{text.text_zh}\n\n{''.join(points)}\n{deciders}"


def _points(lever: Lever, text: LeverText) -> Iterator[tuple[str, str]]:
    changes = _words("changes")
    yield "Changes", "; ".join(f"{changes[kind.value]} (`{kind.value}`)" for kind in lever.kinds)
    yield "Offered", " ".join((inspect.getdoc(lever.find) or "").split())
    yield "Refused", _words("refused")[lever.key]
    yield "By law", _rules(lever)
    yield "Effort", _effort(lever, text)
    yield "Risk", word(Risk[text.risk.upper()])
    yield "Basis", text.basis
    yield (
        "Precondition",
        f"{text.precondition_zh} ({text.precondition_en})" * bool(text.precondition_zh),
    )


def _rules(lever: Lever) -> str:
    """The rules that forbid measures of this lever or ask for a sign-off."""
    found = [rule for rule in load_rules() if _speaks_of(rule, lever)]
    return ", ".join(
        f"`{rule.id}`" + (" (sign-off)" if rule.severity is Weight.SOFT else "") for rule in found
    )


def _speaks_of(rule: Rule, lever: Lever) -> bool:
    """Whether a rule forbids measures of this lever; routes are told apart by lever."""
    if rule.template is not Template.MEASURE_FORBIDDEN:
        return False
    if not set(rule.params.measures) & set(lever.kinds):
        return False
    route = {
        "abolish": "abolished",
        "submit_once": "submit_once",
        "hand_over": "result",
        "retrieve": "retrieve",
        "recognise": "recognised",
        "commitment": "commitment",
    }.get(lever.key, "")
    others = set(rule.params.measures) - {MeasureKind.ROUTE}
    routes = {one.value for one in rule.params.routes}
    return bool(others & set(lever.kinds)) or not routes or route in routes


def _effort(lever: Lever, text: LeverText) -> str:
    """The usual grade and where it depends on something."""
    tables = lever_tables()
    if lever.key == "shorten":
        cuts = (
            f"{word(one.grade)} (risk {word(Risk[one.risk.upper()])}) up to {one.percent} % off"
            for one in tables.shorten_grades
        )
        return "; ".join(cuts)
    told = word(text.grade)
    if lever.key == "retrieve":
        grades = (f"{word(key)} {word(one)}" for key, one in tables.connect_grades.items())
        return f"{told} for each requirement; connecting a source, unless entered: " + "、".join(
            grades
        )
    classes = (
        f"{one.name_zh} {word(one.grade)}, of one organ {word(one.grade_same_organ)}, "
        f"coordination {one.coordination_hours} h"
        for one in _classes(lever)
    )
    own = () if _classes(lever) and lever.key != "window" else (told,)
    return "; ".join((*own, *classes))


def _classes(lever: Lever) -> tuple[MergeClass, ...]:
    """The merge classes of a lever; the window's receiving has a price of its own."""
    found = (one for one in merge_classes().values() if one.lever == lever.key)
    return tuple(one for one in found if one.key != MeasureKind.WINDOW.value)


def _deciders(lever: Lever, text: LeverText) -> Iterator[tuple[str, ...]]:
    for element, detail in _elements(lever, text):
        for row in authority_table().rows:
            if row.element == element and detail in ("*", row.detail):
                yield _decider(row)
    if lever.key == "rule_change":
        for level in authority_table().basis_levels:
            level_word = word(Authority[level.authority.upper()])
            yield (level_word, "any", "any", "", f"basis in words `{level.pattern}`")


def _elements(lever: Lever, text: LeverText) -> tuple[tuple[str, str], ...]:
    """The rows of the table of who decides that a lever asks for."""
    if lever.key == "retrieve":
        return ((text.element, "*"),)
    if text.element == "visit":
        return ((text.element, ""),)
    own = () if _classes(lever) and lever.key != "window" else ((text.element, text.detail),)
    classes = tuple((one.element, one.detail) for one in _classes(lever))
    authorised = (("step", "authorised"),) if lever.key == "window" else ()
    return (*own, *classes, *authorised)


def _decider(row: AuthorityRow) -> tuple[str, ...]:
    authority = word(Authority[row.authority.upper()])
    return (
        authority + ("; alone 本单位" if row.own_unit_if_alone else ""),
        "、".join(word(one) for one in row.lists) or "any",
        "、".join(word(one) for one in row.kinds) or "any",
        row.detail,
        f"{row.reason_zh} · {row.reason_en}",
    )


@cache
def _words(part: str) -> dict[str, str]:
    """Sentences for this page alone: ``changes`` by kind, ``refused`` by lever."""
    path = data_directory() / "levers" / "page.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))[part]
    return found


if __name__ == "__main__":
    write_page(PAGE, page())
