"""What sheets and columns are recognised as; what a planner corrects; what is refused."""

import codecs
import io
import json

import pytest
import xlsxwriter

from optimizer.formats.guide_tables import (
    MOST_ROWS,
    Mapping,
    Role,
    dump_mapping,
    fitted,
    load_mapping,
    read_guide,
    recognise,
)
from optimizer.service.finding import InvalidFile
from tests.foreign_tables import guide_workbook, main_and_sub_export, office_table
from tests.workbooks import Value, saved

HEADS: list[Value] = ["事项名称", "实施主体", "承诺时限（工作日）"]
ROW: list[Value] = ["食品经营许可", "市场监管局", 5]
TEXT = "事项名称,实施主体,承诺时限（工作日）\n食品经营许可,市场监管局,5\n"


def _concepts(mapping: Mapping, number: int = 0) -> dict[str, str]:
    return {one.letter: one.concept for one in mapping.tables[number].columns if one.concept}


def test_groups_of_headings_and_rows_of_titles_are_seen() -> None:
    mapping = recognise(guide_workbook(), "x.xlsx").mapping
    assert [(one.sheet, one.role, one.heading_row, one.heading_rows) for one in mapping.tables] == [
        ("基本信息", Role.ITEMS, 2, 2),
        ("申请材料", Role.MATERIALS, 1, 2),
        ("办理流程", Role.STEPS, 1, 1),
        ("收费", Role.FEES, 1, 1),
    ]
    assert _concepts(mapping, 1) == {
        "A": "item.name",
        "B": "material.name",
        "C": "material.type",
        "D": "material.form",
        "E": "material.copies",
        "F": "material.source",
        "G": "material.basis",
    }


def test_columns_of_main_items_and_of_sub_items_are_kept_apart() -> None:
    concepts = _concepts(recognise(main_and_sub_export(), "x.xlsx").mapping)
    assert (concepts["B"], concepts["H"]) == ("item.basic_code", "sub.basic_code")
    assert (concepts["E"], concepts["K"]) == ("item.statutory", "sub.statutory")


def test_repeated_headings_beside_a_sub_item_belong_to_it() -> None:
    """Without groups above, what comes again to the right of 子项名称 is the sub-item's."""
    heads: list[Value] = ["事项名称", "实施主体", "法定时限", "子项名称", "法定时限"]
    rows: list[Value] = ["排水许可", "水务局", "20工作日", "污水排入管网", "10工作日"]
    service, _ = read_guide(saved({"表": [heads, rows]}), "x.xlsx")
    assert [
        (one.name, one.department, str(one.statutory and one.statutory.duration))
        for one in service.items
    ] == [("污水排入管网", "水务局", "10 工作日")]


