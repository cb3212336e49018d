"""What earlier prices prove, against services that are lists of plans."""

import random

from optimizer.solver.earlier import Earlier

Plan = tuple[int, ...]


def _least(plans: list[Plan], prices: tuple[int, ...]) -> int:
    return min(sum(p * a for p, a in zip(prices, plan, strict=True)) for plan in plans)


def _drawn(chance: random.Random, size: int, most: int) -> tuple[int, ...]:
    return tuple(chance.choice((0, chance.randint(0, most))) for _ in range(size))


def test_nothing_proven_is_ever_above_the_least_cost() -> None:
    closed = 10**12
    for seed in range(60):
        chance = random.Random(seed)
        plans = [_drawn(chance, 5, 9) for _ in range(6)]
        earlier = Earlier()
        for _ in range(12):
            prices = _drawn(chance, 5, chance.choice((9, 10**6, closed)))
            assert earlier.floor(prices) <= _least(plans, prices)
            earlier.learn(prices, _least(plans, prices))
            assert earlier.floor(prices) == _least(plans, prices)


def test_between_two_prices_lies_at_least_what_lies_between_their_bounds() -> None:
    earlier = Earlier()
    earlier.learn((100, 0), 700)
    earlier.learn((100, 50), 1300)
    assert 998 <= earlier.floor((100, 25)) <= 1000
    assert earlier.floor((50, 0)) >= 349
    assert earlier.floor((0, 10)) == 0


def test_a_weaker_bound_does_not_replace_a_better_one() -> None:
    earlier = Earlier()
    earlier.learn((10, 1), 50)
    earlier.learn((10, 1), 20)
    assert earlier.floor((10, 1)) == 50


def test_old_answers_make_room_and_the_rest_still_counts() -> None:
    earlier = Earlier()
    for price in range(1, 60):
        earlier.learn((price, 1), price)
    assert earlier.floor((59, 1)) == 59
    assert 0 <= earlier.floor((1, 1)) <= 1
