"""统一出件 and 行业综合许可证: results are issued and delivered together."""

from collections.abc import Iterator

from optimizer.levers import merging
from optimizer.levers.lever import Lever
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Deliveries, and issuing unless it leads to a combined permit."""
    classes = ("delivery",) if service.combined_permit else ("issue", "delivery")
    return merging.groups(service, classes)


def find_combined(service: Service) -> Iterator[Opportunity]:
    """Issuing of one combined permit, where the file names its basis."""
    if service.combined_permit:
        yield from merging.groups(
            service, ("issue",), lever="combined_permit", basis=service.combined_permit
        )


LEVER = Lever("one_delivery", (MeasureKind.MERGE,), find)
COMBINED_LEVER = Lever("combined_permit", (MeasureKind.MERGE,), find_combined)
