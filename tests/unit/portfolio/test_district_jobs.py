"""Districts decided in the background: what is kept, and what a stop or a defect leaves."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from optimizer.errors import Cancelled
from optimizer.portfolio import district_jobs
from optimizer.portfolio.asking import Answered, Run, Task
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.district_jobs import DistrictComputing, DistrictJob, answers_folder
from optimizer.portfolio.joint import Watch
from optimizer.portfolio.kept_answers import Unkept, answering
from optimizer.portfolio.offered import kept_district
from optimizer.redesign.district import District, DistrictPlan, JointRequest
from optimizer.redesign.plan import Status
from optimizer.redesign.request import JOINT
from optimizer.store import Store
from optimizer.store.records import Kept
from optimizer.workspace.jobs import Stage
from tests.unit.portfolio.small_districts import small_district

_LONG = 120.0
REQUEST = JointRequest(time_limit_seconds=60)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


@pytest.fixture
def computing(store: Store, tmp_path: Path) -> Iterator[DistrictComputing]:
    held = DistrictComputing(store, tmp_path / "answers", workers=1)
    yield held
    held.close()


def _until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONG
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _ended(job: DistrictJob) -> DistrictJob:
    _until(lambda: job.ended)
    return job


def _own(store: Store) -> District:
    keys = [store.add(one.service, author="甲").key for one in small_district(1).members]
    return kept_district(store, keys, "某区")


def test_a_decided_district_is_kept_with_the_plan_of_each_service(
    store: Store, computing: DistrictComputing
) -> None:
    district = _own(store)
    job = _ended(computing.decide(district, REQUEST, "王科员"))
    assert job.stage is Stage.DONE
    assert job.last is not None
    (entry,) = store.district_plans()
    assert (entry.id, entry.author, entry.name) == (job.plan_id, "王科员", "某区")
    decided = store.district_plan(entry.id)
    assert decided.outcome.status is Status.OPTIMAL
    plans = dict(decided.plans)
    assert set(plans) == {one.key for one in district.members}
    for member in district.members:
        (kept,) = store.plans(member.origin)
        assert (kept.request_name, kept.number) == (JOINT, 1)
        assert kept.answers(store.latest(member.origin))
        assert store.plan(kept.id) == plans[member.key]


def test_a_demonstration_leaves_nothing_with_the_kept_services(
    store: Store, computing: DistrictComputing
) -> None:
    own = _own(store)
    job = _ended(computing.decide(small_district(2), REQUEST, "甲"))
    assert store.district_plan(job.plan_id).district == small_district(2)
    assert all(store.plans(one.origin) == () for one in own.members)


def test_a_service_changed_meanwhile_keeps_the_plan_with_what_it_answers(
    store: Store, computing: DistrictComputing
) -> None:
    district = _own(store)
    first = district.members[0]
    changed = first.service.model_copy(update={"name": "新名称"})
    store.save(first.origin, changed, after=1, author="乙")
    store.archive(district.members[1].origin, author="乙")
    _ended(computing.decide(district, REQUEST, "甲"))
    (kept,) = store.plans(first.origin)
    assert kept.number == 1
    assert not kept.answers(store.latest(first.origin))


def test_asking_the_same_twice_is_one_job(store: Store, computing: DistrictComputing) -> None:
    district = _own(store)
    first = computing.decide(district, REQUEST, "甲")
    again = computing.decide(district, REQUEST, "乙")
    assert again is first or first.ended


def test_a_stop_is_heard_within_a_round_and_the_next_run_goes_on_from_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def watched(
        crew: Crew, folder: Path | None, stopped: Callable[[], bool], unkept: Unkept
    ) -> Run:
        run = answering(crew, folder, stopped, unkept)

        def each(tasks: Sequence[Task]) -> Iterator[Answered]:
            for one in run(tasks):
                seen.append(one.number)
                queue.cancel(queue.jobs()[0])
                yield one

        return each

    monkeypatch.setattr(district_jobs, "answering", watched)
    queue = DistrictComputing(store, tmp_path / "answers", workers=1)
    job = _ended(queue.decide(small_district(3, count=4), REQUEST, "甲"))
    queue.close()
    assert len(seen) == 1
    (kept,) = (tmp_path / "answers").glob("*.json")
    assert job.stage in (Stage.DONE, Stage.CANCELLED)
    assert [one.status for one in store.district_plans()] == [Status.STOPPED] * bool(job.plan_id)
    written = kept.stat().st_mtime_ns
    monkeypatch.undo()
    queue = DistrictComputing(store, tmp_path / "answers", workers=1)
    job = _ended(queue.decide(small_district(3, count=4), REQUEST, "甲"))
    queue.close()
    assert store.district_plan(job.plan_id).outcome.status is Status.OPTIMAL
    assert kept.stat().st_mtime_ns == written


def test_while_plans_are_judged_no_answer_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the time was up before all services had answered."""
    waited_for: list[int] = []

    def impatient(
        district: District,
        request: JointRequest,
        crew: Crew,
        run: Run,
        watch: Watch,
        stopped: Callable[[], bool],
    ) -> DistrictPlan:
        def first(tasks: Sequence[Task]) -> Iterator[Answered]:
            for one in run(tasks):
                waited_for.append(queue.jobs()[0].of)
                yield one
                return

        plan = decide_district(district, request, crew, first, watch, stopped)
        waited_for.append(queue.jobs()[0].of)
        return plan

    monkeypatch.setattr(district_jobs, "decide_district", impatient)
    queue = DistrictComputing(store, None, workers=1)
    _ended(queue.decide(small_district(1), REQUEST, "甲"))
    queue.close()
    assert waited_for[0] == 3
    assert waited_for[-1] == 0


