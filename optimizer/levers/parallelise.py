"""并联审批: a precedence without basis goes."""

from collections.abc import Iterator

from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import malformed, single
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.service import Service


def find(service: Service) -> Iterator[Opportunity]:
    """Habits (惯例先后), declared or from handling the items one after another."""
    for one in service.precedences:
        if one.kind is PrecedenceKind.HABIT and not one.basis:
            departments = (service.item(one.before).department, service.item(one.after).department)
            yield Opportunity(
                kind=MeasureKind.PARALLEL,
                lever="parallelise",
                targets=(one.id,),
                terms=priced(service, "parallelise", departments),
            )


def drop(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The precedences are gone."""
    known = {one.id: one for one in service.precedences}
    gone = set()
    for measure in measures:
        name = single(measure)
        if name not in known or known[name].kind is not PrecedenceKind.HABIT:
            raise malformed(
                measure,
                f"没有可取消的惯例先后关系“{name}”",
                f"no habit precedence “{name}” that could go",
            )
        gone.add(name)
    left = tuple(one for one in service.precedences if one.id not in gone)
    return service.model_copy(update={"precedences": left})


LEVER = Lever("parallelise", (MeasureKind.PARALLEL,), find)
