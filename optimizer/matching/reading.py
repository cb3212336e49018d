"""A name of a document taken apart: what it is, of whom, old or new, how it is handed in.

What is taken off is kept: the number of copies or 原件 can be reduced by themselves, and holder and
edition decide whether two names may mean one document at all.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from optimizer.matching.reference import matching_words

_QUOTES = re.compile(r"[《》〈〉“”\"'‘’「」『』]")
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_NUMERAL = re.compile(r"[一二两三四五六七八九](?=[寸类级号型期份张页套本式])")
_COPIES = re.compile(r"(?:各|共)?(?:1式)?\d+(?:份|张|页|套|本)|各?1式\d+(?:份|联)?")
_IDENTITY = re.compile(r"\d+寸|\d+(?:类|级|号|型|期)|[a-z]+\d+|\d{4}年?|\d+")
_SHORTEST_STEM = 4
_CHOICE = re.compile(r"或者|或|/")
_PUNCTUATION = re.compile(r"[\s、,，。.;；:：/·\-—_+()\[\]【】〔〕]+")


@dataclass(frozen=True)
class ReadName:
    """A name taken apart.

    Attributes:
        core: what is left to say which document it is; no punctuation.
        stem: the core without an end that says no more than that it is a paper (文件, 材料).
        holder, edition: as one word each; empty where the name does not say.
        choices: what the name offers instead of the whole (甲或乙), and what stands in its
            brackets and is no form word; as it would be a core.
        first: what a name of two things names first (甲及乙), as it would be a core.
        form_words: how it is handed in, e.g. 复印件, 2张.
        numbers: numbers and licence kinds that belong to the identity, e.g. 1寸, c1.
        told: groups of contrasting words, by number, with those words the name says.
    """

    core: str
    stem: str = ""
    holder: str = ""
    edition: str = ""
    choices: tuple[str, ...] = ()
    first: str = ""
    form_words: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    told: tuple[tuple[int, frozenset[str]], ...] = ()


@lru_cache(maxsize=50_000)
def read_name(name: str, holder: str = "", edition: str = "") -> ReadName:
    """Take a name apart.

    Args:
        name: as a guide writes it.
        holder: where a record states it; it outweighs what the name says.
        edition: likewise.
    """
    text = _even(name)
    said_holder, rest = _holder(text)
    rest, brackets = _without_brackets(rest)
    said_edition, brackets = _bracketed_edition(brackets)
    rest, form_words = _without_form_words(rest)
    if not said_holder:
        said_holder, rest = _holder(rest)
    written, rest = _written_edition(rest)
    remarks, more = _remarks(brackets)
    counted = "".join((rest, *(_COPIES.sub("", one) for one in brackets)))
    numbers = frozenset(_IDENTITY.findall(counted))
    core = _core(_IDENTITY.sub("", rest)) or _core(rest) or _core(text)
    return ReadName(
        core=core,
        stem=_stem(core),
        holder=_holder_word(holder) or said_holder,
        edition=_edition_word(edition) or said_edition or written,
        first=_first(rest),
        choices=(*_choices(rest), *remarks),
        form_words=(*form_words, *more),
        numbers=numbers,
        told=_contrasting(text),
    )


def _even(name: str) -> str:
    """One width, no quotation marks, Arabic figures where they count or measure."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"\s+", "", _QUOTES.sub("", text))
    return _NUMERAL.sub(lambda found: found.group().translate(_DIGITS), text)


def _core(text: str) -> str:
    for filler in matching_words().fillers:
        shorter = text.replace(filler, "")
        text = shorter if len(shorter) > 1 else text
    return _PUNCTUATION.sub("", text)


def _stem(core: str) -> str:
    for tail in matching_words().tails:
        shorter = core.removesuffix(tail)
        core = shorter if len(shorter) >= _SHORTEST_STEM else core
    return core


def _choices(text: str) -> tuple[str, ...]:
    """The things of which one is handed in, where a name offers a choice."""
    parts = [_core(part) for part in _CHOICE.split(text)]
    return tuple(part for part in parts if len(part) > 1) if len(parts) > 1 else ()


