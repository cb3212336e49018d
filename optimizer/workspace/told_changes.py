"""What differs between two contents of one service, in the words of its tables.

``evaluation.difference`` tells what a reform changes and leaves out what it cannot touch. Here two
revisions of one service are told apart, so every cell counts and records are matched by id alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.formats.service_tables import SECTIONS, Cell, Row, Section, columns, rows
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words
from optimizer.workspace.editing import record_ids
from optimizer.workspace.merging import ORDER, Clash, Merge

_Record = tuple[str, int]
_POSITION = "position"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "steps": ("items", "name"),
    "requirements": ("item", "document"),
    "precedences": ("before", "after"),
}
_BETWEEN = {"steps": "/", "requirements": "/", "precedences": " → "}


class What(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Told:
    """One cell that differs, or one row that only one side has.

    Attributes:
        section: key of the table; ``title`` what it is called.
        record: id of the row's record, and which of those that share it.
        field: of the column; empty where the whole row is new or gone. ``column`` its heading.
        name: what people call the row.
        before, after: the cells as text.
    """

    what: What
    section: str
    title: str
    record: _Record
    field: str
    column: str
    name: str
    before: str
    after: str

    @property
    def place(self) -> tuple[str, _Record, str]:
        """Where it is: table, record, column."""
        return self.section, self.record, self.field


@dataclass(frozen=True)
class Both:
    """One place that at least one of two planners changed.

    Attributes:
        told: of the one who changed it, else of the other.
        mine, theirs: the cell on either side.
        clash: both changed it, each in another way.
    """

    told: Told
    mine: str
    theirs: str
    clash: bool


def told_changes(before: Service, after: Service, language: Language) -> tuple[Told, ...]:
    """Every cell and row that differs, table by table."""
    return tuple(_told(before, after, language))


def side_by_side(
    base: Service, mine: Service, theirs: Service, merge: Merge, language: Language
) -> tuple[Both, ...]:
    """What two planners did to one content, place by place.

    Args:
        base: what both started from.
        mine: of the one who looks.
        theirs: of the other.
        merge: of the two.
        language: ``zh`` or ``en``.
    """
    my = {one.place: one for one in told_changes(base, mine, language)}
    their = {one.place: one for one in told_changes(base, theirs, language)}
    clashes = set(merge.clashes)
    found = []
    for place in dict.fromkeys((*my, *their)):
        told = my.get(place) or their[place]
        mine_now, theirs_now = (
            one[place].after if place in one else told.before for one in (my, their)
        )
        found.append(Both(told, mine_now, theirs_now, _clashes(told, clashes)))
    return tuple(found)


def _clashes(told: Told, clashes: set[Clash]) -> bool:
    """Whether a cell is one that both changed, or part of what both changed."""
    section = next(one for one in SECTIONS if one.key == told.section)
    if told.field == _POSITION:
        return Clash(section.held, "", ORDER) in clashes
    column = section.field(told.field)
    path = () if column is None else column.path
    fields = (".".join(path[:length]) for length in range(len(path) + 1))
    return any(Clash(section.held, told.record[0], field) in clashes for field in fields)


def _told(before: Service, after: Service, language: Language) -> Iterator[Told]:
    for section in SECTIONS:
        first, second = (_rows(section.key, one, language) for one in (before, after))
        if list(first.items()) != list(second.items()):
            headings = {one.field: one.heading for one in columns(section.key, after, language)}
            sides = (_records(section, before), _records(section, after))
            table = _Table(section, headings, language, sides)
            for record in dict.fromkeys((*first, *second)):
                yield from table.row(record, first.get(record), second.get(record))
            yield from table.order(first, second)


@dataclass(frozen=True)
class _Table:
    """Tells what differs in one table."""

    section: Section
    headings: Mapping[str, str]
    language: Language
    records: tuple[Mapping[_Record, object], Mapping[_Record, object]]

    def row(self, record: _Record, old: Row | None, new: Row | None) -> Iterator[Told]:
        """The cells of one record that differ, or all of it."""
        name = row_name(self.section.key, new or old or {}, self.language)
        if old is None:
            yield self._said(What.ADDED, record, name, after=name)
        elif new is None:
            yield self._said(What.REMOVED, record, name, before=name)
        else:
            for field in self._own():
                sides = (cell_text(one.get(field), self.language) for one in (old, new))
                first, second = sides
                if first != second and not self._same(record, field):
                    yield self._said(What.CHANGED, record, name, field, first, second)

    def _same(self, record: _Record, field: str) -> bool:
        """Whether a record says the same on both sides, though what it names is called anew."""
        column = self.section.field(field)
        if column is None:
            return False
        first, second = (_value(side.get(record), column.path) for side in self.records)
        return first is not None and first == second

    def order(self, first: Iterable[_Record], second: Iterable[_Record]) -> Iterator[Told]:
        """Whether the rows that both have stand in another order."""
        was, now = list(first), list(second)
        if [one for one in was if one in set(now)] != [one for one in now if one in set(was)]:
            moved = words("modelling", self.language)("moved")
            yield self._said(What.CHANGED, ("", 0), "", _POSITION, after=moved)

    def _own(self) -> tuple[str, ...]:
        """The columns of the table; what it only shows of documents is told of those."""
        shown_only = self.section.key == "requirements"
        return tuple(
            one.name
            for one in self.section.fields
            if one.name != _POSITION and not (shown_only and one.read_only)
        )

    def _said(
        self,
        what: What,
        record: _Record,
        name: str,
        field: str = "",
        before: str = "",
        after: str = "",
    ) -> Told:
        heading = self.headings.get(field, words("modelling", self.language)("order"))
        title = self.section.title(self.language)
        column = heading if field else ""
        return Told(what, self.section.key, title, record, field, column, name, before, after)


def _records(section: Section, service: Service) -> dict[_Record, object]:
    held = getattr(service, section.held) if section.held else (service,)
    return dict(zip(record_ids(section.key, service), held, strict=True))


def _value(record: object, path: Iterable[str]) -> object:
    """What a record holds at the end of a path; ``None`` where it holds nothing there."""
    for name in path:
        record = getattr(record, name, None)
    return record


def _rows(section: str, service: Service, language: Language) -> dict[_Record, Row]:
    return dict(zip(record_ids(section, service), rows(section, service, language), strict=True))


def row_name(section: str, row: Row, language: Language) -> str:
    """What people call a row."""
    fields = _NAMES.get(section, ("name",))
    texts = (cell_text(row.get(one), language) for one in fields)
    return _BETWEEN.get(section, "").join(text for text in texts if text)


def cell_text(cell: Cell, language: Language) -> str:
    """A cell as text; empty where nothing is stated."""
    said = words("plan", language)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return said("yes" if cell else "no")
    if isinstance(cell, str | int | float):
        return str(cell)
    return said.listed([str(one) for one in cell])
