"""Which column and which row each step of a lane picture stands in; no lengths yet."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimizer.network.edges import Edge, EdgeKind, edges
from optimizer.network.timing import circle
from optimizer.pictures.style import department_order
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import Step

_STRENGTH = (EdgeKind.LEGAL, EdgeKind.DATA, EdgeKind.HABIT, EdgeKind.STEP)


@dataclass(frozen=True)
class Wait:
    """All edges from one step to another, drawn as one line of the strongest kind.

    Attributes:
        subjects: ids of the precedences, requirements or steps the edges come from.
        on_circle: it belongs to, or closes, a circle of precedences.
    """

    before: str
    after: str
    kind: EdgeKind
    subjects: tuple[str, ...]
    on_circle: bool


@dataclass(frozen=True)
class Run:
    """Steps of the same items in one lane, beside each other in one row.

    Attributes:
        items: ids of the items the steps belong to.
        steps: ids, from left to right.
        row: counted over all lanes from the top.
    """

    items: tuple[str, ...]
    steps: tuple[str, ...]
    row: int


@dataclass(frozen=True)
class Order:
    """Columns, lanes and rows of the steps of a service.

    Attributes:
        columns, rows: by step id, from 0.
        lanes: department id and number of rows, from the top.
        runs: the steps of each row put together by item.
        waits: who waits for whom.
    """

    columns: Mapping[str, int]
    rows: Mapping[str, int]
    lanes: tuple[tuple[str, int], ...]
    runs: tuple[Run, ...]
    waits: tuple[Wait, ...]


def ordered(service: Service, label_columns: Mapping[tuple[str, ...], int]) -> Order:
    """Time from left to right, one lane a department, one row a run of steps of an item.

    Args:
        service: completed, in one situation.
        label_columns: how many columns the label of a run would like to have, by its items.
    """
    waits = _waits(service)
    columns = _columns(service, waits)
    lanes = _lanes(service, columns)
    counts, rows, runs = [], {}, []
    first = 0
    for department, steps in lanes.items():
        placed, used = _packed(steps, columns, label_columns, first)
        runs.extend(placed)
        rows.update({step: run.row for run in placed for step in run.steps})
        counts.append((department, used))
        first += used
    return Order(columns, rows, tuple(counts), tuple(runs), waits)


def lane_of(step: Step) -> str:
    """The department in whose lane a step stands."""
    return step.departments[0] if step.departments else ""


def stretches(run: Run, columns: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """The steps of a run, those together that stand in columns side by side."""
    found: list[list[str]] = []
    for step in run.steps:
        if not found or columns[step] > columns[found[-1][-1]] + 1:
            found.append([])
        found[-1].append(step)
    return tuple(map(tuple, found))


def _waits(service: Service) -> tuple[Wait, ...]:
    """One wait for each pair of steps, after-checks behind what they check included."""
    known = {step.id for step in service.steps}
    checks = [
        Edge(before, step.id, EdgeKind.STEP, step.id)
        for step in service.steps
        if step.phase is Phase.AFTER_CHECK
        for before in step.after or ()
        if before in known
    ]
    found = edges(service)
    loop = circle(service, found)
    looped = set(zip(loop, (*loop[1:], *loop[:1]), strict=True))
    grouped: dict[tuple[str, str], list[Edge]] = {}
    for edge in (*found, *checks):
        grouped.setdefault((edge.before, edge.after), []).append(edge)
    return tuple(
        Wait(
            before,
            after,
            min((edge.kind for edge in held), key=_STRENGTH.index),
            tuple(dict.fromkeys(edge.subject for edge in held)),
            (before, after) in looped,
        )
        for (before, after), held in grouped.items()
        if before != after
    )


def _columns(service: Service, waits: Iterable[Wait]) -> dict[str, int]:
    """Longest path from the left, counted in steps; a circle is broken at one of its steps."""
    later: dict[str, list[str]] = {step.id: [] for step in service.steps}
    earlier: dict[str, list[str]] = {step.id: [] for step in service.steps}
    for wait in waits:
        later[wait.before].append(wait.after)
        earlier[wait.after].append(wait.before)
    waiting = {name: len(before) for name, before in earlier.items()}
    column = dict.fromkeys(later, 0)
    left = dict.fromkeys(later)
    ready = deque(name for name in left if not waiting[name])
    while left:
        current = ready.popleft() if ready else _on_a_circle(left, earlier)
        del left[current]
        for other in later[current]:
            waiting[other] -= 1
            if other in left:
                column[other] = max(column[other], column[current] + 1)
                if not waiting[other]:
                    ready.append(other)
    return column


def _on_a_circle(left: Mapping[str, None], earlier: Mapping[str, list[str]]) -> str:
    """Whoever goes from step to step before it, where each waits, comes back to one."""
    current = next(iter(left))
    seen: set[str] = set()
    while current not in seen:
        seen.add(current)
        current = next(name for name in earlier[current] if name in left)
    return current


def _lanes(service: Service, columns: Mapping[str, int]) -> dict[str, list[Step]]:
    """The steps of each department, the lead department first, then as they come in."""
    first: dict[str, int] = {}
    for step in service.steps:
        lane = lane_of(step)
        first[lane] = min(first.get(lane, columns[step.id]), columns[step.id])
    listed = department_order(service)
    place = {name: number for number, name in enumerate(listed)}
    names = sorted(
        first,
        key=lambda one: (one != service.lead_department, first[one], place.get(one, len(place))),
    )
    return {name: [step for step in service.steps if lane_of(step) == name] for name in names}


def _packed(
    steps: list[Step],
    columns: Mapping[str, int],
    label_columns: Mapping[tuple[str, ...], int],
    first_row: int,
) -> tuple[list[Run], int]:
    """The runs of one lane in as few rows as do without overlap; labels get room if there is."""
    taken: list[list[tuple[int, int]]] = []
    runs = []
    for group in sorted(_groups(steps, columns), key=lambda held: columns[held[0].id]):
        start, end = columns[group[0].id], columns[group[-1].id]
        wide = max(end, start + label_columns.get(group[0].items, 1) - 1)
        row = _free_row(taken, start, wide)
        if row is None:
            row = _free_row(taken, start, end)
        if row is None:
            taken.append([])
            row = len(taken) - 1
        taken[row].append((start, end))
        runs.append(Run(group[0].items, tuple(step.id for step in group), first_row + row))
    return runs, max(1, len(taken))


def _free_row(taken: list[list[tuple[int, int]]], start: int, end: int) -> int | None:
    for row, held in enumerate(taken):
        if all(end < other_start or other_end < start for other_start, other_end in held):
            return row
    return None


def _groups(steps: list[Step], columns: Mapping[str, int]) -> list[list[Step]]:
    """Steps of the same items, no two of a group in one column."""
    groups: dict[tuple[tuple[str, ...], int], list[Step]] = {}
    for step in sorted(steps, key=lambda one: columns[one.id]):
        number = 0
        while any(
            columns[other.id] == columns[step.id] for other in groups.get((step.items, number), ())
        ):
            number += 1
        groups.setdefault((step.items, number), []).append(step)
    return list(groups.values())
