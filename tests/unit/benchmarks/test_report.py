"""The page and the goals on it."""

import json
from dataclasses import replace

import pytest

from benchmarks.goals import goals
from benchmarks.machine import description
from benchmarks.report import document
from benchmarks.rows import Row, Stage, row_from_json

_ROW = Row(
    kind="random",
    case="60 low 1",
    variant="recommended",
    steps=58,
    seconds=1.0,
    search_seconds=0.5,
    status="optimal",
    proven=True,
    stages=(Stage("materials", 12, 12, proven=True), Stage("promise", 20, 15, proven=False)),
    size=60,
    coupling="low",
)


def _met(rows: list[Row], asked: str) -> bool | None:
    (one,) = [goal for goal in goals(rows) if goal.asked.startswith(asked)]
    return one.met


def _found(who: str, *, value: int, proven: bool) -> Row:
    stage = Stage("makespan", value, 90, proven)
    row = replace(_ROW, kind="rcpsp", case="j301", variant=who, proven=proven)
    return replace(row, stages=(stage,), best_known=100)


def test_a_gap_is_what_may_be_missing_of_the_value() -> None:
    """(20 − 15) ÷ 20; proven is none; an unknown bound is unknown."""
    assert _ROW.gaps() == {"materials": 0.0, "promise": 25.0}
    assert Stage("promise", 20, None, proven=False).gap_percent() is None
    assert Stage("visits", 0, 0, proven=False).gap_percent() == 0.0


def test_an_open_figure_is_shown_with_its_bound() -> None:
    """A figure alone is proven best."""
    page = document([_ROW], {})
    assert "| 12 | 20 (≥ 15, 25 %) |" in page


def test_a_row_survives_being_written_down() -> None:
    """Rows of an earlier run are read back for ``--keep``."""
    assert row_from_json(json.loads(json.dumps(_ROW.to_json()))) == _ROW


@pytest.mark.parametrize(("seconds", "met"), [(2.0, True), (2.01, False)])
def test_a_time_goal_is_met_at_the_boundary(seconds: float, met: bool) -> None:
    """Two seconds are within two seconds."""
    assert _met([replace(_ROW, seconds=seconds)], "60 steps") is met


def test_an_unproven_plan_misses_the_goal_however_quick() -> None:
    """Speed without proof is not what was asked."""
    assert _met([replace(_ROW, proven=False)], "60 steps") is False


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    """A part of the benchmark claims nothing about the rest."""
    assert {goal.met for goal in goals([])} == {None}


def test_a_gap_goal_counts_reported_metrics_and_not_the_tail() -> None:
    """Materials to elapsed are reported; effort behind them is not."""
    large = replace(_ROW, size=240, proven=False, stages=(Stage("promise", 20, 17, proven=False),))
    tail = Stage("effort", 100, 1, proven=False)
    assert _met([large], "240 and 400 steps: gap") is True
    assert _met([replace(large, stages=(*large.stages, tail))], "240 and 400 steps: gap") is True
    wide = replace(large, stages=(Stage("promise", 20, 16, proven=False),))
    assert _met([wide], "240 and 400 steps: gap") is False


def test_a_missing_plan_is_an_unknown_gap() -> None:
    """Nothing found is never within fifteen per cent."""
    empty = replace(_ROW, size=400, proven=False, status="nothing_found", stages=())
    assert _met([empty], "240 and 400 steps: gap") is False


@pytest.mark.parametrize(
    ("ours", "proven", "met"), [(100, True, True), (101, True, False), (100, False, False)]
)
def test_weaker_than_plain_cp_sat_is_said(ours: int, proven: bool, met: bool) -> None:
    """Fewer proofs or a longer schedule miss the goal."""
    rows = [_found("ours", value=ours, proven=proven), _found("CP-SAT", value=100, proven=True)]
    assert _met(rows, "teams") is met


def test_cases_without_an_answer_are_listed() -> None:
    """A crash is on the page and among the cases, not in the averages."""
    crashed = replace(_ROW, status="crashed", proven=False, note="KeyError: 'x'", stages=())
    page = document([_ROW, crashed], {})
    assert "Cases without an answer" in page
    assert "KeyError: 'x'" in page
    assert "| 60 | low | 1 of 2 | 1.00 |" in page


def test_a_crash_counts_against_the_goal() -> None:
    """A case without an answer is not proven."""
    crashed = replace(_ROW, status="crashed", proven=False, stages=())
    assert _met([_ROW, crashed], "60 steps") is False


def test_the_machine_is_described_without_naming_it() -> None:
    """Versions and cores, no path and no host name."""
    found = description()
    assert found["ortools"].count(".") >= 1
    assert not any("/" in value for value in found.values())
