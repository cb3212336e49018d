"""The words by which doubtful wording is told, and names as they are compared."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from optimizer.places import data_directory

_PUNCTUATION = re.compile(r"[\s（）()《》〈〉“”\"'‘’、，,。.；;：:·/\\_+-]+")


@dataclass(frozen=True)
class FindingWords:
    """Words by which doubtful wording is told (``data/finding_words.json``)."""

    catch_all: tuple[re.Pattern[str], ...]
    contrasts: tuple[tuple[str, ...], ...]
    paper_forms: tuple[str, ...]
    codes: tuple[tuple[str, int, str, str], ...]


@cache
def finding_words() -> FindingWords:
    """The words as shipped."""
    path = data_directory() / "finding_words.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    return FindingWords(
        catch_all=tuple(re.compile(one) for one in held["catch_all"]),
        contrasts=tuple(tuple(sorted(group, key=len, reverse=True)) for group in held["contrasts"]),
        paper_forms=tuple(sorted(held["paper_forms"], key=len, reverse=True)),
        codes=tuple(
            (key, one["length"], one["name_zh"], one["name_en"])
            for key, one in held["codes"].items()
        ),
    )


def plain_name(name: str) -> str:
    """A name without what does not change its meaning: brackets, spaces, 复印件."""
    plain = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).lower())
    for word in finding_words().paper_forms:
        if plain.endswith(word) and len(plain) > len(word):
            plain = plain[: -len(word)]
    return plain


def contrasting(name: str) -> tuple[frozenset[str], ...]:
    """The words of a name that make it another thing (新 / 旧), by the group of such words."""
    return tuple(_held(group, name) for group in finding_words().contrasts)


def _held(group: tuple[str, ...], name: str) -> frozenset[str]:
    """The words of a group in a name; a longer word hides the shorter ones in it."""
    found = set()
    for word in group:
        if word in name:
            found.add(word)
            name = name.replace(word, "|")
    return frozenset(found)
