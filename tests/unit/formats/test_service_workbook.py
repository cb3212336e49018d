"""The template workbook as planners handle it: what they may type, and what they are told."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest

from optimizer.formats.service_workbook import (
    empty_workbook,
    read_service_workbook,
    write_service_workbook,
)
from optimizer.formats.service_workbook.example import example_service
from optimizer.service.department import Department
from optimizer.service.document import Document
from optimizer.service.finding import Finding, InvalidFile
from optimizer.service.item import Item
from optimizer.service.kinds import DocumentClass, IssuerKind, StepKind
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.worktime import Duration
from tests.workbooks import Sheets, Value, saved, sheets_of

ITEMS, STEPS, NEEDS, DOCUMENTS = "联办事项", "办理环节", "材料需求", "申请材料"


@pytest.fixture
def sheets() -> Sheets:
    """The sheets of the example, to be changed."""
    return sheets_of(write_service_workbook(example_service(), "zh"))


def _put(sheets: Sheets, name: str, heading: str, value: Value, row: int = 2) -> None:
    """Type a value below a heading; rows count from zero, headings included."""
    rows = sheets[name]
    column = rows[0].index(heading)
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _service(sheets: Sheets) -> Service:
    return read_service_workbook(saved(sheets), "工作簿.xlsx").service


def _told(sheets: Sheets) -> tuple[Finding, ...]:
    with pytest.raises(InvalidFile) as refusal:
        read_service_workbook(saved(sheets), "工作簿.xlsx")
    return refusal.value.findings


# --- filling in -----------------------------------------------------------------------------------


def test_rows_without_ids_get_those_of_new_rows() -> None:
    """Three cells make an item, its department and a step; what is silent is as in a table."""
    sheets = sheets_of(empty_workbook("zh"))
    sheets["一件事基本信息"][0][1] = "开办书店"
    _put(sheets, ITEMS, "名称*", "出版物零售许可")
    _put(sheets, ITEMS, "部门*", "新闻出版局")
    _put(sheets, STEPS, "事项*", "出版物零售许可")
    _put(sheets, STEPS, "名称*", "现场核查")
    _put(sheets, NEEDS, "事项*", "出版物零售许可")
    _put(sheets, NEEDS, "材料*", "出版物零售许可申请表")
    service = _service(sheets)
    assert (service.id, service.name) == ("开办书店", "开办书店")
    assert service.items == (
        Item(id="出版物零售许可", name="出版物零售许可", department="新闻出版局"),
    )
    assert service.departments == (Department(id="新闻出版局", name="新闻出版局"),)
    assert service.steps == (
        Step(
            id="出版物零售许可/现场核查",
            name="现场核查",
            items=("出版物零售许可",),
            kind=StepKind.INSPECTION,
        ),
    )
    (document,) = service.documents
    assert (document.document_class, document.item) == (DocumentClass.FORM, "出版物零售许可")
    assert service.requirements == (
        Requirement(
            id="出版物零售许可/出版物零售许可申请表", item="出版物零售许可", document=document.id
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_stands_only_in_the_empty_template(language: Language) -> None:
    extra = set(sheets_of(empty_workbook(language))) - set(
        sheets_of(write_service_workbook(example_service(), language))
    )
    assert extra == {{"zh": "示例", "en": "Example"}[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_a_service_that_reads_back(language: Language) -> None:
    content = write_service_workbook(example_service(), language)
    assert read_service_workbook(content, "").service == example_service()


def test_the_order_of_columns_and_sheets_does_not_matter(sheets: Sheets) -> None:
    turned = {
        name: [row[::-1] for row in _even(rows)] if rows and len(rows[0]) > 3 else rows
        for name, rows in reversed(sheets.items())
    }
    assert _service(turned) == example_service()


def _even(rows: list[list[Value]]) -> Iterator[list[Value]]:
    width = max(map(len, rows))
    return (row + [""] * (width - len(row)) for row in rows)


def test_blank_rows_and_rows_above_the_headings_are_passed_over(sheets: Sheets) -> None:
    sheets[ITEMS] = [[], [" "], sheets[ITEMS][0], [], *sheets[ITEMS][2:], ["　"], [None]]
    assert _service(sheets) == example_service()


# --- what cells hold ------------------------------------------------------------------------------


def test_numbers_dates_and_wide_signs_are_read_as_meant(sheets: Sheets) -> None:
    sheets["一件事基本信息"][6][1] = date(2025, 3, 1)
    _put(sheets, ITEMS, "承诺时限", " ２０　工作日 ")
    _put(sheets, ITEMS, "跑动（次）", 2.0)
    service = _service(sheets)
    assert service.baseline is not None
    assert service.baseline.date == "2025-03-01"
    assert service.items[0].promised is not None
    assert service.items[0].promised.duration == Duration.parse("20 工作日")
    assert service.items[0].visits == 2


def test_a_cell_merged_over_rows_holds_for_each_of_them() -> None:
    sheets = sheets_of(write_service_workbook(example_service(), "zh"))
    for row in (3, 4):
        sheets[STEPS][row][0] = ""
    merged = saved(sheets, merged={STEPS: (2, 0, 4, 0)})
    assert read_service_workbook(merged, "").service == example_service()


def test_a_renamed_item_is_renamed_where_it_is_named(sheets: Sheets) -> None:
    """What a planner replaces everywhere has its new name everywhere."""
    for name, rows in sheets.items():
        sheets[name] = [
            [
                one.replace("食品经营许可", "餐饮许可") if isinstance(one, str) else one
                for one in row
            ]
            for row in rows
        ]
    service = _service(sheets)
    assert service.items[0].name == "餐饮许可"
    assert {one.items for one in service.steps} == {("餐饮许可",), (service.items[1].id,)}


def test_entries_that_hold_signs_between_entries_stay_whole() -> None:
    for entries in (
        ("甲；乙",),
        ("• 甲",),
        ("甲、乙", "丙"),
        ("一、按来源；二、按实际",),
        ("=HYPERLINK(1)", "-1"),
    ):
        service = example_service().model_copy(update={"notes": entries})
        assert read_service_workbook(write_service_workbook(service, "zh"), "").service == service


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    service = example_service().model_copy(update={"region": "=1+1", "combined_permit": "@x"})
    content = write_service_workbook(service, "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        cells = [package.read(one) for one in package.namelist() if "worksheets/" in one]
    assert not any(b"<f>" in one for one in cells)
    assert read_service_workbook(content, "").service == service


@pytest.mark.parametrize("language", LANGUAGES)
def test_joint_steps_keep_the_steps_they_stand_for(language: Language) -> None:
    service = example_service()
    first, second, *_ = service.steps
    inner = second.model_copy(
        update={"id": "内", "members": (first.model_copy(update={"id": "最内"}),)}
    )
    joint = Step(
        id="联合",
        name="联合踏勘",
        items=tuple(one.id for one in service.items),
        kind=StepKind.INSPECTION,
        members=(inner, service.steps[3].model_copy(update={"id": "旧", "after": ("内",)})),
    )
    service = service.model_copy(update={"steps": (*service.steps, joint)})
    assert read_service_workbook(write_service_workbook(service, language), "").service == service


def test_things_without_a_name_and_of_one_name_keep_their_ids() -> None:
    service = example_service()
    twin = Document(id="另一份", name="营业执照", holder="经办人", issuer_kind=IssuerKind.APPLICANT)
    nameless = service.steps[0].model_copy(update={"id": "无名", "name": ""})
    foreign = Requirement(id="借用", item=service.items[1].id, document=service.documents[1].id)
    service = service.model_copy(
        update={
            "documents": (*service.documents, twin),
            "steps": (*service.steps, nameless),
            "requirements": (*service.requirements, foreign),
        }
    )
    assert read_service_workbook(write_service_workbook(service, "zh"), "").service == service


# --- what is told ---------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_by_sheet_and_cell(sheets: Sheets) -> None:
    _put(sheets, ITEMS, "法定时限", "很久", row=3)
    _put(sheets, STEPS, "事项*", "没有的事项", row=2)
    _put(sheets, STEPS, "类型", "没有的类型", row=3)
    _put(sheets, NEEDS, "材料*", "", row=2)
    told = _told(sheets)
    assert [(one.place, one.value) for one in told] == [
        ("联办事项!D4", "很久"),
        ("办理环节!A3", "没有的事项"),
        ("办理环节!C4", "没有的类型"),
        ("材料需求!B3", ""),
    ]
    assert all(one.right_zh and one.right_en for one in told)


def test_a_copied_row_with_its_id_is_told(sheets: Sheets) -> None:
    sheets[STEPS].append(list(sheets[STEPS][2]))
    (told,) = _told(sheets)
    assert told.place.startswith("办理环节!")
    assert told.value == "1"
    assert "编号" in told.message_zh


def test_two_rows_of_one_name_are_told(sheets: Sheets) -> None:
    sheets[ITEMS].append(list(sheets[ITEMS][2]))
    assert {one.value for one in _told(sheets)} == {"食品经营许可"}


def test_a_required_column_that_is_gone_is_told_once(sheets: Sheets) -> None:
    sheets[ITEMS] = [row[:1] + row[2:] for row in sheets[ITEMS]]
    (told,) = _told(sheets)
    assert told.code == "column_absent"
    assert "部门" in told.message_zh


def test_sheets_and_columns_that_nobody_reads_are_noted(sheets: Sheets) -> None:
    sheets["随手记"] = [["别忘了"]]
    sheets["空表"] = []
    sheets[ITEMS][0].append("备注")
    sheets[ITEMS][2].extend([""] * (len(sheets[ITEMS][0]) - 1 - len(sheets[ITEMS][2])) + ["要紧"])
    found = read_service_workbook(saved(sheets), "工作簿.xlsx")
    assert found.service == example_service()
    assert [(one.code, one.value) for one in found.notes] == [
        ("column_unread", "备注"),
        ("sheet_unread", ""),
    ]
    assert found.notes[1].place == "随手记"


def test_a_workbook_of_a_newer_program_is_refused(sheets: Sheets) -> None:
    sheets["填写说明"][-1][1] = 2
    (told,) = _told(sheets)
    assert told.code == "workbook_newer"


def test_a_text_too_long_for_a_cell_is_refused_when_written() -> None:
    service = example_service().model_copy(update={"region": "长" * 40_000})
    with pytest.raises(ValueError, match=r"B2.*longer than a cell"):
        write_service_workbook(service, "zh")


# --- drop-downs -----------------------------------------------------------------------------------


def test_cells_offer_closed_lists_and_the_names_of_other_sheets() -> None:
    """Short lists stand in the cell, names come from their sheet, long lists from a hidden one."""
    service = example_service()
    many = tuple(
        Document(id=f"材料{number}", name=f"各不相同的一份材料之{number}") for number in range(40)
    )
    content = write_service_workbook(
        service.model_copy(update={"documents": (*service.documents, *many)}), "zh"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        book = package.read("xl/workbook.xml").decode()
        parts = {
            one: package.read(one).decode() for one in package.namelist() if "worksheets/" in one
        }
    needs = next(one for one in parts.values() if "_lists!" in one and "原件,复印件" in one)
    assert "OFFSET('联办事项'!$A$3" in needs
    assert 'state="hidden"' in book
    assert "各不相同" not in needs
