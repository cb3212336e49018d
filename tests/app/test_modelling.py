"""事项梳理, driven without a browser: every change typed is saved, none is lost in silence."""

from collections.abc import Callable, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.errors import StoreUnavailable
from optimizer.formats.service_tables import SECTIONS, rows
from optimizer.service.completion import complete
from optimizer.service.service import Service
from optimizer.service.situation import Condition, Option, Situation
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from tests.app.conftest import Opening, kept, shown
from tests.app.modelling_page import choose, names, settled, telling, title, type_in
from tests.fixtures import draft
from tests.trade_words import trade_words


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, complete(draft()))


@pytest.fixture
def page(app: Opening, revision: Revision) -> AppTest:
    return app("modelling", revision=revision)


# --- the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["lanes", "matrix", "none"])
def test_it_opens_in_every_view_and_speaks_no_word_of_the_trade(
    app: Opening, revision: Revision, language: Language, view: str
) -> None:
    test = app("modelling", revision=revision, language=language)
    test.session_state["view"] = view
    settled(test.run())
    assert not test.exception
    told = telling(test)
    assert words("modelling", language)("figure_chain") in told
    assert not trade_words(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", [one.key for one in SECTIONS])
def test_every_table_shows_the_rows_of_the_service(
    app: Opening, revision: Revision, language: Language, section: str
) -> None:
    """With the rare columns in English, without them in Chinese."""
    rare = language == "en"
    test = app("modelling", revision=revision, language=language)
    test.session_state["rare"] = rare
    choose(test, section)
    assert not test.exception
    table = test.data_editor[0].value
    wanted = rows(section, revision.service, language)
    assert len(table) == len(wanted)
    for row in wanted:
        if rare:
            assert set(table.columns) == {"#", *row}
        else:
            assert set(table.columns) <= {"#", *row}


def test_without_a_service_it_says_where_to_choose_one(app: Opening) -> None:
    test = app("modelling")
    assert words("ui", "zh")("no_service") in shown(test)


def test_a_situation_is_chosen_above_the_picture(app: Opening, store: Store) -> None:
    question = Situation(id="规模", options=(Option(id="大", share=70), Option(id="小", share=30)))
    items = (
        draft().items[0],
        draft()
        .items[1]
        .model_copy(update={"when": (Condition(question="规模", options=("大",)),)}),
    )
    service = draft().model_copy(update={"situations": (question,), "items": items})
    test = settled(app("modelling", revision=kept(store, service)))
    large = telling(test)
    box = test.selectbox(key="situation_规模")
    assert box.value == "大"
    settled(box.set_value("小").run())
    assert telling(test) != large
    assert test.session_state["of_service"]["situation"] == (("规模", "小"),)


# --- editing -----------------------------------------------------------------------------------

_CHANGES: Mapping[str, tuple[Mapping[str, object], Callable[[Service], object], object]] = {
    "service": ({"region": "某区"}, lambda it: it.region, "某区"),
    "items": ({"fee": "10 元"}, lambda it: it.items[0].fee, "10 元"),
    "steps": ({"floor_basis": "某条"}, lambda it: it.steps[0].floor_basis, "某条"),
    "requirements": ({"copies": 3}, lambda it: it.requirements[0].copies, 3),
    "documents": ({"holder": "法人"}, lambda it: it.documents[0].holder, "法人"),
    "departments": ({"name": "一局（新）"}, lambda it: it.departments[0].name, "一局（新）"),
    "published": ({"before_steps": 9}, lambda it: it.published and it.published.before.steps, 9),
}
_NEW_ROWS: Mapping[str, tuple[Mapping[str, object], str]] = {
    "items": ({"name": "丙事项", "department": ["三局"]}, "丙事项"),
    "steps": ({"items": ["a"], "name": "复核", "duration": "2 工作日"}, "复核"),
    "requirements": ({"item": "a", "document": ["承诺书"]}, "a/承诺书"),
    "documents": ({"name": "图纸"}, "图纸"),
    "precedences": ({"before": "a", "after": "b", "kind": "法定前置"}, "a→b"),
    "externals": ({"name": "规划许可证", "items": ["a"]}, "规划许可证"),
    "departments": ({"name": "三局"}, "三局"),
    "data_sources": ({"name": "证照库", "documents": ["营业执照"]}, "证照库"),
    "situations": ({"name": "规模", "options": ["大", "小"]}, "规模"),
}


@pytest.mark.parametrize("section", _CHANGES)
def test_a_cell_typed_is_saved_at_once(
    page: AppTest, store: Store, revision: Revision, section: str
) -> None:
    cells, value, wanted = _CHANGES[section]
    choose(page, section)
    type_in(page, {0: cells})
    latest = store.latest(revision.key)
    assert (latest.number, latest.author) == (2, "王科员")
    assert value(latest.service) == wanted


@pytest.mark.parametrize("section", _NEW_ROWS)
def test_a_row_typed_is_saved_at_once(
    page: AppTest, store: Store, revision: Revision, section: str
) -> None:
    cells, name = _NEW_ROWS[section]
    choose(page, section)
    type_in(page, added=[cells])
    latest = store.latest(revision.key)
    assert latest.number == 2
    held = next(one.held for one in SECTIONS if one.key == section)
    assert name in names(getattr(latest.service, held))


def test_the_table_stays_as_it_is_while_it_is_typed_into(
    page: AppTest, store: Store, revision: Revision
) -> None:
    """The same widget with the same rows: the browser keeps the cell being edited."""
    before = page.data_editor[0]
    key, table = before.key, before.value
    type_in(page, {0: {"fee": "10 元"}})
    type_in(page, {0: {"fee": "10 元"}, 1: {"fee": "免费"}})
    assert page.data_editor[0].key == key
    assert page.data_editor[0].value.equals(table)
    assert [one.fee for one in store.latest(revision.key).service.items] == ["10 元", "免费"]
    assert store.latest(revision.key).number == 3


def test_running_the_page_again_saves_nothing(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}})
    page.run().run()
    assert store.latest(revision.key).number == 2


