"""The key of a chart: what each sign means, in lines that fill the width."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from optimizer.pictures.canvas import SMALL, Canvas, Spec
from optimizer.pictures.text_fit import text_width

SIGN_PX = 24
"""Width in which a sign is drawn."""

_LINE_PX = 19
_GAP_PX = 16
_BESIDE_PX = 5


class Entry(NamedTuple):
    """One sign and its meaning.

    Attributes:
        draw: draws the sign right of a place (px from the left) around a height (px).
    """

    draw: Callable[[Canvas, float, float], None]
    text: str


def key(entries: Sequence[Entry], left_px: float, width_px: float) -> Spec:
    """The entries one after the other, broken into lines.

    Args:
        entries: in the order in which they are read.
        left_px: where the lines begin; negative left of the canvas.
        width_px: of a line.
    """
    places: list[tuple[float, int]] = []
    across, line = 0.0, 0
    for entry in entries:
        needed = SIGN_PX + _BESIDE_PX + text_width(entry.text, SMALL.size_px)
        if across and across + needed > width_px:
            across, line = 0.0, line + 1
        places.append((across, line))
        across += needed + _GAP_PX
    end = left_px + width_px
    canvas = Canvas(end, end, (line + 1) * _LINE_PX)
    for entry, (start, row) in zip(entries, places, strict=True):
        middle = (row + 0.5) * _LINE_PX
        entry.draw(canvas, left_px + start, middle)
        canvas.text(left_px + start + SIGN_PX + _BESIDE_PX, middle, entry.text)
    return canvas.view()
