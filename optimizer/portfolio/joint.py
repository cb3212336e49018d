"""The joint decision, by column generation: which sources to connect, what to do in each service.

Services are answered alone under prices (``planning.pricing``) and meet in the master
(``solver.master``). Every round of prices gives a bound; the decision is chosen among all plans
found. Nothing here depends on how the services are spread over machines.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.planning.looking import AsIs
from optimizer.planning.pricing import PricedPlan, ServicePrices, price_plan
from optimizer.portfolio.pool import HUNDRED_PERCENT, POINT, Pool, asked_metrics
from optimizer.redesign.district import JointOutcome, JointRequest
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Request
from optimizer.solver.master import Prices, bound, choose, relax

RESOLUTION = HUNDRED_PERCENT // 100_000
"""0.001 of a per cent: a decision this close to the bound is called the best; districts report two
places. Where the least effort is sought, a decision is the best when no whole point is between."""

_MOST_ROUNDS = 80
_FIRST_SECONDS = 5.0
_CHOOSING_SECONDS = 20.0


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


@dataclass(frozen=True)
class Round:
    """What is known after a round of prices.

    Attributes:
        value: of the decision without whole numbers; ``None`` before there is one.
        bound: no decision is better.
        plans: found so far.
    """

    number: int
    value: int | None
    bound: int | None
    plans: int


Watch = Callable[[Round], None]


def answer_task(task: Task) -> Answered:
    """Answer one task; pure, so that any machine may do it."""
    return Answered(task.number, price_plan(task.before, task.request, task.prices))


def one_by_one(tasks: Sequence[Task]) -> Iterator[Answered]:
    """The simplest way to run tasks: here, in order."""
    return (answer_task(task) for task in tasks)


def single_request(request: JointRequest, seconds: float) -> Request:
    """What each service is asked, apart from prices.

    One worker a service: with one, the answer is the same on every machine.
    """
    return Request(
        name="joint",
        counting=request.counting,
        metrics=asked_metrics(request),
        authority=request.authority,
        risk=request.risk,
        levers=request.levers,
        time_limit_seconds=seconds,
        workers=1,
    )


def decide(
    pool: Pool,
    run: Run = one_by_one,
    watch: Watch | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> JointOutcome:
    """Decide all services of a pool together.

    Args:
        pool: the services, each with its as-is as first plan.
        run: answers tasks, in any order.
        watch: called after each round.
        stopped: asked between rounds; the best decision so far is kept.

    Returns:
        Choices for all services with value and bound; ``unreachable`` when it is proven that a
        target is out of reach, ``nothing_found`` when no decision was found.
    """
    return _Rounds(pool, run, watch, stopped).decided()


class _Rounds:
    def __init__(
        self, pool: Pool, run: Run, watch: Watch | None, stopped: Callable[[], bool]
    ) -> None:
        self._pool = pool
        self._run = run
        self._watch = watch
        self._stopped = stopped
        self._begun = time.monotonic()
        self._deadline = self._begun + pool.request.time_limit_seconds
        self._seconds = _FIRST_SECONDS
        self._bound: int | None = None
        self._number = 0

    def decided(self) -> JointOutcome:
        for prices in self._first_prices():
            self._round(prices)
            if self._over():
                break
        while self._number < _MOST_ROUNDS and not self._over():
            relaxed = relax(self._pool.master, self._pool.columns)
            self._tell(round(relaxed.value))
            if self._near(relaxed.value):
                break
            fresh, proven = self._round(relaxed.prices)
            if not fresh and proven:
                break
            if not fresh:
                # Only services that need more time stand between value and bound.
                self._seconds *= 2
        left = max(1.0, min(_CHOOSING_SECONDS, self._deadline - time.monotonic()))
        chosen = choose(self._pool.master, self._pool.columns, seconds=left, workers=1)
        if chosen is None:
            return self._nothing()
        return self._outcome(chosen.columns, chosen.value)

    def _over(self) -> bool:
        return self._stopped() or time.monotonic() > self._deadline

    def _tell(self, value: int | None) -> None:
        if self._watch is not None:
            self._watch(Round(self._number, value, self._bound, len(self._pool.kept)))

    def _first_prices(self) -> Iterator[Prices]:
        """Plans of all sorts to begin with: from the most that is possible to what pays most."""
        request = self._pool.request
        if request.targets:
            for price in (10 * POINT, POINT, POINT // 10):
                yield Prices(counts=(price,) * len(request.targets))
            return
        yield Prices()
        if request.max_effort is not None:
            # What a point of effort may bring: about a unit of a metric of a busy service.
            worth = max((max(one) for one in self._pool.weights), default=0)
            for divisor in (50, 10, 2):
                yield Prices(effort=worth // divisor)

    def _round(self, prices: Prices) -> tuple[bool, bool]:
        """Answer all services under prices.

        Returns:
            Whether a new plan came of it; whether every answer is proven.
        """
        self._number += 1
        request = single_request(self._pool.request, self._time_for_one())
        tasks = [
            Task(number, before, request, self._pool.prices_of(number, prices))
            for number, before in enumerate(self._pool.befores)
        ]
        floors: dict[int, int] = {}
        fresh, proven = False, True
        for answered in sorted(self._run(tasks), key=lambda one: one.number):
            if answered.plan is not None:
                floors[answered.number] = answered.plan.bound
                proven &= answered.plan.proven
                fresh |= self._pool.add(answered.number, answered.plan)
        if len(floors) == len(tasks):
            found = bound(self._pool.master, prices, [floors[number] for number in sorted(floors)])
            self._bound = found if self._bound is None else max(self._bound, found)
        self._tell(None)
        return fresh, proven

    def _time_for_one(self) -> float:
        return max(1.0, min(self._seconds, self._deadline - time.monotonic()))

    def _near(self, value: float) -> bool:
        return self._bound is not None and value - self._bound < self._resolution()

    def _resolution(self) -> int:
        return POINT if self._pool.request.targets else RESOLUTION

    def _spent(self) -> float:
        return round(time.monotonic() - self._begun, 3)

    def _outcome(self, places: tuple[int, ...], value: int) -> JointOutcome:
        choices = tuple(self._pool.choice(place) for place in places)
        connected = tuple(sorted({key for one in choices for key in one.sources}))
        effort = sum(one.effort for one in choices)
        effort += sum(self._pool.master.source_effort[key] for key in connected)
        status = Status.STOPPED if self._stopped() else Status.BOUNDED
        return JointOutcome(
            status=Status.OPTIMAL if self._near(value) else status,
            value=value,
            bound=self._bound,
            effort=effort,
            connected=connected,
            choices=choices,
            rounds=self._number,
            seconds=self._spent(),
        )

    def _nothing(self) -> JointOutcome:
        """No decision: ask each service for the least of each target, to see whether one can be."""
        beyond = not self._over() and any(
            self._least(place) > most for place, most in enumerate(self._pool.master.at_most)
        )
        status = Status.UNREACHABLE if beyond else Status.NOTHING_FOUND
        return JointOutcome(status=status, rounds=self._number, seconds=self._spent())

    def _least(self, place: int) -> int:
        """What is left of a target at least, whatever it costs."""
        price = 10**6  # of a unit; a plan of more points of effort is beyond any service
        counts = tuple(
            price * POINT if other == place else 0
            for other in range(len(self._pool.request.targets))
        )
        request = single_request(self._pool.request, self._time_for_one())
        tasks = [
            Task(number, before, request, self._pool.prices_of(number, Prices(counts=counts)))
            for number, before in enumerate(self._pool.befores)
        ]
        floors = [one.plan.bound if one.plan else 0 for one in self._run(tasks)]
        return sum(floor // (price * POINT) for floor in floors)
