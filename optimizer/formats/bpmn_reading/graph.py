"""What happens in a drawing and what leads to what: sub-processes flattened, gateways kept.

Everything that may become a step is an *activity*; gateways and events only pass on. A
sub-process that shows its content is an entrance and an exit around it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import (
    CALLS,
    FLOW_NODES,
    SUB_PROCESSES,
    TASKS,
    Index,
    called,
    child,
    children,
    name_of,
    sort_of,
    tidy,
)

OUT = "\x1fout"
"""Behind the key of a sub-process: where it is left."""


@dataclass(frozen=True)
class Node:
    """Something a flow leads to.

    Attributes:
        key: its id in the file, or its place where it has none.
        process: number of its process.
        parts: the sub-processes it stands in, the outermost first.
        activity: it becomes a step.
    """

    key: str
    element: etree._Element
    process: int
    parts: tuple[etree._Element, ...]
    activity: bool


@dataclass(frozen=True)
class Line:
    """A way from node to node, and the element that draws it."""

    source: str
    target: str
    element: etree._Element


@dataclass
class Graph:
    """All nodes by key, in the order of the file, and all lines.

    Attributes:
        processes: those that hold nodes or lanes, in the order of the file.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    processes: list[etree._Element] = field(default_factory=list)

    def activities(self) -> Iterator[Node]:
        """What becomes a step, in the order of the file."""
        return (node for node in self.nodes.values() if node.activity)

    @cached_property
    def onward(self) -> dict[str, list[Line]]:
        """The lines that leave each node."""
        found: dict[str, list[Line]] = {key: [] for key in self.nodes}
        for line in self.lines:
            found[line.source].append(line)
        return found

    @cached_property
    def backward(self) -> dict[str, list[Line]]:
        """The lines that reach each node."""
        found: dict[str, list[Line]] = {key: [] for key in self.nodes}
        for line in self.lines:
            found[line.target].append(line)
        return found

    def on_circles(self) -> frozenset[str]:
        """The nodes on circles, and those that lie between two of them."""
        left = set(self.nodes)
        for ways, end in ((self.onward, "target"), (self.backward, "source")):
            waiting = dict.fromkeys(left, 0)
            for lines in ways.values():
                for line in lines:
                    other = getattr(line, end)
                    if line.source in left and line.target in left:
                        waiting[other] += 1
            free = [key for key in left if not waiting[key]]
            while free:
                key = free.pop()
                left.discard(key)
                for line in ways[key]:
                    other = getattr(line, end)
                    if other in left:
                        waiting[other] -= 1
                        if not waiting[other]:
                            free.append(other)
        return frozenset(left)


def graph(root: etree._Element, index: Index, doubts: Doubts) -> Graph:
    """The nodes and lines of all processes of a drawing."""
    return _Walk(index, doubts).walk(root)


