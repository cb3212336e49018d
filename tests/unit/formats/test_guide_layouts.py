"""Small layouts of tables that offices make, and what each has to come to."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from optimizer.formats.guide_tables import ReadGuide, read_guide
from tests.workbooks import Value, saved

Rows = Sequence[Sequence[Value]]


def _read(**sheets: Rows) -> ReadGuide:
    return read_guide(
        saved({name: [list(row) for row in rows] for name, rows in sheets.items()}), "x.xlsx"
    )


def _needs(read: ReadGuide) -> list[tuple[str, str, int]]:
    service = read.service
    return [
        (one.item, service.document(one.document).name, one.copies) for one in service.requirements
    ]


def _codes(read: ReadGuide) -> set[str]:
    return {one.code for one in read.notes}


def test_one_row_a_material_with_the_item_in_its_first_row_only() -> None:
    """A sum, a note and who filled it in are no materials."""
    read = _read(
        汇总=[
            ["开办餐饮店“一件事”梳理表"],
            ["填表单位：行政审批局"],
            ["序\n号", "联办\n事项", "责任单位", "承诺时限\n（工作日）", "申请材料", None],
            [None, None, None, None, "材料名称", "份数"],
            [1, "食品经营许可", "市场监管局", 5, "申请表", 1],
            [None, None, None, None, "营业执照", 1],
            [2, "户外招牌备案", "城管局", "即办", "效果图", 2],
            [None, "小计", None, None, None, 4],
            ["注：请各部门核对。"],
        ]
    )
    assert _needs(read) == [
        ("食品经营许可", "申请表", 1),
        ("食品经营许可", "营业执照", 1),
        ("户外招牌备案", "效果图", 2),
    ]
    assert [one.department for one in read.service.items] == ["市场监管局", "城管局"]
    assert _codes(read) >= {"item_down", "row_total", "row_title"}


def test_a_table_beside_the_first_is_left_out_column_by_column() -> None:
    """Its departments are not those of the items, whatever they are called."""
    read = _read(
        表一=[
            ["事项名称", "牵头科室/部门", "时限(法定/承诺)", None, None, "部门", "联系人", "电话"],
            ["电影放映单位设立审批", "区委宣传部", "20工作日/5工作日", None, None, "公安", "李", 1],
            ["消防安全检查", "消防大队", "10工作日/3工作日", None, None, "税务", "王", 2],
        ]
    )
    items = read.service.items
    assert [one.department for one in items] == ["区委宣传部", "消防大队"]
    assert [str(one.promised.duration) for one in items if one.promised] == ["5 工作日", "3 工作日"]
    assert [str(one.statutory.duration) for one in items if one.statutory] == [
        "20 工作日",
        "10 工作日",
    ]
    told = {(one.code, one.place) for one in read.notes}
    assert {("column_unread", f"表一!{column}1") for column in "FGH"} <= told
    assert "limits_apart" in _codes(read)


def test_one_blank_column_parts_no_table_that_goes_on() -> None:
    """It does where what stands behind it is told once more."""
    going_on = _read(
        表一=[["事项名称", None, "实施主体", "承诺时限"], ["甲", None, "局", "5工作日"]]
    )
    assert going_on.service.items[0].department == "局"
    twice = _read(
        表一=[["事项名称", "实施主体", None, "实施主体", "电话"], ["甲", "局", None, "厅", 1]]
    )
    assert twice.service.items[0].department == "局"
    assert ("column_unread", "表一!D1") in {(one.code, one.place) for one in twice.notes}


def test_a_hidden_sheet_is_not_read_and_said_so() -> None:
    """It holds an old state that nobody sees who opens the workbook."""
    book = openpyxl.Workbook()
    book.active.title = "现行"
    book.active.append(["事项名称", "实施主体"])
    book.active.append(["设立审批", "区委宣传部"])
    old = book.create_sheet("旧版")
    old.append(["事项名称", "实施主体"])
    old.append(["设立审批（旧）", "区文化局"])
    old.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    read = read_guide(stream.getvalue(), "x.xlsx")
    assert [one.name for one in read.service.items] == ["设立审批"]
    assert ("sheet_hidden", "旧版") in {(one.code, one.place) for one in read.notes}


def test_hidden_sheets_are_read_where_nothing_else_can_be() -> None:
    """A workbook of one table and a hidden state is still a table."""
    book = openpyxl.Workbook()
    book.active.append(["封面"])
    only = book.create_sheet("清单")
    only.append(["事项名称", "实施主体"])
    only.append(["设立审批", "区委宣传部"])
    only.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    assert [one.name for one in read_guide(stream.getvalue(), "x.xlsx").service.items] == [
        "设立审批"
    ]


def test_a_sum_beside_a_number_and_who_signed_are_no_items() -> None:
    """Neither is 共2项 in the column of names."""
    read = _read(
        表一=[
            ["序号", "事项名称", "实施主体", "收费依据及标准"],
            [1, "甲", "局", "不收费"],
            [2, "合计", None, None],
            [None, "共2项", None, None],
            ["审核人：张三", None, None, "联系电话：123"],
        ]
    )
    assert [one.name for one in read.service.items] == ["甲"]
    assert read.service.items[0].fee_yuan == 0
    assert _codes(read) >= {"row_total", "row_title"}


def test_one_row_a_step_beside_one_row_an_item() -> None:
    """办理时限 and 责任部门 belong to the step where every step has a row."""
    heads = ["事项", "办理环节", "责任部门", "办理时限（工作日）"]
    read = _read(
        表一=[
            heads,
            ["食品经营许可", "收件", "政务中心", "0.5"],
            ["食品经营许可", "现场核查", "市场监管局", 3],
            [None, "决定", "市场监管局", 1],
        ],
        表二=[["事项", "责任部门", "办理时限"], ["食品经营许可", "市场监管局", "5个工作日"]],
    )
    assert [(one.name, one.departments, str(one.duration)) for one in read.service.steps] == [
        ("收件", ("政务中心",), "0.5 工作日"),
        ("现场核查", ("市场监管局",), "3 工作日"),
        ("决定", ("市场监管局",), "1 工作日"),
    ]
    (item,) = read.service.items
    assert (item.department, str(item.promised and item.promised.duration)) == (
        "市场监管局",
        "5 工作日",
    )


def test_one_row_an_item_with_everything_in_cells() -> None:
    read = _read(
        手工=[
            ["部门", "事项", "材料", "环节", "时限"],
            ["市监局", "食品经营许可", "申请书\n身份证\n营业执照", "受理→审查→决定", "10工作日"],
            ["城管局", "招牌备案", "效果图", "受理→办结", "即办"],
        ]
    )
    assert [one.name for one in read.service.steps_of("食品经营许可")] == ["受理", "审查", "决定"]
    assert [name for item, name, _ in _needs(read) if item == "食品经营许可"] == [
        "申请书",
        "身份证",
        "营业执照",
    ]


def test_main_items_and_sub_items_below_one_another() -> None:
    """A main item with sub-items is none itself; one without stays."""
    read = _read(
        清单=[
            ["主项/子项", "主项名称", "事项名称", "部门", "承诺时限（工作日）"],
            ["主项", None, "食品经营许可", "市监局", None],
            ["子项", "食品经营许可", "食品经营许可新办", None, 5],
            ["子项", "食品经营许可", "食品经营许可变更", None, 3],
            ["主项", None, "招牌备案", "城管局", 1],
        ]
    )
    assert [(one.name, one.department) for one in read.service.items] == [
        ("食品经营许可新办", "市监局"),
        ("食品经营许可变更", "市监局"),
        ("招牌备案", "城管局"),
    ]
    assert _codes(read) >= {"main_with_subs", "department_main"}


def test_a_sheet_of_materials_named_after_its_item() -> None:
    read = _read(
        事项=[["事项名称", "实施主体"], ["食品经营许可", "甲局"], ["招牌备案", "乙局"]],
        招牌备案=[["材料名称", "份数"], ["效果图", 2]],
        食品经营许可材料=[["材料名称", "份数"], ["营业执照", 1]],
    )
    assert _needs(read) == [("食品经营许可", "营业执照", 1), ("招牌备案", "效果图", 2)]
    assert "item_from_sheet" in _codes(read)


def test_materials_of_nobody_go_to_the_first_item_and_say_so() -> None:
    read = _read(
        事项=[["事项名称", "实施主体"], ["甲许可", "甲局"], ["乙许可", "乙局"]],
        一套材料=[["材料名称", "份数"], ["营业执照", 1]],
    )
    (need,) = read.service.requirements
    assert (need.item, need.assumed) == ("甲许可", ("item",))
    assert "item_first" in _codes(read)


def test_steps_of_nobody_are_left_out_and_say_so() -> None:
    read = _read(
        事项=[["事项名称", "实施主体"], ["甲许可", "甲局"], ["乙许可", "乙局"]],
        流程=[["环节", "办理时限"], ["受理", "1工作日"]],
    )
    assert read.service.steps == ()
    assert ("item_whose", "流程!A2") in [(one.code, one.place) for one in read.notes]


@pytest.mark.parametrize(
    ("kind", "form", "wanted"),
    [
        ("原件", "纸质", ("original", "paper", "form")),
        ("申请表", "原件", ("original", "either", "form")),
        ("证照", "电子化", ("either", "electronic", "certificate")),
        ("纸质", "复印件", ("copy", "paper", "form")),
    ],
)
def test_types_and_forms_are_told_by_their_values(
    kind: str, form: str, wanted: tuple[str, str, str]
) -> None:
    """材料类型 and 材料形式 mean each other's thing in other systems."""
    read = _read(
        材料=[["事项名称", "材料名称", "材料类型", "材料形式"], ["甲许可", "甲申请表", kind, form]]
    )
    (need,), (document,) = read.service.requirements, read.service.documents
    assert (need.copy_kind.value, need.medium.value, document.document_class.value) == wanted


