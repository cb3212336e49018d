"""The signs of a Gantt chart and the key that explains those that occur."""

from collections.abc import Sequence
from functools import partial

from optimizer.pictures.canvas import Canvas, Spec, Writing
from optimizer.pictures.gantt_rows import Bar
from optimizer.pictures.key import SIGN_PX, Entry, key
from optimizer.pictures.style import (
    ACCENT,
    CHAIN_MARK,
    FAINT,
    INK,
    MUTED,
    PAPER,
    SMALL_PX,
    WASH,
    LineStyle,
    Tint,
    assumed_mark,
)
from optimizer.wording.catalogue import Language, words

BOX_PX = 17
"""Width of the box with the number of a department."""

CHAIN = LineStyle(ACCENT, 2.0)
FLOAT = LineStyle(FAINT, 2.0)
WAIT = LineStyle(INK, 1.2, (2, 2))
CHAIN_LENGTH = Writing(size_px=SMALL_PX + 1, weight="bold", colour=ACCENT)
BADGE = Writing(size_px=SMALL_PX, colour=MUTED)

_PLAIN = LineStyle(MUTED, 1.0)
_NUMBER = Writing("center", SMALL_PX, "bold", PAPER)


def numbered(canvas: Canvas, left: float, middle: float, number: str, colour: str) -> None:
    """The number of a department in a box of its colour, right of a value."""
    half = BOX_PX * 0.4
    canvas.box((left, left + canvas.at_px(BOX_PX)), (middle - half, middle + half), colour)
    canvas.text(left + canvas.at_px(BOX_PX / 2), middle, number, _NUMBER)


def gantt_key(
    departments: Sequence[tuple[int, str, Tint]],
    bars: Sequence[Bar],
    language: Language,
    left_px: float,
    width_px: float,
) -> Spec:
    """Departments with their numbers, then the signs that occur.

    Args:
        departments: number, name and colours of each.
        bars: everything the chart shows.
        language: of the words.
        left_px: where the lines of the key begin, as in ``key.key``.
        width_px: of a line.
    """
    text = words("pictures", language)
    entries = [
        Entry(partial(_department_sign, str(number), tint.line), name)
        for number, name, tint in departments
    ]
    signs = (
        ("chain", _chain_sign, any(bar.on_chain for bar in bars)),
        ("float", _float_sign, any(bar.float_hours > 0 for bar in bars)),
        ("wait", _wait_sign, any(bar.wait_hours > 0 for bar in bars)),
        ("at_once", _moment_sign, any(_at_once(bar) for bar in bars)),
        ("unknown", _unknown_sign, any(bar.unknown for bar in bars)),
    )
    entries.extend(Entry(draw, text(f"gantt_key_{name}")) for name, draw, occurs in signs if occurs)
    if any(bar.assumed for bar in bars):
        badge = partial(_badge_sign, assumed_mark(language))
        entries.append(Entry(badge, text("gantt_key_assumed")))
    return key(entries, left_px, width_px)


def _department_sign(number: str, colour: str, canvas: Canvas, left: float, middle: float) -> None:
    numbered(canvas, left, middle, number, colour)


def _chain_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.box((left, left + SIGN_PX - 13), (middle - 6, middle + 6), PAPER, outline=CHAIN)
    canvas.text(left + SIGN_PX - 11, middle, CHAIN_MARK, CHAIN_LENGTH)


def _float_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.line((left, left + SIGN_PX), (middle, middle), FLOAT)


def _wait_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.line((left, left + SIGN_PX), (middle, middle), WAIT)


def _moment_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 60, WASH, _PLAIN, shape="diamond")


def _unknown_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 60, WASH, _PLAIN, shape="triangle-right")


def _at_once(bar: Bar) -> bool:
    return bar.start_hours == bar.finish_hours and not bar.unknown


def _badge_sign(badge: str, canvas: Canvas, left: float, middle: float) -> None:
    canvas.text(left + SIGN_PX / 2, middle, badge, BADGE._replace(align="center"))
