"""The ids that this program writes beside the elements of a drawing."""

from collections.abc import Iterator

from lxml import etree

from optimizer.formats.bpmn_reading.graph import Graph
from optimizer.formats.bpmn_xml import OURS
from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import Step


def own_marks(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Our own elements of a name beside an element of the drawing."""
    yield from element.iterfind(f"{{*}}extensionElements/{{{OURS}}}{name}")


def known_steps(base: Service, graph: Graph) -> dict[str, Step]:
    """The steps that activities show, by key; of two copies the first."""
    held = {step.id: step for step in base.steps}
    found: dict[str, Step] = {}
    for node in graph.activities():
        for mark in own_marks(node.element, "step"):
            step = held.pop(mark.get("id") or "", None)
            if step is not None:
                found[node.key] = step
    return found


def own_edges(base: Service) -> dict[tuple[str, str], list[Edge]]:
    """Every wait that an export draws, with its reasons; after-checks follow what they check."""
    known = {step.id for step in base.steps}
    checks = [
        Edge(before, step.id, EdgeKind.STEP, step.id)
        for step in base.steps
        if step.phase is Phase.AFTER_CHECK
        for before in step.after or ()
        if before in known
    ]
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in (*edges(base), *checks):
        if edge.before != edge.after:
            found.setdefault((edge.before, edge.after), []).append(edge)
    return found
