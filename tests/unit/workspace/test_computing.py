"""What is computed in the background."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from optimizer import planning
from optimizer.errors import JudgeRejection, StoreUnavailable
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import (
    BREAKTHROUGH,
    CONSERVATIVE,
    NAMED_REQUESTS,
    RECOMMENDED,
    Metric,
    Pin,
    Request,
)
from optimizer.service import Service
from optimizer.solver.solving import Progress
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.workspace.computing import Computing, Job, Sort
from optimizer.workspace.jobs import Stage
from tests.bakery import bakery

_LONG = 60.0
"""Seconds after which something that should have happened has not."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


@pytest.fixture
def computing(store: Store) -> Iterator[Computing]:
    held = Computing(store)
    yield held
    held.close()


@pytest.fixture
def revision(store: Store) -> Revision:
    return store.add(bakery(), author="李")


class Gate:
    """Stands in for the search: answers when it is let go, or at once when stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()
        self._search = planning.optimize
        monkeypatch.setattr(planning, "optimize", self._optimize)

    def _optimize(
        self,
        service: Service,
        request: Request,
        watch: Callable[[Progress], None],
        cancelled: threading.Event,
    ) -> Plan:
        self.entered.set()
        while not (self.open.wait(0.01) or cancelled.is_set()):
            pass
        return self._search(service, request, watch, cancelled)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


def ended(job: Job) -> Job:
    """The job once it has ended."""
    waiting = threading.Event()
    for _ in range(int(_LONG / 0.02)):
        if job.ended:
            return job
        waiting.wait(0.02)
    raise AssertionError(f"job {job.id} is still {job.stage}")


def test_three_plans_stand_in_the_store_when_their_job_is_done(
    computing: Computing, store: Store, revision: Revision
) -> None:
    """One plan for each request, tied to the revision and written down for the author."""
    job = ended(computing.plans(revision, tuple(NAMED_REQUESTS.values()), "李"))
    assert job.stage is Stage.DONE
    kept = store.plans(revision.key)
    assert [one.request_name for one in reversed(kept)] == list(NAMED_REQUESTS)
    assert [one.id for one in reversed(kept)] == job.plans
    assert all(one.answers(revision) and one.author == "李" for one in kept)


def test_plans_arrive_although_nobody_looks_any_more(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """The job lives in the queue: whoever started it may be gone."""
    number = computing.plans(revision, (RECOMMENDED,), "李").id
    gc.collect()
    (found,) = computing.of(revision.key)
    assert found.id == number
    gate.open.set()
    ended(found)
    assert [one.request_name for one in store.plans(revision.key)] == ["recommended"]


def test_a_plan_is_kept_as_soon_as_it_is_there(
    computing: Computing, store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found before something went wrong stays."""
    search = planning.optimize

    def fails_later(service: Service, request: Request, *_: object) -> Plan:
        if request.name == "recommended":
            raise JudgeRejection(("materials: 3, recounted 4",))
        return search(service, request)

    monkeypatch.setattr(planning, "optimize", fails_later)
    job = ended(computing.plans(revision, (CONSERVATIVE, RECOMMENDED), "李"))
    assert job.stage is Stage.FAILED
    assert job.defect == "materials: 3, recounted 4"
    assert [one.request_name for one in store.plans(revision.key)] == ["conservative"]


