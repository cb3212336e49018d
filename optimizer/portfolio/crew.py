"""Workers for many independent tasks: all cores of this machine, or a Dask cluster that is there.

joblib is the one interface; the engine changes where a task runs, never what it answers.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from optimizer.errors import OptimizerError, RequestProblem, Said

if TYPE_CHECKING:
    from distributed import Client

Task = TypeVar("Task")
Answer = TypeVar("Answer")

_LOOK_SECONDS = 1.0
"""How often a worker looks whether the program is still there."""

_DESERTED_SECONDS = 30.0
"""How long a cluster may be without any worker: one that restarts is back by then."""

_LOST = Said("处理时工作进程两次中断", "the worker died over it twice")


class Engine(StrEnum):
    """Where tasks run."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True)
class Done(Generic[Answer]):
    """What came of one task.

    Attributes:
        number: place of the task.
        answer: ``None`` when it failed.
        failure: why; ``None`` when it did not.
    """

    number: int
    answer: Answer | None
    failure: Said | None = None


@dataclass(frozen=True)
class Crew:
    """A number of workers.

    Attributes:
        workers: processes on this machine; ``None`` is one a core. A cluster has its own.
        address: of the scheduler of a Dask cluster, e.g. ``tcp://10.0.0.5:8786``.
    """

    engine: Engine = Engine.LOCAL
    workers: int | None = None
    address: str = ""

    def run(
        self, function: Callable[[Task], Answer], tasks: Sequence[Task]
    ) -> Iterator[Done[Answer]]:
        """Do all tasks; answers come as they are ready.

        A task that fails, whatever it raises, or whose worker dies twice, is told and stops no
        other.

        Args:
            function: of one task; defined in a module, so that workers find it.
            tasks: independent of each other.

        Raises:
            RequestProblem: no scheduler answers at the address, it has no workers, or it is gone.
        """
        open_ = dict(enumerate(tasks))
        if len(open_) > 1:
            with contextlib.suppress(*self._deaths()):
                for done in self._together(function, open_):
                    yield done
                    del open_[done.number]
        # Whoever is left has lost a worker, most of them through no fault of their own.
        for number in list(open_):
            yield self._alone(function, number, open_[number])

    def _together(
        self, function: Callable[[Task], Answer], tasks: dict[int, Task]
    ) -> Iterator[Done[Answer]]:
        with self._backend():
            parallel = joblib.Parallel(
                n_jobs=-1 if self.engine is Engine.DASK else self._count(),
                return_as="generator_unordered",
                batch_size=1,
            )
            answers = parallel(
                joblib.delayed(attempt)(function, number, task)
                for number, task in list(tasks.items())
            )
            try:
                # Not `yield from`: it would close the answers itself.
                for one in answers:  # noqa: UP028
                    yield one
            finally:
                with warnings.catch_warnings():
                    # Whoever asks no further wants the rest cancelled; joblib warns of it.
                    warnings.simplefilter("ignore", UserWarning)
                    answers.close()

    def _alone(self, function: Callable[[Task], Answer], number: int, task: Task) -> Done[Answer]:
        """One task in a worker of its own."""
        try:
            with self._backend():
                parallel = joblib.Parallel(n_jobs=2, return_as="generator_unordered")
                return next(iter(list(parallel([joblib.delayed(attempt)(function, number, task)]))))
        except self._deaths():
            return Done(number, None, _LOST)

    def _deaths(self) -> tuple[type[BaseException], ...]:
        """Errors that mean a worker is gone."""
        if self.engine is Engine.LOCAL:
            return (TerminatedWorkerError,)
        from distributed.scheduler import KilledWorker  # noqa: PLC0415  # as below

        return (TerminatedWorkerError, KilledWorker)

    def _count(self) -> int:
        return self.workers or os.cpu_count() or 1

    @contextlib.contextmanager
    def _backend(self) -> Iterator[None]:
        if self.engine is Engine.LOCAL:
            with joblib.parallel_config(
                backend="loky", initializer=_heed_the_program, initargs=(os.getpid(),)
            ):
                yield
            return
        with _cluster(self.address), joblib.parallel_config(backend="dask"):
            yield


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[None]:
    """Workers of a scheduler; whatever is wrong with it is told by its address.

    Raises:
        RequestProblem: as ``Crew.run``.
    """
    from distributed import Client  # noqa: PLC0415  # only who has a cluster has its library

    try:
        client = Client(address)  # type: ignore[no-untyped-call]  # distributed
    except (OSError, ValueError) as error:
        raise _trouble(
            f"连不上 Dask 调度器 {address}，请核对地址，并确认调度器已启动",
            f"no Dask scheduler answers at {address}: check the address and that it runs",
        ) from error
    deserted = threading.Event()
    try:
        with _unlogged("distributed.client"), client, _watched(client, deserted):
            yield
    except (CancelledError, OSError) as error:
        if deserted.is_set() or isinstance(error, TimeoutError):
            raise _trouble(
                f"Dask 调度器 {address} 没有工作进程，请先启动：dask worker {address}",
                f"the Dask scheduler at {address} has no workers; start some: "
                f"dask worker {address}",
            ) from error
        raise _trouble(
            f"与 Dask 调度器 {address} 的连接中断；请重新启动调度器，再次执行同一命令："
            "已保留的答案不会重算",
            f"the connection to the Dask scheduler at {address} was lost; start it and give the "
            "same command again: answers that were kept are not worked out anew",
        ) from error


@contextlib.contextmanager
def _watched(client: Client, deserted: threading.Event) -> Iterator[None]:
    """Wait no longer for answers once all workers have been gone for a while: none would come."""
    ended = threading.Event()

    def watch() -> None:
        seen = time.monotonic()
        while not ended.wait(_LOOK_SECONDS):
            if client.ncores():  # type: ignore[no-untyped-call]  # as above
                seen = time.monotonic()
            elif time.monotonic() - seen > _DESERTED_SECONDS:
                deserted.set()
                client.close()  # type: ignore[no-untyped-call]  # as above
                return

    def watched() -> None:
        with contextlib.suppress(CancelledError, OSError, RuntimeError):
            watch()  # a scheduler that is gone, or a client that is closed, ends it

    watching = threading.Thread(target=watched, daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join(_LOOK_SECONDS)


@contextlib.contextmanager
def _unlogged(name: str) -> Iterator[None]:
    """What a library would log besides raising it is told once, by us."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _trouble(zh: str, en: str) -> RequestProblem:
    return RequestProblem((Said(zh, en),))


def _heed_the_program(parent: int) -> None:
    """A worker begins: what ends it is the program alone.

    Ctrl-C reaches every process of a terminal; what it means, the program decides, no worker.
    A program that was killed cannot tell its workers; each looks for itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this process soon after its parent, in the middle of a task, too."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def attempt(function: Callable[[Task], Answer], number: int, task: Task) -> Done[Answer]:
    """Do one task; whatever goes wrong in it is told, never raised."""
    try:
        return Done(number, function(task))
    except RequestProblem as error:
        return Done(number, None, Said("；".join(error.told("zh")), "; ".join(error.told("en"))))
    except OptimizerError as error:
        return Done(number, None, Said(str(error), str(error)))
    except Exception as error:  # noqa: BLE001  # a defect over one task stops no other
        return Done(number, None, _defect(error))


def _defect(error: Exception) -> Said:
    """What broke, and where in the program, for whoever mends it."""
    told = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    if frames:
        told = f"{told} ({Path(frames[-1].filename).name}:{frames[-1].lineno})"
    return Said(f"程序出错：{told}", f"defect of the program: {told}")