def test_a_district_is_decided_though_its_answers_cannot_be_kept(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "answers").write_text("no folder", encoding="utf-8")
    queue = DistrictComputing(store, tmp_path / "answers", workers=1)
    job = _ended(queue.decide(small_district(1), REQUEST, "甲"))
    queue.close()
    assert job.stage is Stage.DONE
    assert job.unkept


def test_the_store_is_listed_once_however_many_services(
    store: Store, computing: DistrictComputing, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = _own(store)
    listed: list[int] = []
    services = store.services

    def counting() -> tuple[Kept, ...]:
        listed.append(1)
        return services()

    monkeypatch.setattr(store, "services", counting)
    _ended(computing.decide(district, REQUEST, "甲"))
    assert len(listed) == 1
    assert all(store.plans(one.origin) for one in district.members)


def test_a_request_nobody_can_answer_is_told(store: Store, computing: DistrictComputing) -> None:
    wrong = REQUEST.model_copy(update={"counting": "no_such_rule"})
    job = _ended(computing.decide(small_district(1), wrong, "甲"))
    assert job.stage is Stage.FAILED
    assert job.problem is not None
    assert store.district_plans() == ()


def test_answers_lie_beside_the_store(tmp_path: Path) -> None:
    assert answers_folder(str(tmp_path / "onething.db")) == tmp_path / "answers"
    server = answers_folder("postgresql+pg8000://somebody@host/db")
    assert server.name.startswith("onething-answers-")
    assert server.is_absolute()


def _waits(*given: object) -> DistrictPlan:
    """A decision that finds nothing until it is stopped."""
    stopped = given[-1]
    assert callable(stopped)
    _until(stopped)
    raise Cancelled


def test_a_run_lost_with_its_server_is_told_and_asked_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = _own(store)
    with monkeypatch.context() as held:
        held.setattr(district_jobs, "decide_district", _waits)
        queue = DistrictComputing(store, tmp_path / "answers", workers=1)
        for request in (REQUEST, REQUEST, REQUEST.model_copy(update={"max_effort": 9})):
            queue.decide(district, request, "甲")
        assert queue.lost() == ()
        queue.close()
    queue = DistrictComputing(store, tmp_path / "answers", workers=1)
    lost = queue.lost()
    assert [one.asked.request.max_effort for one in lost] == [9, None], "each question once"
    queue.drop(lost[0])
    job = _ended(queue.ask_again(lost[1], "乙"))
    assert store.district_plan(job.plan_id).district == district
    assert store.district_plans()[0].author == "乙"
    _until(lambda: queue.lost() == ())
    queue.close()
    assert queue.lost() == ()


def test_a_run_that_a_planner_stops_or_that_fails_is_not_lost(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = DistrictComputing(store, tmp_path / "answers", workers=1)
    _ended(queue.decide(_own(store), REQUEST.model_copy(update={"counting": "none"}), "甲"))
    monkeypatch.setattr(district_jobs, "decide_district", _waits)
    job = queue.decide(_own(store), REQUEST, "甲")
    queue.cancel(job)
    _ended(job)
    queue.close()
    assert queue.lost() == ()
