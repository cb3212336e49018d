"""联合审查, and decisions of one organ at once; opinions and decisions remain separate."""

from collections.abc import Iterator

from optimizer.levers import merging
from optimizer.levers.lever import Lever
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Reviews and expert reviews of several items."""
    return merging.groups(service, ("review", "expert_review"))


def find_decisions(service: Service) -> Iterator[Opportunity]:
    """Decisions of one organ; decisions of different organs never become one."""
    return merging.groups(service, ("decision",))


LEVER = Lever("joint_review", (MeasureKind.MERGE,), find)
DECISION_LEVER = Lever("joint_decision", (MeasureKind.MERGE,), find_decisions)
