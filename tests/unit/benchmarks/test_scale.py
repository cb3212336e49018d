"""Districts measured at scale: what is counted, what is written of it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.cases import Effort, cases
from benchmarks.children import measured
from benchmarks.district_report import district_part
from benchmarks.memory import Watched, tree_mib
from benchmarks.report import district_document
from benchmarks.rows import Case, Row, Stage, row_from_json
from benchmarks.scale import answer_one, sweep_rows
from optimizer.portfolio.generating import generated_member

_TOGETHER = Row(
    kind="district",
    case="generated",
    variant="2 workers",
    steps=2000,
    seconds=90.0,
    search_seconds=80.0,
    status="bounded",
    proven=False,
    stages=(Stage("left", 105, 100, proven=False),),
    size=121,
    note="121 plans judged",
    figures={"reading": 4.0, "tree_mib": 700.0, "workers": 2.0},
)
_SWEPT = Row(
    kind="sweep",
    case="1000 services",
    variant="2 workers",
    steps=20_000,
    seconds=100.0,
    search_seconds=150.0,
    status="optimal",
    proven=True,
    size=1000,
    figures={
        "workers": 2.0,
        "answering": 180.0,
        "drawing": 10.0,
        "overhead": 10.0,
        "slowest": 3.0,
        "proven": 990.0,
        "failed": 0.0,
        "early_mib": 500.0,
        "late_mib": 510.0,
        "tree_mib": 520.0,
    },
)


def test_every_service_of_a_sweep_is_answered_and_time_adds_up() -> None:
    (row,) = sweep_rows(count=4, workers=2, seconds=60.0)
    assert row.size == 4
    assert row.figures["failed"] == 0
    assert row.status == "optimal"
    parts = sum(row.figures[one] for one in ("answering", "drawing", "overhead"))
    assert abs(parts - 2 * row.seconds) < 1e-6
    assert row.search_seconds <= row.figures["answering"]
    assert row.figures["tree_mib"] >= row.figures["early_mib"] > 0


def test_the_services_of_a_sweep_are_those_of_generated_districts() -> None:
    # The 123rd service is the second of the second district.
    service = generated_member(121, 2, 2).service
    assert answer_one((122, 5.0)).steps >= len(service.steps)
    assert answer_one((122, 5.0)).judged


def test_a_child_with_workers_of_its_own_answers() -> None:
    case = Case(
        group="district",
        name="sweep",
        measure="sweep_rows",
        arguments={"count": 2, "workers": 2, "seconds": 60.0},
        seconds=300.0,
        spawning=True,
        module="scale",
    )
    (row,) = measured(case)
    assert (row.kind, row.status, row.size) == ("sweep", "optimal", 2)


def test_a_child_that_takes_too_long_is_ended_with_its_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: dict[int, list[str]] = {}
    end = os.killpg

    def noted(group: int, signal: int) -> None:
        # However slow the machine, the workers are there before the group is ended.
        _wait_until(lambda: len(_members(group)) > 1)
        ended[group] = _members(group)
        end(group, signal)

    monkeypatch.setattr(os, "killpg", noted)
    # Ten thousand services: not done before anybody looks.
    *_, case = cases("district", Effort())
    (row,) = measured(replace(case, seconds=0.1))
    assert row.status == "timeout", row.note
    assert row.kind == "district"
    ((group, members),) = ended.items()
    assert len(members) > 1
    _wait_until(lambda: not _members(group))
    assert _members(group) == []


def _wait_until(true: Callable[[], bool]) -> None:
    """Wait until something holds, at most two minutes; whoever waited looks whether it does."""
    for _ in range(1200):
        if true():
            break
        time.sleep(0.1)


def _members(group: int) -> list[str]:
    """Processes of a group that still run; one that is dead and not yet taken note of does not."""
    found = []
    for listed in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, held, *_ = listed.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if int(held) == group and state != "Z":
            found.append(listed.parent.name)
    return found


def test_memory_is_that_of_all_processes_below() -> None:
    alone = tree_mib()
    hungry = "x = bytearray(200_000_000); print('held', flush=True); input()"
    with (
        Watched() as watched,
        subprocess.Popen(
            [sys.executable, "-c", hungry], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child,
    ):
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        assert tree_mib() > alone + 150
        child.communicate(b"\n")
    assert watched.peak_mib > 0


def test_figures_survive_being_written_down() -> None:
    assert row_from_json(json.loads(json.dumps(_SWEPT.to_json()))) == _SWEPT


def test_the_page_tells_gap_overhead_and_projection() -> None:
    page = district_document([_TOGETHER, _SWEPT], {})
    assert "| 121 generated | 2 | 90.0 | 4.0 | 80.0 | bounded | 5.00 % |" in page
    # 150 s of search, 180 of answering, 10 of generating and 10 of overhead over 1,000 services.
    assert "| 10.0 | 180.0 | 150.0 | 10.0 | 10.0 | 3.0 | 990 of 1000 | 500 | 510 |" in page
    # 0.2 s of a core each: 338,800 services take 67,760 s.
    assert "338,800 services" in page
    assert "18.8 hours of one core" in page
    # 180 s of a core a district, 2,800 of them.
    assert "140.0 hours of one core" in page


def test_real_and_generated_districts_never_share_a_table() -> None:
    page = district_part([_TOGETHER, replace(_TOGETHER, case="real", size=22)])
    tables = [part for part in page.split("\n\n") if part.startswith("| services")]
    assert len(tables) == 2
    assert all(("generated" in one) != ("real" in one) for one in tables)


def test_two_workers_are_compared_with_one() -> None:
    alone = replace(_SWEPT, seconds=190.0, figures={**_SWEPT.figures, "workers": 1.0})
    assert "1.90 times as many services" in district_part([_SWEPT, alone])
    assert "times as many" not in district_part([_SWEPT])


def test_a_page_without_districts_says_nothing_of_them() -> None:
    assert district_part([]) == ""
