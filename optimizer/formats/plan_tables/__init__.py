"""Tables of plans for other programs: documented, versioned Arrow schemas and their rows."""

from optimizer.formats.plan_tables.catalogue import TABLES
from optimizer.formats.plan_tables.tabled_plan import TabledPlan
from optimizer.formats.plan_tables.writing import (
    table_csv,
    table_parquet,
    tables_csv,
    tables_json,
    tables_parquet,
)

__all__ = [
    "TABLES",
    "TabledPlan",
    "table_csv",
    "table_parquet",
    "tables_csv",
    "tables_json",
    "tables_parquet",
]
