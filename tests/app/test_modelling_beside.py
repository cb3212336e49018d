"""事项梳理 beside its tables: two planners, findings, history, baseline, file."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.formats.service_file import dump_service, read_service_text
from optimizer.formats.service_tables import rows
from optimizer.service.completion import complete
from optimizer.service.findings import findings
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.ui.modelling.sheets import Focus
from optimizer.wording.catalogue import LANGUAGES, Language, words
from tests.app.conftest import Opening, kept
from tests.app.modelling_page import choose, names, open_tab, settled, telling, type_in
from tests.finding_cases import CASES
from tests.fixtures import draft


@pytest.fixture
def revision(store: Store) -> Revision:
    return kept(store, complete(draft()))


@pytest.fixture
def page(app: Opening, revision: Revision) -> AppTest:
    return app("modelling", revision=revision)


# --- two planners ------------------------------------------------------------------------------


@pytest.fixture
def other(app: Opening, revision: Revision) -> AppTest:
    return app("modelling", revision=revision, author="李主任")


def contested(page: AppTest, other: AppTest, mine: str, theirs: dict[str, str]) -> None:
    """The other planner saves first; then this one types a fee."""
    type_in(other, {0: theirs})
    type_in(page, {0: {"fee": mine}})
    settled(page)


def test_two_planners_who_changed_different_things_are_told_and_merged(
    page: AppTest, other: AppTest, store: Store, revision: Revision
) -> None:
    contested(page, other, "10 元", {"name": "甲许可"})
    assert store.latest(revision.key).number == 2
    told = telling(page)
    assert "李主任" in told
    assert "甲许可" in told
    assert "10 元" in told
    page.button(key="merge").click().run()
    item = store.latest(revision.key).service.items[0]
    assert (item.name, item.fee) == ("甲许可", "10 元")
    assert page.data_editor
    other.run()
    assert other.data_editor[0].value["fee"][0] == "10 元"


@pytest.mark.parametrize(
    ("button", "decided"),
    [
        ("merge_mine", ("10 元", 3)),
        ("merge_theirs", ("20 元", 2)),
        ("take_mine", ("10 元", 3)),
        ("take_theirs", ("20 元", 2)),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clash_is_decided_by_the_planner(
    app: Opening,
    other: AppTest,
    store: Store,
    revision: Revision,
    button: str,
    decided: tuple[str, int],
    language: Language,
) -> None:
    page = app("modelling", revision=revision, language=language)
    contested(page, other, "10 元", {"fee": "20 元"})
    assert words("modelling", language)("clash") in telling(page)
    page.button(key=button).click().run()
    latest = store.latest(revision.key)
    assert (latest.service.items[0].fee, latest.number) == decided
    assert store.revision(revision.key, 2).service.items[0].fee == "20 元"
    assert page.data_editor[0].value["fee"][0] == decided[0]


def test_what_cannot_be_merged_is_said_and_a_side_can_be_taken(
    page: AppTest, other: AppTest, store: Store, revision: Revision
) -> None:
    """One adds a material to the item that the other removes."""
    choose(page, "requirements")
    type_in(other, removed=[1])
    other.button(key="remove").click().run()
    type_in(page, added=[{"item": "b", "document": ["租赁合同"]}])
    settled(page)
    assert words("modelling", "zh")("broken") in telling(page)
    offered = {one.key for one in page.button}
    assert {"take_mine", "take_theirs"} <= offered
    assert not {"merge", "merge_mine", "merge_theirs"} & offered
    page.button(key="take_theirs").click().run()
    assert names(store.latest(revision.key).service.items) == ["a"]
    assert store.latest(revision.key).number == 2


def test_a_planner_who_typed_nothing_sees_what_the_other_saved(
    page: AppTest, other: AppTest
) -> None:
    type_in(other, {0: {"fee": "20 元"}})
    page.run()
    assert page.data_editor[0].value["fee"][0] == "20 元"
    assert any("李主任" in one.value for one in page.toast)


# --- findings ----------------------------------------------------------------------------------


def test_a_finding_leads_to_its_rows_and_back(page: AppTest) -> None:
    settled(page)
    page.button(key="jump_0").click().run()
    section = page.session_state["section"]
    focus = page.session_state["of_service"]["focus"]
    table = page.data_editor[0].value
    assert focus.section == section
    assert [number - 1 for number in table["#"]] == sorted(focus.rows)
    everything = len(rows(section, page.session_state["of_service"]["sheet"].service, "zh"))
    page.button(key="show_all").click().run()
    assert len(page.data_editor[0].value) == everything


def test_a_finding_about_a_rare_column_shows_it(app: Opening, store: Store) -> None:
    """Whoever is led to a cell finds it on the screen."""
    service = read_service_text(CASES["lock_without_basis"][0])
    page = app("modelling", revision=kept(store, service))
    settled(page)
    found = findings(service)
    (code,) = [one for one in found if one.code == "lock_without_basis"]
    alike = [one for one in found if one.severity is code.severity]
    page.button_group(key="severity").set_value(code.severity.value).run()
    page.button(key=f"jump_{alike.index(code)}").click().run()
    assert page.session_state["section"] == "steps"
    assert "lock" in page.data_editor[0].value


def test_a_focused_row_is_edited_and_saved(page: AppTest, store: Store, revision: Revision) -> None:
    page.session_state["section"] = "items"
    page.run()
    page.session_state["of_service"]["focus"] = Focus("items", frozenset({1}), "x")
    page.run()
    assert list(page.data_editor[0].value["#"]) == [2]
    type_in(page, {0: {"fee": "10 元"}})
    assert [one.fee for one in store.latest(revision.key).service.items] == ["", "10 元"]


def test_leaving_the_table_shows_all_rows_again(page: AppTest) -> None:
    settled(page)
    page.button(key="jump_0").click().run()
    section = page.session_state["section"]
    choose(page, "departments" if section != "departments" else "items")
    choose(page, section)
    assert "show_all" not in {one.key for one in page.button}


# --- history, baseline, file -------------------------------------------------------------------


def test_undo_and_redo_change_the_table_on_the_screen(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}})
    page.button(key="undo").click().run()
    assert page.data_editor[0].value["fee"].isna()[0]
    page.button(key="redo").click().run()
    assert page.data_editor[0].value["fee"][0] == "10 元"
    type_in(page, {0: {"fee": "12 元"}})
    assert store.latest(revision.key).service.items[0].fee == "12 元"
    assert store.latest(revision.key).number == 5


def test_a_revision_is_looked_at_and_restored(
    page: AppTest, store: Store, revision: Revision
) -> None:
    type_in(page, {0: {"fee": "10 元"}})
    page.session_state["history_2"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.run()
    assert not page.exception
    assert "10 元" in telling(page)
    page.button(key="restore").click().run()
    latest = store.latest(revision.key)
    assert (latest.number, latest.service) == (3, revision.service)
    assert page.data_editor[0].value["fee"].isna()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_baseline_once_frozen_stays_as_it_was(
    app: Opening, store: Store, revision: Revision, language: Language
) -> None:
    test = settled(app("modelling", revision=revision, language=language))
    open_tab(test, "baseline", language)
    said = words("modelling", language)
    freeze = next(one for one in test.button if one.label == said("freeze_number", number=1))
    freeze.click().run()
    assert said("fill_baseline") in [one.value for one in test.error]
    test.text_input(key="guide_version").set_value("2025 年版")
    test.text_input(key="provider").set_value("区行政审批服务局")
    next(one for one in test.button if one.label == said("freeze_number", number=1)).click().run()
    baseline = store.baseline(revision.key)
    assert baseline is not None
    assert (baseline.number, baseline.guide_version) == (1, "2025 年版")
    type_in(test, {0: {"statutory": "4 工作日"}})
    told = telling(settled(test))
    assert "2025 年版" in told
    assert said("since_baseline") in told
    assert store.baseline(revision.key) == baseline


def upload(test: AppTest, content: bytes) -> None:
    """Choose a file and replace the content by it."""
    open_tab(test, "file")
    test.file_uploader[0].upload("新.yaml", content, "application/yaml")
    test.run()
    test.button(key="replace_now").click().run()


def test_a_file_replaces_the_content_as_a_new_revision(
    page: AppTest, store: Store, revision: Revision
) -> None:
    changed = revision.service.model_copy(update={"region": "某区"})
    upload(page, dump_service(changed).encode())
    latest = store.latest(revision.key)
    assert (latest.number, latest.service.region) == (2, "某区")


def test_a_wrong_file_is_told_and_changes_nothing(
    page: AppTest, store: Store, revision: Revision
) -> None:
    upload(page, "名称: [".encode())
    assert page.error
    assert store.latest(revision.key).number == 1
