"""Whether a claimed schedule is possible, and what is critical in it."""

from collections.abc import Iterator

from optimizer.evaluation.judge.network import Net, Weighing, weight
from optimizer.redesign.plan import ScheduledStep
from optimizer.service.service import Service
from optimizer.service.step import Step


def timetable_faults(
    name: str, service: Service, schedule: tuple[ScheduledStep, ...], elapsed_hours: int | None
) -> Iterator[str]:
    """What is wrong with a schedule, one line each.

    Args:
        name: which schedule, for the message.
        service: completed.
        schedule: claimed; empty when the precedences form a circle.
        elapsed_hours: claimed makespan.
    """
    net = Net(service)
    shortest = net.times(Weighing.ELAPSED)
    if shortest is None:
        if schedule or elapsed_hours is not None:
            yield f"{name}: the precedences form a circle, yet times are claimed"
        return
    rows = {row.step: row for row in schedule}
    if len(rows) != len(schedule) or rows.keys() != net.steps.keys():
        yield f"{name}: does not hold every step exactly once"
        return
    yield from _lengths(name, net, rows)
    yield from _waits(name, net, rows)
    yield from _teams(name, net, rows)
    makespan = max((row.finish_hours for row in schedule), default=0)
    if makespan != elapsed_hours:
        yield f"{name}: ends after {makespan} h, claimed are {elapsed_hours} h"
    if not _contended(net) and makespan != shortest.length:
        yield f"{name}: ends after {makespan} h, the longest path takes {shortest.length} h"
    late = _latest_starts(net, rows, makespan)
    for row in schedule:
        if row.critical != (late[row.step] == row.start_hours):
            yield f"{name}: {row.step} is {'not ' if row.critical else ''}critical"


def _lengths(name: str, net: Net, rows: dict[str, ScheduledStep]) -> Iterator[str]:
    for step_id, row in rows.items():
        hours = weight(net.steps[step_id], Weighing.ELAPSED)
        if row.start_hours < 0:
            yield f"{name}: {step_id} starts at {row.start_hours} h"
        if row.finish_hours - row.start_hours != hours:
            yield f"{name}: {step_id} lasts {row.finish_hours - row.start_hours} h, not {hours} h"


def _waits(name: str, net: Net, rows: dict[str, ScheduledStep]) -> Iterator[str]:
    for wait in net.waits:
        ready = rows[wait.earlier].finish_hours + wait.lag
        if rows[wait.later].start_hours < ready:
            yield f"{name}: {wait.later} starts before {wait.earlier} has ended (at {ready} h)"


def _teams(name: str, net: Net, rows: dict[str, ScheduledStep]) -> Iterator[str]:
    for team, capacity in _capacities(net.service).items():
        for step in _users(net, team):
            busy = _busy(net, team, rows, rows[step.id].start_hours)
            if busy > capacity:
                yield f"{name}: {team} is asked for {busy} of {capacity} when {step.id} starts"


def _capacities(service: Service) -> dict[str, int]:
    return {team.id: team.capacity for one in service.departments for team in one.teams}


def _demand(step: Step, team: str) -> int:
    """What a step asks of a team; several lines for one team add up."""
    return sum(demand.amount for demand in step.demands if demand.team == team)


def _users(net: Net, team: str) -> list[Step]:
    """Steps that occupy a team for some time."""
    return [
        step
        for step in net.steps.values()
        if _demand(step, team) and weight(step, Weighing.ELAPSED)
    ]


def _busy(net: Net, team: str, rows: dict[str, ScheduledStep], hour: int, besides: str = "") -> int:
    """How much of a team is occupied in the hour that begins then."""
    return sum(
        _demand(step, team)
        for step in _users(net, team)
        if rows[step.id].start_hours <= hour < rows[step.id].finish_hours and step.id != besides
    )


def _contended(net: Net) -> bool:
    return any(step.demands and weight(step, Weighing.ELAPSED) for step in net.steps.values())


def _latest_starts(net: Net, rows: dict[str, ScheduledStep], makespan: int) -> dict[str, int]:
    """Latest starts that keep the makespan and the order of the schedule.

    A step waits for its precedences and, where it could not have started an hour earlier
    because a team was full, for those that left the team the moment it started.
    """
    waits = [(wait.earlier, wait.later, wait.lag) for wait in net.waits]
    for team, capacity in _capacities(net.service).items():
        users = _users(net, team)
        for step in users:
            start = rows[step.id].start_hours
            busy = _busy(net, team, rows, start - 1, besides=step.id)
            if busy + _demand(step, team) > capacity:
                waits.extend(
                    (one.id, step.id, 0)
                    for one in users
                    if one.id != step.id and rows[one.id].finish_hours == start
                )
    late = {name: makespan - weight(net.steps[name], Weighing.ELAPSED) for name in rows}
    for _ in rows:  # As many rounds as the longest chain can have steps.
        for earlier, later, lag in waits:
            latest = late[later] - lag - weight(net.steps[earlier], Weighing.ELAPSED)
            late[earlier] = min(late[earlier], latest)
    return late
