"""A BPMN file, looked at as a reader would that knows BPMN and not this program."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.places import data_directory
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, MeasureKind
from optimizer.service import Service
from optimizer.service.kinds import StepKind
from tests.fixtures import with_kind

M = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
O = "{urn:onething:bpmn:1}"  # noqa: E741 - the prefix of our own elements, short as the others
NODES = ("startEvent", "endEvent", "parallelGateway", "task")


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(data_directory() / "schema" / "bpmn" / "BPMN20.xsd"))


def errors(written: bytes) -> list[str]:
    checker = schema()
    checker.validate(etree.fromstring(written))
    return [str(one) for one in checker.error_log]


@dataclass
class File:
    """A written file, looked at as a reader would that knows BPMN and not this program."""

    written: bytes

    def __post_init__(self) -> None:
        self.root = etree.fromstring(self.written)
        self.process = self.root.find(f"{M}process")
        self.nodes = {
            one.get("id"): one
            for one in self.process
            if one.tag in {f"{M}{sort}" for sort in NODES}
        }
        self.flows = list(self.process.iter(f"{M}sequenceFlow"))
        self.tasks = {self.step(task): task for task in self.process.iter(f"{M}task")}
        self.papers = list(self.process.iter(f"{M}dataObjectReference"))

    @staticmethod
    def step(task: etree._Element) -> str:
        return str(task.find(f"{M}extensionElements/{O}step").get("id"))

    def onward(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {node: [] for node in self.nodes}
        for flow in self.flows:
            found[flow.get("sourceRef")].append(flow.get("targetRef"))
        return found

    def waits(self) -> set[tuple[str, str]]:
        """Pairs of steps with nothing but gateways between."""
        onward = self.onward()

        def reached(node: str) -> Iterator[str]:
            for other in onward[node]:
                if self.nodes[other].tag == f"{M}task":
                    yield self.step(self.nodes[other])
                elif self.nodes[other].tag == f"{M}parallelGateway":
                    yield from reached(other)

        return {
            (step, other) for step, task in self.tasks.items() for other in reached(task.get("id"))
        }

    def told(self, element: etree._Element) -> str:
        return str(element.findtext(f"{M}documentation") or "")

    def flow(self, before: str, after: str) -> etree._Element:
        """The flow between two steps, from and to the gateways beside them."""
        ends = {
            side: {node, *(flow.get(other) for flow in self.flows if flow.get(side) == node)}
            for side, other, node in (
                ("sourceRef", "targetRef", self.tasks[before].get("id")),
                ("targetRef", "sourceRef", self.tasks[after].get("id")),
            )
        }
        return next(
            flow
            for flow in self.flows
            if flow.get("sourceRef") in ends["sourceRef"]
            and flow.get("targetRef") in ends["targetRef"]
            and flow.find(f"{M}extensionElements/{O}wait") is not None
        )


def bounds(shape: etree._Element) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    x, y, width, height = (
        float(shape.find(f"{DC}Bounds").get(name)) for name in ("x", "y", "width", "height")
    )
    return (x, y, x + width, y + height)


def shapes(file: File) -> dict[str, tuple[float, float, float, float]]:
    return {one.get("bpmnElement"): bounds(one) for one in file.root.iter(f"{DI}BPMNShape")}


def inside(
    inner: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> bool:
    return (
        outer[0] <= inner[0] + 0.2
        and outer[1] <= inner[1] + 0.2
        and inner[2] <= outer[2] + 0.2
        and inner[3] <= outer[3] + 0.2
    )


def apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[2] <= other[0] + 0.2
        or other[2] <= one[0] + 0.2
        or one[3] <= other[1] + 0.2
        or other[3] <= one[1] + 0.2
    )


def lines(file: File) -> Mapping[str, list[tuple[float, float]]]:
    return {
        edge.get("bpmnElement"): [
            (float(point.get("x")), float(point.get("y"))) for point in edge.iter(f"{DD}waypoint")
        ]
        for edge in file.root.iter(f"{DI}BPMNEdge")
    }


def merged() -> Service:
    """Two inspections made one."""
    before = with_kind(StepKind.INSPECTION)
    groups = [one for one in find(before) if isinstance(one, GroupOpportunity)]
    group = next(one for one in groups if one.kind is MeasureKind.MERGE)
    measure = Measure(
        kind=group.kind,
        lever=group.lever,
        targets=group.targets,
        value=group.group,
        terms=group.terms,
    )
    return apply(before, (measure,))
