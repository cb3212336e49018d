"""The elements of BPMN that a drawing is read from, found by id, and how many there are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from optimizer.formats.bpmn_xml import MODEL

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    }
)
CALLS = frozenset({"callActivity"})
SUB_PROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
GATEWAYS = frozenset(
    {
        "exclusiveGateway",
        "inclusiveGateway",
        "parallelGateway",
        "complexGateway",
        "eventBasedGateway",
    }
)
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
FLOW_NODES = TASKS | CALLS | SUB_PROCESSES | GATEWAYS | EVENTS
DATA = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})

_PREFIX = f"{{{MODEL}}}"
_LONGEST_NAME = 200
# Between Chinese signs a line break is only a line break.
_BREAK_IN_CHINESE = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])"
)


@dataclass(frozen=True)
class Counts:
    """How many elements of each sort a file holds, whatever is made of them.

    Attributes:
        pools: participants, black boxes included.
        tasks: of every kind; call activities and sub-processes are counted apart.
        events: start, end, intermediate and boundary events.
        flows: sequence flows.
        data_objects: data objects; ``data_references`` are their signs in the picture.
        data_stores: signs of data stores in the picture.
    """

    processes: int
    pools: int
    lanes: int
    tasks: int
    call_activities: int
    sub_processes: int
    gateways: int
    events: int
    flows: int
    message_flows: int
    data_objects: int
    data_references: int
    data_stores: int


def counts(root: etree._Element) -> Counts:
    """Count the elements of a drawing."""
    number: dict[str, int] = {}
    for element in root.iter(f"{_PREFIX}*"):
        name = sort_of(element)
        number[name] = number.get(name, 0) + 1

    def of(*sorts: str) -> int:
        return sum(number.get(sort, 0) for sort in sorts)

    return Counts(
        processes=of("process"),
        pools=of("participant"),
        lanes=of("lane"),
        tasks=of(*TASKS),
        call_activities=of(*CALLS),
        sub_processes=of(*SUB_PROCESSES),
        gateways=of(*GATEWAYS),
        events=of(*EVENTS),
        flows=of("sequenceFlow"),
        message_flows=of("messageFlow"),
        data_objects=of("dataObject"),
        data_references=of("dataObjectReference"),
        data_stores=of("dataStoreReference"),
    )


def sort_of(element: etree._Element) -> str:
    """The name of a BPMN element; empty for an element of another language."""
    tag = str(element.tag)
    return tag.removeprefix(_PREFIX) if tag.startswith(_PREFIX) else ""


def children(element: etree._Element, *sorts: str) -> Iterator[etree._Element]:
    """The children of some sorts in their order; all of BPMN's when none is given."""
    for child in element:
        sort = sort_of(child)
        if sort and (not sorts or sort in sorts):
            yield child


def child(element: etree._Element, sort: str) -> etree._Element | None:
    """The first child of a sort."""
    return next(children(element, sort), None)


def tidy(text: str | None) -> str:
    """A name on one line, not longer than anybody reads."""
    plain = " ".join(_BREAK_IN_CHINESE.sub("", (text or "").strip()).split())
    return plain[:_LONGEST_NAME]


def name_of(element: etree._Element) -> str:
    """The name of an element; empty when it has none."""
    return tidy(element.get("name"))


def called(element: etree._Element) -> str:
    """What findings call an element: its name, else its sort and id."""
    name = name_of(element)
    sort = sort_of(element) or etree.QName(element).localname
    return name or f"{sort} {tidy(element.get('id'))}".strip()


def reference(text: str | None) -> str:
    """An id as another element names it, without the prefix that QNames may have."""
    return (text or "").strip().rpartition(":")[2]


class Index:
    """All elements of a drawing by id; of two with one id, the first."""

    def __init__(self, root: etree._Element) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self.doubled: list[etree._Element] = []
        for element in root.iter(f"{_PREFIX}*"):
            found = element.get("id")
            if found is None:
                continue
            if found in self._by_id:
                self.doubled.append(element)
            self._by_id.setdefault(found, element)

    def get(self, text: str | None) -> etree._Element | None:
        """The element that a reference means; ``None`` when there is none."""
        wanted = (text or "").strip()
        return self._by_id.get(wanted, self._by_id.get(reference(wanted)))
