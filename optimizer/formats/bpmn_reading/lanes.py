"""In whose hands each activity lies: lanes, pools and performers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import (
    Index,
    called,
    child,
    children,
    name_of,
    reference,
    sort_of,
    tidy,
)
from optimizer.formats.bpmn_reading.graph import Graph, Node
from optimizer.formats.bpmn_xml import BOUNDS, DIAGRAM

# Whole names of lanes that are no department: who applies.
_APPLICANTS = frozenset(
    {
        "申请人",
        "申请单位",
        "申请企业",
        "申办人",
        "申请主体",
        "办事人",
        "办事群众",
        "群众",
        "企业",
        "企业群众",
        "当事人",
        "建设单位",
        "applicant",
        "customer",
    }
)
_PERFORMERS = ("performer", "humanPerformer", "potentialOwner")


@dataclass(frozen=True)
class Holder:
    """Who does something.

    Attributes:
        name: as the drawing says; empty where it says nothing.
        lane: the innermost lane, where there is one.
        applicant: it is the applicant and no department.
    """

    name: str = ""
    lane: etree._Element | None = None
    applicant: bool = False


class Lanes:
    """Lanes and pools of a drawing."""

    def __init__(self, root: etree._Element, index: Index, graph: Graph, doubts: Doubts) -> None:
        self._index = index
        self._doubts = doubts
        self._graph = graph
        self._pools = self._all_pools(root)
        self._lane_of = self._by_reference()
        self._laned = {
            number: [one for one in process.iter("{*}lane") if sort_of(one)]
            for number, process in enumerate(graph.processes)
        }
        self._shapes = _shapes(root)
        self._holders: dict[str, Holder] = {}
        for node in graph.activities():
            self._holders[node.key] = self._holder(node)

    def holder(self, key: str) -> Holder:
        """Who does an activity."""
        return self._holders[key]

    def pool(self, process: int) -> str:
        """Name of the pool that shows a process; empty when none does."""
        return self._pools.get(process, "")

    def has_lanes(self, process: int) -> bool:
        """Whether a process is divided into lanes."""
        return bool(self._laned[process])

    # --- pools and lanes ---------------------------------------------------------------------

    def _all_pools(self, root: etree._Element) -> dict[int, str]:
        numbers = {process: number for number, process in enumerate(self._graph.processes)}
        found: dict[int, str] = {}
        for pool in root.iter("{*}participant"):
            if not sort_of(pool):
                continue
            process = self._index.get(pool.get("processRef")) if pool.get("processRef") else None
            if process is not None and process in numbers:
                found.setdefault(numbers[process], name_of(pool))
            elif pool.get("processRef"):
                self._doubts.warn(
                    "bpmn_dangling_pool",
                    pool,
                    (
                        f"泳池“{called(pool)}”指向的流程“{reference(pool.get('processRef'))}”不存在",
                        (
                            f"pool {called(pool)!r} shows process "
                            f"{reference(pool.get('processRef'))!r}, which is not there"
                        ),
                    ),
                )
            else:
                self._doubts.note(
                    "bpmn_black_box",
                    pool,
                    (
                        f"泳池“{called(pool)}”里没有画流程，未导入",
                        f"pool {called(pool)!r} shows no process and is left out",
                    ),
                )
        return found

    def _by_reference(self) -> dict[etree._Element, etree._Element]:
        """The innermost lane of each element that a lane names."""
        found: dict[etree._Element, etree._Element] = {}
        for process in self._graph.processes:
            for lane in process.iter("{*}lane"):
                for named in children(lane, "flowNodeRef"):
                    node = self._index.get(named.text)
                    if node is None:
                        self._doubts.warn(
                            "bpmn_dangling_lane",
                            lane,
                            (
                                f"泳道“{called(lane)}”列有不存在的环节“{tidy(named.text)}”",
                                (
                                    f"lane {called(lane)!r} lists {tidy(named.text)!r}, "
                                    "which is not there"
                                ),
                            ),
                        )
                    else:
                        # Lanes come before the lanes inside them.
                        found[node] = lane
        return found

    def _holder(self, node: Node) -> Holder:
        lane = next(
            (
                self._lane_of[element]
                for element in (node.element, *reversed(node.parts))
                if element in self._lane_of
            ),
            None,
        )
        if lane is None and self.has_lanes(node.process):
            lane = self._around(node)
        if lane is not None:
            name = next((name_of(one) for one in _outward(lane) if name_of(one)), "")
            return Holder(name, lane, _is_applicant(name))
        name = "" if self.has_lanes(node.process) else self.pool(node.process)
        name = name or self._performer(node.element)
        return Holder(name, None, _is_applicant(name))

    def _around(self, node: Node) -> etree._Element | None:
        """The lane in which an activity lies in the picture, where the file does not say."""
        lies = self._shapes.get(node.element.get("id") or "")
        if lies is None:
            return None
        middle = (lies[0] + lies[2] / 2, lies[1] + lies[3] / 2)
        inside = [
            lane
            for lane in self._laned[node.process]
            if _within(middle, self._shapes.get(lane.get("id") or ""))
        ]
        if not inside:
            return None
        self._doubts.note(
            "bpmn_lane_from_picture",
            node.element,
            (
                f"“{called(node.element)}”未列入泳道，按图中位置归入“{called(inside[-1])}”",
                f"no lane lists {called(node.element)!r}; it lies in {called(inside[-1])!r}",
            ),
        )
        return inside[-1]

    def _performer(self, element: etree._Element) -> str:
        for performer in children(element, *_PERFORMERS):
            named = child(performer, "resourceRef")
            resource = None if named is None else self._index.get(named.text)
            name = name_of(performer) if resource is None else name_of(resource)
            if name:
                return name
        return ""


def _is_applicant(name: str) -> bool:
    return name.lower() in _APPLICANTS


def _outward(lane: etree._Element) -> Iterator[etree._Element]:
    """A lane and the lanes it stands in."""
    current: etree._Element | None = lane
    while current is not None:
        if sort_of(current) == "lane":
            yield current
        current = current.getparent()


def _shapes(root: etree._Element) -> Mapping[str, tuple[float, float, float, float]]:
    """Left, top, width and height of every shape, by the id of what it shows."""
    found = {}
    for shape in root.iter(f"{{{DIAGRAM}}}BPMNShape"):
        bounds = shape.find(f"{{{BOUNDS}}}Bounds")
        if bounds is None:
            continue
        try:
            x, y, width, height = (
                float(bounds.get(name) or "") for name in ("x", "y", "width", "height")
            )
        except ValueError:
            continue
        found[reference(shape.get("bpmnElement"))] = (x, y, width, height)
    return found


def _within(point: tuple[float, float], bounds: tuple[float, float, float, float] | None) -> bool:
    if bounds is None:
        return False
    x, y, width, height = bounds
    return x <= point[0] <= x + width and y <= point[1] <= y + height
