"""A service from the rows of all tables."""

from collections import Counter
from collections.abc import Iterable, Sequence

from optimizer.formats.guide_tables.items import (
    MISSING_DEPARTMENT,
    ItemReading,
    Procedure,
    procedure,
    yuan_of,
)
from optimizer.formats.guide_tables.mapping import Role
from optimizer.formats.guide_tables.materials import Materials
from optimizer.formats.guide_tables.owners import LONGEST_NAME, ItemDraft, Owners
from optimizer.formats.guide_tables.rows import Row
from optimizer.formats.guide_tables.steps import Steps
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.guide_tables.values import LimitSort, limit_of
from optimizer.formats.names import numbered
from optimizer.formats.service_workbook.package import refusal
from optimizer.service.department import Department
from optimizer.service.document import Document
from optimizer.service.item import Item, Limit
from optimizer.service.service import Service

MOST_ITEMS = 1000
MOST_REQUIREMENTS = 20_000
_MISSING_NAME = "待补充（实施主体）"
_ITEM_CELLS = ("item.materials", "item.steps")


def service_of(rows: Sequence[Row], files: Sequence[str], telling: Telling) -> Service | None:
    """The service that rows tell; ``None`` when they tell no item.

    Args:
        rows: of all files.
        files: names of the files, which the service names as its sources.
        telling: takes every doubt.

    Raises:
        InvalidFile: they tell more than one service can hold.
    """
    return _Gathering(rows, files, telling).service()


