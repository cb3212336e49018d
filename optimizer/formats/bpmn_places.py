"""Where everything of a BPMN diagram stands: the lane picture's coordinates, with room made in it.

The lane picture knows no gateways, events and documents. Columns are pushed apart where a gateway
or an end stands beside a step, rows where documents lie under one; lines keep their tracks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from optimizer.formats.bpmn_graph import Flow, Graph, Node, NodeSort, Place
from optimizer.formats.bpmn_papers import Paper
from optimizer.pictures.lane_layout import Arrow, Box, ItemLabel, Lane, LaneLayout
from optimizer.pictures.lane_routes import Point
from optimizer.pictures.text_fit import text_width, wrap

LEAST_STEP, LEAST_STEP_WITH_PAPERS = 100.0, 176.0
"""Widths in px that BPMN editors need for names, and for documents with theirs under a step."""

_ORIGIN = 60.0
_HEADING = 30.0  # of the pool, and of each lane
_EVENT, _GATEWAY = 28.0, 28.0
_BESIDE = 14.0  # between a step and what stands beside it
_ROOM_BESIDE = _GATEWAY + _BESIDE
_ROOM_AT_START = 3 * _BESIDE + _EVENT
_ROOM_OPENING = _GATEWAY + 2 * _BESIDE
_ICON, _ICON_HEIGHT, _INDENT = 20.0, 26.0, 20.0
_INTO, _OUT = 5.0, 11.0  # where lines of documents run, from the left edge of their step
_LABEL_PX, _LABEL_LINE = 11, 13.5
_NOTE_PX, _NOTE_LINE, _NOTE_PAD = 12, 14.5, 10.0
_FOOT = 12.0
_UNDER_ROW = 9.0  # room that the lane picture leaves under its boxes
_WIDENED = 2.0  # lines of the lane picture run closer than BPMN editors draw them well


@dataclass(frozen=True)
class Bounds:
    """A rectangle in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Height of the middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class PaperPlace:
    """Where a document and its name stand, and the line between it and its step."""

    icon: Bounds
    label: Bounds
    line: tuple[Point, ...]


@dataclass(frozen=True)
class Places:
    """Every place of a diagram.

    Attributes:
        pool: the whole.
        lanes: in their order.
        nodes, flows, papers: by id in the file.
        notes: of the items' labels, in their order.
    """

    pool: Bounds
    lanes: tuple[Bounds, ...]
    nodes: Mapping[str, Bounds]
    flows: Mapping[str, tuple[Point, ...]]
    papers: Mapping[str, PaperPlace]
    notes: tuple[Bounds, ...]


@dataclass(frozen=True)
class _Stacked:
    """A document under its step: distance from the step, height, width of its name; in px."""

    paper: Paper
    top: float
    height: float
    label_width: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


class _Stretch:
    """A line along which room was made.

    Args:
        origin: where it begins.
        made: how much room was made at a place; what lies behind it moves on.
        widened: from where to where there are only lines, which are drawn farther apart.
    """

    def __init__(
        self, origin: float, made: Mapping[float, float], widened: Iterable[tuple[float, float]]
    ) -> None:
        self._origin = origin
        self._made = sorted(made.items())
        self._widened = sorted(set(widened))

    def __call__(self, position: float) -> float:
        more = sum(room for at, room in self._made if position > at)
        for start, end in self._widened:
            more += (_WIDENED - 1) * max(0.0, min(position, end) - start)
        return self._origin + position + more


