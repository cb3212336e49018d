"""合规自查: the law, hollow gains, and assumed values confirmed until a plan may be reported."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from optimizer import planning
from optimizer.redesign.plan import Status
from optimizer.redesign.request import BREAKTHROUGH, CONSERVATIVE, RECOMMENDED, Request
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.workspace import Vouched, Workspace
from tests.app.conftest import Opening, kept, shown
from tests.fixtures import pair
from tests.trade_words import trade_words
from tests.unit.workspace.plans import RESTAURANT, SCHOOL, planned, shipped

VIEWS = ("law", "truth", "assumed", "parameters", "confirmed")


def _with_plans(store: Store, name: str, *asked: Request) -> Revision:
    revision = kept(store, shipped(name))
    for one in asked or (RECOMMENDED,):
        store.keep_plan(revision.key, 1, planned(name, one), author="李主任")
    return revision


def _view(test: AppTest, view: str) -> AppTest:
    test.segmented_control(key="compliance_view").set_value(view).run()
    assert not test.exception
    return test


def _tables(test: AppTest) -> str:
    return "\n".join(one.value.to_csv() for one in test.table)


def _press(test: AppTest, key: str, language: Language = "zh") -> AppTest:
    label = words("compliance", language)(key)
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception
    return test


def _fill(test: AppTest, evidence: str) -> None:
    box = next(one for one in test.text_input if one.label == words("compliance", "zh")("evidence"))
    box.input(evidence)


def _confirm_everything(workspace: Workspace, revision: Revision) -> Revision:
    found = planning.doubts(revision.service)
    vouched = Vouched("李主任", datetime.date(2026, 3, 2), "办事指南")
    return workspace.confirm(revision, found, vouched, author="李主任")


# --- every state, both languages -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", [RESTAURANT, SCHOOL])
def test_every_view_speaks_the_planner_s_words(
    app: Opening, store: Store, name: str, view: str, language: Language
) -> None:
    revision = _with_plans(store, name, BREAKTHROUGH)
    test = _view(app("compliance", revision=revision, language=language), view)
    told = f"{shown(test)}\n{_tables(test)}".lower()
    assert not trade_words(told)
    assert words("compliance", language)("not_reportable").lower() in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_without_a_plan_the_service_itself_is_checked(
    app: Opening, store: Store, view: str, language: Language
) -> None:
    revision = kept(store, shipped(RESTAURANT))
    test = _view(app("compliance", revision=revision, language=language), view)
    assert words("compliance", language)("without_plan") in shown(test)
    if view == "law":
        violations = planning.look_at(revision.service).violations
        assert len(test.table[0].value) == len(violations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_service_the_page_says_where_to_choose_one(
    app: Opening, language: Language
) -> None:
    assert words("ui", language)("no_service") in shown(app("compliance", language=language))


# --- the law -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_before_and_after_stand_side_by_side_with_article_and_severity(
    app: Opening, store: Store, language: Language
) -> None:
    revision = _with_plans(store, RESTAURANT)
    plan = planned(RESTAURANT, RECOMMENDED)
    test = app("compliance", revision=revision, language=language)
    said = words("compliance", language)
    signed, found = (one.value for one in test.table)
    after = list(found[said("col_after")])
    assert after.count(said("after_added")) == len(plan.sign_offs)
    assert after.count(said("after_settled")) == int(test.metric[0].value)
    assert len(after) - after.count(said("after_settled")) == len(plan.violations_after)
    assert set(found[said("col_weight")]) == {said("weight_hard"), said("weight_soft")}
    assert "行政许可法" in "".join(found[said("col_article")])
    assert "消防救援机构" in list(signed[said("col_who")])


def test_findings_about_a_measure_are_told_by_what_it_does(app: Opening, store: Store) -> None:
    test = app("compliance", revision=_with_plans(store, RESTAURANT))
    told = _tables(test)
    assert "实行告知承诺" in told
    assert "commit:" not in told


# --- hollow gains and planning values ------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_hollow_gain_says_what_to_do(app: Opening, store: Store, language: Language) -> None:
    revision = _with_plans(store, SCHOOL)
    test = _view(app("compliance", revision=revision, language=language), "truth")
    told = shown(test)
    codes = {code for code, _ in planned(SCHOOL, RECOMMENDED).warnings}
    assert len(codes) >= 2
    for code in codes:
        assert words("compliance", language)(f"do_{code}") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_planning_values_say_how_to_replace_them(
    app: Opening, store: Store, language: Language
) -> None:
    revision = _with_plans(store, RESTAURANT, BREAKTHROUGH)
    test = _view(app("compliance", revision=revision, language=language), "parameters")
    said = words("compliance", language)
    (table,) = test.table
    rests = dict(
        zip(table.value[said("col_parameter")], table.value[said("col_rests")], strict=True)
    )
    assert rests[said("parameter_effort")] == said("no_figure")
    assert rests[said("parameter_coordination_hours")] != said("no_figure")
    assert said("replace_coordination_hours") in list(table.value[said("col_replace")])


# --- confirming ----------------------------------------------------------------------------------


def test_confirming_asks_for_values_somebody_and_evidence(app: Opening, store: Store) -> None:
    revision = _with_plans(store, SCHOOL)
    test = _view(app("compliance", revision=revision), "assumed")
    said = words("compliance", "zh")
    _press(test, "confirm")
    assert said("tick_some") in shown(test)
    _press(_press(test, "all_of_item"), "confirm")
    assert said("evidence_missing") in shown(test)
    _fill(test, "办事指南第 3 页")
    next(one for one in test.text_input if one.label == said("confirmed_by")).input(" ")
    _press(test, "confirm")
    assert said("who_and_when") in shown(test)
    assert store.latest(revision.key).number == 1
    assert store.confirmations(revision.key) == ()


def test_one_value_ticked_is_one_value_confirmed(app: Opening, store: Store) -> None:
    revision = _with_plans(store, SCHOOL)
    test = _view(app("compliance", revision=revision), "assumed")
    (table,) = test.data_editor
    assert table.key is not None
    test.session_state[table.key] = {
        "edited_rows": {1: {"tick": True}},
        "added_rows": [],
        "deleted_rows": [],
    }
    _fill(test, "与经办科室电话核对")
    _press(test, "confirm")
    (one,) = store.confirmations(revision.key)
    assert one.evidence == "与经办科室电话核对"
    assert one.confirmed_by == one.author == "王科员"
    assert one.value == table.value["value"][1]
    before, after = (planning.doubts(store.revision(revision.key, n).service) for n in (1, 2))
    assert len(before) - len(after) == 1
    assert words("compliance", "zh")("progress", done=1, all=len(before)) in [
        bar.text for bar in test.progress
    ]


def test_the_values_of_an_item_are_confirmed_together_and_the_plan_goes_along(
    app: Opening, store: Store
) -> None:
    revision = _with_plans(store, SCHOOL, CONSERVATIVE, RECOMMENDED)
    test = _view(app("compliance", revision=revision), "assumed")
    count = len(test.data_editor[0].value)
    _press(test, "all_of_item")
    _fill(test, "办事指南")
    _press(test, "confirm")
    assert len(store.confirmations(revision.key)) == count
    latest = store.latest(revision.key)
    current = [one for one in store.plans(revision.key) if one.answers(latest)]
    assert {one.request_name for one in current} == {"conservative", "recommended"}
    chosen = test.selectbox(key="compliance_plan").value
    assert chosen in {one.id for one in current if one.request_name == "recommended"}
    # The next item stands there with nothing ticked.
    assert not any(test.data_editor[0].value["tick"])


def test_ticking_all_of_one_item_ticks_nothing_of_another(app: Opening, store: Store) -> None:
    test = _view(app("compliance", revision=_with_plans(store, SCHOOL)), "assumed")
    _press(test, "all_of_item")
    assert all(test.data_editor[0].value["tick"])
    box = test.selectbox(key="assumed_item")
    other = planning.look_at(shipped(SCHOOL)).service.items[2].id
    box.set_value(other).run()
    assert not any(test.data_editor[0].value["tick"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_whose_values_are_all_confirmed_may_be_reported(
    app: Opening, workspace: Workspace, language: Language
) -> None:
    revision = _confirm_everything(workspace, _with_plans(workspace.store, SCHOOL))
    test = app("compliance", revision=revision, language=language)
    said = words("compliance", language)
    assert f"{said('reportable')}]" in shown(test)
    assert said("not_reportable") not in shown(test)
    _view(test, "assumed")
    assert said("assumed_none") in shown(test)
    _view(test, "confirmed")
    (table,) = test.dataframe
    assert set(table.value[said("col_standing")]) == {said("standing_holds")}


def test_values_of_the_program_are_named_when_they_alone_are_in_the_way(
    app: Opening, workspace: Workspace
) -> None:
    revision = _with_plans(workspace.store, RESTAURANT, BREAKTHROUGH)
    test = app("compliance", revision=_confirm_everything(workspace, revision))
    told = shown(test)
    said = words("compliance", "zh")
    assert said("not_reportable") in told
    assert said("parameter_coordination_hours") in told
    assert "推定值影响" not in told


def test_a_confirmation_that_was_undone_is_told_as_such(app: Opening, workspace: Workspace) -> None:
    revision = _confirm_everything(workspace, _with_plans(workspace.store, SCHOOL))
    workspace.store.undo(revision.key, after=revision.number, author="李主任")
    test = _view(app("compliance", revision=revision), "confirmed")
    said = words("compliance", "zh")
    assert set(test.dataframe[0].value[said("col_standing")]) == {said("standing_withdrawn")}
    assert said("not_reportable") in shown(test)


def test_a_changed_service_makes_its_plan_not_reportable(
    app: Opening, workspace: Workspace
) -> None:
    store = workspace.store
    revision = _confirm_everything(workspace, _with_plans(store, SCHOOL))
    service = revision.service.model_copy(update={"yearly_cases": 12})
    store.save(revision.key, service, after=revision.number, author="李主任")
    test = app("compliance", revision=revision)
    assert words("compliance", "zh")("missing_stale") in shown(test)
    assert "现状已修改" in "".join(test.selectbox(key="compliance_plan").options)


def test_a_plan_asked_for_again_takes_the_place_of_the_stale_one(
    app: Opening, store: Store
) -> None:
    """Whoever comes back to the page looks at the plan of the same name that holds now."""
    revision = _with_plans(store, SCHOOL, RECOMMENDED, CONSERVATIVE)
    test = app("compliance", revision=revision)
    stale = next(one for one in store.plans(revision.key) if one.request_name == "conservative")
    test.selectbox(key="compliance_plan").set_value(stale.id).run()
    changed = revision.service.model_copy(update={"yearly_cases": 12})
    store.save(revision.key, changed, after=revision.number, author="李主任")
    for asked in (RECOMMENDED, CONSERVATIVE):
        plan = planned(SCHOOL, asked).model_copy(
            update={"before": planning.look_at(changed).service}
        )
        store.keep_plan(revision.key, 2, plan, author="李主任")
    for page in ("overview", "compliance"):
        test.switch_page(f"optimizer/ui/pages/{page}.py").run()
    newest = next(one for one in store.plans(revision.key) if one.request_name == "conservative")
    assert newest.id != stale.id
    assert test.selectbox(key="compliance_plan").value == newest.id
    test.selectbox(key="compliance_plan").set_value(stale.id).run()
    assert test.selectbox(key="compliance_plan").value == stale.id


def test_a_plan_that_reaches_nothing_has_nothing_to_report(app: Opening, store: Store) -> None:
    revision = kept(store, shipped(SCHOOL))
    plan = planned(SCHOOL, RECOMMENDED)
    outcome = plan.outcome.model_copy(update={"status": Status.UNREACHABLE, "measures": ()})
    store.keep_plan(revision.key, 1, plan.model_copy(update={"outcome": outcome}), author="李主任")
    test = app("compliance", revision=revision)
    assert words("compliance", "zh")("missing_plan") in shown(test)


def test_somebody_else_s_change_is_told_and_nothing_is_overwritten(
    app: Opening, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = _with_plans(store, SCHOOL)
    test = _view(app("compliance", revision=revision), "assumed")
    _press(test, "all_of_item")
    _fill(test, "办事指南")
    confirm = Workspace.confirm

    def late(self: Workspace, held: Revision, *rest: object, **named: object) -> Revision:
        changed = held.service.model_copy(update={"yearly_cases": 3})
        store.save(held.key, changed, after=held.number, author="李主任")
        return confirm(self, held, *rest, **named)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(Workspace, "confirm", late)
    _press(test, "confirm")
    assert "李主任" in "".join(str(one.value) for one in test.toast)
    assert store.confirmations(revision.key) == ()
    assert store.latest(revision.key).service.yearly_cases == 3


def test_a_wrong_value_leads_to_the_row_where_it_is_changed(app: Opening, store: Store) -> None:
    test = _view(app("compliance", revision=_with_plans(store, RESTAURANT)), "assumed")
    item = planning.look_at(shipped(RESTAURANT)).service.items[1].id
    test.selectbox(key="assumed_item").set_value(item).run()
    test.button(key="to_requirements").click().run()
    assert not test.exception
    assert test.session_state["section"] == "requirements"
    assert f"“{item}”" in shown(test)


def test_names_a_planner_wrote_are_shown_as_they_are(app: Opening, store: Store) -> None:
    plain = pair()
    named = plain.items[0].model_copy(update={"name": "**甲** <b>许可</b>"})
    service = plain.model_copy(update={"items": (named, *plain.items[1:])})
    revision = kept(store, service)
    store.keep_plan(revision.key, 1, planning.optimize(service, BREAKTHROUGH), author="李主任")
    test = app("compliance", revision=revision)
    told = _tables(test)
    assert "<b>" not in told
    assert "**甲**" not in told
