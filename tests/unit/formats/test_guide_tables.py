"""Tables that nobody prepared for us: the whole service and every doubt, held against the sheet."""

from collections.abc import Sequence

import pytest

from optimizer.formats.guide_tables import GuideFile, ReadGuide, read_guide, read_guides
from optimizer.formats.service_file import read_service_text
from optimizer.service.finding import Finding, Severity
from tests.foreign_tables import (
    FLAT_XLS,
    flat_export,
    guide_workbook,
    main_and_sub_export,
    office_table,
)

Told = tuple[str, str, str]
"""Code, place and value of a finding."""

FLAT = """\
一件事: 实施清单
部门:
- 名称: 区市场监管局
- 名称: 区消防救援大队
- 名称: 区综合行政执法局
- {名称: 待补充（实施主体）, 编号: 待补充}
材料:
- {名称: 食品经营许可申请书, 所属事项: 食品经营许可（餐饮）}
- 营业执照复印件
- 与食品经营相适应的设施布局图
- {名称: 申请表, 所属事项: 户外招牌设置备案}
- 效果图
- 申请表、身份证
联办事项:
- 名称: 食品经营许可（餐饮）
  部门: 区市场监管局
  类型: 行政许可
  基本编码: "000131007000"
  法定时限: 20 工作日
  承诺时限: 5 工作日
  收费: 不收费
  收费金额: 0
  结果: [食品经营许可证]
  跑动: 1
  环节:
  - {名称: 收件, 时长: 即办, 推定: 是}
  - {名称: 受理, 时长: 1 工作日, 推定: 是}
  - 审查（推定）
  - 现场核查（推定）
  - {名称: 决定, 时长: 1 工作日, 推定: 是}
  - {名称: 制证, 时长: 1 工作日, 推定: 是}
  - {名称: 送达, 时长: 即办, 推定: 是}
  材料:
  - {名称: 食品经营许可申请书, 份数: 2}
  - {名称: 营业执照复印件, 形式: 复印件}
  - {名称: 与食品经营相适应的设施布局图, 推定: [份数]}
- 名称: 公众聚集场所投入使用、营业前消防安全检查
  部门: 区消防救援大队
  类型: 行政许可
  基本编码: "95001"
  法定时限: 10 工作日
  承诺时限: 3 工作日
  收费: 不收费
  收费金额: 0
  结果: [公众聚集场所投入使用、营业前消防安全检查合格证]
  跑动: 1
- 名称: 户外招牌设置备案
  部门: 区综合行政执法局
  类型: 备案
  办件类型: 即办件
  承诺时限: 即办
  收费: 不收费
  收费金额: 0
  跑动: 0
  材料:
  - {名称: 申请表, 推定: [份数]}
  - {名称: 效果图, 推定: [份数]}
  - {名称: 营业执照复印件, 形式: 复印件, 推定: [份数]}
- 名称: 生活饮用水卫生许可
  部门: 待补充
  类型: 行政许可
  基本编码: "000172001000"
  法定时限: 20 工作日（推定）
  承诺时限: 5 自然日
  收费: 收费
  结果: [卫生许可证]
  跑动: 1（推定）
  环节:
  - {名称: 收件, 时长: 即办, 推定: 是}
  - {名称: 受理, 时长: 1 工作日, 推定: 是}
  - 审查（推定）
  - 听证（推定）
  - {名称: 决定, 时长: 1 工作日, 推定: 是}
  - {名称: 制证, 时长: 1 工作日, 推定: 是}
  - {名称: 送达, 时长: 即办, 推定: 是}
  材料:
  - {名称: 申请表、身份证, 推定: [份数]}
来源: [实施清单.xls]
"""

FLAT_DOUBTS: list[Told] = [
    ("code_number", "Sheet1!C3", "95001"),
    ("code_damaged", "Sheet1!C4", "331075000000000000"),
    (
        "materials_split",
        "Sheet1!P2",
        "1.食品经营许可申请书2份 2.营业执照复印件（1份） 3.与食品经营相适应的设施布局图",
    ),
    ("copies_missing", "Sheet1!P2", "与食品经营相适应的设施布局图"),
    ("materials_split", "Sheet1!P4", "申请表；效果图;营业执照复印件"),
    ("materials_unsplit", "Sheet1!P5", "申请表、身份证"),
    ("materials_unsplit", "Sheet1!O3", "公众聚集场所投入使用、营业前消防安全检查合格证"),
    ("department_missing", "Sheet1!A5", "生活饮用水卫生许可"),
    ("limit_unit", "Sheet1!G5", "20"),
    ("limit_days", "Sheet1!I5", "5"),
    ("visits_most", "Sheet1!K5", "最多1次"),
    ("special_unknown", "Sheet1!L5", "延长审批"),
    ("step_frame", "Sheet1!L2", "食品经营许可（餐饮）"),
    ("step_added", "Sheet1!L2", "食品经营许可（餐饮）：现场核查"),
    ("step_frame", "Sheet1!L5", "生活饮用水卫生许可"),
    ("step_added", "Sheet1!L5", "生活饮用水卫生许可：听证"),
    ("name_from_file", "", "实施清单"),
]

