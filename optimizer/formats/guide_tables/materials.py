"""Documents and requirements from rows of materials and from cells that hold several."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from optimizer.formats.document_drafts import default_id
from optimizer.formats.guide_tables.headings import compared_word, headings, plain
from optimizer.formats.guide_tables.items import MISSING_DEPARTMENT
from optimizer.formats.guide_tables.owners import LONGEST_NAME, ItemDraft
from optimizer.formats.guide_tables.rows import Cell, Row
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.guide_tables.values import NOTHING, Entry, copies_of, entries_in, parts_of
from optimizer.formats.names import numbered
from optimizer.service.document import Document
from optimizer.service.document_names import default_class, is_form
from optimizer.service.kinds import CopyKind, DocumentClass, IssuerKind, Medium, Necessity
from optimizer.service.requirement import Requirement

_AXES: Mapping[str, type[StrEnum]] = {
    "copy_kind": CopyKind,
    "medium": Medium,
    "document_class": DocumentClass,
}
_LONGEST_ISSUER = 30


@dataclass
class DocumentDraft:
    """A document while its uses are gathered.

    Attributes:
        item: the item whose form it is; ``None`` for other documents.
        stated: field → value, where a table tells it; the first one counts.
    """

    name: str
    holder: str = ""
    item: ItemDraft | None = None
    stated: dict[str, object] = field(default_factory=dict)
    assumed: set[str] = field(default_factory=set)
    id: str = ""


@dataclass
class Need:
    """A requirement while its rows are gathered."""

    item: ItemDraft
    document: DocumentDraft
    values: dict[str, object]


class Materials:
    """Every document and requirement of a service."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._documents: dict[tuple[str, str, str], DocumentDraft] = {}
        self._needs: list[Need] = []
        self._seen: dict[tuple[object, ...], str] = {}
        self._asked: set[tuple[int, int]] = set()

    def add_row(self, row: Row, item: ItemDraft) -> None:
        """Add the materials of a row that tells one (seldom several)."""
        content = tuple((name, cell.text) for name, cell in row.cells.items() if name != "number")
        if (row.file, id(item), content) in self._seen:
            self._telling.add("row_twice", row.file, row.place, row.text("material.name"))
            return
        self._seen[row.file, id(item), content] = row.place
        cell = row.cells.get("material.name")
        if cell is None:
            self._telling.add("row_unread", row.file, row.place)
            return
        self._add(row, item, cell, lines=False)

    def add_cell(self, row: Row, item: ItemDraft, cell: Cell) -> None:
        """Add the materials of a cell that may hold several."""
        self._add(row, item, cell, lines=True)

    def issued(self, name: str, item: ItemDraft) -> DocumentDraft:
        """The document that an item issues as its result."""
        draft = self._document(name, "", None)
        department = item.cells.get("department")
        stated = {
            "document_class": default_class(name, issued=True),
            "issuer_kind": IssuerKind.GOVERNMENT,
            "issuer": MISSING_DEPARTMENT
            if department is None
            else " ".join(department.text.split()),
        }
        for key, value in stated.items():
            draft.stated.setdefault(key, value)
        return draft

    def documents(self, ids: Mapping[int, str]) -> tuple[Document, ...]:
        """The documents; gives them their ids.

        Args:
            ids: ``id`` of the draft of an item → id of the item.
        """
        drafts = list(self._documents.values())
        count = Counter(one.name for one in drafts)
        taken: set[str] = set()
        for one in drafts:
            owner = "" if one.item is None else ids[id(one.item)]
            base = default_id(one.name, owner, (one.holder, ""), alone=count[one.name] == 1)
            one.id = numbered(base, taken)
            taken.add(one.id)
        return tuple(_document(one, ids) for one in drafts)

    def requirements(self, ids: Mapping[int, str]) -> tuple[Requirement, ...]:
        """The requirements by item; ``documents`` must have given the ids.

        Args:
            ids: ``id`` of the draft of an item → id of the item.
        """
        order = {key: place for place, key in enumerate(ids)}
        taken: set[str] = set()
        found = []
        for need in sorted(self._needs, key=lambda one: order[id(one.item)]):
            item = ids[id(need.item)]
            one_id = numbered(f"{item}/{need.document.name}", taken)
            taken.add(one_id)
            values = {**need.values, "id": one_id, "item": item, "document": need.document.id}
            found.append(Requirement.model_validate(values))
        return tuple(found)

    def count(self) -> int:
        """How many requirements there are so far."""
        return len(self._needs)

    # --- one cell --------------------------------------------------------------------------

    def _add(self, row: Row, item: ItemDraft, cell: Cell, *, lines: bool) -> None:
        if cell.text.strip() in NOTHING:
            return
        entries = entries_in(cell.text, lines=lines)
        if len(entries) > 1:
            self._telling.add("materials_split", row.file, cell.place, cell.text)
        if any(len(one.name) > LONGEST_NAME or not one.name for one in entries):
            self._telling.add("value_unread", row.file, cell.place, cell.text)
        for entry in entries:
            if not entry.name or len(entry.name) > LONGEST_NAME:
                continue
            if entry.several:
                self._telling.add("materials_unsplit", row.file, cell.place, entry.name)
            self._need(row, item, cell, entry)

    def _need(self, row: Row, item: ItemDraft, cell: Cell, entry: Entry) -> None:
        reading = _RowReading(row, self._telling)
        reading.assumed.update(["item"] if row.guessed else [])
        axes = reading.axes()
        told = axes.get("document_class")
        holder = row.text("material.holder").strip()
        form = told is DocumentClass.FORM if told is not None else is_form(entry.name)
        draft = self._document(
            entry.name, "" if holder in NOTHING else holder, item if form else None
        )
        stated = reading.of_document()
        if told is not None:
            stated["document_class"] = told
        for key, value in stated.items():
            if draft.stated.setdefault(key, value) != value:
                self._telling.add("document_differs", row.file, cell.place, entry.name)
        draft.assumed |= reading.assumed & {"issuer_kind"}
        if (id(item), id(draft)) in self._asked:
            self._telling.add("need_twice", row.file, cell.place, entry.name)
        self._asked.add((id(item), id(draft)))
        values = {**reading.of_requirement(entry, cell), **reading.kinds(entry, axes)}
        values["assumed"] = tuple(sorted(reading.assumed - {"issuer_kind"}))
        self._needs.append(Need(item, draft, values))

    def _document(self, name: str, holder: str, item: ItemDraft | None) -> DocumentDraft:
        """The same name of the same holder is the same document; a form belongs to its item."""
        key = (plain(name), plain(holder), "" if item is None else str(id(item)))
        if key not in self._documents:
            self._documents[key] = DocumentDraft(name, holder, item)
        return self._documents[key]


