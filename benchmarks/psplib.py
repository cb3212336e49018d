"""PSPLIB single-mode instances as services: activities are steps, resources are teams.

Format and instances: Kolisch & Sprecher, "PSPLIB – a project scheduling problem library",
European Journal of Operational Research 96, 1996. A file names the activities with their
successors, then duration and demand for each of the renewable resources, then the capacities.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import InvalidInput
from optimizer.service.department import Department, Team
from optimizer.service.item import Item
from optimizer.service.kinds import Order, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Demand, Step
from optimizer.worktime import Duration

_RULE = "*" * 20


@dataclass(frozen=True)
class Project:
    """Activities numbered from 0, with source and sink; times in units of the file.

    Attributes:
        durations: by activity.
        demands: by activity, then by resource.
        successors: by activity.
        capacities: by resource.
    """

    name: str
    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    successors: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]

    def horizon(self) -> int:
        """No schedule without idle time ends later."""
        return sum(self.durations)


def read_project(path: Path) -> Project:
    """Read a ``.sm`` file.

    Raises:
        InvalidInput: a section is missing, the counts differ, or there is more than one mode.
    """
    sections = _sections(path)
    if not {"PRECEDENCE", "REQUESTS", "RESOURCEAVAILABILITIES"} <= set(sections):
        raise InvalidInput((f"{path}: not a PSPLIB single-mode file, has {sorted(sections)}",))
    successors = sections["PRECEDENCE"]
    activities = sections["REQUESTS"]
    capacities = sections["RESOURCEAVAILABILITIES"][0]
    problems = [
        f"{path}: activity {row[0]}: {row[1]} modes, one is expected"
        for row in successors
        if row[1] != 1
    ]
    if len(successors) != len(activities):
        problems.append(f"{path}: {len(successors)} precedence rows, {len(activities)} durations")
    problems.extend(
        f"{path}: activity {row[0]}: {len(row) - 3} demands, {len(capacities)} capacities"
        for row in activities
        if len(row) - 3 != len(capacities)
    )
    if problems:
        raise InvalidInput(tuple(problems))
    return Project(
        name=path.stem,
        durations=tuple(row[2] for row in activities),
        demands=tuple(tuple(row[3:]) for row in activities),
        successors=tuple(tuple(one - 1 for one in row[3:]) for row in successors),
        capacities=tuple(capacities),
    )


def _sections(path: Path) -> dict[str, list[list[int]]]:
    """Rows of whole numbers under the first word of each section's heading."""
    found: dict[str, list[list[int]]] = {}
    heading = ""
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith(_RULE):
            heading = ""
        elif not heading:
            heading = re.split(r"[ /:]", line.strip())[0]
            found.setdefault(heading, [])
        elif re.fullmatch(r"[\d\s]+", line):
            found[heading].append([int(word) for word in line.split()])
    return {name: rows for name, rows in found.items() if rows}


def as_service(project: Project) -> Service:
    """One item whose steps are the activities; a unit of time is a working hour.

    Its shortest schedule (``optimizer.solver.schedule``) is the project's shortest makespan.
    """
    before: dict[int, list[int]] = {one: [] for one in range(len(project.durations))}
    for activity, followers in enumerate(project.successors):
        for follower in followers:
            before[follower].append(activity)
    steps = tuple(
        Step(
            id=_step_id(activity),
            items=("project",),
            kind=StepKind.OTHER,
            duration=Duration.of_hours(hours),
            after=tuple(_step_id(one) for one in before[activity]),
            demands=tuple(
                Demand(team=f"R{number}", amount=amount)
                for number, amount in enumerate(project.demands[activity], start=1)
                if amount
            ),
        )
        for activity, hours in enumerate(project.durations)
    )
    teams = tuple(
        Team(id=f"R{number}", capacity=capacity)
        for number, capacity in enumerate(project.capacities, start=1)
    )
    return Service(
        id=project.name,
        order=Order.DECLARED,
        departments=(Department(id="resources", teams=teams),),
        items=(Item(id="project", department="resources"),),
        steps=steps,
    )


def _step_id(activity: int) -> str:
    return f"A{activity + 1:03d}"
