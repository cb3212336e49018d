"""Tables being edited: what a planner sees of a table, and what was typed into it.

A table on the screen is a ``Sheet``. Its rows stay as they were when it was opened, so that the
cell being edited stays where it is; what was typed is told against them and saved each time as the
whole service. What cannot be saved yet is a draft, laid over the rows of the next sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from optimizer.formats import guide_tables
from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.service_tables import (
    SECTIONS,
    Cell,
    CellFinding,
    Changes,
    Effect,
    Row,
    Section,
    edited,
    removal_effects,
    rows,
)
from optimizer.service.finding import Finding
from optimizer.service.service import Service
from optimizer.store.records import Revision, RevisionKind
from optimizer.store.store import Store
from optimizer.wording.catalogue import Language

NUMBER = "#"
"""The column that numbers the rows of a sheet, as messages count them."""

_BY_KEY = {one.key: one for one in SECTIONS}


def section(key: str) -> Section:
    """The table of this key."""
    return _BY_KEY[key]


@dataclass(frozen=True)
class Typed:
    """What a table on the screen reports: everything typed since its rows were shown.

    Attributes:
        changed: place of a row on the screen → field → new cell.
        added: new rows below, in order.
        removed: places of rows taken out.
    """

    changed: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    added: Sequence[Mapping[str, Cell]] = ()
    removed: frozenset[int] = frozenset()

    @classmethod
    def told(cls, report: object) -> Self:
        """What a table reports as ``edited_rows``, ``added_rows`` and ``deleted_rows``."""
        if not isinstance(report, Mapping):
            return cls()
        return cls(
            changed={
                int(place): _cells(cells)
                for place, cells in dict(report.get("edited_rows", {})).items()
            },
            added=tuple(_cells(cells) for cells in report.get("added_rows", ())),
            removed=frozenset(int(place) for place in report.get("deleted_rows", ())),
        )


@dataclass(frozen=True)
class Sheet:
    """One table as it stands on the screen of one planner.

    Attributes:
        number: the revision that holds everything saved from this sheet so far.
        service: the content whose rows are shown.
        focus: numbers of the only rows shown; ``None`` for all.
        rare: whether rarely needed columns are shown.
        draft: what was typed into an earlier sheet and is not saved; laid over the rows.
        serial: tells the sheets of a session apart.
    """

    section: str
    language: Language
    number: int
    service: Service
    focus: frozenset[int] | None = None
    rare: bool = False
    draft: Changes = field(default_factory=Changes)
    serial: int = 0

    @property
    def key(self) -> str:
        """Name of the widget."""
        return f"table_{self.section}_{self.serial}"

    def shows(self, other: Self) -> bool:
        """Whether another sheet shows the same of the same revision."""
        return replace(self, service=other.service, serial=0, draft=other.draft) == replace(
            other, serial=0
        )

    def rows(self) -> tuple[Row, ...]:
        """The rows on the screen, each with its number; the draft is laid over them."""
        held = rows(self.section, self.service, self.language)
        shown = []
        for place in self._places():
            if place < len(held):
                row = {**held[place], **self.draft.changed.get(place, {})}
            else:
                row = dict(self.draft.added[place - len(held)])
            shown.append({NUMBER: place + 1, **row})
        return tuple(shown)

    def changes(self, typed: Typed) -> Changes:
        """The draft and what was typed over it, told against the rows of the service."""
        places, count = self._places(), self._count()
        changed = {row: dict(cells) for row, cells in self.draft.changed.items()}
        added: list[dict[str, Cell] | None] = [dict(cells) for cells in self.draft.added]
        for place, cells in typed.changed.items():
            row = places[place]
            held = changed.setdefault(row, {}) if row < count else added[row - count]
            assert held is not None
            held.update(cells)
        removed = set(self.draft.removed)
        for row in (places[place] for place in typed.removed):
            if row < count:
                removed.add(row)
            else:
                added[row - count] = None
        return Changes(
            changed={row: cells for row, cells in changed.items() if row not in removed},
            added=(*(cells for cells in added if cells is not None), *typed.added),
            removed=frozenset(removed),
        )

    def _count(self) -> int:
        held = section(self.section).held
        return len(getattr(self.service, held)) if held else 1

    def _places(self) -> tuple[int, ...]:
        """For each row on the screen its number; those of the draft count on."""
        count = self._count()
        own = [
            row
            for row in range(count)
            if row not in self.draft.removed and (self.focus is None or row in self.focus)
        ]
        return (*own, *range(count, count + len(self.draft.added)))


@dataclass(frozen=True)
class Asked:
    """Rows whose removal takes other things along, so that it has to be asked for.

    Attributes:
        rows: numbers of the rows.
        effects: what goes, and what names them no more.
    """

    rows: frozenset[int]
    effects: tuple[Effect, ...]


def nothing(changes: Changes) -> bool:
    """Whether nothing was done to a table."""
    blank = all(cell in (None, "", False) for cells in changes.added for cell in cells.values())
    return not changes.changed and not changes.removed and blank


def to_ask(sheet: Sheet, changes: Changes, agreed: frozenset[int]) -> Asked | None:
    """What the planner has to agree to before changes are saved; ``None`` for nothing.

    Args:
        sheet: the table.
        changes: of its rows.
        agreed: rows whose removal was agreed to.
    """
    gone = frozenset(changes.removed)
    if not gone - agreed:
        return None
    effects = removal_effects(sheet.section, sheet.service, set(gone))
    return Asked(gone, effects) if effects else None


def outcome(sheet: Sheet, changes: Changes) -> Service:
    """The service with the changes.

    Raises:
        TableProblem: with every cell that is wrong.
    """
    return edited(sheet.section, sheet.service, changes, sheet.language)


def apart(
    sheet: Sheet, changes: Changes, findings: Sequence[CellFinding]
) -> tuple[Changes, Changes]:
    """What can be saved by itself, and what cannot: the cells that are wrong, rows begun.

    Args:
        sheet: the table.
        changes: of its rows, in which something is wrong.
        findings: all that is wrong.
    """
    count = len(record_ids(sheet.section, sheet.service))
    wrong = {(one.row, one.field) for one in findings}
    rows_wrong = {row for row, _ in wrong}
    sound: dict[int, dict[str, Cell]] = {}
    rest: dict[int, dict[str, Cell]] = {}
    for row, cells in changes.changed.items():
        for name, cell in cells.items():
            bad = (row, name) in wrong or (row, "") in wrong
            (rest if bad else sound).setdefault(row, {})[name] = cell
    added = [(place + count in rows_wrong, cells) for place, cells in enumerate(changes.added)]
    gone = frozenset(changes.removed)
    return (
        Changes(
            changed=sound,
            added=tuple(cells for bad, cells in added if not bad),
            removed=gone - rows_wrong,
        ),
        Changes(
            changed=rest,
            added=tuple(cells for bad, cells in added if bad),
            removed=gone & rows_wrong,
        ),
    )


def new_row_lacks(sheet: Sheet, finding: CellFinding) -> bool:
    """Whether a finding only says that a cell of a new row is still to be filled in."""
    return finding.row >= len(record_ids(sheet.section, sheet.service)) and not finding.value


def kept_rows(changes: Changes) -> Changes:
    """The changes without the removals."""
    return replace(changes, removed=frozenset())


def carried(key: str, changes: Changes, before: Service, after: Service) -> Changes:
    """Changes of a table told against another content: rows follow their records.

    Args:
        key: of the table.
        changes: told against ``before``.
        before: content whose rows they number.
        after: content whose rows the result numbers; changes of rows it lacks are lost.
    """
    rows_now = {one: row for row, one in enumerate(record_ids(key, after))}
    to = {row: rows_now[one] for row, one in enumerate(record_ids(key, before)) if one in rows_now}
    return Changes(
        changed={to[row]: cells for row, cells in changes.changed.items() if row in to},
        added=changes.added,
        removed=frozenset(to[row] for row in changes.removed if row in to),
    )


def record_ids(key: str, service: Service) -> tuple[tuple[str, int], ...]:
    """For each row of a table the id of its record, and which of those that share it."""
    held = section(key).held
    count: dict[str, int] = {}
    found = []
    for record in getattr(service, held) if held else (None,):
        one = "" if record is None else str(record.id)
        found.append((one, count.get(one, 0)))
        count[one] = count.get(one, 0) + 1
    return tuple(found)


def counts(service: Service) -> dict[str, int | None]:
    """How many rows each table has; ``None`` for those about the service itself."""
    return {one.key: len(getattr(service, one.held)) if one.held else None for one in SECTIONS}


def row_of_step(service: Service, completed: Service, step_id: str) -> tuple[str, int] | None:
    """Table and row of a step in a picture: assumed steps stand for their item.

    Args:
        service: as it was written down.
        completed: what the picture shows.
        step_id: id of the step.
    """
    for row, step in enumerate(service.steps):
        if step.id == step_id:
            return "steps", row
    owners = [one.items[0] for one in completed.steps if one.id == step_id]
    for row, item in enumerate(service.items):
        if item.id in owners:
            return "items", row
    return None


def replace_from_file(  # what is replaced, by what, read how, by whom
    store: Store,
    revision: Revision,
    content: bytes,
    name: str,
    *,
    author: str,
    mapping: guide_tables.Mapping | None = None,
) -> tuple[Revision, tuple[Finding, ...]]:
    """Make the content of a file the next revision of a service; also what of it is not read.

    Args:
        store: where it is kept.
        revision: the one it replaces.
        content: bytes of the file.
        name: of the file.
        author: who replaces it.
        mapping: how a table of others is read; as it is recognised where ``None``.

    Raises:
        InvalidFile: every finding at once; nothing is kept.
        Conflict: somebody else saved meanwhile; nothing is kept.
    """
    service, notes = read_any_service(content, name, mapping)
    saved = store.save(
        revision.key,
        service,
        after=revision.number,
        author=author,
        comment=name,
        kind=RevisionKind.IMPORTED,
    )
    return saved, notes


def _cells(cells: object) -> dict[str, Cell]:
    assert isinstance(cells, Mapping)
    return {str(name): _cell(cell) for name, cell in cells.items() if name != NUMBER}


def _cell(cell: object) -> Cell:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    assert isinstance(cell, Iterable)
    return tuple(str(one) for one in cell)
