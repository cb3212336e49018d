"""The flow nodes and sequence flows of a service as BPMN knows them; no geometry yet.

A task with several flows in would run once for each of them, so whatever waits for several steps
has a parallel gateway in front; whatever several steps wait for has one behind. With one start and
an end for each last step the diagram means what the precedence network means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optimizer.formats.bpmn_xml import made_id
from optimizer.pictures.lane_layout import Arrow
from optimizer.pictures.lane_order import lane_of
from optimizer.service.service import Service

START = "Start"


class NodeSort(StrEnum):
    """What a flow node is; the values are the names of BPMN's elements."""

    START = "startEvent"
    END = "endEvent"
    GATEWAY = "parallelGateway"
    TASK = "task"


class Place(StrEnum):
    """Where a node stands relative to the step it belongs to."""

    START = "start"  # at the left end of everything
    OPENING = "opening"  # behind the start, in front of several first steps
    JOIN = "join"  # in front of its step
    STEP = "step"
    FORK = "fork"  # behind its step
    END = "end"  # behind its step


@dataclass(frozen=True)
class Node:
    """A flow node.

    Attributes:
        id: in the file.
        step: id of the step it is, or stands beside.
        lane: id of the department in whose lane it stands.
    """

    id: str
    sort: NodeSort
    place: Place
    step: str
    lane: str


@dataclass(frozen=True)
class Flow:
    """A sequence flow.

    Attributes:
        id: in the file.
        source, target: ids of nodes.
        arrow: the wait that it is; ``None`` for a flow between a step and what stands beside it.
    """

    id: str
    source: str
    target: str
    arrow: Arrow | None = None


@dataclass(frozen=True)
class Graph:
    """All nodes and flows, each in a stable order."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    def at(self, place: Place) -> dict[str, Node]:
        """The nodes of one place by step."""
        return {node.step: node for node in self.nodes if node.place is place}


def graph(service: Service, arrows: Sequence[Arrow], heights: Mapping[str, float]) -> Graph:
    """Nodes and flows of a service.

    Args:
        service: completed, in one situation.
        arrows: who waits for whom.
        heights: of the steps in the picture; the start stands beside the highest first step.
    """
    leaving: dict[str, int] = {step.id: 0 for step in service.steps}
    reaching = dict(leaving)
    for arrow in arrows:
        leaving[arrow.before] += 1
        reaching[arrow.after] += 1
    nodes, flows = [], []
    for step in service.steps:
        lane = lane_of(step)
        task = Node(made_id("Step", step.id), NodeSort.TASK, Place.STEP, step.id, lane)
        nodes.append(task)
        if reaching[step.id] > 1:
            join = made_id("Join", step.id)
            nodes.append(Node(join, NodeSort.GATEWAY, Place.JOIN, step.id, lane))
            flows.append(_flow(join, task.id))
        if leaving[step.id] > 1:
            fork = made_id("Fork", step.id)
            nodes.append(Node(fork, NodeSort.GATEWAY, Place.FORK, step.id, lane))
            flows.append(_flow(task.id, fork))
        if not leaving[step.id]:
            end = made_id("End", step.id)
            nodes.append(Node(end, NodeSort.END, Place.END, step.id, lane))
            flows.append(_flow(task.id, end))
    first = sorted((one for one in reaching if not reaching[one]), key=lambda one: heights[one])
    opening, begun = _beginning(service, first)
    made = Graph((*opening, *nodes), ())
    return Graph(made.nodes, (*begun, *flows, *_waits(made, arrows)))


def _beginning(service: Service, first: Sequence[str]) -> tuple[list[Node], list[Flow]]:
    """The start, and a gateway behind it where several steps come first.

    Where every step waits for another (a circle of precedences) nothing can begin: the start
    then leads nowhere, as it does in truth.
    """
    beside = service.step(first[0]) if first else service.steps[0]
    lane = lane_of(beside)
    start = Node(START, NodeSort.START, Place.START, beside.id, lane)
    tasks = [made_id("Step", one) for one in first]
    if len(first) < 2:
        return [start], [_flow(START, task) for task in tasks]
    opening = Node("Opening", NodeSort.GATEWAY, Place.OPENING, beside.id, lane)
    led = [_flow(START, opening.id), *(_flow(opening.id, task) for task in tasks)]
    return [start, opening], led


def _waits(made: Graph, arrows: Sequence[Arrow]) -> list[Flow]:
    tasks, forks, joins = made.at(Place.STEP), made.at(Place.FORK), made.at(Place.JOIN)
    return [
        _flow(
            forks.get(arrow.before, tasks[arrow.before]).id,
            joins.get(arrow.after, tasks[arrow.after]).id,
            arrow,
        )
        for arrow in arrows
    ]


def _flow(source: str, target: str, arrow: Arrow | None = None) -> Flow:
    return Flow(made_id("Flow", source, target), source, target, arrow)