class _Gathering:
    """Puts the rows together."""

    def __init__(self, rows: Sequence[Row], files: Sequence[str], telling: Telling) -> None:
        self._rows = rows
        self._files = files
        self._telling = telling
        self._owners = Owners(rows, telling)
        self._materials = Materials(telling)
        self._steps = Steps(telling)
        self._fees: dict[int, list[tuple[str, ...]]] = {}
        self._special: dict[int, list[Procedure]] = {}

    def service(self) -> Service | None:
        """The service; ``None`` without items."""
        for row in self._rows:
            owner = self._owners.owner(row)
            if owner is not None:
                self._take(row, owner)
            self._check_size()
        drafts = self._owners.drafts()
        if not drafts:
            return None
        readings = {id(one): ItemReading(one, self._telling) for one in drafts}
        results = {
            key: [self._materials.issued(name, draft) for name in reading.results()]
            for draft, (key, reading) in zip(drafts, readings.items(), strict=True)
        }
        ids = self._ids(drafts)
        documents = self._materials.documents(ids)
        items = {
            id(draft): self._item(draft, readings[id(draft)]).model_copy(
                update={
                    "id": ids[id(draft)],
                    "results": tuple(dict.fromkeys(one.id for one in results[id(draft)])),
                }
            )
            for draft in drafts
        }
        needed = {
            id(one): [*readings[id(one)].procedures(), *self._special.get(id(one), ())]
            for one in drafts
        }
        steps = self._steps.steps(items, needed, {id(one): one.file for one in drafts})
        name = self._name()
        lead = self._first("service.lead_department")
        return Service(
            id=name,
            name=name,
            region=self._first("service.region"),
            lead_department=lead,
            declared_promise=self._promise(),
            departments=self._departments(items.values(), documents, lead),
            documents=documents,
            items=tuple(items.values()),
            requirements=self._materials.requirements(ids),
            steps=steps,
            sources=tuple(dict.fromkeys(self._files)),
        )

    def _check_size(self) -> None:
        if self._owners.count() > MOST_ITEMS or self._materials.count() > MOST_REQUIREMENTS:
            raise refusal(
                self._files[0],
                "too_many_items",
                "事项或材料太多，不像一件事",
                "there are too many items or materials for one service",
                (
                    f"最多 {MOST_ITEMS} 个事项、{MOST_REQUIREMENTS} 项次；只留涉及的事项",
                    f"at most {MOST_ITEMS} items, {MOST_REQUIREMENTS} materials; keep those meant",
                ),
            )

    def _take(self, row: Row, owner: ItemDraft) -> None:
        """What a row tells of its item."""
        if row.role is Role.MATERIALS:
            self._materials.add_row(row, owner)
        elif row.role is Role.STEPS:
            self._steps.add_row(row, owner)
        elif row.role is Role.FEES:
            parts = [row.text(f"fee.{one}").strip() for one in ("name", "standard", "basis")]
            self._fees.setdefault(id(owner), []).append(tuple(parts))
        elif row.role is Role.SPECIAL:
            self._add_special(row, owner)
        for name in _ITEM_CELLS:
            cell = row.cells.get(name) or row.cells.get(name.replace("item.", "sub."))
            if cell is not None and name == "item.materials":
                self._materials.add_cell(row, owner, cell)
            elif cell is not None:
                self._steps.add_cell(row, owner, cell)

    def _add_special(self, row: Row, owner: ItemDraft) -> None:
        cell = row.cells.get("special.name")
        if cell is None:
            self._telling.add("row_unread", row.file, row.place)
            return
        length = row.cells.get("special.length")
        limit = (
            limit_of(length.text, row.text("special.length_unit"), length.unit) if length else None
        )
        found = procedure(cell.text, cell, limit, row.text("special.basis").strip())
        if found is None:
            self._telling.add("special_unknown", row.file, cell.place, cell.text)
        else:
            self._special.setdefault(id(owner), []).append(found)

    # --- records ---------------------------------------------------------------------------

    def _first(self, concept: str) -> str:
        """What is told first of the whole service."""
        return next((text for row in self._rows if (text := row.text(concept).strip())), "")

    def _name(self) -> str:
        name = self._first("service.name")
        if not name:
            name = self._files[0].rpartition("/")[2].rpartition(".")[0] or self._files[0]
            self._telling.add("name_from_file", self._files[0], "", name)
        return name[:LONGEST_NAME]

    def _promise(self) -> Limit | None:
        row = next((one for one in self._rows if "service.promised" in one.cells), None)
        if row is None:
            return None
        cell = row.cells["service.promised"]
        read = limit_of(cell.text, row.text("service.promised_unit"), cell.unit)
        # A whole service has no marks of its own: a promise without a unit is left open.
        if read.duration is None or read.sort is LimitSort.BARE:
            self._telling.add("limit_unknown", row.file, cell.place, cell.text)
            return None
        return Limit(duration=read.duration)

    def _ids(self, drafts: Sequence[ItemDraft]) -> dict[int, str]:
        """``id`` of every draft → id of its item: its name, with that of the 主项 where needed."""
        names = Counter(one.name for one in drafts)
        taken: set[str] = set()
        found = {}
        for one in drafts:
            base = f"{one.main}/{one.name}" if names[one.name] > 1 and one.main else one.name
            found[id(one)] = numbered(base, taken)
            taken.add(found[id(one)])
        return found

    def _item(self, draft: ItemDraft, reading: ItemReading) -> Item:
        values = {"id": draft.name, **reading.values()}
        fees = self._fees.get(id(draft), [])
        if fees:
            values["fee"] = "；".join(_fee_text(*one) for one in fees)
            values["fee_yuan"] = yuan_of(fees[0][1]) if len(fees) == 1 else None
        return Item.model_validate(values)

    def _departments(
        self, items: Iterable[Item], documents: Sequence[Document], lead: str
    ) -> tuple[Department, ...]:
        names = [one.department for one in items]
        names += [lead] if lead else []
        names += [*self._steps.departments(), *(one.issuer for one in documents if one.issuer)]
        return tuple(
            Department(id=one, name=_MISSING_NAME if one == MISSING_DEPARTMENT else one)
            for one in dict.fromkeys(names)
        )


_MISSING_NAME = "待补充（实施主体）"


def _fee_text(name: str, standard: str, basis: str) -> str:
    told = "：".join(one for one in (name, standard) if one)
    return f"{told}（{basis}）" if basis else told
