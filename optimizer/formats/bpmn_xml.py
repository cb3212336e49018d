"""The few XML parts BPMN files are made of: names, ids and texts in them."""

from hashlib import sha256
from html import unescape

from lxml import etree

from optimizer.pictures.svg import plain

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
DRAWING = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:onething:bpmn:1"
"""Namespace of what BPMN has no words for; a name, not an address."""

NOTE = "Note_"
"""How the ids of the notes above steps begin, which name their items."""

PREFIXES = {None: MODEL, "bpmndi": DIAGRAM, "dc": BOUNDS, "di": DRAWING, "onething": OURS}

Value = str | int | float | bool | None


def add(
    parent: etree._Element,
    name: str,
    attributes: dict[str, Value] | None = None,
    text: str = "",
    namespace: str = MODEL,
) -> etree._Element:
    """Add an element.

    Args:
        parent: to which it is added, as the last child.
        name: without its namespace.
        attributes: those that are ``None`` are left out.
        text: what stands in it.
        namespace: of the element.
    """
    made = etree.SubElement(parent, f"{{{namespace}}}{name}")
    for key, value in (attributes or {}).items():
        if value is not None:
            made.set(key, readable(_written(value)))
    if text:
        made.text = readable(text)
    return made


def document(parent: etree._Element, lines: list[str]) -> None:
    """Add a documentation of some lines; none where there is no line."""
    kept = [line for line in lines if line]
    if kept:
        add(parent, "documentation", text="\n".join(kept))


def made_id(sort: str, *parts: str) -> str:
    """An XML id for something with ids of its own; the same always for the same.

    Our ids hold spaces, slashes and Chinese, which ids in XML may not or many tools do not take;
    a digest keeps them apart. The id itself stands beside it as an element of our own.
    """
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{sort}_{digest[:16]}"


def readable(text: str) -> str:
    """A text without the signs that XML refuses or that turn its direction."""
    return unescape(plain(text))


def _written(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
