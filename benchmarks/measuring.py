"""What a child process does: put one question and take the time.

Imports stand at the top on purpose: they are done before any clock runs.
"""

import time
from dataclasses import replace
from pathlib import Path

from benchmarks import peers
from benchmarks.generator import Coupling, random_service
from benchmarks.psplib import as_service as project_service
from benchmarks.psplib import read_project
from benchmarks.rows import Row, Stage
from benchmarks.tradeoff import as_service as trade_off_service
from benchmarks.tradeoff import asked, opportunities, read_trade_off
from optimizer.formats.service_file import read_service
from optimizer.levers.catalogue import find
from optimizer.planning import counting_rule, look_at, optimize
from optimizer.redesign.allowed import allowed
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import GroupOpportunity, Opportunity, ShortenOpportunity
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import (
    NAMED_REQUESTS,
    RECOMMENDED,
    Asking,
    Metric,
    Pin,
    Request,
    Target,
)
from optimizer.service import Service, complete
from optimizer.solver.instance import instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork, search

WORKERS = 2
DISTRICT_TARGETS = ((Metric.MATERIALS, 38), (Metric.STEPS, 53), (Metric.PROMISE, 74))
"""Reductions in percent that a district published over its 121 services."""

_RESOLVED = 3  # measures of a plan that are refused one at a time


def random_rows(
    size: int, coupling: Coupling, seed: int, seconds: float, kind: str = "random", budget: int = 0
) -> list[Row]:
    """The recommended plan of a random service.

    Args:
        size: see ``generator.random_service``, as ``coupling`` and ``seed``.
        coupling: low or high.
        seed: number of the service.
        seconds: time limit of the search.
        kind: the table the row stands in.
        budget: ceiling on effort in percent of the effort of doing everything; 0 for none.
    """
    service = random_service(size, coupling, seed)
    request = _within(RECOMMENDED, seconds)
    if budget:
        most = budget * _effort_of_everything(service, request) // 100
        request = request.model_copy(update={"max_effort": most})
    row = _answered(kind, f"{size} {coupling} {seed}", service, request)
    return [replace(row, size=size, coupling=coupling)]


def scenario_rows(path: str, seconds: float) -> list[Row]:
    """Three named plans, the district's targets, and re-solves of one shipped service."""
    service = read_service(Path(path))
    name = Path(path).parent.name
    rows = []
    for plan_name, request in NAMED_REQUESTS.items():
        rows.append(_answered("plan", name, service, _within(request, seconds), plan_name))
    # A service that publishes no limits has no days to reduce; the row says what was asked.
    limits = any(item.limit() is not None for item in service.items)
    aims = [(m, cut) for m, cut in DISTRICT_TARGETS if limits or m is not Metric.PROMISE]
    targets = tuple(Target(metric=metric, percent=cut) for metric, cut in aims)
    aimed = RECOMMENDED.model_copy(update={"asking": Asking.TARGETS, "targets": targets})
    rows.append(
        _answered(
            "target", name, service, _within(aimed, seconds), "/".join(str(cut) for _, cut in aims)
        )
    )
    rows.extend(_resolved(name, service, _within(RECOMMENDED, seconds)))
    return rows


