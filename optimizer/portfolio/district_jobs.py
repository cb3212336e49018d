"""Districts being decided in the background, one at a time, for whoever looks.

What services answered is kept in a folder as it comes (``kept_answers``): asked again after the
server was stopped or killed, a district goes on where it was. That it was asked for is written
down as well (``runs_begun``).
"""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.portfolio.asking import Answered, Task
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.joint import Round
from optimizer.portfolio.kept_answers import answering
from optimizer.portfolio.runs_begun import Lost, RunsBegun
from optimizer.redesign.district import District, DistrictPlan, JointRequest
from optimizer.service.canonical import fingerprint
from optimizer.store.database import location
from optimizer.store.store import Store
from optimizer.workspace.jobs import Jobs, Progressing

_KEPT = 20
"""Jobs that ended and are remembered."""


@dataclass
class DistrictJob(Progressing):
    """A district being decided.

    Attributes:
        answered, of: how many services answered in this round, of how many; 0 of 0 while
            services are read, and plans counted anew.
        last: what is known after the round before.
        plan_id: id in the store of what came of it.
        unkept: the system refuses to keep answers; stopped now, it begins anew.
        written: where it is written down that it was asked for.
    """

    district: District
    request: JointRequest
    author: str
    answered: int = 0
    of: int = 0
    last: Round | None = None
    plan_id: str = ""
    unkept: bool = False
    written: Path | None = None

    @property
    def found(self) -> bool:
        """Whether a decided district was kept."""
        return bool(self.plan_id)


class DistrictComputing:
    """The queue of districts of one server process."""

    def __init__(self, store: Store, answers: Path | None, workers: int | None = None) -> None:
        """Nothing runs yet.

        Args:
            store: of the plans.
            answers: folder of the answers of services; ``None`` keeps none.
            workers: processes; ``None`` is one a core.
        """
        self._store = store
        self._answers = answers
        self._crew = Crew(workers=workers)
        self._jobs = Jobs[DistrictJob]("district", 1, _KEPT)
        self._begun = RunsBegun(None if answers is None else answers / "runs")

    def decide(self, district: District, request: JointRequest, author: str) -> DistrictJob:
        """Have a district decided; a job that goes on and asks the same answers this, too."""
        written = self._begun.begin(district, request, author)
        job = DistrictJob(district, request, author, written=written)
        held = self._jobs.start(
            job, self._work, lambda one: one.district == district and one.request == request
        )
        if held is not job:
            self._begun.end(written)
        return held

    def lost(self) -> tuple[Lost, ...]:
        """Runs that ended with their server, newest first."""
        return self._begun.lost()

    def ask_again(self, lost: Lost, author: str) -> DistrictJob:
        """Have a lost run done again; what its services answered before is not worked out anew.

        Raises:
            OSError: somebody asked for it again, or dropped it, meanwhile.
            ValueError: another version of the program began it.
        """
        job = self.decide(lost.district(), lost.asked.request, author)
        self._begun.end(lost.path)
        return job

    def drop(self, lost: Lost) -> None:
        """Speak of a lost run no more."""
        self._begun.end(lost.path)

    def jobs(self) -> tuple[DistrictJob, ...]:
        """All jobs, newest first."""
        return self._jobs.all()

    def cancel(self, job: DistrictJob) -> None:
        """Stop a job; the best found so far is kept."""
        job.cancelled.set()
        self._begun.end(job.written)

    def close(self) -> None:
        """Stop everything and wait until it has stopped."""
        self._jobs.close()
        self._begun.close()

    def _work(self, job: DistrictJob) -> None:
        try:
            self._decided(job)
        finally:
            if not job.cancelled.is_set():  # else its server is being stopped and it is lost
                self._begun.end(job.written)

    def _decided(self, job: DistrictJob) -> None:
        def unkept(_: OSError) -> None:
            job.unkept = True

        run = answering(self._crew, self._answers, job.cancelled.is_set, unkept)

        def counted(tasks: Sequence[Task]) -> Iterator[Answered]:
            job.answered, job.of = 0, len(tasks)
            try:
                for answered in run(tasks):
                    yield answered
                    job.answered += 1
            finally:  # also where nobody waits for the rest, as the time is up
                job.answered = job.of = 0

        def watch(told: Round) -> None:
            job.last = told

        plan = decide_district(
            job.district, job.request, self._crew, counted, watch, job.cancelled.is_set
        )
        if not (job.cancelled.is_set() and _empty(plan)):
            self._keep(job, plan)

    def _keep(self, job: DistrictJob, plan: DistrictPlan) -> None:
        """The whole, and each plan with the kept service it answers."""
        name = job.district.name
        entry = self._store.keep_district_plan(name, plan, author=job.author)
        plans = dict(plan.plans)
        held = {one.key for one in self._store.services()}
        for member in job.district.members:
            if member.key not in plans or member.origin not in held:
                continue
            number = self._answers_revision(member.origin, fingerprint(member.service))
            if number is not None:
                kept = plans[member.key]
                self._store.keep_plan(member.origin, number, kept, author=job.author)
        job.plan_id = entry.id

    def _answers_revision(self, key: str, sha256: str) -> int | None:
        """The newest revision with a content; ``None`` when there is none."""
        history = self._store.history(key)
        return next((one.number for one in history if one.sha256 == sha256), None)


def answers_folder(url: str | None) -> Path:
    """Where the answers of services are kept: beside the store.

    For a store on a server it is a folder of this machine's temporary ones.

    Args:
        url: of the store, as for ``Store.open``.
    """
    place = location(url)
    if place.get_backend_name() == "sqlite" and place.database:
        return Path(place.database).parent / "answers"
    return Path(tempfile.gettempdir()) / f"onething-answers-{getpass.getuser()}"


def _empty(plan: DistrictPlan) -> bool:
    """Whether nothing was found: a stop before the first plans says nothing of the district."""
    return not plan.outcome.status.has_plan or not any(one.measures for one in plan.outcome.choices)
