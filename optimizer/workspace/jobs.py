"""Jobs that a server works on in the background, for whoever looks: how they go, how they end."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from optimizer.errors import Cancelled, JudgeRejection, RequestProblem, StoreUnavailable

_log = logging.getLogger(__name__)


class Stage(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"  # before anything was found
    FAILED = "failed"


@dataclass(kw_only=True)
class Progressing(ABC):
    """What every job tells of itself.

    Attributes:
        id: given by its queue.
        problem: why the request cannot be answered.
        trouble: why the store could not keep the answer (``StoreUnavailable.reason``).
        defect: what the recount objected to, or what else went wrong in this program.
        started, stopped: ``time.monotonic()``; ``None`` before.
    """

    id: int = 0
    stage: Stage = Stage.WAITING
    problem: RequestProblem | None = None
    trouble: str = ""
    defect: str = ""
    started: float | None = None
    stopped: float | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    @abstractmethod
    def found(self) -> bool:
        """Whether there is something to show."""

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.stage in (Stage.DONE, Stage.CANCELLED, Stage.FAILED)

    @property
    def goes_on(self) -> bool:
        """Whether it waits or runs and nobody stopped it."""
        return not self.ended and not self.cancelled.is_set()

    @property
    def seconds(self) -> float:
        """How long it has been computing; 0 while it waits."""
        if self.started is None:
            return 0.0
        return (self.stopped or time.monotonic()) - self.started


_Job = TypeVar("_Job", bound=Progressing)


class Jobs(Generic[_Job]):
    """A queue of one server process."""

    def __init__(self, name: str, at_once: int, kept: int) -> None:
        """Nothing runs yet.

        Args:
            name: of its threads, for whoever looks at the server.
            at_once: how many jobs are worked on at the same time.
            kept: how many that ended are remembered.
        """
        self._kept = kept
        self._pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix=name)
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        # Whoever ends the program does not wait for a long search: what it holds is kept.
        threading.Thread(target=self._stop_with_program, daemon=True).start()

    def start(self, job: _Job, work: Callable[[_Job], None], same: Callable[[_Job], bool]) -> _Job:
        """Put a job into the queue; one that goes on and asks the same answers this one, too.

        Args:
            job: that waits.
            work: does it; what it raises is told in the job.
            same: whether another job asks the same.
        """
        with self._lock:
            for one in self._jobs.values():
                if one.goes_on and same(one):
                    return one
            job.id = next(self._numbers)
            self._jobs[job.id] = job
            ended = [one.id for one in self._jobs.values() if one.ended]
            for old in ended[: max(0, len(ended) - self._kept)]:
                del self._jobs[old]
        self._pool.submit(_run, job, work)
        return job

    def all(self) -> tuple[_Job, ...]:
        """All jobs that are remembered, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def close(self) -> None:
        """Stop everything and wait until it has stopped."""
        self._stop_all()
        self._pool.shutdown(wait=True)

    def _stop_all(self) -> None:
        for job in self.all():
            if not job.ended:
                job.cancelled.set()

    def _stop_with_program(self) -> None:
        threading.main_thread().join()
        self._stop_all()


def _run(job: _Job, work: Callable[[_Job], None]) -> None:
    if job.cancelled.is_set():
        job.stage = Stage.CANCELLED
        return
    job.started = time.monotonic()
    job.stage = Stage.RUNNING
    end = Stage.FAILED
    try:
        work(job)
    except RequestProblem as error:
        job.problem = error
    except Cancelled:
        end = Stage.CANCELLED
    except StoreUnavailable as error:
        job.trouble = error.reason
    except JudgeRejection as error:
        _log.exception("a plan failed its recount")
        job.defect = "; ".join(error.reasons)
    except Exception as error:  # noqa: BLE001  # whatever it is, the planner is told
        _log.exception("a computation failed")
        job.defect = f"{type(error).__name__}: {error}"
    else:
        stopped = job.cancelled.is_set() and not job.found
        end = Stage.CANCELLED if stopped else Stage.DONE
    job.stopped = time.monotonic()
    job.stage = end