def _first(text: str) -> str:
    before, _, after = text.partition("及")
    first = _core(before)
    return first if after and "、" not in before and len(first) >= _SHORTEST_STEM else ""


def _contrasting(text: str) -> tuple[tuple[int, frozenset[str]], ...]:
    said = (
        frozenset(word for word in group if word in text) for group in matching_words().contrasts
    )
    return tuple((number, words) for number, words in enumerate(said) if words)


# --- holder ---------------------------------------------------------------------------------------


def _holder(text: str) -> tuple[str, str]:
    """Holder a name begins with, and the rest; nothing where the word means something else."""
    for holder, spelled in matching_words().holders.items():
        for word in spelled:
            rest = text.removeprefix(word)
            rest = rest.removeprefix("的") if len(rest) < len(text) else ""
            if rest.startswith("(负责人)"):
                rest = rest.removeprefix("(负责人)")
            if rest and not rest.startswith(("、", "和", "及", "或")) and _is_held(rest):
                return holder, rest
    return "", text


def _is_held(rest: str) -> bool:
    plain = rest.lstrip("0123456789")
    return any(word in plain for word in matching_words().held_by_someone)


def _holder_word(stated: str) -> str:
    """The one word for a holder that a record states in its own words."""
    plain = _even(stated)
    for holder, spelled in matching_words().holders.items():
        if plain == holder or plain in spelled or plain.split("(")[0] in spelled:
            return holder
    return plain


# --- old or new -----------------------------------------------------------------------------------


def _bracketed_edition(brackets: list[str]) -> tuple[str, list[str]]:
    for place, text in enumerate(brackets):
        word = _edition_word(text)
        if word in matching_words().editions or (len(word) > 2 and word.endswith(("前", "后"))):
            return word, brackets[:place] + brackets[place + 1 :]
    return "", brackets


def _written_edition(text: str) -> tuple[str, str]:
    """Edition a name begins with, as in 旧户口簿; 新生儿 and 原单位 are none."""
    words = matching_words()
    for edition, spelled in words.editions.items():
        for word in spelled:
            rest = text.removeprefix(word).removeprefix("的")
            if text.startswith(word) and rest.startswith(words.edition_of):
                return edition, rest
    return "", text


def _edition_word(stated: str) -> str:
    plain = _even(stated)
    bare = plain.removesuffix("版").removesuffix("的")
    for edition, spelled in matching_words().editions.items():
        if bare in spelled:
            return edition
    return plain


# --- how it is handed in --------------------------------------------------------------------------


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text without what stands in brackets, and that, from the inside out."""
    found: list[str] = []
    while inner := _BRACKETS.search(text):
        found.append(inner.group(1))
        text = text[: inner.start()] + text[inner.end() :]
    return text, [one for one in found if one]


def _without_form_words(text: str) -> tuple[str, tuple[str, ...]]:
    """Take form words and numbers of copies off both ends."""
    taken: list[str] = []
    changed = True
    while changed:
        changed = False
        for word in _form_words_at(text):
            rest = text.removesuffix(word) if text.endswith(word) else text.removeprefix(word)
            rest = rest.strip("、,，;；及和与")
            rest = rest.removesuffix("的") if text.endswith(word) else rest
            if len(rest) > 1:
                text, changed = rest, True
                taken.append(word)
                break
    return text, tuple(taken)


def _form_words_at(text: str) -> list[str]:
    found = [word for word in matching_words().form_words if text.endswith(word)]
    copies = [one.group() for one in _COPIES.finditer(text)]
    return [*found, *(one for one in copies if text.endswith(one) or text.startswith(one))]


def _remarks(brackets: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stood in brackets: remarks on what it is, and form words."""
    remarks: list[str] = []
    form_words: list[str] = []
    for text in brackets:
        rest = _COPIES.sub("", text)
        for word in matching_words().form_words:
            rest = rest.replace(word, "")
        if _core(rest):
            remarks.append(_core(text))
        else:
            form_words.append(text)
    return tuple(remarks), tuple(form_words)