def _resolved(name: str, service: Service, request: Request) -> list[Row]:
    """The planner refuses one measure of the plan, or insists on one, and asks again."""
    held = optimize(service, request).outcome.measures
    if not held:
        return []
    picked = [held[place * len(held) // _RESOLVED] for place in range(min(_RESOLVED, len(held)))]
    rows = [_pinned(name, service, request, one, wanted=False) for one in picked]
    rows.append(_pinned(name, service, request, picked[0], wanted=True))
    return rows


def _pinned(
    name: str, service: Service, request: Request, measure: Measure, *, wanted: bool
) -> Row:
    pin = Pin(subject=measure.id, wanted=wanted)
    again = request.model_copy(update={"pins": (pin,)})
    label = "pinned" if wanted else "refused"
    return _answered("resolve", name, service, again, label, note=measure.id)


def project_rows(path: str, best_known: int, seconds: float) -> list[Row]:
    """Our schedule, plain CP-SAT and PyJobShop on one PSPLIB instance."""
    project = read_project(Path(path))
    service = complete(project_service(project))
    begun = time.perf_counter()
    found = schedule(service, seconds, WORKERS)
    spent = time.perf_counter() - begun
    assert found is not None
    ours = peers.Found(found.elapsed_hours, found.bound_hours, found.proven, spent)
    answers = {
        "ours": ours,
        "CP-SAT": peers.plain_schedule(project, seconds, WORKERS),
        "PyJobShop": peers.pyjobshop_schedule(project, seconds, WORKERS),
    }
    return [
        _published("rcpsp", project.name, who, one, best_known, len(project.durations))
        for who, one in answers.items()
    ]


def trade_off_rows(path: str, best_known: int, seconds: float) -> list[Row]:
    """Our core and plain CP-SAT on one time-cost trade-off instance."""
    project = read_trade_off(Path(path))
    size = len(project.modes)
    request = asked(project, seconds, WORKERS)
    begun = time.perf_counter()
    built = instance(
        complete(trade_off_service(project)), opportunities(project), counting_rule("reporting")
    )
    outcome = search(built, request, clockwork(request), request.targets)
    spent = time.perf_counter() - begun
    first = next((one for one in outcome.stages if one.metric in ("effort", "weighted")), None)
    base = project.least_cost()
    ours = peers.Found(
        value=None if first is None or first.value is None else base + first.value,
        bound=None if first is None or first.bound is None else base + first.bound,
        proven=first is not None and first.proven,
        seconds=spent if first is None else first.seconds,
    )
    plain = peers.plain_trade_off(project, seconds, WORKERS)
    row = _published("dtctp", project.name, "ours", ours, best_known, size)
    other = _published("dtctp", project.name, "CP-SAT", plain, best_known, size)
    return [replace(row, seconds=spent), other]


def _answered(
    kind: str, case: str, service: Service, request: Request, variant: str = "", note: str = ""
) -> Row:
    begun = time.perf_counter()
    plan = optimize(service, request)
    spent = time.perf_counter() - begun
    return _row(kind, case, variant or request.name, plan, spent, note)


def _row(kind: str, case: str, variant: str, plan: Plan, spent: float, note: str) -> Row:
    outcome = plan.outcome
    return Row(
        kind=kind,
        case=case,
        variant=variant,
        steps=len(plan.before.steps),
        seconds=spent,
        search_seconds=outcome.seconds,
        status=outcome.status.value if plan.verified or not outcome.measures else "unverified",
        proven=outcome.status in (Status.OPTIMAL, Status.UNREACHABLE),
        stages=_stages(outcome),
        note=note or _clash(outcome),
    )


def _stages(outcome: Outcome) -> tuple[Stage, ...]:
    return tuple(
        Stage(one.metric, one.value, one.bound, one.proven, one.seconds) for one in outcome.stages
    )


def _clash(outcome: Outcome) -> str:
    return "" if outcome.clash is None else " + ".join(outcome.clash.groups)


def _published(
    kind: str, case: str, who: str, found: peers.Found, best_known: int, size: int
) -> Row:
    metric = "makespan" if kind == "rcpsp" else "cost"
    status = "optimal" if found.proven else "bounded"
    return Row(
        kind=kind,
        case=case,
        variant=who,
        steps=size,
        seconds=found.seconds,
        search_seconds=found.seconds,
        status=status if found.value is not None else "nothing_found",
        proven=found.proven,
        stages=(Stage(metric, found.value, found.bound, found.proven, found.seconds),),
        best_known=best_known,
    )


def _within(request: Request, seconds: float) -> Request:
    return request.model_copy(update={"time_limit_seconds": seconds, "workers": WORKERS})


def _effort_of_everything(service: Service, request: Request) -> int:
    before = look_at(service).service
    rule = counting_rule(request.counting)
    return sum(_effort(one) for one in allowed(find(before), request, before, rule))


def _effort(one: Opportunity) -> int:
    if isinstance(one, GroupOpportunity) and one.member_terms:
        return sum(terms.effort for terms in one.member_terms)
    if isinstance(one, ShortenOpportunity):
        return one.grades[-1][1].effort
    return one.terms.effort
