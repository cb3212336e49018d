"""Two planners' changes of one service, merged record by record and field by field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from optimizer.service.finding import Finding, Severity
from optimizer.service.findings import findings
from optimizer.service.record import Record
from optimizer.service.service import Service

Side = Literal["mine", "theirs"]
_Key = tuple[str, int]
"""Id of a record and which of those that share it, from zero: two may share one by mistake."""

LISTS = (
    "departments",
    "documents",
    "items",
    "requirements",
    "steps",
    "precedences",
    "externals",
    "data_sources",
    "situations",
)
"""The fields of a service that hold records with an id."""

ORDER = "order of rows"
"""The ``field`` of a clash about the order of a list."""


@dataclass(frozen=True)
class Clash:
    """Something both changed, each in another way.

    Attributes:
        held: list of the service; empty for the service itself.
        id: of the record; empty where the whole list is meant.
        field: of the record, e.g. ``promised.duration``; empty where one removed the record and
            the other changed it, or both added one of this id; ``ORDER`` where both moved rows.
    """

    held: str
    id: str
    field: str


@dataclass(frozen=True)
class Merge:
    """What became of two changes.

    Attributes:
        service: with both changes; ``None`` when they do not go together.
        clashes: what both changed; told also where ``prefer`` settled it.
        broken_zh, broken_en: errors that only the merged service would have, e.g. a step of an
            item that the other planner removed.
    """

    service: Service | None
    clashes: tuple[Clash, ...] = ()
    broken_zh: tuple[str, ...] = ()
    broken_en: tuple[str, ...] = ()


def merged(base: Service, mine: Service, theirs: Service, prefer: Side | None = None) -> Merge:
    """Merge two changes of one service.

    A field that only one side changed gets that side's value; marks 推定 are merged one by one;
    rows are added and removed as either side did. Two different values of one field clash.

    Args:
        base: what both started from.
        mine: with the changes of one.
        theirs: with the changes of the other.
        prefer: whose value is taken where both changed one field; ``None`` merges nothing then.
    """
    merging = _Merging(base, mine, theirs, prefer)
    service = merging.service()
    clashes = tuple(merging.clashes)
    if not service.items or (clashes and prefer is None):
        return Merge(None, clashes)
    broken = [] if service in (mine, theirs) else _new_errors(service, mine, theirs)
    if broken:
        chinese, english = zip(*broken, strict=True)
        return Merge(None, clashes, chinese, english)
    return Merge(service, clashes)


class _Merging:
    def __init__(self, base: Service, mine: Service, theirs: Service, prefer: Side | None) -> None:
        self._sides = (base, mine, theirs)
        self._prefer = prefer
        self.clashes: list[Clash] = []

    def service(self) -> Service:
        """The service with both changes; where they clash, with one of them."""
        base, mine, theirs = self._sides
        values: dict[str, object] = {}
        for name in Service.model_fields:
            if name in LISTS:
                values[name] = self._list(name)
            else:
                sides = tuple(getattr(one, name) for one in (base, mine, theirs))
                values[name] = self._field(Clash("", "", name), *sides)
        return mine.model_copy(update=values)

    def _list(self, held: str) -> tuple[Record, ...]:
        base, mine, theirs = (_keyed(getattr(one, held)) for one in self._sides)
        found: dict[_Key, Record] = {}
        for key in dict.fromkeys((*base, *mine, *theirs)):
            record = self._record(held, key, base.get(key), mine.get(key), theirs.get(key))
            if record is not None:
                found[key] = record
        order = self._order(held, list(base), list(mine), list(theirs))
        return tuple(found[key] for key in order if key in found)

    def _record(
        self,
        held: str,
        key: _Key,
        base: Record | None,
        mine: Record | None,
        theirs: Record | None,
    ) -> Record | None:
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        if base is None or mine is None or theirs is None:
            self.clashes.append(Clash(held, key[0], ""))
            return theirs if self._prefer == "theirs" else mine
        return self._fields(Clash(held, key[0], ""), base, mine, theirs)

    def _fields(self, place: Clash, base: Record, mine: Record, theirs: Record) -> Record:
        within = f"{place.field}." if place.field else ""
        values = {
            name: self._field(
                replace(place, field=f"{within}{name}"),
                getattr(base, name),
                getattr(mine, name),
                getattr(theirs, name),
            )
            for name in type(mine).model_fields
        }
        return mine.model_copy(update=values)

    def _field(self, place: Clash, base: object, mine: object, theirs: object) -> object:
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        if place.field == "assumed":
            return _marks(base, mine, theirs)
        if isinstance(base, Record) and isinstance(mine, Record) and isinstance(theirs, Record):
            return self._fields(place, base, mine, theirs)
        self.clashes.append(place)
        return theirs if self._prefer == "theirs" else mine

    def _order(
        self, held: str, base: list[_Key], mine: list[_Key], theirs: list[_Key]
    ) -> list[_Key]:
        shared = set(base) & set(mine) & set(theirs)
        was, my, their = ([key for key in one if key in shared] for one in (base, mine, theirs))
        lead, other = mine, theirs
        if their not in (my, was):
            if my != was:
                self.clashes.append(Clash(held, "", ORDER))
            if my == was or self._prefer == "theirs":
                lead, other = theirs, mine
        return _with_others(lead, other)


def _with_others(lead: Sequence[_Key], other: Sequence[_Key]) -> list[_Key]:
    """The keys of ``lead``, and those only ``other`` has behind what stands before them there."""
    found = list(lead)
    known = set(lead)
    before = -1
    for key in other:
        if key in known:
            before = found.index(key)
        else:
            before += 1
            found.insert(before, key)
    return found


def _keyed(records: Sequence[Record]) -> dict[_Key, Record]:
    count: dict[str, int] = {}
    found: dict[_Key, Record] = {}
    for one in records:
        name = str(getattr(one, "id", ""))
        found[name, count.get(name, 0)] = one
        count[name] = count.get(name, 0) + 1
    return found


def _marks(base: object, mine: object, theirs: object) -> tuple[str, ...]:
    """The marks 推定 of a record: each stays unless one side took it off."""
    was, my, their = (set(_texts(one)) for one in (base, mine, theirs))
    return tuple(sorted((my & their) | (my - was) | (their - was)))


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return tuple(str(one) for one in value)


def _new_errors(service: Service, *sides: Service) -> list[tuple[str, str]]:
    """Errors of a merged service that neither side has, in both languages.

    What a message advises depends on the whole service, so errors are told apart by what was found
    wrong with which value.
    """
    known = [Counter(_sort(one) for one in _errors(side)) for side in sides]
    found: Counter[tuple[str, str]] = Counter()
    told = []
    for one in _errors(service):
        found[_sort(one)] += 1
        if all(found[_sort(one)] > side[_sort(one)] for side in known):
            bare = one.model_copy(update={"place": ""})
            told.append((bare.in_chinese(), bare.in_english()))
    return list(dict.fromkeys(told))


def _errors(service: Service) -> Iterator[Finding]:
    return (one for one in findings(service) if one.severity is Severity.ERROR)


def _sort(error: Finding) -> tuple[str, str]:
    return error.code, error.value
