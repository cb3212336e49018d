"""YAML text as a tree that knows its lines, read so that no file can do harm.

Every scalar stays the text it is in the file: whether ``000104002000`` is a code or a number is
told by its key, not by YAML. Anchors, aliases and tags are refused, so a file cannot grow while
it is read; depth and size are bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from optimizer.formats.file_names import readable
from optimizer.service.finding import Finding, InvalidFile, Severity

LARGEST_FILE_BYTES = 5_000_000
_DEEPEST = 40
_MOST_NODES = 100_000
_TAG_OF_TEXT = "!"
# What the scanner of the library lets through on hostile bytes, e.g. an impossible \U escape.
_LET_THROUGH = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Scalar:
    """A text; an empty plain one means that nothing was written after the key.

    ``start`` and ``end`` of every node are places in the text of the file.
    """

    text: str
    line: int
    quoted: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: no text, ``~`` or ``null``."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Entry:
    """One key of a mapping with its value."""

    key: str
    line: int
    value: "Node"
    start: int = 0


@dataclass(frozen=True)
class Mapping:
    """Keys with values in the order of the file; a key may stand there twice."""

    entries: tuple[Entry, ...]
    line: int
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list."""

    nodes: tuple["Node", ...]
    line: int
    start: int = 0
    end: int = 0
    flow: bool = False


Node = Scalar | Mapping | Sequence


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        InvalidFile: it cannot be read or is larger than 5 MB.
    """
    name = readable(path.name)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise _refused(
                "too_large",
                name,
                (f"文件有 {size} 字节，太大", f"the file has {size} bytes, which is too large"),
                ("一件事文件不超过 5 MB", "a service file has at most 5 MB"),
            )
        return path.read_bytes()
    except OSError as error:
        raise _refused(
            "unreadable",
            name,
            (f"文件打不开：{error.strerror}", f"the file cannot be read: {error.strerror}"),
            ("请检查路径和权限", "check the path and the permissions"),
        ) from error


def decoded(content: bytes, name: str) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark.

    Raises:
        InvalidFile: the bytes are not UTF-8, or there are too many.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused(
            "not_utf8",
            name,
            (
                f"第 {error.start + 1} 个字节不是 UTF-8 文字",
                f"byte {error.start + 1} is not UTF-8 text",
            ),
            ("请用 UTF-8 编码另存（不是 GBK）", "save it as UTF-8 (not GBK)"),
            line,
        ) from error


def parse_tree(text: str, name: str) -> Node:
    """Read one YAML document.

    Args:
        text: the file.
        name: name of the file for findings.

    Returns:
        The top node.

    Raises:
        InvalidFile: not YAML, empty, several documents, an anchor, alias or tag, a key that
            is not a text, nested deeper than 40 levels, or too large.
    """
    if len(text) > LARGEST_FILE_BYTES:
        raise _refused(
            "too_large",
            name,
            (f"文件有 {len(text)} 个字符，太大", f"the file has {len(text)} characters: too large"),
            ("一件事文件不超过 5 MB", "a service file has at most 5 MB"),
        )
    try:
        return _built(YAML(typ="safe", pure=True).parse(text), name)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "not YAML"
        line = None if mark is None else mark.line + 1
        raise _not_yaml(name, said, line, _full_width_colon(text, line)) from error
    except (YAMLError, *_LET_THROUGH) as error:
        if isinstance(error, InvalidFile):
            raise
        raise _not_yaml(name, str(error).splitlines()[0] if str(error) else "") from error


class _Open:
    """A mapping or list whose end has not come yet."""

    def __init__(self, event: MappingStartEvent | SequenceStartEvent, line: int) -> None:
        self.line = line
        self.start = _index(event.start_mark)
        self.flow = bool(event.flow_style)
        self.is_mapping = isinstance(event, MappingStartEvent)
        self.nodes: list[Node] = []
        self.entries: list[Entry] = []
        self.key: Scalar | None = None

    def closed(self, event: Event) -> Node:
        """The finished node; the block style has no end of its own but its last value's."""
        inside = [one.value for one in self.entries] or self.nodes
        end = _index(event.end_mark)
        if not self.flow and inside:
            end = inside[-1].end
        if self.is_mapping:
            return Mapping(tuple(self.entries), self.line, self.start, end, self.flow)
        return Sequence(tuple(self.nodes), self.line, self.start, end, self.flow)


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))


