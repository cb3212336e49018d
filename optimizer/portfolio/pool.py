"""What the joint decision minimises, and the plans it chooses among."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from optimizer.evaluation.reduction import Side, select
from optimizer.levers.catalogue import find
from optimizer.planning.looking import AsIs, counting_rule
from optimizer.planning.pricing import PricedPlan, ServicePrices
from optimizer.redesign.district import (
    JointRequest,
    Member,
    ServiceChoice,
    SharedSource,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.opportunity import GroupOpportunity, Opportunity, ShortenOpportunity
from optimizer.redesign.request import Metric
from optimizer.solver.master import WHOLE, Branch, Column, Master, Prices

HUNDRED_PERCENT = 10**8
"""One metric reduced to nothing in the whole district, in units of what is minimised."""

POINT = 1000
"""A point of effort where the least effort is sought."""

LEAST_PRICE = 1
"""A point of effort where the most is sought, so that no effort is spent for nothing."""


CLOSED = 10**12
"""Price of a source that must not be connected: more than all a service can save."""


@dataclass(frozen=True)
class Kept:
    """A column with what it stands for."""

    column: Column
    measures: tuple[Measure, ...]
    after: Metrics


@dataclass
class Pool:
    """All plans found so far, and the numbers the master sees.

    Attributes:
        members: of the district, those that can be computed with.
        befores: the same, as they are.
        sources: of all members, each once.
    """

    request: JointRequest
    members: Sequence[Member]
    befores: Sequence[AsIs]
    sources: Sequence[SharedSource]
    kept: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rule = counting_rule(self.request.counting)
        self.metrics = asked_metrics(self.request)
        self.point = POINT if self.request.targets else LEAST_PRICE
        self.keys = {use: one.key for one in self.sources for use in one.uses}
        self.weights = tuple(self._weights())
        self.master = self._master()
        self._known = set[Column]()
        for number, before in enumerate(self.befores):
            self._add(number, (), before.metrics, 0, ())

    @property
    def columns(self) -> list[Column]:
        """What the master chooses among."""
        return [one.column for one in self.kept]

    def add(self, number: int, plan: PricedPlan) -> bool:
        """Take a plan of a service in; whether it is a new one."""
        member = self.members[number]
        keys = tuple(self.keys[member.key, source] for source in plan.connected)
        return self._add(number, plan.measures, plan.after, plan.effort, keys)

    def prices_of(self, number: int, prices: Prices, branch: Branch = WHOLE) -> ServicePrices:
        """What the master's prices mean for one service; a closed source is out of the question."""
        member = self.members[number]
        counted = dict[Metric, int]()
        for target, price in zip(self.request.targets, prices.counts, strict=False):
            counted[target.metric] = counted.get(target.metric, 0) + price
        sources = []
        for source in self.befores[number].service.data_sources:
            key = self.keys[member.key, source.id]
            price = CLOSED if key in branch.closed else prices.uses.get((number, key), 0)
            sources.append((source.id, price))
        return ServicePrices(
            metrics=tuple(
                weight + counted.get(metric, 0)
                for weight, metric in zip(self.weights[number], self.metrics, strict=True)
            ),
            effort=prices.effort + self.point,
            sources=tuple(sources),
        )

    def fair_shares(self, price: int) -> dict[tuple[int, str], int]:
        """Prices of sources where every service that could use one pays the same part of it."""
        users: dict[str, list[int]] = {}
        for number, (member, before) in enumerate(zip(self.members, self.befores, strict=True)):
            for source in before.service.data_sources:
                users.setdefault(self.keys[member.key, source.id], []).append(number)
        return {
            (number, key): price * effort // len(users[key])
            for key, effort in self.master.source_effort.items()
            for number in users.get(key, ())
        }

    def most_cost(self) -> int:
        """Where the least effort is sought: taking up everything there is, everywhere."""
        points = sum(one.effort for one in self.sources)
        points += sum(_dearest(one) for before in self.befores for one in find(before.service))
        return self.point * points

    def choice(self, place: int) -> ServiceChoice:
        """What a column does with its service."""
        one = self.kept[place]
        return ServiceChoice(
            service=self.members[one.column.owner].key,
            measures=one.measures,
            effort=one.column.effort,
            sources=tuple(sorted(one.column.sources)),
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
            tuple(round(HUNDRED_PERCENT * volume / total) if total else 0 for total in totals)
            for volume in cases
        ]

    def _master(self) -> Master:
        at_most = []
        for target in self.request.targets:
            before = sum(self.count(one.metrics, target.metric, "before") for one in self.befores)
            ceilings = [] if target.at_most is None else [target.at_most]
            if target.percent is not None:
                ceilings.append((100 - target.percent) * before // 100)
            at_most.append(min(ceilings))
        closed = [one for one in self.sources if not one.online]
        return Master(
            owners=len(self.befores),
            source_cost={one.key: self.point * one.effort for one in closed},
            source_effort={one.key: one.effort for one in closed},
            max_effort=self.request.max_effort,
            at_most=tuple(at_most),
        )

    def _add(
        self,
        number: int,
        measures: tuple[Measure, ...],
        after: Metrics,
        effort: int,
        keys: tuple[str, ...],
    ) -> bool:
        counts = [self.count(after, metric, "after") for metric in self.metrics]
        cost = self.point * effort
        cost += sum(w * count for w, count in zip(self.weights[number], counts, strict=True))
        targets = tuple(
            self.count(after, target.metric, "after") for target in self.request.targets
        )
        sources = frozenset(key for key in keys if key in self.master.source_cost)
        column = Column(number, cost, effort, targets, sources)
        if column in self._known:
            return False
        self._known.add(column)
        self.kept.append(Kept(column, measures, after))
        return True


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
