"""全区一件事: a run on its way, and one that was lost."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.errors import Cancelled
from optimizer.portfolio import district_jobs
from optimizer.portfolio.district_jobs import DistrictComputing, DistrictJob
from optimizer.portfolio.joint import Round
from optimizer.redesign.district import JointRequest
from optimizer.redesign.request import Metric, Target
from optimizer.store.store import Store
from optimizer.ui import state
from optimizer.ui.district import job_view
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, finished, kept, opened, sound
from tests.unit.portfolio.small_districts import small_district


@pytest.fixture(autouse=True)
def _queue(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DistrictComputing]:
    queue = DistrictComputing(workspace.store, tmp_path / "answers", workers=1)
    monkeypatch.setattr(state, "districts", lambda: queue)
    yield queue
    queue.close()


def _waits(*given: object) -> None:
    stopped = given[-1]
    assert callable(stopped)
    while not stopped():
        time.sleep(0.01)
    raise Cancelled


@pytest.fixture
def _lost(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server was stopped in the middle of a run."""
    with monkeypatch.context() as held:
        held.setattr(district_jobs, "decide_district", _waits)
        queue = DistrictComputing(workspace.store, tmp_path / "answers", workers=1)
        queue.decide(small_district(1), JointRequest(max_effort=1_500), "李主任")
        queue.close()


@pytest.mark.usefixtures("_lost")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_lost_with_its_server_is_told_and_goes_on(
    app: Opening, store: Store, language: Language
) -> None:
    test = opened(app, language)
    (told,) = [one.value for one in test.warning]
    assert all(text in told for text in ("小区", "李主任", "1,500"))
    label = words("district_page", language)("ask_again")
    next(one for one in test.button if one.label == label).click().run()
    sound(test)
    finished()
    test.run()
    assert store.district_plans()[0].author == "王科员"
    assert store.district_plans()[0].request.max_effort == 1_500
    assert not [one.value for one in test.warning]


@pytest.mark.usefixtures("_lost")
def test_a_lost_run_need_not_be_asked_again(app: Opening, store: Store) -> None:
    test = opened(app)
    next(one for one in test.button if one.label == ZH("drop_lost")).click().run()
    assert not test.warning
    assert not opened(app).warning
    assert store.district_plans() == ()


def _job(request: JointRequest, *, value: int | None, bound: int | None) -> DistrictJob:
    job = DistrictJob(small_district(1), request, "甲", answered=2, of=3)
    job.last = Round(number=4, value=value, bound=bound, plans=12)
    return job


def test_progress_is_told_as_planners_say_it() -> None:
    told = job_view.details(_job(JointRequest(), value=107_000_000, bound=105_190_000))
    assert "最多相差 1.810 个百分点" in told
    assert "剩余" not in told
    assert "相差" not in job_view.details(_job(JointRequest(), value=None, bound=1))
    target = Target(metric=Metric.STEPS, percent=7)
    told = job_view.details(_job(JointRequest(targets=(target,)), value=114_500, bound=110_100))
    assert "工作量 115 点" in told
    assert "不少于 111 点" in told


def test_a_run_that_is_being_stopped_says_what_it_still_does(
    app: Opening, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store)
    judged = threading.Event()

    def judging(*given: object) -> None:
        _ = given
        judged.wait(60)
        raise Cancelled

    monkeypatch.setattr(district_jobs, "decide_district", judging)
    test = opened(app)
    test.button(key="decide_district").click().run()
    job = state.districts().jobs()[0]
    test.button(key=f"stop_district_{job.id}").click().run()
    sound(test)
    assert "逐一复核" in job_view.headline(job)
    judged.set()
    finished()
    test.run()
    assert ZH("stopped_empty") in shown(test)
