"""What the joint decision minimises, and the plans it chooses among."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimizer.evaluation.reduction import Side, select
from optimizer.levers.catalogue import find
from optimizer.planning.looking import AsIs, counting_rule
from optimizer.planning.pricing import PricedPlan, ServicePrices, Spending, Within
from optimizer.redesign.district import (
    JointRequest,
    Member,
    ServiceChoice,
    SharedApproval,
    SharedSource,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.once import shared_keys
from optimizer.redesign.opportunity import (
    GroupOpportunity,
    Opportunity,
    ShortenOpportunity,
)
from optimizer.redesign.request import Metric
from optimizer.solver.earlier import Earlier
from optimizer.solver.master import WHOLE, Branch, Column, Master, Prices, Spent
from optimizer.solver.weighing import Start

HUNDRED_PERCENT = 10**8
"""One metric reduced to nothing in the whole district, in units of what is minimised."""

POINT = 1000
"""A point of effort where the least effort is sought."""

LEAST_PRICE = 1
"""A point of effort where the most is sought, and at least each shared thing, so that no effort is
spent for nothing."""

LEAST_WEIGHT = 100
"""Of a unit of a metric in a service with few cases: more than what the points for it cost. Without
it nothing would be done where the busiest service has a million times the cases."""

_MONEY_PARTS = 200
"""A ceiling of money has its price in so many parts: a price in whole numbers is off by half of
one at most, over all of the ceiling."""


CLOSED = 10**12
"""Price of what must not be taken up in a part of all decisions: more than a service can save."""


@dataclass(frozen=True)
class Kept:
    """A column with what it stands for; ``start`` the solution it was found as."""

    column: Column
    measures: tuple[Measure, ...]
    after: Metrics
    start: Start = ()


@dataclass
class Pool:
    """All plans found so far, and the numbers the master sees.

    Attributes:
        members: of the district, those that can be computed with.
        befores: the same, as they are.
        keys: of what is shared, by (service, name from ``redesign.once``).
        sources, approvals: of all members, each once.
    """

    request: JointRequest
    members: Sequence[Member]
    befores: Sequence[AsIs]
    sources: Sequence[SharedSource]
    approvals: Sequence[SharedApproval] = ()
    kept: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rule = counting_rule(self.request.counting)
        self.metrics = asked_metrics(self.request)
        self.point = POINT if self.request.targets else LEAST_PRICE
        self.keys = shared_keys(self.sources, self.approvals)
        self.refused = frozenset(self.request.refused)
        self._approved = frozenset(one.key for one in self.approvals)
        self._names = self._named()
        self._counted = tuple(
            tuple(
                select(one.metrics, self.rule, metric, "after") is not None
                for metric in self.metrics
            )
            for one in self.befores
        )
        self.weights = tuple(self._weights())
        self.master = self._master()
        self._known = set[Column]()
        self._of: list[list[int]] = [[] for _ in self.befores]
        self._earlier: list[dict[tuple[Within, ...], Earlier]] = [{} for _ in self.befores]
        for number, before in enumerate(self.befores):
            self._add(
                number, Kept(self._column(number, before.metrics, (0, 0), ()), (), before.metrics)
            )

    @property
    def columns(self) -> list[Column]:
        """What the master chooses among."""
        return [one.column for one in self.kept]

    def add(self, number: int, plan: PricedPlan) -> bool:
        """Take a plan of a service in; whether it is a new one."""
        member = self.members[number]
        keys = tuple(self.keys[member.key, name] for name in plan.once)
        column = self._column(number, plan.after, (plan.effort, plan.cost_yuan), keys)
        return self._add(number, Kept(column, plan.measures, plan.after, plan.start))

    def learn(
        self, number: int, prices: ServicePrices, within: tuple[Within, ...], bound: int
    ) -> None:
        """Take in what is proven of the plans of a service ``within`` under prices."""
        self._earlier[number].setdefault(within, Earlier()).learn(prices.vector(), bound)

    def floor(self, number: int, prices: ServicePrices, within: tuple[Within, ...] = ()) -> int:
        """What no plan of a service ``within`` costs less than, by all that was proven before."""
        proven = (
            known.floor(prices.vector())
            for other, known in self._earlier[number].items()
            if _holds(within, other)
        )
        return max(proven, default=0)

    def within(self, number: int, branch: Branch) -> tuple[Within, ...]:
        """Which plans of a service belong to a part of all decisions."""
        amounts = (*Spending, *(one.metric for one in self.request.targets))
        return tuple(
            Within(what=amounts[one.amount], least=one.least, most=one.most)
            for one in branch.of(number)
        )

    def cheapest(self, number: int, prices: Prices, branch: Branch = WHOLE) -> tuple[int, Start]:
        """What the best plan known of a service costs under prices, and its solution."""

        def cost(place: int) -> int:
            column = self.kept[place].column
            outside = len(column.shared & branch.closed) + (not branch.admits(column))
            return prices.of(column) + CLOSED * outside

        best = min(self._of[number], key=cost)
        return cost(best), self.kept[best].start

    def prices_of(self, number: int, prices: Prices, branch: Branch = WHOLE) -> ServicePrices:
        """What the master's prices mean for one service; what is closed is out of the question."""
        counted = dict[Metric, int]()
        for target, price in zip(self.request.targets, prices.counts, strict=False):
            counted[target.metric] = counted.get(target.metric, 0) + price
        once = []
        often = Counter(key for _, key in self._names[number])
        for name, key in self._names[number]:
            # One price for all names of the same thing: a service that calls it twice pays once.
            price = prices.uses.get((number, key), 0) // often[key]
            once.append((name, CLOSED if key in branch.closed else price))
        return ServicePrices(
            metrics=tuple(
                weight + counted.get(metric, 0) if known else 0
                for weight, metric, known in zip(
                    self.weights[number], self.metrics, self._counted[number], strict=True
                )
            ),
            effort=prices.spent[0] + self.point,
            yuan=prices.spent[1] // prices.unit_yuan,
            once=tuple(once),
        )

    def with_least(self, prices: Prices) -> Prices:
        """The same where nothing shared is for free: it would be taken up without a use."""
        uses = {
            (number, key): max(LEAST_PRICE, prices.uses.get((number, key), 0))
            for number, names in enumerate(self._names)
            for _, key in names
            if key in self.master.shared_cost
        }
        return replace(prices, uses=uses)

    def fair_shares(self, spent: Spent) -> dict[tuple[int, str], int]:
        """Prices of shared things where every service that could use one pays by its weight."""
        users: dict[str, list[int]] = {}
        for number, names in enumerate(self._names):
            for key in {key for _, key in names}:
                users.setdefault(key, []).append(number)
        heavy = [max(1, *one) for one in self.weights]
        shares = {}
        for key in self.master.shared_cost:
            paid = Prices(spent).paid(self.master.shared_spent[key])
            total = sum(heavy[number] for number in users.get(key, ()))
            for number in users.get(key, ()):
                shares[number, key] = paid * heavy[number] // total
        return shares

    def _worst(self) -> int:
        """More than any decision costs: everything is left, or all there is is taken up."""
        if not self.request.targets:
            as_they_are = sum(
                weight * self.count(before.metrics, metric, "after")
                for before, weights in zip(self.befores, self.weights, strict=True)
                for metric, weight in zip(self.metrics, weights, strict=True)
            )
            return max(len(self.metrics) * HUNDRED_PERCENT, as_they_are) + HUNDRED_PERCENT
        points = sum(one.effort for one in self._shared())
        points += sum(_dearest(one) for before in self.befores for one in find(before.service))
        return self.point * (points + 1)

    def choice(self, place: int, *, proven: bool = False) -> ServiceChoice:
        """What a column does with its service."""
        one = self.kept[place]
        return ServiceChoice(
            service=self.members[one.column.owner].key,
            measures=one.measures,
            effort=one.column.spent[0],
            cost_yuan=one.column.spent[1],
            sources=tuple(sorted(one.column.shared - self._approved)),
            approvals=tuple(sorted(one.column.shared & self._approved)),
            proven=proven,
            before=self.befores[one.column.owner].metrics,
            after=one.after,
        )

    def count(self, metrics: Metrics, metric: Metric, side: Side) -> int:
        """A figure under the rule; an unknown one weighs nothing."""
        return select(metrics, self.rule, metric, side) or 0

    def _weights(self) -> list[tuple[int, ...]]:
        """For each service what one unit left of each metric adds."""
        if self.request.targets:
            return [(0,) * len(self.metrics) for _ in self.befores]
        cases = [
            (one.service.yearly_cases or 1) if self.request.by_volume else 1 for one in self.members
        ]
        totals = [
            sum(
                self.count(before.metrics, metric, "before") * volume
                for before, volume in zip(self.befores, cases, strict=True)
            )
            for metric in self.metrics
        ]
        return [
            tuple(
                max(LEAST_WEIGHT, round(HUNDRED_PERCENT * volume / total)) if total and known else 0
                for total, known in zip(totals, counted, strict=True)
            )
            for volume, counted in zip(cases, self._counted, strict=True)
        ]

    def _master(self) -> Master:
        at_most = []
        for target in self.request.targets:
            before = sum(self.count(one.metrics, target.metric, "before") for one in self.befores)
            ceilings = [] if target.at_most is None else [target.at_most]
            if target.percent is not None:
                ceilings.append((100 - target.percent) * before // 100)
            at_most.append(min(ceilings))
        closed: list[SharedSource | SharedApproval] = [*self.approvals]
        closed += [one for one in self.sources if not one.online]
        return Master(
            owners=len(self.befores),
            shared_cost={one.key: self.point * one.effort for one in closed},
            shared_spent={one.key: (one.effort, one.cost_yuan or 0) for one in closed},
            ceilings=(self.request.max_effort, self.request.max_cost_yuan),
            at_most=tuple(at_most),
            unit_yuan=max(1, (self.request.max_cost_yuan or 0) // _MONEY_PARTS),
            worst=self._worst(),
        )

    def _shared(self) -> tuple[SharedSource | SharedApproval, ...]:
        return (*self.sources, *self.approvals)

    def _named(self) -> list[tuple[tuple[str, str], ...]]:
        """By service: what it may need of what is shared, as it calls it, and the key of it."""
        places = {one.key: number for number, one in enumerate(self.members)}
        named: list[list[tuple[str, str]]] = [[] for _ in self.members]
        for (service, name), key in self.keys.items():
            named[places[service]].append((name, key))
        return [tuple(one) for one in named]

    def _column(self, number: int, after: Metrics, spent: Spent, keys: tuple[str, ...]) -> Column:
        counts = [self.count(after, metric, "after") for metric in self.metrics]
        cost = self.point * spent[0]
        cost += sum(w * count for w, count in zip(self.weights[number], counts, strict=True))
        targets = tuple(
            self.count(after, target.metric, "after") for target in self.request.targets
        )
        shared = frozenset(key for key in keys if key in self.master.shared_cost)
        return Column(number, cost, spent, targets, shared)

    def _add(self, number: int, one: Kept) -> bool:
        if one.column in self._known or one.column.shared & self.refused:
            return False
        self._known.add(one.column)
        self._of[number].append(len(self.kept))
        self.kept.append(one)
        return True


def _holds(within: Sequence[Within], other: Sequence[Within]) -> bool:
    """Whether all plans within are within another, too, so that its bounds hold for them."""
    inner = {one.what: one for one in within}
    return all(
        wide.what in inner
        and wide.least <= inner[wide.what].least
        and inner[wide.what].most <= wide.most
        for wide in other
    )


def _dearest(one: Opportunity) -> int:
    """Points of an opportunity taken up as far as it goes."""
    if isinstance(one, GroupOpportunity):
        prices = one.member_terms or (one.terms,) * len(one.targets)
        return sum(terms.effort for terms in prices)
    if isinstance(one, ShortenOpportunity):
        return max(terms.effort for _, terms in one.grades)
    return one.terms.effort


def asked_metrics(request: JointRequest) -> tuple[Metric, ...]:
    """The metrics services are answered for: those reduced and those with a target."""
    return tuple(dict.fromkeys((*(one.metric for one in request.targets), *request.metrics)))
