"""对比: what stands side by side, its figures and pictures, trade-offs."""

import datetime

import pytest

from optimizer import planning
from optimizer.formats.service_file import dump_service
from optimizer.redesign.request import BREAKTHROUGH, CONSERVATIVE, RECOMMENDED, Request
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.ui.shell import plain
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.figures import figure_label
from tests.app.comparing_page import charts_drawn, pictures_drawn, press, turn_to
from tests.app.conftest import Opening, kept, shown
from tests.fixtures import draft
from tests.trade_words import trade_words
from tests.unit.workspace.plans import SCHOOL, planned, shipped

VIEWS = ("lanes", "gantt", "gains", "materials", "differences", "published", "trading")
PICTURES = {"lanes": 2, "materials": 2}
CHARTS = {"gantt": 1, "gains": 1, "published": 1}


def _with_plans(store: Store, *asked: Request) -> Revision:
    revision = kept(store, shipped(SCHOOL))
    for one in asked or (RECOMMENDED,):
        store.keep_plan(revision.key, 1, planned(SCHOOL, one), author="李主任")
    return revision


# --- every state, both languages -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_in_the_planner_s_words(
    app: Opening, store: Store, view: str, language: Language
) -> None:
    revision = _with_plans(store, CONSERVATIVE, RECOMMENDED, BREAKTHROUGH)
    test = turn_to(app("comparing", revision=revision, language=language), view)
    told = f"{shown(test)}\n{test.table[0].value.to_csv()}".lower()
    assert not trade_words(told)
    assert pictures_drawn(test) == PICTURES.get(view, 0)
    assert charts_drawn(test) == CHARTS.get(view, 0)
    saved = [one.label for one in test.download_button]
    pictures = PICTURES.get(view, 0) + CHARTS.get(view, 0)
    for key in ("save_svg", "save_png"):
        assert saved.count(words("ui", language)(key)) == pictures


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_without_a_plan_the_state_before_stands_alone(
    app: Opening, store: Store, view: str, language: Language
) -> None:
    revision = kept(store, shipped(SCHOOL))
    test = turn_to(app("comparing", revision=revision, language=language), view)
    assert words("comparing", language)("nothing_yet") in shown(test)
    assert len(test.table[0].value.columns) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_service_the_page_says_where_to_choose_one(
    app: Opening, language: Language
) -> None:
    assert words("ui", language)("no_service") in shown(app("comparing", language=language))


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_all_columns_stand_under_one_rule(
    app: Opening, store: Store, language: Language
) -> None:
    revision = _with_plans(store, CONSERVATIVE, RECOMMENDED, BREAKTHROUGH)
    test = app("comparing", revision=revision, language=language)
    for rule in ("reporting", "critical-path"):
        test.selectbox(key="compared_rule").set_value(rule).run()
        table = test.table[0].value
        named = dict(zip(table.columns[2:], (CONSERVATIVE, RECOMMENDED, BREAKTHROUGH), strict=True))
        for name, asked in named.items():
            plan = planned(SCHOOL, asked)
            expected = planning.compare(plan.before, plan.after, rule).reductions
            for one in expected:
                row = table[table[table.columns[0]] == figure_label(one.metric, language)]
                cell = row[name].iloc[0].rstrip("†")
                assert cell.startswith(str(one.after)) or "not" in cell or "不少于" in cell
                if one.percent:
                    assert f"−{one.percent:.2f}%" in cell


def test_a_plan_made_under_another_rule_is_told(app: Opening, store: Store) -> None:
    test = app("comparing", revision=_with_plans(store))
    notes = words("comparing", "zh")("other_rules", plans="")[:8]
    assert notes not in shown(test)
    test.selectbox(key="compared_rule").set_value("critical-path").run()
    assert notes in shown(test)


