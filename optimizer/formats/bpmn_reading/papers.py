"""Signs of documents in a drawing, and the activities that get and make them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree

from optimizer.formats.bpmn_reading.doubts import Doubts
from optimizer.formats.bpmn_reading.elements import (
    DATA,
    Index,
    child,
    children,
    name_of,
    sort_of,
    tidy,
)
from optimizer.formats.bpmn_reading.graph import OUT, Graph
from optimizer.formats.bpmn_reading.order import Looks, nearest

_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


@dataclass
class Sign:
    """One sign of a document.

    Attributes:
        name: of the document.
        users, makers: keys of the activities that get and make it, each once.
    """

    element: etree._Element
    name: str
    users: dict[str, None] = field(default_factory=dict)
    makers: dict[str, None] = field(default_factory=dict)


def signs(
    root: etree._Element, index: Index, graph: Graph, looks: Looks, doubts: Doubts
) -> tuple[Sign, ...]:
    """The signs of all documents, in the order of the file; data stores are told and left out.

    Raises:
        InvalidFile: so many lines that nobody drew them.
    """
    return _Papers(root, index, graph, looks, doubts).signs()


class _Papers:
    def __init__(
        self, root: etree._Element, index: Index, graph: Graph, looks: Looks, doubts: Doubts
    ) -> None:
        self._root = root
        self._index = index
        self._graph = graph
        self._looks = looks
        self._doubts = doubts
        self._keys = {
            node.element: node.key for node in graph.nodes.values() if not node.key.endswith(OUT)
        }
        self._signs: dict[etree._Element, Sign] = {}

    def signs(self) -> tuple[Sign, ...]:
        for element in self._root.iter():
            if self._is_sign(element):
                name = self._name(element)
                self._signs[element] = Sign(element, name)
        for node in self._keys:
            self._associated(node)
        for line in self._root.iter("{*}association"):
            if sort_of(line):
                self._drawn(line)
        referred = {
            self._index.get(element.get("dataObjectRef"))
            for element in self._signs
            if sort_of(element) == "dataObjectReference"
        }
        return tuple(one for one in self._signs.values() if self._is_paper(one, referred))

    def _is_sign(self, element: etree._Element) -> bool:
        """Signs in processes; what a task lists as its own input is no sign."""
        sort = sort_of(element)
        if sort in ("dataInput", "dataOutput"):
            asked = element.getparent()
            owner = None if asked is None else asked.getparent()
            return owner is not None and sort_of(owner) in ("process", "subProcess")
        return sort in DATA

    def _is_paper(self, sign: Sign, referred: Collection[etree._Element | None]) -> bool:
        """Whether a sign is one of a document that is worth a line."""
        sort = sort_of(sign.element)
        if sort == "dataStoreReference":
            self._doubts.note(
                "bpmn_data_store",
                sign.element,
                (
                    f"数据存储“{sign.name}”未导入",
                    f"data store {sign.name!r} is left out",
                ),
                (
                    "如可据此免交材料，请列为数据来源",
                    "list it as a data source if it can replace a document",
                ),
            )
            return False
        if sort != "dataObject":
            return True
        # The thing itself; as a rule only its references are drawn and joined to tasks.
        return bool(sign.users or sign.makers) or sign.element not in referred

    def _name(self, element: etree._Element) -> str:
        meant = self._index.get(element.get("dataObjectRef") or element.get("dataStoreRef"))
        given = "" if meant is None else name_of(meant)
        return given or name_of(element) or f"（未命名材料 {tidy(element.get('id'))}）"

    # --- what gets and makes them --------------------------------------------------------------

    def _associated(self, node: etree._Element) -> None:
        """The associations that stand in a task or event."""
        for line in children(node, *_ASSOCIATIONS):
            into = sort_of(line) == "dataInputAssociation"
            outer = [one.text for one in children(line, "sourceRef" if into else "targetRef")]
            if not outer:
                self._dangling(line, "")
            for text in outer:
                found = self._index.get(text)
                if found is None:
                    self._dangling(line, tidy(text))
                elif found in self._signs:
                    self._join(self._signs[found], node, into=into)

    def _drawn(self, line: etree._Element) -> None:
        """A plain line between a sign and a task, or a sign and a flow."""
        source = self._index.get(line.get("sourceRef"))
        target = self._index.get(line.get("targetRef"))
        if source is None or target is None:
            lost = line.get("sourceRef") if source is None else line.get("targetRef")
            self._dangling(line, tidy(lost))
            return
        into = source in self._signs
        sign, other = (source, target) if into else (target, source)
        if sign not in self._signs:
            return
        if sort_of(other) == "sequenceFlow":
            for end, gets in (("sourceRef", False), ("targetRef", True)):
                node = self._index.get(other.get(end))
                if node is not None:
                    self._join(self._signs[sign], node, into=gets)
        else:
            self._join(self._signs[sign], other, into=into)

    def _join(self, sign: Sign, node: etree._Element, *, into: bool) -> None:
        key = self._keys.get(node)
        if key is None:
            return
        held = self._graph.nodes
        if into or held[key].activity:
            met = nearest(self._graph, key, self._looks)
        elif key + OUT in held:
            met = nearest(self._graph, key + OUT, self._looks, back=True)
        else:
            met = []  # What an event brings comes from outside.
        (sign.users if into else sign.makers).update(dict.fromkeys(met))

    def _dangling(self, line: etree._Element, lost: str) -> None:
        self._doubts.warn(
            "bpmn_dangling_association",
            line,
            (
                f"材料连线的一端“{lost}”不存在，未导入",
                f"the line of a document ends at {lost!r}, which is not there; it is left out",
            ),
            ("在图中重新连线", "connect it again in the drawing"),
        )


def texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The notes in a picture."""
    for element in root.iter("{*}textAnnotation"):
        if sort_of(element):
            inner = child(element, "text")
            yield element, tidy("" if inner is None else "".join(inner.itertext()))
