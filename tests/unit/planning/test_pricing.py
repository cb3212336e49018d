"""One service under prices, against every plan it can have."""

import random

import pytest

from optimizer.levers.catalogue import find
from optimizer.planning.looking import counting_rule
from optimizer.planning.pricing import ServicePrices, Spending, Within, as_is, price_plan
from optimizer.portfolio.asking import single_request
from optimizer.redesign.allowed import allowed
from optimizer.redesign.district import JointRequest
from optimizer.redesign.once import needed_once, needs_once, own_spent
from optimizer.redesign.request import Metric
from tests.brute_force import plans, vector
from tests.unit.portfolio.small_districts import small_district, with_money

ASKED = single_request(
    JointRequest(metrics=(Metric.MATERIALS, Metric.VISITS), levers=("retrieve", "window")), 60
)


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_plan_within_ranges_is_the_cheapest_of_all(seed: int) -> None:
    chance = random.Random(seed)
    service = with_money(small_district(seed), chance).members[0].service
    before, rule = as_is(service, ASKED), counting_rule(ASKED.counting)
    offered = allowed(find(before.service), ASKED, before.service, rule)
    names = dict.fromkeys(name for one in offered if (name := needed_once(one, one.terms)))
    prices = ServicePrices(
        metrics=(chance.randint(0, 60), chance.randint(0, 60)),
        effort=chance.randint(1, 9),
        once=tuple((name, chance.randint(0, 90)) for name in names),
    )
    within = (
        Within(what=Spending.EFFORT, least=chance.randint(0, 4), most=chance.randint(4, 9)),
        Within(what=Metric.MATERIALS, least=chance.randint(0, 2), most=chance.randint(2, 4)),
    )
    costs = []
    for measures in plans(before.service, offered, 0):
        *left, _ = vector(before.service, measures, rule, ASKED.metrics)
        effort, _ = own_spent(measures)
        if within[0].least <= effort <= within[0].most and (
            within[1].least <= left[0] <= within[1].most
        ):
            cost = sum(p * count for p, count in zip(prices.metrics, left, strict=True))
            cost += prices.effort * effort
            costs.append(cost + sum(dict(prices.once)[name] for name in needs_once(measures)))
    found = price_plan(before, ASKED, prices, within)
    assert (None if found is None else found.value) == min(costs, default=None)
    if found is not None:
        assert found.proven
        assert within[0].least <= found.effort <= within[0].most


@pytest.mark.parametrize("seed", range(4))
def test_a_service_that_may_spend_nothing_does_what_is_free(seed: int) -> None:
    chance = random.Random(seed)
    service = with_money(small_district(seed), chance).members[0].service
    before = as_is(service, ASKED)
    prices = ServicePrices(
        metrics=(1000, 1000),
        effort=1,
        once=tuple(
            dict.fromkeys(
                (name, 1) for one in find(before.service) if (name := needed_once(one, one.terms))
            )
        ),
    )
    free = price_plan(before, ASKED, prices)
    none = price_plan(before, ASKED, prices, (Within(what=Spending.EFFORT, least=0, most=0),))
    assert free is not None
    assert none is not None
    assert (none.effort, none.cost_yuan) == (0, 0)
    assert free.value <= none.value