def _built(events: Iterator[Event], name: str) -> Node:
    """The tree of a stream of events, without recursion."""
    open_nodes: list[_Open] = []
    top: Node | None = None
    count = documents = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        node: Node | None = None
        if isinstance(event, NodeEvent):
            count += 1
            _check_harmless(event, name, line)
        if isinstance(event, DocumentStartEvent):
            documents += 1
            _check_single(documents, name, line)
        elif isinstance(event, ScalarEvent):
            _check_writable(event.value, name, line)
            marks = _index(event.start_mark), _index(event.end_mark)
            node = Scalar(event.value, line, event.style is not None, *marks)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            open_nodes.append(_Open(event, line))
            _check_size(len(open_nodes), count, name, line)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            node = open_nodes.pop().closed(event)
        if node is None:
            continue
        if open_nodes:
            _put(open_nodes[-1], node, name)
        else:
            top = node
    if top is None or (isinstance(top, Scalar) and top.is_empty):
        raise _refused(
            "empty_file",
            name,
            ("文件是空的", "the file is empty"),
            ("从“一件事: 名称”写起", "start with “一件事: name”"),
        )
    return top


def _put(parent: _Open, node: Node, name: str) -> None:
    """Add a finished node to the one it stands in."""
    if not parent.is_mapping:
        parent.nodes.append(node)
    elif parent.key is None:
        if not isinstance(node, Scalar):
            raise _refused(
                "key_not_text",
                name,
                ("键不是文字", "a key is not a text"),
                ("花括号或方括号开头的文字请加引号", "quote a text that starts with { or ["),
                node.line,
            )
        parent.key = node
    else:
        key = parent.key
        parent.entries.append(Entry(key.text, key.line, node, key.start))
        parent.key = None


def _check_harmless(event: NodeEvent, name: str, line: int) -> None:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        raise _refused(
            "anchor",
            name,
            (f"用了锚点或引用“{event.anchor}”", f"anchor or alias {event.anchor!r}"),
            (
                "请把内容直接写出来；以 & 或 * 开头的文字请加引号",
                "write the content out; quote a text that starts with & or *",
            ),
            line,
        )
    tag = getattr(event, "tag", None)
    if tag is not None and str(tag) != _TAG_OF_TEXT:
        raise _refused(
            "tag",
            name,
            (f"用了类型标记“{tag}”", f"tag {str(tag)!r}"),
            ("请去掉；以 ! 开头的文字请加引号", "remove it; quote a text that starts with !"),
            line,
        )


def _check_writable(text: str, name: str, line: int) -> None:
    """Half of a surrogate pair is no character; nobody could write it down again."""
    if any("\ud800" <= one <= "\udfff" for one in text):
        raise _refused(
            "not_utf8",
            name,
            ("有不成字的编码", "half of a surrogate pair is not a character"),
            ("请直接写出文字", "write the character itself"),
            line,
        )


def _check_single(documents: int, name: str, line: int) -> None:
    if documents > 1:
        raise _refused(
            "several_documents",
            name,
            ("文件里有多个文档（---）", "the file holds several documents (---)"),
            ("一个文件写一件事", "write one service in one file"),
            line,
        )


def _check_size(depth: int, count: int, name: str, line: int) -> None:
    if depth > _DEEPEST or count > _MOST_NODES:
        raise _refused(
            "too_deep",
            name,
            ("嵌套太深或内容太多", "nested too deeply or too many values"),
            (
                f"不超过 {_DEEPEST} 层、{_MOST_NODES} 个值",
                f"at most {_DEEPEST} levels and {_MOST_NODES} values",
            ),
            line,
        )


def _full_width_colon(text: str, line: int | None) -> bool:
    """Whether a key at or just above a line ends in ： instead of a colon and a space."""
    near = text.split("\n")[max(0, (line or 1) - 2) : line or 1]
    return any("：" in one and ": " not in one for one in near)


def _not_yaml(
    name: str, said: str, line: int | None = None, full_width: bool = False
) -> InvalidFile:
    right = (
        "检查缩进、冒号后的空格；含“: ”“#”的文字请加引号",
        "check indentation and the space after a colon; quote texts with “: ” or “#”",
    )
    if full_width:
        right = (
            "键后面要用半角冒号加空格“: ”，不用全角“：”",
            "write “: ” after a key, not the full-width colon",
        )
    return _refused("not_yaml", name, (f"不是 YAML 格式：{said}", f"not YAML: {said}"), right, line)


def _refused(
    code: str,
    name: str,
    message: tuple[str, str],
    right: tuple[str, str],
    line: int | None = None,
) -> InvalidFile:
    finding = Finding(
        severity=Severity.ERROR,
        code=code,
        file=name,
        message_zh=message[0],
        message_en=message[1],
        right_zh=right[0],
        right_en=right[1],
        line=line,
    )
    return InvalidFile((finding,))
