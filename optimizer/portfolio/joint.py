"""The joint decision, by column generation: which sources to connect, what to do in each service.

Services are answered alone under prices (``planning.pricing``) and meet in the master
(``solver.master``). Every round of prices gives a bound; the decision is chosen among all plans
found. Nothing here depends on how the services are spread over machines.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.evaluation.reduction import select
from optimizer.planning.looking import AsIs, counting_rule
from optimizer.planning.pricing import PricedPlan, ServicePrices, as_is, price_plan
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.district import (
    District,
    JointOutcome,
    JointRequest,
    ServiceChoice,
)
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Request
from optimizer.solver.master import Column, Master, Prices, bound, choose, relax

_SCALE = 10**8
"""Of the sum of percentages: one per cent of a metric is ``_SCALE`` ÷ 100."""

_POINT = 1000
"""Price of a point of effort where the least effort is sought."""

_LEAST_PRICE = 1
"""Of a point of effort where the most is sought: no effort without effect."""

_MOST_ROUNDS = 60
_CLOSED = 1e-4
_FIRST_PRICES = (0.0, 0.02, 0.1, 0.5)
"""Prices of effort of the first columns, as shares of what a point of effort may bring."""


@dataclass(frozen=True)
class Task:
    """One service to be answered under prices; goes to another process as it is."""

    number: int
    before: AsIs
    request: Request
    prices: ServicePrices


@dataclass(frozen=True)
class Answered:
    """What came back of a task; ``plan`` is ``None`` when nothing was found in time."""

    number: int
    plan: PricedPlan | None


Run = Callable[[Sequence[Task]], Iterable[Answered]]
Watch = Callable[[int, int | None, int | None], None]
"""Told after each round: its number, the value held and the bound."""


def answer_task(task: Task) -> Answered:
    """Answer one task; pure, so that any machine may do it."""
    return Answered(task.number, price_plan(task.before, task.request, task.prices))


def one_by_one(tasks: Sequence[Task]) -> Iterator[Answered]:
    """The simplest way to run tasks: here, in order."""
    return (answer_task(task) for task in tasks)


def decide(
    district: District,
    request: JointRequest,
    run: Run = one_by_one,
    watch: Watch | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> JointOutcome:
    """Decide all services of a district together.

    Args:
        district: at least one service.
        request: what is asked.
        run: answers tasks, in any order.
        watch: called after each round.
        stopped: asked between rounds; the best decision so far is kept.

    Returns:
        Choices for all services with value and bound; ``unreachable`` when it is proven that no
        decision reaches the targets, ``nothing_found`` when none was found.

    Raises:
        RequestProblem: a service or the request cannot be computed with.
    """
    return _Decision(district, request).made(run, watch, stopped)


@dataclass
class _Decision:
    district: District
    request: JointRequest
    columns: list[Column] = field(default_factory=list)
    measures: list[tuple[Measure, ...]] = field(default_factory=list)
    afters: list[Metrics] = field(default_factory=list)

    def __post_init__(self) -> None:
        asked, members = self.request, self.district.members
        self.rule: CountingRule = counting_rule(asked.counting)
        self.single = Request(
            counting=asked.counting,
            metrics=asked.metrics,
            authority=asked.authority,
            risk=asked.risk,
            levers=asked.levers,
            time_limit_seconds=max(5.0, asked.time_limit_seconds / 4),
            workers=1,
        )
        self.sources, _ = shared_sources(members)
        self.keys = {use: one.key for one in self.sources for use in one.uses}
        self.effort_of = {one.key: one.effort for one in self.sources}
        self.befores = tuple(as_is(one.service, self.single) for one in members)
        self.weights = self._weights()
        self.master = self._master()
        self.bound: int | None = None
        for number, before in enumerate(self.befores):
            self._add(number, (), before.metrics, 0, ())

    def made(self, run: Run, watch: Watch | None, stopped: Callable[[], bool]) -> JointOutcome:
        begun = time.monotonic()
        deadline = begun + self.request.time_limit_seconds
        rounds = 0
        for prices in self._first_prices():
            rounds += 1
            self._round(prices, run)
            if stopped() or time.monotonic() > deadline:
                break
        lacking = 0.0
        while rounds < _MOST_ROUNDS and not stopped() and time.monotonic() < deadline:
            relaxed = relax(self.master, self.columns)
            lacking = relaxed.lacking
            if watch is not None:
                watch(rounds, round(relaxed.value), self.bound)
            if self._closed(relaxed.value):
                break
            rounds += 1
            if not self._round(relaxed.prices, run):
                break
        seconds = max(1.0, min(30.0, deadline - time.monotonic()))
        chosen = choose(self.master, self.columns, seconds=seconds, workers=1)
        spent = time.monotonic() - begun
        if chosen is None:
            proven = lacking > 0 and self.bound is not None and self._out_of_reach()
            status = Status.UNREACHABLE if proven else Status.NOTHING_FOUND
            return JointOutcome(status=status, bound=self.bound, rounds=rounds, seconds=spent)
        return self._outcome(chosen.columns, chosen.value, rounds, spent, stopped())

    # --- what is minimised ------------------------------------------------------------------

    def _weights(self) -> tuple[tuple[int, ...], ...]:
        """For each service the price of one unit left of each metric."""
        asked = self.request
        if asked.targets:
            return tuple((0,) * len(asked.metrics) for _ in self.befores)
        cases = [
            (one.service.yearly_cases or 1) if asked.by_volume else 1
            for one in self.district.members
        ]
        found = [[0] * len(asked.metrics) for _ in self.befores]
        for place, metric in enumerate(asked.metrics):
            sums = [self._figure(before.metrics, metric, "before") for before in self.befores]
            total = sum(count * volume for count, volume in zip(sums, cases, strict=True))
            for number, volume in enumerate(cases):
                found[number][place] = round(_SCALE * volume / total) if total else 0
        return tuple(tuple(one) for one in found)

    def _figure(self, metrics: Metrics, metric: str, side: str) -> int:
        value = select(metrics, self.rule, metric, "before" if side == "before" else "after")
        return value or 0

    def _master(self) -> Master:
        asked = self.request
        at_most = []
        for target in asked.targets:
            before = sum(self._figure(one.metrics, target.metric, "before") for one in self.befores)
            ceilings = [] if target.at_most is None else [target.at_most]
            if target.percent is not None:
                ceilings.append((100 - target.percent) * before // 100)
            at_most.append(min(ceilings))
        price = _POINT if asked.targets else _LEAST_PRICE
        return Master(
            owners=len(self.befores),
            source_cost={one.key: price * one.effort for one in self.sources if not one.online},
            source_effort={one.key: one.effort for one in self.sources if not one.online},
            max_effort=asked.max_effort,
            at_most=tuple(at_most),
        )

    # --- rounds -----------------------------------------------------------------------------

    def _first_prices(self) -> Iterator[Prices]:
        """Plans of all sorts to begin with: from the most that is possible to what pays most."""
        if self.request.targets:
            each = [_POINT * share for share in (10.0, 1.0, 0.1, 0.01)]
            for price in each:
                counts = tuple(round(price) for _ in self.request.targets)
                yield Prices(counts=counts)
            return
        # A unit of work is worth about one unit of a metric where it pays at all.
        worth = max((max(one) for one in self.weights), default=0)
        for share in _FIRST_PRICES if self.request.max_effort is not None else (0.0,):
            yield Prices(effort=round(share * worth))

    def _round(self, prices: Prices, run: Run) -> bool:
        """Answer all services under prices; whether any new column came of it."""
        tasks = [self._task(number, prices) for number in range(len(self.befores))]
        floors: dict[int, int] = {}
        fresh = False
        for answered in run(tasks):
            if answered.plan is None:
                continue
            plan, number = answered.plan, answered.number
            floors[number] = plan.bound
            keys = tuple(
                self.keys[self.district.members[number].key, one] for one in plan.connected
            )
            fresh |= self._add(number, plan.measures, plan.after, plan.effort, keys)
        if len(floors) == len(tasks):
            found = bound(self.master, prices, [floors[number] for number in range(len(tasks))])
            self.bound = found if self.bound is None else max(self.bound, found)
        return fresh

    def _task(self, number: int, prices: Prices) -> Task:
        member = self.district.members[number]
        counted = {
            target.metric: price
            for target, price in zip(self.request.targets, prices.counts, strict=False)
        }
        metrics = tuple(
            weight + counted.get(metric, 0)
            for weight, metric in zip(self.weights[number], self.request.metrics, strict=True)
        )
        effort = prices.effort + (_POINT if self.request.targets else _LEAST_PRICE)
        sources = {
            source.id: prices.uses.get((number, self.keys[member.key, source.id]), 0)
            for source in member.service.data_sources
        }
        return Task(
            number, self.befores[number], self.single, ServicePrices(metrics, effort, sources)
        )

    def _add(
        self,
        number: int,
        measures: tuple[Measure, ...],
        after: Metrics,
        effort: int,
        keys: tuple[str, ...],
    ) -> bool:
        counts = [self._figure(after, metric, "after") for metric in self.request.metrics]
        price = _POINT if self.request.targets else _LEAST_PRICE
        cost = price * effort + sum(
            weight * count for weight, count in zip(self.weights[number], counts, strict=True)
        )
        targets = tuple(
            self._figure(after, target.metric, "after") for target in self.request.targets
        )
        sources = frozenset(key for key in keys if key in self.master.source_cost)
        column = Column(number, cost, effort, targets, sources)
        if column in self.columns:
            return False
        self.columns.append(column)
        self.measures.append(measures)
        self.afters.append(after)
        return True

    def _closed(self, value: float) -> bool:
        return self.bound is not None and value - self.bound <= _CLOSED * max(1.0, abs(value))

    def _out_of_reach(self) -> bool:
        """Whether even giving everything leaves a target missed: each service at its least."""
        return False

    # --- the answer -------------------------------------------------------------------------

    def _outcome(
        self, places: tuple[int, ...], value: int, rounds: int, seconds: float, stopped: bool
    ) -> JointOutcome:
        choices = tuple(self._choice(number, place) for number, place in enumerate(places))
        connected = tuple(sorted({key for one in choices for key in one.sources}))
        effort = sum(one.effort for one in choices)
        effort += sum(self.master.source_effort[key] for key in connected)
        proven = self.bound is not None and value <= self.bound
        status = Status.OPTIMAL if proven else Status.STOPPED if stopped else Status.BOUNDED
        return JointOutcome(
            status=status,
            value=value,
            bound=self.bound,
            effort=effort,
            connected=connected,
            choices=choices,
            rounds=rounds,
            seconds=round(seconds, 3),
        )

    def _choice(self, number: int, place: int) -> ServiceChoice:
        return ServiceChoice(
            service=self.district.members[number].key,
            measures=self.measures[place],
            effort=self.columns[place].effort,
            sources=tuple(sorted(self.columns[place].sources)),
            before=self.befores[number].metrics,
            after=self.afters[place],
        )
