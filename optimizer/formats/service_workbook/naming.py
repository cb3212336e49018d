"""The first pass over a workbook: what everything is called, and its id.

Rows name each other by what people call them, so names and ids must stand before cells are read.
What is wrong is passed over here; the second pass reads the same cells again and tells it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from optimizer.formats.document_drafts import default_id, defaults
from optimizer.formats.service_tables.cell_reading import CellReader, RowSeen
from optimizer.formats.service_tables.cells import Cell, text_of, texts_of
from optimizer.formats.service_tables.fresh import Fresh
from optimizer.formats.service_tables.layout import Section, section_of
from optimizer.formats.service_tables.problems import Refused
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.service_workbook.ids import filled_in
from optimizer.formats.service_workbook.layout import (
    ID_FIELD,
    MEMBERS,
    WITHIN_FIELD,
    nothing,
    row_cell,
)
from optimizer.formats.service_workbook.rows import SheetRow, SheetRows
from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item
from optimizer.service.precedence import External
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.service.situation import Situation
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind

_Some = TypeVar("_Some", bound=Record)
_Values = dict[str, object]


class Naming:
    """Names and ids of a workbook.

    Attributes:
        ids: key of a table → the id of each of its rows, where names need it.
        within: for each step inside a joint step the id of that; ``None`` where none is named.
        presenter: of a service that holds names, and nothing else.
    """

    def __init__(self, told: SheetRows) -> None:
        self._told = told
        self.ids: dict[str, list[str]] = {}
        first = self._reader(nothing())
        held: _Values = {
            "departments": self._named(first, "departments", Department, ("teams",)),
            "items": self._named(first, "items", Item, (), {"department": ""}),
            "data_sources": self._named(first, "data_sources", DataSource, (), {"documents": ()}),
            "externals": self._by_name(first, "externals", External, (), {"items": ()}),
            "situations": self._by_name(first, "situations", Situation, ("options",)),
        }
        second = self._reader(nothing().model_copy(update=held))
        held["documents"] = self._documents(second)
        self._step_ids = set(self.told_ids(MEMBERS.key))
        held["steps"] = self._steps(second, section_of("steps"))
        service = nothing().model_copy(update=held)
        self.presenter = Presenter(service, told.language)
        self.within = self._members(self._reader(service))

    def rows(self, key: str) -> list[SheetRow]:
        """The rows of a sheet; none where it is not there."""
        return self._told.rows.get(key, [])

    def told_ids(self, key: str) -> list[str]:
        """What the rows of a sheet say their ids are; empty where they do not."""
        return [told_id(row) for row in self.rows(key)]

    def _reader(self, service: Service) -> CellReader:
        presenter = Presenter(service, self._told.language)
        return CellReader(service, presenter, Fresh(service, presenter.labels))

    # --- sorts of records ------------------------------------------------------------------

    def _named(
        self,
        reader: CellReader,
        key: str,
        kind: type[_Some],
        fields: Sequence[str],
        silent: Mapping[str, object] | None = None,
    ) -> tuple[_Some, ...]:
        """Records whose usual id is their name."""
        read = [quietly(reader, section_of(key), row, ("name", *fields)) for row in self.rows(key)]
        self.ids[key] = filled_in(self.told_ids(key), lambda row: _name(read[row]), set())
        return _skeletons(kind, self.ids[key], read, silent or {})

    def _by_name(
        self,
        reader: CellReader,
        key: str,
        kind: type[_Some],
        fields: Sequence[str],
        silent: Mapping[str, object] | None = None,
    ) -> tuple[_Some, ...]:
        """Records whose name is their id."""
        read = [quietly(reader, section_of(key), row, ("name", *fields)) for row in self.rows(key)]
        ids = [str(one.pop("name", "")) for one in read]
        return _skeletons(kind, ids, read, silent or {})

    def _documents(self, reader: CellReader) -> tuple[Document, ...]:
        fields = ("name", "holder", "edition", "document_class", "item")
        read = [
            quietly(reader, section_of("documents"), row, fields) for row in self.rows("documents")
        ]
        count = Counter(_name(one) for one in read)

        def usual(row: int) -> str:
            one = read[row]
            identity = (str(one.get("holder", "")), str(one.get("edition", "")))
            alone = count[_name(one)] == 1
            return default_id(_name(one), str(one.get("item", "")), identity, alone=alone)

        self.ids["documents"] = filled_in(self.told_ids("documents"), usual, set())
        for one in read:
            one.setdefault("document_class", defaults(_name(one), None, None)["document_class"])
        return _skeletons(Document, self.ids["documents"], read, {})

    def _steps(self, reader: CellReader, section: Section) -> tuple[Step, ...]:
        read = [
            quietly(reader, section_of("steps"), row, ("items", "name", "kind"))
            for row in self.rows(section.key)
        ]

        def usual(row: int) -> str:
            items = read[row].get("items") or ("",)
            return f"{items[0] if isinstance(items, tuple) else ''}/{_name(read[row])}"

        self.ids[section.key] = filled_in(self.told_ids(section.key), usual, self._step_ids)
        for one in read:
            one.setdefault("kind", step_kind(_name(one)))
        return _skeletons(Step, self.ids[section.key], read, {"items": ()})

    def _members(self, reader: CellReader) -> list[str | None]:
        """Know the steps inside joint ones; a sheet names the outer step before the inner one."""
        labels = self.presenter.labels
        found: list[str | None] = []
        for row, step in zip(self.rows(MEMBERS.key), self._steps(reader, MEMBERS), strict=True):
            found.append(labels.find("steps", _text(row, WITHIN_FIELD)))
            labels.add("steps", step.id, labels.of_step(step))
        return found


def quietly(reader: CellReader, section: Section, row: SheetRow, fields: Sequence[str]) -> _Values:
    """The values of some cells of a row, without those that say nothing of use."""
    found: _Values = {}
    for name in fields:
        field = section.field(name)
        cell = row_cell(section, field, row.cells) if field is not None else None
        if field is None or cell is None:
            continue
        try:
            if field.refers:
                value = _items(reader, cell, single=name == "item")
            else:
                value = reader.read(section, field, cell, RowSeen()).value
        except Refused:
            continue
        if value is not None:
            found[name] = value
    return found


def _items(reader: CellReader, cell: Cell, *, single: bool) -> object:
    """The items a cell names; what it may mean by a wrong name is not looked for."""
    labels = reader.presenter.labels
    if single:
        return labels.find("items", text_of(cell))
    ids = [labels.find("items", one) for one in texts_of(cell, labels.all("items"))]
    return tuple(one for one in ids if one is not None)


def told_id(row: SheetRow) -> str:
    """The id a row tells; empty where it tells none."""
    return _text(row, ID_FIELD)


def _text(row: SheetRow, field: str) -> str:
    try:
        return text_of(row.cells.get(field))
    except Refused:
        return ""


def _name(values: Mapping[str, object]) -> str:
    return str(values.get("name", ""))


def _skeletons(
    kind: type[_Some],
    ids: Sequence[str],
    read: Sequence[Mapping[str, object]],
    silent: Mapping[str, object],
) -> tuple[_Some, ...]:
    """Records that hold names only; what they must hold besides is not known yet."""
    return tuple(
        kind.model_construct(None, **{**silent, **values, "id": one_id})
        for one_id, values in zip(ids, read, strict=True)
    )
