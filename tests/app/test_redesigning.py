"""流程再造测算: from nothing to three plans, adjusted, stale, out of reach."""

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from optimizer import planning
from optimizer.errors import JudgeRejection
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import (
    BREAKTHROUGH,
    NAMED_REQUESTS,
    RECOMMENDED,
    Asking,
    Metric,
    Pin,
    Request,
    Target,
)
from optimizer.service import Service
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.precedence import Precedence
from optimizer.store.records import PlanEntry, Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import plan_name
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, kept, shown
from tests.bakery import bakery

FORBIDDEN = (
    "solver",
    "infeasible",
    "objective",
    "pareto",
    "bound",
    "seed",
    "可行解",
    "目标函数",
    "合法性审核",
)
ZH = words("redesigning", "zh")
_LONG = 60.0


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, bakery())


def _finished(workspace: Workspace) -> None:
    deadline = time.monotonic() + _LONG
    while workspace.computing.open():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _computed(workspace: Workspace, revision: Revision, *requests: Request) -> None:
    workspace.computing.plans(revision, requests or tuple(NAMED_REQUESTS.values()), "李主任")
    _finished(workspace)


def _opened(app: Opening, revision: Revision, language: Language = "zh") -> AppTest:
    test = app("redesigning", revision=revision, language=language)
    _sound(test)
    return test


def _sound(test: AppTest) -> None:
    """Nothing broke, and a planner reads no word of the trade."""
    assert not test.exception
    read = shown(test).lower()
    assert [word for word in FORBIDDEN if word in read] == []


def _newest(store: Store, revision: Revision, name: str) -> PlanEntry:
    return next(one for one in store.plans(revision.key) if one.request_name == name)


def _choose_measure(test: AppTest, store: Store, revision: Revision, start: str) -> None:
    """Look at the first measure of the recommended plan whose id begins so."""
    entry = _newest(store, revision, "recommended")
    options = test.selectbox(key=f"measure_{entry.id}").options
    place = next(number for number, text in enumerate(options) if start in text)
    test.selectbox(key=f"measure_{entry.id}").set_value(place).run()
    _sound(test)


def _answered(test: AppTest, workspace: Workspace) -> None:
    """Wait for the background and look again, without a click."""
    _finished(workspace)
    test.run()
    _sound(test)


def _keys(test: AppTest) -> set[str]:
    return {str(one.key) for one in test.button}


