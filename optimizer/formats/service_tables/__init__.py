"""Editable tables of a service: rows of plain values in the planner's words, and back.

A table is a tuple of rows, a row a mapping of column to plain value; screens and workbooks need
nothing else. People see names, never ids. Rows count from zero, in the order of the service.
"""

from typing import NamedTuple

from optimizer.formats.service_tables.cells import Cell, Changes, Row
from optimizer.formats.service_tables.columns import Column, columns_of
from optimizer.formats.service_tables.editing import edited
from optimizer.formats.service_tables.layout import LEFT_OUT, SECTIONS, Kind, Section, section_of
from optimizer.formats.service_tables.problems import CellFinding, TableProblem
from optimizer.formats.service_tables.removing import differing, without
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.service_tables.spots import Spot, all_places_of, place_of, places_of
from optimizer.service.checks.inspector import name_of
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language

__all__ = [
    "LEFT_OUT",
    "SECTIONS",
    "Cell",
    "CellFinding",
    "Changes",
    "Column",
    "Effect",
    "Kind",
    "Row",
    "Section",
    "Spot",
    "TableProblem",
    "all_places_of",
    "columns",
    "edited",
    "place_of",
    "places_of",
    "removal_effects",
    "rows",
]


class Effect(NamedTuple):
    """What happens to something else when rows are removed.

    Attributes:
        section: its table.
        name: what people call it.
        gone: whether it goes, too; else it stays and names what is removed no more.
    """

    section: str
    name: str
    gone: bool


def columns(section: str, service: Service, language: Language) -> tuple[Column, ...]:
    """The columns of a table, with what may be chosen in this service.

    Raises:
        KeyError: there is no such table.
    """
    return columns_of(section_of(section), Presenter(service, language))


def rows(section: str, service: Service, language: Language) -> tuple[Row, ...]:
    """The rows of a table: field of a column → cell.

    Raises:
        KeyError: there is no such table.
    """
    return Presenter(service, language).rows(section_of(section))


def removal_effects(section: str, service: Service, removed: set[int]) -> tuple[Effect, ...]:
    """What else goes or changes when rows are removed, to be told before it is saved.

    Args:
        section: key of the table.
        service: the service as ``rows`` showed it.
        removed: numbers of the rows.

    Raises:
        KeyError: there is no such table.
    """
    table = section_of(section)
    if not table.held:
        return ()
    presenter = Presenter(service, "zh")
    asked = {
        getattr(one, "id", "") for row, one in enumerate(presenter.records(table)) if row in removed
    }
    after = without(service, table.held, removed)
    found = [
        Effect(name, presenter.labels(name, one_id), gone)
        for name, one_id, gone in differing(service, after)
        if not (name == table.held and one_id in asked)
    ]
    if after.lead_department != service.lead_department:
        found.insert(0, Effect("service", name_of(service), gone=False))
    return tuple(found)
