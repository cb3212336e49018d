"""The joint decision, by column generation: what services share, and what to do in each.

Services are answered alone under prices (``planning.pricing``) and meet in the master
(``solver.master``). Every round of prices gives a bound; the decision is chosen among all plans
found. Nothing here depends on how the services are spread over machines.
"""

from __future__ import annotations

import contextlib
import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.portfolio.asking import (
    LEFT_ASIDE,
    RESOLUTION,
    Answered,
    Asking,
    Run,
    Task,
    one_by_one,
)
from optimizer.portfolio.pool import POINT, Pool
from optimizer.redesign.district import Failed, JointOutcome
from optimizer.redesign.plan import Status
from optimizer.solver.choosing import Chosen, choose
from optimizer.solver.master import Branch, Prices, Relaxed, Unsolved, bound, relax

_ABOVE_ALL = 10**6 * POINT
"""Price of a unit of one target when nothing else counts: more than all effort of a service."""

_UNKNOWN = -(10**18)
_CHOOSING_SECONDS = 20.0
_CHOOSING_SHARE = 0.04
"""Part of the time that is kept for choosing among the plans found."""
_FIRST_PRICES = 4
_POINTS_OF_ONE = 100
"""About what everything that pays takes in a service; says which prices to begin with, no more."""


@dataclass(frozen=True)
class Round:
    """What is known after a round of prices.

    Attributes:
        value: of the best decision held; before there is one, of the prices' own; ``None`` unknown.
        bound: no decision is better.
        plans: found so far.
    """

    number: int
    value: int | None
    bound: int | None
    plans: int


Watch = Callable[[Round], None]


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


@dataclass(order=True)
class _Node:
    """A part of all decisions that is still open, the one that may hold the best first."""

    bound: int
    number: int
    branch: Branch = field(compare=False)
    centre: Prices | None = field(compare=False, default=None)
    """The prices that gave the bound."""