def test_fees_and_special_procedures_from_sheets_of_their_own() -> None:
    read = _read(
        事项=[["事项名称", "实施主体", "承诺时限"], ["甲许可", "甲局", "20工作日"]],
        收费=[
            ["事项名称", "收费项目名称", "收费标准", "收费依据"],
            ["甲许可", "检验费", "120元/次", "价费字〔1992〕1号"],
        ],
        特别程序=[
            ["事项名称", "特别程序种类", "特别程序时限", "特别程序依据"],
            ["甲许可", "专家评审", "15个工作日", "办法第八条"],
        ],
    )
    (item,) = read.service.items
    assert (item.fee, item.fee_yuan) == ("检验费：120元/次（价费字〔1992〕1号）", 120)
    (review,) = [one for one in read.service.steps if one.name == "专家评审"]
    assert (str(review.duration), review.counted_basis) == ("15 工作日", "办法第八条")
    assert "step_special" in _codes(read)


def test_the_same_name_of_another_holder_is_another_document() -> None:
    read = _read(
        材料=[
            ["事项名称", "材料名称", "持有人", "份数"],
            ["甲许可", "身份证", "经办人", 1],
            ["乙许可", "身 份 证", "经办人", 1],
            ["乙许可", "身份证", "法定代表人", 1],
        ]
    )
    assert [(one.name, one.holder) for one in read.service.documents] == [
        ("身份证", "经办人"),
        ("身份证", "法定代表人"),
    ]


