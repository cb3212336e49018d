"""JSON of provincial portals as rows, by the layouts of ``data/portal_layouts.json``."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from optimizer.formats.guide_tables.delimited import text_of
from optimizer.formats.guide_tables.mapping import Role
from optimizer.formats.guide_tables.recognition import cell_text
from optimizer.formats.guide_tables.rows import Cell, Row
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.service_workbook.package import refusal
from optimizer.formats.yaml_tree import LARGEST_FILE_BYTES
from optimizer.places import data_directory
from optimizer.service.finding import InvalidFile

MOST_RECORDS = 20_000
_BREAKS = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/tr)\s*/?\s*>")
_TAGS = re.compile(r"<[^<>]*>")
_MOST_KEYS_TOLD = 12


def looks_like_json(content: bytes) -> bool:
    """Whether a file can only be JSON: it begins like an object or a list of objects."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return re.match(rb'\{\s*"|\[\s*\{\s*"', start) is not None


def portal_rows(content: bytes, name: str, telling: Telling) -> list[Row] | None:
    """The rows of a portal's JSON; ``None`` when it has no known layout.

    Args:
        content: bytes of the file.
        name: what findings call it.
        telling: takes the keys that nobody reads.

    Raises:
        InvalidFile: it is too large, or no JSON.
    """
    tree = _tree(content, name)
    for layout in _layouts():
        records = _records(tree, layout)
        if records:
            rows = [
                row
                for place, record in records
                for row in _Record(layout, place, record, name, telling).rows()
            ]
            if len(rows) > MOST_RECORDS:
                raise _too_large(name)
            return rows
    return None


def known_layouts() -> tuple[str, ...]:
    """The keys by which layouts are told."""
    return tuple(key for layout in _layouts() for key in layout["look"])


@cache
def _layouts() -> tuple[Mapping[str, Any], ...]:
    held = json.loads((data_directory() / "portal_layouts.json").read_text("utf-8"))
    return tuple(held["layouts"])


def _tree(content: bytes, name: str) -> object:
    if len(content) > LARGEST_FILE_BYTES:
        raise _too_large(name)
    text = text_of(content)
    try:
        tree: object = json.loads((text or "").lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise refusal(
            name,
            "json_broken",
            f"不是完整的 JSON（第 {line} 行）",
            f"this is no complete JSON (line {line})",
            ("重新从门户导出", "export it from the portal again"),
        ) from error
    return tree


def _too_large(name: str) -> InvalidFile:
    megabytes = LARGEST_FILE_BYTES // 10**6
    return refusal(
        name,
        "file_too_large",
        "JSON 文件过大",
        "the JSON file is too large",
        (
            f"最多 {megabytes} MB、{MOST_RECORDS} 条记录",
            f"at most {megabytes} MB and {MOST_RECORDS} records",
        ),
    )


def _records(tree: object, layout: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The records of a layout with their places; the outer wrapping may be missing."""
    nodes = [("", tree)]
    held, place = tree, ""
    for key in layout["at"]:
        held = held.get(key) if isinstance(held, dict) else None
        place = f"{place}.{key}" if place else key
        nodes.append((place, held))
    found = []
    for where, node in nodes:
        listed = isinstance(node, list)
        for number, one in enumerate(node if isinstance(node, list) else [node], start=1):
            if isinstance(one, dict) and all(key in one for key in layout["look"]):
                found.append((f"{where}[{number}]" if listed else where, one))
    return found


class _Record:
    """Reads one record of a portal."""

    def __init__(
        self,
        layout: Mapping[str, Any],
        place: str,
        record: dict[str, Any],
        file: str,
        telling: Telling,
    ) -> None:
        self._layout = layout
        self._place = place
        self._record = record
        self._file = file
        self._telling = telling

    def rows(self) -> list[Row]:
        """The item first, then what belongs to it."""
        cells = {
            concept: cell
            for path, concept in self._layout["item"].items()
            if (cell := self._at(path)) is not None
        }
        item = Row(
            role=Role.ITEMS,
            file=self._file,
            place=self._place,
            sheet="",
            cells=cells,
            group=f"{self._layout['name']} items",
        )
        # A guide of a whole 一件事 tells no item of its own.
        named = "item.name" in cells
        rows = [item]
        for part in self._layout["lists"]:
            rows.extend(self._listed(part, item if named else None))
        self._tell_unread()
        return rows

    def _at(self, path: str) -> Cell | None:
        node: object = self._record
        for key in path.split("."):
            node = node.get(key) if isinstance(node, dict) else None
        return _cell(node, self._joined(path), f"{self._layout['name']} {path}")

    def _joined(self, path: str) -> str:
        return f"{self._place}.{path}" if self._place else path

    def _listed(self, part: Mapping[str, Any], item: Row | None) -> Iterator[Row]:
        held = self._record.get(part["at"])
        unread: dict[str, None] = {}
        for number, one in enumerate(held if isinstance(held, list) else [], start=1):
            place = self._joined(f"{part['at']}[{number}]")
            if not isinstance(one, dict):
                self._telling.add("value_unread", self._file, place, str(one))
                continue
            cells: dict[str, Cell] = {}
            for key, concept in part["keys"].items():
                group = f"{self._layout['name']} {part['at']}.{key}"
                cell = _cell(one.get(key), f"{place}.{key}", group)
                if cell is not None:
                    cells.setdefault(concept, cell)
            if "special.name" in cells:
                cells["special.name"] = _first_clause(cells["special.name"])
            unread.update((key, None) for key in one if key not in part["keys"] and one[key])
            yield Row(
                role=Role(part["role"]),
                file=self._file,
                place=place,
                sheet="",
                cells=cells,
                group=f"{self._layout['name']} {part['at']}",
                above=item,
                within=item is not None,
            )
        self._tell_keys(self._joined(part["at"]), list(unread))

    def _tell_unread(self) -> None:
        """Keys with content that nobody reads, told by the object that holds them."""
        read = set(self._layout["item"])
        listed = {part["at"] for part in self._layout["lists"]}
        unread = []
        for key, value in self._record.items():
            if key in listed or key in read or value in (None, "", [], {}):
                continue
            inner = [path for path in read if path.startswith(f"{key}.")]
            if inner and isinstance(value, dict):
                left = [one for one in value if f"{key}.{one}" not in read and value[one]]
                self._tell_keys(self._joined(key), left)
            else:
                unread.append(key)
        self._tell_keys(self._place, unread)

    def _tell_keys(self, place: str, keys: list[str]) -> None:
        if keys:
            more = "…" if len(keys) > _MOST_KEYS_TOLD else ""
            told = "、".join(str(one) for one in keys[:_MOST_KEYS_TOLD]) + more
            group = f"json_unread {re.sub(r'[0-9]+', '', place)} {told}"
            self._telling.add("json_unread", self._file, place, told, group=group)


def _cell(value: object, place: str, group: str) -> Cell | None:
    """A plain value as a cell; markup of web pages falls away."""
    if value is None or isinstance(value, dict | list):
        return None
    text = cell_text(value)
    if "<" in text or "&" in text:
        text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text))).strip()
    return Cell(text, place, group=group) if text else None


def _first_clause(cell: Cell) -> Cell:
    """The name that a description begins with: ``机构评审：根据…``."""
    name = re.split(r"[:：\n。，,;；]", cell.text.strip(), maxsplit=1)[0]
    return Cell(name, cell.place, cell.unit, cell.group)
