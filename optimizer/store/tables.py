"""The tables of the store, the same on SQLite and PostgreSQL.

Bodies are canonical JSON in text columns (that of a whole district compressed), not the database's
own JSON type: the hash is over the very text, which such a type would rewrite. A body is the last
column of its table, so that lists, which leave it out, do not read past it.

What is said once is never changed: triggers refuse UPDATE and DELETE on every table of
``APPEND_ONLY``. A revision names the one before it by a foreign key and has the next number by a
check, so numbers have no gaps and the primary key decides who of two writers was first.
"""

import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class UtcTime(TypeDecorator[datetime.datetime]):
    """A time in UTC that knows so; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime.datetime | None:
        """To UTC."""
        return None if value is None else value.astimezone(datetime.UTC)

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime.datetime | None:
        """With the zone attached again."""
        if value is None or value.tzinfo is None:
            return None if value is None else value.replace(tzinfo=datetime.UTC)
        return value.astimezone(datetime.UTC)


class PlainText(TypeDecorator[str]):
    """Text that every database can hold: without NUL, lone surrogates replaced by ``?``."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> str | None:
        """Cleaned."""
        return None if value is None else plain(value)


def plain(text: str) -> str:
    """A text as a column holds it."""
    return text.replace("\0", "").encode(errors="replace").decode()


METADATA = MetaData()

VERSION = Table("onething_store", METADATA, Column("version", Integer, nullable=False))

SERVICES = Table(
    "services",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("created", UtcTime, nullable=False),
    Column("archived", Boolean, nullable=False),
)

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("key", Text, ForeignKey("services.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("previous", Integer),
    Column("sha256", Text, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("comment", PlainText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("undo_to", Integer),
    Column("redo_to", Integer),
    Column("service_id", PlainText, nullable=False),
    Column("name", PlainText, nullable=False),
    Column("region", PlainText, nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["key", "previous"], ["revisions.key", "revisions.number"]),
    ForeignKeyConstraint(["key", "undo_to"], ["revisions.key", "revisions.number"]),
    ForeignKeyConstraint(["key", "redo_to"], ["revisions.key", "revisions.number"]),
    CheckConstraint(
        "(previous IS NULL AND number = 1) OR (previous IS NOT NULL AND number = previous + 1)",
        name="numbers_have_no_gaps",
    ),
)


def _place() -> Column[int]:
    """Tells what came later, also within one microsecond."""
    return Column("place", Integer, primary_key=True)


def _of_revision() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["key", "number"], ["revisions.key", "revisions.number"])


PLANS = Table(
    "plans",
    METADATA,
    _place(),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("request_name", PlainText, nullable=False),
    Column("request", Text, nullable=False),
    Column("counting", PlainText, nullable=False),
    Column("status", Text, nullable=False),
    Column("reductions", Text, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
    _of_revision(),
)

AFTER_STATES = Table(
    "after_states",
    METADATA,
    _place(),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, ForeignKey("services.key"), nullable=False, index=True),
    Column("name", PlainText, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)

BASELINES = Table(
    "baselines",
    METADATA,
    _place(),
    Column("key", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("guide_version", PlainText, nullable=False),
    Column("provider", PlainText, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
    _of_revision(),
)

CONFIRMATIONS = Table(
    "confirmations",
    METADATA,
    _place(),
    Column("key", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("record", PlainText, nullable=False),
    Column("field", PlainText, nullable=False),
    Column("value", PlainText, nullable=False),
    Column("confirmed_by", PlainText, nullable=False),
    Column("confirmed_on", Date, nullable=False),
    Column("evidence", PlainText, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    _of_revision(),
)

AUDIT = Table(
    "audit",
    METADATA,
    _place(),
    Column("time", UtcTime, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("action", Text, nullable=False),
    Column("key", Text, ForeignKey("services.key"), index=True),
    Column("number", Integer),
    Column("detail", PlainText, nullable=False),
)

REMEMBERED = Table(
    "remembered",
    METADATA,
    _place(),
    Column("kind", Text, nullable=False, index=True),
    Column("subject", PlainText, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("value", PlainText, nullable=False),
)

DISTRICT_PLANS = Table(
    "district_plans",
    METADATA,
    _place(),
    Column("id", Text, nullable=False, unique=True),
    Column("name", PlainText, nullable=False),
    Column("generated", Boolean, nullable=False),
    Column("services", Integer, nullable=False),
    Column("request", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("author", PlainText, nullable=False),
    Column("time", UtcTime, nullable=False),
    # Compressed, see ``bodies.packed``: each plan of a district holds its service three times.
    Column("body", Text, nullable=False),
)

APPEND_ONLY = (
    REVISIONS,
    PLANS,
    AFTER_STATES,
    BASELINES,
    CONFIRMATIONS,
    AUDIT,
    REMEMBERED,
    DISTRICT_PLANS,
)

# Error class 23 (integrity), as a broken constraint.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION onething_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = '23001';
END $$
"""


def create(connection: Connection) -> None:
    """Make all tables and triggers in an empty database."""
    METADATA.create_all(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for table in APPEND_ONLY:
        _forbid_changes(connection, table)


def add_append_only(connection: Connection, table: Table) -> None:
    """Make one more table in a store that is older than it."""
    table.create(connection)
    _forbid_changes(connection, table)


def _forbid_changes(connection: Connection, table: Table) -> None:
    for statement in _triggers(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)


def _triggers(table: str, dialect: str) -> tuple[str, ...]:
    if dialect == "postgresql":
        changes = "UPDATE OR DELETE OR TRUNCATE"
        calling = "FOR EACH STATEMENT EXECUTE FUNCTION onething_append_only()"
        return (f"CREATE TRIGGER {table}_append_only BEFORE {changes} ON {table} {calling}",)
    return tuple(
        f"CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for change in ("UPDATE", "DELETE")
    )
