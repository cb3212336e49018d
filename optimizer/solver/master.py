"""The master of the joint decision: one column a service, what services share paid for once.

Dantzig & Wolfe, "Decomposition principle for linear programs", 1960: services meet only in the
ceilings, the targets and what they share; with prices on these, each is answered alone. Any
prices that are not negative give a lower bound (Geoffrion, "Lagrangean relaxation for integer
programming", 1974), so the bound holds however early the rounds end and however prices are rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ortools.math_opt.python.linear_constraints import LinearConstraint
from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import Emphasis, SolveParameters, SolverType
from ortools.math_opt.python.result import SolveResult, TerminationReason
from ortools.math_opt.python.solve import solve

_WHOLE = 1e-6
_ANY = 10**15
"""More than any amount there is."""

_SCALE = 1e4
"""What is minimised is at most so much for the linear solver, which ones stand beside."""

_OTHER_WAYS = (
    SolveParameters(scaling=Emphasis.OFF),
    SolveParameters(presolve=Emphasis.OFF),
    SolveParameters(scaling=Emphasis.OFF, presolve=Emphasis.OFF),
)

Spent = tuple[int, int]
"""Points of effort, and yuan."""


class Unsolved(RuntimeError):
    """The linear solver gave up on a master."""


@dataclass(frozen=True)
class Column:
    """One way to treat one service.

    Attributes:
        owner: number of the service.
        cost: its share of what is minimised.
        spent: without what is shared.
        counts: for each target, what is left.
        shared: keys of the sources to connect and the approvals to get.
    """

    owner: int
    cost: int
    spent: Spent
    counts: tuple[int, ...]
    shared: frozenset[str]

    @property
    def amounts(self) -> tuple[int, ...]:
        """Points, yuan, then what is left of each target."""
        return (*self.spent, *self.counts)


@dataclass(frozen=True)
class Master:
    """What services share.

    Attributes:
        owners: number of services.
        shared_cost: what a shared thing adds to what is minimised, by its key.
        shared_spent: what it takes.
        ceilings: of effort and money; ``None`` is none.
        at_most: of each target.
        unit_yuan: money has its price by so many yuan, so that a price can be whole and sharp.
        worst: what is minimised is never more; the price of a unit above a ceiling or a target.
    """

    owners: int
    shared_cost: Mapping[str, int]
    shared_spent: Mapping[str, Spent]
    ceilings: tuple[int | None, int | None] = (None, None)
    at_most: tuple[int, ...] = ()
    unit_yuan: int = 1
    worst: int = 10**9

    def coupled(self) -> bool:
        """Whether services compete for anything."""
        return any(one is not None for one in self.ceilings) or bool(self.at_most)

    def limits(self) -> Iterator[tuple[int, int]]:
        """Place and height of every ceiling there is."""
        return ((place, most) for place, most in enumerate(self.ceilings) if most is not None)


@dataclass(frozen=True)
class Range:
    """How much of one of its ``Column.amounts`` the column of a service may have."""

    owner: int
    amount: int
    least: int
    most: int


@dataclass(frozen=True)
class Branch:
    """A part of all decisions: some shared things are taken up in it, some are not.

    Attributes:
        ranges: what columns of some services may spend or leave.
    """

    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    ranges: tuple[Range, ...] = ()

    def split(self, key: str) -> tuple[Branch, Branch]:
        """Both parts of it: with a shared thing and without."""
        with_it = replace(self, opened=self.opened | {key})
        return with_it, replace(self, closed=self.closed | {key})

    def divide(self, owner: int, amount: int, most: int) -> tuple[Branch, Branch]:
        """Both parts of it: a service has at most so much of an amount, or more."""
        low = Range(owner, amount, 0, most)
        high = Range(owner, amount, most + 1, _ANY)
        return replace(self, ranges=(*self.ranges, low)), replace(self, ranges=(*self.ranges, high))

    def of(self, owner: int) -> tuple[Range, ...]:
        """What the columns of one service may have, each amount once."""
        held: dict[int, Range] = {}
        for one in self.ranges:
            if one.owner == owner:
                other = held.get(one.amount, one)
                least, most = max(one.least, other.least), min(one.most, other.most)
                held[one.amount] = Range(owner, one.amount, least, most)
        return tuple(held[amount] for amount in sorted(held))

    def admits(self, column: Column) -> bool:
        """Whether a column keeps within the ranges of its service."""
        amounts = column.amounts
        return all(
            one.least <= amounts[one.amount] <= one.most
            for one in self.ranges
            if one.owner == column.owner
        )


WHOLE = Branch()


@dataclass(frozen=True)
class Prices:
    """Prices of the master, all whole and none negative.

    Attributes:
        spent: of a point and of ``unit_yuan``.
        counts: of one unit left, for each target.
        uses: of a shared thing by (service, key).
    """

    spent: Spent = (0, 0)
    counts: tuple[int, ...] = ()
    uses: Mapping[tuple[int, str], int] = field(default_factory=dict)
    unit_yuan: int = 1

    def paid(self, spent: Spent) -> int:
        """What points and yuan cost, rounded down."""
        return self.spent[0] * spent[0] + self.spent[1] * spent[1] // self.unit_yuan

    def halfway(self, other: Prices) -> Prices:
        """Prices in the middle of two: prices of the master jump, and smoothing them saves rounds.

        Wentges, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming", 1997.
        """
        places = {*self.uses, *other.uses}
        return Prices(
            spent=(
                (self.spent[0] + other.spent[0]) // 2,
                (self.spent[1] + other.spent[1]) // 2,
            ),
            counts=tuple((a + b) // 2 for a, b in zip(self.counts, other.counts, strict=True)),
            uses={p: (self.uses.get(p, 0) + other.uses.get(p, 0)) // 2 for p in sorted(places)},
            unit_yuan=self.unit_yuan,
        )

    def of(self, column: Column) -> int:
        """What a column costs under these prices."""
        return (
            column.cost
            + self.paid(column.spent)
            + _product(self.counts, column.counts)
            + sum(self.uses.get((column.owner, key), 0) for key in column.shared)
        )


@dataclass(frozen=True)
class Relaxed:
    """Optimum of the master without whole numbers.

    Attributes:
        value: what is minimised, including the price of whatever is out of reach.
        opened: how far each shared thing is taken up, from 0 to 1.
        shares: how far each column is taken.
    """

    value: float
    prices: Prices
    opened: Mapping[str, float]
    shares: Sequence[float]

    def undecided(self) -> str | None:
        """What is nearest to half taken up; ``None`` when each shared thing is or is not."""
        halves = {key: abs(share - 0.5) for key, share in self.opened.items()}
        key = min(halves, key=lambda one: (halves[one], one), default=None)
        return key if key is not None and halves[key] < 0.5 - _WHOLE else None

    def torn(self, columns: Sequence[Column]) -> tuple[int, int, int] | None:
        """The service that is most torn between columns, and an amount that tells them apart.

        Returns:
            Service, place in ``Column.amounts``, and the largest whole number not above its mean;
            ``None`` when columns taken in part are alike in all amounts.
        """
        parts: dict[int, list[tuple[float, Column]]] = {}
        for share, column in zip(self.shares, columns, strict=True):
            if share > _WHOLE:
                parts.setdefault(column.owner, []).append((share, column))
        wholest = {owner: max(share for share, _ in held) for owner, held in parts.items()}
        for owner in sorted(parts, key=lambda one: (wholest[one], one)):
            for amount in range(len(parts[owner][0][1].amounts)):
                held = {column.amounts[amount] for _, column in parts[owner]}
                mean = sum(share * column.amounts[amount] for share, column in parts[owner])
                if len(held) > 1:
                    return owner, amount, min(max(math.floor(mean), min(held)), max(held) - 1)
        return None


def relax(master: Master, columns: Sequence[Column], branch: Branch = WHOLE) -> Relaxed | None:
    """Solve the linear master in a part of all decisions.

    Targets that no columns reach are missed at a price, and so are ceilings where the columns of
    a part do not keep them, so that prices tell which columns are looked for.

    Returns:
        ``None`` when there is nothing in the part: no columns of a service belong to it.

    Raises:
        Unsolved: the linear solver gave up, which numbers of very unlike sizes can bring about.
    """
    found = _relaxed(master, columns, branch, strict=True)
    if found is None and branch != WHOLE:
        found = _relaxed(master, columns, branch, strict=False)
    return found


def _relaxed(
    master: Master, columns: Sequence[Column], branch: Branch, *, strict: bool
) -> Relaxed | None:
    model = Model()
    share = [model.add_variable(lb=0, ub=float(branch.admits(one))) for one in columns]
    open_ = {
        key: model.add_variable(lb=float(key in branch.opened), ub=float(key not in branch.closed))
        for key in master.shared_cost
    }
    missed = [model.add_variable(lb=0) for _ in master.at_most]
    above = {kind: model.add_variable(lb=0) for kind, _ in master.limits() if not strict}
    owned = owned_by(master, columns)
    for places in owned:
        model.add_linear_constraint(sum(share[place] for place in places) == 1)
    links = {}
    for owner, places in enumerate(owned):
        for key in sorted({key for place in places for key in columns[place].shared}):
            users = sum(share[place] for place in places if key in columns[place].shared)
            links[owner, key] = model.add_linear_constraint(users <= open_[key])
    ceilings = {}
    for kind, most in master.limits():
        spent = sum(column.spent[kind] * one for column, one in zip(columns, share, strict=True))
        once = sum(master.shared_spent[key][kind] * one for key, one in open_.items())
        unit = master.unit_yuan if kind else 1
        ceilings[kind] = model.add_linear_constraint(
            (spent + once) * (1 / unit) <= most / unit + above.get(kind, 0)
        )
    reached = [
        model.add_linear_constraint(
            sum(column.counts[number] * one for column, one in zip(columns, share, strict=True))
            <= most + missed[number]
        )
        for number, most in enumerate(master.at_most)
    ]
    costs = [column.cost * one for column, one in zip(columns, share, strict=True)]
    costs += [master.shared_cost[key] * one for key, one in open_.items()]
    costs += [master.worst * one for one in (*missed, *above.values())]
    scale = master.worst / _SCALE
    model.minimize(sum(costs) * (1 / scale))
    result = _solved(model)
    if result.termination.reason is TerminationReason.INFEASIBLE and branch != WHOLE:
        return None
    if result.termination.reason is not TerminationReason.OPTIMAL:
        raise Unsolved(f"the linear master was not solved: {result.termination}")
    duals = result.dual_values()
    prices = Prices(
        spent=(
            _price(duals, ceilings.get(0), scale),
            _price(duals, ceilings.get(1), scale),
        ),
        counts=tuple(_price(duals, one, scale) for one in reached),
        uses={place: _price(duals, one, scale) for place, one in links.items()},
        unit_yuan=master.unit_yuan,
    )
    opened = {key: result.variable_values(one) for key, one in open_.items()}
    value = scale * result.objective_value()
    return Relaxed(value, prices, opened, result.variable_values(share))


def _solved(model: Model) -> SolveResult:
    """The model solved; in another way where the usual one is lost in rounding."""
    result = solve(model, SolverType.GLOP)
    for other in _OTHER_WAYS:
        if result.termination.reason in (TerminationReason.OPTIMAL, TerminationReason.INFEASIBLE):
            break
        result = solve(model, SolverType.GLOP, params=other)
    return result


def owned_by(master: Master, columns: Sequence[Column]) -> list[list[int]]:
    """For each service the places of its columns."""
    owned: list[list[int]] = [[] for _ in range(master.owners)]
    for place, column in enumerate(columns):
        owned[column.owner].append(place)
    return owned


def bound(master: Master, prices: Prices, priced: Sequence[int], branch: Branch = WHOLE) -> int:
    """What no decision of a branch can beat, given prices.

    Args:
        master: what services share.
        prices: any.
        priced: for each service a lower bound on cost + price of its effort, counts and uses;
            plans that use what is closed in the branch may be left out of it.
        branch: part of all decisions.
    """
    total = sum(priced)
    for kind, most in master.limits():
        unit = prices.unit_yuan if kind else 1
        total -= -(-prices.spent[kind] * most // unit)
    total -= _product(prices.counts, master.at_most)
    taken: dict[str, int] = dict.fromkeys(master.shared_cost, 0)
    for (_, key), price in prices.uses.items():
        taken[key] += price
    for key, cost in master.shared_cost.items():
        opening = cost - taken[key] + prices.paid(master.shared_spent[key])
        if key in branch.opened:
            total += opening
        elif key not in branch.closed:
            total += min(0, opening)
    return total


def _price(
    duals: Mapping[LinearConstraint, float], row: LinearConstraint | None, scale: float
) -> int:
    """Price of a row as a whole number; the bound holds for any, so rounding costs only sharpness.

    A row that is not there costs nothing.
    """
    return 0 if row is None else max(0, round(-duals[row] * scale))


def _product(prices: Sequence[int], amounts: Sequence[int]) -> int:
    return sum(price * amount for price, amount in zip(prices, amounts, strict=True))
