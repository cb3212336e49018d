"""Unpacks a workbook that may be broken or hostile, and says so when it is.

A workbook is a zip of XML. Everything is unpacked once, within limits.
"""

import zipfile
import zlib
from io import BytesIO

from optimizer.service.finding import Finding, InvalidFile, Severity

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKAGE = b"PK\x03\x04"
"""How files of old Excel, and of the new one, begin."""

MOST_BYTES = 50 * 2**20
"""Bytes of all parts of a workbook together, unpacked."""

MOST_RATIO = 200
"""How many times its packed size a part may have; a sheet of a table has some twenty."""

MOST_PARTS = 200

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Below this no part is a bomb, however well it is packed.
_HARMLESS_BYTES = 2**20
_DOCTYPE = b"<!DOCTYPE"


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """The XML parts of a workbook, by name.

    Args:
        content: bytes of an .xlsx file.
        name: what findings call the file.

    Raises:
        InvalidFile: it is none, or is refused for its size or what its parts begin with.
    """
    _check_kind(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_sizes(entries, name)
            wanted = [one for one in entries if one.filename.endswith((".xml", ".rels"))]
            parts = {one.filename: package.read(one) for one in wanted}
    except InvalidFile:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise broken(name) from error
    if "xl/workbook.xml" not in parts:
        raise _no_workbook(name)
    for part, data in parts.items():
        # Other encodings could hide what is looked for; no program writes them.
        if _DOCTYPE in data or b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise refusal(
                name,
                "workbook_entities",
                f"工作簿的“{part}”含有不允许的内容（DTD 或特殊编码）",
                f"part {part!r} of the workbook holds what is not allowed (a DTD or odd encoding)",
                ("用 Excel 或 WPS 另存为 .xlsx", "save it as .xlsx with Excel or WPS"),
            )
    return parts


def _check_kind(content: bytes, name: str) -> None:
    if content.startswith(OLD_EXCEL) and _ENCRYPTED in content:
        raise refusal(
            name,
            "workbook_encrypted",
            "工作簿设了打开密码，无法读取",
            "the workbook is protected by a password",
            ("取消密码后再导入", "remove the password first"),
        )
    if content.startswith(OLD_EXCEL):
        raise refusal(
            name,
            "workbook_old",
            "这是旧版 .xls 文件",
            "this is an old .xls file",
            ("请选择 .xlsx 文件", "choose an .xlsx file"),
        )
    if not content.startswith(PACKAGE):
        raise _no_workbook(name)


def _no_workbook(name: str) -> InvalidFile:
    return refusal(
        name,
        "workbook_none",
        "这不是 .xlsx 工作簿",
        "this is no .xlsx workbook",
        ("请选择 .xlsx 工作簿", "choose an .xlsx workbook"),
    )


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would unpack to too much; ``zipfile`` reads no more than is declared."""
    total = sum(one.file_size for one in entries)
    bombs = [
        one.filename
        for one in entries
        if one.file_size > _HARMLESS_BYTES and one.file_size > MOST_RATIO * one.compress_size
    ]
    twice = len({one.filename for one in entries}) < len(entries)
    if len(entries) > MOST_PARTS or total > MOST_BYTES or bombs or twice:
        megabytes = MOST_BYTES // 2**20
        raise refusal(
            name,
            "workbook_too_large",
            f"工作簿解压后过大（{len(entries)} 个部分，{total // 2**20} MB）",
            f"the workbook unpacks to too much ({len(entries)} parts, {total // 2**20} MB)",
            (
                f"最多 {MOST_PARTS} 个部分、{megabytes} MB；删去图片和无关工作表",
                f"at most {MOST_PARTS} parts and {megabytes} MB; remove pictures and other sheets",
            ),
        )


def refusal(name: str, code: str, zh: str, en: str, right: tuple[str, str]) -> InvalidFile:
    """A refusal of a whole file."""
    return InvalidFile((finding(name, code, (zh, en), right),))


def finding(
    name: str,
    code: str,
    message: tuple[str, str],
    right: tuple[str, str],
    *,
    place: str = "",
    value: str = "",
) -> Finding:
    """What is wrong with a workbook, and what would be right: Chinese, then English."""
    return Finding(
        severity=Severity.ERROR,
        code=code,
        file=name,
        place=place,
        value=value,
        message_zh=message[0],
        message_en=message[1],
        right_zh=right[0],
        right_en=right[1],
    )


def broken(name: str) -> InvalidFile:
    """A workbook that cannot be opened."""
    return refusal(
        name,
        "workbook_broken",
        "工作簿已损坏，无法读取",
        "the workbook is broken and cannot be read",
        ("用 Excel 或 WPS 打开后另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"),
    )