def test_figures_that_rest_on_assumed_values_are_marked(app: Opening, store: Store) -> None:
    test = app("comparing", revision=_with_plans(store))
    table = test.table[0].value
    metrics = planning.look_at(shipped(SCHOOL)).metrics
    visits = table[table[table.columns[0]] == figure_label("visits", "zh")].iloc[0]
    departments = table[table[table.columns[0]] == figure_label("departments", "zh")].iloc[0]
    assert "visits" in metrics.assumed
    assert list(visits[1:]) == [f"{cell.rstrip('†')}†" for cell in visits[1:]]
    assert not any("†" in cell for cell in departments)


def test_the_frozen_baseline_is_what_a_reform_is_measured_by(app: Opening, store: Store) -> None:
    revision = _with_plans(store)
    store.freeze(
        revision.key,
        1,
        date=datetime.date(2026, 1, 4),
        guide_version="2025",
        provider="区局",
        author="李主任",
    )
    fewer = revision.service.model_copy(update={"requirements": ()})
    store.save(revision.key, fewer, after=1, author="李主任")
    test = app("comparing", revision=revision)
    baseline = test.table[0].value
    assert baseline.columns[1] == words("comparing", "zh")("origin_baseline")
    test.selectbox(key="compared_before").set_value("now:").run()
    now = test.table[0].value
    assert now.columns[1] == words("comparing", "zh")("origin_now")
    frozen = planning.look_at(shipped(SCHOOL)).metrics
    assert baseline.iloc[0, 1].rstrip("†") == str(frozen.material_entries)
    assert now.iloc[0, 1] == "0"


def test_a_plan_of_an_earlier_content_says_so(app: Opening, store: Store) -> None:
    revision = _with_plans(store)
    service = revision.service.model_copy(update={"yearly_cases": 12})
    store.save(revision.key, service, after=1, author="李主任")
    test = app("comparing", revision=revision)
    assert words("comparing", "zh")("nothing_yet") in shown(test)
    box = test.multiselect(key="compared_after")
    assert "现状已修改" in box.options[0]
    plan = f"plan:{store.plans(revision.key)[0].id}"
    box.set_value([plan]).run()
    assert not test.exception
    assert words("comparing", "zh")("stale_note") in shown(test)


def test_two_plans_of_one_name_are_told_apart(app: Opening, store: Store) -> None:
    revision = _with_plans(store, RECOMMENDED, RECOMMENDED)
    test = app("comparing", revision=revision)
    plans = [f"plan:{one.id}" for one in store.plans(revision.key)]
    test.multiselect(key="compared_after").set_value(plans).run()
    assert not test.exception
    columns = list(test.table[0].value.columns)
    assert len(set(columns)) == len(columns) == 4


def test_plans_made_after_a_first_look_stand_side_by_side(app: Opening, store: Store) -> None:
    """Having seen nothing, or older plans, is no choice of the planner's."""
    revision = kept(store, shipped(SCHOOL))
    test = app("comparing", revision=revision)
    for columns in (3, 3):
        store.keep_plan(revision.key, 1, planned(SCHOOL, RECOMMENDED), author="李主任")
        newest = store.plans(revision.key)[0].id
        for page in ("redesigning", "comparing"):
            test.switch_page(f"optimizer/ui/pages/{page}.py").run()
        assert test.multiselect(key="compared_after").value == [f"plan:{newest}"]
        assert len(test.table[0].value.columns) == columns


def test_the_name_of_an_own_plan_is_shown_as_typed(app: Opening, store: Store) -> None:
    """Markdown in a name means nothing, neither above a column nor on a button."""
    name = "*快*[办](x)"
    own = CONSERVATIVE.model_copy(update={"name": name})
    test = app("comparing", revision=_with_plans(store, RECOMMENDED, own))
    plans = [f"plan:{one.id}" for one in store.plans(test.session_state["key"])]
    test.multiselect(key="compared_after").set_value(plans).run()
    assert plain(name) in test.table[0].value.columns
    assert plain(name) in test.button_group(key="compared_with_2").options


# --- situations ----------------------------------------------------------------------------------


