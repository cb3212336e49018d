"""Tables of plans: versions, provenance, hostile text, and readers that know nothing of us."""

import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from optimizer import __version__, planning
from optimizer.formats.plan_tables import (
    TABLES,
    TabledPlan,
    table_csv,
    table_parquet,
    tables_csv,
    tables_json,
    tables_parquet,
)
from optimizer.formats.plan_tables.district import DISTRICT
from optimizer.formats.plan_tables.plans import PLANS
from optimizer.formats.plan_tables.schema import TEXT, Column, PlanTable, WrittenTable
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED
from optimizer.service.canonical import fingerprint
from tests.bakery import bakery
from tests.office import NEEDS_OFFICE, NEEDS_POPPLER, opened_in_office, text_of_pdf

# What readers rely on, by table and version. A changed column needs a new version and a new line;
# lines of old versions stay.
PUBLISHED = {
    "plans@1": "b87d8f79f166b8c6",
    "statistics@1": "5dbd6d9bd3f7b028",
    "steps@1": "2ceb9e5371964f1b",
    "materials@1": "f8d954b210617369",
    "schedule@1": "16d98c050e5792d3",
    "measures@1": "da108881a4798246",
    "district@1": "3aeb84fda2dcd2af",
}
WHEN = datetime.datetime(2026, 11, 25, 8, 30, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def tabled() -> TabledPlan:
    return TabledPlan(planning.optimize(bakery(), RECOMMENDED), bakery(), WHEN)


@pytest.mark.parametrize("table", [*TABLES, DISTRICT], ids=lambda one: one.key)
def test_a_changed_column_raises_the_version(table: WrittenTable) -> None:
    """Names, order, types, gaps and lists of words are what programs rely on."""
    assert PUBLISHED[table.format] == table.digest()[:16]


@pytest.mark.parametrize(
    "changed",
    [
        Column("fresh", TEXT, "a further column"),
        Column("plan_id", TEXT, "may be missing now", nullable=True),
    ],
)
def test_any_change_of_a_schema_is_noticed(changed: Column) -> None:
    other = PlanTable("plans", 1, PLANS.meaning, (*PLANS.own, changed), PLANS.rows)
    assert other.digest() != PLANS.digest()


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.key)
def test_columns_are_named_for_programs(table: PlanTable) -> None:
    """Snake case in ASCII, none twice, each with its meaning."""
    names = [one.name for one in table.columns]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.isascii() and name == name.lower() for name in names)
    assert all(one.meaning for one in table.columns)


def test_a_row_that_does_not_fit_is_refused(tabled: TabledPlan) -> None:
    """Neither a column left out nor a value missing goes into a file."""
    one = Column("own", TEXT, "a text")
    with pytest.raises(ValueError, match="own"):
        PlanTable("t", 1, "a row", (one,), lambda _: [{}]).filled([tabled])
    with pytest.raises(ValueError, match="own may not be missing"):
        PlanTable("t", 1, "a row", (one,), lambda _: [{"own": None}]).filled([tabled])


def test_a_plan_has_the_same_id_whenever_it_is_made(tabled: TabledPlan) -> None:
    """And another one for another question or another service."""
    again = TabledPlan(planning.optimize(bakery(), RECOMMENDED), bakery())
    assert again.plan_id == tabled.plan_id
    other = TabledPlan(planning.optimize(bakery(), CONSERVATIVE), bakery())
    moved = TabledPlan(tabled.plan, bakery().model_copy(update={"region": "别处"}))
    assert len({tabled.plan_id, other.plan_id, moved.plan_id}) == len((tabled, other, moved))


def test_every_file_says_what_it_was_made_from(tabled: TabledPlan) -> None:
    """Fingerprint, program, rule, date: in the JSON, in each Parquet file, in the CSV's ZIP."""
    (row,) = json.loads(tables_json([tabled]))["tables"]["plans"]
    assert row["input_sha256"] == fingerprint(bakery())
    assert row["program_version"] == __version__
    assert row["counting_rule"] == "reporting@1"
    assert datetime.datetime.fromisoformat(row["computed_at"]) == WHEN
    assert row["not_for_reporting"]
    with zipfile.ZipFile(io.BytesIO(tables_csv([tabled]))) as packed:
        assert packed.namelist() == [f"{table.key}.csv" for table in TABLES]
        text = packed.read("plans.csv").decode("utf-8-sig")
    (cells,) = csv.DictReader(io.StringIO(text, newline=""))
    assert cells["input_sha256"] == row["input_sha256"]
    assert cells["plan_id"] == row["plan_id"]


_READER = """
import json, sys
import pyarrow.parquet as pq

for path in sys.argv[1:]:
    table = pq.read_table(path)
    head = json.loads(table.schema.metadata[b"onething"])
    frame = table.to_pandas()
    meanings = [one.metadata[b"meaning"].decode() for one in table.schema]
    told = [len(frame), head["schemas"], head["plans"][0]["service_name"], all(meanings)]
    print(json.dumps(told, ensure_ascii=True))
"""


def test_a_program_that_knows_nothing_of_us_reads_parquet(
    tabled: TabledPlan, tmp_path: Path
) -> None:
    """In a process of its own, as Arrow and as a pandas frame, with meaning and provenance."""
    with zipfile.ZipFile(io.BytesIO(tables_parquet([tabled]))) as packed:
        packed.extractall(tmp_path)
    paths = [str(tmp_path / f"{table.key}.parquet") for table in TABLES]
    done = subprocess.run(
        [sys.executable, "-I", "-c", _READER, *paths], check=True, capture_output=True, text=True
    )
    rows = json.loads(tables_json([tabled]))["tables"]
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [len(rows[table.key]), {table.key: table.version}, "开办面包店", True] for table in TABLES
    ]


def test_equal_plans_give_equal_files(tabled: TabledPlan) -> None:
    """Whenever they are written, so that a check sum tells whether anything changed."""
    assert tables_csv([tabled]) == tables_csv([tabled])
    assert tables_parquet([tabled]) == tables_parquet([tabled])
    assert table_parquet(PLANS, [tabled]) == table_parquet(PLANS, [tabled])


@NEEDS_OFFICE
@NEEDS_POPPLER
def test_no_text_of_a_user_runs_in_a_spreadsheet(tabled: TabledPlan, tmp_path: Path) -> None:
    """LibreOffice shows a name that looks like a formula as it was typed, not what it comes to."""
    name = "=1234+4321"
    hostile = TabledPlan(tabled.plan, bakery().model_copy(update={"name": name}))
    text = table_csv(PLANS, [hostile])
    printed = opened_in_office(text.encode(), "plans.csv", tmp_path)
    shown = text_of_pdf(printed, tmp_path)
    assert name in shown
    assert "5555" not in shown
