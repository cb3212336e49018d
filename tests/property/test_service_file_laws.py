"""Laws of the service file: nothing is lost on the way, and no file does harm."""

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from optimizer.errors import InvalidInput
from optimizer.formats.document_writing import Layout
from optimizer.formats.request_file import read_request_text
from optimizer.formats.service_file import dump_service, read_service_text, write_service
from optimizer.formats.service_writing import ServiceWriter
from optimizer.formats.short_forms import step_text
from optimizer.formats.yaml_text import Value, entry, mapping
from optimizer.formats.yaml_tree import Mapping, Scalar, Sequence, decoded, parse_tree
from optimizer.network.timing import circle
from optimizer.service import complete
from optimizer.service.document import Document
from optimizer.service.findings import findings
from optimizer.service.item import Codes, Item, Limit
from optimizer.service.key_words import KEYS
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import Duration
from tests.property.strategies import completed_services, services

# A service takes longer to draw than to read; few of them already hold every sort of record.
few = settings(max_examples=25)
some = settings(max_examples=60)

# Names that look like something else to YAML or to the short forms of the file.
_ODD = st.sampled_from(
    (
        "审查",
        "受理 1 工作日",
        "审查（推定）",
        "A → B",
        "000123",
        "是",
        "null",
        "- x",
        "a: b",
        "a #b",
        "“引号”",
        "'x'",
        "{x}",
        "100%",
        "二 2",
        "法定（甲（乙））",
        "申请表",
        "a\nb",
        " 空格 ",
        "受理",
        "2024-06-01",
        "~",
        "@",
        "x:",
        "全部",
    )
)
_NAMES = _ODD | st.text(
    st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFFF), min_size=1, max_size=12
)


@st.composite
def _oddly_named(draw: st.DrawFn) -> Service:
    """A small service whose ids, names and texts are anything."""
    ids = draw(st.lists(_NAMES, min_size=2, max_size=3, unique=True))
    papers = draw(st.lists(_NAMES, min_size=1, max_size=3, unique=True))
    items = tuple(
        Item(
            id=one,
            name=draw(st.sampled_from((one, "")) | _NAMES),
            department=ids[0],
            fee=draw(_NAMES),
            codes=Codes(basic=draw(st.sampled_from(("", "000104002000")))),
            results=tuple(draw(st.lists(st.sampled_from(papers), max_size=1))),
            statutory=draw(st.none() | st.just(Limit(duration=Duration.parse("5 自然日")))),
            assumed=draw(st.sampled_from(((), ("statutory",), ("*",), ("*", "fee")))),
        )
        for one in ids
    )
    needs = tuple(
        Requirement(id=f"{one}·{number}", item=one, document=draw(st.sampled_from(papers)))
        for number, one in enumerate(draw(st.lists(st.sampled_from(ids), max_size=4)))
    )
    steps = tuple(
        Step(id=f"{one}/{name}", name=name, items=(one,), lock=draw(st.just("") | _NAMES))
        for one in ids
        for name in draw(st.lists(_NAMES, max_size=2, unique=True))
    )
    service = Service(
        id=draw(_NAMES),
        name=draw(_NAMES),
        items=items,
        requirements=needs,
        steps=steps if len({one.id for one in steps}) == len(steps) else (),
        documents=tuple(Document(id=one, name=draw(_NAMES)) for one in papers),
        notes=tuple(draw(st.lists(_NAMES, max_size=2))),
    )
    return read_service_text(dump_service(service))


@few
@given(services() | completed_services())
def test_a_written_service_is_read_back_equal(service: Service) -> None:
    """Short forms lose nothing: file → service → file → service is the identity."""
    text = mapping(ServiceWriter(service, Layout()).written(), 0)
    assert read_service_text(text) == service
    assert dump_service(service) == text


@few
@given(services())
def test_writing_in_full_is_read_back_equal(service: Service) -> None:
    """The layout that names everything by id says the same."""
    text = mapping(ServiceWriter(service, Layout(explicit=True)).written(), 0)
    assert read_service_text(text) == service


@few
@given(services())
def test_a_file_and_its_canonical_json_say_the_same(service: Service) -> None:
    """Service → JSON → service → file → service is the identity."""
    again = Service.model_validate_json(service.model_dump_json())
    assert read_service_text(dump_service(again)) == service


@few
@given(_oddly_named())
def test_names_that_look_like_something_else_survive(service: Service) -> None:
    """Whatever ids, names and texts are, they are read back as they were written."""
    assert read_service_text(dump_service(service)) == service


@given(_NAMES, _NAMES)
def test_a_scalar_is_the_same_text_for_every_yaml_reader(key: str, text: str) -> None:
    """What we quote or leave bare is this very text to another YAML library, too."""
    written = entry(key, text, 0)
    assert YAML(typ="safe", pure=True).load(written) == {key: text}
    tree = parse_tree(written, "")
    assert isinstance(tree, Mapping)
    value = tree.entries[0].value
    assert isinstance(value, Scalar)
    assert (tree.entries[0].key, value.text) == (key, text)


