"""What is being computed in the background, for whoever looks: one queue for all planners.

A job belongs to a revision of a service and not to a browser session, so that leaving a page,
reloading it or closing the browser loses nothing. Plans go into the store as they are found.
"""

from __future__ import annotations

import itertools
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum

from optimizer import planning
from optimizer.errors import JudgeRejection, RequestProblem
from optimizer.planning import RuleWorth, TradeOff
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Request
from optimizer.solver.solving import Progress
from optimizer.store.records import Revision
from optimizer.store.store import Store

_AT_ONCE = 2
"""Jobs computed at the same time; each uses as many workers as its request says."""

_KEPT = 200
"""Finished jobs that are remembered."""


class Sort(StrEnum):
    """What a job computes."""

    PLANS = "plans"
    TRADE_OFF = "trade_off"
    RULES = "rules"


class Stage(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"  # before anything was found
    FAILED = "failed"


@dataclass
class Job:
    """One thing being computed for one revision of a service.

    Attributes:
        requests: answered one after the other.
        at: place of the request being answered.
        progress: what the computation of that request told last.
        tried, of: how many changes of rules were tried, of how many.
        plans: ids in the store of the plans found so far.
        problem: why the request cannot be answered; ``defect`` what the recount objected to.
    """

    id: int
    sort: Sort
    key: str
    number: int
    sha256: str
    requests: tuple[Request, ...]
    author: str
    stage: Stage = Stage.WAITING
    at: int = 0
    progress: Progress | None = None
    tried: int = 0
    of: int = 0
    plans: list[str] = field(default_factory=list)
    trade_off: TradeOff | None = None
    rules: tuple[RuleWorth, ...] = ()
    problem: RequestProblem | None = None
    defect: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.stage in (Stage.DONE, Stage.CANCELLED, Stage.FAILED)


class Computing:
    """The queue of one server process."""

    def __init__(self, store: Store) -> None:
        """Nothing runs yet; plans will go into this store."""
        self._store = store
        self._pool = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="computing")
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def plans(self, revision: Revision, requests: tuple[Request, ...], author: str) -> Job:
        """Answer requests one after the other; each plan is kept as soon as it is there."""
        return self._start(Sort.PLANS, revision, requests, author, self._answer)

    def trade_off(self, revision: Revision, request: Request, author: str) -> Job:
        """Every combination of two or three metrics worth considering."""
        return self._start(Sort.TRADE_OFF, revision, (request,), author, self._explore)

    def rule_changes(self, revision: Revision, plan: Plan, author: str) -> Job:
        """What each single change of a rule would be worth to a plan."""

        def work(job: Job, held: Revision) -> None:
            def watch(tried: int, of: int) -> None:
                job.tried, job.of = tried, of

            job.rules = planning.rule_changes(held.service, plan, watch, job.cancelled)

        return self._start(Sort.RULES, revision, (plan.request,), author, work)

    def of(self, key: str, sort: Sort | None = None) -> tuple[Job, ...]:
        """The jobs of one service, newest first."""
        with self._lock:
            jobs = list(self._jobs.values())
        return tuple(one for one in reversed(jobs) if one.key == key and sort in (None, one.sort))

    def open(self) -> tuple[Job, ...]:
        """All jobs that wait or run."""
        with self._lock:
            return tuple(one for one in self._jobs.values() if not one.ended)

    def cancel(self, job: Job) -> None:
        """Stop a job; the best plan so far is kept."""
        job.cancelled.set()

    def close(self) -> None:
        """Stop everything and wait until it has stopped."""
        for job in self.open():
            self.cancel(job)
        self._pool.shutdown(wait=True)

    def _start(
        self,
        sort: Sort,
        revision: Revision,
        requests: tuple[Request, ...],
        author: str,
        work: Callable[[Job, Revision], None],
    ) -> Job:
        job = Job(
            id=next(self._numbers),
            sort=sort,
            key=revision.key,
            number=revision.number,
            sha256=revision.sha256,
            requests=requests,
            author=author,
        )
        with self._lock:
            self._jobs[job.id] = job
            ended = [one.id for one in self._jobs.values() if one.ended]
            for old in ended[: max(0, len(ended) - _KEPT)]:
                del self._jobs[old]
        self._pool.submit(self._run, job, revision, work)
        return job

    def _run(self, job: Job, revision: Revision, work: Callable[[Job, Revision], None]) -> None:
        if job.cancelled.is_set():
            job.stage = Stage.CANCELLED
            return
        job.stage = Stage.RUNNING
        try:
            work(job, revision)
        except RequestProblem as error:
            job.problem, job.stage = error, Stage.FAILED
        except JudgeRejection as error:
            job.defect, job.stage = "; ".join(error.reasons), Stage.FAILED
        except Exception as error:  # noqa: BLE001  # whatever it is, the planner is told
            traceback.print_exc()
            job.defect, job.stage = f"{type(error).__name__}: {error}", Stage.FAILED
        else:
            job.stage = Stage.DONE

    def _answer(self, job: Job, revision: Revision) -> None:
        for place, request in enumerate(job.requests):
            if job.cancelled.is_set():
                break
            job.at, job.progress = place, None
            plan = planning.optimize(revision.service, request, _teller(job), job.cancelled)
            entry = self._store.keep_plan(job.key, job.number, plan, author=job.author)
            job.plans.append(entry.id)

    def _explore(self, job: Job, revision: Revision) -> None:
        (request,) = job.requests
        job.trade_off = planning.trade_off(revision.service, request, _teller(job), job.cancelled)


def _teller(job: Job) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        job.progress = progress

    return tell
