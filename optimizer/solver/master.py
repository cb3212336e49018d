"""The master of the joint decision: one column a service, every source paid for once.

Dantzig & Wolfe, "Decomposition principle for linear programs", 1960: services meet only in the
ceiling of effort, the targets and the sources; with prices on these, each is answered alone. Any
prices that are not negative give a lower bound (Geoffrion, "Lagrangean relaxation for integer
programming", 1974), so the bound holds however early the rounds end and however prices are rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.math_opt.python.model import Model
from ortools.math_opt.python.parameters import SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve
from ortools.sat.python import cp_model

_WHOLE = 1e-6
_LACKING = 10**6
"""Price of one unit of a target that is missed, in points of what is minimised a unit."""


@dataclass(frozen=True)
class Column:
    """One way to treat one service.

    Attributes:
        owner: number of the service.
        cost: its share of what is minimised.
        effort: points, without connections.
        counts: for each target, what is left.
        sources: keys of the sources that must be connected.
    """

    owner: int
    cost: int
    effort: int
    counts: tuple[int, ...]
    sources: frozenset[str]


@dataclass(frozen=True)
class Master:
    """What services share.

    Attributes:
        owners: number of services.
        source_cost: what connecting a source adds to what is minimised.
        source_effort: points of connecting it.
        max_effort: ceiling; ``None`` is none.
        at_most: of each target.
    """

    owners: int
    source_cost: Mapping[str, int]
    source_effort: Mapping[str, int]
    max_effort: int | None
    at_most: tuple[int, ...] = ()

    def coupled(self) -> bool:
        """Whether services compete for anything."""
        return self.max_effort is not None or bool(self.at_most)


@dataclass(frozen=True)
class Branch:
    """A part of all decisions: some sources are connected in it, some are not."""

    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def split(self, key: str) -> tuple[Branch, Branch]:
        """Both parts of it: with a source and without."""
        with_it = Branch(self.opened | {key}, self.closed)
        return with_it, Branch(self.opened, self.closed | {key})


WHOLE = Branch()


@dataclass(frozen=True)
class Prices:
    """Prices of the master, all whole and none negative.

    Attributes:
        effort: of a point.
        counts: of one unit left, for each target.
        uses: of a source by (service, key).
    """

    effort: int = 0
    counts: tuple[int, ...] = ()
    uses: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def halfway(self, other: Prices) -> Prices:
        """Prices in the middle of two: prices of the master jump, and smoothing them saves rounds.

        Wentges, "Weighted Dantzig-Wolfe decomposition for linear mixed-integer programming", 1997.
        """
        places = {*self.uses, *other.uses}
        return Prices(
            effort=(self.effort + other.effort) // 2,
            counts=tuple((a + b) // 2 for a, b in zip(self.counts, other.counts, strict=True)),
            uses={p: (self.uses.get(p, 0) + other.uses.get(p, 0)) // 2 for p in sorted(places)},
        )


@dataclass(frozen=True)
class Relaxed:
    """Optimum of the master without whole numbers.

    Attributes:
        value: what is minimised, including the price of targets missed.
        lacking: units of targets missed.
        opened: how far each source is connected, from 0 to 1.
    """

    value: float
    lacking: float
    prices: Prices
    opened: Mapping[str, float]

    def undecided(self) -> str | None:
        """The source that is nearest to half connected; ``None`` when each is or is not."""
        halves = {key: abs(share - 0.5) for key, share in self.opened.items()}
        key = min(halves, key=lambda one: (halves[one], one), default=None)
        return key if key is not None and halves[key] < 0.5 - _WHOLE else None


@dataclass(frozen=True)
class Chosen:
    """Whole-numbered decision: for each service the place of its column."""

    columns: tuple[int, ...]
    sources: tuple[str, ...]
    value: int


def relax(master: Master, columns: Sequence[Column], branch: Branch = WHOLE) -> Relaxed | None:
    """Solve the linear master in a part of all decisions.

    Returns:
        ``None`` when the sources connected there cost more than the ceiling allows.

    Raises:
        RuntimeError: the linear solver failed, which it may not (the as-is is a column).
    """
    model = Model()
    share = [model.add_variable(lb=0) for _ in columns]
    open_ = {
        key: model.add_variable(lb=float(key in branch.opened), ub=float(key not in branch.closed))
        for key in master.source_cost
    }
    missed = [model.add_variable(lb=0) for _ in master.at_most]
    owned = _owned(master, columns)
    for places in owned:
        model.add_linear_constraint(sum(share[place] for place in places) == 1)
    links = {}
    for owner, places in enumerate(owned):
        for key in sorted({key for place in places for key in columns[place].sources}):
            users = sum(share[place] for place in places if key in columns[place].sources)
            links[owner, key] = model.add_linear_constraint(users <= open_[key])
    ceiling = None
    if master.max_effort is not None:
        spent = sum(column.effort * one for column, one in zip(columns, share, strict=True))
        opened = sum(master.source_effort[key] * one for key, one in open_.items())
        ceiling = model.add_linear_constraint(spent + opened <= master.max_effort)
    reached = [
        model.add_linear_constraint(
            sum(column.counts[number] * one for column, one in zip(columns, share, strict=True))
            <= most + missed[number]
        )
        for number, most in enumerate(master.at_most)
    ]
    costs = [column.cost * one for column, one in zip(columns, share, strict=True)]
    costs += [master.source_cost[key] * one for key, one in open_.items()]
    costs += [_LACKING * one for one in missed]
    model.minimize(sum(costs))
    result = solve(model, SolverType.GLOP)
    if result.termination.reason is TerminationReason.INFEASIBLE and branch.opened:
        return None
    if result.termination.reason is not TerminationReason.OPTIMAL:
        raise RuntimeError(f"the linear master was not solved: {result.termination}")
    duals = result.dual_values()
    prices = Prices(
        effort=0 if ceiling is None else _whole(-duals[ceiling]),
        counts=tuple(_whole(-duals[one]) for one in reached),
        uses={place: _whole(-duals[one]) for place, one in links.items()},
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
            plans that use a source closed in the branch may be left out of it.
        branch: part of all decisions.
    """
    total = sum(priced)
    if master.max_effort is not None:
        total -= prices.effort * master.max_effort
    total -= sum(price * most for price, most in zip(prices.counts, master.at_most, strict=True))
    taken: dict[str, int] = dict.fromkeys(master.source_cost, 0)
    for (_, key), price in prices.uses.items():
        taken[key] += price
    for key, cost in master.source_cost.items():
        opening = cost - taken[key]
        if master.max_effort is not None:
            opening += prices.effort * master.source_effort[key]
        if key in branch.opened:
            total += opening
        elif key not in branch.closed:
            total += min(0, opening)
    return total