def places(
    laid: LaneLayout,
    drawn: Graph,
    papers: Sequence[Paper],
    names: Mapping[str, str],
    notes: Sequence[str],
) -> Places:
    """Find the place of everything.

    Args:
        laid: the lane picture.
        drawn: nodes and flows.
        papers: the documents.
        names: what is written beside each document, by its id in the file.
        notes: the text of each of the picture's labels.
    """
    boxes = {box.step: box for box in laid.boxes}
    across = _across(laid, drawn, boxes)
    pool_right = across(laid.width) + _BESIDE
    wide = [_note_width(laid, label, across, pool_right) for label in laid.labels]
    heights = [
        _NOTE_LINE * len(wrap(text, width - _NOTE_PAD, _NOTE_PX, 3)) + _NOTE_PAD
        for text, width in zip(notes, wide, strict=True)
    ]
    stacks = _stacks(papers, names, boxes)
    down = _Stretch(_ORIGIN, _made_down(laid, heights, stacks), _corridors(laid))
    steps = {
        name: Bounds(across(box.x), down(box.y), box.width, box.height)
        for name, box in boxes.items()
    }
    nodes = {node.id: _node(node, steps[node.step]) for node in drawn.nodes}
    left = across(0.0)
    return Places(
        pool=Bounds(left, down(0.0), pool_right - left, down(laid.height) - down(0.0)),
        lanes=tuple(_lane(lane, left + _HEADING, pool_right, down) for lane in laid.lanes),
        nodes=nodes,
        flows={flow.id: _line(flow, nodes, drawn, across, down) for flow in drawn.flows},
        papers={paper.id: place for held in stacks.values() for paper, place in _put(held, steps)},
        notes=tuple(
            Bounds(across(label.x), down(label.y + label.height) - height - 3, width, height)
            for label, width, height in zip(laid.labels, wide, heights, strict=True)
        ),
    )


def _across(laid: LaneLayout, drawn: Graph, boxes: Mapping[str, Box]) -> _Stretch:
    made: dict[float, float] = {0.0: 2 * _HEADING - laid.heading}
    opening = bool(drawn.at(Place.OPENING))
    made[laid.heading] = _ROOM_AT_START + (_ROOM_OPENING if opening else 0.0)
    for step in drawn.at(Place.JOIN):
        made[boxes[step].x - 0.5] = _ROOM_BESIDE
    for step in (*drawn.at(Place.FORK), *drawn.at(Place.END)):
        made[boxes[step].x + boxes[step].width + 0.5] = _ROOM_BESIDE
    columns = sorted({(box.x, box.x + box.width) for box in laid.boxes})
    rights = [laid.heading, *(right for _, right in columns)]
    lefts = [*(left for left, _ in columns), laid.width]
    return _Stretch(_ORIGIN, made, zip(rights, lefts, strict=True))


def _corridors(laid: LaneLayout) -> list[tuple[float, float]]:
    """From the room under each row of boxes to the notes of the next row."""
    edges = sorted({box.y + box.height + _UNDER_ROW for box in laid.boxes})
    notes = sorted({label.y for label in laid.labels})
    return list(zip([0.0, *edges], notes, strict=False))


def _note_width(laid: LaneLayout, label: ItemLabel, across: _Stretch, right: float) -> float:
    """To the next note of the row, or to the end."""
    next_ones = [
        across(other.x)
        for other in laid.labels
        if abs(other.y + other.height - label.y - label.height) < 1 and other.x > label.x
    ]
    return min((*next_ones, right)) - across(label.x) - 6


def _stacks(
    papers: Sequence[Paper], names: Mapping[str, str], boxes: Mapping[str, Box]
) -> dict[str, list[_Stacked]]:
    """The documents under each step, each with its distance from the step and its height."""
    found: dict[str, list[_Stacked]] = {}
    for paper in papers:
        held = found.setdefault(paper.step, [])
        top = held[-1].bottom + 5 if held else _FOOT
        room = boxes[paper.step].width - _INDENT - _ICON - 8
        parts = names[paper.id].split("\n")
        lines = sum(len(wrap(part, room, _LABEL_PX, 4)) for part in parts)
        # As wide as the text, so that it stands beside its sign although editors centre it.
        wide = min(room, max(text_width(part, _LABEL_PX) for part in parts)) + _LABEL_PX / 2
        held.append(_Stacked(paper, top, max(_ICON_HEIGHT, _LABEL_LINE * lines + 2), wide))
    return found


