"""取消材料: a material without basis, or worded as a catch-all, is no longer asked for."""

from collections.abc import Iterator

from optimizer.law.bounds import is_catch_all
from optimizer.law.rules import load_rules
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.redesign.opportunity import MeasureKind, Opportunity, RouteOpportunity
from optimizer.service.kinds import Route
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Requirements confirmed to be without basis, and catch-all wording (兜底条款).

    An empty basis is 待核实 and not enough.
    """
    names = {one.id: one.name or one.id for one in service.documents}
    for need in service.requirements:
        vague = is_catch_all(load_rules(), names.get(need.document, ""))
        if need.route is Route.ABOLISHED or not (need.without_basis or vague):
            continue
        yield RouteOpportunity(
            lever="abolish",
            targets=(need.id,),
            route=Route.ABOLISHED,
            terms=priced(service, "abolish", (service.item(need.item).department,)),
        )


LEVER = Lever("abolish", (MeasureKind.ROUTE,), find)
