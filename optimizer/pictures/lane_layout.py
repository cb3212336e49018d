"""Where everything of a lane picture stands: pure geometry, in px from the top left corner.

Time runs from left to right, one lane a department. The same coordinates serve SVG, BPMN diagrams
and pictures in reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.network.chain import deciding_chain
from optimizer.network.edges import EdgeKind
from optimizer.pictures.lane_grid import HEADING, Grid, columns_of_label, fitted
from optimizer.pictures.lane_order import Order, lane_of, ordered, stretches
from optimizer.pictures.lane_routes import Point, routed
from optimizer.service.service import Service


@dataclass(frozen=True)
class Lane:
    """The lane of one department; ``department`` is empty where none is named."""

    department: str
    y: float
    height: float


@dataclass(frozen=True)
class Box:
    """A step.

    Attributes:
        lines: its name, wrapped.
        column: place in the order of time, from 0.
    """

    step: str
    lane: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    column: int


@dataclass(frozen=True)
class ItemLabel:
    """The label above steps of the same items that stand beside each other.

    Attributes:
        items: ids.
        x, y: top left corner of the space above the boxes; it ends at the boxes.
        width: of the steps under it; the text may be longer.
        lines: the text, wrapped.
    """

    items: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Arrow:
    """A wait, as a line of horizontal and vertical pieces from box to box.

    Attributes:
        before, after: step ids.
        kind: the strongest of the reasons.
        subjects: ids of the precedences, requirements or steps it comes from.
        on_chain: it belongs to the chain that decides the limit.
        on_circle: it belongs to a circle of precedences.
        points: corners, from the right edge of ``before`` to the left edge of ``after``.
    """

    before: str
    after: str
    kind: EdgeKind
    subjects: tuple[str, ...]
    on_chain: bool
    on_circle: bool
    points: tuple[Point, ...]


@dataclass(frozen=True)
class LaneLayout:
    """A whole picture.

    Attributes:
        heading: width of the lanes' headings at the left.
        chain: ids of the steps of the chain that decides the limit.
    """

    width: float
    height: float
    heading: float
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    labels: tuple[ItemLabel, ...]
    arrows: tuple[Arrow, ...]
    chain: tuple[str, ...]


def layout(
    service: Service,
    *,
    names: Mapping[str, str] | None = None,
    labels: Mapping[tuple[str, ...], str] | None = None,
    least_widths: Mapping[str, float] | None = None,
) -> LaneLayout:
    """Lay out a service; the same service always the same way.

    Args:
        service: completed, in one situation; a circle of precedences is drawn, too.
        names: what to write in the boxes, by step id; the steps' names unless given.
        labels: what to write above the steps of items, by item ids; the items' names
            unless given.
        least_widths: px that the marks and the length of a step need, by step id.
    """
    names = names or {step.id: step.name or step.id for step in service.steps}
    labels = labels or item_labels(service)
    order = ordered(service, {items: columns_of_label(text) for items, text in labels.items()})
    chain = deciding_chain(service)
    linked = {(link.edge.before, link.edge.after) for link in chain if link.edge is not None}
    routes = routed(order, linked)
    grid = fitted(order, routes, names, labels, least_widths or {})
    return LaneLayout(
        width=grid.width,
        height=grid.height,
        heading=HEADING,
        lanes=_lanes(order, grid),
        boxes=_boxes(service, order, grid),
        labels=_labels(order, grid),
        arrows=tuple(
            Arrow(
                wait.before,
                wait.after,
                wait.kind,
                wait.subjects,
                (wait.before, wait.after) in linked,
                wait.on_circle or order.columns[wait.before] >= order.columns[wait.after],
                routes.points(wait, grid),
            )
            for wait in order.waits
        ),
        chain=tuple(link.step for link in chain),
    )


def item_labels(service: Service) -> dict[tuple[str, ...], str]:
    """What stands above the steps of items: number and name, of several only the numbers."""
    number = {item.id: place for place, item in enumerate(service.items, start=1)}
    name = {item.id: item.name or item.id for item in service.items}
    found: dict[tuple[str, ...], str] = {}
    for step in service.steps:
        known = [item for item in step.items if item in number]
        if len(known) == 1:
            found[step.items] = f"{number[known[0]]} {name[known[0]]}"
        else:
            found[step.items] = "·".join(str(number[item]) for item in known)
    return found


def _lanes(order: Order, grid: Grid) -> tuple[Lane, ...]:
    lanes, first = [], 0
    for department, rows in order.lanes:
        top, bottom = grid.lane_edges(first, first + rows)
        lanes.append(Lane(department, top, bottom - top))
        first += rows
    return tuple(lanes)


def _boxes(service: Service, order: Order, grid: Grid) -> tuple[Box, ...]:
    return tuple(
        Box(
            step=step.id,
            lane=lane_of(step),
            x=grid.left(order.columns[step.id]),
            y=grid.top(order.rows[step.id]),
            width=grid.widths[order.columns[step.id]],
            height=grid.box_height,
            lines=grid.lines[step.id],
            column=order.columns[step.id],
        )
        for step in service.steps
    )


def _labels(order: Order, grid: Grid) -> tuple[ItemLabel, ...]:
    return tuple(
        ItemLabel(
            run.items,
            grid.left(order.columns[steps[0]]),
            grid.label_top(run.row),
            grid.right_of(steps[-1]) - grid.left(order.columns[steps[0]]),
            grid.label_heights[run.row],
            grid.label_lines[steps[0]],
        )
        for run in order.runs
        for steps in stretches(run, order.columns)
    )
