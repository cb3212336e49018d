"""Several processes and threads on one store, and processes that die while they write."""

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from optimizer.errors import Conflict
from optimizer.service.canonical import canonical, sha256
from optimizer.store import Store
from optimizer.store.database import location
from tests.fixtures import pair

ROOT = Path(__file__).resolve().parents[3]
WRITERS = 10
CHANGES = 4


def _start(url: str, key: str, name: str, changes: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.unit.store.writer", url, key, name, str(changes)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _go(processes: list[subprocess.Popen[str]]) -> None:
    assert [_line(one) for one in processes] == ["ready"] * len(processes)
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()


def _sound(store: Store, key: str) -> dict[int, str]:
    """The hash of each revision, after a check that none is missing and all fit."""
    entries = store.history(key)
    assert [one.number for one in entries] == list(range(len(entries), 0, -1))
    for entry in entries:
        assert sha256(canonical(store.revision(key, entry.number).service)) == entry.sha256
    return {one.number: one.sha256 for one in entries}


def test_ten_processes_lose_nothing(store: Store, url: str) -> None:
    """Each change of each writer is kept once, and each first change but one met a conflict."""
    key = store.add(pair(), author="甲").key
    writers = [_start(url, key, f"w{number}", CHANGES) for number in range(WRITERS)]
    _go(writers)
    said = [one.communicate()[0].split("\n")[:-1] for one in writers]
    assert [one.returncode for one in writers] == [0] * WRITERS
    # All ten changed revision 1: one won, the others were told.
    assert sorted(lines[0] == "conflict" for lines in said) == [False] + [True] * (WRITERS - 1)
    kept = _sound(store, key)
    assert len(kept) == 1 + WRITERS * CHANGES
    told = [line.split() for lines in said for line in lines if line != "conflict"]
    assert {int(number): digest for number, digest in told} | {1: kept[1]} == kept
    wanted = {f"w{number}-{change}" for number in range(WRITERS) for change in range(CHANGES)}
    assert sorted(store.latest(key).service.notes) == sorted(wanted)


def test_ten_threads_lose_nothing(store: Store) -> None:
    """The threads of one server share a store; readers meanwhile see whole revisions only."""
    key = store.add(pair(), author="甲").key
    begin = threading.Barrier(WRITERS)

    def write(number: int) -> int:
        begin.wait()
        seen, done, conflicts = store.revision(key, 1), 0, 0
        while done < CHANGES:
            notes = (*seen.service.notes, f"w{number}-{done}")
            changed = seen.service.model_copy(update={"notes": notes})
            try:
                seen = store.save(key, changed, after=seen.number, author=str(number))
                done += 1
            except Conflict as conflict:
                conflicts += 1
                seen = store.revision(key, conflict.number)
        assert len(store.services()) == 1
        return conflicts

    with ThreadPoolExecutor(WRITERS) as threads:
        conflicts = list(threads.map(write, range(WRITERS)))
    assert sum(one > 0 for one in conflicts) >= WRITERS - 1
    assert len(_sound(store, key)) == 1 + WRITERS * CHANGES
    assert len(store.latest(key).service.notes) == WRITERS * CHANGES


def test_programs_that_start_at_once_make_the_tables_once(url: str) -> None:
    begin = threading.Barrier(6)

    def start(number: int) -> str:
        begin.wait()
        with Store.open(url) as store:
            return store.add(pair(), author=str(number)).key

    with ThreadPoolExecutor(6) as threads:
        keys = set(threads.map(start, range(6)))
    with Store.open(url) as store:
        assert {one.key for one in store.services()} == keys


def test_what_was_saved_survives_a_killed_process(store: Store, url: str) -> None:
    """kill -9 in a stream of writes: all that was told saved is there, nothing half-written."""
    for round_ in range(3):
        key = store.add(pair(), author="甲").key
        writer = _start(url, key, f"r{round_}", changes=0)
        _go([writer])
        told = [_line(writer) for _ in range(15 + 7 * round_)]
        writer.kill()
        rest, _ = writer.communicate()
        whole = [line for line in rest.split("\n")[:-1] if line]
        with Store.open(url) as reopened:
            kept = _sound(reopened, key)
            saved = {int(n): digest for n, digest in (line.split() for line in (*told, *whole))}
            assert saved.items() <= kept.items()
            # At most the one change it was about to be told of.
            assert len(kept) - len(saved) - 1 <= 1
            audited = [one.number for one in reopened.audit(key, most=len(kept) + 1)]
            assert audited == sorted(kept, reverse=True)
            latest = reopened.latest(key)
            assert reopened.save(key, pair(), after=latest.number, author="甲").number > len(kept)
    database = location(url).database
    if location(url).get_backend_name() == "sqlite":
        connection = sqlite3.connect(str(database))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
