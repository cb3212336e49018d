"""总览: where to start, what is kept, the sums."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.formats.service_file import dump_service
from optimizer.formats.service_workbook import write_service_workbook
from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.service.finding import Severity
from optimizer.service.findings import findings
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.workspace import Workspace
from tests.app.conftest import Opening, kept, shown
from tests.bakery import bakery
from tests.fixtures import draft, sharing
from tests.trade_words import trade_words


def _computed(workspace: Workspace, revision: Revision) -> None:
    workspace.computing.plans(revision, tuple(NAMED_REQUESTS.values()), "李主任")
    while workspace.computing.open():
        time.sleep(0.05)


def _table(test: AppTest) -> list[dict[str, object]]:
    return list(test.dataframe[0].value.to_dict("records"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_workspace_says_how_to_start(app: Opening, language: Language) -> None:
    test = app(language=language)
    assert not test.exception
    assert words("overview", language)("intro") in shown(test)
    assert len(test.selectbox(key="example").options) >= 20
    assert not test.dataframe
    assert not test.metric


def test_an_example_opens_as_a_service_of_ones_own(app: Opening, store: Store) -> None:
    test = app()
    test.selectbox(key="example").select("open-restaurant-sichuan")
    test.button(key="add_example").click().run()
    assert not test.exception
    (one,) = store.services()
    assert one.name == "开办餐饮店"
    assert one.latest.author == "王科员"
    assert test.session_state["key"] == one.key


def test_an_empty_service_needs_name_item_and_department(app: Opening, store: Store) -> None:
    test = app()
    submit = next(one for one in test.button if one.label == words("overview", "zh")("add_empty"))
    submit.click().run()
    assert words("overview", "zh")("fill_all") in shown(test)
    assert store.services() == ()
    for box, text in zip(test.text_input[-3:], ("办一件新事", "许可甲", "一局"), strict=True):
        box.input(text)
    next(one for one in test.button if one.label == submit.label).click().run()
    (one,) = store.services()
    service = store.latest(one.key).service
    assert (service.name, service.items[0].name, service.items[0].department) == (
        "办一件新事",
        "许可甲",
        "一局",
    )
    assert all(one.severity is not Severity.ERROR for one in findings(service))


def test_a_file_comes_in_whole(app: Opening, store: Store) -> None:
    test = app()
    text = dump_service(draft()).encode()
    test.file_uploader(key="upload").upload("小店.yaml", text, "application/yaml").run()
    test.button(key="add_file").click().run()
    assert not test.exception
    (one,) = store.services()
    assert store.latest(one.key).service.name == draft().name


def test_a_filled_in_template_comes_in_whole(app: Opening, store: Store) -> None:
    test = app()
    content = write_service_workbook(bakery(), "zh")
    test.file_uploader(key="upload").upload("面包店.xlsx", content, "application/x").run()
    test.button(key="add_file").click().run()
    assert not test.exception
    (one,) = store.services()
    assert store.latest(one.key).service == bakery()


def test_a_wrong_file_changes_nothing_and_says_all_that_is_wrong(
    app: Opening, store: Store
) -> None:
    test = app()
    text = (
        "一件事: 甲\n联办事项:\n- {名称: 乙, 部门: 丙, 法定时限: 二十}\n- {部门: 丁, 无此键: 1}\n"
    )
    test.file_uploader(key="upload").upload("错.yaml", text.encode(), "application/yaml").run()
    test.button(key="add_file").click().run()
    told = shown(test)
    assert "二十" in told
    assert "无此键" in told
    assert store.services() == ()


def test_a_service_without_a_plan_shows_its_figures_of_today(app: Opening, store: Store) -> None:
    kept(store, draft())
    test = app()
    (row,) = _table(test)
    assert row[words("overview", "zh")("col_state")] == words("overview", "zh")(
        "state_not_computed"
    )
    assert "→" not in str(row["申请材料"])
    assert words("overview", "zh")("sums_none") in shown(test)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sums_add_up_the_services_whose_plans_hold(
    app: Opening, workspace: Workspace, language: Language
) -> None:
    first, second = kept(workspace.store, draft()), kept(workspace.store, sharing())
    _computed(workspace, first)
    _computed(workspace, second)
    changed = draft().model_copy(update={"region": "某区"})
    third = kept(workspace.store, changed)
    test = app(language=language)
    assert not test.exception
    plans = [
        one
        for key in (first.key, second.key)
        for one in workspace.store.plans(key)
        if one.request_name == "recommended"
    ]
    pairs = [
        next((r.before, r.after) for r in plan.reductions if r.metric == "materials")
        for plan in plans
    ]
    before = sum(pair[0] or 0 for pair in pairs)
    after = sum(pair[1] or 0 for pair in pairs)
    assert test.metric[0].value == f"{before} → {after}"
    assert words("overview", language)("sums_of", done=2, all=3) in shown(test)
    assert len(_table(test)) == 3
    assert third.number == 1


def test_a_changed_service_leaves_the_sums(app: Opening, workspace: Workspace) -> None:
    """A result belongs to its input."""
    revision = kept(workspace.store, draft())
    _computed(workspace, revision)
    need = draft().requirements[0].model_copy(update={"copies": 3})
    service = draft().model_copy(update={"requirements": (need, *draft().requirements[1:])})
    workspace.store.save(revision.key, service, after=1, author="李主任")
    test = app()
    (row,) = _table(test)
    assert row["状态"] == words("overview", "zh")("state_stale")
    assert not test.metric
    workspace.store.undo(revision.key, after=2, author="李主任")
    test = app()
    (row,) = _table(test)
    assert row["状态"] == words("overview", "zh")("state_proven")


def test_searching_leaves_what_fits(app: Opening, store: Store) -> None:
    kept(store, draft())
    kept(store, draft().model_copy(update={"name": "迁户口", "region": "河东区"}))
    test = app()
    test.text_input(key="search").input("河东").run()
    assert [row["一件事"] for row in _table(test)] == ["迁户口"]
    test.text_input(key="search").input("没有的").run()
    assert words("overview", "zh")("none_found", text="没有的") in shown(test)


def test_what_is_taken_off_the_list_comes_back(app: Opening, store: Store) -> None:
    key = kept(store, draft()).key
    test = app()
    test.button(key="archive").click().run()
    assert store.services() == ()
    test.button(key=f"unarchive_{key}").click().run()
    assert [one.key for one in store.services()] == [key]


def test_the_rest_is_computed_in_the_background(app: Opening, workspace: Workspace) -> None:
    key = kept(workspace.store, draft()).key
    test = app()
    test.button(key="compute_rest").click().run()
    while workspace.computing.open():
        time.sleep(0.05)
    names = {one.request_name for one in workspace.store.plans(key)}
    assert names == set(NAMED_REQUESTS)


def test_the_language_switch_changes_the_page(app: Opening, store: Store) -> None:
    kept(store, draft())
    test = app()
    test.button_group(key="choose_language").set_value("en").run()
    assert test.title[0].value == words("overview", "en")("title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_trade_reaches_the_screen(
    app: Opening, workspace: Workspace, language: Language
) -> None:
    _computed(workspace, kept(workspace.store, draft()))
    told = shown(app(language=language)).lower()
    assert not trade_words(told)
