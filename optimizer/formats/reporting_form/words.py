"""What the headings of a form ask for, told by the words of ``data/reporting_words.json``."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from optimizer.evaluation.reduction import REDUCED
from optimizer.places import data_directory
from optimizer.redesign.counting_rule import DaysBefore, MaterialUnit

QUANTITIES = ("before", "after", "amount", "percent", "change")
"""改革前, 改革后, 压减数, 压减比例, and the change with its sign (增减幅)."""

SHARES = ("percent", "change")
"""The quantities that are percentages."""

TEXTS = (
    "service",
    "region",
    "lead_department",
    "supporting_departments",
    "department_count",
    "items",
    "item_names",
    "list_category",
    "yearly_cases",
    "situation",
    "plan",
    "counting_rule",
    "baseline_date",
    "date",
    "number",
)
FIGURES = (*TEXTS, *(f"{metric}.{quantity}" for metric in REDUCED for quantity in QUANTITIES))
"""Everything a cell of a form can be filled with."""

_BRACKETS = re.compile(r"\([^()]*\)")
_NOISE = re.compile(r"[\s\"'“”‘’《》:*]|^\d+[.、]|^[一二三四五六七八九十]+、")
_ORDINAL = re.compile("[0-9A-Za-z]{1,2}|[一二三四五六七八九十]{1,2}|[甲乙丙丁戊己庚辛壬癸]|栏次")
_TIMES = ("promise", "elapsed")
_LONG = 4


@dataclass(frozen=True)
class Meaning:
    """What one heading asks for.

    Attributes:
        figure: one of ``FIGURES``; empty where the words say none.
        percent_said: the heading carries a per cent sign, so the bare number stands below it.
        decimals: places the heading asks for.
        days_before: the counting of days before the reform that the heading names.
        material_unit: the unit of materials that the heading names.
        other_days: a unit of time in the heading in which no figure is counted, e.g. 自然日.
    """

    figure: str = ""
    percent_said: bool = False
    decimals: int | None = None
    days_before: DaysBefore | None = None
    material_unit: MaterialUnit | None = None
    other_days: str = ""


@dataclass(frozen=True)
class _Words:
    plain: Mapping[str, tuple[str, ...]]
    metrics: Mapping[str, tuple[str, ...]]
    quantities: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    other_days: tuple[str, ...]
    decimals: Mapping[str, int]
    totals: tuple[str, ...]
    ends: tuple[str, ...]
    examples: tuple[str, ...]
    placeholders: tuple[str, ...]
    marks: frozenset[str]


@cache
def _words() -> _Words:
    path = data_directory() / "reporting_words.json"
    held = json.loads(path.read_text(encoding="utf-8"))

    def table(name: str) -> dict[str, tuple[str, ...]]:
        return {key: tuple(map(_compared, words)) for key, words in held[name].items()}

    return _Words(
        plain=table("plain"),
        metrics=table("metrics"),
        quantities=table("quantities"),
        rules=table("rules"),
        units=table("units"),
        other_days=tuple(held["other_days"]),
        decimals=held["decimals"],
        totals=tuple(held["totals"]),
        ends=tuple(held["ends"]),
        examples=tuple(held["examples"]),
        placeholders=tuple(held["placeholders"]),
        marks=frozenset(held["placeholder_marks"]),
    )


@lru_cache(maxsize=4096)
def meaning(path: tuple[str, ...]) -> Meaning:
    """What headings over (or beside) a cell ask for.

    Args:
        path: their texts from the outermost to the one next to the cell.
    """
    if not path:
        return Meaning()
    whole = "".join(_compared(one) for one in path)
    figure = _plain(_bare(path[-1])) or _measured(path)
    metric = figure.partition(".")[0]
    return Meaning(
        figure=figure,
        percent_said="%" in whole,
        decimals=decimals_said(whole),
        days_before=_days_before(figure, whole),
        material_unit=_material_unit(path) if metric == "materials" else None,
        other_days=_other_days(path) if metric in _TIMES else "",
    )


def decimals_said(text: str) -> int | None:
    """Decimal places a text asks for, such as 保留一位小数."""
    compared = _compared(text)
    found = (places for said, places in _words().decimals.items() if said in compared)
    return next(found, None)


def is_total(text: str) -> bool:
    """Whether a row beginning with this text adds up the rows above."""
    return _bare(text) in _words().totals


def is_end(text: str) -> bool:
    """Whether this text stands below a table: a note, or who filled it in."""
    return any(_bare(text).startswith(one) for one in _words().ends)


def is_numbering(text: str) -> bool:
    """Whether a text below the headings numbers the columns, or shows how to fill them in."""
    bare = _compared(text)
    return _ORDINAL.fullmatch(bare) is not None or any(
        bare.startswith(one) for one in _words().examples
    )


def is_placeholder(text: str) -> bool:
    """Whether a text only holds the place of what is to be filled in; nothing at all does."""
    held = _words()
    bare = _compared(text).strip("()[]【】")
    return set(text.strip()) <= held.marks or any(bare.startswith(one) for one in held.placeholders)


def structure_text(text: str) -> str:
    """A heading without what changes from year to year."""
    return re.sub(r"\d", "", _compared(text))


def _compared(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def _bare(text: str) -> str:
    return _BRACKETS.sub("", _compared(text))


def _longest(text: str, words: Mapping[str, Iterable[str]]) -> str:
    """The key whose longest word stands in a text; of several the longest, else empty."""
    best, key = 0, ""
    for one, said in words.items():
        for word in said:
            if _stands(word, text) and len(word) > best:
                best, key = len(word), one
    return key


def _stands(word: str, text: str) -> bool:
    if word[0] == "=":
        return text == word[1:]
    return text.startswith(word[1:]) if word[0] == "^" else word in text


def _plain(text: str) -> str:
    best, key = 0, ""
    for one, said in _words().plain.items():
        for word in said:
            bare = word.removeprefix("=")
            ends = word[0] != "=" and len(bare) >= _LONG and text.endswith(bare)
            if (text == bare or ends) and len(bare) > best:
                best, key = len(bare), one
    return key


def _measured(path: tuple[str, ...]) -> str:
    """A metric and what of it, each from the innermost heading that names one."""
    words = _words().metrics
    inward = path[::-1]
    metric = next(filter(None, (_longest(_bare(one), words) for one in inward)), "")
    quantity = next(filter(None, map(_quantity, inward)), "")
    return f"{metric}.{quantity}" if metric and quantity else ""


def _quantity(text: str) -> str:
    """A share is a share whatever it is compared with; 前后 compares and names neither."""
    held = _words().quantities
    bare = _bare(text)
    share = _longest(bare, {one: held[one] for one in SHARES})
    if share:
        return share
    rest = {one: held[one] for one in ("before", "after", "amount")}
    found = "" if "前后" in bare else _longest(bare, rest)
    return "percent" if found == "amount" and "%" in _compared(text) else found


def _days_before(figure: str, whole: str) -> DaysBefore | None:
    """After the reform there is one way to count only: the promise."""
    if not figure.startswith("promise.") or figure.endswith(".after"):
        return None
    said = _longest(whole, _words().rules)
    return DaysBefore(said) if said else None


def _material_unit(path: tuple[str, ...]) -> MaterialUnit | None:
    """The unit in brackets; 份 alone is said of anything and names none."""
    for text in _bracketed(path):
        for unit, said in _words().units.items():
            if text in said:
                return MaterialUnit(unit)
    return None


def _other_days(path: tuple[str, ...]) -> str:
    held = _words().other_days
    return next((one for one in _bracketed(path) if one in held), "")


def _bracketed(path: tuple[str, ...]) -> list[str]:
    return [
        unit[1:-1] for one in path for unit in _BRACKETS.findall(_compared(one)) if len(unit) > 2
    ]
