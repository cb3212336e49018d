"""Tables of plans for other programs: documented, versioned Arrow schemas and their rows."""

from optimizer.formats.plan_tables.answered import Answered
from optimizer.formats.plan_tables.catalogue import TABLES
from optimizer.formats.plan_tables.writing import (
    table_csv,
    table_parquet,
    tables_csv,
    tables_json,
    tables_parquet,
)

__all__ = [
    "TABLES",
    "Answered",
    "table_csv",
    "table_parquet",
    "tables_csv",
    "tables_json",
    "tables_parquet",
]