class _Gate:
    """Holds the search until it is let go or stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        search = planning.optimize

        def waits(
            service: Service,
            request: Request,
            watch: Callable[[object], None],
            cancelled: threading.Event,
        ) -> Plan:
            while not (self.open.wait(0.01) or cancelled.is_set()):
                pass
            return search(service, request, watch, cancelled)

        monkeypatch.setattr(planning, "optimize", waits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_the_page_says_what_the_three_are(
    app: Opening, revision: Revision, language: Language
) -> None:
    test = _opened(app, revision, language)
    said = words("redesigning", language)
    for name in NAMED_REQUESTS:
        assert said(f"about_{name}") in shown(test)
    assert test.button(key="three").label == said("three")
    assert not test.button(key="three").disabled
    assert not test.metric


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_button_brings_three_plans_with_figures_and_measures(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    test = _opened(app, revision, language)
    test.button(key="three").click().run()
    _answered(test, workspace)
    entries = store.plans(revision.key)
    assert {one.request_name for one in entries} == set(NAMED_REQUESTS)
    recommended = store.plan(_newest(store, revision, "recommended").id)
    cards = [one.value for one in test.metric]
    # Left of eleven: identity card and lease, each once, and the united form.
    assert cards[0] == "11 → 3" == _pair(recommended, "materials")
    assert cards[2] == _pair(recommended, "promise")
    names = [plan_name(name, language) for name in NAMED_REQUESTS]
    table = test.table[0].value
    assert set(names) <= {*table.columns}
    assert len(test.dataframe[0].value) > 5
    assert words("redesigning", language)("standing_proven") in shown(test)


def _pair(plan: Plan, metric: str) -> str:
    one = next(one for one in plan.reductions if one.metric == metric)
    return f"{one.before} → {one.after}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_running_job_is_seen_from_every_browser_and_can_be_stopped(
    app: Opening,
    workspace: Workspace,
    store: Store,
    revision: Revision,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    _Gate(monkeypatch)
    said = words("redesigning", language)
    first = _opened(app, revision, language)
    first.button(key="three").click().run()
    (job,) = workspace.computing.open()
    other = _opened(app, revision, language)
    for test in (first, other):
        assert test.button(key="three").disabled
        assert test.button(key=f"stop_{job.id}").label == said("stop")
        assert said("job_seconds", seconds=0)[:2] in shown(test)
    other.button(key=f"stop_{job.id}").click().run()
    _answered(first, workspace)
    assert said("stopped_empty") in shown(first)
    assert store.plans(revision.key) == ()
    first.button(key=f"read_{job.id}").click().run()
    assert said("stopped_empty") not in shown(first)
    assert not first.button(key="three").disabled


def test_the_page_stays_usable_while_plans_are_worked_out(
    app: Opening, workspace: Workspace, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    _computed(workspace, revision)
    gate = _Gate(monkeypatch)
    test = _opened(app, revision)
    test.button(key="three").click().run()
    test.button_group(key="plan").set_value("breakthrough").run()
    _sound(test)
    assert test.session_state["plan"] == "breakthrough"
    assert test.metric
    gate.open.set()
    _answered(test, workspace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_an_earlier_content_says_so_and_is_asked_again(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    _computed(workspace, revision)
    changed = revision.service.model_copy(update={"region": "另一区"})
    latest = store.save(revision.key, changed, after=revision.number, author="王")
    test = _opened(app, revision, language)
    said = words("redesigning", language)
    assert said("stale", number=1, now=2) in shown(test)
    assert {"require", "refuse", "ask_rules"} & _keys(test) == set()
    assert not test.table
    test.button(key="ask_again").click().run()
    _answered(test, workspace)
    assert said("stale", number=1, now=2) not in shown(test)
    assert _newest(store, revision, "recommended").answers(latest)
    assert not _newest(store, revision, "conservative").answers(latest)
    test.button_group(key="plan").set_value("conservative").run()
    test.button(key="ask_all_again").click().run()
    _answered(test, workspace)
    assert all(_newest(store, revision, name).answers(latest) for name in NAMED_REQUESTS)


def test_a_refused_measure_goes_and_the_plan_is_compared_with_the_one_before(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    _computed(workspace, revision)
    test = _opened(app, revision)
    _choose_measure(test, store, revision, "不用到现场")
    test.button(key="refuse").click().run()
    _answered(test, workspace)
    entry = _newest(store, revision, "recommended")
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
    _answered(test, workspace)
    assert _newest(store, revision, "recommended").request.pins == ()
    assert "decision_0" not in _keys(test)


def test_a_required_measure_stays_and_the_demand_can_be_taken_back(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    _computed(workspace, revision)
    test = _opened(app, revision)
    _choose_measure(test, store, revision, "联合踏勘")
    test.button(key="require").click().run()
    _answered(test, workspace)
    (pin,) = _newest(store, revision, "recommended").request.pins
    assert pin.wanted
    assert pin.subject.startswith("merge:")
    _choose_measure(test, store, revision, "联合踏勘")
    test.button(key="unrequire").click().run()
    _answered(test, workspace)
    assert _newest(store, revision, "recommended").request.pins == ()


def test_another_way_replaces_a_route(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    _computed(workspace, revision)
    test = _opened(app, revision)
    _choose_measure(test, store, revision, "“营业执照”从")
    ways = next(one for one in test.selectbox if str(one.key).startswith("way_"))
    assert test.button(key="other_use").disabled
    place = next(i for i, text in enumerate(ways.options) if "一次提交" in text)
    ways.set_value(place).run()
    test.button(key="other_use").click().run()
    _answered(test, workspace)
    plan = store.plan(_newest(store, revision, "recommended").id)
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
    _computed(workspace, revision)
    gate = _Gate(monkeypatch)
    test = _opened(app, revision)
    _choose_measure(test, store, revision, "不用到现场")
    test.button(key="refuse").click().run()
    _choose_measure(test, store, revision, "联合踏勘")
    test.button(key="refuse").click().run()
    assert {"decision_0", "decision_1"} <= _keys(test)
    gate.open.set()
    _answered(test, workspace)
    pins = _newest(store, revision, "recommended").request.pins
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
    _computed(workspace, revision, asked)
    test = _opened(app, revision, language)
    said = words("redesigning", language)
    assert said("unreachable") in shown(test)
    assert said("clash") in shown(test)
    assert said("alone") in shown(test)
    test.button(key="offer_0").click().run()
    _answered(test, workspace)
    entry = _newest(store, revision, "目标")
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
    _computed(workspace, revision, RECOMMENDED.model_copy(update={"pins": pins}))
    test = _opened(app, revision)
    assert "merge:" not in shown(test)
    assert "环节合并（联合踏勘）" in shown(test)
    test.button(key="offer_0").click().run()
    _answered(test, workspace)
    assert _newest(store, revision, "recommended").status is Status.OPTIMAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_request_is_kept_under_its_name(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    test = _opened(app, revision, language)
    test.text_input(key="own_name_0").input("只减材料").run()
    test.multiselect(key="own_metrics_0").set_value([Metric.MATERIALS]).run()
    test.multiselect(key="own_levers_0").set_value(["retrieve", "submit_once", "window"]).run()
    test.number_input(key="own_effort_0").set_value(40).run()
    test.button(key="ask_own").click().run()
    _answered(test, workspace)
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
    test = _opened(app, revision)
    test.button_group(key="own_asking_0").set_value(Asking.TARGETS).run()
    _sound(test)
    edits = {0: {ZH("col_percent"): 40}, 3: {ZH("col_at_most"): 1}}
    test.session_state["own_aims_0"] = {
        "edited_rows": edits,
        "added_rows": [],
        "deleted_rows": [],
    }
    test.run()
    test.button(key="ask_own").click().run()
    _answered(test, workspace)
    (entry,) = store.plans(revision.key)
    assert entry.request.targets == (
        Target(metric=Metric.MATERIALS, percent=40),
        Target(metric=Metric.VISITS, at_most=1),
    )


def test_what_was_typed_survives_leaving_the_page(app: Opening, revision: Revision) -> None:
    test = _opened(app, revision)
    test.text_input(key="own_name_0").input("一号").run()
    test.switch_page("optimizer/ui/pages/overview.py").run()
    test.switch_page("optimizer/ui/pages/redesigning.py").run()
    assert test.text_input(key="own_name_0").value == "一号"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_own_request_is_told_beside_the_form(
    app: Opening, store: Store, revision: Revision, language: Language
) -> None:
    test = _opened(app, revision, language)
    test.text_input(key="own_name_0").input(plan_name("recommended", language)).run()
    test.multiselect(key="own_metrics_0").set_value([]).run()
    test.button(key="ask_own").click().run()
    _sound(test)
    assert len(test.error) == 2
    assert store.plans(revision.key) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_cannot_be_worked_out_is_told_in_words(
    app: Opening, workspace: Workspace, store: Store, language: Language
) -> None:
    service = bakery()
    circle = tuple(
        Precedence(id=f"{a}→{b}", before=a, after=b, kind=PrecedenceKind.HABIT)
        for a, b in (("食品经营许可", "招牌设置"), ("招牌设置", "食品经营许可"))
    )
    revision = kept(store, service.model_copy(update={"precedences": circle}))
    test = _opened(app, revision, language)
    test.button(key="three").click().run()
    _answered(test, workspace)
    said = words("redesigning", language)
    (error,) = test.error
    assert said("wrong_request") in error.value
    assert "→" in error.value


def test_a_plan_that_fails_its_recount_is_not_shown(
    app: Opening,
    workspace: Workspace,
    store: Store,
    revision: Revision,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rejected(*_: object) -> Plan:
        raise JudgeRejection(("materials: 3, recounted 4",))

    monkeypatch.setattr(planning, "optimize", rejected)
    test = _opened(app, revision)
    test.button(key="three").click().run()
    _answered(test, workspace)
    (error,) = test.error
    assert error.value == ZH("defect")
    assert "recounted" not in shown(test)
    assert store.plans(revision.key) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worth_of_a_changed_rule_is_worked_out_on_request(
    app: Opening, workspace: Workspace, revision: Revision, language: Language
) -> None:
    _computed(workspace, revision, BREAKTHROUGH)
    test = _opened(app, revision, language)
    test.button(key="ask_rules").click().run()
    _answered(test, workspace)
    said = words("redesigning", language)
    table = test.table[-1].value
    assert list(table.columns) == [
        said(f"col_{name}") for name in ("change", "gain", "who", "basis")
    ]
    assert len(table) == 1
    assert "ask_rules" not in _keys(test)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_survives_other_assumptions_is_worked_out_on_request(
    app: Opening, workspace: Workspace, store: Store, revision: Revision, language: Language
) -> None:
    _computed(workspace, revision, RECOMMENDED)
    test = _opened(app, revision, language)
    test.button(key="ask_sensitivity").click().run()
    _answered(test, workspace)
    plan = store.plan(_newest(store, revision, "recommended").id)
    everything = {one.id for one in plan.outcome.measures}
    firm = everything.intersection(*(names for _, names in plan.sensitivity))
    said = words("redesigning", language)
    assert said("sensitivity_sum", firm=len(firm), all=len(everything)) in shown(test)
    # The plan kept again is the same plan, not an adjusted one.
    assert said("adjusted") not in shown(test)


def test_what_needs_signing_leads_to_the_compliance_check(
    app: Opening, workspace: Workspace, store: Store, revision: Revision
) -> None:
    _computed(workspace, revision)
    test = _opened(app, revision)
    plan = store.plan(_newest(store, revision, "recommended").id)
    counts = ZH("cautions", sign_offs=len(plan.sign_offs), warnings=len(plan.warnings))
    assert counts in shown(test)
    assert "to_compliance" in _keys(test)


def test_an_own_plan_is_the_start_of_the_next_request(
    app: Opening, workspace: Workspace, revision: Revision
) -> None:
    asked = Request(name="甲", metrics=(Metric.VISITS,), levers=("window", "online"))
    _computed(workspace, revision, asked)
    test = _opened(app, revision)
    test.button(key="own_edit").click().run()
    _sound(test)
    assert test.text_input(key="own_name_1").value == "甲"
    assert test.multiselect(key="own_levers_1").value == ["window", "online"]
