"""A district decided: every service looked at, all decided together, every plan judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.errors import JudgeRejection, RequestProblem, Said
from optimizer.planning.answering import recounted
from optimizer.planning.looking import AsIs, counting_rule
from optimizer.planning.pricing import as_is
from optimizer.portfolio.asking import Run, one_by_one, single_request
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.joint import Watch, decide
from optimizer.portfolio.judging import district_faults
from optimizer.portfolio.pool import Pool
from optimizer.portfolio.shared import shared_approvals, shared_sources
from optimizer.redesign.district import (
    District,
    DistrictPlan,
    Failed,
    JointOutcome,
    JointRequest,
    Member,
    ServiceChoice,
)
from optimizer.redesign.plan import Outcome, Plan, Status
from optimizer.redesign.request import Metric, Request

_NO_TARGET = Said(
    "全区目标不能是工作量：请改设工作量上限",
    "effort is no target of a district: set a ceiling of effort",
)


@dataclass(frozen=True)
class _Look:
    member: Member
    request: Request


@dataclass(frozen=True)
class _Claim:
    before: AsIs
    choice: ServiceChoice
    request: Request


def decide_district(
    district: District,
    request: JointRequest,
    crew: Crew,
    run: Run = one_by_one,
    watch: Watch | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> DistrictPlan:
    """Decide a district and judge every plan of it.

    Where no service can be computed with, nothing is found, and why is told of each.

    Args:
        district: its services; those that cannot be computed with are left out and told.
        request: what is asked.
        crew: looks at services and judges plans.
        run: answers services under prices; see ``kept_answers.answering``.
        watch: called after each round.
        stopped: asked between rounds.

    Raises:
        RequestProblem: the request itself cannot be computed with.
        JudgeRejection: internal error; the decision, or the plan of a service, did not survive its
            recount.
    """
    counting_rule(request.counting)
    if any(one.metric is Metric.EFFORT for one in request.targets):
        raise RequestProblem((_NO_TARGET,))
    single = single_request(request, request.time_limit_seconds)
    members, befores, failed = _looked(district, crew, single)
    if not members:
        nothing = JointOutcome(status=Status.NOTHING_FOUND)
        return DistrictPlan(
            district=district, request=request, outcome=nothing, failed=tuple(failed)
        )
    pool = _pool(request, members, befores)
    outcome = decide(pool, run, watch, stopped)
    plans = _judged_plans(crew, befores, outcome, single)
    decided = DistrictPlan(
        district=district,
        request=request,
        outcome=outcome,
        sources=tuple(pool.sources),
        approvals=tuple(pool.approvals),
        plans=tuple((one.key, plans[one.key]) for one in members if one.key in plans),
        failed=(*failed, *outcome.unanswered),
    )
    faults = tuple(district_faults(decided))
    if faults:
        raise JudgeRejection(faults)
    return decided


def _pool(request: JointRequest, members: tuple[Member, ...], befores: tuple[AsIs, ...]) -> Pool:
    """The services with what they share."""
    completed = tuple(
        one.model_copy(update={"service": before.service})
        for one, before in zip(members, befores, strict=True)
    )
    sources, _ = shared_sources(completed)
    approvals = shared_approvals(completed, request.authority)
    return Pool(request, members, befores, sources, approvals)


def _looked(
    district: District, crew: Crew, single: Request
) -> tuple[tuple[Member, ...], tuple[AsIs, ...], list[Failed]]:
    """The services that can be computed with, as they are, and those that cannot."""
    looks = [_Look(one, single) for one in district.members]
    found: dict[int, AsIs] = {}
    failed = []
    for done in crew.run(_look, looks):
        if done.answer is None:
            failed.append(_failed(district.members[done.number].key, done.failure))
        else:
            found[done.number] = done.answer
    numbers = sorted(found)
    members = tuple(district.members[number] for number in numbers)
    return members, tuple(found[number] for number in numbers), failed


def _judged_plans(
    crew: Crew, befores: Sequence[AsIs], outcome: JointOutcome, single: Request
) -> dict[str, Plan]:
    """The judged plan of each service.

    Raises:
        JudgeRejection: some could not be judged; with the reason of each.
    """
    claims = [
        _Claim(before, choice, single)
        for before, choice in zip(befores, outcome.choices, strict=False)
    ]
    plans: dict[str, Plan] = {}
    unjudged = []
    for done in crew.run(_judged, claims):
        key = claims[done.number].choice.service
        if done.answer is None:
            told = _failed(key, done.failure)
            unjudged.append(f"{key}: {told.message_en}")
        else:
            plans[key] = done.answer
    if unjudged:
        raise JudgeRejection(tuple(sorted(unjudged)))
    return plans


def _look(task: _Look) -> AsIs:
    return as_is(task.member.service, task.request)


def _judged(task: _Claim) -> Plan:
    """The chosen plan of a service, counted anew and judged."""
    status = Status.OPTIMAL if task.choice.proven else Status.BOUNDED
    outcome = Outcome(status=status, measures=task.choice.measures)
    rule = counting_rule(task.request.counting)
    return recounted(task.before, rule, task.request, outcome, ())


def _failed(service: str, failure: Said | None) -> Failed:
    told = failure or Said("没有结果", "no result")
    return Failed(service=service, message_zh=told.zh, message_en=told.en)
