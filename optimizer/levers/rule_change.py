"""调整规定: which single change of a rule would be worth most; never in ordinary plans."""

from collections.abc import Iterator

from optimizer.law.bounds import minimum_hours
from optimizer.law.rules import load_rules
from optimizer.levers.deciding import basis_authority
from optimizer.levers.lever import Lever
from optimizer.levers.pricing import priced
from optimizer.levers.targets import (
    malformed,
    requirement_of,
    single,
    step_of,
    with_requirement,
    with_step,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Opportunity
from optimizer.service.kinds import Authority, Phase, PrecedenceKind, Route
from optimizer.service.service import Service
from optimizer.service.step import RULE_CHANGED, Step
from optimizer.worktime import Duration


def find(service: Service) -> Iterator[Opportunity]:
    """Legal precedences, statutory waits and locks, and materials with a basis."""
    for one in service.precedences:
        if one.kind is PrecedenceKind.LEGAL:
            yield _change(service, f"precedence/{one.id}", one.level, one.basis)
    for need in service.requirements:
        if need.basis and not need.main and not need.without_basis and need.handed_in():
            target, level = f"requirement/{need.id}", basis_authority(need.basis)
            yield _change(service, target, level, need.basis)
    for step in service.steps:
        if step.length_hours() and not step.members and _statutory(service, step):
            basis = step.lock or step.floor_basis
            level = basis_authority(basis)
            yield _change(service, f"step/{step.id}", level, basis)


def change(service: Service, measures: tuple[Measure, ...]) -> Service:
    """The precedence goes, the material is abolished, the wait takes no time."""
    for measure in measures:
        sort, _, name = single(measure).partition("/")
        if sort == "precedence":
            service = _without_precedence(service, measure, name)
        elif sort == "requirement":
            need = requirement_of(service, measure, name)
            abolished = need.model_copy(update={"route": Route.ABOLISHED, "source": ""})
            service = with_requirement(service, abolished)
        elif sort == "step":
            step = step_of(service, measure, name)
            none = Duration.of_hours(0)
            update = {"duration": none, "floor": none, "floor_basis": RULE_CHANGED, "lock": ""}
            service = with_step(service, step.model_copy(update=update))
        else:
            raise malformed(
                measure,
                "对象应为 precedence/、requirement/ 或 step/ 开头",
                "targets begin with precedence/, requirement/ or step/",
            )
    return service


def _without_precedence(service: Service, measure: Measure, name: str) -> Service:
    left = tuple(one for one in service.precedences if one.id != name)
    if len(left) == len(service.precedences):
        raise malformed(measure, f"没有先后关系“{name}”", f"no precedence “{name}”")
    return service.model_copy(update={"precedences": left})


def _statutory(service: Service, step: Step) -> bool:
    """Whether a statute, not a planning value, keeps the step from getting shorter."""
    declared = step.floor is not None and bool(step.floor_basis)
    by_law = bool(step.lock) or minimum_hours(load_rules(), service, step) > 0
    return step.phase is not Phase.AFTER_CHECK and (declared or by_law)


def _change(service: Service, target: str, level: Authority, basis: str) -> Opportunity:
    return Opportunity(
        kind=MeasureKind.RULE,
        lever="rule_change",
        targets=(target,),
        terms=priced(service, "rule_change", authority=level, basis=basis),
        rule_change=True,
    )


LEVER = Lever("rule_change", (MeasureKind.RULE,), find)
