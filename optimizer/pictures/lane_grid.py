"""Widths and heights of a lane picture: how much room columns, rows and lines need, in px."""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.pictures.lane_order import Order, stretches
from optimizer.pictures.lane_routes import Routes
from optimizer.pictures.style import SMALL_PX, TEXT_PX
from optimizer.pictures.text_fit import least_width, wrap

HEADING = 84.0
"""Width of the headings of the lanes."""
LABEL_LINE = 12.0
NAME_LINE = 14.0
BOX_TOP, BOX_FOOT = 18.0, 18.0
"""Room in a box above its name, for marks, and below it, for the length."""

_LEAST_BOX = 44.0
_WIDEST_NAME = 90.0
_NAME_PAD = 6.0
_TRACK = 5.0
_BEFORE_TRACKS, _ARROWHEAD = 4.0, 8.0
_LEAST_GAP = 11.0
_ROW_PAD = 9.0  # below the boxes of a row, for badges
_CORRIDOR_PAD = 5.0
_PORT = 5.0  # lines reach boxes so much above the middle and leave so much below


@dataclass(frozen=True)
class Grid:
    """Columns and rows in px; answers what ``lane_routes.Places`` asks.

    Attributes:
        widths: of the boxes of each column.
        lefts, tops: of the boxes of each column and row.
        gaps, corridors: where the first track of each stands.
        lines: the names of the steps, wrapped.
        label_lines: the label of the stretch that a step begins, wrapped.
        label_heights: of the labels of each row.
        width, height: of everything.
    """

    order: Order
    widths: tuple[float, ...]
    lefts: tuple[float, ...]
    gaps: tuple[float, ...]
    tops: tuple[float, ...]
    corridors: tuple[float, ...]
    box_height: float
    lines: Mapping[str, tuple[str, ...]]
    label_lines: Mapping[str, tuple[str, ...]]
    label_heights: tuple[float, ...]
    width: float
    height: float

    def left(self, column: int) -> float:
        """Left edge of the boxes of a column."""
        return self.lefts[column]

    def right_of(self, step: str) -> float:
        """Right edge of the box of a step."""
        column = self.order.columns[step]
        return self.lefts[column] + self.widths[column]

    def top(self, row: int) -> float:
        """Upper edge of the boxes of a row."""
        return self.tops[row]

    def label_top(self, row: int) -> float:
        """Upper edge of the labels of a row."""
        return self.tops[row] - self.label_heights[row]

    def gap(self, gap: int, track: int) -> float:
        """A track in the gap left of a column."""
        return self.gaps[gap] + _TRACK * track

    def corridor(self, row: int, track: int) -> float:
        """A track in the corridor above a row."""
        return self.corridors[row] + _TRACK * track

    def middle(self, row: int) -> float:
        """Where a straight line runs from box to box."""
        return self.tops[row] + self.box_height / 2

    def entry(self, row: int) -> float:
        """Where lines reach boxes."""
        return self.middle(row) - _PORT

    def exit(self, row: int) -> float:
        """Where lines leave boxes."""
        return self.middle(row) + _PORT

    def lane_edges(self, first: int, end: int) -> tuple[float, float]:
        """Upper and lower edge of the lane that holds the rows from ``first`` to before ``end``."""
        above = self.corridors[first] - _CORRIDOR_PAD
        last = end == len(self.tops)
        return above, self.height if last else self.corridors[end] - _CORRIDOR_PAD


