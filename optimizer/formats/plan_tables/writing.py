"""Tables of plans as JSON, CSV and Parquet, all of the same rows."""

import datetime
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from optimizer import __version__
from optimizer.formats.csv_text import csv_text
from optimizer.formats.plan_json import as_text
from optimizer.formats.plan_tables.catalogue import TABLES
from optimizer.formats.plan_tables.plans import PLANS
from optimizer.formats.plan_tables.schema import PlanTable, WrittenTable
from optimizer.formats.plan_tables.tabled_plan import TabledPlan

FORMAT = "onething-tables/1"
METADATA_KEY = "onething"
"""Where a Parquet file keeps what the JSON of tables has in its head."""

# Equal rows give equal archives, whenever they are made; the oldest day a ZIP can name.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def tables_json(plans: Sequence[TabledPlan]) -> str:
    """All tables of some plans as one document.

    Args:
        plans: plans of one service or of many.
    """
    rows = {table.key: _plain(table.filled(plans)) for table in TABLES}
    return as_text({**head_of(TABLES), "tables": rows})


def tables_csv(plans: Sequence[TabledPlan]) -> bytes:
    """All tables of some plans as a ZIP of CSV files; ``plans.csv`` tells where they come from."""
    return packed({f"{table.key}.csv": table_csv(table, plans).encode() for table in TABLES})


def tables_parquet(plans: Sequence[TabledPlan]) -> bytes:
    """All tables of some plans as a ZIP of Parquet files, each with its provenance inside."""
    return packed({f"{table.key}.parquet": table_parquet(table, plans) for table in TABLES})


def table_csv(table: PlanTable, plans: Sequence[TabledPlan]) -> str:
    """One table as CSV: a list as JSON, a missing value as an empty cell."""
    filled = table.filled(plans)
    heading = [column.name for column in table.columns]
    return csv_text([heading, *([_cell(row[one]) for one in heading] for row in _plain(filled))])


def table_parquet(table: PlanTable, plans: Sequence[TabledPlan]) -> bytes:
    """One table as Parquet; its schema holds the meaning of columns and the rows of ``plans``."""
    head = {**head_of((table,)), "plans": _plain(PLANS.filled(plans))}
    return parquet(table.filled(plans), head)


def parquet(filled: pa.Table, head: Mapping[str, Any]) -> bytes:
    """Rows as Parquet with what tells where they come from."""
    told = {METADATA_KEY: json.dumps(head, ensure_ascii=False)}
    stream = io.BytesIO()
    pq.write_table(filled.replace_schema_metadata(told), stream, compression="zstd")
    return stream.getvalue()


def head_of(tables: Sequence[WrittenTable]) -> dict[str, Any]:
    """Format, program and versions, as every file carries them."""
    return {
        "format": FORMAT,
        "program": {"name": "onething-optimizer", "version": __version__},
        "schemas": {table.key: table.version for table in tables},
    }


def _plain(table: pa.Table) -> list[dict[str, Any]]:
    """Rows as values that JSON has."""
    return [{key: _told(value) for key, value in row.items()} for row in table.to_pylist()]


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Files by their names in one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in contents.items():
            made.writestr(zipfile.ZipInfo(name, _NO_DAY), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
