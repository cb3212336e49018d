"""What headings mean: the aliases of ``data/headings.json``."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from optimizer.errors import Said, UnknownUnit
from optimizer.places import data_directory
from optimizer.worktime import Duration

SUB = "sub."
"""Begins a concept of the columns that describe a 子项 beside its 主项."""

_BRACKETS = re.compile(r"[(\[【〔<《]([^()\[\]【】〔〕<>《》]*)[)\]】〕>》]")


@dataclass(frozen=True)
class Headings:
    """The reference data.

    Attributes:
        names: concept → what it is called.
        aliases: compared heading → concepts it may mean.
        units: concept of a limit → concept of the column that holds its unit.
        codes: set → number → official word.
        values: set → compared word → value of the closed list.
        totals: what begins a row of totals.
        sheet_words: role → words in the name of a sheet that speak for it.
    """

    names: Mapping[str, Said]
    aliases: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Mapping[str, str]]
    totals: tuple[str, ...]
    sheet_words: Mapping[str, tuple[str, ...]]

    def meanings(self, heading: str) -> tuple[str, ...]:
        """The concepts a heading may mean."""
        return self.aliases.get(compared(heading), ())


@cache
def headings() -> Headings:
    """The reference data, read once."""
    held = json.loads((data_directory() / "headings.json").read_text("utf-8"))
    concepts = held["concepts"]
    found: dict[str, list[str]] = {}
    for concept, row in concepts.items():
        for alias in row["aliases"]:
            found.setdefault(compared(alias), []).append(concept)
    units = {one: row["unit"] for one, row in concepts.items() if "unit" in row}
    for concept, unit in units.items():
        for alias in concepts[concept]["aliases"]:
            for word in held["unit_words"]:
                found.setdefault(compared(alias + word), []).append(unit)
            for word in held["value_words"]:
                found.setdefault(compared(alias + word), []).append(concept)
    return Headings(
        names={one: Said(row["zh"], row["en"]) for one, row in concepts.items()},
        aliases={text: tuple(dict.fromkeys(these)) for text, these in found.items()},
        units=units,
        codes={one: rows for one, rows in held["codes"].items() if one != "comment"},
        values={
            one: {compared_word(word): value for word, value in rows.items()}
            for one, rows in held["values"].items()
        },
        totals=tuple(held["totals"]),
        sheet_words={role: tuple(words) for role, words in held["sheet_words"].items()},
    )


def concept_name(concept: str) -> Said:
    """What a concept is called; of a column about a 子项, too."""
    if not concept.startswith(SUB):
        return headings().names[concept]
    name = headings().names[f"item.{concept.removeprefix(SUB)}"]
    return Said(f"子项·{name.zh}", f"sub-item: {name.en}")


def known_concepts() -> tuple[str, ...]:
    """Every concept a column may be given."""
    names = headings().names
    subs = [f"{SUB}{one.removeprefix('item.')}" for one in names if one.startswith("item.")]
    return (*names, *subs)


def plain(text: str) -> str:
    """A text as it is compared: NFKC, no blanks, one letter case."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def compared_word(text: str) -> str:
    """A value of a code set as it is compared."""
    return plain(text).strip("。.;；")


def compared(heading: str) -> str:
    """A heading without what differs between systems: brackets, stars, colons, blanks."""
    text = plain(heading).strip("*:·")
    unit = "单位" if any("单位" in one for one in _BRACKETS.findall(text)) else ""
    return _BRACKETS.sub("", text).strip("*:·") + unit


def unit_in(heading: str) -> str:
    """The unit that stands in a heading (``承诺时限(工作日)``); empty when none does."""
    for inside in _BRACKETS.findall(plain(heading)):
        word = inside.removeprefix("单位").strip(":")
        try:
            Duration.parse(f"1{word}")
        except (UnknownUnit, ValueError):
            continue
        return str(word)
    return ""
