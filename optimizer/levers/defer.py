"""容缺受理: a secondary material may follow after acceptance; postponed, not reduced."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import malformed, requirements_of, with_requirements
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.kinds import Anchor, Necessity
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service

_EARLY = frozenset({Anchor.FILING.value, Anchor.ACCEPTANCE.value})


def find(service: Service) -> Iterator[Opportunity]:
    """Deferrable materials that are needed for acceptance today."""
    for need in service.requirements:
        if _deferrable(need) and need.needed_by in _EARLY and need.handed_in():
            yield Opportunity(
                kind=MeasureKind.DEFER,
                lever="defer",
                targets=(need.id,),
                terms=priced(service, "defer", (service.item(need.item).department,)),
            )


def defer(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The materials are needed for the decision only."""
    changed: list[Requirement] = []
    for measure, need in requirements_of(service, measures):
        if not _deferrable(need):
            raise malformed(
                measure,
                "主要材料或未列为容缺后补的材料不得容缺",
                "main materials, and those not listed as deferrable, are not deferred",
            )
        changed.append(need.model_copy(update={"needed_by": Anchor.DECISION.value}))
    return with_requirements(service, changed)


def _deferrable(need: Requirement) -> bool:
    return need.necessity is Necessity.DEFERRABLE and not need.main


LEVER = Lever("defer", (MeasureKind.DEFER,), find)
