"""Which item a row tells of: names, main items and their sub-items, blank cells, sheets, blocks."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from optimizer.formats.guide_tables.headings import SUB, plain
from optimizer.formats.guide_tables.mapping import Role
from optimizer.formats.guide_tables.rows import Cell, Row
from optimizer.formats.guide_tables.telling import Telling
from optimizer.formats.guide_tables.values import NOTHING

LONGEST_NAME = 200
_NAMES = ("item.handling_name", f"{SUB}handling_name", f"{SUB}name", "item.sub_name", "item.name")
_CODES = ("handling_code", "implementation_code", "basic_code")
_INHERITED = ("department", "kind")


@dataclass
class ItemDraft:
    """An item while its rows are gathered.

    Attributes:
        main: name of its 主项; empty for an item of its own.
        cells: field → what is told of it first.
        inherited: fields that were taken from the 主项.
    """

    name: str
    main: str
    file: str
    place: str
    cells: dict[str, Cell] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)


class Owners:
    """Every item that the rows tell of."""

    def __init__(self, rows: Sequence[Row], telling: Telling) -> None:
        """Gather the items of all rows of items.

        Args:
            rows: of all tables.
            telling: takes what is doubtful.
        """
        self._telling = telling
        self._columns: dict[tuple[str, str], set[str]] = {}
        for row in rows:
            self._columns.setdefault((row.file, row.group), set()).update(row.cells)
        self._drafts: dict[tuple[str, str], ItemDraft] = {}
        self._by_name: dict[str, list[ItemDraft]] = {}
        self._last: dict[tuple[str, str], tuple[str, ItemDraft | None]] = {}
        self._of_row: dict[int, ItemDraft | None] = {}
        self._listed = False
        self._by_code: dict[tuple[str, str], list[ItemDraft]] | None = None
        self._by_item: dict[str, list[ItemDraft]] = {}
        self._by_sheet: dict[str, list[ItemDraft]] = {}
        self._mains: dict[str, dict[str, Cell]] = {}
        for row in rows:
            if row.role is Role.ITEMS:
                self._of_row[id(row)] = self._listed_item(row)
        self._settle_mains()
        self._listed = bool(self._drafts)

    def drafts(self) -> list[ItemDraft]:
        """The items in the order told."""
        return list(self._drafts.values())

    def count(self) -> int:
        """How many items there are so far."""
        return len(self._drafts)

    def owner(self, row: Row) -> ItemDraft | None:
        """The item a row belongs to; ``None`` where that cannot be told, which is told."""
        if id(row) in self._of_row:
            return self._of_row[id(row)]
        name = _name(row) or row.text("item.main_name").strip()
        found = self._named(row, name) if name else self._coded(row) or self._unnamed(row)
        if found is None:
            self._telling.add("item_whose", row.file, row.place, _value(row))
        self._last[row.file, row.group] = ("", found)
        return found

    # --- rows of items ---------------------------------------------------------------------

    def _listed_item(self, row: Row) -> ItemDraft | None:
        name, main = _name(row), _main(row)
        if not any(concept.startswith(("item.", SUB)) for concept in row.cells):
            return None
        key = (row.file, row.group)
        last_main, last = self._last.get(key, ("", None))
        if not name and not main:
            if last is None:
                self._telling.add("item_whose", row.file, row.place, _value(row))
            else:
                self._down(row)
                self._add_cells(last, row, first=True)
            return last
        if not main and _is_sub(row):
            main = last_main
        if main and _is_sub(row):
            held = self._mains.setdefault(plain(main), {})
            for field_name in _INHERITED:
                if f"item.{field_name}" in row.cells:
                    held.setdefault(field_name, row.cells[f"item.{field_name}"])
        draft = self._draft(row, name or main, main if name else "")
        if draft is not None:
            self._add_cells(draft, row, first=not draft.cells)
        self._last[key] = (main or last_main if _is_sub(row) else name or main, draft)
        return draft

    def _draft(self, row: Row, name: str, main: str) -> ItemDraft | None:
        if len(name) > LONGEST_NAME:
            self._telling.add("value_unread", row.file, row.place, name)
            return None
        key = (plain(name), plain(main))
        if key not in self._drafts:
            self._drafts[key] = ItemDraft(name, main, row.file, row.place)
            self._by_name.setdefault(key[0], []).append(self._drafts[key])
        return self._drafts[key]

    def _add_cells(self, draft: ItemDraft, row: Row, *, first: bool) -> None:
        """Add what a row tells of its item; what an earlier row told differently stays."""
        for name, cell in self._cells_of(row).items():
            if name in ("materials", "steps"):
                continue
            held = draft.cells.setdefault(name, cell)
            if not first and plain(held.text) != plain(cell.text):
                self._telling.add("item_again", row.file, cell.place, cell.text)

    def _cells_of(self, row: Row) -> dict[str, Cell]:
        """Field of an item → its cell; columns about the 子项 go before those of the 主项."""
        columns = self._columns[row.file, row.group]
        found: dict[str, Cell] = {}
        for concept, cell in row.cells.items():
            if concept.startswith(SUB):
                found[concept.removeprefix(SUB)] = cell
        for concept, cell in row.cells.items():
            name = concept.removeprefix("item.")
            if not concept.startswith("item."):
                continue
            # A column of the 主项 speaks for the 子项 only where that has no such column.
            if f"{SUB}{name}" not in columns or not _is_sub(row):
                found.setdefault(name, cell)
            else:
                group = f"main_column {cell.group}"
                self._telling.add("main_column", row.file, cell.place, cell.text, group=group)
        return found

    def _settle_mains(self) -> None:
        """A 主项 with 子项 is no item; what it tells of the organ holds for them."""
        for one in self._drafts.values():
            _inherit(one, self._mains.get(plain(one.main), {}))
        mains = {plain(one.main) for one in self._drafts.values() if one.main} - {""}
        for key, main in list(self._drafts.items()):
            if key[0] not in mains or main.main:
                continue
            subs = [one for one in self._drafts.values() if plain(one.main) == key[0]]
            if all(one is main for one in subs):
                continue
            for one in subs:
                _inherit(one, main.cells)
            self._telling.add("main_with_subs", main.file, main.place, main.name)
            del self._drafts[key]
            self._by_name[key[0]].remove(main)
        left = set(map(id, self._drafts.values()))
        self._of_row = {
            row: draft if draft is not None and id(draft) in left else None
            for row, draft in self._of_row.items()
        }

    # --- rows of other tables --------------------------------------------------------------

    def _named(self, row: Row, name: str) -> ItemDraft | None:
        same = self._by_name.get(plain(name), []) or self._within(name)
        main = plain(_main(row))
        exact = [one for one in same if not main or plain(one.main) == main] or same
        if exact:
            self._add_cells(exact[0], row, first=False)
            return exact[0]
        draft = self._draft(row, name, "")
        if draft is not None:
            self._add_cells(draft, row, first=True)
            if self._listed:
                cell = next(one for one in map(row.cells.get, (*_NAMES, "item.main_name")) if one)
                self._telling.add("item_missing", row.file, cell.place, name)
        return draft

    def _within(self, name: str) -> list[ItemDraft]:
        """The only 业务办理项 listed under a 事项; nothing where there are several."""
        if self._listed and not self._by_item:
            for one in self._drafts.values():
                if "name" in one.cells:
                    self._by_item.setdefault(plain(one.cells["name"].text), []).append(one)
        found = self._by_item.get(plain(name), [])
        return found if len(found) == 1 else []

    def _coded(self, row: Row) -> ItemDraft | None:
        if self._by_code is None:
            self._by_code = {}
            for one in self._drafts.values():
                for code in _CODES:
                    if code in one.cells:
                        self._by_code.setdefault((code, one.cells[code].text), []).append(one)
        told = [(code, row.text(f"item.{code}")) for code in _CODES]
        found = [self._by_code.get(one, []) for one in told]
        return next((one[0] for one in found if len(one) == 1), None)

    def _unnamed(self, row: Row) -> ItemDraft | None:
        """The item of a row that names none: by the row above, its block, its sheet, or alone."""
        columns = self._columns[row.file, row.group]
        _, last = self._last.get((row.file, row.group), ("", None))
        if columns.intersection(_NAMES):
            if last is not None:
                self._down(row)
            return last
        group = f"{row.file} {row.group}"
        if row.above is not None and self._of_row.get(id(row.above)) is not None:
            if not row.within:
                self._telling.add("item_of_block", row.file, row.place, group=group)
            return self._of_row[id(row.above)]
        if row.sheet not in self._by_sheet:
            self._by_sheet[row.sheet] = _fitting(self._drafts.values(), row.sheet)
        by_sheet = self._by_sheet[row.sheet]
        if len(by_sheet) == 1:
            self._telling.add("item_from_sheet", row.file, row.place, row.sheet, group=group)
            return by_sheet[0]
        if len(self._drafts) == 1:
            self._telling.add("item_only", row.file, row.place, group=group)
            return next(iter(self._drafts.values()))
        if self._drafts and row.role is Role.MATERIALS:
            # A list of materials of the whole service is worth more in one place than nowhere.
            self._telling.add("item_first", row.file, row.place, group=group)
            row.guessed = True
            return next(iter(self._drafts.values()))
        return None

    def _down(self, row: Row) -> None:
        self._telling.add("item_down", row.file, row.place, group=f"{row.file} {row.group}")


def _fitting(drafts: Iterable[ItemDraft], sheet: str) -> list[ItemDraft]:
    """The items whose name a sheet bears, whole or in part."""
    wanted = plain(sheet)
    exact = [one for one in drafts if plain(one.name) == wanted]
    part = [one for one in drafts if plain(one.name) in wanted or wanted in plain(one.name)]
    return exact or (part if wanted else [])


def _name(row: Row) -> str:
    texts = (row.text(concept).strip() for concept in _NAMES)
    return " ".join(next((one for one in texts if one not in NOTHING), "").split())


def _main(row: Row) -> str:
    text = row.text("item.main_name").strip()
    if not text and _is_sub(row):
        text = row.text("item.name").strip()
    return "" if text in NOTHING or plain(text) == plain(_name(row)) else " ".join(text.split())


def _is_sub(row: Row) -> bool:
    told = (row.text(f"{SUB}name"), row.text("item.sub_name"))
    return any(one.strip() not in NOTHING for one in told) or row.text("item.level") == "子项"


def _inherit(draft: ItemDraft, main: Table[str, Cell]) -> None:
    for name in _INHERITED:
        if name in main and name not in draft.cells:
            draft.cells[name] = main[name]
            draft.inherited.add(name)


def _value(row: Row) -> str:
    return next((cell.text for name, cell in row.cells.items() if name != "number"), "")
