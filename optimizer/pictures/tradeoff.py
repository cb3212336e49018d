"""Trade-off (多方案比选): every plan worth considering between two or three metrics."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from optimizer.pictures.canvas import SMALL, Canvas, Row, Spec, Tip, Writing, ticks
from optimizer.pictures.chart import Chart, finished, metric_label, quantity, stacked
from optimizer.pictures.key import SIGN_PX, Entry, key
from optimizer.pictures.style import FAINT, INK, MUTED, PAPER, RULE, SMALL_PX, LineStyle
from optimizer.pictures.text_fit import text_width
from optimizer.redesign.counting_rule import CountingRule
from optimizer.wording.catalogue import Language, words
from optimizer.wording.rules import rule_text

PICK = "pick"
"""Name of the selection; what is picked carries the ``index`` of its point."""

# In px.
_WIDTH = 640
_HEIGHT = 360
_MARGIN = 34  # between the outermost points and the edges
_LABEL_HIGH = 15

# The before-point is drawn at its place only while the points keep this share of each axis.
_LEAST_SHARE = 0.4
_MANY = 14  # points; of more only those on the line and the chosen one are named
_SIZE = 180  # square px
_SMALLEST, _LARGEST = 230, 430  # of points that hold a number
_LIGHT, _DARK = (0xC3, 0xDA, 0xEF), (0x0F, 0x3D, 0x66)

_STEP = LineStyle(INK, 1.8)
_STEP_ON = LineStyle(FAINT, 1.2, (3, 3))
_GRID = LineStyle(RULE, 0.8)
_EDGE = LineStyle(FAINT, 1.0)
_RING = LineStyle(PAPER, 1.5)
_LAYER = "points"
_CHOSEN = LineStyle(INK, 3.0)
_BEFORE = LineStyle(MUTED, 1.6)
_AXIS = Writing("center", SMALL_PX + 1, colour=MUTED)
_SQUARE = math.sqrt(0.5)  # half the side of the square in a circle of radius 1
_ON_DARK = Writing("center", SMALL_PX - 1, "bold", PAPER)
_ON_LIGHT = Writing("center", SMALL_PX - 1, "bold", INK)
_NAME = Writing(size_px=SMALL_PX + 1, weight="bold")


@dataclass(frozen=True)
class Point:
    """A plan of the trade-off.

    Attributes:
        index: tells the page which plan was picked.
        values: one a metric, in reported units; less is better.
        label: what the planner calls it; short.
    """

    index: int
    values: tuple[int, ...]
    label: str


class _Place(NamedTuple):
    """A point on the canvas, in px."""

    x: float
    y: float


class _Axis(NamedTuple):
    """One metric along one edge.

    Attributes:
        low, high: values at the two ends.
        length_px: of the edge.
        upwards: it counts from the lower edge.
    """

    low: float
    high: float
    length_px: float
    upwards: bool

    def px(self, value: float) -> float:
        """Where a value lies; values beyond the ends lie on the edge."""
        share = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return (1 - share if self.upwards else share) * self.length_px

    def holds(self, value: float) -> bool:
        """Whether a value lies between the ends."""
        return self.low <= value <= self.high

    def marks(self) -> list[int]:
        """Round values between the ends."""
        return [one for one in ticks(self.high, 9, least=self.low) if self.holds(one)]


@dataclass(frozen=True)
class _Look:
    metrics: tuple[str, ...]
    rule: CountingRule
    language: Language
    x: _Axis
    y: _Axis

    def place(self, values: Sequence[int]) -> _Place:
        return _Place(self.x.px(values[0]), self.y.px(values[1]))

    def told(self, values: Sequence[int]) -> str:
        """All figures of a point with names and units."""
        return words("pictures", self.language).listed(
            [
                quantity(metric, value, self.rule, self.language)
                for metric, value in zip(self.metrics[: len(values)], values, strict=True)
            ]
        )


def tradeoff(
    points: Sequence[Point],
    metrics: Sequence[str],
    rule: CountingRule,
    language: Language,
    *,
    before: tuple[int, ...] | None = None,
    chosen: int | None = None,
    complete: bool = True,
) -> Chart:
    """The plans no other plan beats, as a line of steps; a point can be picked.

    The first metric runs to the right, the second upwards; a third is told by the colour and
    the size of the points and by the number in them. Picking a point sets the
    selection ``PICK`` to its ``index``.

    Args:
        points: at least one.
        metrics: two or three, as in ``values``.
        rule: under which the figures were counted.
        language: of the words.
        before: the figures before the reform, if they are known.
        chosen: index of the point to be marked.
        complete: there is no further plan that none beats.
    """
    text = words("pictures", language)
    look = _look(points, metrics, rule, language, before)
    canvas = Canvas(_WIDTH, _WIDTH, _HEIGHT)
    _axes(canvas, look)
    canvas.rise()
    _staircase(canvas, [look.place(point.values) for point in outline(points)])
    canvas.rise()
    taken = _before(canvas, before, look)
    _labels(canvas, points, look, taken, chosen)
    plot = canvas.framed([*canvas.layers(), *_points(points, look, chosen)])
    entries = _entries(points, look, before, chosen)
    drawing = {**stacked([plot, key(entries, 0, _WIDTH)], 18), "params": [_pick()]}
    lines = [rule_text(rule, language), text("tradeoff_how" if complete else "tradeoff_open")]
    names = text.listed([metric_label(metric, rule, language) for metric in metrics])
    title = text("tradeoff_title", metrics=names)
    told = [title, *lines, *(_told(point, look) for point in points)]
    if before is not None:
        told.append(text("tradeoff_before", figures=look.told(before)))
    return finished(drawing, title, lines, text("chart_stop").join(told))


def outline(points: Sequence[Point]) -> list[Point]:
    """The points that no other beats in the first two metrics, from left to right."""
    found: list[Point] = []
    for point in sorted(points, key=lambda one: one.values):
        if not found or point.values[1] < found[-1].values[1]:
            found.append(point)
    return found


# --- axes and line -------------------------------------------------------------------------------


def _look(
    points: Sequence[Point],
    metrics: Sequence[str],
    rule: CountingRule,
    language: Language,
    before: tuple[int, ...] | None,
) -> _Look:
    across = [point.values[0] for point in points]
    upwards = [point.values[1] for point in points]
    if before is not None and _fits(across, before[0]) and _fits(upwards, before[1]):
        across, upwards = [*across, before[0]], [*upwards, before[1]]
    return _Look(
        metrics=tuple(metrics),
        rule=rule,
        language=language,
        x=_axis(across, _WIDTH, upwards=False),
        y=_axis(upwards, _HEIGHT, upwards=True),
    )


def _fits(values: Sequence[int], other: int) -> bool:
    """Whether the values keep enough of an axis that shows another one, too."""
    span = max(values) - min(values)
    whole = max(*values, other) - min(*values, other)
    return whole == 0 or span / whole >= _LEAST_SHARE


def _axis(values: Sequence[int], length_px: float, *, upwards: bool) -> _Axis:
    low, high = min(values), max(values)
    margin = (max(high - low, 1)) * _MARGIN / (length_px - 2 * _MARGIN)
    if low == high:
        margin = 1.0
    return _Axis(low - margin, high + margin, length_px, upwards)


def _axes(canvas: Canvas, look: _Look) -> None:
    for value in look.x.marks():
        place = look.x.px(value)
        canvas.line((place, place), (0, _HEIGHT), _GRID)
        canvas.text(place, _HEIGHT + 12, str(value), _AXIS)
    for value in look.y.marks():
        place = look.y.px(value)
        canvas.line((0, _WIDTH), (place, place), _GRID)
        canvas.text(-8, place, str(value), _AXIS._replace(align="right"))
    canvas.line((0, _WIDTH), (_HEIGHT, _HEIGHT), _EDGE)
    canvas.line((0, 0), (0, _HEIGHT), _EDGE)
    first, second = (metric_label(one, look.rule, look.language) for one in look.metrics[:2])
    canvas.text(_WIDTH, _HEIGHT + 30, f"{first} →", _AXIS._replace(align="right"))
    canvas.text(0, -12, f"↑ {second}", _AXIS._replace(align="left"))


def _staircase(canvas: Canvas, places: Sequence[_Place]) -> None:
    """Steps from point to point; dashed on to the edges, where nothing better was left out."""
    for here, there in pairwise(places):
        canvas.line((here.x, there.x), (here.y, here.y), _STEP)
        canvas.line((there.x, there.x), (here.y, there.y), _STEP)
    first, last = places[0], places[-1]
    canvas.line((first.x, first.x), (0, first.y), _STEP_ON)
    canvas.line((last.x, _WIDTH), (last.y, last.y), _STEP_ON)


# --- points and their names ----------------------------------------------------------------------


class _Box(NamedTuple):
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
        return self.left >= 0 and self.right <= _WIDTH and self.top >= 0 and self.bottom <= _HEIGHT


def _points(points: Sequence[Point], look: _Look, chosen: int | None) -> list[Spec]:
    """Points, their numbers, and above both a layer that cannot be seen and is picked from.

    Whatever is not picked pales. A number would catch the pointer if nothing lay above it.
    """
    drawn, above = Canvas(_WIDTH, _WIDTH, _HEIGHT), Canvas(_WIDTH, _WIDTH, _HEIGHT)
    for point in points:
        share = _share(point, points)
        place, size = look.place(point.values), _size(point, share)
        edge = _CHOSEN if point.index == chosen else _RING
        index: Row = {"index": point.index}
        drawn.point(place, size, _shade(share), edge, carries=index)
        above.point(place, size, PAPER, edge, tip=_tip(point, look), carries=index)
    pale = {"condition": {"param": PICK, "value": 1}, "value": 0.45}
    (unseen,) = above.layers(also={"opacity": {"value": 0}})
    return [
        *drawn.layers(also={"opacity": pale}),
        *_numbers(points, look),
        {**unseen, "name": _LAYER},
    ]


def _pick() -> Spec:
    """The selection; only marks of its layer, or a click on a line would pick without an index."""
    select = {"type": "point", "fields": ["index"], "on": f"@{_LAYER}_marks:click"}
    return {"name": PICK, "select": select, "views": [_LAYER]}


def _tip(point: Point, look: _Look) -> Tip:
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
    return _SMALLEST + share * (_LARGEST - _SMALLEST) if len(point.values) > 2 else _SIZE


def _shade(share: float) -> str:
    mixed = (
        round(light + share * (dark - light)) for light, dark in zip(_LIGHT, _DARK, strict=True)
    )
    return "#" + "".join(f"{one:02x}" for one in mixed)


def _labels(
    canvas: Canvas, points: Sequence[Point], look: _Look, taken: list[_Box], chosen: int | None
) -> None:
    """A name at each point that has room for it, the chosen one and the corners first."""
    corners = [point.index for point in outline(points)]
    places = {point.index: look.place(point.values) for point in points}
    radius = math.sqrt((_LARGEST if len(look.metrics) > 2 else _SIZE) / math.pi)
    half = radius * _SQUARE
    taken.extend(_Box(x - half, y - half, x + half, y + half) for x, y in places.values())
    for here, there in pairwise(places[index] for index in corners):
        taken.append(_Box(here.x, here.y - 2, there.x, here.y + 2))
        taken.append(_Box(there.x - 2, here.y, there.x + 2, there.y))
    last = places[corners[-1]]
    taken.append(_Box(last.x, last.y - 2, _WIDTH, last.y + 2))
    order = sorted(points, key=lambda one: (one.index != chosen, one.index not in corners))
    for point in order:
        if len(points) > _MANY and point.index != chosen and point.index not in corners:
            continue
        for box in _around(places[point.index], text_width(point.label, _NAME.size_px), radius):
            if box.inside() and not any(box.meets(other) for other in taken):
                taken.append(box)
                canvas.text(box.left, (box.top + box.bottom) / 2, point.label, _NAME)
                break


def _numbers(points: Sequence[Point], look: _Look) -> list[Spec]:
    """The third metric, written into the points."""
    canvas = Canvas(_WIDTH, _WIDTH, _HEIGHT)
    for point in points:
        if len(point.values) > 2:
            style = _ON_DARK if _share(point, points) > 0.5 else _ON_LIGHT
            canvas.text(*look.place(point.values), str(point.values[2]), style)
    return canvas.layers()


def _around(place: _Place, wide: float, radius: float) -> list[_Box]:
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


def _before(canvas: Canvas, before: tuple[int, ...] | None, look: _Look) -> list[_Box]:
    """The point before the reform, at its place or at the edge; the room it takes."""
    if before is None:
        return []
    x, y = look.place(before)
    shown = look.x.holds(before[0]) and look.y.holds(before[1])
    text = words("pictures", look.language)
    label = text("chart_before" if shown else "tradeoff_beyond", figures=look.told(before[:2]))
    canvas.point((x, y), 90, PAPER, _BEFORE, shape="square")
    wide = text_width(label, SMALL.size_px)
    right = min(x + wide / 2, _WIDTH)
    middle = y + 17 if y < 2 * _LABEL_HIGH else y - 16
    ground = _Box(right - wide - 4, middle - 8, right, middle + 8)
    canvas.box((ground.left, ground.right), (ground.top, ground.bottom), PAPER)
    canvas.text(right - 2, middle, label, SMALL._replace(colour=MUTED, align="right"))
    return [ground, _Box(x - 8, y - 8, x + 8, y + 8)]


def _entries(
    points: Sequence[Point], look: _Look, before: tuple[int, ...] | None, chosen: int | None
) -> list[Entry]:
    text = words("pictures", look.language)
    entries = [Entry(_step_sign, text("tradeoff_key_line"))]
    if any(point.index == chosen for point in points):
        entries.append(Entry(_chosen_sign, text("tradeoff_key_chosen")))
    if before is not None:
        entries.append(Entry(_before_sign, text("chart_before")))
    if len(look.metrics) > 2:
        third = metric_label(look.metrics[2], look.rule, look.language)
        most = max(points, key=lambda point: point.values[2])
        sign = partial(_third_sign, str(most.values[2]))
        entries.append(Entry(sign, text("tradeoff_key_third", metric=third)))
    return entries


def _step_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.line((left, left + SIGN_PX), (middle, middle), _STEP)


def _chosen_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 130, _shade(0.5), _CHOSEN)


def _before_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 90, PAPER, _BEFORE, shape="square")


def _third_sign(value: str, canvas: Canvas, left: float, middle: float) -> None:
    place = (left + SIGN_PX / 2, middle)
    canvas.point(place, _LARGEST, _shade(1), _RING)
    canvas.rise()
    canvas.text(*place, value, _ON_DARK)


def _told(point: Point, look: _Look) -> str:
    text = words("pictures", look.language)
    return text("tradeoff_told", label=point.label, figures=look.told(point.values))