class _Rounds:
    """Branch and price, until value and bound meet or the time is up.

    Where prices leave a shared thing half taken up, it is decided with and without; where they
    leave a service between plans, with more and with less of what tells these apart.
    """

    def __init__(
        self, pool: Pool, run: Run, watch: Watch | None, stopped: Callable[[], bool]
    ) -> None:
        self._pool = pool
        self._whole = Branch(closed=pool.refused)
        self._run = run
        self._watch = watch
        self._stopped = stopped
        self._begun = time.monotonic()
        limit = pool.request.time_limit_seconds
        self._deadline = self._begun + limit * (1 - _CHOOSING_SHARE)
        self._asking = Asking(pool)
        self._number = 0
        self._open: list[_Node] = []
        self._closed: list[int] = []
        self._splits = 0
        self._least: list[tuple[str, int]] = []
        self._chosen: Chosen | None = None
        self._value: int | None = None

    def decided(self) -> JointOutcome:
        root = _Node(_UNKNOWN, 0, self._whole)
        heapq.heappush(self._open, root)
        self._begin(root)
        while self._open and not self._over() and not self._beyond():
            node = heapq.heappop(self._open)
            if self._pruned(node):
                self._closed.append(node.bound)
                continue
            self._solve(node)
        proven = self._chosen is not None and self._near(self._chosen.value, self._bound())
        if not proven and not self._beyond():
            self._choose()
        return self._nothing() if self._chosen is None else self._outcome(self._chosen)

    def _solve(self, node: _Node) -> None:
        """Bring value and bound of a node together, then split it or leave it."""
        parts: tuple[Branch, ...] = ()
        while not self._over():
            relaxed = self._relaxed(node.branch)
            if relaxed is None:
                self._closed.append(node.bound)
                return
            self._value = round(relaxed.value)
            parts = self._parts(relaxed, node.branch)
            if self._near(relaxed.value, node.bound):
                break
            if not self._priced(relaxed.prices, node):
                break
            if self._pruned(node):
                break
        else:
            heapq.heappush(self._open, node)
            return
        self._choose()
        if not parts or self._pruned(node):
            self._closed.append(node.bound)
            return
        for branch in parts:
            self._splits += 1
            heapq.heappush(self._open, _Node(node.bound, self._splits, branch, node.centre))

    def _relaxed(self, branch: Branch) -> Relaxed | None:
        """The linear master of a part; ``None`` when nothing of it is known, or it is unsolved."""
        with contextlib.suppress(Unsolved):
            return relax(self._pool.master, self._pool.columns, branch)
        return None

    def _parts(self, relaxed: Relaxed, branch: Branch) -> tuple[Branch, ...]:
        """Two parts of a node, each without the mixture that prices led to; none if it is whole."""
        key = relaxed.undecided()
        if key is not None:
            return branch.split(key)
        torn = relaxed.torn(self._pool.columns)
        return () if torn is None else branch.divide(*torn)

    def _priced(self, prices: Prices, node: _Node) -> bool:
        """A round or two of prices; whether another one could bring anything."""
        ways: list[tuple[Prices, float]] = [(prices, LEFT_ASIDE), (prices, 0.0)]
        if not self._pool.master.coupled():
            # Nothing is scarce: every service does its best, and prices would only disturb.
            ways = [(Prices(), LEFT_ASIDE), (Prices(), 0.0)]
        elif node.centre is not None:
            ways.insert(0, (prices.halfway(node.centre), LEFT_ASIDE))
        while not any(self._helps(prices, *way, node) for way in ways):
            # Only services that need more time stand between value and bound.
            if self._over() or not self._asking.grant_more(self._left()):
                return False
        return True

    def _helps(self, prices: Prices, asked: Prices, aside: float, node: _Node) -> bool:
        """A round under some prices; whether a plan came of it that is cheaper under the master's.

        A new plan that is not would leave the master, its prices and the next round the same.
        """
        if not self._pool.master.coupled():
            prices = asked
        before = self._cheapest(prices, node)
        self._round(asked, node, aside)
        after = self._cheapest(prices, node)
        return any(now < then for now, then in zip(after, before, strict=True))

    def _cheapest(self, prices: Prices, node: _Node) -> list[int]:
        services = range(len(self._pool.befores))
        return [self._pool.cheapest(number, prices, node.branch)[0] for number in services]

    def _choose(self) -> None:
        """The best decision among all plans found so far."""
        limit = _CHOOSING_SHARE * self._pool.request.time_limit_seconds
        chosen = choose(
            self._pool.master,
            self._pool.columns,
            seconds=max(1.0, min(_CHOOSING_SECONDS, max(limit, self._left()))),
            workers=1,
            start=self._chosen,
        )
        if chosen is not None and (self._chosen is None or chosen.value < self._chosen.value):
            self._chosen = chosen

    def _pruned(self, node: _Node) -> bool:
        """Whether nothing better than what is held, or nothing at all, can be in a node."""
        worst = self._pool.master.worst
        return self._near(worst if self._chosen is None else self._chosen.value, node.bound)

    def _bound(self) -> int | None:
        """What no decision of any part can beat."""
        parts = [*(one.bound for one in self._open), *self._closed]
        least = min(parts, default=_UNKNOWN)
        return None if least == _UNKNOWN else least

    def _over(self) -> bool:
        return self._stopped() or time.monotonic() > self._deadline

    def _tell(self, node: _Node) -> None:
        if self._watch is not None:
            held = None if self._chosen is None else self._chosen.value
            known = self._bound()
            bound = node.bound if known is None else min(known, node.bound)
            self._watch(
                Round(
                    self._number,
                    self._value if held is None else held,
                    None if bound == _UNKNOWN else bound,
                    len(self._pool.kept),
                )
            )

    def _begin(self, root: _Node) -> None:
        """Plans of all sorts to begin with: from the most that is possible to what pays most."""
        for place, target in enumerate(self._pool.request.targets):
            if self._over():
                return
            self._alone(place, target.metric.value, root)
        for prices in self._first_prices():
            if self._over():
                return
            self._round(prices, root)
        self._asking.prices_are_near()

    def _alone(self, place: int, metric: str, root: _Node) -> None:
        """What is left of one target at least, whatever it costs."""
        count = len(self._pool.request.targets)
        counts = tuple(_ABOVE_ALL if other == place else 0 for other in range(count))
        prices = self._pool.with_least(Prices(counts=counts))
        self._round(prices, root, aside=0.0)
        floors = self._asking.floors(prices, root.branch)
        self._least.append((metric, sum(one // _ABOVE_ALL for one in floors)))

    def _first_prices(self) -> Iterator[Prices]:
        request = self._pool.request
        if request.targets:
            for price in (10 * POINT, POINT):
                yield Prices(counts=(price,) * len(request.targets))
            return
        if request.max_effort is None:
            yield Prices()
            return
        # A point of effort may bring about a unit of a metric. How much that is worth differs as
        # much as yearly cases do, so what the plans found so far make of it says where to look.
        worths = sorted((max(one) for one in self._pool.weights), reverse=True)
        place = min(request.max_effort // _POINTS_OF_ONE, len(worths) - 1)
        spent = (worths[place] // 4, 0)
        for _ in range(_FIRST_PRICES):
            yield Prices(spent=spent, uses=self._pool.fair_shares(spent))
            relaxed = self._relaxed(self._whole)
            if relaxed is None or 0.8 * spent[0] <= relaxed.prices.spent[0] <= 1.25 * spent[0]:
                return
            spent = relaxed.prices.spent

    def _round(self, prices: Prices, node: _Node, aside: float = LEFT_ASIDE) -> bool:
        """Ask services under prices, see ``Asking.tasks``; whether a new plan came of it."""
        prices = self._pool.with_least(prices)
        tasks = self._asking.tasks(prices, node.branch, aside, self._left())
        answers = sorted(self._answers(tasks), key=lambda one: one.number)
        fresh = [self._asking.take(tasks, one) for one in answers]
        floors = self._asking.floors(prices, node.branch)
        found = bound(self._pool.master, prices, floors, node.branch)
        if found > node.bound:
            node.bound, node.centre = found, prices
        if tasks:
            self._number += 1
            self._tell(node)
        return any(fresh)

    def _answers(self, tasks: Sequence[Task]) -> Iterator[Answered]:
        """Answers as they come, until the time is up."""
        for answered in self._run(tasks):
            yield answered
            if self._over():
                return

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _near(self, value: float, floor: int | None) -> bool:
        return floor is not None and value - floor < self._resolution()

    def _resolution(self) -> int:
        return POINT if self._pool.request.targets else RESOLUTION

    def _spent(self) -> float:
        return round(time.monotonic() - self._begun, 3)

    def _outcome(self, chosen: Chosen) -> JointOutcome:
        proven = self._proven_alone(chosen)
        choices = tuple(
            self._pool.choice(place, proven=best)
            for place, best in zip(chosen.columns, proven, strict=True)
        )
        connected = tuple(sorted({key for one in choices for key in one.sources}))
        approved = tuple(sorted({key for one in choices for key in one.approvals}))
        shared = [self._pool.master.shared_spent[key] for key in (*connected, *approved)]
        status = Status.STOPPED if self._stopped() else Status.BOUNDED
        floor = self._bound()
        return JointOutcome(
            status=Status.OPTIMAL if self._near(chosen.value, floor) else status,
            value=chosen.value,
            bound=None if floor is None else min(floor, chosen.value),
            effort=sum(one.effort for one in choices) + sum(points for points, _ in shared),
            cost_yuan=sum(one.cost_yuan for one in choices) + sum(yuan for _, yuan in shared),
            connected=connected,
            approved=approved,
            choices=choices,
            rounds=self._number,
            seconds=self._spent(),
            alone=tuple(self._least),
            unanswered=tuple(self._unanswered()),
        )

    def _proven_alone(self, chosen: Chosen) -> list[bool]:
        """For each service whether nothing would be better for it by itself."""
        if self._pool.master.coupled():
            return [False] * len(chosen.columns)
        prices = self._pool.with_least(Prices())
        floors = self._asking.floors(prices, self._whole)
        columns = [self._pool.columns[place] for place in chosen.columns]
        return [prices.of(one) <= floor for one, floor in zip(columns, floors, strict=True)]

    def _unanswered(self) -> Iterator[Failed]:
        for number, why in sorted(self._asking.failed.items()):
            yield Failed(
                service=self._pool.members[number].key,
                message_zh=f"保持现状：{why.zh}",
                message_en=f"stays as it is: {why.en}",
            )

    def _beyond(self) -> bool:
        """Whether it is proven that no decision reaches the targets."""
        ceilings = zip(self._least, self._pool.master.at_most, strict=False)
        if any(least > most for (_, least), most in ceilings):
            return True
        if not self._pool.request.targets or self._chosen is not None:
            return False
        known = self._bound()
        return self._near(self._pool.master.worst, known)

    def _nothing(self) -> JointOutcome:
        status = Status.UNREACHABLE if self._beyond() else Status.NOTHING_FOUND
        return JointOutcome(
            status=status, rounds=self._number, seconds=self._spent(), alone=tuple(self._least)
        )
