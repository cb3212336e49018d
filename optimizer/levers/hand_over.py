"""部门间流转: a result of one item goes to the next by itself."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.kinds import Route
from optimizer.service.ordering import makers
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Requirements for a document that another item of the service makes."""
    made = makers(service)
    for need in service.requirements:
        maker = made.get(need.document)
        if maker is None or maker == need.item or not need.handed_in():
            continue
        departments = (service.item(maker).department, service.item(need.item).department)
        yield RouteOpportunity(
            lever="hand_over",
            targets=(need.id,),
            route=Route.RESULT,
            terms=priced(service, "hand_over", departments),
        )


LEVER = Lever("hand_over", (MeasureKind.ROUTE,), find)
