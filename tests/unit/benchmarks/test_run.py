"""Which pages a run publishes: those of the groups it measured whole, of one protocol."""

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
    assert {one.stem for one in (tmp_path / "build").iterdir()} >= {"benchmark"}
