"""The Parquet dataset of districts: sums that expand to their rows, real and generated apart."""

import io
import json
import zipfile

import pyarrow.parquet as pq
import pytest

from optimizer.errors import RequestProblem
from optimizer.evaluation.counting import load_counting_rules
from optimizer.formats.plan_tables import TABLES
from optimizer.formats.plan_tables.district import DISTRICT, district_parquet
from tests.districts import district_plan

REAL = district_plan()


def tables(content: bytes) -> dict[str, list[dict[str, object]]]:
    """Rows by the name of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            name: pq.read_table(io.BytesIO(packed.read(name))).to_pylist()
            for name in packed.namelist()
        }


FOUND = tables(district_parquet([REAL]))


def test_all_tables_of_plans_and_the_sums_stand_in_it() -> None:
    assert list(FOUND) == ["district.parquet", *(f"{one.key}.parquet" for one in TABLES)]
    assert [row["service_name"] for row in FOUND["plans.parquet"]] == ["甲", "乙", "丙"]


def test_every_sum_over_services_is_the_sum_of_its_rows() -> None:
    """Of ``statistics``, by plan, rule and metric."""
    rows = {
        (row["plan_id"], row["counting_rule"], row["metric"]): row
        for row in FOUND["statistics.parquet"]
    }
    checked = 0
    for one in FOUND["district.parquet"]:
        if one["group"] == "department" or one["scope"] == "once":
            continue
        ids = one["plan_ids"]
        assert isinstance(ids, list)
        for side in ("before", "after"):
            own = [rows[name, one["counting_rule"], one["metric"]][side] for name in ids]
            values = [value for value in own if isinstance(value, int)]
            assert len(values) == len(own)
            assert (one[side] or 0) == sum(values)
        checked += 1
    assert checked > 9 * len(load_counting_rules())


def test_what_counts_once_names_only_the_plans_that_stand_for_an_item() -> None:
    (row,) = (
        one
        for one in FOUND["district.parquet"]
        if one["scope"] == "once" and one["metric"] == "materials" and one["is_rule_of_plan"]
    )
    names = {one["plan_id"]: one["service_name"] for one in FOUND["plans.parquet"]}
    assert (row["before"], row["after"], row["reduction_percent"]) == (7, 5, 28.57)
    ids = row["plan_ids"]
    assert isinstance(ids, list)
    assert [names[one] for one in ids] == ["甲", "乙"]


def test_the_file_says_what_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(district_parquet([REAL]))) as packed:
        schema = pq.read_schema(io.BytesIO(packed.read("district.parquet")))
    head = json.loads(schema.metadata[b"onething"])
    assert head["schemas"] == {"district": DISTRICT.version}
    assert head["districts"] == [{"name": "示范区", "generated": False}]
    assert schema.field("scope").metadata[b"values"] == b'["all", "once"]'


def test_generated_files_are_called_so_and_never_written_with_real_ones() -> None:
    generated = district_plan(generated=True)
    found = tables(district_parquet([generated, generated]))
    assert all(name.startswith("generated-") for name in found)
    assert all(row["is_generated"] for row in found["generated-district.parquet"])
    with pytest.raises(RequestProblem, match="may not be summed together"):
        district_parquet([REAL, generated])


def test_a_dataset_is_the_same_every_time() -> None:
    assert district_parquet([REAL]) == district_parquet([REAL])