@few
@given(services(), services(), st.booleans())
def test_a_rewritten_file_says_what_it_shall(
    tmp_path_factory: pytest.TempPathFactory, first: Service, second: Service, windows: bool
) -> None:
    """Writing any service over any other leaves exactly the new one, comments on top kept."""
    path = tmp_path_factory.mktemp("law") / "service.yaml"
    text = "# 抬头\n" + dump_service(first)
    path.write_bytes((text.replace("\n", "\r\n") if windows else text).encode())
    write_service(second, path)
    written = decoded(path.read_bytes(), "")
    assert read_service_text(written) == second
    assert written.startswith("# 抬头")


@few
@given(services(), st.data())
def test_a_change_in_one_item_leaves_the_other_lines_alone(
    tmp_path_factory: pytest.TempPathFactory, service: Service, data: st.DataObject
) -> None:
    """Lines of a file that do not speak of what changed are the same afterwards."""
    path = tmp_path_factory.mktemp("law") / "service.yaml"
    lines = [f"{line}  # 注{n}" for n, line in enumerate(dump_service(service).splitlines())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    place = data.draw(st.integers(0, len(service.items) - 1))
    changed = service.items[place].model_copy(update={"stage": "另一阶段"})
    items = (*service.items[:place], changed, *service.items[place + 1 :])
    write_service(service.model_copy(update={"items": items}), path)
    after = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in lines if line not in after]
    assert len(gone) <= 1
    assert len(after) == len(lines) + 1 - len(gone)


_WORDS = st.sampled_from(
    [
        *(word for words in KEYS.values() for names in words.values() for word in names),
        "20 工作日",
        "受理 1 工作日",
        "受理 1 天天",
        "A → B",
        "法定前置",
        "食品经营许可",
        "（推定）",
        "是",
        "-1",
        "9" * 30,
        "1e999",
        "",
    ]
)
_SCALARS = _WORDS | st.text(max_size=8)
_TREES: st.SearchStrategy[Value] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=5),
    max_leaves=25,
)


@given(st.text(max_size=300) | st.binary(max_size=300))
@example(b"\xff\xfe")
@example("a: &x [1]\nb: *x")
@example("!!python/object/apply:os.system [x]")
@example("[" * 5000)
@example("- " * 5000)
@example('"\\UFFFFFFFF"')
@example('"\\ud800"')
@example("%YAML 3.0\n---\na: b")
@example("{a: b}: c")
@example("? |\n  x\n: y")
def test_any_bytes_are_refused_with_findings(content: str | bytes) -> None:
    """Whatever a file holds, only ``InvalidInput`` comes out, never another error."""
    with pytest.raises(InvalidInput):
        read_service_text(content if isinstance(content, str) else decoded(content, "f"), "f")


@some
@given(st.dictionaries(_WORDS, _TREES, max_size=8), _TREES, st.booleans())
def test_any_structure_is_read_or_refused(
    top: dict[str, Value], items: Value, request_file: bool
) -> None:
    """Keys in the wrong places and values of the wrong shape give findings, no other error."""
    tree: dict[str, Value] = {"一件事": "某事", "联办事项": items, **top}
    text = entry("x", tree, 0).partition("\n")[2] if request_file else mapping(tree, 0)
    try:
        read = read_request_text(text) if request_file else read_service_text(text)
    except InvalidInput:
        return
    if isinstance(read, Service):
        assert read_service_text(dump_service(read)) == read


@few
@given(services(circles=True))
def test_findings_come_for_any_service(service: Service) -> None:
    """Checking never fails, tells the same twice, and tells each thing once."""
    found = findings(service, "f.yaml")
    assert found == findings(service, "f.yaml")
    assert len(found) == len({one.model_dump_json() for one in found})


@few
@given(services(circles=True, situations=False))
def test_circles_are_found_exactly_where_times_are_unknown(service: Service) -> None:
    """The findings name a circle if and only if the network of the service has one."""
    told = {"precedence_circle", "circular_proof"} & {one.code for one in findings(service)}
    assert bool(told) == bool(circle(complete(service)))


@given(st.text(max_size=30))
def test_a_step_text_is_split_without_losing_anything(text: str) -> None:
    """Name and duration of a short step are its text, up to the space between them."""
    name, duration = step_text(text)
    assert "".join((name + duration).split()) == "".join(text.split())


@given(_TREES)
def test_the_tree_of_a_text_is_the_structure_written(value: Value) -> None:
    """The tree holds exactly the mappings, lists and texts that were written."""
    tree = parse_tree(entry("k", value, 0), "")
    assert isinstance(tree, Mapping)
    assert _plain(tree.entries[0].value) == value


def _plain(node: object) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(one) for one in node.nodes]
    assert isinstance(node, Mapping)
    assert dataclasses.is_dataclass(node)
    return {one.key: _plain(one.value) for one in node.entries}
