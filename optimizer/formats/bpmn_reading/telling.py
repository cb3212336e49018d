"""What of a drawing cannot become part of a service, told element by element."""

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import (
    GATEWAYS,
    Index,
    called,
    child,
    children,
    name_of,
    sort_of,
    tidy,
)
from optimizer.formats.bpmn_reading.graph import OUT, Graph
from optimizer.formats.bpmn_reading.papers import texts
from optimizer.formats.bpmn_xml import NOTE

_UNREAD = {
    "choreography": ("编排图", "a choreography"),
    "conversation": ("会话图", "a conversation"),
    "globalTask": ("全局任务", "a global task"),
    "globalUserTask": ("全局任务", "a global task"),
    "group": ("分组框", "a group"),
}
_REPEATED = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


def tell(root: etree._Element, index: Index, graph: Graph, doubts: Doubts, *, own: bool) -> None:
    """Tell of everything that is drawn and not computed.

    Args:
        root: of the file.
        index: of its elements.
        graph: its nodes and lines.
        doubts: gets the findings.
        own: this program wrote the file, and with it the notes that name items.
    """
    for element in index.doubled:
        doubts.warn(
            "bpmn_doubled",
            element,
            (
                f"编号“{tidy(element.get('id'))}”用了两次，引用按第一处理解",
                f"id {tidy(element.get('id'))!r} stands twice; references mean the first",
            ),
        )
    _choices(graph, doubts)
    for node in graph.nodes.values():
        if not node.key.endswith(OUT):
            _repetition(node.element, doubts)
        if sort_of(node.element) == "boundaryEvent" and graph.onward[node.key]:
            _exception(node.element, doubts)
    _messages(root, index, doubts)
    for element, text in texts(root):
        if own and (element.get("id") or "").startswith(NOTE):
            continue
        doubts.note(
            "bpmn_annotation", element, (f"批注未导入：{text}", f"a note is left out: {text}")
        )
    for element in root.iter():
        unread = _UNREAD.get(sort_of(element))
        if unread is not None:
            zh, en = unread
            doubts.note("bpmn_unread", element, (f"{zh}未导入", f"{en} is left out"))


def _choices(graph: Graph, doubts: Doubts) -> None:
    """Where the drawing goes one way or the other; a program cannot say which."""
    onward, circled = graph.onward, graph.on_circles()
    for node in graph.nodes.values():
        flows = [
            line.element for line in onward[node.key] if sort_of(line.element) == "sequenceFlow"
        ]
        sort = sort_of(node.element)
        asked = sort in GATEWAYS - {"parallelGateway"} and len(flows) > 1
        conditional = sort not in GATEWAYS and any(
            child(flow, "conditionExpression") is not None for flow in flows
        )
        if not asked and not conditional:
            continue
        ways = [name_of(flow) for flow in flows if name_of(flow)]
        told = f"（{'／'.join(ways)}）" if ways else ""
        shown = f" ({' / '.join(ways)})" if ways else ""
        doubts.warn(
            "bpmn_choice",
            node.element,
            (
                f"“{called(node.element)}”{told}按条件分支，条件无法计算，各分支的环节都已保留",
                (
                    f"{called(node.element)!r}{shown} goes one way or another; the "
                    "condition cannot be computed, the steps of all ways are kept"
                ),
            ),
            _advice(node.element, ways, back=node.key in circled),
        )


def _advice(gateway: etree._Element, ways: list[str], *, back: bool) -> tuple[str, str]:
    """A situation to set up, where the question and its answers are named and nothing goes back."""
    question = name_of(gateway)
    if not question or len(ways) < 2 or back:
        return (
            "删去平常不走的分支，或用办理情形区分",
            "remove the ways that are not usual, or tell them apart by a situation",
        )
    return (
        f"若由申请人的情况决定，可增设办理情形“{question}”：{'、'.join(ways)}，并标明各环节适用的选项",
        (
            f"if it depends on the applicant, add a situation {question!r} with {', '.join(ways)} "
            "and say for which option each step applies"
        ),
    )


def _repetition(element: etree._Element, doubts: Doubts) -> None:
    name = called(element)
    if next(children(element, *_REPEATED), None) is not None:
        doubts.note(
            "bpmn_repeated",
            element,
            (f"“{name}”会重复办理，按一次计", f"{name!r} is repeated; it is counted once"),
        )
    if element.get("isForCompensation") == "true":
        doubts.warn(
            "bpmn_compensation",
            element,
            (
                f"“{name}”只在撤回时办理，已作为环节保留",
                f"{name!r} is done only to undo something; it is kept as a step",
            ),
            ("平常不办的请删去", "remove it if it is not usual"),
        )


def _exception(event: etree._Element, doubts: Doubts) -> None:
    doubts.warn(
        "bpmn_exception",
        event,
        (
            f"“{called(event)}”之后的环节只在异常时办理，已作为环节保留",
            f"what follows {called(event)!r} happens only in exceptions; it is kept as steps",
        ),
        ("平常不办的请删去", "remove it if it is not usual"),
    )


def _messages(root: etree._Element, index: Index, doubts: Doubts) -> None:
    for flow in root.iter("{*}messageFlow"):
        if not sort_of(flow):
            continue
        ends = [index.get(flow.get(end)) for end in ("sourceRef", "targetRef")]
        zh, en = (
            [called(end) if end is not None else unknown for end in ends]
            for unknown in ("（不存在）", "(not there)")
        )
        name = name_of(flow)
        doubts.note(
            "bpmn_message",
            flow,
            (
                f"消息流“{name}”（{zh[0]} → {zh[1]}）不作为先后关系",
                f"message flow {name!r} ({en[0]} → {en[1]}) is not taken as an order",
            ),
            (
                "确需等待的，请在先后关系中写明",
                "state it among the precedences if one waits for the other",
            ),
        )
