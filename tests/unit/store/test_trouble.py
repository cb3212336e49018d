"""What a planner is told when the database fails, is too new, or holds what cannot be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, insert, text, update
from sqlalchemy.pool import Pool

from optimizer.errors import InvalidInput, StoreTooNew, StoreUnavailable, Trouble, Unreadable
from optimizer.planning import optimize
from optimizer.redesign.request import CONSERVATIVE
from optimizer.service.canonical import sha256
from optimizer.store import Store
from optimizer.store.database import Database, location
from optimizer.store.migrations import MIGRATIONS, prepare
from optimizer.store.tables import REVISIONS, VERSION
from tests.fixtures import pair
from tests.unit.store.conftest import NEEDS_POSTGRESQL
from tests.unit.store.server import Server
from tests.unit.store.test_results import DAY, VOUCHED


@contextmanager
def by_hand(url: str) -> Iterator[Connection]:
    """What another program could do to the database."""
    engine = create_engine(location(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _write_by_hand(url: str, key: str, body: str, digest: str) -> None:
    with by_hand(url) as connection:
        row = connection.execute(REVISIONS.select().where(REVISIONS.c.key == key)).mappings().one()
        changed = {"number": 2, "previous": 1, "undo_to": 1, "body": body, "sha256": digest}
        connection.execute(insert(REVISIONS).values({**dict(row), **changed}))


@pytest.mark.parametrize(
    ("body", "problem"),
    [('{"id":"x","items":[],"colour":"red"}', "colour"), ("{", "JSON"), ("{}", "items")],
)
def test_one_unreadable_revision_hides_no_other(
    store: Store, url: str, body: str, problem: str
) -> None:
    good, bad = store.add(pair(), author="甲"), store.add(pair(), author="甲")
    _write_by_hand(url, bad.key, body, sha256(body))
    with pytest.raises(Unreadable, match=problem) as refused:
        store.latest(bad.key)
    assert (refused.value.key, refused.value.what) == (bad.key, "revision 2")
    assert bad.key in str(refused.value)
    assert {one.key for one in store.services()} == {good.key, bad.key}
    assert store.latest(good.key) == good
    # The planner gets on: undo, and saving anew, need not read it.
    assert store.undo(bad.key, after=2, author="甲").service == pair()
    assert store.latest(bad.key).number == 3


def test_an_altered_revision_is_noticed(store: Store, url: str) -> None:
    added = store.add(pair(), author="甲")
    altered = pair().model_copy(update={"name": "被改"}).model_dump_json()
    _write_by_hand(url, added.key, altered, added.sha256)
    with pytest.raises(Unreadable, match="altered"):
        store.latest(added.key)


def test_a_store_of_a_newer_program_is_refused_and_left_alone(url: str) -> None:
    Store.open(url).close()
    with by_hand(url) as connection:
        connection.execute(update(VERSION).values(version=len(MIGRATIONS) + 2))
    with pytest.raises(StoreTooNew) as refused:
        Store.open(url)
    assert (refused.value.held, refused.value.known) == (len(MIGRATIONS) + 2, len(MIGRATIONS) + 1)


def test_an_older_store_is_brought_up_once_and_as_a_whole(url: str) -> None:
    with Store.open(url) as store:
        added = store.add(pair(), author="甲")

    def one_more(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE extra (number INTEGER)"))

    def failing(connection: Connection) -> None:
        connection.execute(text("INSERT INTO extra VALUES (1)"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    database = Database(location(url))
    with pytest.raises(StoreUnavailable):
        prepare(database, (*MIGRATIONS, one_more, failing))
    with Store.open(url) as store:  # still of the version before
        assert store.latest(added.key) == added
    for _ in range(2):
        prepare(database, (*MIGRATIONS, one_more))
    database.close()
    with pytest.raises(StoreTooNew):
        Store.open(url)


def test_a_whole_store_moves_to_another_database(url: str, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path) as old:
        key = old.add(pair(), author="甲").key
        changed = pair().model_copy(update={"notes": ("已确认",)})
        old.confirm(key, changed, after=1, confirmed=(VOUCHED,), author="乙")
        old.undo(key, after=2, author="乙")
        old.keep_plan(key, 1, optimize(pair(), CONSERVATIVE), author="乙")
        old.keep_after_state(key, "外地", changed, author="乙")
        old.freeze(key, 1, date=DAY, guide_version="1", provider="一局", author="乙")
        old.archive(old.add(pair(), author="甲").key, author="丙")
        with Store.open(url) as new:
            new.copy_from(path)
            for shown in (
                Store.services,
                lambda one: one.services(archived=True),
                lambda one: one.history(key),
                lambda one: [one.revision(key, number) for number in (1, 2, 3)],
                lambda one: [one.plan(entry.id) for entry in one.plans(key)],
                lambda one: one.plans(key),
                lambda one: [one.after_state(entry.id) for entry in one.after_states(key)],
                lambda one: one.baselines(key),
                lambda one: one.confirmations(key),
                Store.audit,
            ):
                assert shown(new) == shown(old)
                assert shown(new)
            assert new.redo(key, after=3, author="丁").service == changed
            assert new.audit()[0].author == "丁"
            with pytest.raises(InvalidInput):
                new.copy_from(path)


def _trouble(url: str | Path) -> Trouble:
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(url)
    return refused.value.reason


def test_a_wrong_address_is_told_without_its_password(tmp_path: Path) -> None:
    for url in ("mysql://a:geheim@host/x", "sqlite://", "sqlite:///:memory:", "://geheim"):
        with pytest.raises(StoreUnavailable) as refused:
            Store.open(url)
        assert refused.value.reason == "address"
        assert "geheim" not in str(refused.value)
    (tmp_path / "file").write_text("no database, but a text that is long enough", "utf-8")
    assert _trouble(tmp_path / "file") == "damaged"
    assert _trouble(tmp_path / "file" / "below.db") == "folder"
    assert _trouble(tmp_path) == "folder"
    assert _trouble("postgresql://a:geheim@127.0.0.1:1/x") == "gone"


def test_without_an_address_the_work_lies_below_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONETHING_STORE", raising=False)
    Store.open().close()
    assert (tmp_path / "workspace" / "onething.db").is_file()
    monkeypatch.setenv("ONETHING_STORE", str(tmp_path / "别处?#%20" / "a.db"))
    Store.open().close()
    assert (tmp_path / "别处?#%20" / "a.db").is_file()


def test_a_committed_revision_reaches_the_disk(tmp_path: Path) -> None:
    """WAL and synchronous=FULL on the connections in use."""
    database = Database(location(tmp_path / "a.db"))
    for transaction in (database.reading, database.writing):
        with transaction() as connection:
            asked = ("journal_mode", "synchronous", "foreign_keys")
            set_to = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
            assert set_to == ["wal", 2, 1]
    database.close()


def test_a_writer_that_waited_in_vain_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Store.open(f"sqlite:///{path}?timeout=0.05") as store:
        key = store.add(pair(), author="甲").key
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable) as refused:
            store.archive(key, author="甲")
        assert refused.value.reason == "locked"
        assert store.latest(key).number == 1  # readers do not wait
        other.execute("ROLLBACK")
        other.close()
        store.archive(key, author="甲")
        assert store.services() == ()


def _fill(store: Store, key: str) -> None:
    for number in range(1, 200):
        fat = pair().model_copy(update={"notes": (str(number) * 2000,)})
        store.save(key, fat, after=number, author="甲")


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    def narrow(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, 1) + 40}")

    path = tmp_path / "a.db"
    Store.open(path).close()
    event.listen(Pool, "connect", narrow)
    try:
        with Store.open(path) as store:
            key = store.add(pair(), author="甲").key
            with pytest.raises(StoreUnavailable) as refused:
                _fill(store, key)
            assert refused.value.reason == "full"
            latest = store.latest(key)
            assert latest.number == len(store.history(key)) == len(store.audit(key))
    finally:
        event.remove(Pool, "connect", narrow)
    with Store.open(path) as store:  # with room again, work goes on
        assert store.save(key, pair(), after=latest.number, author="甲").number > latest.number


@NEEDS_POSTGRESQL
def test_a_server_that_crashed_is_told_and_met_again() -> None:
    """The same store goes on when the server is back; what it had saved is there."""
    server = Server()
    try:
        url = server.new_database()
        store = Store.open(url)
        key = store.add(pair(), author="甲").key
        seen = store.save(key, pair().model_copy(update={"name": "新"}), after=1, author="甲")
        server.crash()
        for _ in range(2):
            with pytest.raises(StoreUnavailable) as refused:
                store.save(key, pair(), after=2, author="甲")
            assert refused.value.reason == "gone"
        server.start()
        assert store.latest(key) == seen
        assert store.save(key, pair(), after=2, author="甲").number == 3
        store.close()
        assert _trouble(url.replace("onething:", "nobody:")) == "refused"
        assert _trouble(url.rsplit("/", 1)[0] + "/nowhere") == "refused"
    finally:
        server.close()
