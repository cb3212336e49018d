"""The database behind the store: where it lies, how it is opened, what its errors mean."""

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from optimizer.errors import StoreUnavailable, Trouble

LOCATION_VARIABLE = "ONETHING_STORE"
DEFAULT_PATH = Path("workspace") / "onething.db"

# Writers wait for each other; a commit takes milliseconds, so a minute means something is stuck.
_WAIT_SECONDS = 60.0
_WRITING = "onething_writing"

# Beginnings of SQLite's error names.
_SQLITE_TROUBLES: tuple[tuple[str, Trouble], ...] = (
    ("SQLITE_FULL", "full"),
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_READONLY", "read_only"),
    ("SQLITE_CANTOPEN", "folder"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
)
# Beginnings of PostgreSQL's error codes (its manual, appendix A).
_POSTGRESQL_TROUBLES: tuple[tuple[str, Trouble], ...] = (
    ("531", "full"),
    ("533", "locked"),
    ("55P03", "locked"),
    ("40P01", "locked"),
    ("25006", "read_only"),
    ("28", "refused"),
    ("3D000", "refused"),
    ("42501", "refused"),
    ("57P", "gone"),
    ("08", "gone"),
    ("XX", "damaged"),
)


class Refused(Exception):
    """A constraint refused what was to be written; the store says what that means."""


class _Cursor(Protocol):
    def execute(self, statement: str, /) -> object: ...
    def close(self) -> object: ...


class _DriverConnection(Protocol):
    """What is used of a driver's connection."""

    def cursor(self) -> _Cursor: ...


def location(given: str | Path | None) -> URL:
    """Where the store lies.

    Args:
        given: a URL or the path of an SQLite file; ``None`` asks the environment variable
            ``ONETHING_STORE``, else takes ``workspace/onething.db`` below the current directory.

    Raises:
        StoreUnavailable: not a URL of SQLite or PostgreSQL.
    """
    text = str(given or os.environ.get(LOCATION_VARIABLE) or DEFAULT_PATH)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        # The text may hold a password; it is not repeated.
        raise StoreUnavailable("address", "the address of the store is not a URL") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+pg8000")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreUnavailable("address", f"{url.drivername}: only sqlite and postgresql are known")
    if url.get_backend_name() == "sqlite" and (url.database or ":memory:") == ":memory:":
        raise StoreUnavailable("address", "a store in memory would keep nothing; name a file")
    return url


class Database:
    """Transactions on one database, shared by all threads of a process."""

    def __init__(self, url: URL) -> None:
        """Open the database; a missing SQLite file and its folder are made.

        Raises:
            StoreUnavailable: it cannot be opened.
        """
        with told_plainly():
            self._engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _server(url)
        self._writer = self._engine.execution_options(**{_WRITING: True})

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state and writes nothing."""
        with told_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is written as a whole or not at all.

        Raises:
            Refused: a constraint was broken.
            StoreUnavailable: nothing was written.
        """
        with told_plainly(), self._writer.begin() as connection:
            yield connection


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever the driver raises into ``Refused`` or ``StoreUnavailable``."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code, said = _told(error.orig if isinstance(error, DBAPIError) else error)
        if code.startswith(("23", "SQLITE_CONSTRAINT")):
            raise Refused(said) from error
        raise StoreUnavailable(_trouble(code), said) from error
    except PoolTimeout as error:
        raise StoreUnavailable("locked", "every connection is in use") from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnavailable("address", f"driver missing: {error}") from error
    except OSError as error:
        raise StoreUnavailable("gone", str(error)) from error


def _told(origin: BaseException | None) -> tuple[str, str]:
    """Code and words of a driver's error."""
    first = origin.args[0] if origin is not None and origin.args else ""
    if isinstance(first, dict):  # pg8000: the fields of the server's message
        return str(first.get("C", "")), str(first.get("M", ""))
    return str(getattr(origin, "sqlite_errorname", "")), str(origin)


def _trouble(code: str) -> Trouble:
    for beginning, trouble in (*_SQLITE_TROUBLES, *_POSTGRESQL_TROUBLES):
        if code.startswith(beginning):
            return trouble
    # A server that answers gives a code, and so does SQLite.
    return "other" if code else "gone"


def _server(url: URL) -> Engine:
    # A server that was started anew is met with a new connection instead of an error.
    engine = create_engine(url, pool_pre_ping=True, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _send_at_once)
    return engine


def _send_at_once(connection: object, _record: object) -> None:
    # The driver sends a statement in pieces and offers no setting for it: with the system's delay
    # (Nagle) a save took 45 ms on loopback, without it 6 ms.
    link = getattr(connection, "_usock", None)
    if isinstance(link, socket.socket) and link.family != socket.AF_UNIX:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _sqlite(url: URL) -> Engine:
    try:
        Path(url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable("folder", str(error)) from error
    waiting = {} if "timeout" in url.query else {"timeout": _WAIT_SECONDS}
    engine = create_engine(url, connect_args=waiting)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        _keep_a_write_ahead_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, and too late; ``_begin`` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # Every commit reaches the disk: it survives a power cut, not only a killed process.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its place at once. Were it to read first and write later, it would be refused
    # without waiting whenever another one wrote in between.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _keep_a_write_ahead_log(engine: Engine) -> None:
    """Readers and the writer do not wait for each other; the file remembers the setting.

    Changing it needs the file alone, and SQLite does not wait for that by itself.
    """
    until = time.monotonic() + _WAIT_SECONDS
    connection = engine.raw_connection()
    try:
        while not _has_write_ahead_log(connection, patient=time.monotonic() < until):
            time.sleep(0.02)
    finally:
        connection.close()


def _has_write_ahead_log(connection: _DriverConnection, *, patient: bool) -> bool:
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if patient and error.sqlite_errorname.startswith("SQLITE_BUSY"):
            return False
        raise
    finally:
        cursor.close()
    return True
