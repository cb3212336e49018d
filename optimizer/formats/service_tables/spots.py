"""Where a finding of ``service.findings`` points in the tables."""

import re
from dataclasses import dataclass

from optimizer.formats.service_parsing import DOCUMENT_FIELDS
from optimizer.formats.service_tables.layout import SECTIONS, Section, section_of
from optimizer.service.checks.inspector import Inspector
from optimizer.service.finding import Finding
from optimizer.service.service import Service
from optimizer.service.terms import field_of

_ENTRY = re.compile(r"(?P<key>[^.\[\]]+)\[(?P<number>[0-9]+)\](?:\.(?P<rest>.+))?", re.DOTALL)
_TEAM = re.compile(r"部门\.经办力量\[(?P<number>[0-9]+)\]")
# What an item of the file holds that is a table of its own here.
_OF_ITEM = ("steps", "requirements")


@dataclass(frozen=True)
class Spot:
    """A cell of a table.

    Attributes:
        section: key of the table.
        row: number of the row in ``rows``.
        field: the column; empty for the whole row.
    """

    section: str
    row: int
    field: str = ""


def place_of(finding: Finding, service: Service) -> Spot | None:
    """The cell a finding speaks of.

    Args:
        finding: one of ``service.findings`` of this very service.
        service: the service it was found in.

    Returns:
        The cell, or the row where it speaks of all of it. ``None`` where it has no place, or
        speaks of something that is not in the service.
    """
    return _Places(service).of(finding)


def places_of(findings: tuple[Finding, ...], service: Service) -> tuple[Spot | None, ...]:
    """``place_of`` for many findings of one service."""
    places = _Places(service)
    return tuple(places.of(one) for one in findings)


def all_places_of(finding: Finding, service: Service) -> tuple[Spot, ...]:
    """Every cell that one finding about many speaks of (``Finding.places``), else its one."""
    places = _Places(service)
    spots = (places.spot(one) for one in finding.places or (finding.place,))
    return tuple(dict.fromkeys(one for one in spots if one is not None))


class _Places:
    """The places of one service, from how findings write them to cells."""

    def __init__(self, service: Service) -> None:
        self._service = service
        written = Inspector(service, "")
        self._steps = {written.step(one): row for row, one in enumerate(service.steps)}
        self._needs = {written.need(one): row for row, one in enumerate(service.requirements)}
        self._documents = {one.id: row for row, one in enumerate(service.documents)}

    def of(self, finding: Finding) -> Spot | None:
        """The cell of a finding; the first of those it lists where it speaks of a whole list."""
        found = self.spot(finding.place)
        whole = field_of("item", finding.place.rpartition(".")[2]) in _OF_ITEM
        listed = self.spot(finding.places[0]) if whole and finding.places else None
        return listed or found

    def spot(self, place: str) -> Spot | None:
        """The cell at a place; the ways of writing one exclude each other."""
        return self._inside(place) or self._team(place) or self._entry(place)

    def _inside(self, place: str) -> Spot | None:
        """A step or material that stands in its item, or a key of one."""
        start, _, key = place.rpartition(".")
        for written, last in ((place, ""), (start, key)):
            if written in self._steps:
                return _cell(section_of("steps"), self._steps[written], last)
            if written in self._needs:
                return self._need(self._needs[written], last)
        return None

    def _entry(self, place: str) -> Spot | None:
        """An entry of a list of the service, or a key of the service itself."""
        found = _ENTRY.fullmatch(place)
        if found is None:
            return self._of_service(place)
        field = field_of("service", found["key"])
        row = int(found["number"]) - 1
        section = next((one for one in SECTIONS if one.held and one.held == field), None)
        if section is None or not 0 <= row < len(getattr(self._service, section.held)):
            return None
        rest = found["rest"] or ""
        return self._in_item(row, rest) if section.key == "items" else _cell(section, row, rest)

    def _of_service(self, place: str) -> Spot | None:
        """A key of the service itself; a list without an entry is its first row."""
        name = field_of("service", place)
        if name is None:
            return None
        section = next((one for one in SECTIONS if one.held == name), None)
        if section is not None:
            return Spot(section.key, 0) if getattr(self._service, section.held) else None
        return _cell(section_of("service"), 0, place)

    def _team(self, place: str) -> Spot | None:
        """A team; findings count the teams of all departments."""
        found = _TEAM.fullmatch(place)
        number = int(found["number"]) if found is not None else 0
        for row, department in enumerate(self._service.departments):
            number -= len(department.teams)
            if found is not None and number <= 0:
                return Spot("departments", row, "teams")
        return None

    def _in_item(self, row: int, key: str) -> Spot:
        """A column of an item, or the table of its steps or materials."""
        name = field_of("item", key)
        if name in _OF_ITEM:
            return self._first_of(row, str(name))
        return _cell(section_of("items"), row, key)

    def _first_of(self, row: int, name: str) -> Spot:
        """The first step or material of an item; the item where it has none."""
        item = self._service.items[row].id
        if name == "steps":
            own = [place for place, one in enumerate(self._service.steps) if item in one.items]
        else:
            needs = self._service.requirements
            own = [place for place, one in enumerate(needs) if one.item == item]
        return Spot(name, own[0]) if own else Spot("items", row)

    def _need(self, row: int, key: str) -> Spot:
        """A material of an item, or its document where the key tells of that."""
        name = field_of("requirement", key) if key else None
        document = self._service.requirements[row].document
        if name in DOCUMENT_FIELDS and document in self._documents:
            return Spot("documents", self._documents[document], str(name))
        return _cell(section_of("requirements"), row, key)


def _cell(section: Section, row: int, key: str) -> Spot:
    name = field_of(section.record, key.partition("[")[0]) if key else None
    column = section.of_record(name) or section.field(name) if name is not None else None
    return Spot(section.key, row, "" if column is None else column.name)
