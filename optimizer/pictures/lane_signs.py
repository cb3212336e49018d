"""The key of a lane picture: only signs that occur in it."""

from collections.abc import Callable, Iterator

from optimizer.network.edges import EdgeKind
from optimizer.pictures.lane_captions import MARK_PX, mark_width
from optimizer.pictures.lane_changes import Change
from optimizer.pictures.lane_drawing import HATCH, Drawing, arrowhead
from optimizer.pictures.lane_key import Sign
from optimizer.pictures.style import (
    ASSUMED_LINE,
    CHAIN_LINE,
    CIRCLE_LINE,
    DROPPED_LINE,
    EDGE_LINES,
    FAINT,
    GAIN,
    INK,
    MUTED,
    PAPER,
    SMALL_PX,
    LineStyle,
    assumed_mark,
    step_mark,
)
from optimizer.pictures.svg import badge, line, rect, text
from optimizer.pictures.text_fit import text_width
from optimizer.service.kinds import StepKind
from optimizer.wording.catalogue import Words, words
from optimizer.wording.levels import choice

_LINE_PX = 34.0
_KINDS = (EdgeKind.LEGAL, EdgeKind.DATA, EdgeKind.HABIT, EdgeKind.STEP)


def signs(drawing: Drawing) -> list[tuple[str, list[Sign]]]:
    """Kinds of steps, lines and marks, each with a heading."""
    say = words("pictures", drawing.language)
    return [
        (say("lane_key_lines"), list(_lines(drawing, say))),
        (say("lane_key_marks"), list(_marks(drawing, say))),
        (say("lane_key_kinds"), list(_kinds(drawing))),
    ]


def _kinds(drawing: Drawing) -> Iterator[Sign]:
    kinds = {step.kind for step in drawing.service.steps}
    for kind in StepKind:
        if kind in kinds:
            mark = step_mark(kind, drawing.language)
            yield Sign(_mark(mark, MUTED), mark_width(mark), choice(kind, drawing.language))


def _mark(mark: str, fill: str) -> Callable[[float, float], str]:
    height = MARK_PX - 1
    return lambda x, y: badge(mark, x, y - height / 2, mark_width(mark), height, fill=fill)


def _lines(drawing: Drawing, say: Words) -> Iterator[Sign]:
    if drawing.laid.chain:
        yield Sign(_arrow(CHAIN_LINE), _LINE_PX, say("lane_edge_chain"))
    kinds = {arrow.kind for arrow in drawing.laid.arrows if not arrow.on_circle}
    for kind in _KINDS:
        if kind in kinds:
            yield Sign(_arrow(EDGE_LINES[kind]), _LINE_PX, say(f"lane_edge_{kind.value}"))
    if any(arrow.on_circle for arrow in drawing.laid.arrows):
        yield Sign(_arrow(CIRCLE_LINE), _LINE_PX, say("lane_edge_circle"))


def _arrow(style: LineStyle) -> Callable[[float, float], str]:
    def draw(x: float, y: float) -> str:
        end = x + _LINE_PX
        return line(((x, y), (end - 4, y)), style) + arrowhead(end, y, style.colour)

    return draw


def _marks(drawing: Drawing, say: Words) -> Iterator[Sign]:
    steps = drawing.service.steps
    changed = [drawing.changes.of(step.id) for step in steps]
    if any(one.assumed for one in drawing.captions.values()):
        mark = assumed_mark(drawing.language)
        yield Sign(_assumed(mark), mark_width(mark), say("lane_key_assumed"))
    if any(step.members for step in steps):
        yield Sign(_double, 24, say("lane_key_merged"))
    if any(one.merge and not step.members for one, step in zip(changed, steps, strict=True)):
        yield _word(say("lane_badge_merges", number="n"), GAIN, say("lane_key_merges"))
    if any(one.dropped for one in changed):
        yield Sign(_hatched, 24, say("lane_key_dropped"))
    for name in ("added", "early", "moved"):
        if any(_has(one, name) for one in changed):
            yield _word(say(f"lane_badge_{name}"), GAIN, say(f"lane_key_{name}"))
    if any(one.old_hours is not None for one in changed):
        sample = "5→3"
        width = text_width(sample, SMALL_PX + 1)
        yield Sign(_length(sample), width, say("lane_key_shortened"))
    if any(len(step.departments) > 1 for step in steps):
        yield Sign(_others, 24, say("lane_key_others"))


def _has(change: Change, name: str) -> bool:
    return bool(getattr(change, name))


def _word(content: str, fill: str, meaning: str) -> Sign:
    width = text_width(content, SMALL_PX) + 4
    return Sign(lambda x, y: badge(content, x, y - 6.5, width, 13, fill=fill), width, meaning)


def _assumed(mark: str) -> Callable[[float, float], str]:
    width = mark_width(mark)

    def draw(x: float, y: float) -> str:
        frame = rect(
            x, y - 6.5, width, 13, rx=2.5, fill=PAPER, stroke=MUTED, stroke_width=0.8,
            stroke_dasharray=ASSUMED_LINE.dash_array,
        )  # fmt: skip
        return frame + text(
            mark, x + width / 2, y + 3.6, font_size=SMALL_PX, fill=MUTED, text_anchor="middle"
        )

    return draw


def _double(x: float, y: float) -> str:
    outer = rect(x, y - 7, 24, 14, rx=4, fill=PAPER, stroke=INK, stroke_width=1)
    return outer + rect(x + 2.5, y - 4.5, 19, 9, rx=2, fill=PAPER, stroke=INK, stroke_width=1)


def _hatched(x: float, y: float) -> str:
    return rect(
        x, y - 6, 24, 12, rx=2, fill=f"url(#{HATCH})", stroke=FAINT, stroke_width=1,
        stroke_dasharray=DROPPED_LINE.dash_array,
    )  # fmt: skip


def _length(sample: str) -> Callable[[float, float], str]:
    return lambda x, y: text(sample, x, y + 4, font_size=SMALL_PX + 1, font_weight=700, fill=GAIN)


def _others(x: float, y: float) -> str:
    return text("+2", x, y + 4, font_size=9, fill=MUTED) + "".join(
        rect(x + place, y - 5, 5, 9, fill=MUTED) for place in (12, 19)
    )
