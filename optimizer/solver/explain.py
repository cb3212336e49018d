"""Why targets cannot be reached, and what each reaches alone (目标冲突原因).

Irreducible clash by deletion filter (Chinneck & Dravnieks, "Locating minimal infeasible
constraint sets in linear programs", ORSA J. Computing 3, 1991): leave one group out; if
the rest still clashes, the group is not needed. The solver's own assumption cores are
not used, they are unreliable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.redesign.plan import Clash
from optimizer.redesign.request import Asking, Request, Target
from optimizer.service.kinds import Authority, Risk
from optimizer.solver.formulation import formulate
from optimizer.solver.instance import Instance
from optimizer.solver.search import search
from optimizer.solver.solving import Clockwork, solve

Building = Callable[[Request], Instance]


@dataclass(frozen=True)
class _Question:
    """What is asked with some groups left out."""

    request: Request
    targets: tuple[Target, ...]


def clash(
    build: Building, request: Request, targets: tuple[Target, ...], clock: Clockwork
) -> Clash | None:
    """The groups that clash, irreducibly, and the best of each target alone.

    Args:
        build: makes the instance of a request (its ceilings choose the opportunities).
        request: the request that cannot be met.
        targets: its targets as absolute figures.
        clock: from ``search.clockwork``.

    Returns:
        The clash, or ``None`` when the time was too short to establish it.
    """
    groups = _groups(request, targets)
    needed = set(groups)
    for name in groups:
        question = _without(request, targets, set(groups) - needed | {name})
        possible = _possible(build, question, clock)
        if possible is None:
            return None
        if not possible:
            needed.discard(name)
    alone = []
    for target in targets:
        best = _best_alone(build, request, target, clock)
        if best is not None:
            alone.append((target.metric.value, best))
    return Clash(groups=tuple(name for name in groups if name in needed), alone=tuple(alone))


def _groups(request: Request, targets: tuple[Target, ...]) -> list[str]:
    """Names of everything that may be in the way, what is easiest to give up last."""
    names = []
    if request.authority < Authority.LAW:
        names.append("authority")
    if request.risk < Risk.HIGH:
        names.append("risk")
    if request.levers:
        names.append("levers")
    ceilings = ("max_effort", "max_cost_yuan", "max_person_days")
    names.extend(name for name in ceilings if getattr(request, name) is not None)
    names.extend(f"pin:{pin.subject}" for pin in request.pins)
    names.extend(f"target:{target.metric.value}" for target in targets)
    return names


def _without(request: Request, targets: tuple[Target, ...], gone: set[str]) -> _Question:
    relaxed: dict[str, object] = {
        name: None for name in ("max_effort", "max_cost_yuan", "max_person_days") if name in gone
    }
    if "authority" in gone:
        relaxed["authority"] = Authority.LAW
    if "risk" in gone:
        relaxed["risk"] = Risk.HIGH
    if "levers" in gone:
        relaxed["levers"] = ()
    relaxed["pins"] = tuple(pin for pin in request.pins if f"pin:{pin.subject}" not in gone)
    kept = tuple(one for one in targets if f"target:{one.metric.value}" not in gone)
    return _Question(request.model_copy(update=relaxed), kept)


def _possible(build: Building, question: _Question, clock: Clockwork) -> bool | None:
    form = formulate(build(question.request), question.request)
    for target in question.targets:
        assert target.at_most is not None
        form.variables.model.add(form.count(target.metric) <= target.at_most)
    return solve(form.variables, "clash", clock, seconds=clock.left()).feasible


def _best_alone(build: Building, request: Request, target: Target, clock: Clockwork) -> int | None:
    """The best value of one target's metric with the other targets left out."""
    alone = request.model_copy(update={"asking": Asking.BEST, "metrics": (target.metric,)})
    outcome = search(build(alone), alone, clock)
    for stage in outcome.stages:
        if stage.metric == target.metric.value:
            return stage.value
    return None
