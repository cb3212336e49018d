"""What the cells of one row mean; every wrong cell is told, the others are read all the same."""

from collections.abc import Mapping

from optimizer.formats.service_tables.cell_reading import CellReader, RowSeen, Typed
from optimizer.formats.service_tables.cells import Cell
from optimizer.formats.service_tables.layout import Field, Section
from optimizer.formats.service_tables.problems import Problems, Refused, refused
from optimizer.formats.service_tables.records import Missing
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step

OF_DOCUMENT = ("document_class", "issuer_kind", "holder")
"""Columns of a requirement that tell of its document; a new row may state them."""

# Names of steps and forms are told apart by the items of their row, so these are read first.
_FIRST = ("items", "item", "before")


class RowReader:
    """Reads rows of one table."""

    def __init__(self, section: Section, typing: CellReader, problems: Problems) -> None:
        self._section = section
        self._typing = typing
        self._problems = problems

    def read(
        self, row: int, cells: Mapping[str, Cell], record: Record | None = None
    ) -> dict[Field, Typed]:
        """What each cell means that means something.

        Args:
            row: number of the row, for findings.
            cells: field → cell.
            record: what the row shows; ``None`` for a new one.
        """
        found: dict[Field, Typed] = {}
        for name in cells:
            if self._section.field(name) is None:
                wrong = refused("没有这一列", "there is no such column")
                self._problems.add(row, name, cells[name], wrong)
        items = _items_of(record)
        for field in sorted(self._section.fields, key=lambda one: one.name not in _FIRST):
            if field.name not in cells:
                continue
            try:
                self._check_editable(field, record)
                seen = RowSeen(record, items)
                found[field] = self._typing.read(self._section, field, cells[field.name], seen)
            except Refused as error:
                self._problems.add(row, field.name, cells[field.name], error)
                continue
            if field.name in _FIRST:
                value = found[field].value
                items = value if isinstance(value, tuple) else (str(value),)
        return found

    def missing(self, row: int, cells: Mapping[str, Cell]) -> None:
        """Tell which required cells a new row lacks."""
        for field in self._section.fields:
            if field.required and field.name not in cells:
                self.lacks(row, Missing((field.name,)))

    def lacks(self, row: int, error: Missing) -> None:
        """Tell which cells a value needs."""
        for name in error.fields:
            absent = refused("这一格没有写", "nothing is written here", "请补写", "fill it in")
            self._problems.add(row, name, None, absent)

    def _check_editable(self, field: Field, record: Record | None) -> None:
        if not field.read_only or (record is None and field.name in OF_DOCUMENT):
            return
        if field.name in OF_DOCUMENT and self._section.key == "requirements":
            raise refused(
                "这是材料本身的内容，不在这张表里改",
                "this is told of the document itself and not edited here",
                "请在材料表里改",
                "edit it in the table of documents",
            )
        raise refused("这一列不能修改", "this column cannot be edited")


def _items_of(record: Record | None) -> tuple[str, ...]:
    if isinstance(record, Step):
        return record.items
    if isinstance(record, Requirement):
        return (record.item,)
    named = getattr(record, "before", "")
    return (named,) if named else ()
