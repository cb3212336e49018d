"""The points of a trade-off: drawn, named, numbered, and picked."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from optimizer.pictures.canvas import SMALL, Canvas, Row, Spec, Tip, Writing
from optimizer.pictures.chart import metric_label
from optimizer.pictures.style import INK, MUTED, PAPER, SMALL_PX, LineStyle
from optimizer.pictures.text_fit import text_width
from optimizer.pictures.tradeoff_plot import HEIGHT_PX, WIDTH_PX, Look, Place, Point, outline
from optimizer.wording.catalogue import words

PICK = "pick"
"""Name of the selection; what is picked carries the ``index`` of its point."""

CHOSEN = LineStyle(INK, 3.0)
BEFORE = LineStyle(MUTED, 1.6)
RING = LineStyle(PAPER, 1.5)
ON_DARK = Writing("center", SMALL_PX - 1, "bold", PAPER)
LARGEST = 430
"""Size in square px of the point with most of the third metric."""

_SMALLEST = 230  # square px: a number stands in it
_SIZE = 180  # square px: of points without a number
_LIGHT, _DARK = (0xC3, 0xDA, 0xEF), (0x0F, 0x3D, 0x66)
_MANY = 14  # points; of more only those on the line and the chosen one are named
_LABEL_HIGH = 15  # px
_SQUARE = math.sqrt(0.5)  # half the side of the square in a circle of radius 1
_LAYER = "points"
_ON_LIGHT = Writing("center", SMALL_PX - 1, "bold", INK)
_NAME = Writing(size_px=SMALL_PX + 1, weight="bold")


class _Box(NamedTuple):
    """Room taken on the plane, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self) -> bool:
        return (
            self.left >= 0 and self.right <= WIDTH_PX and self.top >= 0 and self.bottom <= HEIGHT_PX
        )


def point_layers(points: Sequence[Point], look: Look, chosen: int | None) -> list[Spec]:
    """Points, their numbers, and above both a layer that cannot be seen and is picked from.

    Whatever is not picked pales. A number would catch the pointer if nothing lay above it.
    """
    drawn, above = Canvas(WIDTH_PX, WIDTH_PX, HEIGHT_PX), Canvas(WIDTH_PX, WIDTH_PX, HEIGHT_PX)
    for point in points:
        share = _share(point, points)
        place, size = look.place(point.values), _size(point, share)
        edge = CHOSEN if point.index == chosen else RING
        index: Row = {"index": point.index}
        drawn.point(place, size, shade(share), edge, carries=index)
        above.point(place, size, PAPER, edge, tip=_tip(point, look), carries=index)
    pale = {"condition": {"param": PICK, "value": 1}, "value": 0.45}
    (unseen,) = above.layers(also={"opacity": {"value": 0}})
    return [
        *drawn.layers(also={"opacity": pale}),
        *_numbers(points, look),
        {**unseen, "name": _LAYER},
    ]


def pick() -> Spec:
    """The selection; only marks of its layer, or a click on a line would pick without an index."""
    select = {"type": "point", "fields": ["index"], "on": f"@{_LAYER}_marks:click"}
    return {"name": PICK, "select": select, "views": [_LAYER]}


def _tip(point: Point, look: Look) -> Tip:
    tip = {words("pictures", look.language)("tradeoff_plan"): point.label}
    tip.update(
        (metric_label(metric, look.rule, look.language), str(value))
        for metric, value in zip(look.metrics, point.values, strict=True)
    )
    return tip


def _share(point: Point, points: Sequence[Point]) -> float:
    """Where the third metric stands between its least and its most; ½ without a third."""
    if len(point.values) < 3:
        return 0.5
    values = [one.values[2] for one in points]
    span = max(values) - min(values)
    return (point.values[2] - min(values)) / span if span else 0.5


def _size(point: Point, share: float) -> float:
    return _SMALLEST + share * (LARGEST - _SMALLEST) if len(point.values) > 2 else _SIZE


