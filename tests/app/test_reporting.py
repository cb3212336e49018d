"""The city's reporting form on the page 导出: upload, correct, fill, remember."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from optimizer import planning
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED
from optimizer.service import Service
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.workspace.reporting import KIND
from tests.app.conftest import Opening, kept, shown
from tests.fixtures import draft
from tests.reporting_forms import label_form, table_form
from tests.trade_words import trade_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_plans(store: Store, service: Service) -> Revision:
    held = kept(store, service)
    for request in (RECOMMENDED, CONSERVATIVE):
        store.keep_plan(held.key, 1, planning.optimize(service, request), author="李主任")
    return held


@pytest.fixture
def revision(store: Store) -> Revision:
    return with_plans(store, draft())


def uploaded(test: AppTest, content: bytes, key: str = "reporting_blank") -> AppTest:
    test.file_uploader(key=key).upload("报送表.xlsx", content, XLSX).run()
    assert not test.exception
    return test


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_filled_and_what_is_left_out_is_told(
    app: Opening, revision: Revision, language: Language
) -> None:
    test = uploaded(app("exporting", revision=revision, language=language), table_form())
    said = words("reporting", language)
    told = shown(test)
    assert said("gap_assumed") in told
    assert said("left_out", count=7) in told
    assert not trade_words(told)
    assert test.data_editor[0].value["figure"].tolist()[:4] == [
        *("number", "service", "lead_department", "materials.before")
    ]


def test_a_correction_is_remembered_for_next_time(
    app: Opening, revision: Revision, store: Store
) -> None:
    test = uploaded(app("exporting", revision=revision), label_form())
    table = test.data_editor[0]
    assert table.key is not None
    contact = table.value["heading"].tolist().index("联系人")
    change = {"edited_rows": {contact: {"figure": "plan"}}, "added_rows": [], "deleted_rows": []}
    test.session_state[table.key] = change
    test.run()
    test.button(key="reporting_remember").click().run()
    assert not test.exception
    assert len(store.remembered(KIND)) == 1
    again = uploaded(app("exporting", revision=revision), label_form())
    assert again.data_editor[0].value["figure"][contact] == "plan"
    assert words("reporting", "zh")("taught", author="王科员") in shown(again)
    again.button(key="reporting_forget").click().run()
    assert store.remembered(KIND) == {}
    assert again.data_editor[0].value["figure"][contact] == ""


def test_plans_of_several_services_fill_one_form(
    app: Opening, revision: Revision, store: Store
) -> None:
    other = draft().model_copy(update={"id": "other", "name": "开办书店"})
    second = with_plans(store, other)
    test = uploaded(app("exporting", revision=revision), table_form())
    (choice,) = [one for one in test.multiselect if str(one.key).startswith("reporting_plans")]
    newest = next(one for one in store.plans(second.key) if one.request_name == "recommended")
    choice.set_value([*choice.value, newest.id]).run()
    assert not test.exception
    assert words("reporting", "zh")("left_out", count=14) in shown(test)
    twice = next(one for one in store.plans(second.key) if one.request_name == "conservative")
    choice.set_value([newest.id, twice.id]).run()
    assert words("reporting", "zh")("twice", services="开办书店") in shown(test)


def test_last_times_form_is_compared(app: Opening, revision: Revision) -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_form(2025)))
    assert isinstance(book.active, Worksheet)
    book.active["B5"], book.active["C5"] = "开办小店", "旧局"
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("exporting", revision=revision), table_form())
    uploaded(test, stream.getvalue(), "reporting_previous")
    assert words("reporting", "zh")("changes", count=4) in shown(test)
    assert "旧局" in shown(test)


def test_a_wrong_file_is_refused_with_its_findings_and_changes_nothing(
    app: Opening, revision: Revision, store: Store
) -> None:
    test = uploaded(app("exporting", revision=revision), b"no workbook")
    assert words("reporting", "zh")("file_wrong", count=1) in shown(test)
    assert store.remembered(KIND) == {}
    test = uploaded(app("exporting", revision=revision), table_form())
    uploaded(test, label_form(), "reporting_previous")
    assert words("reporting", "zh")("file_wrong", count=1) in shown(test)
    assert words("reporting", "zh")("written", count=5, left=7) in shown(test)


def test_without_a_figure_anywhere_nothing_is_offered(app: Opening, revision: Revision) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"], book.active["A2"], book.active["B2"] = "登记表", "联系电话", None
    book.active["C2"] = "传真"
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("exporting", revision=revision), stream.getvalue())
    assert words("reporting", "zh")("nothing_mapped") in shown(test)
    assert not [one for one in test.download_button if one.key == "reporting_download"]
