"""Opens a BPMN file that may be broken or hostile: bounded first, read then.

Nothing is expanded and nothing is fetched: a DTD is refused whatever it declares, so that no
entity can grow or read another file.
"""

from io import BytesIO

from lxml import etree

from optimizer.formats.bpmn_xml import MODEL
from optimizer.formats.yaml_tree import LARGEST_FILE_BYTES
from optimizer.service.finding import Finding, InvalidFile, Severity

MOST_ELEMENTS = 200_000
DEEPEST = 100

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD_BYTES = 400
_LONGEST_ROOT = 80
_ROOT = f"{{{MODEL}}}definitions"
_ADVICE = (
    "在画流程图的软件中导出为 BPMN 2.0（.bpmn）",
    "export it as BPMN 2.0 (.bpmn) from the program it was drawn with",
)


def is_xml(content: bytes) -> bool:
    """Whether bytes are meant as XML, in whichever encoding."""
    head = content[:_HEAD_BYTES]
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")


def opened(content: bytes, name: str) -> etree._Element:
    """The root of a BPMN file.

    Args:
        content: bytes of the file, in any encoding that XML declares.
        name: what findings call the file.

    Raises:
        InvalidFile: it is no BPMN 2.0, or is refused for what it holds.
    """
    if len(content) > LARGEST_FILE_BYTES:
        most = LARGEST_FILE_BYTES // 1_000_000
        raise refusal(
            name,
            "bpmn_too_large",
            (f"文件有 {len(content)} 字节，太大", f"the file has {len(content)} bytes: too large"),
            (f"流程图文件不超过 {most} MB", f"a drawing has at most {most} MB"),
        )
    try:
        return _read(content, name)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        if isinstance(error, InvalidFile):
            raise
        raise refusal(
            name,
            "bpmn_broken",
            ("XML 不完整或编码有误，无法读取", "the XML is broken or wrongly encoded"),
            _ADVICE,
            line=getattr(error, "lineno", None),
        ) from error


def _read(content: bytes, name: str) -> etree._Element:
    """Parse, counting elements and depth while they come in."""
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = count = 0
    root: etree._Element | None = None
    for event, element in events:
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        if root is None:
            root = element
            _check_root(root, name)
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise _too_much(name, element.sourceline, deep=depth > DEEPEST)
    if root is None:
        raise ValueError("no element")
    return root


def _check_root(root: etree._Element, name: str) -> None:
    """Refuse another language, and a DTD before anything that it declares can be used."""
    if root.tag != _ROOT:
        found = etree.QName(root).localname[:_LONGEST_ROOT]
        raise refusal(
            name,
            "bpmn_none",
            (
                f"这个 XML 文件不是 BPMN 2.0 流程图（最外层是“{found}”）",
                f"this XML file is no BPMN 2.0 drawing (its root is {found!r})",
            ),
            _ADVICE,
            line=root.sourceline,
        )
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal(
            name,
            "bpmn_entities",
            ("文件含有不允许的 DTD 声明", "the file holds a DTD, which is not allowed"),
            ("删去 <!DOCTYPE …> 后再导入", "remove <!DOCTYPE …> first"),
        )


def _too_much(name: str, line: int | None, *, deep: bool) -> InvalidFile:
    if deep:
        message = (f"嵌套超过 {DEEPEST} 层", f"elements stand more than {DEEPEST} deep")
    else:
        message = (f"元素超过 {MOST_ELEMENTS} 个", f"more than {MOST_ELEMENTS} elements")
    advice = ("一个文件只画一件事", "draw one service in a file")
    return refusal(name, "bpmn_too_large", message, advice, line=line)


def refusal(
    name: str,
    code: str,
    message: tuple[str, str],
    right: tuple[str, str],
    *,
    line: int | None = None,
) -> InvalidFile:
    """A refusal of a whole file."""
    return InvalidFile(
        (
            Finding(
                severity=Severity.ERROR,
                code=code,
                file=name,
                message_zh=message[0],
                message_en=message[1],
                right_zh=right[0],
                right_en=right[1],
                line=line,
            ),
        )
    )
