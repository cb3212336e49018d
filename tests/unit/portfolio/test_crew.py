"""The same answers wherever tasks run; a dead worker or a bad task stops no other."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dask
import pytest
from distributed import get_worker

from optimizer.errors import InvalidInput, RequestProblem, Said
from optimizer.portfolio.crew import Crew, Engine, attempt


def square(number: int) -> int:
    return number * number


def moody(number: int) -> int:
    """Dies over 3, refuses 4."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 4:
        raise RequestProblem((Said("四", "four"),))
    if number == 5:
        raise InvalidInput(("five",))
    if number == 6:
        raise KeyError("six")
    return number


def interrupted(number: int) -> int:
    """What Ctrl-C in a terminal does to a worker."""
    signal.raise_signal(signal.SIGINT)
    return number


def dying_once(path: str) -> str:
    """Dies the first time it is asked."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def leaving(number: int) -> int:
    """Sends its worker away and waits for what never comes."""
    worker = get_worker()
    worker.loop.add_callback(worker.close)
    time.sleep(3600)
    return number


def left_alone(path: str) -> None:
    """Says who works, then has more to do than anybody waits for."""
    Path(path).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(3600)


LOCAL = Crew(workers=2)

_CLUSTER = """
import asyncio, contextlib, sys
from distributed import Scheduler, Worker

async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard_address=None) as scheduler:
        async with contextlib.AsyncExitStack() as workers:
            for _ in range(int(sys.argv[1])):
                await workers.enter_async_context(
                    Worker(scheduler.address, nthreads=1, dashboard_address=None)
                )
            print(scheduler.address, flush=True)
            await scheduler.finished()

asyncio.run(main())
"""
_WAITED = 300.0
"""Seconds after which a test gives up waiting for another process."""


@contextlib.contextmanager
def own_cluster(workers: int) -> Iterator[Crew]:
    """A scheduler with its workers in one process: whatever kills one kills all."""
    command = [sys.executable, "-c", _CLUSTER, str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address
            yield Crew(Engine.DASK, address=address)
        finally:
            process.kill()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    given_up = time.monotonic() + _WAITED
    while not true():
        assert time.monotonic() < given_up
        time.sleep(0.1)


def lasts(pid: int) -> bool:
    """Whether a process still runs; one that is dead and not yet taken note of does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_every_task_is_answered_once() -> None:
    found = {one.number: one.answer for one in LOCAL.run(square, range(40))}
    assert found == {number: number * number for number in range(40)}
    assert list(LOCAL.run(square, [])) == []


def test_a_cluster_answers_the_same(cluster: Crew) -> None:
    found = {one.number: one.answer for one in cluster.run(square, range(40))}
    assert found == {number: number * number for number in range(40)}


def test_a_dead_worker_and_bad_tasks_stop_no_other() -> None:
    found = {one.number: one for one in LOCAL.run(moody, range(9))}
    assert sorted(found) == list(range(9))
    assert {one.number for one in found.values() if one.answer is None} == {3, 4, 5, 6}
    told = {number: found[number].failure for number in (3, 4, 5, 6)}
    assert told[3] is not None
    assert "died" in told[3].en
    assert told[4] == Said("四", "four")
    assert told[5] == Said("five", "five")
    assert told[6] is not None
    assert "KeyError: 'six' (test_crew.py:" in told[6].en
    assert "程序出错：KeyError: 'six' (test_crew.py:" in told[6].zh


def ended(number: int) -> int:
    """Asks to end the program."""
    raise KeyboardInterrupt(number)


def test_whoever_ends_the_program_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        attempt(ended, 0, 0)


def test_a_task_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    paths = [str(tmp_path / str(number)) for number in range(3)]
    Path(paths[0]).touch()
    Path(paths[2]).touch()
    assert sorted(str(one.answer) for one in LOCAL.run(dying_once, paths)) == paths


def test_ctrl_c_stops_no_worker() -> None:
    """It reaches every process of the terminal, and only the program knows what to keep."""
    found = {one.number: one.answer for one in LOCAL.run(interrupted, range(4))}
    assert found == {number: number for number in range(4)}


def test_a_cluster_that_is_not_there_is_told_by_its_address() -> None:
    nowhere = Crew(Engine.DASK, address="tcp://127.0.0.1:1")
    brief = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with brief, pytest.raises(RequestProblem) as told:
        list(nowhere.run(square, range(2)))
    assert "tcp://127.0.0.1:1" in told.value.told("zh")[0]


def test_a_cluster_that_is_lost_is_told_by_its_address() -> None:
    with own_cluster(2) as crew, pytest.raises(RequestProblem) as told:
        list(crew.run(moody, [0, 1, 3, 6, 7]))
    (problem,) = told.value.told("zh")
    assert crew.address in problem
    assert "连接中断" in problem


def test_a_cluster_without_workers_is_told_by_its_address() -> None:
    with own_cluster(0) as crew, pytest.raises(RequestProblem) as told:
        list(crew.run(square, range(2)))
    (problem,) = told.value.told("zh")
    assert crew.address in problem
    assert "没有工作进程" in problem


def test_a_cluster_whose_workers_all_left_is_told_by_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("optimizer.portfolio.crew._DESERTED_SECONDS", 2.0)
    with own_cluster(2) as crew, pytest.raises(RequestProblem) as told:
        list(crew.run(leaving, range(3)))
    (problem,) = told.value.told("zh")
    assert crew.address in problem
    assert "没有工作进程" in problem


def test_workers_leave_when_the_program_is_killed(tmp_path: Path) -> None:
    paths = [tmp_path / "0", tmp_path / "1"]
    program = (
        "import sys\n"
        "from optimizer.portfolio.crew import Crew\n"
        "from tests.unit.portfolio.test_crew import left_alone\n"
        "list(Crew(workers=2).run(left_alone, sys.argv[1:]))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, *map(str, paths)]) as process:
        wait_until(lambda: all(one.exists() and one.read_text("utf-8") for one in paths))
        process.kill()
    workers = [int(one.read_text("utf-8")) for one in paths]
    wait_until(lambda: not any(lasts(one) for one in workers))
