"""The joint decision against every decision there is, on districts small enough to try them all."""

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from optimizer.errors import Said
from optimizer.levers.catalogue import find
from optimizer.planning.pricing import as_is
from optimizer.portfolio.asking import RESOLUTION, Answered, Task, answer_task, single_request
from optimizer.portfolio.joint import decide
from optimizer.portfolio.pool import HUNDRED_PERCENT, POINT, Pool
from optimizer.portfolio.shared import shared_approvals, shared_sources
from optimizer.redesign.allowed import allowed
from optimizer.redesign.district import (
    District,
    JointOutcome,
    JointRequest,
    SharedApproval,
    SharedSource,
)
from optimizer.redesign.once import needs_once, own_spent
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target
from optimizer.service.kinds import Authority
from tests.brute_force import plans, vector
from tests.unit.portfolio.small_districts import asking_above, small_district, with_money

# One lever with sources, so that all plans of a service can be listed.
MOST = JointRequest(
    metrics=(Metric.MATERIALS,), levers=("retrieve",), max_effort=14, time_limit_seconds=60
)
LEAST = MOST.model_copy(
    update={"targets": (Target(metric=Metric.MATERIALS, percent=40),), "max_effort": None}
)
SEEDS = range(12)

MONEY = MOST.model_copy(update={"max_effort": None, "max_cost_yuan": 25})
APPROVED = MOST.model_copy(
    update={
        "metrics": (Metric.PROMISE,),
        "levers": ("instant",),
        "authority": Authority.PROVINCE,
        "max_effort": 9,
    }
)

Spent = tuple[int, int]
Treated = tuple[int, Spent, frozenset[str]]
"""What is left of the metric, points and yuan without what is shared, keys of what is shared."""


def pool_of(district: District, request: JointRequest) -> Pool:
    single = single_request(request, 60)
    befores = [as_is(one.service, single) for one in district.members]
    completed = [
        one.model_copy(update={"service": before.service})
        for one, before in zip(district.members, befores, strict=True)
    ]
    sources, _ = shared_sources(completed)
    approvals = shared_approvals(completed, request.authority)
    return Pool(request, district.members, befores, sources, approvals)


def ways(pool: Pool, number: int) -> Iterator[Treated]:
    """Every plan of one service."""
    before, member = pool.befores[number], pool.members[number].key
    single = single_request(pool.request, 60)
    offered = allowed(find(before.service), single, before.service, pool.rule)
    for measures in plans(before.service, offered, 0):
        left, _ = vector(before.service, measures, pool.rule, pool.request.metrics)
        keys = frozenset(pool.keys[member, one] for one in needs_once(measures))
        if not keys & set(pool.request.refused):
            yield left, own_spent(measures), keys


def decisions(pool: Pool) -> Iterator[tuple[list[int], Spent]]:
    """Of every decision: what is left in each service, and the effort and money of it all."""
    shared: list[SharedSource | SharedApproval] = [*pool.sources, *pool.approvals]
    once = {one.key: (one.effort, one.cost_yuan or 0) for one in shared}
    each = [sorted(set(ways(pool, number)), key=str) for number in range(len(pool.befores))]
    for chosen in itertools.product(*each):
        opened = frozenset[str]().union(*(keys for _, _, keys in chosen))
        spent = [*(own for _, own, _ in chosen), *(once[key] for key in opened)]
        yield (
            [left for left, _, _ in chosen],
            (sum(points for points, _ in spent), sum(yuan for _, yuan in spent)),
        )


def left_over(pool: Pool, outcome: JointOutcome) -> list[int]:
    metric = pool.request.metrics[0]
    return [pool.count(one.after, metric, "after") for one in outcome.choices]


def assert_the_most(pool: Pool) -> JointOutcome:
    """The joint decision keeps its ceilings, its bound is none too high, its best the best."""
    request, metric = pool.request, pool.request.metrics[0]
    cases = [one.service.yearly_cases or 1 for one in pool.members]
    before = [pool.count(one.metrics, metric, "before") for one in pool.befores]
    whole = sum(volume * count for volume, count in zip(cases, before, strict=True))

    def remaining(left: list[int]) -> float:
        each = zip(cases, left, strict=True)
        return sum(volume * count for volume, count in each) / whole * HUNDRED_PERCENT

    ceilings = (request.max_effort, request.max_cost_yuan)

    def within(spent: Spent) -> bool:
        return all(
            most is None or amount <= most for amount, most in zip(spent, ceilings, strict=True)
        )

    best = min(remaining(left) for left, spent in decisions(pool) if within(spent))
    outcome = decide(pool)
    assert within((outcome.effort, outcome.cost_yuan))
    found = remaining(left_over(pool, outcome))
    assert outcome.bound is not None
    assert outcome.bound <= best + RESOLUTION
    assert best - 1e-6 <= found
    assert found <= best + RESOLUTION
    assert outcome.status is Status.OPTIMAL
    return outcome


