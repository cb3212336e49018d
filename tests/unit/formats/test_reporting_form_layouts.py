"""Layouts of reporting forms that offices draw: each is read and filled as its words say."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.formats.reporting_form import fill, open_form, recognised
from optimizer.formats.reporting_form.words import is_placeholder, meaning
from optimizer.redesign.counting_rule import DaysBefore, MaterialUnit
from tests.reporting_forms import grid_form, planned

Rows = tuple[tuple[str | int | None, ...], ...]

LAYOUTS: dict[str, tuple[Rows, tuple[str, ...], dict[str, str | float]]] = {
    "pairs of labels in a row": (
        (
            ("改革情况表",),
            ("一件事名称", "", "", "", "", ""),
            ("材料（份）", "改革前", "", "改革后", "", "压减比例"),
            ("环节（个）", "改革前", "", "改革后", "", "压减比例"),
        ),
        ("A1:G1", "B2:F2"),
        {
            "B2": "开办面包店",
            "C3": 34,
            "E3": 21,
            "G3": "38.24%",
            "C4": 12,
            "E4": 5,
            "G4": "58.33%",
        },
    ),
    "sides above metrics, numbered columns, an open total": (
        (
            ("某市一件事报送表",),
            ("序号", "主题名称", "改革前", "", "改革后", ""),
            ("", "", "材料", "时限\n（工作日）", "材料", "时限\n（工作日）"),
            ("1", "2", "3", "4", "5", "6"),
            (1, "", "", "", "", ""),
            (2, "", "", "", "", ""),
            ("合计", "", "", "", "", ""),
            ("填表人：", "", "审核人：", ""),
        ),
        ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "A7:B7"),
        {
            "B5": "开办面包店",
            "C5": 34,
            "D5": 72,
            "E5": 21,
            "F5": 20,
            "C7": 34,
            "D7": 72,
            "E7": 21,
            "F7": 20,
        },
    ),
    "three rows of headings, an example": (
        (
            ("一件事名称", "“四减”成效", "", "", ""),
            ("", "减材料", "", "减时限", ""),
            (
                *("", "改革后（份）", "压减比例（%，保留整数）"),
                *("承诺办结时限", "较法定压减比例（%）"),
            ),
            ("示例：开办药店", 3, 50, 5, 60),
            ("", "", "", "", ""),
        ),
        ("A1:A3", "B1:E1", "B2:C2", "D2:E2"),
        {"A5": "开办面包店", "B5": 21, "C5": 38, "D5": 20, "E5": 72.22},
    ),
    "answers below their labels": (
        (
            ("登记",),
            ("一件事名称", "牵头部门", "填报日期"),
            ("", "", ""),
            ("改革前材料数", "改革后材料数", "材料精简率"),
        ),
        (),
        {
            "A3": "开办面包店",
            "B3": "市场监管局",
            "C3": "2026年11月25日",
            "A5": 34,
            "B5": 21,
            "C5": "38.24%",
        },
    ),
    "labels one below the other": (
        (
            ("指标", "数值"),
            ("一件事名称", ""),
            ("改革前材料（项次）", ""),
            ("较改革前减少材料", ""),
            ("材料增减幅度", ""),
            ("原办理时限（自然日）", ""),
            ("申请材料改革前（种）", ""),
        ),
        (),
        {"B2": "开办面包店", "B3": 34, "B4": 13, "B5": "-38.24%"},
    ),
    "sides beside, metrics above": (
        (
            ("阶段", "材料", "环节", "跑动"),
            ("改革前", "", "", ""),
            ("改革后", "", "", ""),
        ),
        (),
        {"B2": 34, "C2": 12, "D2": 6, "B3": 21, "C3": 5, "D3": 1},
    ),
}


def _written(content: bytes) -> Iterator[tuple[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell.coordinate, cell.value


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_filled_as_its_words_say(name: str) -> None:
    """Exactly these cells; everything else stays."""
    rows, merged, expected = LAYOUTS[name]
    form = open_form(grid_form(rows, merged), "报送表.xlsx")
    made = fill(form, recognised(form), [planned()])
    before = dict(_written(form.content))
    assert {key: one for key, one in _written(made.form.content) if key not in before} == expected
    assert {key: one for key, one in _written(made.form.content) if key in before} == before


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        (("减材料", "压减比例（%）"), "materials.percent"),
        (("一、“一件事”名称：",), "service"),
        (("联办事项名称",), "item_names"),
        (("改革前后对比", "材料", "改革前"), "materials.before"),
        (("改革前后对比", "材料"), ""),
        (("材料精简情况", "精简后"), "materials.after"),
        (("材料", "压减（%）"), "materials.percent"),
        (("全流程办理时限", "增减幅度"), "elapsed.change"),
        (("跑动次数",), ""),
        (("备注",), ""),
    ],
)
def test_headings_mean_what_planners_mean(path: tuple[str, ...], figure: str) -> None:
    assert meaning(path).figure == figure


def test_a_heading_may_demand_a_counting_rule() -> None:
    assert meaning(("办理时限", "较法定压减比例")).days_before is DaysBefore.STATUTORY_SUM
    assert meaning(("原承诺办理时限",)).days_before is DaysBefore.PROMISE_SUM
    assert meaning(("办理时限（法定）", "改革后")).days_before is None
    assert meaning(("材料（种）", "改革前")).material_unit is MaterialUnit.KINDS
    assert meaning(("材料（份）", "改革前")).material_unit is None
    assert meaning(("办理时限（小时）", "改革前")).other_days == "小时"


@pytest.mark.parametrize("text", ["", "  ", "____", "（请填写）", "XX年XX月XX日", "/", "——"])
def test_a_placeholder_holds_a_place(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["开办面包店", "0", "备注", "示例：开办药店"])
def test_what_says_something_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
