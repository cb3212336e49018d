"""``onething portfolio`` where nothing can be computed with, and where nothing can be written."""

import errno
import json
from pathlib import Path

import pytest

from optimizer.formats.district_folder import write_district
from optimizer.redesign.district import District
from tests.unit.cli.conftest import Run
from tests.unit.portfolio.small_districts import small_district
from tests.unit.portfolio.test_deciding import circular

NOTHING = "没有一个一件事能够测算"


def test_a_folder_of_circles_says_so_of_each(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "区", tmp_path / "o"
    write_district(folder, District(name="小区", members=(circular(),)))
    ran = run("portfolio", "optimize", folder, "--out", out, "--json", "-")
    assert ran.code == 1
    assert [one["service"] for one in json.loads(ran.out)["failed"]] == ["circle"]
    shown = run("portfolio", "optimize", folder, "--out", out).shown
    for ran_shown in (shown, run("portfolio", "report", out).shown):
        assert NOTHING in ran_shown
        assert ran_shown.count("circle:") == 1
        assert "成环" in ran_shown


def test_a_folder_nobody_can_read_says_so_of_each(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "区", tmp_path / "o"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.yaml").write_text("一件事: [", encoding="utf-8")
    ran = run("portfolio", "optimize", folder, "--out", out)
    assert ran.code == 1
    assert NOTHING in ran.shown
    assert [ran.shown.count(f"{name}:") for name in ("甲", "乙")] == [1, 1]


@pytest.fixture
def district(tmp_path: Path) -> Path:
    made = tmp_path / "区"
    write_district(made, small_district(5))
    return made


def test_what_cannot_be_kept_is_told_once_and_the_search_goes_on(
    run: Run, district: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    out.mkdir()
    (out / "answers").write_text("no folder", "utf-8")
    ran = run("portfolio", "optimize", district, "--out", out, "--max-effort", "30")
    assert ran.code == 0
    assert ran.err.count(f"{out / 'answers'}：测算的中间结果无法保存") == 1
    assert (out / "district-plan.json").is_file()


def test_a_plan_that_cannot_be_written_leaves_the_earlier_one(
    run: Run, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "o"
    out.mkdir()
    earlier = out / "district-plan.json"
    earlier.write_text("earlier", "utf-8")
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        write(path, content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    options = ("--out", out, "--max-effort", "30", "--json", "-")
    ran = run("portfolio", "optimize", district, *options)
    assert ran.code == 2
    assert f"{earlier}：无法读写（磁盘空间不足）" in ran.err
    assert earlier.read_text("utf-8") == "earlier"
    assert sorted(one.name for one in out.iterdir()) == ["answers", "district-plan.json"]
    assert json.loads(ran.out)["services"], "what was worked out is not lost"


def test_results_for_programs_that_cannot_be_written_are_told_by_name(
    run: Run, district: Path, tmp_path: Path
) -> None:
    options = ("--out", tmp_path / "o", "--max-effort", "30", "--json", "/dev/full")
    ran = run("portfolio", "optimize", district, *options)
    assert ran.code == 2
    assert "/dev/full：无法读写（磁盘空间不足）" in ran.err


def test_a_folder_that_takes_no_results_is_refused_before_the_search(
    run: Run, district: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    out.write_text("no folder", "utf-8")
    ran = run("portfolio", "optimize", district, "--out", out)
    assert ran.code == 2
    assert f"{out}：无法读写" in ran.err
    assert "申请材料" not in ran.shown
