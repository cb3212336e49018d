"""The key below a picture: what each sign means, in lines that fill the width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.pictures.style import MUTED, SMALL_PX
from optimizer.pictures.svg import text
from optimizer.pictures.text_fit import text_width

TEXT_SIZE = SMALL_PX + 1
LINE_PX = 20.0
_GAP = 14.0
_BESIDE = 5.0


@dataclass(frozen=True)
class Sign:
    """One sign and its meaning.

    Attributes:
        draw: the elements of the sign, from its left edge and the height of its middle.
        width: of the sign in px.
        meaning: in a few words.
    """

    draw: Callable[[float, float], str]
    width: float
    meaning: str


def key(
    groups: Sequence[tuple[str, Sequence[Sign]]], left: float, top: float, width: float
) -> tuple[list[str], float]:
    """Draw groups of signs, each group beginning a line with its heading.

    Args:
        groups: heading and signs; a group without signs is left out.
        left: of the lines in px.
        top: of the first line in px.
        width: of a line in px.

    Returns:
        The elements, and the height they take.
    """
    parts: list[str] = []
    middle = top + LINE_PX / 2
    for heading, signs in groups:
        if not signs:
            continue
        parts.append(_written(heading, left, middle, font_weight=700, fill=MUTED))
        indent = text_width(heading, TEXT_SIZE) + _GAP
        across = indent
        for sign in signs:
            needed = sign.width + _BESIDE + text_width(sign.meaning, TEXT_SIZE)
            if across > indent and across + needed > width:
                across, middle = indent, middle + LINE_PX
            parts.append(sign.draw(left + across, middle))
            parts.append(_written(sign.meaning, left + across + sign.width + _BESIDE, middle))
            across += needed + _GAP
        middle += LINE_PX
    return parts, middle - LINE_PX / 2 - top


def _written(content: str, x: float, middle: float, **attributes: str | float) -> str:
    return text(content, x, middle + TEXT_SIZE * 0.36, font_size=TEXT_SIZE, **attributes)