def test_another_situation_counts_another_case_and_hides_the_plans_of_this_one(
    app: Opening, store: Store
) -> None:
    revision = _with_plans(store)
    test = app("comparing", revision=revision)
    (question, *_) = revision.service.situations
    default = test.selectbox(key="situation_0").value
    other = next(one.id for one in question.options if one.id != default)
    test.selectbox(key="situation_0").set_value(other).run()
    assert not test.exception
    assert words("comparing", "zh")("plans_elsewhere", count=1) in shown(test)
    expected = planning.look_at(revision.service, ((question.id, other),)).metrics
    assert test.table[0].value.iloc[0, 1].rstrip("†") == str(expected.material_entries)


# --- differences ---------------------------------------------------------------------------------


def test_differences_can_be_narrowed_down(app: Opening, store: Store) -> None:
    test = turn_to(app("comparing", revision=_with_plans(store)), "differences")
    said = words("comparing", "zh")
    whole = test.dataframe[0].value
    subject = whole[said("col_subject")].iloc[0]
    test.pills(key="difference_subjects_zh").set_value([subject]).run()
    part = test.dataframe[0].value
    assert set(part[said("col_subject")]) == {subject}
    assert len(part) == sum(whole[said("col_subject")] == subject) < len(whole)


# --- hand-made after-states ----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_becomes_a_service_to_work_on(
    app: Opening, store: Store, language: Language
) -> None:
    revision = _with_plans(store)
    test = app("comparing", revision=revision, language=language)
    said = words("comparing", language)
    press(test, said("save_as"))
    assert said("name_missing") in shown(test)
    next(one for one in test.text_input if one.label == said("own_name")).input("讨论稿")
    press(test, said("save_as"))
    (made,) = [one for one in store.services() if one.key != revision.key]
    assert made.name == "讨论稿"
    service = store.latest(made.key).service
    plan = planned(SCHOOL, RECOMMENDED)
    assert planning.look_at(service).metrics == plan.after_metrics
    columns = list(test.table[0].value.columns)
    assert len(columns) == 4
    assert columns[-1].startswith("讨论稿")


def test_a_plan_becomes_an_after_state_to_compare_with(app: Opening, store: Store) -> None:
    revision = _with_plans(store)
    test = app("comparing", revision=revision)
    said = words("comparing", "zh")
    next(one for one in test.text_input if one.label == said("own_name")).input("讨论稿")
    test.radio(key="keep_as").set_value("state")
    press(test, said("save_as"))
    (entry,) = store.after_states(revision.key)
    assert entry.name == "讨论稿"
    table = test.table[0].value
    assert list(table[table.columns[-1]]) == list(table[table.columns[-2]])
    turn_to(test, "gains")
    test.segmented_control(key="compared_with_2").set_value(1).run()
    assert said("gains_of_plans") in shown(test)


def test_an_after_state_comes_in_as_a_file(app: Opening, store: Store) -> None:
    revision = _with_plans(store)
    test = app("comparing", revision=revision)
    text = dump_service(draft()).encode()
    test.file_uploader(key="after_file").upload("他区做法.yaml", text, "application/yaml").run()
    test.button(key="add_after_file").click().run()
    assert not test.exception
    (entry,) = store.after_states(revision.key)
    assert entry.name == "他区做法"
    assert test.table[0].value.columns[-1] == words("comparing", "zh")(
        "after_state", name="他区做法"
    )


def test_a_wrong_file_says_what_is_wrong_and_changes_nothing(app: Opening, store: Store) -> None:
    revision = _with_plans(store)
    test = app("comparing", revision=revision)
    text = "一件事: 甲\n联办事项:\n- {名称: 乙, 部门: 丙, 法定时限: 二十}\n".encode()
    test.file_uploader(key="after_file").upload("错.yaml", text, "application/yaml").run()
    test.button(key="add_after_file").click().run()
    assert not test.exception
    assert "二十" in shown(test)
    assert store.after_states(revision.key) == ()
