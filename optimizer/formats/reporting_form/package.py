"""Opens a form somebody handed out, and types into its cells.

Nothing of the file is made anew: every part stays as it is, byte by byte, but the sheets that are
typed into, and in these every element stays but the cells typed into. So nothing that this program
does not know of (drawings, drop-down lists, print settings, several fonts in a cell) is lost. What
formulas came to before is taken out, since it no longer holds; programs compute it when they open
the file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from optimizer.formats.reporting_form.sheet import (
    Cell,
    FormSheet,
    Place,
    Range,
    address_of,
    number_formats,
    parsed,
    place_of,
    printable,
    ranges,
    shifted,
)
from optimizer.formats.service_workbook.opening import MOST_COLUMNS, checked_parts
from optimizer.formats.service_workbook.package import refusal

MOST_ROWS = 2_000
MOST_SHEET_BYTES = 8 * 2**20
"""Bytes of one sheet, unpacked; a form of 2,000 rows and 30 columns has some three million."""

_MOST = 200_000
_MOST_LISTS = 500
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What follows the cells' computing in xl/workbook.xml (CT_Workbook, ECMA-376 18.2.27).
_AFTER_COMPUTING = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes"),
    *("webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)


@dataclass(frozen=True)
class Form:
    """A spreadsheet form.

    Attributes:
        name: of the file.
        content: its bytes.
    """

    name: str
    content: bytes
    sheets: tuple[FormSheet, ...]


@dataclass(frozen=True)
class Typed:
    """What is typed into a cell.

    Attributes:
        value: text is never a formula, whatever it begins with.
        style: looks of a cell that the form had not written down.
    """

    value: str | int | float
    style: int = 0


def open_form(content: bytes, name: str) -> Form:
    """A form as it lies in a file.

    Args:
        content: bytes of an .xlsx file.
        name: what findings call the file.

    Raises:
        InvalidFile: it is none, is too large or is refused for what it holds.
    """
    parts = checked_parts(content, name, MOST_ROWS, told=[])
    held = list(_sheet_parts(parts))
    if any(len(parts[part]) > MOST_SHEET_BYTES for _, part in held):
        raise _too_large(name)
    strings = _strings(parts)
    formats = number_formats(parts.get("xl/styles.xml"))
    try:
        sheets = tuple(
            _read(parts[part], strings, formats, number, sheet, part)
            for number, (sheet, part) in enumerate(held, 1)
        )
    except (ValueError, OverflowError) as error:
        raise _too_large(name) from error
    return Form(name, content, sheets)


def typed_into(form: Form, typed: Mapping[tuple[int, Place], Typed]) -> bytes:
    """The file with some cells filled; with none, the very same bytes.

    Args:
        form: the form.
        typed: by number of the sheet and place of the cell.
    """
    if not typed:
        return form.content
    sheets = {sheet.part: sheet for sheet in form.sheets}
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(form.content)) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.infolist():
            data = before.read(one)
            sheet = sheets.get(one.filename)
            if sheet is not None:
                own = {place: what for (held, place), what in typed.items() if held == sheet.number}
                data = _filled(data, own)
            elif one.filename == "xl/workbook.xml":
                data = _to_be_computed(data)
            after.writestr(one, data, compress_type=one.compress_type)
    return made.getvalue()


def _too_large(name: str) -> Exception:
    return refusal(
        name,
        "form_too_large",
        "报送表过大或单元格位置有误",
        "the form is too large, or cells lie where none can lie",
        (
            f"每张工作表最多 {MOST_ROWS} 行；只保留要填报的表",
            f"at most {MOST_ROWS} rows a sheet; keep the form alone",
        ),
    )


# --- reading ----------------------------------------------------------------------------------


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and part of every sheet, in the order of their tabs."""
    relations = parts.get("xl/_rels/workbook.xml.rels")
    targets = {
        one.get("Id"): str(one.get("Target", ""))
        for one in (() if relations is None else parsed(relations))
    }
    for one in parsed(parts["xl/workbook.xml"]).iter("{*}sheet"):
        target = targets.get(one.get(_RELATION), "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if part in parts:
            yield str(one.get("name", "")), part


def _strings(parts: Mapping[str, bytes]) -> list[str]:
    data = parts.get("xl/sharedStrings.xml")
    return [] if data is None else [_text(one) for one in parsed(data).findall("{*}si")]


def _text(element: etree._Element) -> str:
    """The text of a string, all its fonts together, without readings above characters."""
    own = [*element.findall("{*}t"), *element.findall("{*}r/{*}t")]
    return "".join(one.text or "" for one in own)


def _numbered(root: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """Every cell with its place; a file may leave out addresses that follow from the order."""
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = int(line.get("r", row + 1))
        column = 0
        for cell in line.iterfind("{*}c"):
            written = cell.get("r")
            column = place_of(written)[1] if written else column + 1
            yield (row, column), cell


def _read(
    data: bytes,
    strings: list[str],
    formats: tuple[str, ...],
    number: int,
    name: str,
    part: str,
) -> FormSheet:
    root = parsed(data)
    cells: dict[Place, Cell] = {}
    shared: dict[str, tuple[Place, str]] = {}
    for place, element in _numbered(root):
        if place[0] <= MOST_ROWS and place[1] <= MOST_COLUMNS:
            cells[place] = _cell(element, place, strings, shared)
    columns = {
        column: int(one.get("style", 0))
        for one in root.iterfind("{*}cols/{*}col")
        for column in range(int(one.get("min", 1)), min(int(one.get("max", 1)), MOST_COLUMNS) + 1)
    }
    return FormSheet(
        number=number,
        name=name,
        part=part,
        cells=cells,
        merged=_merged(root),
        lists=tuple(_lists(root)),
        formats=formats,
        columns=columns,
    )


def _merged(root: etree._Element) -> tuple[Range, ...]:
    """Ranges of merged cells, cut where no form reaches.

    Raises:
        ValueError: more cells are merged than any form has.
    """
    written = (one for held in root.iter("{*}mergeCell") for one in ranges(held.get("ref", "")))
    found = tuple(
        (top, first, min(bottom, MOST_ROWS), min(last, MOST_COLUMNS))
        for top, first, bottom, last in written
        if top <= MOST_ROWS
    )
    if sum((bottom - top + 1) * (last - first + 1) for top, first, bottom, last in found) > _MOST:
        raise ValueError("too many merged cells")
    return found


def _cell(
    element: etree._Element,
    place: Place,
    strings: list[str],
    shared: dict[str, tuple[Place, str]],
) -> Cell:
    style = int(element.get("s", 0))
    formula, value = element.find("{*}f"), element.find("{*}v")
    if formula is not None:
        return Cell(formula=_formula(formula, place, shared), style=style)
    inline = element.find("{*}is")
    if inline is not None:
        return Cell(_text(inline), style=style)
    text = "" if value is None else value.text or ""
    kind = element.get("t", "n")
    if kind == "s":
        return Cell(strings[int(text)] if text and int(text) < len(strings) else "", style=style)
    if kind == "n" and text:
        held = float(text)
        return Cell(f"{held:.15g}", held, style=style)
    return Cell(text, style=style)


def _formula(element: etree._Element, place: Place, shared: dict[str, tuple[Place, str]]) -> str:
    """A formula; of one that others share, as it reads in its own cell."""
    text = element.text or ""
    group = element.get("si")
    if element.get("t") != "shared" or group is None:
        return text
    if text:
        shared[group] = (place, text)
        return text
    first, written = shared.get(group, (place, ""))
    return shifted(written, place[0] - first[0], place[1] - first[1])


def _lists(root: etree._Element) -> Iterator[tuple[Range, tuple[str, ...]]]:
    """What lists written into the sheet's own rules offer; lists that lie in cells are not read."""
    for one in root.findall("{*}dataValidations/{*}dataValidation")[:_MOST_LISTS]:
        listed = one.findtext("{*}formula1") or ""
        if one.get("type") == "list" and listed.startswith('"'):
            offered = tuple(part.strip() for part in listed.strip('"').split(","))
            for held in ranges(one.get("sqref", "")):
                yield held, offered


# --- typing -----------------------------------------------------------------------------------


def _filled(data: bytes, typed: Mapping[Place, Typed]) -> bytes:
    root = parsed(data)
    held = dict(_numbered(root))
    for place, what in sorted(typed.items()):
        cell = held.get(place)
        if cell is None:
            cell = _inserted(root, place, what.style)
        _type(cell, what.value)
    for formula in root.iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
        cell = formula.getparent()
        for value in cell.findall("{*}v"):
            cell.remove(value)
        cell.attrib.pop("t", None)
    return _written(root)


def _type(cell: etree._Element, value: str | float) -> None:
    for one in (*cell.findall("{*}v"), *cell.findall("{*}is")):
        cell.remove(one)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.set(_SPACE, "preserve")
        text.text = printable(value)
    else:
        cell.attrib.pop("t", None)
        etree.SubElement(cell, f"{{{_MAIN}}}v").text = repr(value)


def _inserted(root: etree._Element, place: Place, style: int) -> etree._Element:
    """A new cell in its row, rows and cells in their order."""
    rows = root.find("{*}sheetData")
    row = before = None
    number = 0
    for one in rows:
        number = int(one.get("r", number + 1))
        if number == place[0]:
            row = one
        if number <= place[0]:
            before = one
    if row is None:
        row = etree.Element(f"{{{_MAIN}}}row", r=str(place[0]))
        rows.insert(0 if before is None else rows.index(before) + 1, row)
    row.attrib.pop("spans", None)
    index, column = 0, 0
    for one in row.iterfind("{*}c"):
        written = one.get("r")
        column = place_of(written)[1] if written else column + 1
        index += column < place[1]
        one.set("r", address_of((place[0], column)))
    cell = etree.Element(f"{{{_MAIN}}}c", r=address_of(place))
    if style:
        cell.set("s", str(style))
    row.insert(index, cell)
    # It tells where cells end, and need not be there.
    for one in root.findall("{*}dimension"):
        root.remove(one)
    return cell


def _to_be_computed(data: bytes) -> bytes:
    """The workbook's own part, asking whoever opens it to compute every formula."""
    root = parsed(data)
    computing = root.find("{*}calcPr")
    if computing is None:
        computing = etree.Element(f"{{{_MAIN}}}calcPr")
        later = [one for one in root if etree.QName(one).localname in _AFTER_COMPUTING]
        root.insert(root.index(later[0]) if later else len(root), computing)
    computing.set("fullCalcOnLoad", "1")
    return _written(root)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
