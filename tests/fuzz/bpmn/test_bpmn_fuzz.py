"""Whatever a drawing is turned into, it is refused with reasons or gives a service.

Files in ``corpus`` are kept: good ones to start from, and whatever once did something else.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from optimizer.formats.bpmn_reading import Drawing, read_drawing
from optimizer.formats.bpmn_writing import bpmn
from optimizer.service import complete
from optimizer.service.choosing import chosen_options, in_situation
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.findings import findings

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
SEEDS = [path.read_bytes() for path in CORPUS]
_SNIPPETS = (
    b"<",
    b"</",
    b">",
    b'"',
    b"&",
    b"&#0;",
    b"<!DOCTYPE a>",
    b"\0",
    b"\xff\xfe",
    b"<![CDATA[",
)

# What XML can hold.
_READABLE = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
)


def _read(content: bytes) -> tuple[Drawing | None, tuple[Finding, ...]]:
    """The drawing, if it is one, and what is told of it."""
    try:
        found = read_drawing(content, "图.bpmn")
    except InvalidFile as refused:
        return None, refused.findings
    return found, found.notes


def check(content: bytes) -> None:
    """Refused with reasons, or a service that can be looked at and drawn."""
    found, told = _read(content)
    assert all(one.in_chinese() and one.in_english() for one in told)
    if found is None:
        assert told
        return
    assert found.counts.processes
    findings(found.service)
    shown = complete(in_situation(found.service, chosen_options(found.service, {})))
    read_drawing(bpmn(shown, "zh"), "图.bpmn")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_kept_file_is_read_or_refused(path: Path) -> None:
    check(path.read_bytes())


@st.composite
def mutated_bytes(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content)))
        end = min(len(content), place + draw(st.integers(0, 40)))
        content[place:end] = draw(st.one_of(st.binary(max_size=8), st.sampled_from(_SNIPPETS)))
    return bytes(content)


@given(content=mutated_bytes())
@settings(max_examples=60)
def test_changed_bytes_give_a_refusal_or_a_service(content: bytes) -> None:
    check(content)


@st.composite
def mutated_elements(draw: st.DrawFn) -> bytes:
    """Elements dropped, doubled, moved into others; attributes dropped and exchanged."""
    root = etree.fromstring(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        inside = [one for one in root.iter() if one is not root]
        if not inside:
            break
        one = inside[draw(st.integers(0, len(inside) - 1))]
        other = inside[draw(st.integers(0, len(inside) - 1))]
        _mutate(draw, one, other)
    return bytes(etree.tostring(root))


def _mutate(draw: st.DrawFn, one: etree._Element, other: etree._Element) -> None:
    names = sorted(one.attrib)
    kind = draw(
        st.sampled_from(("drop", "double", "move", "rename", "forget", "exchange", "text", "line"))
    )
    if kind == "drop":
        one.getparent().remove(one)
    elif kind == "double":
        one.getparent().append(etree.fromstring(etree.tostring(one)))
    elif kind == "move" and other not in one.iterdescendants() and other is not one:
        other.append(one)
    elif kind == "rename":
        one.tag = other.tag
    elif kind == "forget" and names:
        del one.attrib[draw(st.sampled_from(names))]
    elif kind == "exchange" and names and other.attrib:
        written = draw(st.sampled_from(sorted(other.attrib.values())))
        one.set(draw(st.sampled_from(names)), written)
    elif kind == "line" and "\n" in (one.text or ""):
        one.text = _lines_changed(draw, (one.text or "").split("\n"))
    elif kind == "text":
        one.text = draw(st.text(_READABLE, max_size=9))


def _lines_changed(draw: st.DrawFn, lines: list[str]) -> str:
    """A line dropped, doubled or put elsewhere: what a damaged service file looks like."""
    place = draw(st.integers(0, len(lines) - 1))
    line = lines.pop(place)
    for _ in range(draw(st.integers(0, 2))):
        lines.insert(draw(st.integers(0, len(lines))), line)
    return "\n".join(lines)


@given(content=mutated_elements())
@settings(max_examples=100)
def test_changed_elements_give_a_refusal_or_a_service(content: bytes) -> None:
    check(content)
