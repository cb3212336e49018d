"""联合踏勘: one inspection for several departments; opinions remain separate."""

from collections.abc import Iterator

from optimizer.levers import merging
from optimizer.levers.lever import Lever
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Inspections before the decision; after-checks stay as they are."""
    return merging.groups(service, ("inspection",))


LEVER = Lever("joint_inspection", (MeasureKind.MERGE,), find)
