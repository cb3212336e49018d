"""The master of the joint decision: one column a service, what services share paid for once.

Dantzig & Wolfe, "Decomposition principle for linear programs", 1960: services meet only in the
ceilings, the targets and what they share; with prices on these, each is answered alone. Any
prices that are not negative give a lower bound (Geoffrion, "Lagrangean relaxation for integer
programming", 1974), so the bound holds however early the rounds end and however prices are rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.math_opt.python.linear_constraints import LinearConstraint
from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve
from ortools.sat.python import cp_model

_WHOLE = 1e-6
_LACKING = 10**6
"""Price of one unit of a target that is missed, in points of what is minimised a unit."""

Spent = tuple[int, int]
"""Points of effort, and yuan."""


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
    """

    owners: int
    shared_cost: Mapping[str, int]
    shared_spent: Mapping[str, Spent]
    ceilings: tuple[int | None, int | None] = (None, None)
    at_most: tuple[int, ...] = ()
    unit_yuan: int = 1

    def coupled(self) -> bool:
        """Whether services compete for anything."""
        return any(one is not None for one in self.ceilings) or bool(self.at_most)

    def limits(self) -> Iterator[tuple[int, int]]:
        """Place and height of every ceiling there is."""
        return ((place, most) for place, most in enumerate(self.ceilings) if most is not None)


@dataclass(frozen=True)
class Branch:
    """A part of all decisions: some shared things are taken up in it, some are not."""

    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def split(self, key: str) -> tuple[Branch, Branch]:
        """Both parts of it: with a shared thing and without."""
        with_it = Branch(self.opened | {key}, self.closed)
        return with_it, Branch(self.opened, self.closed | {key})


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
        value: what is minimised, including the price of targets missed.
        lacking: units of targets missed.
        opened: how far each shared thing is taken up, from 0 to 1.
    """

    value: float
    lacking: float
    prices: Prices
    opened: Mapping[str, float]

    def undecided(self) -> str | None:
        """What is nearest to half taken up; ``None`` when each shared thing is or is not."""
        halves = {key: abs(share - 0.5) for key, share in self.opened.items()}
        key = min(halves, key=lambda one: (halves[one], one), default=None)
        return key if key is not None and halves[key] < 0.5 - _WHOLE else None


@dataclass(frozen=True)
class Chosen:
    """Whole-numbered decision: for each service the place of its column."""

    columns: tuple[int, ...]
    shared: tuple[str, ...]
    value: int


def relax(master: Master, columns: Sequence[Column], branch: Branch = WHOLE) -> Relaxed | None:
    """Solve the linear master in a part of all decisions.

    Returns:
        ``None`` when what is taken up there costs more than a ceiling allows.

    Raises:
        RuntimeError: the linear solver failed, which it may not (the as-is is a column).
    """
    model = Model()
    share = [model.add_variable(lb=0) for _ in columns]
    open_ = {
        key: model.add_variable(lb=float(key in branch.opened), ub=float(key not in branch.closed))
        for key in master.shared_cost
    }
    missed = [model.add_variable(lb=0) for _ in master.at_most]
    owned = _owned(master, columns)
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
        opened = sum(master.shared_spent[key][kind] * one for key, one in open_.items())
        ceilings[kind] = model.add_linear_constraint(spent + opened <= most)
    reached = [
        model.add_linear_constraint(
            sum(column.counts[number] * one for column, one in zip(columns, share, strict=True))
            <= most + missed[number]
        )
        for number, most in enumerate(master.at_most)
    ]
    costs = [column.cost * one for column, one in zip(columns, share, strict=True)]
    costs += [master.shared_cost[key] * one for key, one in open_.items()]
    costs += [_LACKING * one for one in missed]
    model.minimize(sum(costs))
    result = solve(model, SolverType.GLOP)
    if result.termination.reason is TerminationReason.INFEASIBLE and branch.opened:
        return None
    if result.termination.reason is not TerminationReason.OPTIMAL:
        raise RuntimeError(f"the linear master was not solved: {result.termination}")
    duals = result.dual_values()
    prices = Prices(
        spent=(
            _price(duals, ceilings.get(0)),
            _price(duals, ceilings.get(1), master.unit_yuan),
        ),
        counts=tuple(_price(duals, one) for one in reached),
        uses={place: _price(duals, one) for place, one in links.items()},
        unit_yuan=master.unit_yuan,
    )
    lacking = sum(result.variable_values(missed))
    shares = {key: result.variable_values(one) for key, one in open_.items()}
    return Relaxed(result.objective_value(), lacking, prices, shares)


def _owned(master: Master, columns: Sequence[Column]) -> list[list[int]]:
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


def choose(
    master: Master,
    columns: Sequence[Column],
    *,
    seconds: float,
    workers: int,
    start: Chosen | None = None,
) -> Chosen | None:
    """The best whole decision among the columns; ``None`` when none keeps targets and ceilings.

    Args:
        master: what services share.
        columns: to choose one of for each service.
        seconds: to search for.
        workers: threads.
        start: a decision among the first of these columns, to be bettered.
    """
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"column/{place}") for place in range(len(columns))]
    open_ = {key: model.new_bool_var(f"shared/{key}") for key in master.shared_cost}
    owned = _owned(master, columns)
    for place, column in enumerate(columns):
        for key in column.shared:
            model.add_implication(taken[place], open_[key])
    for places in owned:
        model.add_exactly_one(taken[place] for place in places)
    for kind, most in master.limits():
        spent = sum(column.spent[kind] * taken[place] for place, column in enumerate(columns))
        opened = sum(master.shared_spent[key][kind] * one for key, one in open_.items())
        model.add(spent + opened <= most)
    for number, most in enumerate(master.at_most):
        left = sum(column.counts[number] * taken[place] for place, column in enumerate(columns))
        model.add(left <= most)
    costs = [column.cost * taken[place] for place, column in enumerate(columns)]
    costs += [master.shared_cost[key] * one for key, one in open_.items()]
    model.minimize(sum(costs))
    if start is not None:
        for place, literal in enumerate(taken):
            model.add_hint(literal, place in start.columns)
        for key, literal in open_.items():
            model.add_hint(literal, key in start.shared)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 1.0)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen = tuple(
        next(place for place in places if solver.boolean_value(taken[place])) for places in owned
    )
    needed = {key for place in chosen for key in columns[place].shared}
    value = sum(columns[place].cost for place in chosen)
    value += sum(master.shared_cost[key] for key in needed)
    return Chosen(chosen, tuple(sorted(needed)), value)


def _price(
    duals: Mapping[LinearConstraint, float], row: LinearConstraint | None, unit: int = 1
) -> int:
    """Price of a row as a whole number; the bound holds for any, so rounding costs only sharpness.

    A row that is not there costs nothing.
    """
    return 0 if row is None else max(0, round(-duals[row] * unit))


def _product(prices: Sequence[int], amounts: Sequence[int]) -> int:
    return sum(price * amount for price, amount in zip(prices, amounts, strict=True))
