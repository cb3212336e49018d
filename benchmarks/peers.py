"""The same instances through plain CP-SAT and PyJobShop, written as their manuals would.

Nothing here knows of services. The plain models are what somebody writes first: one start an
activity, precedence inequalities, a cumulative a resource; for the trade-off a boolean a mode.
"""

import time
from dataclasses import dataclass

from ortools.sat.python import cp_model
from pyjobshop import Model

from benchmarks.psplib import Project
from benchmarks.tradeoff import TradeOff


@dataclass(frozen=True)
class Found:
    """What a peer returned.

    Attributes:
        value: makespan or cost; ``None`` when no plan was found.
        bound: what no plan can beat; ``None`` when the peer does not say.
        seconds: wall time from the numbers to the answer, building included.
    """

    value: int | None
    bound: int | None
    proven: bool
    seconds: float


def plain_schedule(project: Project, seconds: float, workers: int) -> Found:
    """Shortest makespan by CP-SAT as it comes."""
    begun = time.perf_counter()
    model = cp_model.CpModel()
    horizon = project.horizon()
    starts = [model.new_int_var(0, horizon, "") for _ in project.durations]
    intervals = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, project.durations, strict=True)
    ]
    for activity, followers in enumerate(project.successors):
        for follower in followers:
            model.add(starts[follower] >= starts[activity] + project.durations[activity])
    for resource, capacity in enumerate(project.capacities):
        model.add_cumulative(intervals, [need[resource] for need in project.demands], capacity)
    makespan = model.new_int_var(0, horizon, "")
    for start, length in zip(starts, project.durations, strict=True):
        model.add(makespan >= start + length)
    model.minimize(makespan)
    return _solved(model, seconds, workers, begun)


def pyjobshop_schedule(project: Project, seconds: float, workers: int) -> Found:
    """Shortest makespan by PyJobShop with its CP-SAT back end."""
    begun = time.perf_counter()
    model = Model()
    resources = [model.add_renewable(capacity=capacity) for capacity in project.capacities]
    tasks = [model.add_task() for _ in project.durations]
    for task, length, demands in zip(tasks, project.durations, project.demands, strict=True):
        model.add_mode(task, resources, duration=length, demands=list(demands))
    for activity, followers in enumerate(project.successors):
        for follower in followers:
            model.add_end_before_start(tasks[activity], tasks[follower])
    result = model.solve(solver="ortools", time_limit=seconds, display=False, num_workers=workers)
    status = str(result.status.value)
    held = status in ("Optimal", "Feasible")
    return Found(
        value=round(result.objective) if held else None,
        bound=round(result.lower_bound) if held else None,
        proven=status == "Optimal",
        seconds=time.perf_counter() - begun,
    )


def plain_trade_off(project: TradeOff, seconds: float, workers: int) -> Found:
    """Cheapest modes by CP-SAT as it comes."""
    begun = time.perf_counter()
    model = cp_model.CpModel()
    horizon = project.deadline_days or sum(modes[-1][0] for modes in project.modes)
    starts = [model.new_int_var(0, horizon, "") for _ in project.modes]
    chosen: list[cp_model.IntVar] = []
    lengths: list[cp_model.LinearExpr] = []
    for modes in project.modes:
        taken = [model.new_bool_var("") for _ in modes]
        model.add_exactly_one(taken)
        chosen.extend(taken)
        lengths.append(cp_model.LinearExpr.weighted_sum(taken, [days for days, _ in modes]))
    costs = [cost for modes in project.modes for _, cost in modes]
    finish = model.new_int_var(0, horizon, "")
    for activity, followers in enumerate(project.successors):
        model.add(finish >= starts[activity] + lengths[activity])
        for follower in followers:
            model.add(starts[follower] >= starts[activity] + lengths[activity])
    spent = cp_model.LinearExpr.weighted_sum(chosen, costs)
    model.minimize(spent + project.cost_a_day * finish)
    return _solved(model, seconds, workers, begun)


def _solved(model: cp_model.CpModel, seconds: float, workers: int, begun: float) -> Found:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    held = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Found(
        value=round(solver.objective_value) if held else None,
        bound=round(solver.best_objective_bound) if held else None,
        proven=status == cp_model.OPTIMAL,
        seconds=time.perf_counter() - begun,
    )
