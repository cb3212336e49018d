"""Broken and hostile files: each is refused for what it is, before anything of it is used."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from optimizer.formats.service_workbook import (
    read_service_workbook,
    write_service_workbook,
)
from optimizer.formats.service_workbook.example import example_service
from optimizer.formats.service_workbook.layout import MOST_ROWS
from optimizer.formats.service_workbook.package import MOST_BYTES, MOST_PARTS
from optimizer.service.finding import Finding, InvalidFile
from tests.workbooks import saved, sheets_of, with_part

ITEMS = "xl/worksheets/sheet3.xml"
STRINGS = "xl/sharedStrings.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def good() -> bytes:
    """A workbook with nothing wrong."""
    return write_service_workbook(example_service(), "zh")


def _told(content: bytes) -> tuple[Finding, ...]:
    with pytest.raises(InvalidFile) as refusal:
        read_service_workbook(content, "来文.xlsx")
    return refusal.value.findings


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def _into_sheet(rows: str) -> Callable[[bytes], bytes]:
    """Puts rows at the end of a sheet."""

    def change(part: bytes) -> bytes:
        return part.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    return change


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook_none"),
        (b"name,department\n", "workbook_none"),
        (b"%PDF-1.7", "workbook_none"),
        (b"PK\x03\x04" + b"\0" * 100, "workbook_broken"),
        (_packed({"word/document.xml": b"<a/>"}), "workbook_none"),
        (_OLE + b"\0" * 600, "workbook_old"),
        (_OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
        (_packed({"xl/workbook.xml": b"<workbook>"}), "workbook_broken"),
        (_packed({"xl/workbook.xml": b""}), "workbook_broken"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, code: str) -> None:
    (told,) = _told(content)
    assert told.code == code
    assert told.right_zh


def test_a_workbook_of_something_else_is_refused() -> None:
    (told,) = _told(saved({"Sheet1": [["事项", "材料"], ["甲", "乙"]]}))
    assert told.code == "workbook_other"


@pytest.mark.parametrize("length", [1, 100, 1000, -1, -100])
def test_a_file_cut_short_is_refused(good: bytes, length: int) -> None:
    (told,) = _told(good[:length])
    assert told.code in ("workbook_none", "workbook_broken")


def test_a_part_that_unpacks_to_far_more_than_it_takes_is_refused(good: bytes) -> None:
    bomb = with_part(good, STRINGS, lambda part: part + b" " * (MOST_BYTES // 2))
    (told,) = _told(bomb)
    assert told.code == "workbook_too_large"


def test_parts_that_are_too_large_together_are_refused() -> None:
    """Each packs no better than allowed."""
    noise = bytes(range(256)) * 4096
    parts = {f"xl/media/{number}.png": noise for number in range(51)}
    (told,) = _told(_packed({"xl/workbook.xml": b"<workbook/>", **parts}))
    assert told.code == "workbook_too_large"


def test_too_many_parts_are_refused() -> None:
    parts = {f"xl/{number}.xml": b"<a/>" for number in range(MOST_PARTS + 1)}
    assert _told(_packed(parts))[0].code == "workbook_too_large"


def test_a_part_that_is_longer_than_it_says_is_refused(good: bytes) -> None:
    """The directory of a package may lie about sizes; no more is unpacked than it says."""
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        size = package.getinfo(STRINGS).file_size
    assert good.count(struct.pack("<L", size)) >= 1
    lying = good.replace(struct.pack("<L", size), struct.pack("<L", 10))
    assert _told(lying)[0].code == "workbook_broken"


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
    ],
)
@pytest.mark.parametrize("part", [STRINGS, ITEMS, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(good: bytes, part: str, doctype: bytes) -> None:
    (told,) = _told(with_part(good, part, lambda held: held.replace(b"?>", b"?>" + doctype, 1)))
    assert told.code == "workbook_entities"


def test_a_part_in_an_encoding_that_could_hide_entities_is_refused(good: bytes) -> None:
    def wide(held: bytes) -> bytes:
        return held.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")

    assert _told(with_part(good, STRINGS, wide))[0].code == "workbook_entities"


def test_a_sheet_with_too_many_rows_is_refused() -> None:
    sheets = sheets_of(write_service_workbook(example_service(), "zh"))
    sheets["办理环节"].extend([["食品经营许可", "审查"]] * MOST_ROWS)
    (told,) = _told(saved(sheets))
    assert (told.code, told.place) == ("sheet_too_large", "办理环节")
    assert str(MOST_ROWS) in told.right_zh


@pytest.mark.parametrize(
    "place", ["A200000", "XFD3", "XFD1048576"], ids=["far below", "far right", "both"]
)
def test_a_cell_far_away_is_refused_before_room_is_made_for_it(good: bytes, place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    (told,) = _told(with_part(good, ITEMS, _into_sheet(far)))
    assert (told.code, told.place) == ("sheet_too_large", "联办事项")


def test_a_sheet_in_an_unusual_place_is_looked_at_as_well(good: bytes) -> None:
    far = _into_sheet('<row r="200000"><c r="A200000"><v>1</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(with_part(good, ITEMS, far))) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    parts["xl/elsewhere/sheet3.xml"] = parts.pop(ITEMS)
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"worksheets/sheet3.xml", b"elsewhere/sheet3.xml")
    (told,) = _told(_packed(parts))
    assert (told.code, told.place) == ("sheet_too_large", "联办事项")


def test_cells_without_content_far_away_do_no_harm(good: bytes) -> None:
    """Programs keep the looks of whole columns."""
    blank = '<row r="200000"><c r="A200000" s="1"/></row>'
    content = with_part(good, ITEMS, _into_sheet(blank))
    assert read_service_workbook(content, "").service == example_service()


def test_one_long_text_in_many_cells_is_refused(good: bytes) -> None:
    """Shared texts stand once in the file and once a cell in memory."""
    cells = "".join(
        f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 200 + "</row>" for row in range(100, 120)
    )
    long = with_part(good, STRINGS, lambda held: held.replace(b"</t>", b"x" * 30_000 + b"</t>", 1))
    (told,) = _told(with_part(long, ITEMS, _into_sheet(cells)))
    assert told.code == "workbook_too_large"


def test_a_formula_counts_by_its_value(good: bytes) -> None:
    cell = '<row r="9"><c r="A9" t="str"><f>A3</f><v>食品经营许可二</v></c>'
    cell += '<c r="B9" t="str"><f>B3</f><v>市场监管局</v></c></row>'
    service = read_service_workbook(with_part(good, ITEMS, _into_sheet(cell)), "").service
    assert (service.items[-1].name, service.items[-1].department) == (
        "食品经营许可二",
        "市场监管局",
    )


def test_formulas_without_a_value_and_errors_are_told_by_cell(good: bytes) -> None:
    cells = '<row r="9"><c r="A9"><f>A3</f></c><c r="B9"><f>SUM(1,1)</f><v></v></c>'
    cells += '<c r="C9" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    told = _told(with_part(good, ITEMS, _into_sheet(cells)))
    assert [(one.code, one.place, one.value) for one in told] == [
        ("formula_without_value", "联办事项!A9", "A3"),
        ("formula_without_value", "联办事项!B9", "SUM(1,1)"),
        ("cell_error", "联办事项!C9", "#DIV/0!"),
    ]


def test_more_merged_cells_than_there_are_cells_end_the_merging(good: bytes) -> None:
    """Overlapping ranges, which no program writes, cost no more than the sheet has cells."""
    merged = '<mergeCells count="9000">' + '<mergeCell ref="A3:A5000"/>' * 9000 + "</mergeCells>"
    content = with_part(
        good, ITEMS, lambda held: held.replace(b"</sheetData>", b"</sheetData>" + merged.encode())
    )
    # The first range holds: both items have one name, and what named the second finds none.
    assert {one.value for one in _told(content)} == {
        "食品经营许可",
        "公众聚集场所投入使用、营业前消防安全检查",
    }
