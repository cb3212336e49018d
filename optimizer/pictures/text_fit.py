"""How wide a text is about, and how it is broken into lines, without asking a font.

A full-width character is one em; letters and digits get what Noto Sans needs for them on average,
a little more rather than less.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

ELLIPSIS = "…"
_FULL = frozenset("WFA")
_NARROW_EM, _CAPITAL_EM = 0.57, 0.66
# A line never starts with one of these.
_CLOSING = frozenset("·，。、；：！？）》〉】〕」』”’%％,.;:!?)]}…")
# A line never ends with one of these.
_OPENING = frozenset("（《〈【〔「『“‘([{")
# Latin words and numbers stay whole; anything else may be broken behind each character.
_PIECES = re.compile(r"[A-Za-z0-9.,+\-/%]+ ?|.", re.DOTALL)


def text_width(text: str, size_px: float) -> float:
    """Width of one line in px."""
    return size_px * sum(_em(character) for character in text)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in _FULL:
        return 1.0
    return _CAPITAL_EM if character.isupper() or character in "%@&mwMW" else _NARROW_EM


# A picture is drawn anew after every change, and most of its texts are what they were.
@lru_cache(maxsize=8192)
def wrap(text: str, width_px: float, size_px: float, most_lines: int) -> tuple[str, ...]:
    """A text in lines of about equal length.

    Args:
        text: one line.
        width_px: room for each line.
        size_px: font size.
        most_lines: at least 1; what does not fit ends in an ellipsis.
    """
    lines = _filled(text, width_px, size_px)
    if len(lines) > most_lines:
        kept = lines[: most_lines - 1]
        rest = "".join(lines[most_lines - 1 :])
        return (*(line.strip() for line in kept), cut(rest, width_px, size_px))
    step, least = size_px / 2, min(width_px, _longest_word(text, size_px))
    while len(lines) > 1 and width_px - step >= least:
        width_px -= step
        narrower = _filled(text, width_px, size_px)
        if len(narrower) > len(lines) or _widest(narrower, size_px) > width_px:
            break
        lines = narrower
    return tuple(line.strip() for line in lines)


def cut(text: str, width_px: float, size_px: float) -> str:
    """One line, with an ellipsis where it does not fit."""
    if text_width(text, size_px) <= width_px:
        return text.strip()
    kept = text
    while kept and text_width(kept + ELLIPSIS, size_px) > width_px:
        kept = kept[:-1]
    return kept.strip() + ELLIPSIS


@lru_cache(maxsize=8192)
def least_width(text: str, size_px: float, most_lines: int, at_most_px: float) -> float:
    """The narrowest room in px in which a text fits with its words whole, or ``at_most_px``."""
    width = max(size_px, _longest_word(text, size_px))
    while width < at_most_px:
        lines = _filled(text, width, size_px)
        if len(lines) <= most_lines and _widest(lines, size_px) <= width:
            return width
        width += size_px / 2
    return at_most_px


def _longest_word(text: str, size_px: float) -> float:
    words = (piece.rstrip() for piece in _PIECES.findall(text) if len(piece) > 1)
    return max((text_width(word, size_px) for word in words), default=0.0)


def _widest(lines: list[str], size_px: float) -> float:
    return max((text_width(line.strip(), size_px) for line in lines), default=0.0)


def _filled(text: str, width_px: float, size_px: float) -> list[str]:
    """Lines as full as they get; a word wider than a line is broken."""
    lines: list[list[str]] = []
    for whole in _PIECES.findall(text):
        for piece in _broken(whole, width_px, size_px):
            line = lines[-1] if lines else []
            if line and text_width("".join((*line, piece)).rstrip(), size_px) <= width_px:
                line.append(piece)
            elif len(line) > 1 and (piece in _CLOSING or line[-1] in _OPENING):
                lines.append([line.pop(), piece])
            else:
                lines.append([piece])
    return ["".join(line) for line in lines]


def _broken(word: str, width_px: float, size_px: float) -> Iterator[str]:
    """A word in parts that fit into a line, a character at least."""
    while len(word) > 1 and text_width(word.rstrip(), size_px) > width_px:
        length = 1
        while length < len(word) - 1 and text_width(word[: length + 1], size_px) <= width_px:
            length += 1
        yield word[:length]
        word = word[length:]
    yield word
