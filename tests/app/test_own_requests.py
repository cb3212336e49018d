"""流程再造测算: own requests, decisions about measures, targets out of reach."""

import pytest

from optimizer.redesign.plan import Status
from optimizer.redesign.request import (
    RECOMMENDED,
    Asking,
    Metric,
    Pin,
    Request,
    Target,
)
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import figure_label, plan_name
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, kept, shown
from tests.app.redesigning import (
    ZH,
    Gate,
    answered,
    choose_measure,
    computed,
    keys,
    newest,
    opened,
    sound,
)
from tests.bakery import bakery


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, bakery())


def test_a_refused_measure_goes_and_the_plan_is_compared_with_the_one_before(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    computed(workspace, revision)
    test = opened(app, revision)
    choose_measure(test, store, revision, "不用到现场")
    test.button(key="refuse").click().run()
    answered(test, workspace)
    entry = newest(store, revision, "recommended")
    assert [pin.wanted for pin in entry.request.pins] == [False] * len(entry.request.pins)
    assert {pin.subject for pin in entry.request.pins} == {
        "visit:招牌设置/受理",
        "visit:食品经营许可/受理",
    }
    assert not {one.id for one in store.plan(entry.id).outcome.measures} & {
        pin.subject for pin in entry.request.pins
    }
    assert ZH("adjusted") in shown(test)
    assert "到现场次数" in next(one.value for one in test.markdown if ZH("changed") in one.value)
    assert test.button(key="decision_0").label.startswith("不采用：")
    test.button(key="decision_0").click().run()
    answered(test, workspace)
    assert newest(store, revision, "recommended").request.pins == ()
    assert "decision_0" not in keys(test)


def test_a_required_measure_stays_and_the_demand_can_be_taken_back(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    computed(workspace, revision)
    test = opened(app, revision)
    choose_measure(test, store, revision, "联合踏勘")
    test.button(key="require").click().run()
    answered(test, workspace)
    (pin,) = newest(store, revision, "recommended").request.pins
    assert pin.wanted
    assert pin.subject.startswith("merge:")
    choose_measure(test, store, revision, "联合踏勘")
    test.button(key="unrequire").click().run()
    answered(test, workspace)
    assert newest(store, revision, "recommended").request.pins == ()


def test_another_way_replaces_a_route(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    computed(workspace, revision)
    test = opened(app, revision)
    choose_measure(test, store, revision, "“营业执照”从")
    ways = next(one for one in test.selectbox if str(one.key).startswith("way_"))
    assert test.button(key="other_use").disabled
    place = next(i for i, text in enumerate(ways.options) if "一次提交" in text)
    ways.set_value(place).run()
    test.button(key="other_use").click().run()
    answered(test, workspace)
    plan = store.plan(newest(store, revision, "recommended").id)
    routes = {one.value for one in plan.outcome.measures if "营业执照" in one.id}
    assert routes == {"submit_once"}
    assert test.button(key="decision_0").label.startswith("必选：")


def test_decisions_made_while_one_is_worked_out_add_up(
    app: Opening,
    workspace: Workspace,
    store: Store,
    revision: Revision,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed(workspace, revision)
    gate = Gate(monkeypatch)
    test = opened(app, revision)
    choose_measure(test, store, revision, "不用到现场")
    test.button(key="refuse").click().run()
    choose_measure(test, store, revision, "联合踏勘")
    test.button(key="refuse").click().run()
    assert {"decision_0", "decision_1"} <= keys(test)
    gate.open.set()
    answered(test, workspace)
    pins = newest(store, revision, "recommended").request.pins
    assert "merge:inspection" in {one.subject for one in pins}
    assert "visit:招牌设置/受理" in {one.subject for one in pins}
    assert len([one for one in store.plans(revision.key) if one.request.pins]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_out_of_reach_are_eased_with_one_click(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    asked = Request(
        name="目标",
        asking=Asking.TARGETS,
        targets=(
            Target(metric=Metric.MATERIALS, at_most=1),
            Target(metric=Metric.PROMISE, percent=95),
        ),
    )
    computed(workspace, revision, asked)
    test = opened(app, revision, language)
    said = words("redesigning", language)
    assert said("unreachable") in shown(test)
    assert said("clash") in shown(test)
    assert said("alone") in shown(test)
    clash = workspace.store.plan(newest(store, revision, "目标").id).outcome.clash
    assert clash is not None
    best = dict(clash.alone)[Metric.MATERIALS.value]
    assert best > 1
    label = figure_label(Metric.MATERIALS.value, language)
    short = said("alone_falls_short", metric=label, value=best, asked=1)
    assert plain(short) in shown(test)
    test.button(key="offer_0").click().run()
    answered(test, workspace)
    entry = newest(store, revision, "目标")
    assert entry.status is Status.OPTIMAL
    assert all(one.percent is None for one in entry.request.targets)
    assert test.metric


def test_a_clash_of_decisions_names_them_and_takes_one_back(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    """The planner reads what was decided, never an id."""
    pins = (
        Pin(subject="merge:招牌设置/现场核查+食品经营许可/现场核查=inspection", wanted=True),
        Pin(subject="merge:inspection", wanted=False),
    )
    computed(workspace, revision, RECOMMENDED.model_copy(update={"pins": pins}))
    test = opened(app, revision)
    assert "merge:" not in shown(test)
    assert "环节合并（联合踏勘）" in shown(test)
    test.button(key="offer_0").click().run()
    answered(test, workspace)
    assert newest(store, revision, "recommended").status is Status.OPTIMAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_request_is_kept_under_its_name(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    test = opened(app, revision, language)
    test.text_input(key="own_name_0").input("只减材料").run()
    test.multiselect(key="own_metrics_0").set_value([Metric.MATERIALS]).run()
    test.multiselect(key="own_levers_0").set_value(["retrieve", "submit_once", "window"]).run()
    test.number_input(key="own_effort_0").set_value(40).run()
    test.button(key="ask_own").click().run()
    answered(test, workspace)
    (entry,) = store.plans(revision.key)
    assert entry.request_name == "只减材料"
    assert entry.request.metrics == (Metric.MATERIALS,)
    assert entry.request.levers == ("retrieve", "submit_once", "window")
    assert entry.request.max_effort == 40
    assert entry.request.situation == (("是否现场制售", "是"),)
    assert test.session_state["plan"] == "只减材料"


def test_targets_are_typed_beside_the_figures_of_today(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    test = opened(app, revision)
    test.button_group(key="own_asking_0").set_value(Asking.TARGETS).run()
    sound(test)
    edits = {0: {ZH("col_percent"): 40}, 3: {ZH("col_at_most"): 1}}
    test.session_state["own_aims_0"] = {
        "edited_rows": edits,
        "added_rows": [],
        "deleted_rows": [],
    }
    test.run()
    test.button(key="ask_own").click().run()
    answered(test, workspace)
    (entry,) = store.plans(revision.key)
    assert entry.request.targets == (
        Target(metric=Metric.MATERIALS, percent=40),
        Target(metric=Metric.VISITS, at_most=1),
    )


def test_what_was_typed_survives_leaving_the_page(app: Opening, revision: Revision) -> None:
    test = opened(app, revision)
    test.text_input(key="own_name_0").input("一号").run()
    test.switch_page("optimizer/ui/pages/overview.py").run()
    test.switch_page("optimizer/ui/pages/redesigning.py").run()
    assert test.text_input(key="own_name_0").value == "一号"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_own_request_is_told_beside_the_form(
    app: Opening, store: Store, revision: Revision, language: Language
) -> None:
    test = opened(app, revision, language)
    test.text_input(key="own_name_0").input(plan_name("recommended", language)).run()
    test.multiselect(key="own_metrics_0").set_value([]).run()
    test.button(key="ask_own").click().run()
    sound(test)
    assert len(test.error) == 2
    assert store.plans(revision.key) == ()


def test_an_own_plan_is_the_start_of_the_next_request(
    app: Opening, workspace: Workspace, revision: Revision
) -> None:
    asked = Request(name="甲", metrics=(Metric.VISITS,), levers=("window", "online"))
    computed(workspace, revision, asked)
    test = opened(app, revision)
    test.button(key="own_edit").click().run()
    sound(test)
    assert test.text_input(key="own_name_1").value == "甲"
    assert test.multiselect(key="own_levers_1").value == ["window", "online"]
