"""How the lines of a lane picture run: in gaps between columns and corridors above rows.

Vertical pieces stand in gaps, horizontal ones in corridors, so no line meets a box that is not its
own. Lines of one step and kind share a track; other lines that would touch get tracks of their own
(left-edge algorithm: Hashimoto & Stevens, "Wire routing by optimizing channel assignment", 1971).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from optimizer.pictures.lane_order import Order, Wait

Point = tuple[float, float]
Height = tuple[int, int]
"""A height before px are known: row, then its corridor, where lines enter or where they leave."""

_CORRIDOR, _ENTRY, _EXIT = 0, 1, 2
_Place = TypeVar("_Place", int, Height)


class Bundle(NamedTuple):
    """Lines drawn as one: those that leave, or that reach, one step.

    Attributes:
        sort: kind of the waits; lines of the deciding chain run by themselves.
    """

    step: str
    leaving: bool
    sort: str


class Places(Protocol):
    """What px the columns, gaps, rows and corridors have."""

    def left(self, column: int) -> float:
        """Left edge of the boxes of a column."""

    def right_of(self, step: str) -> float:
        """Right edge of the box of a step."""

    def gap(self, gap: int, track: int) -> float:
        """A track in the gap left of a column."""

    def corridor(self, row: int, track: int) -> float:
        """A track in the corridor above a row."""

    def middle(self, row: int) -> float:
        """Where a straight line runs from box to box."""

    def entry(self, row: int) -> float:
        """Where lines reach boxes."""

    def exit(self, row: int) -> float:
        """Where lines leave boxes."""


@dataclass(frozen=True)
class _Way:
    """One wait's way; ``row`` is that of its corridor, ``None`` for a single vertical piece."""

    first: Bundle
    row: int | None = None
    along: Bundle | None = None
    last: Bundle | None = None


@dataclass
class Routes:
    """The ways of all waits, with the tracks they need.

    Attributes:
        gap_tracks, corridor_tracks: how many tracks each gap and corridor needs.
    """

    order: Order
    ways: Mapping[tuple[str, str], _Way | None]
    gap_tracks: Mapping[int, int] = field(default_factory=dict)
    corridor_tracks: Mapping[int, int] = field(default_factory=dict)
    _gap: Mapping[tuple[int, Bundle], int] = field(default_factory=dict)
    _corridor: Mapping[tuple[int, Bundle], int] = field(default_factory=dict)

    def points(self, wait: Wait, places: Places) -> tuple[Point, ...]:
        """Corners of the line of a wait, from box to box."""
        order = self.order
        source, target = order.columns[wait.before], order.columns[wait.after]
        start, end = order.rows[wait.before], order.rows[wait.after]
        x0, x1 = places.right_of(wait.before), places.left(target)
        way = self.ways[(wait.before, wait.after)]
        if way is None:
            return ((x0, places.middle(start)), (x1, places.middle(start)))
        y0, y1 = places.exit(start), places.entry(end)
        out = places.gap(source + 1, self._gap[(source + 1, way.first)])
        if way.row is None or way.along is None or way.last is None:
            return ((x0, y0), (out, y0), (out, y1), (x1, y1))
        into = places.gap(target, self._gap[(target, way.last)])
        level = places.corridor(way.row, self._corridor[(way.row, way.along)])
        return ((x0, y0), (out, y0), (out, level), (into, level), (into, y1), (x1, y1))


def routed(order: Order, chain: set[tuple[str, str]]) -> Routes:
    """Find a way for every wait.

    Args:
        order: columns and rows.
        chain: pairs of steps whose wait belongs to the deciding chain.
    """
    filled: dict[int, set[int]] = {}
    for step, row in order.rows.items():
        filled.setdefault(row, set()).add(order.columns[step])
    leaving = Counter((wait.before, _sort(wait, chain)) for wait in order.waits)
    reaching = Counter((wait.after, _sort(wait, chain)) for wait in order.waits)
    ways: dict[tuple[str, str], _Way | None] = {}
    for wait in order.waits:
        sort = _sort(wait, chain)
        together = leaving[(wait.before, sort)] >= reaching[(wait.after, sort)]
        ways[(wait.before, wait.after)] = _way(order, filled, wait, sort, at_source=together)
    gaps, corridors = _pieces(order, ways)
    gap_tracks, in_gap = _tracks(gaps)
    corridor_tracks, in_corridor = _tracks(corridors)
    return Routes(order, ways, gap_tracks, corridor_tracks, in_gap, in_corridor)


def _sort(wait: Wait, chain: set[tuple[str, str]]) -> str:
    if (wait.before, wait.after) in chain:
        return "chain"
    return "circle" if wait.on_circle else wait.kind.value


def _way(
    order: Order, filled: Mapping[int, set[int]], wait: Wait, sort: str, *, at_source: bool
) -> _Way | None:
    """``None`` is a straight line along a row with nothing between."""
    source, target = order.columns[wait.before], order.columns[wait.after]
    start, end = order.rows[wait.before], order.rows[wait.after]
    between = range(source + 1, target)
    if start == end and source < target and not filled[start] & set(between):
        return None
    out, into = Bundle(wait.before, True, sort), Bundle(wait.after, False, sort)
    if target == source + 1:
        return _Way(out)
    if start < end:
        row = start + 1 if at_source else end
    else:
        row = start if at_source or start == end else end + 1
    return _Way(out, row, out if at_source else into, into)


def _pieces(
    order: Order, ways: Mapping[tuple[str, str], _Way | None]
) -> tuple[
    dict[tuple[int, Bundle], tuple[Height, Height]], dict[tuple[int, Bundle], tuple[int, int]]
]:
    """From where to where each bundle runs in each gap (heights) and corridor (gaps)."""
    gaps: dict[tuple[int, Bundle], tuple[Height, Height]] = {}
    corridors: dict[tuple[int, Bundle], tuple[int, int]] = {}
    for (before, after), way in ways.items():
        if way is None:
            continue
        source, target = order.columns[before], order.columns[after]
        leave, reach = (order.rows[before], _EXIT), (order.rows[after], _ENTRY)
        if way.row is None or way.along is None or way.last is None:
            _widen(gaps, (source + 1, way.first), leave, reach)
            continue
        level = (way.row, _CORRIDOR)
        _widen(gaps, (source + 1, way.first), leave, level)
        _widen(gaps, (target, way.last), level, reach)
        _widen(corridors, (way.row, way.along), source + 1, target)
    return gaps, corridors


def _widen(
    held: dict[tuple[int, Bundle], tuple[_Place, _Place]],
    key: tuple[int, Bundle],
    one: _Place,
    other: _Place,
) -> None:
    ends = sorted((one, other, *held.get(key, ())))
    held[key] = (ends[0], ends[-1])


def _tracks(
    pieces: Mapping[tuple[int, Bundle], tuple[_Place, _Place]],
) -> tuple[dict[int, int], dict[tuple[int, Bundle], int]]:
    """For each channel how many tracks it needs, and the track of each bundle in it."""
    ends: dict[int, list[_Place]] = {}
    found: dict[tuple[int, Bundle], int] = {}
    for key, (low, high) in sorted(pieces.items(), key=lambda one: (one[1], one[0])):
        used = ends.setdefault(key[0], [])
        track = next((place for place, end in enumerate(used) if end < low), len(used))
        used[track : track + 1] = [high]
        found[key] = track
    return {channel: len(used) for channel, used in ends.items()}, found
