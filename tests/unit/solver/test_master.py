"""The master: parts of all decisions, what is torn in them, prices where nothing fits."""

import random
from itertools import product

import pytest

from optimizer.solver.choosing import choose
from optimizer.solver.master import WHOLE, Branch, Column, Master, Range, bound, relax

FEW = Master(owners=2, shared_cost={"q": 3}, shared_spent={"q": (3, 0)}, ceilings=(8, None))


def column(owner: int, cost: int, effort: int, *shared: str) -> Column:
    return Column(owner, cost, (effort, 0), (), frozenset(shared))


def drawn(chance: random.Random) -> tuple[Master, list[Column]]:
    """Three services with four columns each and two shared things."""
    shared = {key: chance.randint(0, 6) for key in "qr"}
    master = Master(
        owners=3,
        shared_cost=dict.fromkeys(shared, 1),
        shared_spent={key: (effort, 0) for key, effort in shared.items()},
        ceilings=(chance.randint(5, 20), None),
        worst=10_000,
    )
    columns = [column(owner, 500, 0) for owner in range(3)]
    for owner in range(3):
        for _ in range(3):
            keys = [key for key in shared if chance.random() < 0.4]
            columns.append(column(owner, chance.randint(0, 400), chance.randint(1, 12), *keys))
    return master, columns


def best(master: Master, columns: list[Column], branch: Branch) -> int | None:
    """The best whole decision of a part, by trying all."""
    costs = []
    for chosen in product(*([one for one in columns if one.owner == o] for o in range(3))):
        keys = frozenset().union(*(one.shared for one in chosen)) | branch.opened
        effort = sum(one.spent[0] for one in chosen)
        effort += sum(master.shared_spent[key][0] for key in keys)
        within = effort <= (master.ceilings[0] or 0) and not keys & branch.closed
        if within and all(branch.admits(one) for one in chosen):
            costs.append(sum(one.cost for one in chosen) + len(keys))
    return min(costs, default=None)


def test_a_part_with_more_and_a_part_with_less_leave_nothing_out() -> None:
    low, high = WHOLE.divide(0, 0, 4)
    for effort in range(9):
        one = column(0, 0, effort)
        assert low.admits(one) != high.admits(one)
        assert low.admits(one) == (effort <= 4)
    assert low.admits(column(1, 0, 9))
    assert high.admits(column(1, 0, 0))


def test_ranges_of_one_amount_are_told_as_one() -> None:
    _, above = WHOLE.divide(0, 0, 2)
    both, _ = above.divide(0, 0, 7)
    other, _ = both.divide(1, 0, 5)
    assert other.of(0) == (Range(0, 0, 3, 7),)
    assert other.of(1) == (Range(1, 0, 0, 5),)


def test_a_service_between_two_columns_is_torn_and_both_parts_keep_one() -> None:
    columns = [column(0, 100, 0), column(0, 0, 16), column(1, 50, 0)]
    relaxed = relax(FEW, columns)
    assert relaxed is not None
    torn = relaxed.torn(columns)
    assert torn == (0, 0, 8)
    for part in WHOLE.divide(*torn):
        assert sum(part.admits(one) for one in columns[:2]) == 1


def test_columns_that_are_alike_tear_nothing() -> None:
    columns = [column(0, 100, 4), column(0, 100, 4), column(1, 50, 0)]
    relaxed = relax(FEW, columns)
    assert relaxed is not None
    assert relaxed.torn(columns) is None


def test_a_ceiling_no_columns_keep_has_a_price_and_a_bound_above_everything() -> None:
    """So that columns that keep it are looked for, and the part is left when there are none."""
    columns = [column(0, 100, 0), column(0, 0, 16), column(1, 50, 0)]
    _, much = WHOLE.divide(0, 0, 8)
    relaxed = relax(FEW, columns, much)
    assert relaxed is not None
    assert relaxed.prices.spent[0] > 0
    floors = [relaxed.prices.of(columns[1]), relaxed.prices.of(columns[2])]
    assert bound(FEW, relaxed.prices, floors, much) >= FEW.worst


@pytest.mark.parametrize("seed", range(60))
def test_parts_are_never_promised_less_than_their_best(seed: int) -> None:
    """Value of the linear master and the bound of its prices: neither is above the best."""
    chance = random.Random(seed)
    master, columns = drawn(chance)
    parts = [WHOLE, *WHOLE.split("q"), *WHOLE.divide(0, 0, chance.randint(0, 8))]
    parts += list(parts[1].divide(1, 0, chance.randint(0, 8)))
    for part in parts:
        known = best(master, columns, part)
        relaxed = relax(master, columns, part)
        if known is None or relaxed is None:
            assert known is None
            continue
        assert relaxed.value <= known + 1e-6
        floors = [
            min(
                relaxed.prices.of(one)
                for one in columns
                if one.owner == owner and part.admits(one) and not one.shared & part.closed
            )
            for owner in range(3)
        ]
        assert bound(master, relaxed.prices, floors, part) <= known


@pytest.mark.parametrize("seed", range(20))
def test_what_is_chosen_is_the_best_of_the_columns(seed: int) -> None:
    master, columns = drawn(random.Random(seed))
    chosen = choose(master, columns, seconds=10, workers=1)
    assert chosen is not None
    assert chosen.value == best(master, columns, WHOLE)
