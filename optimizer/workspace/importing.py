"""Tables of others handed in at the pages: recognised, corrected, read, remembered."""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import NamedTuple

from optimizer.errors import Said
from optimizer.formats.any_service_file import foreign_table, read_any_service
from optimizer.formats.guide_tables import (
    Mapping,
    Recognised,
    Role,
    dump_mapping,
    fitted,
    known_concepts,
    load_mapping,
)
from optimizer.formats.guide_tables.headings import concept_name
from optimizer.service.finding import Finding, InvalidFile, Severity
from optimizer.service.service import Service
from optimizer.store.store import Store

KIND = "guide_mapping"
"""What the store calls a remembered mapping; its subject is the signature of the headings."""


class Offered(NamedTuple):
    """A table of others, as it would be read.

    Attributes:
        recognised: what it shows by itself.
        mapping: how it is read unless the planner says otherwise.
        taught_by: who taught the mapping; empty where it was only recognised.
    """

    recognised: Recognised
    mapping: Mapping
    taught_by: str = ""


class Reading(NamedTuple):
    """What a file would become under a mapping.

    Attributes:
        service: ``None`` where nothing can be read; ``found`` then says why.
    """

    service: Service | None
    found: tuple[Finding, ...]

    def doubts(self) -> tuple[Finding, ...]:
        """What the planner has to look at."""
        return tuple(one for one in self.found if one.severity is not Severity.NOTE)

    def left_out(self) -> tuple[Finding, ...]:
        """What was not read."""
        return tuple(one for one in self.found if one.severity is Severity.NOTE)


def offered(store: Store, content: bytes, name: str) -> Offered | None:
    """How a file would be read; ``None`` when it is no table of others.

    Raises:
        InvalidFile: it is a table, but broken or too large.
    """
    recognised = foreign_table(content, name)
    if recognised is None:
        return None
    held = store.remembered(KIND).get(recognised.mapping.signature())
    if held is None:
        return Offered(recognised, recognised.mapping)
    try:
        taught = load_mapping(held.value, name)
    except InvalidFile:
        # Kept by another version of the program: the planner is asked again.
        return Offered(recognised, recognised.mapping)
    return Offered(recognised, fitted(recognised.mapping, taught), held.author)


def corrected(
    mapping: Mapping, roles: Table[int, Role], concepts: Table[tuple[int, int], str]
) -> Mapping:
    """A mapping with what a planner changed.

    Args:
        mapping: as it was offered.
        roles: number of a table → what it tells.
        concepts: number of a table and of a column → what the column means; empty for nothing.
    """
    tables = []
    for number, table in enumerate(mapping.tables):
        columns = tuple(
            one.model_copy(update={"concept": concepts.get((number, place), one.concept)})
            for place, one in enumerate(table.columns)
        )
        role = roles.get(number, table.role)
        tables.append(table.model_copy(update={"role": role, "columns": columns}))
    return mapping.model_copy(update={"tables": tuple(tables)})


def read_with(content: bytes, name: str, mapping: Mapping) -> Reading:
    """What a file becomes under a mapping; a file that cannot be read says why."""
    try:
        service, notes = read_any_service(content, name, mapping)
    except InvalidFile as error:
        return Reading(None, error.findings)
    return Reading(service, notes)


def teach(store: Store, one: Offered, mapping: Mapping, *, author: str) -> None:
    """Remember how files with these headings are read, where the planner changed it."""
    if mapping != one.mapping:
        signature = one.recognised.mapping.signature()
        store.remember(KIND, {signature: dump_mapping(mapping)}, author=author)


def concepts_for(role: Role) -> tuple[str, ...]:
    """The concepts a column of a table may mean, those of its own sort first."""
    own = {Role.MATERIALS: "material.", Role.STEPS: "step.", Role.FEES: "fee."}
    first = "special." if role is Role.SPECIAL else own.get(role, "item.")
    fitting = [one for one in known_concepts() if one.startswith((first, "item.", "service."))]
    fitting += [one for one in known_concepts() if one.startswith("sub.")]
    return tuple(sorted(fitting, key=lambda one: not one.startswith(first)))


def concept_words(concept: str) -> Said:
    """What a concept is called on the page."""
    return concept_name(concept)
