"""Edited rows back into a service."""

from dataclasses import dataclass

from optimizer.formats.service_tables.adding import (
    NewRows,
    arranged,
    following_items,
    place_for,
    wish_of,
)
from optimizer.formats.service_tables.cell_reading import CellReader, Typed
from optimizer.formats.service_tables.cells import Changes, is_unticked, same
from optimizer.formats.service_tables.checking import (
    check_departments,
    check_kept,
    check_names,
    check_teams,
)
from optimizer.formats.service_tables.fresh import Fresh
from optimizer.formats.service_tables.layout import Field, Section, section_of
from optimizer.formats.service_tables.problems import Problems, Refused, refused
from optimizer.formats.service_tables.records import Missing, put
from optimizer.formats.service_tables.removing import without
from optimizer.formats.service_tables.renaming import Renames
from optimizer.formats.service_tables.row_reading import RowReader
from optimizer.formats.service_tables.showing import Presenter, owner_of
from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language

MOST_ROWS = 5000
"""Rows of one table; a service of a real city has some hundred."""


def edited(section: str, service: Service, changes: Changes, language: Language) -> Service:
    """The service after somebody edited one of its tables.

    A cell that reads as ``rows`` shows it is not touched. A value that was changed loses its mark
    推定, since somebody typed it; unchanged values keep theirs. Where the marks themselves were
    edited (column ``assumed``, or ``（推定）`` behind a number, word or length) they are what was
    typed: a mark that merely stayed in its cell beside a changed value goes. A renamed record keeps
    its id and everything that refers to it; where the name is the id (teams, questions and options,
    preconditions) references get the new name. A name that nothing has makes a new document or
    department, as in a file. What goes with a removed row is told by ``removal_effects``.

    Args:
        section: key of the table.
        service: the service as ``rows`` showed it.
        changes: what was done to its rows.
        language: of the words shown; words of the other language are read, too.

    Returns:
        The changed service; an equal one when nothing was changed.

    Raises:
        KeyError: there is no such table.
        TableProblem: with everything that is wrong; nothing was changed then.
    """
    return _Edit(section_of(section), service, language).made(changes)


@dataclass
class _Placed:
    """A record of the table.

    Attributes:
        row: number of its row.
        wish: the place somebody typed for it.
        named: whether its name was typed.
    """

    row: int
    record: Record
    wish: int | None = None
    named: bool = False


