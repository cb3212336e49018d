"""PSPLIB files as services."""

from pathlib import Path

import pytest

from benchmarks.cases import best_known_values
from benchmarks.psplib import Project, as_service, read_project
from benchmarks.rows import INSTANCES
from optimizer.errors import InvalidInput
from optimizer.service.step import Demand

_STARS = "*" * 72
_SMALL = f"""{_STARS}
file with basedata            : small
{_STARS}
jobs (incl. supersource/sink ):  4
horizon                       :  5
RESOURCES
  - renewable                 :  2   R
{_STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
{_STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     2       1    1
  4      1     0       0    0
{_STARS}
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    1
{_STARS}
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "small.sm"
    path.write_text(text, encoding="ascii")
    return path


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    """Activities are numbered from 0; source and sink stay."""
    assert read_project(_written(tmp_path, _SMALL)) == Project(
        name="small",
        durations=(0, 3, 2, 0),
        demands=((0, 0), (2, 0), (1, 1), (0, 0)),
        successors=((1, 2), (3,), (3,), ()),
        capacities=(2, 1),
    )


def test_activities_become_steps_and_resources_teams(tmp_path: Path) -> None:
    """A unit of time is an hour; successors become what a step comes after."""
    service = as_service(read_project(_written(tmp_path, _SMALL)))
    assert [step.length_hours() for step in service.steps] == [0, 3, 2, 0]
    assert service.steps[3].after == ("A002", "A003")
    assert service.steps[2].demands == (Demand(team="R1"), Demand(team="R2"))
    assert {team.id: team.capacity for team in service.departments[0].teams} == {"R1": 2, "R2": 1}


def test_several_modes_are_refused(tmp_path: Path) -> None:
    """A service cannot say that a shorter step needs another team."""
    text = _SMALL.replace(
        "   2        1          1           4", "   2        3          1           4"
    )
    with pytest.raises(InvalidInput, match="activity 2: 3 modes"):
        read_project(_written(tmp_path, text))


def test_missing_demands_are_named(tmp_path: Path) -> None:
    """Every activity states its demand for every resource."""
    text = _SMALL.replace("  3      1     2       1    1", "  3      1     2       1")
    with pytest.raises(InvalidInput, match="activity 3: 1 demands, 2 capacities"):
        read_project(_written(tmp_path, text))


def test_another_format_is_refused(tmp_path: Path) -> None:
    """A file without the three sections is no PSPLIB file."""
    with pytest.raises(InvalidInput, match="not a PSPLIB"):
        read_project(_written(tmp_path, "31 4\n12 13 4 12\n"))


def test_every_copied_instance_is_indexed_and_readable() -> None:
    """30, 60 and 120 activities with source and sink, four resources, a best value."""
    files = {path.stem: path for path in (INSTANCES / "rcpsp").glob("*.sm")}
    known = best_known_values("rcpsp")
    assert set(files) == set(known)
    for name, path in files.items():
        project = read_project(path)
        expected = 122 if name.startswith("j120") else int(name[1:3]) + 2
        assert len(project.durations) == expected
        assert len(project.capacities) == 4
        assert known[name] <= project.horizon()
