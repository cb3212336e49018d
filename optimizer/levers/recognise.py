"""结果互认: what another body found already is recognised."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.kinds import Route
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Requirements whose file names a basis for recognition."""
    for need in service.requirements:
        if need.recognised and need.handed_in():
            departments = (service.item(need.item).department,)
            yield RouteOpportunity(
                lever="recognise",
                targets=(need.id,),
                route=Route.RECOGNISED,
                terms=priced(service, "recognise", departments, basis=need.recognised),
            )


LEVER = Lever("recognise", (MeasureKind.ROUTE,), find)
