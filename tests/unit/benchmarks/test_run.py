"""Which pages a run publishes: those of the groups it measured whole, of one protocol."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import run
from benchmarks.rows import Row

PLAN = Row(
    kind="plan",
    case="a",
    variant="x",
    steps=1,
    seconds=1.0,
    search_seconds=1.0,
    status="optimal",
    proven=True,
    stages=(),
    group="scenarios",
)
SWEPT = replace(PLAN, kind="sweep", group="district", size=10)


@pytest.mark.parametrize(
    ("arguments", "rows", "published"),
    [
        ([], [PLAN, SWEPT], {"benchmark.md", "district-speed.md"}),
        (["--only", "district"], [SWEPT], {"district-speed.md"}),
        (["--only", "scenarios"], [PLAN], set()),
        (["--only", "scenarios", "--keep"], [PLAN], {"benchmark.md"}),
        (["--only", "district", "--quick"], [SWEPT], set()),
        (["--only", "district", "--case", "sweep"], [SWEPT], set()),
        (["--seconds", "1"], [PLAN, SWEPT], set()),
    ],
)
def test_a_page_is_published_only_of_whole_groups_at_their_own_limits(
    arguments: list[str],
    rows: list[Row],
    published: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    monkeypatch.setattr(run, "BUILD", tmp_path / "build")
    monkeypatch.setattr(run, "DOCUMENT", docs / "benchmark.md")
    monkeypatch.setattr(run, "DISTRICTS", docs / "district-speed.md")
    monkeypatch.setattr(run, "_measure", lambda _: rows)
    assert run.main(arguments) == 0
    assert {one.name for one in docs.iterdir()} == published
    pages = {"district-speed" if row.group == "district" else "benchmark" for row in rows}
    assert {one.stem for one in (tmp_path / "build").glob("*.md")} == pages
    kept = tmp_path / "build" / "benchmark.json"
    assert kept.is_file() is {"--quick", "--case", "--seconds"}.isdisjoint(arguments)


def test_groups_that_are_not_measured_anew_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(run, "BUILD", tmp_path / "build")
    monkeypatch.setattr(run, "DOCUMENT", tmp_path / "docs" / "benchmark.md")
    monkeypatch.setattr(run, "DISTRICTS", tmp_path / "docs" / "district-speed.md")
    for arguments, row in ((["--only", "scenarios"], PLAN), (["--only", "district"], SWEPT)):
        monkeypatch.setattr(run, "_measure", lambda _, row=row: [row])
        assert run.main(arguments) == 0
    rows = json.loads((tmp_path / "build" / "benchmark.json").read_text("utf-8"))["rows"]
    assert [one["group"] for one in rows] == ["scenarios", "district"]