def test_leaving_the_page_and_coming_back_takes_nothing_back(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}})
    page.switch_page("optimizer/ui/pages/overview.py").run()
    page.switch_page("optimizer/ui/pages/modelling.py").run()
    page.run()
    assert store.latest(revision.key).number == 2
    assert page.data_editor[0].value["fee"][0] == "10 元"


def test_another_table_and_another_language_show_what_was_typed(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"name": "甲许可"}})
    choose(page, "requirements")
    assert page.data_editor[0].value["item"][0] == "甲许可"
    page.session_state["language"] = "en"
    choose(page, "items")
    assert page.data_editor[0].value["name"][0] == "甲许可"
    assert store.latest(revision.key).number == 2


# --- wrong cells -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_cell_is_named_and_everything_else_is_saved(
    app: Opening, store: Store, revision: Revision, language: Language
) -> None:
    test = app("modelling", revision=revision, language=language)
    type_in(test, {1: {"statutory": "8", "fee": "免费"}})
    item = store.latest(revision.key).service.items[1]
    assert (str(item.statutory and item.statutory.duration), item.fee) == ("5 工作日", "免费")
    (error,) = test.error
    assert error.value == words("modelling", language)("not_saved_alone", count=1)
    row = words("tables", language)("where_row", section=title("items", language), row=2)
    assert row in telling(test)
    type_in(test, {1: {"statutory": "8 工作日", "fee": "免费"}})
    assert not test.error
    item = store.latest(revision.key).service.items[1]
    assert (str(item.statutory and item.statutory.duration), item.fee) == ("8 工作日", "免费")


def test_one_wrong_row_of_many_pasted_ones_holds_none_of_the_others_back(
    page: AppTest, store: Store, revision: Revision
) -> None:
    pasted = [
        {"name": f"事项{number}", "department": ["一局"], "statutory": limit}
        for number, limit in enumerate(("3 工作日", "二十", "4 工作日"))
    ]
    type_in(page, added=pasted)
    assert page.error
    assert names(store.latest(revision.key).service.items) == ["a", "b", "事项0", "事项2"]
    choose(page, "steps")
    choose(page, "items")
    assert page.error
    assert list(page.data_editor[0].value["name"]) == ["a", "b", "事项0", "事项2", "事项1"]
    type_in(page, {4: {"statutory": "20 工作日"}})
    assert not page.error
    kept = store.latest(revision.key).service.items
    assert names(kept) == ["a", "b", "事项0", "事项2", "事项1"]


def test_what_is_not_saved_waits_while_the_planner_is_elsewhere(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {1: {"statutory": "8"}})
    choose(page, "steps")
    assert not page.error
    choose(page, "items")
    assert page.error
    assert page.data_editor[0].value["statutory"][1] == "8"
    type_in(page, {1: {"statutory": "8 工作日"}})
    assert not page.error
    assert store.latest(revision.key).number == 2


def test_a_row_begun_waits_for_its_other_cells_even_while_the_planner_is_elsewhere(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, added=[{"name": "丙事项"}])
    assert not page.error
    assert words("modelling", "zh")("begun", count=1) in [one.value for one in page.info]
    page.switch_page("optimizer/ui/pages/overview.py").run()
    page.switch_page("optimizer/ui/pages/modelling.py").run()
    assert page.data_editor[0].value["name"][2] == "丙事项"
    assert store.latest(revision.key).number == 1
    type_in(page, {2: {"department": ["一局"]}})
    assert names(store.latest(revision.key).service.items) == ["a", "b", "丙事项"]


def test_what_the_store_could_not_keep_is_saved_when_it_can(
    page: AppTest, store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Revision:
        raise StoreUnavailable("full", "disk full")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "save", full)
        type_in(page, {0: {"fee": "10 元"}})
        assert page.error
    page.run().run()
    assert not page.error
    assert store.latest(revision.key).service.items[0].fee == "10 元"


def test_what_is_not_saved_can_be_dropped(page: AppTest, store: Store, revision: Revision) -> None:
    type_in(page, {1: {"statutory": "8"}})
    page.button(key="discard").click().run()
    assert not page.error
    assert page.data_editor[0].value["statutory"][1] == "5 工作日"
    assert store.latest(revision.key).number == 1


# --- removing rows -----------------------------------------------------------------------------


def test_a_removal_that_takes_others_along_is_asked_for_first(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}}, removed=[1])
    assert store.latest(revision.key).number == 1
    assert "乙申请表" in telling(page)
    page.button(key="remove").click().run()
    latest = store.latest(revision.key).service
    assert names(latest.items) == ["a"]
    assert latest.items[0].fee == "10 元"
    assert all(step.items == ("a",) for step in latest.steps)
    assert not page.warning


def test_a_removal_refused_keeps_the_row_and_what_else_was_typed(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}}, removed=[1])
    page.button(key="keep").click().run()
    latest = store.latest(revision.key)
    assert (latest.number, names(latest.service.items)) == (2, ["a", "b"])
    assert latest.service.items[0].fee == "10 元"
    assert len(page.data_editor[0].value) == 2


def test_a_row_that_takes_nothing_along_goes_at_once(
    page: AppTest, store: Store, revision: Revision
) -> None:
    choose(page, "requirements")
    type_in(page, removed=[2])
    assert len(store.latest(revision.key).service.requirements) == 4
