"""A service from a drawing that says nothing but what is drawn.

A drawing has no items and no limits: each process becomes one item, and the department that
decides in it is its department. What is not drawn stays open.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import Index, name_of
from optimizer.formats.bpmn_reading.graph import Graph, Node
from optimizer.formats.bpmn_reading.lanes import Lanes
from optimizer.formats.bpmn_reading.needs import papers
from optimizer.formats.bpmn_reading.order import Pair, sorted_keys
from optimizer.formats.bpmn_reading.papers import Sign
from optimizer.formats.bpmn_reading.steps import Steps
from optimizer.formats.names import numbered
from optimizer.service.checks.inspector import some
from optimizer.service.department import Department
from optimizer.service.item import Item
from optimizer.service.kinds import Order, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step


@dataclass(frozen=True)
class Drawn:
    """Everything that is drawn.

    Attributes:
        title: what the service is called where the drawing does not say.
        pairs: who waits for whom, without circles.
    """

    root: etree._Element
    index: Index
    graph: Graph
    lanes: Lanes
    signs: tuple[Sign, ...]
    pairs: tuple[Pair, ...]
    doubts: Doubts
    title: str


def fresh_service(drawn: Drawn) -> Service:
    """The service of a drawing."""
    return _Fresh(drawn).service()


class _Fresh:
    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        keys = [node.key for node in drawn.graph.activities()]
        self._keys = sorted_keys(keys, drawn.pairs)
        self._names = self._item_names()

    def service(self) -> Service:
        drawn, lanes = self._drawn, self._drawn.lanes
        steps = self._steps()
        made = papers(
            drawn.signs,
            steps,
            frozenset(key for key in steps if lanes.holder(key).applicant),
            {},
            set(),
            drawn.doubts,
        )
        items = tuple(
            self._item(process, name, steps, tuple(made.results.get(name, ())))
            for process, name in self._names.items()
        )
        name = items[0].id if len(items) == 1 else name_of(drawn.root) or drawn.title
        return Service(
            id=name,
            name=name,
            lead_department=items[0].department if len(items) == 1 else "",
            order=Order.DECLARED,
            departments=self._departments(),
            documents=tuple(made.documents),
            items=items,
            requirements=tuple(made.requirements),
            steps=tuple(steps.values()),
        )

    def _item_names(self) -> dict[int, str]:
        """An item for each process that has something to do in it."""
        drawn = self._drawn
        found: dict[int, str] = {}
        busy = dict.fromkeys(node.process for node in drawn.graph.activities())
        for process in busy:
            element = drawn.graph.processes[process]
            pool, own = drawn.lanes.pool(process), name_of(element)
            # A pool without lanes is somebody, not something.
            first, second = (pool, own) if drawn.lanes.has_lanes(process) else (own, pool)
            whole = name_of(drawn.root) if len(busy) == 1 else ""
            found[process] = numbered(first or second or whole or drawn.title, set(found.values()))
        return found

    def _steps(self) -> dict[str, Step]:
        """Steps by key, each after what it waits for."""
        drawn = self._drawn
        making = Steps(drawn.root, drawn.index, drawn.graph, drawn.doubts)
        made: dict[str, Step] = {}
        for key in self._keys:
            node = drawn.graph.nodes[key]
            made[key] = making.step(
                node,
                self._names[node.process],
                drawn.lanes.holder(key),
                self._department(key),
            )
        before: dict[str, list[str]] = {key: [] for key in made}
        for first, second in drawn.pairs:
            before[second].append(made[first].id)
        return {
            key: step.model_copy(update={"after": tuple(before[key])}) for key, step in made.items()
        }

    def _department(self, key: str) -> tuple[str, ...]:
        holder = self._drawn.lanes.holder(key)
        return (holder.name,) if holder.name and not holder.applicant else ()

    def _departments(self) -> tuple[Department, ...]:
        told: dict[str, None] = {}
        for node in self._drawn.graph.activities():
            told.update(dict.fromkeys(self._department(node.key)))
        return tuple(Department(id=name, name=name) for name in told)

    def _item(
        self, process: int, name: str, steps: Mapping[str, Step], results: tuple[str, ...]
    ) -> Item:
        drawn = self._drawn
        element = drawn.graph.processes[process]
        own = [
            (drawn.graph.nodes[key], step) for key, step in steps.items() if step.items == (name,)
        ]
        department = _deciding(own)
        drawn.doubts.warn(
            "bpmn_item",
            element,
            (
                (
                    f"图中没有联办事项，整个流程作为一个事项“{name}”，"
                    f"部门：{department or '待补充'}；时限、依据待补充"
                ),
                (
                    f"a drawing holds no items: all of it is read as one, {name!r}, department: "
                    f"{department or 'still open'}; limits and bases are open"
                ),
            ),
            (
                "在事项梳理中拆分事项、补充时限",
                "split it into items and enter their limits on the page of the model",
            ),
        )
        open_steps = [step.name for _, step in own if step.duration is None]
        if open_steps:
            drawn.doubts.note(
                "bpmn_lengths_open",
                element,
                (
                    f"{len(open_steps)} 个环节（共 {len(own)} 个）没有时长，待补充",
                    f"{len(open_steps)} of {len(own)} steps have no length; it is left open",
                ),
                ("请填写各环节时长", "enter how long each takes"),
            )
        self._tell_holders(element, own)
        return Item(
            id=name, name=name, department=department, results=results, assumed=("department",)
        )

    def _tell_holders(self, process: etree._Element, own: list[tuple[Node, Step]]) -> None:
        drawn = self._drawn
        holders = [(node, drawn.lanes.holder(node.key)) for node, _ in own]
        applicants = dict.fromkeys(one.name for _, one in holders if one.applicant)
        for name in applicants:
            drawn.doubts.note(
                "bpmn_applicant",
                process,
                (
                    f"“{name}”是申请人，不作为部门；其环节作为申请人可感知环节保留",
                    (
                        f"{name!r} is the applicant and no department; the steps there are kept as "
                        "visible to the applicant"
                    ),
                ),
            )
        nowhere = [name_of(node.element) for node, holder in holders if not holder.name]
        if nowhere:
            zh, en = some(name or "—" for name in nowhere)
            drawn.doubts.warn(
                "bpmn_no_department",
                process,
                (
                    f"{len(nowhere)} 个环节没有画在任何部门的泳道里：{zh}",
                    f"{len(nowhere)} steps lie in no department's lane: {en}",
                ),
                ("请填写办理部门", "enter the department"),
            )


def _deciding(own: list[tuple[Node, Step]]) -> str:
    """The department of the last decision, else the one with most steps; empty when none."""
    for _, step in reversed(own):
        if step.kind is StepKind.DECISION and step.departments:
            return step.departments[0]
    often = Counter(step.departments[0] for _, step in own if step.departments)
    return often.most_common(1)[0][0] if often else ""
