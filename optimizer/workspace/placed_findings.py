"""Findings of a service with the rows of the tables they speak of."""

from dataclasses import dataclass

from optimizer.formats.service_tables import Spot, places_of
from optimizer.service.finding import Finding
from optimizer.service.findings import findings
from optimizer.service.service import Service


@dataclass(frozen=True)
class Placed:
    """A finding and the rows it speaks of.

    Attributes:
        spot: the cell it is about first; ``None`` where it has no place in the tables.
        rows: numbers of all rows of that table it speaks of.
    """

    finding: Finding
    spot: Spot | None
    rows: frozenset[int]


def placed_findings(service: Service) -> tuple[Placed, ...]:
    """Everything wrong or doubtful in a service, errors first."""
    found = findings(service)
    spots = places_of(found, service)
    others = tuple(one.model_copy(update={"place": place}) for one in found for place in one.places)
    also = iter(places_of(others, service))
    placed = []
    for one, spot in zip(found, spots, strict=True):
        further = [next(also) for _ in one.places]
        if spot is None:
            placed.append(Placed(one, None, frozenset()))
            continue
        rows = {at.row for at in further if at is not None and at.section == spot.section}
        placed.append(Placed(one, spot, frozenset(rows | _rows(one, spot, service))))
    return tuple(placed)


def _rows(finding: Finding, spot: Spot, service: Service) -> set[int]:
    """The row of a spot; all of an item where the finding speaks of all its steps or materials."""
    if spot.field or finding.place.endswith("]"):
        return {spot.row}
    if spot.section == "steps":
        item = service.steps[spot.row].items[0]
        return {row for row, one in enumerate(service.steps) if item in one.items}
    if spot.section == "requirements":
        item = service.requirements[spot.row].item
        return {row for row, one in enumerate(service.requirements) if one.item == item}
    return {spot.row}
