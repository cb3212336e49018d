"""A run that its server lost is told of; one that ended, or that somebody works on, is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.portfolio.runs_begun import RunsBegun
from optimizer.redesign.district import JointRequest
from tests.unit.portfolio.small_districts import small_district

REQUEST = JointRequest(max_effort=90)
DISTRICT = small_district(1)


def test_a_run_that_ended_leaves_nothing(tmp_path: Path) -> None:
    runs = RunsBegun(tmp_path)
    path = runs.begin(DISTRICT, REQUEST, "甲")
    assert runs.lost() == ()
    runs.end(path)
    runs.end(path)
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_lost_once_its_server_lets_go_of_it(tmp_path: Path) -> None:
    runs = RunsBegun(tmp_path)
    runs.begin(DISTRICT, REQUEST, "甲")
    other = RunsBegun(tmp_path)
    assert other.lost() == ()
    runs.close()
    (lost,) = other.lost()
    assert (lost.asked.name, lost.asked.services) == (DISTRICT.name, len(DISTRICT.members))
    assert (lost.asked.request, lost.asked.author) == (REQUEST, "甲")
    assert lost.district() == DISTRICT
    other.end(lost.path)
    assert other.lost() == ()


def test_a_killed_server_is_noticed(tmp_path: Path) -> None:
    """The lock goes with the process, whatever ended it."""
    program = (
        "import os, pathlib, signal, sys\n"
        "from optimizer.portfolio.runs_begun import RunsBegun\n"
        "from optimizer.redesign.district import District, JointRequest\n"
        "runs = RunsBegun(pathlib.Path(sys.argv[1]))\n"
        "runs.begin(District(name='某区', members=()), JointRequest(), '甲')\n"
        "print('begun', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == b"begun"
        assert RunsBegun(tmp_path).lost() == ()
        server.kill()
        server.wait()
    (lost,) = RunsBegun(tmp_path).lost()
    assert lost.asked.name == "某区"


@pytest.mark.parametrize("text", ["", "{}", "not json\n"])
def test_what_cannot_be_read_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.run").write_text(text, encoding="utf-8")
    assert RunsBegun(tmp_path).lost() == ()


def test_a_folder_that_cannot_be_written_stops_no_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    runs = RunsBegun(tmp_path / "file")
    assert runs.begin(DISTRICT, REQUEST, "甲") is None
    runs.end(None)
    assert runs.lost() == ()
    assert RunsBegun(None).begin(DISTRICT, REQUEST, "甲") is None
