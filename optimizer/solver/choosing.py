"""The best whole decision of a district among the columns found: one a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.solver.master import Column, Master, owned_by


@dataclass(frozen=True)
class Chosen:
    """Whole-numbered decision: for each service the place of its column."""

    columns: tuple[int, ...]
    shared: tuple[str, ...]
    value: int


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
    owned = owned_by(master, columns)
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
