"""Steps, departments and waits of an own drawing: the file's, changed to what is drawn."""

from collections.abc import Mapping

from optimizer.formats.bpmn_reading.elements import name_of, tidy
from optimizer.formats.bpmn_reading.fresh import Drawn
from optimizer.formats.bpmn_reading.graph import Node
from optimizer.formats.bpmn_reading.lanes import Holder
from optimizer.formats.bpmn_reading.order import sorted_keys
from optimizer.formats.bpmn_reading.own_marks import known_steps
from optimizer.formats.bpmn_reading.own_waits import OwnWaits
from optimizer.formats.bpmn_reading.steps import Steps
from optimizer.formats.bpmn_xml import made_id, readable
from optimizer.pictures.lane_order import lane_of
from optimizer.service.department import Department
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import LANGUAGES
from optimizer.wording.names import Names


class OwnSteps:
    """Joins what is drawn to the steps of the service it was drawn from.

    Args:
        base: that service, completed.
        drawn: the drawing.
    """

    def __init__(self, base: Service, drawn: Drawn) -> None:
        self._base = base
        self._drawn = drawn
        self._names = [Names(base, language) for language in LANGUAGES]
        self._lanes = {
            made_id("Lane", one): one for one in ("", *(each.id for each in base.departments))
        }
        self._departments = {one.id: one for one in base.departments}
        self._steps = self._all_steps(known_steps(base, drawn.graph))
        self._waits = OwnWaits(base, drawn, self._steps)

    def joined(self) -> Service:
        """The service with the steps, departments and precedences that are drawn."""
        steps = self._waits.steps()
        left = [one for one in self._base.steps if one.id not in {step.id for step in steps}]
        for step in left:
            self._drawn.doubts.warn(
                "bpmn_step_gone",
                None,
                (f"图中已删去环节“{step.name}”", f"step {step.name!r} is gone from the drawing"),
            )
        for item in self._base.items:
            if left and not any(item.id in step.items for step in steps):
                self._drawn.doubts.warn(
                    "bpmn_item_empty",
                    None,
                    (
                        f"事项“{item.name or item.id}”在图中没有环节了，仍保留",
                        f"item {item.name or item.id!r} has no step in the drawing; it is kept",
                    ),
                    ("不办的事项请删去", "remove the item if it is not needed"),
                )
        changed = self._base.model_copy(
            update={"steps": steps, "departments": tuple(self._departments.values())}
        )
        return changed.model_copy(update={"precedences": self._waits.precedences(changed)})

    def by_key(self) -> dict[str, Step]:
        """The steps by the keys of their activities, in their order."""
        made = {step.id: step for step in self._waits.steps()}
        return {key: made[step.id] for key, step in self._waits.sorted_steps()}

    # --- steps ---------------------------------------------------------------------------------

    def _all_steps(self, known: Mapping[str, Step]) -> dict[str, Step]:
        """A step for each activity, those drawn anew included; waits come later."""
        drawn = self._drawn
        nodes = {node.key: node for node in drawn.graph.activities()}
        making = Steps(
            drawn.root,
            drawn.index,
            drawn.graph,
            drawn.doubts,
            {step.id for step in self._base.steps},
        )
        items = self._items_of_new(known)
        return {
            key: self._known(node, known[key])
            if key in known
            else self._new(making, node, items[key])
            for key, node in nodes.items()
        }

    def _items_of_new(self, known: Mapping[str, Step]) -> dict[str, str]:
        """The item of what was drawn anew: that of what it follows, else of what follows it."""
        found = {key: step.items[0] for key, step in known.items()}
        keys = [node.key for node in self._drawn.graph.activities()]
        order = sorted_keys(keys, self._drawn.pairs)
        place = {key: number for number, key in enumerate(order)}
        pairs = sorted(self._drawn.pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))
        for before, after in pairs:
            if before in found:
                found.setdefault(after, found[before])
        for before, after in reversed(pairs):
            if after in found:
                found.setdefault(before, found[after])
        return {key: found.get(key, self._base.items[0].id) for key in keys}

    def _new(self, making: Steps, node: Node, item: str) -> Step:
        holder = self._drawn.lanes.holder(node.key)
        department = self._department(holder)
        made = making.step(node, item, holder, (department,) if department else ())
        self._drawn.doubts.warn(
            "bpmn_step_new",
            node.element,
            (
                f"图中新增环节“{made.name}”，归入事项“{self._names[0](item)}”",
                f"step {made.name!r} was drawn anew; it is put to item {self._names[0](item)!r}",
            ),
            ("请核对所属事项和时长", "check its item and its length"),
        )
        return made

    def _known(self, node: Node, step: Step) -> Step:
        """A step of the file with the name and lane it has in the drawing."""
        changes: dict[str, object] = {}
        name = name_of(node.element)
        if name and name not in {tidy(readable(one.step(step.id))) for one in self._names}:
            changes["name"] = name
            self._drawn.doubts.note(
                "bpmn_step_renamed",
                node.element,
                (
                    f"环节“{step.name}”已改名为“{name}”",
                    f"step {step.name!r} is now called {name!r}",
                ),
            )
        department = self._department(self._drawn.lanes.holder(node.key))
        if department != lane_of(step):
            others = [one for one in step.departments[1:] if one != department]
            changes["departments"] = (department, *others) if department else tuple(others)
            self._drawn.doubts.note(
                "bpmn_step_moved",
                node.element,
                (
                    f"环节“{step.name}”已移到“{self._named(department)}”的泳道",
                    f"step {step.name!r} was moved to the lane of {self._named(department)!r}",
                ),
            )
        return step.model_copy(update=changes)

    # --- departments ---------------------------------------------------------------------------

    def _named(self, department: str) -> str:
        held = self._departments.get(department)
        return department if held is None else held.name or held.id

    def _department(self, holder: Holder) -> str:
        """Id of the department that a lane or pool means; one drawn anew is added."""
        lane = "" if holder.lane is None else holder.lane.get("id") or ""
        if lane in self._lanes:
            self._renamed(self._lanes[lane], holder.name)
            return self._lanes[lane]
        if not holder.name or holder.applicant:
            return ""
        for one in self._departments.values():
            if holder.name in (one.id, one.name):
                return one.id
        self._departments[holder.name] = Department(id=holder.name, name=holder.name)
        return holder.name

    def _renamed(self, department: str, name: str) -> None:
        held = self._departments.get(department)
        if held is None or not name or name == tidy(readable(held.name or held.id)):
            return
        self._departments[department] = held.model_copy(update={"name": name})
        self._drawn.doubts.note(
            "bpmn_department_renamed",
            None,
            (
                f"部门“{held.name or held.id}”已改名为“{name}”",
                f"department {held.name or held.id!r} is now called {name!r}",
            ),
        )
