"""Steps from activities: name, kind, length."""

import re

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import (
    CALLS,
    SUB_PROCESSES,
    Index,
    called,
    child,
    name_of,
    sort_of,
    tidy,
)
from optimizer.formats.bpmn_reading.graph import Graph, Node
from optimizer.formats.bpmn_reading.lanes import Holder
from optimizer.formats.bpmn_reading.timers import iso_length
from optimizer.formats.names import numbered
from optimizer.formats.short_forms import is_duration, step_text
from optimizer.service.kinds import StepKind
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind
from optimizer.worktime import Duration

_IN_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*[（(](?P<length>[^（）()]{1,40})[）)]$")


class Steps:
    """Makes steps of activities.

    Args:
        root: of the file.
        index: of its elements.
        graph: its nodes.
        doubts: gets what is open.
        taken: ids of steps that are given already.
    """

    def __init__(
        self,
        root: etree._Element,
        index: Index,
        graph: Graph,
        doubts: Doubts,
        taken: set[str] | None = None,
    ) -> None:
        self._index = index
        self._doubts = doubts
        self._taken = taken if taken is not None else set()
        self._acting = {node.element for node in graph.activities()}
        self._lengths: dict[etree._Element, Duration] = {}
        self._deadlines: dict[etree._Element, Duration] = {}
        for timer in root.iter("{*}timerEventDefinition"):
            if sort_of(timer):
                self._timer(timer)

    def step(self, node: Node, item: str, holder: Holder, departments: tuple[str, ...]) -> Step:
        """The step of an activity, with nothing before it yet.

        Args:
            node: the activity.
            item: id of the item it belongs to.
            holder: who does it.
            departments: their ids.
        """
        element = node.element
        name, written = self._name(element)
        assumed = []
        duration = self._lengths.get(element)
        if duration is None and written is not None:
            duration = written
            self._doubts.note(
                "bpmn_length_in_name",
                element,
                (f"时长“{written}”取自名称", f"the length {written.in_english()!r} is in the name"),
            )
        if duration is None and element in self._deadlines:
            duration = self._deadlines[element]
            assumed.append("duration")
            self._doubts.warn(
                "bpmn_deadline",
                element,
                (
                    f"时长按超时时限 {duration} 推定",
                    f"the length is assumed to be the deadline, {duration.in_english()}",
                ),
                ("请填写实际时长", "enter how long it really takes"),
            )
        if holder.applicant:
            assumed.append("visible")
        if sort_of(element) in CALLS | SUB_PROCESSES:
            self._tell_folded(element)
        made = numbered(f"{item}/{name}", self._taken)
        self._taken.add(made)
        return Step(
            id=made,
            name=name,
            items=(item,),
            kind=_kind(element, name),
            departments=departments,
            duration=duration,
            visible=True if holder.applicant else None,
            assumed=tuple(sorted(assumed)),
            after=(),
        )

    def _name(self, element: etree._Element) -> tuple[str, Duration | None]:
        """The name without the length that may stand behind it, and that length."""
        full = name_of(element)
        if not full:
            wait = sort_of(element) == "intermediateCatchEvent"
            full = "等待" if wait else f"（未命名环节 {tidy(element.get('id'))}）"
            self._doubts.warn(
                "bpmn_nameless",
                element,
                ("环节没有名称", "a step has no name"),
                ("请填写环节名称", "enter its name"),
            )
            return full, None
        name, length = step_text(full)
        if is_duration(length):
            return name, Duration.parse(length)
        found = _IN_BRACKETS.match(full)
        if found is not None and is_duration(found["length"]):
            return found["name"], Duration.parse(found["length"])
        return full, None

    def _tell_folded(self, element: etree._Element) -> None:
        """A sub-process that is not opened, or a process that is called."""
        name = called(element)
        target = self._index.get(element.get("calledElement"))
        if target is not None and sort_of(target) == "process":
            self._doubts.warn(
                "bpmn_called",
                element,
                (
                    f"“{name}”调用的流程“{called(target)}”已另作一个事项，本处只作一个环节",
                    (
                        f"process {called(target)!r} that {name!r} calls is an item of its own; "
                        "here it is one step"
                    ),
                ),
                ("两处只留一处", "keep one of the two"),
            )
            return
        self._doubts.note(
            "bpmn_folded",
            element,
            (
                f"“{name}”的内部环节不在图中，按一个环节导入",
                f"what happens in {name!r} is not drawn; it is read as one step",
            ),
            ("如需细分，请补充其中的环节", "add the steps in it if they matter"),
        )

    # --- timers --------------------------------------------------------------------------------

    def _timer(self, timer: etree._Element) -> None:
        event = timer.getparent()
        if event is None:
            return
        length = self._length(timer, event)
        if event in self._acting:
            if length is not None:
                self._lengths[event] = length
            return
        host = self._index.get(event.get("attachedToRef"))
        stops = event.get("cancelActivity") != "false"
        if host is not None and host in self._acting and stops and length is not None:
            self._deadlines[host] = length
        elif length is not None:
            self._doubts.note(
                "bpmn_timer_unused",
                event,
                (
                    f"计时事件“{called(event)}”（{length}）不是环节时长，未采用",
                    (
                        f"timer {called(event)!r} ({length.in_english()}) is no length of a step "
                        "and is not taken"
                    ),
                ),
            )

    def _length(self, timer: etree._Element, event: etree._Element) -> Duration | None:
        written = child(timer, "timeDuration")
        if written is not None:
            text = "".join(written.itertext())
            length = iso_length(text)
            if length is None:
                self._unread(event, text)
            return length
        for sort in ("timeDate", "timeCycle"):
            other = child(timer, sort)
            if other is not None:
                self._unread(event, "".join(other.itertext()))
                return None
        self._unread(event, "")
        return None

    def _unread(self, event: etree._Element, text: str) -> None:
        shown = tidy(text)
        message = (
            f"计时“{shown}”不能换算成时长（日期、周期、表达式或多种单位），时长待补充",
            (
                f"timer {shown!r} is no length (a date, a cycle, an expression, or several units); "
                "the length is left open"
            ),
        )
        if not shown:
            message = ("计时事件没有写时长，待补充", "the timer has no length; it is left open")
        advice = ("请填写时长，如 5 工作日", "enter a length, e.g. 5 working days")
        self._doubts.warn("bpmn_timer", event, message, advice)


def _kind(element: etree._Element, name: str) -> StepKind:
    return StepKind.OTHER if not name_of(element) else step_kind(name)