def columns_of_label(text: str) -> int:
    """How many columns a label needs to stand in two lines."""
    return 1 + int(least_width(text, SMALL_PX, 2, 400) // (_LEAST_BOX + _LEAST_GAP))


def fitted(
    order: Order,
    routes: Routes,
    names: Mapping[str, str],
    labels: Mapping[tuple[str, ...], str],
    least_widths: Mapping[str, float],
) -> Grid:
    """Give everything the room it needs and not more."""
    widths = _widths(order, names, least_widths)
    gaps, lefts, width = _across(widths, routes)
    lines = {
        step: wrap(names[step], widths[column] - _NAME_PAD, TEXT_PX, 3)
        for step, column in order.columns.items()
    }
    box_height = BOX_TOP + NAME_LINE * max(map(len, lines.values()), default=1) + BOX_FOOT
    label_lines = _label_lines(order, labels, lefts, width)
    rows = sum(count for _, count in order.lanes)
    heights = [LABEL_LINE] * rows
    for run in order.runs:
        for steps in stretches(run, order.columns):
            needed = LABEL_LINE * len(label_lines[steps[0]])
            heights[run.row] = max(heights[run.row], needed)
    label_heights = tuple(height + 4 for height in heights)
    corridors, tops, height = _down(label_heights, box_height, routes)
    return Grid(
        order=order,
        widths=widths,
        lefts=lefts,
        gaps=gaps,
        tops=tops,
        corridors=corridors,
        box_height=box_height,
        lines=lines,
        label_lines=label_lines,
        label_heights=label_heights,
        width=width,
        height=height,
    )


def _widths(
    order: Order, names: Mapping[str, str], least_widths: Mapping[str, float]
) -> tuple[float, ...]:
    """A column is as wide as the name or the marks of one of its steps need."""
    widths = [_LEAST_BOX] * (1 + max(order.columns.values(), default=-1))
    for step, column in order.columns.items():
        name = least_width(names[step], TEXT_PX, 2, _LEAST_BOX - _NAME_PAD)
        if name >= _LEAST_BOX - _NAME_PAD:
            name = least_width(names[step], TEXT_PX, 3, _WIDEST_NAME)
        widths[column] = max(widths[column], name + _NAME_PAD, least_widths.get(step, 0.0))
    return tuple(widths)


def _across(
    widths: tuple[float, ...], routes: Routes
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """First tracks of the gaps, left edges of the columns, and the right edge of it all."""
    gaps, lefts = [], []
    edge = HEADING
    for column, width in enumerate((*widths, 0.0)):
        gaps.append(edge + _BEFORE_TRACKS)
        tracks = routes.gap_tracks.get(column, 0)
        edge += max(_LEAST_GAP, _BEFORE_TRACKS + _TRACK * (tracks - 1) + _ARROWHEAD)
        lefts.append(edge)
        edge += width
    return tuple(gaps), tuple(lefts[:-1]), edge


def _down(
    label_heights: tuple[float, ...], box_height: float, routes: Routes
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """First tracks of the corridors, upper edges of the boxes, and the lower edge of it all."""
    corridors, tops = [], []
    edge = 0.0
    for row, label in enumerate((*label_heights, 0.0)):
        corridors.append(edge + _CORRIDOR_PAD)
        tracks = routes.corridor_tracks.get(row, 0)
        edge += _CORRIDOR_PAD + (_TRACK * tracks if tracks else 0.0) + label
        tops.append(edge)
        edge += box_height + _ROW_PAD if row < len(label_heights) else _CORRIDOR_PAD
    return tuple(corridors), tuple(tops[:-1]), edge


def _label_lines(
    order: Order,
    labels: Mapping[tuple[str, ...], str],
    lefts: tuple[float, ...],
    width: float,
) -> dict[str, tuple[str, ...]]:
    """Labels reach as far to the right as the next one in their row lets them."""
    by_row: dict[int, list[tuple[float, str, tuple[str, ...]]]] = {}
    for run in order.runs:
        for steps in stretches(run, order.columns):
            left = lefts[order.columns[steps[0]]]
            by_row.setdefault(run.row, []).append((left, steps[0], run.items))
    found = {}
    for held in by_row.values():
        held.sort()
        ends = [left for left, _, _ in held[1:]] + [width]
        for (left, step, items), end in zip(held, ends, strict=True):
            found[step] = wrap(labels.get(items, ""), end - left - SMALL_PX / 2, SMALL_PX, 2)
    return found