def choose(
    master: Master, columns: Sequence[Column], *, seconds: float, workers: int
) -> Chosen | None:
    """The best whole decision among the columns; ``None`` when none keeps targets and ceiling."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"column/{place}") for place in range(len(columns))]
    open_ = {key: model.new_bool_var(f"source/{key}") for key in master.source_cost}
    owned = _owned(master, columns)
    for place, column in enumerate(columns):
        for key in column.sources:
            model.add_implication(taken[place], open_[key])
    for places in owned:
        model.add_exactly_one(taken[place] for place in places)
    if master.max_effort is not None:
        spent = sum(column.effort * taken[place] for place, column in enumerate(columns))
        opened = sum(master.source_effort[key] * one for key, one in open_.items())
        model.add(spent + opened <= master.max_effort)
    for number, most in enumerate(master.at_most):
        left = sum(column.counts[number] * taken[place] for place, column in enumerate(columns))
        model.add(left <= most)
    costs = [column.cost * taken[place] for place, column in enumerate(columns)]
    costs += [master.source_cost[key] * one for key, one in open_.items()]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 1.0)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    chosen = tuple(
        next(place for place in places if solver.boolean_value(taken[place])) for places in owned
    )
    needed = {key for place in chosen for key in columns[place].sources}
    value = sum(columns[place].cost for place in chosen)
    value += sum(master.source_cost[key] for key in needed)
    return Chosen(chosen, tuple(sorted(needed)), value)


def _whole(price: float) -> int:
    """A price as a whole number; the bound holds for any, so rounding costs only sharpness."""
    return max(0, round(price))
