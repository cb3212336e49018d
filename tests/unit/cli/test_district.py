"""``onething portfolio``: a folder checked, decided, kept and read again."""

import json
from pathlib import Path

import pytest

from optimizer.cli.district_report import FILES
from optimizer.formats.district_folder import write_district
from optimizer.redesign.district import District
from tests.unit.cli.conftest import Run
from tests.unit.portfolio.small_districts import small_district


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "区"
    write_district(made, District(name="小区", members=small_district(5).members))
    return made


def test_a_folder_is_checked_as_a_whole(run: Run, folder: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    ran = run("portfolio", "check", folder)
    assert ran.code == 1
    assert "坏" in ran.shown
    assert "3 件一件事" in ran.shown


def test_a_district_is_decided_and_kept(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    out = tmp_path / "结果"
    ran = run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30", "--json", "-")
    assert ran.code == 1, "a file was left out"
    found = json.loads(ran.out)
    assert found["format"] == "onething-district/1"
    assert found["effort"] <= 30
    assert len(found["services"]) == 3
    assert [one["service"] for one in found["failed"]] == ["坏"]
    assert (out / "district-plan.json").is_file()


def test_a_service_that_was_left_out_is_told_once(run: Run, folder: Path) -> None:
    (folder / "坏.yaml").write_text("一件事: [", encoding="utf-8")
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30")
    assert ran.shown.count("坏:") == 1
    assert run("portfolio", "report", out).shown.count("坏:") == 1, "it stands in the file"


def test_the_screen_tells_sums_with_their_rule_and_the_proof(run: Run, folder: Path) -> None:
    ran = run("portfolio", "optimize", folder, "--out", folder.parent / "o", "--max-effort", "30")
    assert ran.code == 0, ran.err
    for told in ("申请材料", "reporting@1", "与理论最优最多相差", "数据来源"):
        assert told in ran.shown


def test_targets_out_of_reach_tell_what_each_reaches_alone(run: Run, folder: Path) -> None:
    out = folder.parent / "o"
    ran = run("portfolio", "optimize", folder, "--out", out, "--target", "steps=100%")
    assert ran.code == 1
    assert "目标达不到" in ran.shown
    assert "改革后至少还有" in ran.shown


def test_a_decided_district_leaves_as_files(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    wanted = [one for target in FILES for one in ("--to", target)]
    ran = run("portfolio", "report", out, *wanted, "--counting", "critical-path")
    assert ran.code == 0, ran.err
    assert "critical-path@1" in ran.shown
    written = [one for one in out.iterdir() if one.name.startswith("小区")]
    assert {one.suffix for one in written} == {".xlsx", ".docx", ".pdf", ".zip"}
    assert len(written) == len(FILES)


def test_a_district_that_was_altered_is_not_reported(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    assert run("portfolio", "optimize", folder, "--out", out, "--max-effort", "30").code == 0
    path = out / "district-plan.json"
    document = json.loads(path.read_text("utf-8"))
    document["record"]["district"]["members"][0]["service"]["items"][0]["promised"] = None
    path.write_text(json.dumps(document), "utf-8")
    ran = run("portfolio", "report", out, "--to", "xlsx")
    assert ran.code == 2
    assert "重新测算" in ran.err
    assert not list(out.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("options", "told"),
    [(("--engine", "ray"), "local"), (("--engine", "dask"), "--address")],
)
def test_an_engine_that_is_not_there_is_told(
    run: Run, folder: Path, options: tuple[str, str], told: str
) -> None:
    ran = run("portfolio", "optimize", folder, *options)
    assert ran.code == 2
    assert told in ran.err


def test_a_generated_district_is_a_folder_that_reads(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "生成"
    assert run("portfolio", "generate", made, "--count", "2", "--seed", "3").code == 0
    ran = run("portfolio", "check", made)
    assert ran.code == 0
    assert "2 件一件事" in ran.shown
    assert "非真实" in ran.shown