def test_what_two_rows_tell_differently_is_told() -> None:
    read = _read(
        事项=[["事项名称", "实施主体", "承诺时限"], ["甲许可", "甲局", "5工作日"]],
        事项二=[["事项名称", "实施主体", "承诺时限"], ["甲许可", "甲局", "7工作日"]],
    )
    (item,) = read.service.items
    assert str(item.promised and item.promised.duration) == "5 工作日"
    assert [(one.place, one.value) for one in read.notes if one.code == "item_again"] == [
        ("事项二!C2", "7工作日")
    ]


def test_a_row_that_names_the_item_of_a_handling_item_belongs_to_it() -> None:
    """Items listed by 业务办理项, materials by 事项: one to one is plain, one to many is told."""
    read = _read(
        清单=[
            ["事项名称", "业务办理项名称", "实施主体"],
            ["食品经营许可", "食品经营许可（新办）", "甲局"],
            ["公共场所卫生许可", "公共场所卫生许可（新办）", "乙局"],
            ["公共场所卫生许可", "公共场所卫生许可（变更）", "乙局"],
        ],
        材料=[
            ["事项名称", "材料名称", "份数"],
            ["食品经营许可", "营业执照", 1],
            ["公共场所卫生许可", "平面图", 1],
        ],
    )
    assert _needs(read) == [
        ("食品经营许可（新办）", "营业执照", 1),
        ("公共场所卫生许可", "平面图", 1),
    ]
    assert [one.place for one in read.notes if one.code == "item_missing"] == ["材料!A3"]
