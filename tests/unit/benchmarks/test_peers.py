"""The peers answer the same question, and rightly on what a pencil can solve."""

from itertools import product

from benchmarks.peers import plain_schedule, plain_trade_off, pyjobshop_schedule
from benchmarks.psplib import Project
from benchmarks.tradeoff import TradeOff

# Two activities of 3 and 2 that need the one team: 5 instead of 3.
_CROWDED = Project(
    name="crowded",
    durations=(0, 3, 2, 0),
    demands=((0,), (2,), (1,), (0,)),
    successors=((1, 2), (3,), (3,), ()),
    capacities=(2,),
)
_CHAIN = TradeOff(
    name="chain",
    modes=(((1, 9), (3, 4)), ((2, 8), (4, 3), (5, 1)), ((2, 2),)),
    successors=((1,), (), ()),
    deadline_days=6,
    cost_a_day=0,
)


def _cheapest(project: TradeOff, deadline: int) -> int:
    """Least cost of all choices; activity 1 follows activity 0, activity 2 is alone."""
    return min(
        a[1] + b[1] + c[1]
        for a, b, c in product(*project.modes)
        if max(a[0] + b[0], c[0]) <= deadline
    )


def test_plain_cp_sat_finds_the_shortest_schedule() -> None:
    """Both activities share the team, so they stand in a row."""
    found = plain_schedule(_CROWDED, 10.0, 1)
    assert (found.value, found.bound, found.proven) == (5, 5, True)


def test_pyjobshop_finds_the_shortest_schedule() -> None:
    """The same instance through the peer's own modelling interface."""
    found = pyjobshop_schedule(_CROWDED, 10.0, 1)
    assert (found.value, found.bound, found.proven) == (5, 5, True)


def test_plain_cp_sat_finds_the_cheapest_modes_under_a_deadline() -> None:
    """As trying every combination does."""
    found = plain_trade_off(_CHAIN, 10.0, 1)
    assert (found.value, found.proven) == (_cheapest(_CHAIN, 6), True)


def test_plain_cp_sat_weighs_days_against_cost() -> None:
    """With a cost a day the deadline is chosen freely."""
    daily = TradeOff("daily", _CHAIN.modes, _CHAIN.successors, deadline_days=0, cost_a_day=3)
    found = plain_trade_off(daily, 10.0, 1)
    assert found.value == min(3 * days + _cheapest(_CHAIN, days) for days in range(3, 9))
