"""The same item (事项) in several services of a district, known as one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.evaluation.district.rows import Row
from optimizer.service.item import Item
from optimizer.service.service import Service

Place = tuple[str, str]
"""Key of a service, id of an item there."""


@dataclass(frozen=True)
class SameItem:
    """One item of the district, wherever it stands.

    Attributes:
        name, department: as the service that stands for it writes them.
        services: keys of the services that hold it; the first stands for it.
        by_code: known by its code; else by its name and its department.
    """

    name: str
    department: str
    services: tuple[str, ...]
    by_code: bool


@dataclass(frozen=True)
class Once:
    """Every item of a district once.

    Attributes:
        items: in the order they are first met.
        standing: by the key of a service, ids of the items it stands for.
        places: by key of the service and id of the item there.
    """

    items: tuple[SameItem, ...]
    standing: Mapping[str, frozenset[str]]
    places: Mapping[Place, SameItem]

    def of(self, service: str, item: str) -> SameItem:
        """What an item of a service is in the district."""
        return self.places[service, item]


@dataclass(frozen=True)
class _Held:
    place: Place
    item: Item
    department: str

    @property
    def named(self) -> tuple[str, str]:
        return plain_name(self.item.name or self.item.id), plain_name(self.department)


def once(rows: Sequence[Row]) -> Once:
    """Find the items that several services share.

    Items are the same when their implementation codes (实施编码) are; where one has none, when
    their basic codes (基本编码) are; codes of handling items (业务办理项编码) that differ keep them
    apart. Items without any code are the same when plain name and plain name of the department
    are, and join those with a code where only one code has that name. The service with the most
    yearly cases stands for an item, then the first key.
    """
    held = [
        _Held((row.key, item.id), item, department_name(row.plan.before, item.department))
        for row in rows
        for item in row.plan.before.items
    ]
    cases = {row.key: -1 if row.service.yearly_cases is None else row.service.yearly_cases
             for row in rows}  # fmt: skip
    standing: dict[str, set[str]] = {row.key: set() for row in rows}
    items: list[SameItem] = []
    places: dict[Place, SameItem] = {}
    for group in _groups(held):
        keys = sorted({one.place[0] for one in group}, key=lambda key: (-cases[key], key))
        first = [one for one in group if one.place[0] == keys[0]]
        standing[keys[0]].update(one.place[1] for one in first)
        same = SameItem(
            name=first[0].item.name or first[0].item.id,
            department=first[0].department,
            services=tuple(keys),
            by_code=all(_coded(one) for one in group),
        )
        items.append(same)
        places.update((one.place, same) for one in group)
    standing_for = {key: frozenset(found) for key, found in standing.items()}
    return Once(tuple(items), standing_for, places)


def department_name(service: Service, department: str) -> str:
    """The name of a department as its service writes it; its id where it has none."""
    return next((one.name for one in service.departments if one.id == department), "") or department


def plain_name(name: str) -> str:
    """A name without what tells nothing apart: width, letter case, blanks, punctuation."""
    normal = unicodedata.normalize("NFKC", name).casefold()
    return "".join(one for one in normal if one.isalnum())


def _groups(held: Sequence[_Held]) -> list[list[_Held]]:
    """Items that are the same, in the order in which the first of each is met."""
    coded: list[list[_Held]] = []
    for family in _linked([one for one in held if _coded(one)]):
        for own in _split(family, lambda one: one.item.codes.implementation):
            coded.extend(_split(own, lambda one: one.item.codes.handling))
    known: dict[tuple[str, str], list[list[_Held]]] = {}
    for group in coded:
        for name in dict.fromkeys(one.named for one in group):
            known.setdefault(name, []).append(group)
    named: dict[tuple[str, str], list[_Held]] = {}
    for one in held:
        if not _coded(one):
            named.setdefault(one.named, []).append(one)
    alone = []
    for name, group in named.items():
        if len(known.get(name, ())) == 1:
            known[name][0].extend(group)
        else:
            alone.append(group)
    order = {one.place: number for number, one in enumerate(held)}
    return sorted((*coded, *alone), key=lambda group: min(order[one.place] for one in group))


def _coded(one: _Held) -> bool:
    codes = one.item.codes
    return bool(codes.implementation or codes.basic)


def _linked(held: Iterable[_Held]) -> list[list[_Held]]:
    """Items that a chain of equal codes joins."""
    families: list[list[_Held]] = []
    tokens: list[set[tuple[str, str]]] = []
    for one in held:
        codes = one.item.codes
        own = {("implementation", codes.implementation), ("basic", codes.basic)}
        own = {token for token in own if token[1]}
        met = [number for number, known in enumerate(tokens) if known & own]
        family, known = [one], own
        for number in reversed(met):
            family = [*families.pop(number), *family]
            known = known | tokens.pop(number)
        families.append(family)
        tokens.append(known)
    return families


def _split(group: list[_Held], label: Callable[[_Held], str]) -> list[list[_Held]]:
    """Apart by a code; those without it join the others where these agree."""
    parts: dict[str, list[_Held]] = {}
    for one in group:
        parts.setdefault(label(one), []).append(one)
    blank = parts.pop("", [])
    found = list(parts.values())
    if blank and len(found) == 1:
        found[0].extend(blank)
    elif blank:
        found.append(blank)
    return found