FLAT_LEFT_OUT: list[Told] = [
    ("column_unread", "Sheet1!N1", "网上办理深度"),
    ("column_unread", "Sheet1!Q1", "更新日期"),
    ("row_total", "Sheet1!A6", "合计"),
    ("limit_none", "Sheet1!G4", "无期限"),
]

GUIDE = """\
一件事: 药店办事指南
部门:
- 名称: 市场监督管理局
- 名称: 医疗保障局
- {名称: 待补充（实施主体）, 编号: 待补充}
联办事项:
- 名称: 药品经营许可证（零售）核发
  部门: 市场监督管理局
  法定时限: 20 工作日
  承诺时限: 8 工作日
  跑动: 1
  环节:
  - 收件 0.5 工作日
  - 受理 0.5 工作日
  - {名称: 材料审查, 时长: 2 工作日, 推定: [类型]}
  - {名称: 现场检查验收, 时长: 3 工作日（推定）, 推定: [类型]}
  - 公示（推定）
  - 决定 2 自然日
  材料:
  - {名称: 药品经营许可证申请表, 形式: 原件, 介质: 纸质, 依据: 《药品管理法》第五十一条}
  - {名称: 营业执照, 介质: 电子, 材料类型: 证件证书证明, 来源渠道: 政府部门核发}
  - {名称: 执业药师注册证, 形式: 复印件, 材料类型: 证件证书证明, 来源渠道: 政府部门核发,
     推定: [份数]}
  推定: [类型]
- 名称: 第二类医疗器械经营备案
  部门: 市场监督管理局
  法定时限: 即办
  承诺时限: 即办
  跑动: 0
  材料:
  - {名称: 第二类医疗器械经营备案表, 份数: 2}
  - {名称: 营业执照, 介质: 电子}
  推定: [类型]
- 名称: 医保定点零售药店申请
  部门: 医疗保障局
  法定时限: 3 个月
  承诺时限: 1 个月
  跑动: 2
  环节:
  - {名称: 收件, 时长: 即办, 推定: 是}
  - {名称: 受理, 时长: 1 工作日, 推定: 是}
  - 审查（推定）
  - 现场勘验（推定）
  - {名称: 决定, 时长: 1 工作日, 推定: 是}
  - {名称: 制证, 时长: 1 工作日, 推定: 是}
  - {名称: 送达, 时长: 即办, 推定: 是}
  材料:
  - {名称: 定点申请表, 介质: 纸质, 推定: [份数, 来源渠道]}
  推定: [类型]
- 名称: 医保定点零售药店申请（旧）
  部门: 待补充
  材料:
  - {名称: 药品经营许可证, 介质: 电子, 材料类型: 证件证书证明}
  推定: [类型]
来源: [药店办事指南.xlsx]
"""

GUIDE_DOUBTS: list[Told] = [
    ("formula_without_value", "申请材料!E9", "1+1"),
    ("form_as_type", "申请材料!D5", "复印件"),
    ("copies_unknown", "申请材料!E5", "若干"),
    ("item_down", "申请材料!A7", ""),
    ("source_unknown", "申请材料!F9", "自己准备"),
    ("copies_missing", "申请材料!B9", "定点申请表"),
    ("item_missing", "申请材料!A10", "医保定点零售药店申请（旧）"),
    ("step_kind", "办理流程!C4", "材料审查"),
    ("limit_unit", "办理流程!F5", "3"),
    ("limit_days", "办理流程!F6", "2天"),
    ("kind_missing", "基本信息!A4", "药品经营许可证（零售）核发"),
    ("department_missing", "申请材料!A10", "医保定点零售药店申请（旧）"),
    ("step_added", "基本信息!G4", "药品经营许可证（零售）核发：公示"),
    ("step_frame", "基本信息!F6", "医保定点零售药店申请"),
    ("step_added", "基本信息!F6", "医保定点零售药店申请：现场勘验"),
    ("name_from_file", "", "药店办事指南"),
]

GUIDE_LEFT_OUT: list[Told] = [
    ("row_title", "基本信息!A1", "开办药店“一件事”办事指南（2025年版）"),
    ("column_unread", "基本信息!I2", "办理地点"),
    ("row_heading", "申请材料!A8", "所属事项"),
    ("column_unread", "办理流程!D1", "办理人"),
    ("column_unread", "办理流程!G1", "审查标准"),
    ("row_title", "填表说明!A1", "一、本表由各部门填写。"),
    ("column_elsewhere", "办理流程!E3", "5工作日"),
]

