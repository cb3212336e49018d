"""Time-cost trade-off instances as services."""

import json
from pathlib import Path

import pytest

from benchmarks.cases import best_known_values
from benchmarks.rows import INSTANCES
from benchmarks.tradeoff import TradeOff, as_service, asked, opportunities, read_trade_off
from optimizer.errors import InvalidInput
from optimizer.redesign.request import Asking, Metric

_SMALL: dict[str, object] = {
    "name": "small",
    "modes": [[[0, 0]], [[2, 9], [4, 5], [5, 7], [6, 1]], [[3, 4]]],
    "succ": [[1, 2], [], []],
    "deadline": 4,
    "indirect": 0,
}


def _read(tmp_path: Path, **changed: object) -> TradeOff:
    path = tmp_path / "small.json"
    path.write_text(json.dumps({**_SMALL, **changed}), encoding="utf-8")
    return read_trade_off(path)


def test_dominated_modes_are_left_out(tmp_path: Path) -> None:
    """Five days for 7 is no choice when four days cost 5."""
    project = _read(tmp_path)
    assert project.modes[1] == ((2, 9), (4, 5), (6, 1))
    assert project.least_cost() == 5


def test_a_step_starts_from_its_longest_mode(tmp_path: Path) -> None:
    """The as-is is the cheapest plan, a day being a working day."""
    service = as_service(_read(tmp_path))
    assert [step.length_hours() for step in service.steps] == [0, 48, 24]
    assert service.steps[1].after == ("A001",)


def test_shorter_modes_are_grades_of_a_cut(tmp_path: Path) -> None:
    """Two days less cost 4 more, four days less 8 more; one mode is no opportunity."""
    (only,) = opportunities(_read(tmp_path))
    assert only.targets == ("A002",)
    assert (only.length_hours, only.floor_hours) == (48, 16)
    assert [(cut, terms.effort) for cut, terms in only.grades] == [(16, 4), (32, 8)]


def test_a_deadline_is_a_target_on_the_promise(tmp_path: Path) -> None:
    """Least effort within four days."""
    request = asked(_read(tmp_path), 5.0, 2)
    assert request.asking is Asking.TARGETS
    assert [(one.metric, one.at_most) for one in request.targets] == [(Metric.PROMISE, 4)]


def test_a_cost_a_day_is_a_weight_on_the_promise(tmp_path: Path) -> None:
    """Without a deadline effort and days are added up."""
    request = asked(_read(tmp_path, deadline=0, indirect=3), 5.0, 2)
    assert request.asking is Asking.WEIGHTED
    assert dict(zip(request.metrics, request.weights, strict=True)) == {
        Metric.EFFORT: 1,
        Metric.PROMISE: 3,
    }


@pytest.mark.parametrize("changed", [{"deadline": 0}, {"indirect": 3}])
def test_exactly_one_question_is_asked(tmp_path: Path, changed: dict[str, object]) -> None:
    """Neither or both of deadline and cost a day is refused."""
    with pytest.raises(InvalidInput, match="one of deadline and indirect"):
        _read(tmp_path, **changed)


def test_every_copied_instance_is_indexed_and_readable() -> None:
    """The name inside is the name of the file, and no plan is cheaper than the cheapest modes."""
    files = {path.stem: path for path in (INSTANCES / "dtctp").glob("*.json")}
    known = best_known_values("dtctp")
    assert set(files) == set(known)
    for name, path in files.items():
        project = read_trade_off(path)
        assert project.name == name
        assert known[name] >= project.least_cost()