def test_labels_before_values_and_the_tables_below_them_are_one_item() -> None:
    sheet: list[list[Value]] = [
        ["食品经营许可办事指南"],
        ["事项名称", "食品经营许可", "实施主体", "市场监管局"],
        ["法定办结时限", "20工作日", "承诺办结时限", "5工作日"],
        ["办理地点", "政务中心2楼"],
        ["序号", "材料名称", "份数"],
        [1, "申请书", 1],
        [2, "营业执照", 1],
        ["环节", "办理时限"],
        ["受理", "1工作日"],
        ["决定", "2工作日"],
    ]
    service, notes = read_guide(saved({"指南": sheet}), "x.xlsx")
    (item,) = service.items
    assert (item.name, item.department) == ("食品经营许可", "市场监管局")
    assert [one.name for one in service.documents] == ["申请书", "营业执照"]
    assert [(one.name, str(one.duration)) for one in service.steps] == [
        ("受理", "1 工作日"),
        ("决定", "2 工作日"),
    ]
    assert ("column_unread", "指南!A4") in [(one.code, one.place) for one in notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    content = TEXT.replace(",", delimiter).encode(encoding)
    service, _ = read_guide(content, "x.csv")
    assert [(one.name, one.department) for one in service.items] == [("食品经营许可", "市场监管局")]


def test_lists_inside_cells_do_not_part_a_table() -> None:
    """More semicolons than commas, and still a table parted by commas."""
    text = "事项名称,申请材料\n食品经营许可,申请书;营业执照;平面图;合同;承诺书\n"
    service, _ = read_guide(text.encode(), "x.csv")
    assert [one.name for one in service.items] == ["食品经营许可"]
    assert len(service.requirements) == 5


def test_a_mapping_survives_its_file() -> None:
    for content, name in ((guide_workbook(), "a.xlsx"), (office_table(), "b.csv")):
        mapping = recognise(content, name).mapping
        assert load_mapping(dump_mapping(mapping), "m.json") == mapping


def test_a_mapping_that_is_wrong_names_every_place() -> None:
    mapping = json.loads(dump_mapping(recognise(TEXT.encode(), "x.csv").mapping))
    mapping["tables"][0]["columns"][0]["concept"] = "item.nonsense"
    mapping["tables"][0]["columns"][1]["concept"] = "nonsense"
    with pytest.raises(InvalidFile) as refused:
        load_mapping(json.dumps(mapping), "m.json")
    assert [one.place for one in refused.value.findings] == ["!A", "!B"]
    with pytest.raises(InvalidFile):
        load_mapping("{", "m.json")
    with pytest.raises(InvalidFile):
        load_mapping('{"format": "onething-mapping/9"}', "m.json")


def test_what_a_planner_corrected_decides() -> None:
    """A column given another meaning is read as that, a table set aside is left out."""
    content = "事项名称,牵头科室,备注\n食品经营许可,餐饮科,现场核查\n".encode()
    mapping = recognise(content, "x.csv").mapping
    (table,) = mapping.tables
    columns = tuple(
        one.model_copy(
            update={"concept": {1: "item.department", 2: "item.special"}.get(one.at, one.concept)}
        )
        for one in table.columns
    )
    changed = Mapping(tables=(table.model_copy(update={"role": Role.ITEMS, "columns": columns}),))
    service, _ = read_guide(content, "x.csv", changed)
    assert service.items[0].department == "餐饮科"
    assert "现场核查" in [one.name for one in service.steps]
    aside = Mapping(tables=(table.model_copy(update={"role": Role.UNREAD}),))
    with pytest.raises(InvalidFile):
        read_guide(content, "x.csv", aside)


def test_the_next_export_of_a_system_has_the_same_signature() -> None:
    """More rows and a title above change nothing; another heading does."""
    first = recognise(saved({"表": [HEADS, ROW]}), "一月.xlsx").mapping
    later = recognise(saved({"表": [["二月"], HEADS, ROW, ROW]}), "二月.xlsx").mapping
    other = recognise(saved({"表": [[*HEADS, "备注"], ROW]}), "x.xlsx").mapping
    assert first.signature() == later.signature() != other.signature()
    taught = Mapping(
        tables=(
            first.tables[0].model_copy(
                update={
                    "columns": tuple(
                        one.model_copy(update={"concept": "item.statutory"}) if one.at == 2 else one
                        for one in first.tables[0].columns
                    )
                }
            ),
        )
    )
    put = fitted(later, taught)
    assert put.tables[0].heading_row == 2
    assert _concepts(put) == {"A": "item.name", "B": "item.department", "C": "item.statutory"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "guide_nothing"),
        (b"\x00\x01\x02\x03", "table_none"),
        (b"\xff\xff\xff", "table_none"),
        ("甲,乙\n1,2\n".encode(), "guide_nothing"),
        ("事项名称,部门,时限\n".encode() + b"a,b,c\n" * (MOST_ROWS + 1), "table_too_large"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8", "table_none"),
        (("事项名称" + "," * 400).encode(), "table_too_large"),
        (b"PK\x03\x04 no zip", "workbook_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_broken"),
        (b"x" * 5_000_001, "file_too_large"),
        (b'{"data": 1', "json_broken"),
        (b'{"data": {"other": 1}}', "json_unknown"),
        (b'{"a":' + b"[" * 100_000, "json_broken"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_guide(content, "x.csv")
    assert code in [one.code for one in refused.value.findings]


def test_a_refusal_says_what_was_looked_for_and_what_was_found() -> None:
    with pytest.raises(InvalidFile) as refused:
        read_guide("栏目一,栏目二\n1,2\n".encode(), "x.csv")
    (one,) = [one for one in refused.value.findings if one.code == "guide_nothing"]
    assert "栏目一" in one.in_chinese()
    assert "事项名称" in one.in_chinese()
    assert "栏目二" in one.in_english()


def test_rows_far_below_and_columns_far_to_the_right_are_refused() -> None:
    """A workbook of a few bytes may claim a cell in row 900,000."""
    blank: list[Value] = [None]
    rows: list[list[Value]] = [HEADS, ROW, *[blank] * (MOST_ROWS - 1), ROW]
    with pytest.raises(InvalidFile) as refused:
        read_guide(saved({"表": rows}), "x.xlsx")
    assert [one.code for one in refused.value.findings] == ["sheet_too_large"]


def test_a_cell_that_looks_like_a_formula_stays_a_text() -> None:
    heads = "事项名称,实施主体\n=HYPERLINK(1),@SUM(1)\n".encode()
    service, _ = read_guide(heads, "x.csv")
    assert (service.items[0].name, service.items[0].department) == ("=HYPERLINK(1)", "@SUM(1)")


def test_formulas_count_by_the_value_kept_beside_them() -> None:
    """A value that was computed is read; an error is told and left open."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_row("A1", HEADS)
    sheet.write("A2", "甲许可")
    sheet.write_formula("B2", '="一"&"局"', None, "一局")
    sheet.write_formula("C2", "=2+3", None, 5)
    sheet.write("A3", "乙许可")
    sheet.write("B3", "一局")
    sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
    book.close()
    service, notes = read_guide(stream.getvalue(), "x.xlsx")
    first, second = service.items
    assert (first.department, str(first.promised and first.promised.duration)) == (
        "一局",
        "5 工作日",
    )
    assert second.promised is None
    assert ("cell_error", "表!C3") in [(one.code, one.place) for one in notes]