def _made_down(
    laid: LaneLayout,
    heights: Sequence[float],
    stacks: Mapping[str, Sequence[_Stacked]],
) -> dict[float, float]:
    """Room above each row for the notes, below it for the documents."""
    made: dict[float, float] = {}
    for label, height in zip(laid.labels, heights, strict=True):
        made[label.y - 2] = max(made.get(label.y - 2, 0.0), height + 5 - label.height)
    for box in laid.boxes:
        if box.step in stacks:
            below = box.y + box.height + 2
            made[below] = max(made.get(below, 0.0), stacks[box.step][-1].bottom)
    return made


def _lane(lane: Lane, left: float, right: float, down: _Stretch) -> Bounds:
    top, bottom = down(lane.y), down(lane.y + lane.height)
    return Bounds(left, top, right - left, bottom - top)


def _node(node: Node, step: Bounds) -> Bounds:
    if node.place is Place.STEP:
        return step
    size = _GATEWAY if node.sort is NodeSort.GATEWAY else _EVENT
    if node.place in (Place.FORK, Place.END):
        left = step.right + _BESIDE
    elif node.place is Place.JOIN:
        left = step.x - _BESIDE - size
    else:
        left = _ORIGIN + 2 * _HEADING + _BESIDE
        left += _EVENT + _BESIDE if node.place is Place.OPENING else 0.0
    return Bounds(left, step.middle - size / 2, size, size)


def _line(
    flow: Flow, nodes: Mapping[str, Bounds], drawn: Graph, across: _Stretch, down: _Stretch
) -> tuple[Point, ...]:
    sorts = {node.id: node.sort for node in drawn.nodes}
    source, target = nodes[flow.source], nodes[flow.target]
    if flow.arrow is not None:
        return _ended(
            _moved(flow.arrow, across, down), source, target, sorts[flow.source], sorts[flow.target]
        )
    start, end = (source.right, source.middle), (target.x, target.middle)
    if start[1] == end[1]:
        return (start, end)
    turn = source.right + _BESIDE
    return (start, (turn, start[1]), (turn, end[1]), end)


def _moved(arrow: Arrow, across: _Stretch, down: _Stretch) -> list[Point]:
    """The corners of a wait with room made; heights at boxes follow the boxes."""
    return [(across(x), down(y)) for x, y in arrow.points]


def _ended(
    points: list[Point], source: Bounds, target: Bounds, leaves: NodeSort, reaches: NodeSort
) -> tuple[Point, ...]:
    """The line with its ends on the edges of the nodes, whatever their shape."""
    first = (source.right - _recess(source, points[0][1], leaves), points[0][1])
    last = (target.x + _recess(target, points[-1][1], reaches), points[-1][1])
    return (first, *points[1:-1], last)


def _recess(node: Bounds, height: float, sort: NodeSort) -> float:
    """How far the edge of a node lies inside its rectangle at a height."""
    off, half = abs(height - node.middle), node.width / 2
    if sort is NodeSort.GATEWAY:
        return off
    return 0.0 if sort is NodeSort.TASK else half - sqrt(max(0.0, half * half - off * off))


def _put(held: Sequence[_Stacked], steps: Mapping[str, Bounds]) -> list[tuple[Paper, PaperPlace]]:
    """The documents under their step, one below the other."""
    found = []
    for one in held:
        paper, step = one.paper, steps[one.paper.step]
        icon = Bounds(step.x + _INDENT, step.bottom + one.top, _ICON, _ICON_HEIGHT)
        label = Bounds(icon.right + 4, icon.y, one.label_width, one.height)
        rail = step.x + (_OUT if paper.makes else _INTO)
        line = ((icon.x, icon.middle), (rail, icon.middle), (rail, step.bottom))
        found.append((paper, PaperPlace(icon, label, line[::-1] if paper.makes else line)))
    return found
