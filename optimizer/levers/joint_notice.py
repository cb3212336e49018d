"""合并公示公开、合并缴费: notices, publications and payments of several items at once."""

from collections.abc import Iterator

from optimizer.levers import merging
from optimizer.levers.lever import Lever
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Notices before the decision, and publications of results."""
    return merging.groups(service, ("notice", "publication"))


def find_payments(service: Service) -> Iterator[Opportunity]:
    """Payments of several items."""
    return merging.groups(service, ("payment",))


LEVER = Lever("joint_notice", (MeasureKind.MERGE,), find)
PAYMENT_LEVER = Lever("joint_payment", (MeasureKind.MERGE,), find_payments)
