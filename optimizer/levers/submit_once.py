"""一次提交、多方复用: what several items ask for alike is handed in once."""

from collections import Counter
from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.kinds import DocumentClass, Route
from optimizer.service.ordering import makers
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Documents asked for at least twice; forms are united, results handed over instead."""
    asked = Counter(need.document for need in service.requirements if need.handed_in())
    made = makers(service)
    forms = {d.id for d in service.documents if d.document_class is DocumentClass.FORM}
    for need in service.requirements:
        shared = asked[need.document] >= 2 and need.route is Route.HAND_IN
        if shared and need.document not in made and need.document not in forms:
            yield RouteOpportunity(
                lever="submit_once",
                targets=(need.id,),
                route=Route.SUBMIT_ONCE,
                terms=priced(service, "submit_once", (service.item(need.item).department,)),
            )


LEVER = Lever("submit_once", (MeasureKind.ROUTE,), find)
