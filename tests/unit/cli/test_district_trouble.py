"""``onething portfolio`` where nothing can be computed with, and where nothing can be written."""

import json
from pathlib import Path

from optimizer.formats.district_folder import write_district
from optimizer.redesign.district import District
from tests.unit.cli.conftest import Run
from tests.unit.portfolio.test_deciding import circular

NOTHING = "没有一件一件事能够测算"


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
