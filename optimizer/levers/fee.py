"""政府承担费用: the government bears the fee of an item."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import item_of, single, with_item
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Items with a fee in numbers that nobody has absorbed yet."""
    for item in service.items:
        if item.fee_yuan and not item.fee_absorbed:
            yield Opportunity(
                kind=MeasureKind.FEE,
                lever="fee",
                targets=(item.id,),
                terms=priced(service, "fee", (item.department,)),
            )


def absorb(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The applicant pays nothing for the items."""
    for measure in measures:
        item = item_of(service, measure, single(measure))
        service = with_item(service, item.model_copy(update={"fee_absorbed": True}))
    return service


LEVER = Lever("fee", (MeasureKind.FEE,), find)
