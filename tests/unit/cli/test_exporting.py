"""``onething export``: a plan file is read, counted again, and leaves as any of its files."""

import datetime
import json
import zipfile
from pathlib import Path

import pytest

from optimizer.cli.exporting import TARGETS
from optimizer.wording.times import clock_text
from tests.unit.cli.conftest import Run


@pytest.fixture
def plan(run: Run, shop: Path, tmp_path: Path) -> Path:
    assert run("optimize", shop, "--out", tmp_path / "plans").code == 0
    return tmp_path / "plans" / "plan-recommended.json"


@pytest.mark.parametrize(
    ("target", "name", "begins"),
    [
        ("docx", "方案.docx", b"PK"),
        ("pdf", "方案.pdf", b"%PDF-"),
        ("brief", "简报.pdf", b"%PDF-"),
        ("task", "任务.docx", b"PK"),
        ("xlsx", "统计.xlsx", b"PK"),
    ],
)
def test_one_file_goes_where_it_is_told(
    run: Run, plan: Path, tmp_path: Path, target: str, name: str, begins: bytes
) -> None:
    out = tmp_path / "新" / name
    assert run("export", plan, "--to", target, "--out", out).code == 0
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_writes_what_it_names(
    run: Run, plan: Path, tmp_path: Path, target: str
) -> None:
    out = tmp_path / "out"
    ran = run("export", plan, "--to", target, "--out", out)
    assert ran.code == 0, ran.err
    written = sorted(out.iterdir())
    assert written
    assert all(one.stat().st_size > 0 for one in written)
    assert all(one.name in ran.out.replace("\n", "") for one in written)


def test_everything_fits_into_one_zip(run: Run, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "全部.zip"
    assert run("export", plan, "--to", "all", "--out", out).code == 0
    with zipfile.ZipFile(out) as packed:
        assert {Path(one).suffix for one in packed.namelist()} >= {".docx", ".pdf", ".xlsx", ".png"}


@pytest.mark.parametrize(
    ("target", "name", "right"), [("csv", "统计.csv", ".zip"), ("docx", "方案.pdf", ".docx")]
)
def test_no_file_is_written_under_the_ending_of_another_format(
    run: Run, plan: Path, tmp_path: Path, target: str, name: str, right: str
) -> None:
    """Tables are several files in one ZIP: called .csv, no program would open them."""
    ran = run("export", plan, "--to", target, "--out", tmp_path / name)
    assert ran.code == 2
    assert right in ran.err
    assert not (tmp_path / name).exists()


def test_files_say_when_the_plan_was_made(run: Run, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "前.bpmn.zip"
    made = json.loads(plan.read_text("utf-8"))["computed_at"]
    assert run("export", plan, "--to", "bpmn", "--out", out).code == 0
    with zipfile.ZipFile(out) as packed:
        for one in packed.namelist():
            assert clock_text(datetime.datetime.fromisoformat(made)) in packed.read(one).decode()


def test_a_plan_that_was_altered_is_not_written(run: Run, plan: Path, tmp_path: Path) -> None:
    document = json.loads(plan.read_text("utf-8"))
    document["record"]["service"]["items"][0]["promised"]["duration"] = "1 工作日"
    plan.write_text(json.dumps(document), "utf-8")
    ran = run("export", plan, "--to", "docx", "--out", tmp_path / "x.docx")
    assert ran.code == 2
    assert "重新测算" in ran.err
    assert not (tmp_path / "x.docx").exists()


def test_a_plan_whose_proof_was_altered_is_refused_not_an_internal_error(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    """What the judge rejects in a file was changed by somebody, not computed by us."""
    document = json.loads(plan.read_text("utf-8"))
    for one in document["record"]["plan"]["outcome"]["stages"]:
        one["value"] = 0
    plan.write_text(json.dumps(document), "utf-8")
    ran = run("export", plan, "--to", "docx", "--out", tmp_path / "x.docx")
    assert ran.code == 2
    assert "重新测算" in ran.err


def test_figures_of_a_file_are_counted_again(run: Run, plan: Path, tmp_path: Path) -> None:
    document = json.loads(plan.read_text("utf-8"))
    for one in document["record"]["plan"]["reductions"]:
        one["after"] = 0
        one["percent"] = 100.0
    plan.write_text(json.dumps(document), "utf-8")
    assert run("export", plan, "--to", "all", "--out", tmp_path / "again").code == 0
    (whole,) = (tmp_path / "again").glob("*完整方案.json")
    assert json.loads(whole.read_text("utf-8"))["reduction"]["materials"] != 100.0


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": "onething-plan/1"}', b"[" * 100_000]
)
def test_what_is_no_plan_file_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    ran = run("export", path, "--to", "docx", "--out", tmp_path / "x.docx")
    assert ran.code == 1
    assert "plan-….json" in ran.err


def test_an_unknown_target_names_those_there_are(run: Run, plan: Path, tmp_path: Path) -> None:
    ran = run("export", plan, "--to", "odt", "--out", tmp_path / "x.odt")
    assert ran.code == 2
    assert "docx" in ran.err
