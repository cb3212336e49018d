"""The version of the tables: made when missing, brought up when old, refused when too new."""

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, update

from optimizer.errors import StoreTooNew
from optimizer.store.database import Database
from optimizer.store.tables import DISTRICT_PLANS, REMEMBERED, VERSION, add_append_only, create

Migration = Callable[[Connection], None]


def _remember(connection: Connection) -> None:
    """To version 2: what planners taught the program."""
    add_append_only(connection, REMEMBERED)


def _districts(connection: Connection) -> None:
    """To version 3: whole districts that were decided."""
    add_append_only(connection, DISTRICT_PLANS)


# The function at place n leads from version n + 1 to n + 2. A new database is made with today's
# tables, so a migration is only ever run on an older one.
MIGRATIONS: tuple[Migration, ...] = (_remember, _districts)

# Any constant that no other program on the same server takes for its own lock.
_LOCK = 7_306_091_124


def prepare(database: Database, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a database to the version of this program, as a whole or not at all.

    Args:
        database: empty, or a store.
        migrations: in their order; the version of this program is one more than their number.

    Raises:
        StoreTooNew: a newer program wrote it.
    """
    known = len(migrations) + 1
    with database.reading() as connection:
        if _held(connection, known) == known:
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # Two programs that start at once: the second finds everything made.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        held = _held(connection, known)
        if held is None:
            create(connection)
            connection.execute(insert(VERSION).values(version=known))
        elif held < known:
            for migrate in migrations[held - 1 :]:
                migrate(connection)
            connection.execute(update(VERSION).values(version=known))


def _held(connection: Connection, known: int) -> int | None:
    """Version of the tables; ``None`` when there are none."""
    if not inspect(connection).has_table(VERSION.name):
        return None
    held = connection.execute(select(VERSION.c.version)).scalar_one()
    if held > known:
        raise StoreTooNew(held, known)
    return int(held)
