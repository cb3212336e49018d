"""``onething portfolio report``: what its files say of the decision they are of."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from optimizer.formats.district_folder import write_district
from optimizer.redesign.district import District
from optimizer.wording.times import clock_text, date_text
from tests.spreadsheet import Book
from tests.unit.cli.conftest import Run
from tests.unit.portfolio.small_districts import small_district


def test_when_a_district_was_decided_is_kept_and_told_in_every_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much later, and from whatever day on, it is reported."""
    folder, out = tmp_path / "区", tmp_path / "o"
    write_district(folder, District(name="小区", members=small_district(5).members))
    asked = ("--max-effort", "30", "--json", "-")
    told = json.loads(run("portfolio", "optimize", folder, "--out", out, *asked).out)
    decided = datetime.datetime.fromisoformat(told["computed_at"])
    assert decided.tzinfo is not None
    monkeypatch.setattr("optimizer.cli.district_report.day", lambda _="": datetime.date(2030, 1, 1))
    to = ("--to", "xlsx", "--to", "docx", "--to", "parquet", "--start", "2029-01-01")
    assert run("portfolio", "report", out, *to).code == 0
    minute = clock_text(decided)
    book = Book((out / "小区-统计工作簿.xlsx").read_bytes())
    assert any(f"测算时间：{minute}" == row["内容"] for row in book.rows("说明"))
    day = date_text(decided.astimezone().date(), "zh")
    with zipfile.ZipFile(out / "小区-成效报告.docx") as paper:
        assert day in paper.read("word/document.xml").decode()
    with zipfile.ZipFile(out / "小区-数据表.zip") as packed:
        held = [pq.read_table(io.BytesIO(packed.read(name))) for name in packed.namelist()]
    known = [one for one in held if "computed_at" in one.column_names]
    times = {moment for one in known for moment in one["computed_at"].to_pylist()}
    assert times == {decided}