@pytest.mark.parametrize("seed", SEEDS)
def test_the_most_within_a_ceiling_is_the_best_of_all_decisions(seed: int) -> None:
    assert_the_most(pool_of(small_district(seed), MOST))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_most_within_money_is_the_best_of_all_decisions(seed: int) -> None:
    district = with_money(small_district(seed), random.Random(seed))
    outcome = assert_the_most(pool_of(district, MONEY))
    assert outcome.cost_yuan > 0 or not outcome.connected


@pytest.mark.parametrize("seed", range(6))
def test_what_is_refused_is_not_connected_and_the_rest_is_the_best_without_it(seed: int) -> None:
    district = small_district(seed)
    free = decide(pool_of(district, MOST.model_copy(update={"max_effort": None})))
    for key in free.connected:
        outcome = assert_the_most(pool_of(district, MOST.model_copy(update={"refused": (key,)})))
        assert key not in outcome.connected


@pytest.mark.parametrize("seed", range(4))
def test_approvals_that_services_share_are_asked_and_paid_for_once(seed: int) -> None:
    pool = pool_of(asking_above(seed), APPROVED)
    outcome = assert_the_most(pool)
    efforts = {one.key: one.effort for one in pool.approvals}
    own = sum(one.effort for one in outcome.choices)
    assert outcome.approved
    assert sum(len(one.approvals) for one in outcome.choices) > len(outcome.approved)
    assert outcome.effort == own + sum(efforts[key] for key in outcome.approved)


@pytest.mark.parametrize("seed", range(6))
def test_large_sums_of_money_are_priced_as_sharply_as_small_ones(seed: int) -> None:
    """The same district in yuan and in units a hundred thousand times as large."""

    def decided(times: int) -> JointOutcome:
        district = with_money(small_district(seed), random.Random(seed), times)
        ceiling = times * (MONEY.max_cost_yuan or 0)
        asked = MONEY.model_copy(update={"max_cost_yuan": ceiling})
        return decide(pool_of(district, asked))

    small, large = decided(1), decided(100_000)
    assert large.value == small.value
    assert large.cost_yuan == 100_000 * small.cost_yuan
    assert small.status is large.status is Status.OPTIMAL


def test_nothing_is_connected_that_no_material_comes_from() -> None:
    asked = JointRequest(metrics=(Metric.STEPS, Metric.MATERIALS), time_limit_seconds=60)
    for seed in range(4):
        outcome = decide(pool_of(small_district(seed), asked))
        for choice in outcome.choices:
            routes = [one for one in choice.measures if one.kind is MeasureKind.ROUTE]
            used = {one.value.partition("@")[2] for one in routes}
            connected = [one for one in choice.measures if one.kind is MeasureKind.CONNECT]
            assert {one.targets[0] for one in connected} <= used


def test_a_metric_that_a_service_does_not_count_costs_nothing_in_it() -> None:
    """A statutory sum where no limit is statutory: nothing before, nothing after."""
    district = asking_above(0)
    without = [
        one.model_copy(
            update={
                "service": one.service.model_copy(
                    update={
                        "items": tuple(
                            item.model_copy(update={"statutory": None})
                            for item in one.service.items
                        )
                    }
                )
            }
        )
        for one in district.members[:1]
    ]
    mixed = district.model_copy(update={"members": (*without, *district.members[1:])})
    asked = APPROVED.model_copy(update={"counting": "statutory-sum", "max_effort": None})
    pool = pool_of(mixed, asked)
    assert pool.weights[0] == (0,)
    outcome = decide(pool)
    assert outcome.bound is not None
    assert outcome.value is not None
    left = sum(w[0] * n for w, n in zip(pool.weights, left_over(pool, outcome), strict=True))
    assert outcome.bound <= left + outcome.effort == outcome.value


