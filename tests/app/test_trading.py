"""多方案比选: asked for, watched, stopped, picked from, kept."""

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from optimizer import planning
from optimizer.store.records import Revision
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.computing import Sort
from optimizer.workspace.workspace import Workspace
from tests.app.comparing_page import charts_drawn, press, turn_to
from tests.app.conftest import Opening, kept, shown
from tests.fixtures import draft


def _traded(
    test: AppTest, workspace: Workspace, revision: Revision, language: Language = "zh"
) -> AppTest:
    press(turn_to(test, "trading"), words("comparing", language)("compare_plans"))
    _wait(workspace, revision)
    test.run()
    assert not test.exception
    return test


def _wait(workspace: Workspace, revision: Revision) -> None:
    while not all(one.ended for one in workspace.computing.of(revision.key, Sort.TRADE_OFF)):
        time.sleep(0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_point_of_a_trade_off_shows_its_plan_and_can_be_kept(
    app: Opening, workspace: Workspace, language: Language
) -> None:
    store = workspace.store
    revision = kept(store, draft())
    test = app("comparing", revision=revision, language=language)
    _traded(test, workspace, revision, language)
    said = words("comparing", language)
    (job,) = workspace.computing.of(revision.key, Sort.TRADE_OFF)
    assert job.trade_off is not None
    points = job.trade_off.plans
    assert len(points) > 1
    box = test.selectbox(key="trade_point")
    assert len(box.options) == len(points)
    assert charts_drawn(test) == 1
    box.set_value(len(points) - 1).run()
    plan = points[-1][1]
    days = next(one for one in plan.reductions if one.metric == "promise")
    assert f"{days.before} → {days.after}" in shown(test)
    press(test, said("keep_point"))
    assert said("name_taken") in shown(test)
    next(one for one in test.text_input if one.label == said("keep_name")).input("省力方案")
    press(test, said("keep_point"))
    (entry,) = store.plans(revision.key)
    assert entry.request_name == "省力方案"
    assert "省力方案" in test.table[0].value.columns


def test_a_trade_off_needs_two_or_three_metrics(app: Opening, workspace: Workspace) -> None:
    revision = kept(workspace.store, draft())
    test = turn_to(app("comparing", revision=revision), "trading")
    said = words("comparing", "zh")
    next(one for one in test.multiselect if one.label == said("metrics")).set_value(["visits"])
    press(test, said("compare_plans"))
    assert said("two_or_three") in shown(test)
    assert workspace.computing.of(revision.key) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trade_off_that_runs_shows_progress_and_can_be_stopped(
    app: Opening,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    let_go = threading.Event()

    def slow(service: object, request: object, watch: object, cancelled: threading.Event) -> object:  # noqa: ARG001  # as planning.trade_off
        cancelled.wait()
        let_go.wait(timeout=30)
        return planning.TradeOff(("promise", "effort"), (), complete=False)

    monkeypatch.setattr(planning, "trade_off", slow)
    revision = kept(workspace.store, draft())
    test = turn_to(app("comparing", revision=revision, language=language), "trading")
    said = words("comparing", language)
    press(test, said("compare_plans"))
    assert len(test.progress) == 1
    assert said("nothing_yet") in shown(test), "the rest of the page stays usable"
    test.button(key="stop_trade_off").click().run()
    assert test.button(key="stop_trade_off").label == said("stopping")
    let_go.set()
    _wait(workspace, revision)
    test.run()
    assert not test.exception
    assert said("trade_off_empty") in shown(test)


def test_a_trade_off_of_an_earlier_content_is_not_shown(app: Opening, workspace: Workspace) -> None:
    revision = kept(workspace.store, draft())
    test = _traded(app("comparing", revision=revision), workspace, revision)
    service = revision.service.model_copy(update={"yearly_cases": 12})
    workspace.store.save(revision.key, service, after=1, author="李主任")
    test.run()
    assert not test.exception
    assert "trade_point" not in [one.key for one in test.selectbox]


def test_a_service_in_a_circle_is_told_why_nothing_can_be_traded_off(
    app: Opening, workspace: Workspace
) -> None:
    plain = planning.look_at(draft()).service
    wait = plain.precedences[0]
    back = wait.model_copy(
        update={"id": "back", "before": wait.after, "after": wait.before, "step": ""}
    )
    service = plain.model_copy(update={"precedences": (*plain.precedences, back)})
    revision = kept(workspace.store, service)
    test = _traded(app("comparing", revision=revision), workspace, revision)
    told = shown(test)
    assert words("comparing", "zh")("trade_off_refused") in told
    assert "成环" in told
