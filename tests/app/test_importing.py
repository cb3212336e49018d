"""A table of others at the pages: shown, corrected, read, its doubts beside the service."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.formats.guide_tables import Role
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from tests.app.conftest import Opening, kept
from tests.app.modelling_page import open_tab, telling
from tests.fixtures import draft
from tests.foreign_tables import guide_workbook
from tests.trade_words import trade_words

TABLE = "事项名称,实施主体,时长\n食品经营许可,市场监管局,5工作日\n"


def _handed_in(test: AppTest, name: str, content: bytes) -> None:
    test.file_uploader(key="upload").upload(name, content, "application/x").run()
    assert not test.exception


def _meaning(test: AppTest, row: int, concept: str) -> None:
    """Choose what a column means, as the browser reports it."""
    said = words("importing", "zh")
    test.session_state[str(test.data_editor[0].key)] = {
        "edited_rows": {row: {said("col_meaning"): concept}},
        "added_rows": [],
        "deleted_rows": [],
    }
    test.run()
    assert not test.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_shows_how_it_is_read_and_what_would_come_of_it(
    app: Opening, store: Store, language: Language
) -> None:
    test = app(language=language)
    _handed_in(test, "药店办事指南.xlsx", guide_workbook())
    told = telling(test)
    assert (
        words("importing", language)(
            "outcome", items=4, materials=7, documents=6, steps=13, doubts=16
        )
        in told
    )
    assert "申请材料!E5" in told
    assert not trade_words(told.lower())
    assert store.services() == ()


def test_a_table_that_looks_right_comes_in_with_one_click(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "药店办事指南.xlsx", guide_workbook())
    test.button(key="add_file").click().run()
    assert not test.exception
    (one,) = store.services()
    assert len(store.latest(one.key).service.items) == 4
    assert store.remembered("guide_mapping") == {}


def test_doubts_stay_beside_the_service_until_they_are_settled(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "药店办事指南.xlsx", guide_workbook())
    test.button(key="add_file").click().run()
    (one,) = store.services()
    test.switch_page("optimizer/ui/pages/modelling.py")
    test.run()
    assert test.session_state["key"] == one.key
    assert "申请材料!E5" in telling(test)
    test.button(key="doubts_done").click().run()
    assert "申请材料!E5" not in telling(test)


def test_a_corrected_column_is_read_so_and_remembered(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "表.csv", TABLE.encode())
    _meaning(test, 2, "承诺时限")
    test.button(key="add_file").click().run()
    assert not test.exception
    (one,) = store.services()
    promised = store.latest(one.key).service.items[0].promised
    assert str(promised and promised.duration) == "5 工作日"
    (held,) = store.remembered("guide_mapping").values()
    assert held.author == "王科员"


def test_a_table_set_aside_is_not_read(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "药店办事指南.xlsx", guide_workbook())
    role = next(one for one in test.selectbox if str(one.key).endswith("_1"))
    role.select(Role.UNREAD).run()
    assert not test.exception
    test.button(key="add_file").click().run()
    (one,) = store.services()
    assert store.latest(one.key).service.requirements == ()


def test_a_table_in_which_nothing_is_found_changes_nothing(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "表.csv", "甲,乙\n1,2\n".encode())
    assert words("importing", "zh")("nothing") in telling(test)
    test.button(key="add_file").click().run()
    assert "事项名称" in telling(test)
    assert store.services() == ()


def test_a_broken_table_is_refused_at_once(app: Opening, store: Store) -> None:
    test = app()
    _handed_in(test, "表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert words("overview", "zh")("file_wrong") in telling(test)
    assert store.services() == ()


def test_a_table_takes_the_place_of_a_service(app: Opening, store: Store) -> None:
    revision = kept(store, draft())
    test = app("modelling", revision=revision)
    open_tab(test, "file")
    box = next(one for one in test.file_uploader if str(one.key).startswith("replacement_"))
    box.upload("药店办事指南.xlsx", guide_workbook(), "application/x").run()
    assert "申请材料!E5" in telling(test)
    test.button(key="replace_now").click().run()
    assert not test.exception
    assert len(store.latest(revision.key).service.items) == 4
    assert "申请材料!E5" in telling(test)
