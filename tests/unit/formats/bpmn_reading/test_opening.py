"""Files that are broken, hostile or of another language are refused whole, with a reason."""

import itertools
import tracemalloc

import pytest

from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.bpmn_reading import MOST_LANES, MOST_PAPERS, MOST_STEPS, is_xml, read_drawing
from optimizer.formats.bpmn_reading.opening import DEEPEST, MOST_ELEMENTS
from optimizer.formats.bpmn_xml import MODEL
from optimizer.formats.yaml_tree import LARGEST_FILE_BYTES
from optimizer.service.finding import InvalidFile
from tests.drawings import drawing, flow, lane, lanes, node, read, task

SMALL = drawing(task("A", "受理"), task("B", "决定"), flow("A", "B"))


def refused(content: bytes | str) -> str:
    """The one code a file is refused with."""
    written = content.encode() if isinstance(content, str) else content
    with pytest.raises(InvalidFile) as error:
        read_drawing(written, "图.bpmn")
    (finding,) = error.value.findings
    assert finding.in_chinese() != finding.in_english()
    assert finding.right_zh
    assert finding.right_en
    return finding.code


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("UTF-8", b""), ("UTF-8", b"\xef\xbb\xbf"), ("UTF-16", b""), ("GB18030", b"")],
)
def test_any_declared_encoding_is_read(encoding: str, mark: bytes) -> None:
    content = mark + SMALL.replace("UTF-8", encoding).encode(encoding)
    assert is_xml(content)
    assert [one.name for one in read_any_service(content, "a").service.steps] == ["受理", "决定"]


@pytest.mark.parametrize("prefix", ["b", "bpmn", "semantic"])
def test_any_prefix_is_read(prefix: str) -> None:
    text = SMALL.replace("<b:", f"<{prefix}:").replace("</b:", f"</{prefix}:")
    assert read(text.replace("xmlns:b=", f"xmlns:{prefix}=")).counts.tasks == 2


def test_no_prefix_is_read() -> None:
    text = SMALL.replace("<b:", "<").replace("</b:", "</").replace("xmlns:b=", "xmlns=")
    assert read(text).counts.tasks == 2


def test_elements_of_other_languages_are_not_counted() -> None:
    other = '<x:task xmlns:x="urn:other" id="X"/>'
    found = read(drawing(task("A", "受理", f"<b:extensionElements>{other}</b:extensionElements>")))
    assert found.counts.tasks == 1


@pytest.mark.parametrize(
    "root",
    [
        "<html><body/></html>",
        "<!DOCTYPE html><html/>",
        '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>',
        "<definitions/>",
        '<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>',
    ],
)
def test_other_xml_is_refused_as_such(root: str) -> None:
    assert refused(root) == "bpmn_none"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        SMALL.encode()[:300],
        SMALL.replace("</b:task>", "</b:other>").encode(),
        SMALL.encode()[:-20],
        SMALL.replace("UTF-8", "no-such").encode(),
        SMALL.encode("gb18030"),
        SMALL.replace("受理", "&unknown;").encode(),
        b"\xff\xfe<",
    ],
)
def test_broken_xml_is_refused(content: bytes) -> None:
    assert refused(content) == "bpmn_broken"


def test_the_line_of_broken_xml_is_told() -> None:
    with pytest.raises(InvalidFile) as error:
        read(SMALL.replace("</b:process>", "</b:other>"))
    assert error.value.findings[0].line == SMALL[: SMALL.index("</b:process>")].count("\n") + 1


def test_a_drawing_without_steps_is_refused() -> None:
    assert refused(drawing(node("startEvent", "S"))) == "bpmn_no_steps"


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "http://192.0.2.1/x.dtd">',
        "<!DOCTYPE d>",
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    ],
)
def test_a_dtd_is_refused_whatever_it_declares(dtd: str) -> None:
    head, _, body = SMALL.partition("\n")
    assert refused(f"{head}\n{dtd}\n{body}") == "bpmn_entities"


def test_entities_that_would_grow_take_no_memory() -> None:
    levels = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "{"a" * 1000}">{levels}]>'
    head, _, body = SMALL.partition("\n")
    tracemalloc.start()
    try:
        for text in (
            body.replace("受理", "&e12;"),
            body.replace("</b:process>", "&e12;</b:process>"),
        ):
            assert refused(f"{head}\n{bomb}\n{text}") in ("bpmn_entities", "bpmn_broken")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_too_many_bytes_are_refused_unread() -> None:
    assert refused(b"<" + b" " * LARGEST_FILE_BYTES) == "bpmn_too_large"


def test_too_many_elements_are_refused() -> None:
    assert refused(drawing("<b:x/>" * MOST_ELEMENTS)) == "bpmn_too_large"


def test_too_deep_elements_are_refused() -> None:
    assert refused(drawing("<b:x>" * DEEPEST + "</b:x>" * DEEPEST)) == "bpmn_too_large"


def test_as_many_steps_as_allowed_are_read_and_one_more_is_refused() -> None:
    tasks = [task(f"A{number}") for number in range(MOST_STEPS)]
    assert len(read(drawing(*tasks)).service.steps) == MOST_STEPS
    assert refused(drawing(*tasks, task("B"))) == "bpmn_too_large"


def test_too_many_lanes_are_refused() -> None:
    held = [lane(f"L{number}", "甲") for number in range(MOST_LANES + 1)]
    assert refused(drawing(lanes(*held), task("A"))) == "bpmn_too_large"


def test_too_many_documents_are_refused() -> None:
    inputs = "".join(f'<b:dataInput id="D{number}"/>' for number in range(MOST_PAPERS + 1))
    text = drawing(f"<b:ioSpecification>{inputs}</b:ioSpecification>", task("A"))
    assert refused(text) == "bpmn_too_large"


def test_waits_from_everything_to_everything_are_refused() -> None:
    many = range(200)
    text = drawing(
        node("parallelGateway", "G"),
        *(task(f"A{one}") + flow(f"A{one}", "G") for one in many),
        *(task(f"B{one}") + flow("G", f"B{one}") for one in many),
    )
    assert refused(text) == "bpmn_too_large"


def test_a_long_row_of_steps_is_read() -> None:
    keys = [f"A{number}" for number in range(MOST_STEPS)]
    text = drawing(*map(task, keys), *(flow(a, b) for a, b in itertools.pairwise(keys)))
    found = read(text)
    assert sum(len(one.after or ()) for one in found.service.steps) == MOST_STEPS - 1


def test_of_many_findings_of_one_sort_some_are_listed_and_the_rest_counted() -> None:
    found = read(drawing(task("A"), *(flow("A", f"gone{number}") for number in range(100))))
    dangling = [one for one in found.notes if one.code == "bpmn_dangling_flow"]
    assert len(dangling) == 30
    assert any("另有 70 处" in one.message_zh for one in found.notes)


def test_the_namespace_is_the_standards() -> None:
    assert MODEL == "http://www.omg.org/spec/BPMN/20100524/MODEL"
    assert is_xml(f'<definitions xmlns="{MODEL}"/>'.encode())
    assert not is_xml("一件事: 开办面包店".encode())