class _Edit:
    """One edit of one table."""

    def __init__(self, section: Section, service: Service, language: Language) -> None:
        self._section = section
        self._service = service
        self._presenter = Presenter(service, language)
        self._rows = self._presenter.rows(section)
        self._problems = Problems(section.key)
        self._fresh = Fresh(service, self._presenter.labels)
        typing = CellReader(service, self._presenter, self._fresh)
        self._reader = RowReader(section, typing, self._problems)

    def made(self, changes: Changes) -> Service:
        """The service with all changes.

        Raises:
            TableProblem: with everything that is wrong.
        """
        self._check_shape(changes)
        placed = self._changed(changes)
        if not self._section.held:
            self._problems.stop_if_any()
            only = placed[0].record
            assert isinstance(only, Service)
            return self._fresh.into(only)
        renames = Renames()
        for before, after in zip(self._presenter.records(self._section), placed, strict=True):
            check_kept(self._problems, after.row, before, after.record, self._service)
            renames.learn(before, after.record)
        if self._section.key == "departments":
            check_departments(self._problems, self._service, set(changes.removed))
        service = renames.into(self._with(self._service, placed))
        service, placed = self._removed(service, placed, set(changes.removed))
        placed = self._added(service, placed, changes)
        self._check_whole(placed)
        self._problems.stop_if_any()
        made = self._with(service, self._arranged(placed))
        if self._section.key == "items":
            made = following_items(made, self._service)
        return self._fresh.into(made)

    def _with(self, service: Service, placed: list[_Placed]) -> Service:
        records = tuple(one.record for one in placed)
        return service.model_copy(update={self._section.held: records})

    # --- checks ----------------------------------------------------------------------------

    def _check_shape(self, changes: Changes) -> None:
        """Rows that are not there, rows of a table of one row, more rows than anybody has."""
        count = len(self._rows)
        for row in sorted({*changes.changed, *changes.removed}):
            if not 0 <= row < count:
                there = (f"共 {count} 行", f"there are {count}")
                self._refuse(row, ("没有这一行", "there is no such row"), there)
        if (changes.added or changes.removed) and not self._section.held:
            advice = ("请改这一行的内容", "edit that row")
            self._refuse(count, ("这张表只有一行", "this table has one row"), advice)
        rows = count + len(changes.added)
        if rows > MOST_ROWS:
            most = (f"一张表最多 {MOST_ROWS} 行", f"a table has at most {MOST_ROWS} rows")
            self._refuse(count, (f"行数太多（{rows} 行）", f"{rows} rows are too many"), most)
        self._problems.stop_if_any()

    def _check_whole(self, placed: list[_Placed]) -> None:
        records = [(one.row, one.record) for one in placed]
        check_names(
            self._problems, self._section, records, {one.row for one in placed if one.named}
        )
        if self._section.key == "departments":
            service = self._with(self._service, placed)
            before = {one.id: one for one in self._service.departments}
            fresh = {
                place
                for place, one in enumerate(service.departments)
                if one.id not in before or one.teams != before[one.id].teams
            }
            check_teams(self._problems, service, fresh)
        if self._section.key == "items" and not placed:
            advice = ("至少保留一个事项", "keep one of them")
            self._refuse(0, ("一件事不能没有事项", "a service has at least one item"), advice)

    def _refuse(self, row: int, message: tuple[str, str], right: tuple[str, str]) -> None:
        self._problems.add(row, "", None, refused(*message, *right))

    # --- rows that were there --------------------------------------------------------------

    def _changed(self, changes: Changes) -> list[_Placed]:
        placed = []
        for row, record in enumerate(self._presenter.records(self._section)):
            shown, cells = self._rows[row], changes.changed.get(row, {})
            touched = {
                name: cell
                for name, cell in cells.items()
                if name not in shown or not same(cell, shown[name])
            }
            one = _Placed(row, record, named="name" in touched)
            if touched and row not in changes.removed:
                typed = self._reader.read(row, touched, record)
                one.wish = wish_of(typed)
                one.record = self._put(row, record, typed)
            placed.append(one)
        return placed

    def _put(self, row: int, record: Record, typed: dict[Field, Typed]) -> Record:
        try:
            return put(self._section, record, typed)
        except Missing as error:
            self._reader.lacks(row, error)
        except Refused as error:
            self._problems.add(row, "", None, error)
        return record

    def _removed(
        self, service: Service, placed: list[_Placed], gone: set[int]
    ) -> tuple[Service, list[_Placed]]:
        if not gone:
            return service, placed
        service = without(service, self._section.held, gone)
        records: tuple[Record, ...] = getattr(service, self._section.held)
        kept = [one for one in placed if one.row not in gone]
        for one, record in zip(kept, records, strict=True):
            one.record = record
        return service, kept

    # --- new rows --------------------------------------------------------------------------

    def _added(self, service: Service, placed: list[_Placed], changes: Changes) -> list[_Placed]:
        new = NewRows(
            self._section, self._service, self._presenter.labels, self._fresh, self._reader
        )
        found = list(placed)
        items = [one.id for one in service.items]
        taken = self._ids(found)
        for number, cells in enumerate(changes.added):
            row = len(self._rows) + number
            if all(is_unticked(cell) for cell in cells.values()):
                continue
            held = [one.record for one in found]
            made = new.record(row, cells, held, taken, self._problems)
            if made is not None:
                one = _Placed(row, made.record, made.wish, named=True)
                found.insert(place_for(one.record, held, items), one)
                taken.add(made.id)
        return found

    def _ids(self, placed: list[_Placed]) -> set[str]:
        """Ids that nothing new may get: steps inside a joint step keep theirs, too."""
        taken = {str(getattr(one.record, "id", "")) for one in placed}
        if self._section.key == "steps":
            taken |= {member.id for step in self._service.steps for member in step.members}
        return taken

    def _arranged(self, placed: list[_Placed]) -> list[_Placed]:
        owners = [owner_of(one.record) for one in placed]
        wishes = {place: one.wish for place, one in enumerate(placed) if one.wish is not None}
        return [placed[place] for place in arranged(owners, wishes)]
