"""Kept answers go when nobody has asked for them in a long time, and not before."""

import os
import time
from pathlib import Path

from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.kept_answers import answering
from optimizer.portfolio.unread_answers import UNREAD_DAYS, drop_unread, mark_read
from optimizer.redesign.district import JointRequest
from tests.unit.portfolio.small_districts import small_district

_DAY_SECONDS = 86_400
_LOCAL = Crew(workers=1)


def _left(path: Path, days: float) -> Path:
    """A file last written and read so many days ago."""
    if not path.exists():
        path.write_text("{}", encoding="utf-8")
    then = time.time() - days * _DAY_SECONDS
    os.utime(path, (then, then))
    return path


def test_only_what_was_not_asked_for_in_a_long_time_goes(tmp_path: Path) -> None:
    old = [_left(tmp_path / name, UNREAD_DAYS + 1) for name in (f"{'a' * 64}.json", "tmpb.part")]
    fresh = _left(tmp_path / f"{'c' * 64}.json", UNREAD_DAYS - 1)
    read = _left(tmp_path / f"{'d' * 64}.json", UNREAD_DAYS + 1)
    mark_read(read)
    foreign = [_left(tmp_path / name, UNREAD_DAYS + 1) for name in ("onething.db", "plan.json")]
    assert drop_unread(tmp_path) == len(old)
    assert sorted(tmp_path.iterdir()) == sorted([fresh, read, *foreign])
    assert drop_unread(tmp_path) == 0


def test_marking_changes_nothing_but_when_it_was_read(tmp_path: Path) -> None:
    one = _left(tmp_path / "a.json", 5)
    written = one.stat().st_mtime_ns
    mark_read(one)
    assert one.stat().st_mtime_ns == written
    assert one.read_text("utf-8") == "{}"
    mark_read(tmp_path / "missing.json")


def test_a_run_keeps_what_it_reads_and_drops_what_no_run_asks_for(tmp_path: Path) -> None:
    request, district = JointRequest(max_effort=30), small_district(5)
    decide_district(district, request, _LOCAL, answering(_LOCAL, tmp_path))
    answers = sorted(tmp_path.iterdir())
    for one in answers:
        _left(one, UNREAD_DAYS - 1)
    foreign = _left(tmp_path / f"{'0' * 64}.json", UNREAD_DAYS + 1)
    decide_district(district, request, _LOCAL, answering(_LOCAL, tmp_path))
    assert not foreign.exists()
    for one in answers:
        assert one.stat().st_atime > time.time() - _DAY_SECONDS, "read again in this run"
