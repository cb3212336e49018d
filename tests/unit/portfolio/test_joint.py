"""The joint decision against every decision there is, on districts small enough to try them all."""

import itertools
from collections.abc import Iterator

import pytest

from optimizer.levers.catalogue import find
from optimizer.planning.looking import AsIs
from optimizer.planning.pricing import as_is
from optimizer.portfolio.asking import RESOLUTION, single_request
from optimizer.portfolio.joint import decide
from optimizer.portfolio.pool import HUNDRED_PERCENT, POINT, Pool
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.allowed import allowed
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import District, JointOutcome, JointRequest
from optimizer.redesign.once import needs_once, own_spent
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target
from tests.brute_force import plans, vector
from tests.unit.portfolio.small_districts import small_district

# One lever with sources, so that all plans of a service can be listed.
MOST = JointRequest(
    metrics=(Metric.MATERIALS,), levers=("retrieve",), max_effort=14, time_limit_seconds=60
)
LEAST = MOST.model_copy(
    update={"targets": (Target(metric=Metric.MATERIALS, percent=40),), "max_effort": None}
)
SEEDS = range(12)

Treated = tuple[int, int, frozenset[str]]
"""Materials left, points of effort without connections, sources to connect."""


def pool_of(district: District, request: JointRequest) -> Pool:
    single = single_request(request, 60)
    befores = [as_is(one.service, single) for one in district.members]
    completed = [
        one.model_copy(update={"service": before.service})
        for one, before in zip(district.members, befores, strict=True)
    ]
    sources, _ = shared_sources(completed)
    return Pool(request, district.members, befores, sources)


def ways(before: AsIs, rule: CountingRule, keys: dict[str, str]) -> Iterator[Treated]:
    """Every plan of one service."""
    single = single_request(MOST, 60)
    offered = allowed(find(before.service), single, before.service, rule)
    for measures in plans(before.service, offered, 0):
        left, _ = vector(before.service, measures, rule, (Metric.MATERIALS,))
        effort, _ = own_spent(measures)
        yield left, effort, frozenset(keys[one] for one in needs_once(measures))


def decisions(pool: Pool) -> Iterator[tuple[list[int], int]]:
    """Of every decision: materials left in each service, and the effort of it all."""
    efforts = {one.key: one.effort for one in pool.sources}
    each = []
    for number, before in enumerate(pool.befores):
        key = pool.members[number].key
        keys = {name: pool.keys[key, name] for (owner, name) in pool.keys if owner == key}
        each.append(sorted(set(ways(before, pool.rule, keys)), key=str))
    for chosen in itertools.product(*each):
        opened = frozenset[str]().union(*(sources for _, _, sources in chosen))
        effort = sum(own for _, own, _ in chosen) + sum(efforts[key] for key in opened)
        yield [left for left, _, _ in chosen], effort


def left_over(pool: Pool, outcome: JointOutcome) -> list[int]:
    return [pool.count(one.after, Metric.MATERIALS, "after") for one in outcome.choices]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_most_within_a_ceiling_is_the_best_of_all_decisions(seed: int) -> None:
    pool = pool_of(small_district(seed), MOST)
    cases = [one.service.yearly_cases or 1 for one in pool.members]
    before = [pool.count(one.metrics, Metric.MATERIALS, "before") for one in pool.befores]
    whole = sum(volume * count for volume, count in zip(cases, before, strict=True))

    def remaining(left: list[int]) -> float:
        each = zip(cases, left, strict=True)
        return sum(volume * count for volume, count in each) / whole * HUNDRED_PERCENT

    assert MOST.max_effort is not None
    possible = [one for one in decisions(pool) if one[1] <= MOST.max_effort]
    best = min(remaining(left) for left, _ in possible)
    outcome = decide(pool)
    assert outcome.effort <= MOST.max_effort
    found = remaining(left_over(pool, outcome))
    assert outcome.bound is not None
    assert outcome.bound <= best + RESOLUTION
    assert best - 1e-6 <= found
    if outcome.status is Status.OPTIMAL:
        assert found <= best + RESOLUTION


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_are_reached_with_the_least_effort_of_all_decisions(seed: int) -> None:
    pool = pool_of(small_district(seed), LEAST)
    (most,) = pool.master.at_most
    efforts = [effort for left, effort in decisions(pool) if sum(left) <= most]
    outcome = decide(pool)
    if not efforts:
        assert outcome.status is Status.UNREACHABLE
        return
    assert sum(left_over(pool, outcome)) <= most
    assert outcome.bound is not None
    assert outcome.bound <= min(efforts) * POINT
    assert min(efforts) <= outcome.effort
    if outcome.status is Status.OPTIMAL:
        assert outcome.effort == min(efforts)


def test_most_small_districts_are_decided_to_the_end() -> None:
    proven = [
        decide(pool_of(small_district(seed), asked)).status is Status.OPTIMAL
        for asked in (MOST, LEAST)
        for seed in SEEDS
    ]
    assert sum(proven) >= len(proven) * 2 // 3


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
