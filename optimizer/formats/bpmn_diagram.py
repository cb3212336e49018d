"""The picture in a BPMN file: a shape for everything that has a place, an edge for every line."""

from collections.abc import Iterable

from lxml import etree

from optimizer.formats.bpmn_places import Bounds
from optimizer.formats.bpmn_xml import BOUNDS, DIAGRAM, DRAWING, add
from optimizer.pictures.lane_routes import Point


class Diagram:
    """Writes the shapes and edges of one plane.

    Args:
        definitions: the root of the file, complete but for its picture.
        subject: id of the collaboration that is drawn.
        name: of the picture.
    """

    def __init__(self, definitions: etree._Element, subject: str, name: str) -> None:
        held = add(definitions, "BPMNDiagram", {"id": "Diagram", "name": name}, namespace=DIAGRAM)
        self._plane = add(
            held, "BPMNPlane", {"id": "Plane", "bpmnElement": subject}, namespace=DIAGRAM
        )

    def shape(
        self,
        subject: str,
        bounds: Bounds,
        *,
        label: Bounds | None = None,
        horizontal: bool | None = None,
    ) -> None:
        """A node, pool, lane, document or note.

        Args:
            subject: its id.
            bounds: where it stands.
            label: where its name stands, if not inside.
            horizontal: of pools and lanes: they run from left to right.
        """
        made = add(
            self._plane,
            "BPMNShape",
            {"id": f"{subject}_di", "bpmnElement": subject, "isHorizontal": horizontal},
            namespace=DIAGRAM,
        )
        _bounds(made, bounds)
        if label is not None:
            _bounds(add(made, "BPMNLabel", namespace=DIAGRAM), label)

    def edge(self, subject: str, points: Iterable[Point]) -> None:
        """A line from corner to corner."""
        made = add(
            self._plane,
            "BPMNEdge",
            {"id": f"{subject}_di", "bpmnElement": subject},
            namespace=DIAGRAM,
        )
        for x, y in points:
            add(made, "waypoint", {"x": float(x), "y": float(y)}, namespace=DRAWING)


def _bounds(parent: etree._Element, bounds: Bounds) -> None:
    add(
        parent,
        "Bounds",
        {
            "x": float(bounds.x),
            "y": float(bounds.y),
            "width": float(bounds.width),
            "height": float(bounds.height),
        },
        namespace=BOUNDS,
    )