TWO_FILES = """\
一件事: 导出
联办事项:
- 名称: 公共场所卫生许可（新办）
  部门: 区卫生健康局
  类型: 行政许可（推定）
  基本编码: "000123001001"
  实施编码: 11370102004188888M4000123001001
  法定时限: 20 工作日
  承诺时限: 7 工作日
  材料:
  - {名称: 卫生许可申请表, 形式: 原件}
  - {名称: 场所平面图, 份数: 2, 形式: 复印件}
  - {名称: 身份证明, 份数: 2, 必要性: 容缺后补}
  推定: [办件类型]
- 名称: 公共场所卫生许可（变更）
  部门: 区卫生健康局
  类型: 行政许可（推定）
  办件类型: 即办件（推定）
  基本编码: "000123001002"
  法定时限: 20 工作日
  承诺时限: 即办
  材料:
  - {名称: 卫生许可申请表, 形式: 原件}
- 名称: 食品生产经营登记
  部门: 区市场监管局
  类型: 行政许可
  基本编码: "000131009000"
  法定时限: 15 工作日
- 名称: 城镇污水排入排水管网许可
  部门: 区水务局
  类型: 行政许可
  材料:
  - {名称: 排水许可申请书, 推定: [份数]}
  - {名称: 排水户内部排水管网图, 推定: [份数]}
来源: [导出.xlsx, 材料.csv]
"""

TWO_FILES_DOUBTS: list[Told] = [
    ("item_down", "A4", ""),
    ("copies_both", "C5", "1"),
    ("row_twice", "A7", "卫生许可申请表"),
    ("materials_split", "B8", "1.排水许可申请书 2.排水户内部排水管网图"),
    ("copies_missing", "B8", "排水许可申请书"),
    ("value_unread", "E8", "看情况"),
    ("code_set", "事项导出!C3", "01"),
    ("code_set", "事项导出!J3", "2"),
    ("department_main", "事项导出!A4", "公共场所卫生许可（变更）"),
    ("limit_unknown", "事项导出!K6", "二十"),
    ("limit_unknown", "事项导出!M6", "5-7"),
    ("name_from_file", "", "导出"),
]

TWO_FILES_LEFT_OUT: list[Told] = [
    ("row_title", "A1", "开办饭店需要交的材料（2025年3月 王科员整理）"),
    ("main_column", "事项导出!B3", "000123001000"),
    ("main_column", "事项导出!E3", "20"),
    ("main_column", "事项导出!F3", "1"),
]


def _told(notes: Sequence[Finding], *, doubts: bool) -> list[Told]:
    chosen = [one for one in notes if (one.severity is not Severity.NOTE) is doubts]
    return [(one.code, one.place, one.value) for one in chosen]


READ: dict[str, ReadGuide] = {
    "flat": read_guide(FLAT_XLS.read_bytes(), "实施清单.xls"),
    "guide": read_guide(guide_workbook(), "药店办事指南.xlsx"),
    "two files": read_guides(
        [GuideFile(main_and_sub_export(), "导出.xlsx"), GuideFile(office_table(), "材料.csv")]
    ),
}


@pytest.mark.parametrize(
    ("which", "text"), [("flat", FLAT), ("guide", GUIDE), ("two files", TWO_FILES)]
)
def test_the_service_is_what_the_table_says(which: str, text: str) -> None:
    assert READ[which].service == read_service_text(text)


@pytest.mark.parametrize(
    ("which", "doubts", "left_out"),
    [
        ("flat", FLAT_DOUBTS, FLAT_LEFT_OUT),
        ("guide", GUIDE_DOUBTS, GUIDE_LEFT_OUT),
        ("two files", TWO_FILES_DOUBTS, TWO_FILES_LEFT_OUT),
    ],
)
def test_every_doubt_and_everything_left_out_is_told(
    which: str, doubts: list[Told], left_out: list[Told]
) -> None:
    notes = READ[which].notes
    assert _told(notes, doubts=True) == doubts
    assert _told(notes, doubts=False) == left_out


def test_an_old_workbook_reads_like_a_new_one() -> None:
    """The same table, saved as .xlsx and as .xls."""
    new = read_guide(flat_export(), "实施清单.xls")
    assert new.service == READ["flat"].service
    assert _told(new.notes, doubts=True) == _told(READ["flat"].notes, doubts=True)


@pytest.mark.parametrize("which", list(READ))
def test_whatever_was_decided_is_marked_where_a_record_can_hold_the_mark(which: str) -> None:
    """A unit, a number of copies or the kind of a step that was guessed is never taken as read."""
    service, notes = READ[which]
    marks = {field for one in service.items for field in one.assumed}
    marks |= {field for one in service.requirements for field in one.assumed}
    marks |= {field for one in service.steps for field in one.assumed}
    codes = {one.code for one in notes}
    wanted = {
        "copies_missing": {"copies"},
        "step_kind": {"kind"},
        "step_added": {"*"},
        "visits_most": {"visits"},
    }
    for code, fields in wanted.items():
        if code in codes:
            assert fields <= marks, code
