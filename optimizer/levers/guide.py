"""情形导办: questions hide what does not apply; 精准告知, no figure changes."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import malformed
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """The questions of the service, together."""
    questions = tuple(sorted(one.id for one in service.situations if len(one.options) > 1))
    if questions:
        yield Opportunity(
            kind=MeasureKind.GUIDE,
            lever="guide",
            targets=questions,
            terms=priced(service, "guide"),
        )


def ask(service: Service, measures: tuple[Measure, ...]) -> Service:
    """Nothing that is counted changes."""
    known = {one.id for one in service.situations}
    for measure in measures:
        unknown = [one for one in measure.targets if one not in known]
        if unknown:
            raise malformed(
                measure,
                f"没有办理情形“{'、'.join(unknown)}”",
                f"no situation “{', '.join(unknown)}”",
            )
    return service


LEVER = Lever("guide", (MeasureKind.GUIDE,), find)
