"""Which services the joint decision asks, what, and for how long.

A service is asked again only where it could bring something: what earlier prices prove of it
(``solver.earlier``) stands against the best plan known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.errors import Said
from optimizer.planning.looking import AsIs
from optimizer.planning.pricing import PricedPlan, ServicePrices, Within, price_plan
from optimizer.portfolio.pool import HUNDRED_PERCENT, POINT, Pool, asked_metrics
from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import JOINT, Request
from optimizer.solver.master import Branch, Prices
from optimizer.solver.weighing import Start

RESOLUTION = HUNDRED_PERCENT // 10_000
"""0.01 of a per cent: a decision this close to the bound is called the best; districts report two
places. Where the least effort is sought, a decision is the best when no whole point is between."""

LEFT_ASIDE = 0.02
"""Part of what is between value and bound that services not asked may hold in all."""

_FIRST_SECONDS = 2.0
_ONE_SHARE = 0.02
"""Part of the time that a single service may take once prices are near."""


@dataclass(frozen=True)
class Task:
    """One service to be answered under prices; goes to another process as it is."""

    number: int
    before: AsIs
    request: Request
    prices: ServicePrices
    within: tuple[Within, ...] = ()
    start: Start = ()


@dataclass(frozen=True)
class Answered:
    """What came back of a task; ``plan`` is ``None`` when nothing was found in time.

    Attributes:
        failure: why it could not be answered at all.
    """

    number: int
    plan: PricedPlan | None
    failure: Said | None = None


Run = Callable[[Sequence[Task]], Iterable[Answered]]


def answer_task(task: Task) -> Answered:
    """Answer one task; pure, so that any machine may do it."""
    plan = price_plan(task.before, task.request, task.prices, task.within, task.start)
    return Answered(task.number, plan)


def one_by_one(tasks: Sequence[Task]) -> Iterator[Answered]:
    """The simplest way to run tasks: here, in order."""
    return (answer_task(task) for task in tasks)


def single_request(request: JointRequest, seconds: float) -> Request:
    """What each service is asked, apart from prices.

    One worker a service: with one, the answer is the same on every machine. A service that was
    left open gets a second one, since its answers hang on the clock anyway.
    """
    return Request(
        name=JOINT,
        counting=request.counting,
        metrics=asked_metrics(request),
        authority=request.authority,
        risk=request.risk,
        levers=request.levers,
        time_limit_seconds=seconds,
        workers=1,
    )


@dataclass(frozen=True)
class _Open:
    """A service whose last answer was not proven: between its plan and its bound lies ``gap``."""

    gap: int
    seconds: float


_Question = tuple[int, tuple[Within, ...]]
"""A service, and which of its plans are looked at."""


class Asking:
    """What is known of the answers of each service, and whom to ask next.

    Attributes:
        failed: why services could not be answered at all; they stay as they are.
    """

    def __init__(self, pool: Pool) -> None:
        self.failed: dict[int, Said] = {}
        self._pool = pool
        self._most_seconds = _FIRST_SECONDS
        self._unproven: dict[_Question, _Open] = {}
        self._asked_once: set[int] = set()

    def tasks(self, prices: Prices, branch: Branch, aside: float, left: float) -> list[Task]:
        """The services that may bring something under prices, the most promising first.

        What lies between the best plan known of a service and what is proven of it may come from
        asking it, except where it was asked before and left as much open for want of time. Every
        service is asked once, however little it can bring.

        Args:
            prices: of the master, in the part of all decisions given by ``branch``.
            branch: see above.
            aside: part of what is between value and bound that need not be asked for.
            left: seconds that are left for everything.
        """
        pool = self._pool
        floors = self.floors(prices, branch)
        known = [pool.cheapest(number, prices, branch) for number in range(len(floors))]
        between = [cost - low for (cost, _), low in zip(known, floors, strict=True)]
        questions = [(number, pool.within(number, branch)) for number in range(len(floors))]
        hopes = [gap - self._lasting(one) for one, gap in zip(questions, between, strict=True)]
        # Half the tolerance, since value and bound have to be closer than all of it.
        least = max(aside * sum(between), self._tolerance() / 2) / len(between)
        return [
            Task(
                number,
                pool.befores[number],
                self._asked(questions[number], left),
                pool.prices_of(number, prices, branch),
                questions[number][1],
                known[number][1],
            )
            for number in sorted(range(len(hopes)), key=lambda one: -between[one])
            if number not in self.failed
            and (hopes[number] > least or number not in self._asked_once)
        ]

    def take(self, tasks: Sequence[Task], answered: Answered) -> bool:
        """Take an answer in; whether it is a plan that was not known."""
        number, plan = answered.number, answered.plan
        task = next(one for one in tasks if one.number == number)
        seconds = task.request.time_limit_seconds
        self._asked_once.add(number)
        if answered.failure is not None:
            self.failed[number] = answered.failure
            return False
        question = (number, task.within)
        self._unproven.pop(question, None)
        if plan is None:
            self._unproven[question] = _Open(0, seconds)
            return False
        self._pool.learn(number, task.prices, task.within, plan.bound)
        if not plan.proven:
            self._unproven[question] = _Open(plan.value - plan.bound, seconds)
        return self._pool.add(number, plan)

    def floors(self, prices: Prices, branch: Branch) -> list[int]:
        """For each service what it costs at least, by all that is proven so far."""
        pool = self._pool
        return [
            pool.floor(number, pool.prices_of(number, prices, branch), pool.within(number, branch))
            for number in range(len(pool.befores))
        ]

    def prices_are_near(self) -> None:
        """From here on a service left open may take longer: its answers will matter."""
        self._most_seconds = max(_FIRST_SECONDS, _ONE_SHARE * self._pool.request.time_limit_seconds)

    def grant_more(self, left: float) -> bool:
        """Let services left open take longer; whether there are any, and time for them."""
        if not self._unproven or 2 * self._most_seconds > left:
            return False
        self._most_seconds *= 2
        return True

    def _asked(self, question: _Question, left: float) -> Request:
        """What a service is asked: twice the time it had when it was left open, and two workers."""
        last = self._unproven.get(question)
        seconds = _FIRST_SECONDS if last is None else min(2 * last.seconds, self._most_seconds)
        request = single_request(self._pool.request, max(1.0, min(seconds, left)))
        return request if last is None else request.model_copy(update={"workers": 2})

    def _lasting(self, question: _Question) -> int:
        """What asking a service again with no more time is not expected to close."""
        last = self._unproven.get(question)
        return last.gap if last is not None and last.seconds >= self._most_seconds else 0

    def _tolerance(self) -> int:
        return POINT if self._pool.request.targets else RESOLUTION
