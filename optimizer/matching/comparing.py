"""How alike two names of documents are, what speaks for their being one, and what against."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from optimizer.matching.reading import ReadName
from optimizer.matching.synonyms import Synonyms
from optimizer.service.document_names import is_form

_SURE = 1.0
_SYNONYM = 0.97
_ABBREVIATION = 0.9
_PART = 0.86
_WEAK_PART = 0.7
_TELLING = 6
_CHOSEN = 0.9
_FIRST = 0.8
_HOLDER_OPEN = 0.96
"""Holder stated on one side only."""
_EDITION_OPEN = 0.67
"""Edition stated on one side only: who writes 新 or 变更后 means to tell it from the other."""
_ONE_SIDED, _ONE_SIDED_SPELLING = 0.9, 0.85
"""A word that tells documents apart stands in one name only."""
_SHORTEST_PART = 4


class Reason(StrEnum):
    """Why two names may mean one document."""

    DECIDED = "decided"  # a planner said so
    CODE = "code"  # one code of the e-certificate catalogue
    SAME = "same"  # the same once form words and punctuation are off
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"  # one is the other with characters left out
    PART = "part"  # one name stands in the other
    SPELLING = "spelling"


class Against(StrEnum):
    """What speaks against it."""

    DECIDED = "decided"  # a planner said no
    HOLDER = "holder"
    EDITION = "edition"
    CONTRAST = "contrast"  # 设立 here, 注销 there
    NUMBERS = "numbers"  # 1寸, 2寸
    FORM_OR_NOT = "form_or_not"
    FORM_OF_ITEM = "form_of_item"  # forms of two items may be united, but are two
    CODE = "code"
    HOLDER_OPEN = "holder_open"  # stated on one side only
    EDITION_OPEN = "edition_open"
    ONE_SIDED = "one_sided"  # a word that tells documents apart stands in one name only
    ASKED_TOGETHER = "asked_together"  # one item asks for both


RULED_OUT = frozenset(Against) - {
    Against.HOLDER_OPEN,
    Against.EDITION_OPEN,
    Against.ONE_SIDED,
    Against.ASKED_TOGETHER,
}
"""What makes two documents of them, however alike the names are."""


@dataclass(frozen=True)
class Comparison:
    """Two names compared.

    Attributes:
        score: 0 … 1; 0 where something rules it out.
        reasons: what speaks for it, the strongest first.
        against: what speaks against it.
    """

    score: float
    reasons: tuple[Reason, ...] = ()
    against: tuple[Against, ...] = ()


def compare(one: ReadName, other: ReadName, known: Synonyms) -> Comparison:
    """Compare two names; the order does not matter."""
    vetoes = _vetoes(one, other, known)
    if vetoes:
        return Comparison(0.0, against=vetoes)
    score, reasons = _alike(one, other, known)
    against = []
    if one.holder != other.holder:
        against.append(Against.HOLDER_OPEN)
        score *= _HOLDER_OPEN
    if one.edition != other.edition:
        against.append(Against.EDITION_OPEN)
        score *= _EDITION_OPEN
    if reasons[0] not in (Reason.SAME, Reason.SYNONYM) and _one_sided(one, other):
        against.append(Against.ONE_SIDED)
        score *= _ONE_SIDED_SPELLING if reasons[0] is Reason.SPELLING else _ONE_SIDED
    return Comparison(score, reasons, tuple(against))


def _alike(one: ReadName, other: ReadName, known: Synonyms) -> tuple[float, tuple[Reason, ...]]:
    if one.core == other.core or one.stem == other.stem:
        return _SURE, (Reason.SAME,)
    x, y = known.canonical(one.core), known.canonical(other.core)
    if x == y:
        return _SYNONYM, (Reason.SYNONYM,)
    told = () if {x, y} == {one.core, other.core} else (Reason.SYNONYM,)
    stems = known.canonical(one.stem), known.canonical(other.stem)
    found = (
        _spelled(x, y),
        _spelled(*stems),
        _chosen(x, other, known),
        _chosen(y, one, known),
        _first(x, other, known),
        _first(y, one, known),
    )
    score, reason = max(found, key=lambda each: each[0])
    return score, (reason, *told)


def _spelled(x: str, y: str) -> tuple[float, Reason]:
    short, long = sorted((x, y), key=lambda core: (len(core), core))
    found = [(fuzz.ratio(short, long) / 100, Reason.SPELLING)]
    if long.endswith(short) and len(short) >= _SHORTEST_PART:
        telling = 2 * len(short) >= len(long) or len(short) >= _TELLING
        found.append((_PART if telling else _WEAK_PART, Reason.PART))
    elif _left_out(short, long):
        found.append((_ABBREVIATION, Reason.ABBREVIATION))
    return max(found, key=lambda each: each[0])


def _chosen(core: str, other: ReadName, known: Synonyms) -> tuple[float, Reason]:
    """The whole of one name among the choices or in the brackets of the other."""
    alike = (_spelled(core, known.canonical(choice))[0] for choice in other.choices)
    return _CHOSEN * max(alike, default=0.0), Reason.PART


def _first(core: str, other: ReadName, known: Synonyms) -> tuple[float, Reason]:
    """The whole of one name is what the other names first."""
    same = bool(other.first) and known.canonical(other.first) == core
    return (_FIRST if same else 0.0), Reason.PART


def _left_out(short: str, long: str) -> bool:
    """Whether one is the other with characters left out: 死亡证明, 死亡医学证明."""
    if len(short) < _SHORTEST_PART or 5 * len(short) < 2 * len(long):
        return False
    same_end = _SHORTEST_PART if short[0] != long[0] else 2
    if short[-same_end:] != long[-same_end:]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


# --- what rules it out ----------------------------------------------------------------------------


def _vetoes(one: ReadName, other: ReadName, known: Synonyms) -> tuple[Against, ...]:
    found = []
    if one.holder and other.holder and one.holder != other.holder:
        found.append(Against.HOLDER)
    if one.edition and other.edition and one.edition != other.edition:
        found.append(Against.EDITION)
    if not (one.numbers <= other.numbers or other.numbers <= one.numbers):
        found.append(Against.NUMBERS)
    if _is_form(one, known) != _is_form(other, known):
        found.append(Against.FORM_OR_NOT)
    if _contrasts(one, other):
        found.append(Against.CONTRAST)
    return tuple(found)


def _is_form(read: ReadName, known: Synonyms) -> bool:
    return _form(read.core) or _form(known.canonical(read.core))


_form = lru_cache(maxsize=50_000)(is_form)


def _contrasts(one: ReadName, other: ReadName) -> bool:
    """Whether they say two different words of one group."""
    said = dict(other.told)
    return any(number in said and not words & said[number] for number, words in one.told)


def _one_sided(one: ReadName, other: ReadName) -> bool:
    return {number for number, _ in one.told} != {number for number, _ in other.told}
