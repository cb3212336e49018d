"""New rows as new records: their ids, what is taken where nothing was typed, their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.formats.document_drafts import default_id, defaults
from optimizer.formats.names import numbered
from optimizer.formats.service_tables.cell_reading import Typed
from optimizer.formats.service_tables.cells import Cell
from optimizer.formats.service_tables.fresh import Fresh
from optimizer.formats.service_tables.labels import Labels
from optimizer.formats.service_tables.layout import POSITION, Field, Section
from optimizer.formats.service_tables.problems import Problems, Refused, refused
from optimizer.formats.service_tables.records import Missing, built, record_values
from optimizer.formats.service_tables.row_reading import RowReader
from optimizer.formats.shapes import RECORDS
from optimizer.service.checks.inspector import name_of
from optimizer.service.document import Document
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.step_names import step_kind


@dataclass(frozen=True)
class Made:
    """A new record, and the place somebody typed for it."""

    record: Record
    wish: int | None

    @property
    def id(self) -> str:
        """Id of the record."""
        return str(getattr(self.record, "id", ""))


class NewRows:
    """Makes records of new rows of one table; later rows may name earlier ones."""

    def __init__(
        self, section: Section, service: Service, labels: Labels, fresh: Fresh, reader: RowReader
    ) -> None:
        self._section = section
        self._documents = {one.id: one for one in service.documents}
        self._labels = labels
        self._fresh = fresh
        self._reader = reader

    def record(
        self,
        row: int,
        cells: Mapping[str, Cell],
        held: Sequence[Record],
        taken: set[str],
        problems: Problems,
    ) -> Made | None:
        """The record of a new row; ``None`` when something is wrong, which is told.

        Args:
            row: number of the row, for findings.
            cells: what was typed.
            held: the records of the table so far.
            taken: ids nothing may get again.
            problems: gathers what is wrong.
        """
        before = len(problems.found)
        typed = self._reader.read(row, cells)
        self._reader.missing(row, cells)
        told = {field: one for field, one in typed.items() if one.value is not None}
        about = {field.name: told.pop(field).value for field in list(told) if field.read_only}
        try:
            values = record_values(self._section, told)
            if len(problems.found) > before:
                return None
            values.update(_marked(values, told))
            if self._section.key == "requirements":
                self._describe(row, str(values["document"]), about, problems)
            record = self._built(values, held, taken)
        except Missing as error:
            self._reader.lacks(row, error)
            return None
        except Refused as error:
            problems.add(row, "", None, error)
            return None
        self._know(record)
        return Made(record, wish_of(typed))

    def _describe(
        self, row: int, document_id: str, about: dict[str, object], problems: Problems
    ) -> None:
        """Take what a requirement says of a new document; of a known one it must agree."""
        if not about or self._fresh.describe(document_id, about):
            return
        document = self._documents[document_id]
        for name, value in about.items():
            if getattr(document, name) != value:
                wrong = refused(
                    f"与材料“{name_of(document)}”已有的写法不一致",
                    f"document {name_of(document)!r} is described differently",
                    "改成一致；是另一份材料请换一个名称",
                    "make them agree, or use another name for another document",
                )
                problems.add(row, name, value, wrong)

    def _built(
        self, values: Mapping[str, object], held: Sequence[Record], taken: set[str]
    ) -> Record:
        """A record of these values, with an id as the file reader gives it."""
        name = str(values.get("name", ""))
        told = dict(values)
        if self._section.key == "steps":
            told.setdefault("kind", step_kind(name))
        if self._section.key == "documents":
            told = {**defaults(name, None, None), **told}
        if "id" not in told:
            document = self._document_name(str(values.get("document", "")))
            told["id"] = numbered(_base(self._section, told, held, document), taken)
        return built(RECORDS[self._section.record], told)

    def _document_name(self, document_id: str) -> str:
        document = self._documents.get(document_id)
        return self._fresh.name(document_id) if document is None else name_of(document)

    def _know(self, record: Record) -> None:
        if isinstance(record, Step):
            self._labels.add("steps", record.id, self._labels.of_step(record))
            self._labels.know_step(record)
        if isinstance(record, Document):
            self._labels.add("documents", record.id, name_of(record))


def wish_of(typed: Mapping[Field, Typed]) -> int | None:
    """The place somebody typed for a row; ``None`` when none was typed."""
    for field, one in typed.items():
        if field.name == POSITION and isinstance(one.value, int):
            return one.value
    return None


def _marked(values: Mapping[str, object], told: Mapping[Field, Typed]) -> dict[str, object]:
    """The marks of a new record: those of its column and those typed behind values."""
    marked = {field.path[0] for field, one in told.items() if one.marked}
    stated = values.get("assumed", ())
    assert isinstance(stated, tuple)
    return {"assumed": tuple(sorted({*stated, *marked}))} if marked else {}


def _base(
    section: Section, values: Mapping[str, object], held: Sequence[Record], document_name: str
) -> str:
    name = str(values.get("name", ""))
    if section.key == "steps":
        return f"{_first(values['items'])}/{name}"
    if section.key == "requirements":
        return f"{values['item']}/{document_name}"
    if section.key == "precedences":
        return f"{values['before']}→{values['after']}"
    if section.key == "documents":
        alone = name not in {name_of(one) for one in held}
        identity = (str(values.get("holder", "")), str(values.get("edition", "")))
        return default_id(name, str(values.get("item", "")), identity, alone=alone)
    return name


def _first(items: object) -> str:
    assert isinstance(items, tuple)
    return str(items[0])


def place_for(new: Record, records: Sequence[Record], items: Sequence[str]) -> int:
    """Where a new record goes: behind the last of its item, or of the items before it.

    Args:
        new: not yet among the records.
        records: of one table.
        items: ids of the items in their order.
    """
    if not isinstance(new, Step | Requirement):
        return len(records)
    places = {one: place for place, one in enumerate(items)}
    mine = places.get(_item(new), len(places))
    behind = [
        place for place, one in enumerate(records) if places.get(_item(one), len(places)) <= mine
    ]
    return behind[-1] + 1 if behind else 0


def _item(record: Record) -> str:
    return record.items[0] if isinstance(record, Step) else str(getattr(record, "item", ""))


def following_items(service: Service, before: Service) -> Service:
    """Steps and requirements in the order of their items, where they stood in it before.

    A file holds them in their items; in another order it would have to list them apart.
    """
    update: dict[str, object] = {}
    for name in ("steps", "requirements"):
        records: tuple[Record, ...] = getattr(service, name)
        places = {one.id: place for place, one in enumerate(before.items)}
        held = [places.get(_item(one), -1) for one in records]
        if held == sorted(held):
            now = {one.id: place for place, one in enumerate(service.items)}
            update[name] = tuple(sorted(records, key=lambda one: now.get(_item(one), -1)))
    return service.model_copy(update=update)


def arranged(owners: Sequence[str], wishes: Mapping[int, int]) -> list[int]:
    """The order of records of which some stand at the place somebody typed.

    Args:
        owners: for each record, within what its place counts.
        wishes: place of a record → wanted place among those of the same owner, from one; too
            large a number means the last place.

    Returns:
        Places of the records in their new order.
    """
    found = list(range(len(owners)))
    for owner in dict.fromkeys(owners[place] for place in wishes):
        slots = [place for place, one in enumerate(owners) if one == owner]
        queue = [place for place in slots if place not in wishes]
        moved = sorted((place for place in slots if place in wishes), key=lambda one: wishes[one])
        for place in moved:
            queue.insert(wishes[place] - 1, place)
        for slot, place in zip(slots, queue, strict=True):
            found[slot] = place
    return found