def shade(share: float) -> str:
    """The colour for a share of the third metric."""
    mixed = (
        round(light + share * (dark - light)) for light, dark in zip(_LIGHT, _DARK, strict=True)
    )
    return "#" + "".join(f"{one:02x}" for one in mixed)


def draw_names(
    canvas: Canvas, points: Sequence[Point], look: Look, taken: list[_Box], chosen: int | None
) -> None:
    """A name at each point that has room for it, the chosen one and the corners first."""
    corners = [point.index for point in outline(points)]
    places = {point.index: look.place(point.values) for point in points}
    radius = math.sqrt((LARGEST if len(look.metrics) > 2 else _SIZE) / math.pi)
    half = radius * _SQUARE
    taken.extend(_Box(x - half, y - half, x + half, y + half) for x, y in places.values())
    for here, there in pairwise(places[index] for index in corners):
        taken.append(_Box(here.x, here.y - 2, there.x, here.y + 2))
        taken.append(_Box(there.x - 2, here.y, there.x + 2, there.y))
    last = places[corners[-1]]
    taken.append(_Box(last.x, last.y - 2, WIDTH_PX, last.y + 2))
    order = sorted(points, key=lambda one: (one.index != chosen, one.index not in corners))
    for point in order:
        if len(points) > _MANY and point.index != chosen and point.index not in corners:
            continue
        for box in _around(places[point.index], text_width(point.label, _NAME.size_px), radius):
            if box.inside() and not any(box.meets(other) for other in taken):
                taken.append(box)
                canvas.text(box.left, (box.top + box.bottom) / 2, point.label, _NAME)
                break


def _numbers(points: Sequence[Point], look: Look) -> list[Spec]:
    """The third metric, written into the points."""
    canvas = Canvas(WIDTH_PX, WIDTH_PX, HEIGHT_PX)
    for point in points:
        if len(point.values) > 2:
            style = ON_DARK if _share(point, points) > 0.5 else _ON_LIGHT
            canvas.text(*look.place(point.values), str(point.values[2]), style)
    return canvas.layers()


def _around(place: Place, wide: float, radius: float) -> list[_Box]:
    """Where a name may stand, the best place first: it keeps clear of the steps."""
    near, high = radius + 2, _LABEL_HIGH
    beside = [
        (place.x + near * _SQUARE, place.y - near * _SQUARE - high),
        (place.x + near, place.y - high / 2),
        (place.x - wide - near * _SQUARE, place.y + near * _SQUARE),
        (place.x - wide - near, place.y - high / 2),
        (place.x - wide / 2, place.y + near),
        (place.x - wide - near * _SQUARE, place.y - near * _SQUARE - high),
    ]
    return [_Box(left, top, left + wide, top + high) for left, top in beside]


def draw_before(canvas: Canvas, before: tuple[int, ...] | None, look: Look) -> list[_Box]:
    """The point before the reform, at its place or at the edge; the room it takes."""
    if before is None:
        return []
    x, y = look.place(before)
    shown = look.x.holds(before[0]) and look.y.holds(before[1])
    text = words("pictures", look.language)
    label = text("chart_before" if shown else "tradeoff_beyond", figures=look.told(before[:2]))
    canvas.point((x, y), 90, PAPER, BEFORE, shape="square")
    wide = text_width(label, SMALL.size_px)
    right = min(x + wide / 2, WIDTH_PX)
    middle = y + 17 if y < 2 * _LABEL_HIGH else y - 16
    ground = _Box(right - wide - 4, middle - 8, right, middle + 8)
    canvas.box((ground.left, ground.right), (ground.top, ground.bottom), PAPER)
    canvas.text(right - 2, middle, label, SMALL._replace(colour=MUTED, align="right"))
    return [ground, _Box(x - 8, y - 8, x + 8, y + 8)]
