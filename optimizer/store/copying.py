"""A whole store into an empty one: the way from a file to a server, and back."""

from sqlalchemy import Connection, Table, func, insert, select

from optimizer.errors import InvalidInput
from optimizer.store.tables import METADATA, SERVICES, VERSION

_ROWS_AT_ONCE = 200


def copy(source: Connection, target: Connection) -> None:
    """Copy all rows, in an order in which every row finds those it names.

    Raises:
        InvalidInput: the target holds services.
    """
    held = target.execute(select(func.count()).select_from(SERVICES)).scalar_one()
    if held:
        raise InvalidInput((f"this store holds {held} services already; copy into an empty one",))
    for table in METADATA.sorted_tables:
        if table is not VERSION:
            _copy_table(source, target, table)


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    # ``place`` is numbered anew in the same order, so that the target's own count goes on from it.
    columns = [column for column in table.c if column.name != "place"]
    rows = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(*columns).order_by(*table.primary_key.columns)
    )
    for some in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in some])