class _RowReading:
    """Reads what a row tells of its material besides the name."""

    def __init__(self, row: Row, telling: Telling) -> None:
        self._row = row
        self._telling = telling
        self.assumed: set[str] = set()

    def axes(self) -> dict[str, StrEnum]:
        """Original or copy, paper or electronic, class: by the values, not by the headings."""
        found: dict[str, StrEnum] = {}
        for concept, other in (("type", "type_as_form"), ("form", "form_as_type")):
            cell = self._row.cells.get(f"material.{concept}")
            if cell is None or cell.text.strip() in NOTHING:
                continue
            word = headings().codes.get(f"material.{concept}", {}).get(compared_word(cell.text))
            if word is not None:
                self._tell("code_set", cell, once=True)
                self.assumed.add("copy_kind")
            axis, value = _axis(word or cell.text)
            if value is None:
                self._tell("value_unread", cell)
                continue
            usual = ("document_class",) if concept == "type" else ("medium",)
            if axis not in usual and word is None:
                self._tell(other, cell, once=True)
            found.setdefault(axis, value)
        return found

    def of_document(self) -> dict[str, object]:
        """What the row tells of the document."""
        values: dict[str, object] = {}
        kind = self._source()
        if kind is not None:
            values["issuer_kind"] = kind
        issuer = self._row.cells.get("material.issuer")
        if issuer is not None and issuer.text.strip() not in NOTHING:
            if kind is IssuerKind.GOVERNMENT and len(issuer.text) <= _LONGEST_ISSUER:
                values["issuer"] = " ".join(issuer.text.split())
            else:
                self._tell("issuer_unread", issuer)
        code = self._row.text("material.certificate_code").strip()
        if code not in NOTHING:
            values["certificate_code"] = code
        return values

    def of_requirement(self, entry: Entry, cell: Cell) -> dict[str, object]:
        """What the row tells of the need."""
        values: dict[str, object] = {"copies": self._copies(entry, cell)}
        basis = self._row.text("material.basis").strip()
        values["basis"] = "" if basis in NOTHING else basis
        told = self._row.cells.get("material.necessity")
        if told is not None:
            word = compared_word(told.text)
            coded = headings().codes["material.necessity"].get(word)
            necessity = headings().values["necessity"].get(compared_word(coded or told.text))
            if coded is not None:
                self._tell("code_set", told, once=True)
                self.assumed.add("necessity")
            if necessity is None:
                self._tell("value_unread", told)
            else:
                values["necessity"] = Necessity(necessity)
        return values

    def kinds(self, entry: Entry, axes: Mapping[str, StrEnum]) -> dict[str, object]:
        """Original or copy and the medium: a column goes before the words of the name."""
        values: dict[str, object] = {
            name: axes[name] for name in ("copy_kind", "medium") if name in axes
        }
        counts = [self._count(one, quiet=True) for one in ("originals", "photocopies")]
        if not any(counts):
            cell = self._row.cells.get("material.copies")
            _, *counts = (None,) if cell is None else copies_of(cell.text, cell.heading)
        if "copy_kind" not in values and any(counts):
            originals, photocopies = counts
            if not (originals and photocopies):
                values["copy_kind"] = CopyKind.ORIGINAL if originals else CopyKind.COPY
        if "copy_kind" not in values and entry.kind is not None:
            values["copy_kind"] = entry.kind
        return values

    def _copies(self, entry: Entry, name: Cell) -> int:
        originals, photocopies = self._count("originals"), self._count("photocopies")
        if originals is not None or photocopies is not None:
            if originals and photocopies:
                self._tell("copies_both", self._row.cells["material.originals"], once=True)
            return (originals or 0) + (photocopies or 0)
        cell = self._row.cells.get("material.copies")
        if cell is not None and cell.text.strip() not in NOTHING:
            whole, first, second = copies_of(cell.text, cell.heading)
            if whole is not None:
                return whole
            if first or second:
                return (first or 0) + (second or 0)
            self._tell("copies_unknown", cell)
            self.assumed.add("copies")
            return 1
        if entry.copies is not None:
            return entry.copies
        group = f"copies_missing {name.group}" if name.group else ""
        self._telling.add("copies_missing", self._row.file, name.place, entry.name, group=group)
        self.assumed.add("copies")
        return 1

    def _count(self, name: str, *, quiet: bool = False) -> int | None:
        cell = self._row.cells.get(f"material.{name}")
        if cell is None or cell.text.strip() in NOTHING:
            return None
        count, _, _ = copies_of(cell.text)
        if count is None and not quiet:
            self._tell("value_unread", cell)
        return count

    def _source(self) -> IssuerKind | None:
        cell = self._row.cells.get("material.source")
        if cell is None or cell.text.strip() in NOTHING:
            return None
        coded = headings().codes["material.source"].get(compared_word(cell.text))
        values = headings().values["issuer_kind"]
        word = compared_word(coded or cell.text)
        found = values.get(word) or values.get(word.partition("(")[0])
        if coded is not None:
            self._tell("code_set", cell, once=True)
        if found is None:
            self._tell("source_unknown", cell)
        if coded is not None or found is None:
            self.assumed.add("issuer_kind")
        return IssuerKind(found) if found else IssuerKind.APPLICANT

    def _tell(self, code: str, cell: Cell, *, once: bool = False) -> None:
        group = f"{code} {cell.group}" if once and cell.group else ""
        self._telling.add(code, self._row.file, cell.place, cell.text, group=group)


def _axis(text: str) -> tuple[str, StrEnum | None]:
    """The axis a value belongs to, and the value; several values of one axis leave it open."""
    for whole in ([text], parts_of(text)):
        words = [compared_word(one) for one in whole]
        for axis, values in _AXES.items():
            told = headings().values[axis]
            if words and all(one in told for one in words):
                meant = {told[one] for one in words}
                value = meant.pop() if len(meant) == 1 else "either"
                if value in {one.value for one in values}:
                    return axis, values(value)
    return "", None


def _document(draft: DocumentDraft, ids: Mapping[int, str]) -> Document:
    values = {
        "document_class": default_class(draft.name, issued=False),
        **draft.stated,
        "id": draft.id,
        "name": draft.name,
        "holder": draft.holder,
        "item": "" if draft.item is None else ids[id(draft.item)],
        "assumed": tuple(sorted(draft.assumed)),
    }
    return Document.model_validate(values)
