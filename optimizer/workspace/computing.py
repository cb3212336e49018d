"""What is being computed in the background, for whoever looks: one queue for all planners.

A job belongs to a revision of a service and not to a browser session, so that leaving a page,
reloading it or closing the browser loses nothing. Plans go into the store as they are found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from optimizer import planning
from optimizer.planning import RuleWorth, TradeOff
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import Request
from optimizer.solver.solving import Progress
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.workspace.jobs import Jobs, Progressing

_AT_ONCE = 2
"""Jobs computed at the same time; each uses as many workers as its request says."""

_KEPT = 200
"""Finished jobs that are remembered."""


class Sort(StrEnum):
    """What a job computes."""

    PLANS = "plans"
    TRADE_OFF = "trade_off"
    RULES = "rules"
    SENSITIVITY = "sensitivity"


@dataclass
class Job(Progressing):
    """One thing being computed for one revision of a service.

    Attributes:
        requests: answered one after the other.
        about: id in the store of the plan that is asked about; empty when none is.
        at: place of the request being answered.
        progress: what the computation of that request told last.
        tried, of: how many changes were tried, of how many (0: not known).
        plans: ids in the store of the plans found so far.
        dropped: nobody wants what it finds any more.
    """

    sort: Sort
    key: str
    number: int
    sha256: str
    requests: tuple[Request, ...]
    author: str
    about: str = ""
    at: int = 0
    progress: Progress | None = None
    tried: int = 0
    of: int = 0
    plans: list[str] = field(default_factory=list)
    trade_off: TradeOff | None = None
    rules: tuple[RuleWorth, ...] = ()
    dropped: bool = False

    @property
    def found(self) -> bool:
        """Whether there is something to show."""
        return bool(self.plans or self.rules or self.trade_off)


class Computing:
    """The queue of one server process."""

    def __init__(self, store: Store) -> None:
        """Nothing runs yet; plans will go into this store."""
        self._store = store
        self._jobs = Jobs[Job]("computing", _AT_ONCE, _KEPT)

    def plans(self, revision: Revision, requests: tuple[Request, ...], author: str) -> Job:
        """Answer requests one after the other; each plan is kept as soon as it is there."""
        return self._start(_job(Sort.PLANS, revision, requests, author), revision, self._answer)

    def trade_off(self, revision: Revision, request: Request, author: str) -> Job:
        """Every combination of two or three metrics worth considering."""
        job = _job(Sort.TRADE_OFF, revision, (request,), author)
        return self._start(job, revision, self._explore)

    def rule_changes(self, revision: Revision, plan: Plan, author: str, *, about: str = "") -> Job:
        """What each single change of a rule would be worth to a plan.

        Args:
            revision: that the plan answers.
            plan: the answer today.
            author: who asks.
            about: id of the plan in the store, for whoever looks for the job later.
        """

        def work(job: Job, held: Revision) -> None:
            watch = _counter(job)
            job.rules = planning.rule_changes(held.service, plan, watch, job.cancelled)

        job = _job(Sort.RULES, revision, (plan.request,), author, about)
        return self._start(job, revision, work)

    def sensitivity(self, revision: Revision, plan: Plan, author: str, *, about: str = "") -> Job:
        """Which measures of a plan survive other assumptions; the plan is kept again with that.

        Args:
            revision: that the plan answers.
            plan: the answer today.
            author: who asks.
            about: id of the plan in the store, for whoever looks for the job later.
        """

        def work(job: Job, held: Revision) -> None:
            told = planning.sensitivity(held.service, plan, _counter(job), job.cancelled)
            self._keep(job, plan.model_copy(update={"sensitivity": told}))

        job = _job(Sort.SENSITIVITY, revision, (plan.request,), author, about)
        return self._start(job, revision, work)

    def of(self, key: str, sort: Sort | None = None) -> tuple[Job, ...]:
        """The jobs of one service, newest first, without those nobody wants any more."""
        return tuple(
            one
            for one in self._jobs.all()
            if one.key == key and sort in (None, one.sort) and not one.dropped
        )

    def open(self) -> tuple[Job, ...]:
        """All jobs that wait or run."""
        return tuple(one for one in reversed(self._jobs.all()) if not one.ended)

    def cancel(self, job: Job) -> None:
        """Stop a job; the best plan so far is kept."""
        job.cancelled.set()

    def drop(self, job: Job) -> None:
        """Stop a job whose answer nobody wants any more; nothing further of it is kept."""
        job.dropped = True
        job.cancelled.set()

    def close(self) -> None:
        """Stop everything and wait until it has stopped."""
        self._jobs.close()

    def _start(self, job: Job, revision: Revision, work: Callable[[Job, Revision], None]) -> Job:
        return self._jobs.start(job, lambda one: work(one, revision), lambda one: _same(one, job))

    def _answer(self, job: Job, revision: Revision) -> None:
        for place, request in enumerate(job.requests):
            if job.cancelled.is_set():
                break
            job.at, job.progress = place, None
            plan = planning.optimize(revision.service, request, _teller(job), job.cancelled)
            nothing = plan.outcome.status is Status.NOTHING_FOUND
            # A stop before the first plan says nothing of the service.
            if not (nothing and job.cancelled.is_set()):
                self._keep(job, plan)

    def _keep(self, job: Job, plan: Plan) -> None:
        if job.dropped:
            return
        entry = self._store.keep_plan(job.key, job.number, plan, author=job.author)
        job.plans.append(entry.id)

    def _explore(self, job: Job, revision: Revision) -> None:
        (request,) = job.requests
        job.trade_off = planning.trade_off(revision.service, request, _teller(job), job.cancelled)


def _job(
    sort: Sort, revision: Revision, requests: tuple[Request, ...], author: str, about: str = ""
) -> Job:
    return Job(
        sort=sort,
        key=revision.key,
        number=revision.number,
        sha256=revision.sha256,
        requests=requests,
        author=author,
        about=about,
    )


def _same(held: Job, asked: Job) -> bool:
    names = ("sort", "key", "sha256", "requests", "about")
    return all(getattr(held, name) == getattr(asked, name) for name in names)


def _teller(job: Job) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        job.progress = progress

    return tell


def _counter(job: Job) -> Callable[[int, int], None]:
    def count(tried: int, of: int) -> None:
        job.tried, job.of = tried, of

    return count