class _Walk:
    def __init__(self, index: Index, doubts: Doubts) -> None:
        self._index = index
        self._doubts = doubts
        self._made = Graph()
        self._keys: dict[etree._Element, str] = {}
        self._shells: list[tuple[etree._Element, list[Node]]] = []

    def walk(self, root: etree._Element) -> Graph:
        for number, process in enumerate(children(root, "process")):
            self._made.processes.append(process)
            self._container(process, number, ())
        for process in self._made.processes:
            for flow in process.iter("{*}sequenceFlow"):
                if sort_of(flow):
                    self._flow(flow)
        self._boundaries()
        self._links()
        reached = {line.target for line in self._made.lines}
        left = {line.source for line in self._made.lines}
        for shell, inner in self._shells:
            self._around(shell, inner, reached, left)
        return self._made

    def _container(
        self, container: etree._Element, process: int, parts: tuple[etree._Element, ...]
    ) -> list[Node]:
        """The nodes right inside a process or sub-process."""
        inside = []
        for element in children(container, *FLOW_NODES):
            inside_it = next(children(element, *FLOW_NODES), None)
            shell = sort_of(element) in SUB_PROCESSES and inside_it is not None
            node = self._add(element, process, parts, activity=_acts(element) and not shell)
            inside.append(node)
            if shell:
                self._made.nodes[node.key + OUT] = Node(
                    node.key + OUT, element, process, parts, activity=False
                )
                self._shells.append((element, self._container(element, process, (*parts, element))))
                self._tell_part(element)
        return inside

    def _add(
        self,
        element: etree._Element,
        process: int,
        parts: tuple[etree._Element, ...],
        *,
        activity: bool,
    ) -> Node:
        key = element.get("id") or f"{len(self._made.nodes)}"
        if self._index.get(key) is not element or key in self._made.nodes:
            key = f"{key}\x1f{len(self._made.nodes)}"
        node = Node(key, element, process, parts, activity)
        self._keys[element] = key
        self._made.nodes[key] = node
        return node

    def _tell_part(self, element: etree._Element) -> None:
        name = called(element)
        inside = sum(_acts(one) for one in children(element, *FLOW_NODES))
        if element.get("triggeredByEvent") == "true":
            self._doubts.warn(
                "bpmn_event_part",
                element,
                (
                    f"事件子流程“{name}”何时发生无法计算，其环节已保留",
                    (
                        f"it cannot be computed when event sub-process {name!r} happens; "
                        "its steps are kept"
                    ),
                ),
                ("确认这些环节是否属于正常办理", "check whether these steps are ordinary"),
            )
            return
        self._doubts.note(
            "bpmn_part",
            element,
            (
                f"子流程“{name}”已展开为其中的 {inside} 个环节",
                f"sub-process {name!r} is read as the {inside} steps in it",
            ),
        )

    # --- lines -----------------------------------------------------------------------------

    def _end(self, text: str | None) -> str | None:
        element = self._index.get(text)
        return None if element is None else self._keys.get(element)

    def _left(self, key: str) -> str:
        """Where a node is left: a sub-process at its exit."""
        return key + OUT if key + OUT in self._made.nodes else key

    def _flow(self, flow: etree._Element) -> None:
        source, target = self._end(flow.get("sourceRef")), self._end(flow.get("targetRef"))
        if source is None or target is None:
            lost = flow.get("sourceRef") if source is None else flow.get("targetRef")
            self._doubts.warn(
                "bpmn_dangling_flow",
                flow,
                (
                    f"流向线的一端“{tidy(lost)}”不存在，未导入",
                    f"a flow leads from or to {tidy(lost)!r}, which is not there; it is left out",
                ),
                ("在图中重新连线", "connect it again in the drawing"),
            )
            return
        self._made.lines.append(Line(self._left(source), target, flow))

    def _boundaries(self) -> None:
        """What happens at the edge of an activity comes after the activity began."""
        for node in [one for one in self._made.nodes.values() if not one.key.endswith(OUT)]:
            if sort_of(node.element) != "boundaryEvent":
                continue
            host = self._end(node.element.get("attachedToRef"))
            if host is None:
                self._doubts.warn(
                    "bpmn_dangling_event",
                    node.element,
                    ("边界事件没有依附的环节", "a boundary event is attached to nothing"),
                )
                continue
            self._made.lines.append(Line(self._left(host), node.key, node.element))

    def _links(self) -> None:
        """A throwing link event goes on at the catching one of its name."""
        caught: dict[tuple[int, str], str] = {}
        thrown = []
        for node in self._made.nodes.values():
            definition = child(node.element, "linkEventDefinition")
            if definition is None:
                continue
            name = name_of(definition) or name_of(node.element)
            if sort_of(node.element) == "intermediateCatchEvent":
                caught[node.process, name] = node.key
            elif sort_of(node.element) == "intermediateThrowEvent":
                thrown.append((node, name))
        for node, name in thrown:
            target = caught.get((node.process, name))
            if target is not None:
                self._made.lines.append(Line(node.key, target, node.element))
            else:
                self._doubts.warn(
                    "bpmn_dangling_link",
                    node.element,
                    (f"找不到接续的连接事件“{name}”", f"no link event catches {name!r}"),
                )

    def _around(
        self,
        shell: etree._Element,
        inner: Sequence[Node],
        reached: Collection[str],
        left: Collection[str],
    ) -> None:
        """From the entrance to what begins inside, from what ends inside to the exit."""
        key = self._keys[shell]
        own = [one for one in inner if sort_of(one.element) != "boundaryEvent"]
        heads = [one for one in own if one.key not in reached] or own[:1]
        tails = [one for one in inner if self._left(one.key) not in left] or inner[-1:]
        self._made.lines.extend(Line(key, one.key, shell) for one in heads)
        self._made.lines.extend(Line(self._left(one.key), key + OUT, shell) for one in tails)


def _acts(element: etree._Element) -> bool:
    """Whether an element is something that somebody does, or a wait of some length."""
    sort = sort_of(element)
    if sort == "intermediateCatchEvent":
        timer = child(element, "timerEventDefinition")
        return timer is not None
    return sort in TASKS | CALLS | SUB_PROCESSES