def test_a_stop_before_the_first_plan_leaves_nothing(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """No plan of a search that had no time hides an older one."""
    job = computing.plans(revision, (CONSERVATIVE, RECOMMENDED), "李")
    assert gate.entered.wait(_LONG)
    computing.cancel(job)
    assert ended(job).stage is Stage.CANCELLED
    assert store.plans(revision.key) == ()


def test_a_stop_keeps_the_best_plan_so_far(
    computing: Computing, store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after its first figure, the search hands over what it holds."""
    search = planning.optimize

    def stops_itself(
        service: Service,
        request: Request,
        watch: Callable[[Progress], None],
        cancelled: threading.Event,
    ) -> Plan:
        def tell(progress: Progress) -> None:
            watch(progress)
            if progress.stage != Metric.MATERIALS.value:
                cancelled.set()

        return search(service, request, tell, cancelled)

    monkeypatch.setattr(planning, "optimize", stops_itself)
    job = ended(computing.plans(revision, (RECOMMENDED, CONSERVATIVE), "李"))
    assert job.stage is Stage.DONE
    (entry,) = store.plans(revision.key)
    assert entry.status is Status.STOPPED
    assert store.plan(entry.id).outcome.measures


def test_a_waiting_job_is_stopped_before_it_begins(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """Two are computed at once, the third waits and is never begun."""
    first, second, third = (
        computing.plans(revision, (RECOMMENDED.model_copy(update={"name": name}),), "李")
        for name in "一二三"
    )
    assert gate.entered.wait(_LONG)
    assert third.stage is Stage.WAITING
    assert third.seconds == 0.0
    computing.cancel(third)
    gate.open.set()
    assert [ended(one).stage for one in (first, second, third)] == [
        Stage.DONE,
        Stage.DONE,
        Stage.CANCELLED,
    ]
    assert {one.request_name for one in store.plans(revision.key)} == {"一", "二"}


def test_nothing_is_kept_of_a_job_nobody_wants_any_more(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """A dropped job is neither shown nor answered."""
    job = computing.plans(revision, (RECOMMENDED,), "李")
    assert gate.entered.wait(_LONG)
    computing.drop(job)
    gate.open.set()
    ended(job)
    assert store.plans(revision.key) == ()
    assert computing.of(revision.key) == ()


def test_two_planners_who_ask_the_same_share_one_job(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """The second press of a button costs nothing and is answered all the same."""
    first = computing.plans(revision, (RECOMMENDED,), "李")
    second = computing.plans(revision, (RECOMMENDED,), "王")
    assert second is first
    gate.open.set()
    ended(first)
    assert len(store.plans(revision.key)) == 1


def test_what_was_stopped_does_not_answer_who_asks_again(
    computing: Computing, revision: Revision, gate: Gate
) -> None:
    """After a stop the same question starts anew."""
    first = computing.plans(revision, (RECOMMENDED,), "李")
    assert gate.entered.wait(_LONG)
    computing.cancel(first)
    second = computing.plans(revision, (RECOMMENDED,), "李")
    assert second is not first
    gate.open.set()
    assert ended(second).stage is Stage.DONE


def test_two_planners_on_two_services_do_not_mix(
    computing: Computing, store: Store, revision: Revision
) -> None:
    """Each service gets its own plans, though both are computed at once."""
    second = store.add(bakery("开办咖啡店"), author="王")
    jobs = (
        computing.plans(revision, (RECOMMENDED,), "李"),
        computing.plans(second, (RECOMMENDED,), "王"),
    )
    for job, asked in zip(jobs, (revision, second), strict=True):
        assert ended(job).stage is Stage.DONE
        (entry,) = store.plans(asked.key)
        assert (entry.id, entry.author) == (job.plans[0], job.author)
        assert store.plan(entry.id).before.name == asked.service.name
        assert computing.of(asked.key) == (job,)


def test_a_plan_belongs_to_the_content_it_was_asked_for(
    computing: Computing, store: Store, revision: Revision, gate: Gate
) -> None:
    """A change made while the search runs makes its plan one of the content before."""
    job = computing.plans(revision, (RECOMMENDED,), "李")
    assert gate.entered.wait(_LONG)
    changed = revision.service.model_copy(update={"region": "某区"})
    latest = store.save(revision.key, changed, after=revision.number, author="王")
    gate.open.set()
    ended(job)
    (entry,) = store.plans(revision.key)
    assert entry.answers(revision)
    assert not entry.answers(latest)


def test_a_wrong_request_is_told_in_words(
    computing: Computing, store: Store, revision: Revision
) -> None:
    """What the request names and the service lacks comes back with the job."""
    wrong = RECOMMENDED.model_copy(update={"pins": (Pin(subject="instant:没有", wanted=True),)})
    job = ended(computing.plans(revision, (wrong,), "李"))
    assert job.stage is Stage.FAILED
    assert job.problem is not None
    assert "没有这个改革机会" in job.problem.told("zh")[0]
    assert store.plans(revision.key) == ()


def test_a_store_that_fails_is_told_apart(
    computing: Computing, store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planner learns why nothing was kept."""

    def full(*_: object, **__: object) -> None:
        raise StoreUnavailable("full", "no room")

    monkeypatch.setattr(store, "keep_plan", full)
    job = ended(computing.plans(revision, (RECOMMENDED,), "李"))
    assert (job.stage, job.trouble, job.defect) == (Stage.FAILED, "full", "")


def test_whatever_goes_wrong_the_queue_goes_on(
    computing: Computing, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect ends its job only."""
    search = planning.optimize

    def breaks(service: Service, request: Request, *_: object) -> Plan:
        if request.name == "conservative":
            raise ZeroDivisionError("division by zero")
        return search(service, request)

    monkeypatch.setattr(planning, "optimize", breaks)
    broken = ended(computing.plans(revision, (CONSERVATIVE,), "李"))
    good = ended(computing.plans(revision, (RECOMMENDED,), "李"))
    assert (broken.stage, broken.defect) == (
        Stage.FAILED,
        "ZeroDivisionError: division by zero",
    )
    assert good.stage is Stage.DONE


def test_changes_of_rules_are_counted_while_they_are_tried(
    computing: Computing, revision: Revision
) -> None:
    """The worth of each change comes with the job, which names the plan it is about."""
    plan = planning.optimize(revision.service, BREAKTHROUGH)
    job = ended(computing.rule_changes(revision, plan, "李", about="p1"))
    assert (job.sort, job.about, job.stage) == (Sort.RULES, "p1", Stage.DONE)
    assert job.tried == job.of > 0
    assert [one.change.id for one in job.rules] == ["rule:step/食品经营许可/检测"]


def test_sensitivity_is_kept_with_the_plan(
    computing: Computing, store: Store, revision: Revision
) -> None:
    """The same plan stands in the store again, with what survives."""
    plan = planning.optimize(revision.service, RECOMMENDED)
    job = ended(computing.sensitivity(revision, plan, "李", about="p1"))
    kept = store.plan(job.plans[0])
    whole = planning.optimize(revision.service, RECOMMENDED, sensitivity=True)
    assert kept.outcome.measures == plan.outcome.measures
    assert kept.sensitivity == whole.sensitivity
    assert job.tried == len(kept.sensitivity) > 0


def test_a_stopped_sensitivity_claims_nothing(
    computing: Computing, store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an answer is none: a measure would look doubtful that is not."""
    plan = planning.optimize(revision.service, RECOMMENDED)
    survivors = planning.sensitivity

    def stops_itself(
        service: Service,
        held: Plan,
        watch: Callable[[int, int], None],
        cancelled: threading.Event,
    ) -> object:
        def tell(tried: int, of: int) -> None:
            watch(tried, of)
            cancelled.set()

        return survivors(service, held, tell, cancelled)

    monkeypatch.setattr(planning, "sensitivity", stops_itself)
    job = computing.sensitivity(revision, plan, "李")
    assert ended(job).stage is Stage.CANCELLED
    assert job.tried == 1
    assert store.plans(revision.key) == ()


def test_closing_stops_what_runs_and_waits_for_it(
    store: Store, revision: Revision, gate: Gate
) -> None:
    """Afterwards no job is open."""
    held = Computing(store)
    job = held.plans(revision, (RECOMMENDED,), "李")
    assert gate.entered.wait(_LONG)
    held.close()
    assert job.ended
    assert held.open() == ()
