"""Reading deliverables in tests: their texts, tables and parts, and reforms to write them of."""

import datetime
from collections.abc import Iterator
from functools import cache

from optimizer import planning
from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Figure,
    Form,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
)
from optimizer.deliverables.reform import Reform
from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.planning.answering import recounted
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.wording.catalogue import Language
from tests.bakery import bakery

SHIPPED = tuple(sorted(one.name for one in scenarios_directory().iterdir() if one.is_dir()))
DAY = datetime.date(2026, 3, 2)


@cache
def service_of(name: str) -> Service:
    """A shipped service by its folder, or the bakery."""
    if name == "bakery":
        return bakery()
    return read_service(scenarios_directory() / name / "service.yaml")


@cache
def plan_of(name: str) -> Plan:
    """The recommended plan of a service."""
    return planning.optimize(service_of(name), RECOMMENDED)


def reform_of(name: str, language: Language = "zh") -> Reform:
    """The recommended reform of a shipped service or the bakery."""
    return told(plan_of(name), service_of(name), language)


def told(plan: Plan, service: Service, language: Language = "zh") -> Reform:
    """A plan with what deliverables need beside it."""
    return Reform(plan, service, "origin", DAY, language)


def untouched(service: Service, language: Language = "zh") -> Reform:
    """A reform without a single measure: quick, since nothing is searched."""
    return told(_without_measures(service), service, language)


def untouched_of(name: str, language: Language = "zh") -> Reform:
    """The same of a shipped service or the bakery, counted once."""
    return told(_untouched_plan(name), service_of(name), language)


@cache
def _untouched_plan(name: str) -> Plan:
    return _without_measures(service_of(name))


def _without_measures(service: Service) -> Plan:
    rule = planning.counting_rule(RECOMMENDED.counting)
    outcome = Outcome(status=Status.OPTIMAL)
    return recounted(planning.look_at(service), rule, RECOMMENDED, outcome, ())


def texts(written: Deliverable) -> Iterator[str]:
    """Every text of a deliverable in reading order, cell by cell."""
    yield written.title
    for block in written.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Listing():
                yield from block.entries
            case Grid():
                yield block.caption
                yield from (column.name for column in block.columns)
                yield from (cell for row in block.rows for cell in row)
            case Form():
                yield block.caption
                for field in block.fields:
                    yield from (field.label, field.value, *field.options)
            case Figure():
                yield block.caption
            case PageBreak():
                pass


def part(written: Deliverable, heading: str) -> Deliverable:
    """The blocks below a heading, up to the next one of its level.

    Raises:
        LookupError: there is no such heading.
    """
    found: list[Block] = []
    level = 0
    for block in written.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if level:
            found.append(block)
        elif isinstance(block, Heading) and block.text == heading:
            level = block.level
    if not level:
        raise LookupError(heading)
    return Deliverable(written.title, tuple(found), written.origin, written.language)


def grids(written: Deliverable) -> list[Grid]:
    """The tables of a deliverable."""
    return [one for one in written.blocks if isinstance(one, Grid)]


def column(grid: Grid, name: str) -> list[str]:
    """The cells of one column of a table."""
    place = [one.name for one in grid.columns].index(name)
    return [row[place] for row in grid.rows]
