"""The plane of a trade-off: its points, its two axes and the line of steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from optimizer.pictures.canvas import Canvas, Writing, ticks
from optimizer.pictures.chart import metric_label, quantity
from optimizer.pictures.style import FAINT, INK, MUTED, RULE, SMALL_PX, LineStyle
from optimizer.redesign.counting_rule import CountingRule
from optimizer.wording.catalogue import Language, words

WIDTH_PX = 640
HEIGHT_PX = 360
STEP = LineStyle(INK, 1.8)

_MARGIN = 34  # px between the outermost points and the edges
# The before-point is drawn at its place only while the points keep this share of each axis.
_LEAST_SHARE = 0.4
_STEP_ON = LineStyle(FAINT, 1.2, (3, 3))
_GRID = LineStyle(RULE, 0.8)
_EDGE = LineStyle(FAINT, 1.0)
_AXIS = Writing("center", SMALL_PX + 1, colour=MUTED)


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


class Place(NamedTuple):
    """A point on the canvas, in px."""

    x: float
    y: float


class Axis(NamedTuple):
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
class Look:
    """What is shown, and where its values lie.

    Attributes:
        metrics: the first to the right, the second upwards, a third without an axis.
        rule: under which the figures were counted.
        language: of the words.
        x, y: the axes.
    """

    metrics: tuple[str, ...]
    rule: CountingRule
    language: Language
    x: Axis
    y: Axis

    def place(self, values: Sequence[int]) -> Place:
        """Where a point with these figures lies."""
        return Place(self.x.px(values[0]), self.y.px(values[1]))

    def told(self, values: Sequence[int]) -> str:
        """All figures of a point with names and units."""
        return words("pictures", self.language).listed(
            [
                quantity(metric, value, self.rule, self.language)
                for metric, value in zip(self.metrics[: len(values)], values, strict=True)
            ]
        )


def outline(points: Sequence[Point]) -> list[Point]:
    """The points that no other beats in the first two metrics, from left to right."""
    found: list[Point] = []
    for point in sorted(points, key=lambda one: one.values):
        if not found or point.values[1] < found[-1].values[1]:
            found.append(point)
    return found


def look_at(
    points: Sequence[Point],
    metrics: Sequence[str],
    rule: CountingRule,
    language: Language,
    before: tuple[int, ...] | None,
) -> Look:
    """Axes that hold all points, and the point before where it leaves them room."""
    across = [point.values[0] for point in points]
    upwards = [point.values[1] for point in points]
    if before is not None and _fits(across, before[0]) and _fits(upwards, before[1]):
        across, upwards = [*across, before[0]], [*upwards, before[1]]
    return Look(
        metrics=tuple(metrics),
        rule=rule,
        language=language,
        x=_axis(across, WIDTH_PX, upwards=False),
        y=_axis(upwards, HEIGHT_PX, upwards=True),
    )


def _fits(values: Sequence[int], other: int) -> bool:
    """Whether the values keep enough of an axis that shows another one, too."""
    span = max(values) - min(values)
    whole = max(*values, other) - min(*values, other)
    return whole == 0 or span / whole >= _LEAST_SHARE


def _axis(values: Sequence[int], length_px: float, *, upwards: bool) -> Axis:
    low, high = min(values), max(values)
    margin = (max(high - low, 1)) * _MARGIN / (length_px - 2 * _MARGIN)
    if low == high:
        margin = 1.0
    return Axis(low - margin, high + margin, length_px, upwards)


def draw_axes(canvas: Canvas, look: Look) -> None:
    """Numbers and names along the left and the lower edge, with lines across."""
    for value in look.x.marks():
        place = look.x.px(value)
        canvas.line((place, place), (0, HEIGHT_PX), _GRID)
        canvas.text(place, HEIGHT_PX + 12, str(value), _AXIS)
    for value in look.y.marks():
        place = look.y.px(value)
        canvas.line((0, WIDTH_PX), (place, place), _GRID)
        canvas.text(-8, place, str(value), _AXIS._replace(align="right"))
    canvas.line((0, WIDTH_PX), (HEIGHT_PX, HEIGHT_PX), _EDGE)
    canvas.line((0, 0), (0, HEIGHT_PX), _EDGE)
    first, second = (metric_label(one, look.rule, look.language) for one in look.metrics[:2])
    canvas.text(WIDTH_PX, HEIGHT_PX + 30, f"{first} →", _AXIS._replace(align="right"))
    canvas.text(0, -12, f"↑ {second}", _AXIS._replace(align="left"))


def draw_steps(canvas: Canvas, places: Sequence[Place]) -> None:
    """Steps from point to point; dashed on to the edges, where nothing better was left out."""
    for here, there in pairwise(places):
        canvas.line((here.x, there.x), (here.y, here.y), STEP)
        canvas.line((there.x, there.x), (here.y, there.y), STEP)
    first, last = places[0], places[-1]
    canvas.line((first.x, first.x), (0, first.y), _STEP_ON)
    canvas.line((last.x, WIDTH_PX), (last.y, last.y), _STEP_ON)