def test_without_authority_from_above_nothing_is_asked_for() -> None:
    own = APPROVED.model_copy(update={"authority": Authority.LEADING_GROUP})
    pool = pool_of(asking_above(0), own)
    assert pool.approvals == ()
    assert decide(pool).approved == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_are_reached_with_the_least_effort_of_all_decisions(seed: int) -> None:
    pool = pool_of(small_district(seed), LEAST)
    (most,) = pool.master.at_most
    efforts = [points for left, (points, _) in decisions(pool) if sum(left) <= most]
    outcome = decide(pool)
    if not efforts:
        assert outcome.status is Status.UNREACHABLE
        return
    assert sum(left_over(pool, outcome)) <= most
    assert outcome.bound is not None
    assert outcome.bound <= min(efforts) * POINT
    assert outcome.effort == min(efforts)
    assert outcome.status is Status.OPTIMAL


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_within_ceilings_are_reached_or_proven_out_of_reach(seed: int) -> None:
    """Effort, money and a target at once: only some services may have what they want."""
    chance = random.Random(seed)
    target = Target(metric=Metric.MATERIALS, percent=chance.choice((30, 50, 60)))
    ceilings = {"max_effort": chance.randint(6, 18), "max_cost_yuan": chance.choice((12, 25, 40))}
    asked = LEAST.model_copy(update={"targets": (target,), **ceilings})
    pool = pool_of(with_money(small_district(seed), chance), asked)
    (most,) = pool.master.at_most
    efforts = [
        points
        for left, (points, yuan) in decisions(pool)
        if sum(left) <= most
        and points <= ceilings["max_effort"]
        and yuan <= ceilings["max_cost_yuan"]
    ]
    outcome = decide(pool)
    if not efforts:
        assert outcome.status is Status.UNREACHABLE
        return
    assert (outcome.status, outcome.effort) == (Status.OPTIMAL, min(efforts))


def test_a_service_with_few_cases_is_not_left_empty() -> None:
    """However busy another one is: what takes little effort is done in all of them."""
    cases = (5_000_000, 5_000_000, None)
    district = small_district(3)
    members = tuple(
        one.model_copy(update={"service": one.service.model_copy(update={"yearly_cases": count})})
        for one, count in zip(district.members, cases, strict=True)
    )
    asked = MOST.model_copy(update={"max_effort": None})
    pool = pool_of(district.model_copy(update={"members": members}), asked)
    outcome = decide(pool)
    alone = [min(left for left, _, _ in ways(pool, number)) for number in range(len(members))]
    assert left_over(pool, outcome) == alone
    assert all(one.proven for one in outcome.choices)


def test_what_is_best_for_a_district_is_not_called_the_best_of_a_service() -> None:
    outcome = decide(pool_of(small_district(1), MOST))
    assert outcome.status is Status.OPTIMAL
    assert not any(one.proven for one in outcome.choices)


def test_a_service_that_cannot_be_answered_stays_as_it_is_and_is_told() -> None:
    """It is asked once, not until the time is up."""
    asked: list[int] = []

    def run(tasks: Sequence[Task]) -> Iterator[Answered]:
        for task in tasks:
            asked.append(task.number)
            if task.number == 1:
                yield Answered(1, None, Said("内存不足", "out of memory"))
            else:
                yield answer_task(task)

    pool = pool_of(small_district(3), MOST.model_copy(update={"max_effort": None}))
    outcome = decide(pool, run)
    assert asked.count(1) == 1
    (told,) = outcome.unanswered
    assert (told.service, told.message_zh) == ("s1", "保持现状：内存不足")
    assert outcome.choices[1].measures == ()
    assert outcome.choices[0].measures


def test_a_source_of_several_services_is_paid_for_once() -> None:
    pool = pool_of(small_district(3), MOST.model_copy(update={"max_effort": None}))
    outcome = decide(pool)
    efforts = {one.key: one.effort for one in pool.sources}
    users = [one for one in outcome.choices if one.sources]
    assert len(users) > len(outcome.connected) > 0
    own = sum(one.effort for one in outcome.choices)
    assert outcome.effort == own + sum(efforts[key] for key in outcome.connected)


def test_more_effort_never_leaves_more() -> None:
    values = []
    for ceiling in (0, 9, 14, 20, None):
        asked = MOST.model_copy(update={"max_effort": ceiling})
        outcome = decide(pool_of(small_district(1), asked))
        values.append(outcome.value)
    known = [one for one in values if one is not None]
    assert len(known) == len(values)
    assert known == sorted(known, reverse=True)
    assert known[0] > known[-1]
