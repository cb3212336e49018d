"""One real schedule of a service as it stands: everything counted, teams respected.

Without team demands it is the earliest-start schedule; with them the shortest schedule
of resource-constrained project scheduling, and of those the one that starts everything
soonest, found by one worker so that it is the same every time.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.network.edges import edges
from optimizer.network.timing import Timing, elapsed_timing
from optimizer.redesign.plan import ScheduledStep
from optimizer.service.kinds import Phase
from optimizer.service.service import Service


@dataclass(frozen=True)
class Schedule:
    """Start and finish of every step, and whether no shorter schedule exists.

    Attributes:
        elapsed_hours: makespan.
        proven: the makespan is the shortest; ``bound_hours`` otherwise says how short it
            could be at best.
    """

    steps: tuple[ScheduledStep, ...]
    elapsed_hours: int
    proven: bool
    bound_hours: int


def schedule(service: Service, seconds: float = 10.0, workers: int = 1) -> Schedule | None:
    """The schedule of a completed service; ``None`` when precedences form a circle."""
    times = elapsed_timing(service)
    if times is None:
        return None
    if not _contended(service):
        starts = dict(times.earliest_start)
        return _schedule(service, starts, proven=True, bound=times.length_hours)
    return _with_teams(service, times, seconds, workers)


def _contended(service: Service) -> bool:
    return any(step.demands and step.length_hours() for step in service.steps)


def _schedule(service: Service, starts: dict[str, int], *, proven: bool, bound: int) -> Schedule:
    hours = {one.id: one.length_hours() or 0 for one in service.steps}
    makespan = max((starts[one] + hours[one] for one in starts), default=0)
    late = _latest(service, starts, hours, makespan)
    steps = tuple(
        ScheduledStep(
            step=one.id,
            start_hours=starts[one.id],
            finish_hours=starts[one.id] + hours[one.id],
            critical=late[one.id] == starts[one.id],
        )
        for one in service.steps
        if one.id in starts
    )
    return Schedule(steps, makespan, proven, bound)


def _latest(
    service: Service, starts: dict[str, int], hours: dict[str, int], makespan: int
) -> dict[str, int]:
    """Latest start of each step that leaves the order of the schedule as it is.

    Precedences hold, and where a team is full the step that waited for it still waits.
    """
    capacity = {team.id: team.capacity for one in service.departments for team in one.teams}
    waits = [(edge.before, edge.after, edge.lag_hours) for edge in edges(service)]
    demands = {one.id: {d.team: d.amount for d in one.demands} for one in service.steps}
    for team, most in capacity.items():
        users = [one for one in starts if demands[one].get(team) and hours[one]]
        for first in users:
            for second in users:
                touching = starts[first] + hours[first] == starts[second]
                if (
                    first != second
                    and touching
                    and _full(team, second, users, starts, hours, demands, most)
                ):
                    waits.append((first, second, 0))
    latest = {one: makespan - hours[one] for one in starts}
    changed = True
    while changed:
        changed = False
        for before, after, lag in waits:
            bound = latest[after] - lag - hours[before]
            if latest[before] > bound:
                latest[before], changed = bound, True
    return latest


def _full(
    team: str,
    step: str,
    users: list[str],
    starts: dict[str, int],
    hours: dict[str, int],
    demands: dict[str, dict[str, int]],
    capacity: int,
) -> bool:
    """Whether a step could not have started a moment earlier for want of this team."""
    moment = starts[step] - 1
    busy = sum(
        demands[one][team]
        for one in users
        if one != step and starts[one] <= moment < starts[one] + hours[one]
    )
    return busy + demands[step][team] > capacity


def _with_teams(service: Service, times: Timing, seconds: float, workers: int) -> Schedule:
    model = cp_model.CpModel()
    inside = [one for one in service.steps if one.phase is not Phase.AFTER_CHECK]
    horizon = sum(one.length_hours() or 0 for one in inside) + sum(
        edge.lag_hours for edge in edges(service)
    )
    starts = {
        one.id: model.new_int_var(times.earliest_start[one.id], horizon, one.id) for one in inside
    }
    hours = {one.id: one.length_hours() or 0 for one in inside}
    for edge in edges(service):
        model.add(starts[edge.after] >= starts[edge.before] + hours[edge.before] + edge.lag_hours)
    for department in service.departments:
        for team in department.teams:
            users = [(one, d.amount) for one in inside for d in one.demands if d.team == team.id]
            intervals = [
                model.new_fixed_size_interval_var(starts[one.id], hours[one.id], one.id)
                for one, _ in users
            ]
            if intervals:
                model.add_cumulative(intervals, [amount for _, amount in users], team.capacity)
    makespan = model.new_int_var(times.length_hours, horizon, "makespan")
    for one in inside:
        model.add(makespan >= starts[one.id] + hours[one.id])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.catch_sigint_signal = False  # see solving._solver
    model.minimize(makespan)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _one_by_one(service, times, inside_ids=[one.id for one in inside])
    bound = round(solver.best_objective_bound)
    proven = status == cp_model.OPTIMAL
    model.add(makespan <= round(solver.objective_value))
    for one in inside:
        model.add_hint(starts[one.id], solver.value(starts[one.id]))
    model.minimize(sum(starts.values()))
    held = {name: solver.value(start) for name, start in starts.items()}
    again = cp_model.CpSolver()
    again.parameters.num_workers = 1
    again.parameters.max_time_in_seconds = seconds
    again.parameters.catch_sigint_signal = False
    if again.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        held = {name: again.value(start) for name, start in starts.items()}
    return _schedule(service, held, proven=proven, bound=bound)


def _one_by_one(service: Service, times: Timing, inside_ids: list[str]) -> Schedule:
    """Everything in a row: always possible, kept when the time was up before any other."""
    lags = {edge.after: edge.lag_hours for edge in edges(service)}
    order = sorted(inside_ids, key=lambda one: (times.earliest_start[one], one))
    starts: dict[str, int] = {}
    moment = 0
    for name in order:
        moment += lags.get(name, 0)
        starts[name] = moment
        moment += service.step(name).length_hours() or 0
    return _schedule(service, starts, proven=False, bound=times.length_hours)
