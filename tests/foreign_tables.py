"""Tables as systems and offices hand them out, with their dirt; nobody prepared them for us.

Layouts: a flat export with one row an item (as list systems of Zhejiang write them), a guide with
several sheets, groups of headings and merged cells (as in Guangdong), an export with columns for
the 主项 and the 子项 side by side (as in Shandong), and an office's own table of materials. The
contents are made up after published guides for restaurants and pharmacies.
"""

import io
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).parent
FLAT_XLS = HERE / "data" / "flat_export.xls"
"""``flat_export`` saved by LibreOffice as an old Excel file."""

Value = str | float | date | None


def _written(sheet: Worksheet, rows: list[list[Value]], day: object = None) -> None:
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write_number(at, column, value)


def flat_export() -> bytes:
    """One row an item: numbers as numbers, units beside them, materials in one cell."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    heads: list[Value] = [
        *("序号", "部门名称", "权力基本码", "职权名称", "事项类型", "办件类型"),
        *("法定期限", "法定期限单位", "承诺期限", "承诺期限单位"),
        *("办事者到办事地点最少次数", "特别程序", "是否收费", "网上办理深度", "审批结果名称"),
        *("申请材料", "更新日期"),
    ]
    food = "1.食品经营许可申请书2份\n2.营业执照复印件（1份）\n3.与食品经营相适应的设施布局图"
    rows: list[list[Value]] = [
        heads,
        [
            *(1, "区市场监管局", "000131007000", "食品经营许可（餐饮）", "行政许可", "承诺件"),
            *(20, "工作日", 5, "工作日", 1, "现场核查", "否", "5^6", "食品经营许可证"),
            *(food, date(2025, 3, 1)),
        ],
        [
            *(2, "区消防救援大队", 95001.0, "公众聚集场所投入使用、营业前消防安全检查", "行政许可"),
            *("承诺件", "10个工作日", "工作日", "不超过3个工作日", None, "1次", "无", "否", "4"),
            *("公众聚集场所投入使用、营业前消防安全检查合格证", None, date(2025, 3, 2)),
        ],
        [
            *(3, "区综合行政执法局", 3.31075e17, "户外招牌设置备案", "其他行政权力", "即办件"),
            *("无期限", None, "即办", None, 0, None, "否", "6", None),
            *("申请表；效果图;营业执照复印件", date(2025, 3, 2)),
        ],
        [
            *(4, None, "000172001000", "生活饮用水卫生许可", "行政许可", "承诺件", 20, None, 5),
            *("天", "最多1次", "听证^延长审批", "是", "4", "卫生许可证", "申请表、身份证", None),
        ],
        ["合计", None, None, "4项", None, None, 60, None, 13],
    ]
    _written(sheet, rows, day)
    book.close()
    return stream.getvalue()


def guide_workbook() -> bytes:
    """A guide: groups of headings, merged items, a formula that nobody computed."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    _guide_items(book.add_worksheet("基本信息"))
    _guide_materials(book.add_worksheet("申请材料"))
    _guide_steps(book.add_worksheet("办理流程"))
    _written(book.add_worksheet("收费"), [["收费项目名称", "收费标准", "收费依据"]])
    notes = book.add_worksheet("填表说明")
    _written(notes, [["一、本表由各部门填写。"], ["二、时限以工作日计。"]])
    book.close()
    return stream.getvalue()


def _guide_items(sheet: Worksheet) -> None:
    sheet.merge_range("A1:I1", "开办药店“一件事”办事指南（2025年版）")
    sheet.merge_range("A2:A3", "序号")
    sheet.merge_range("B2:B3", "事项名称*")
    sheet.merge_range("C2:C3", "实施主体")
    sheet.merge_range("D2:E2", "办结时限")
    sheet.merge_range("F2:G2", "是否需要")
    sheet.merge_range("H2:H3", "到办事现场次数（次）")
    sheet.merge_range("I2:I3", "办理地点")
    for column, text in zip("DEFG", ("法定", "承诺（工作日）", "现场勘验", "公示"), strict=True):
        sheet.write(f"{column}3", text)
    listed: list[list[Value]] = [
        [
            1,
            "药品经营许可证（零售）核发",
            "市场监督管理局",
            "20工作日",
            8,
            "是",
            "是",
            1,
            "A区3号窗",
        ],
        [2, "第二类医疗器械经营备案", "市场监督管理局", "当场", 0, "否", "否", 0, "A区3号窗"],
        [3, "医保定点零售药店申请", "医疗保障局", "3个月", "1个月", "√", "×", 2, "B区1号窗"],
    ]
    _written_from(sheet, 3, listed)


def _guide_materials(sheet: Worksheet) -> None:
    sheet.merge_range("A1:A2", "所属事项")
    sheet.merge_range("B1:F1", "申请材料")
    sheet.merge_range("G1:G2", "要求提供材料的依据")
    heads = ("名称", "类型", "形式", "份数", "来源渠道")
    for column, text in zip("BCDEF", heads, strict=True):
        sheet.write(f"{column}2", text)
    sheet.merge_range("A3:A5", "药品经营许可证（零售）核发")
    rows: list[list[Value]] = [
        [
            "药品经营许可证申请表",
            "申请表格文书",
            "纸质",
            "原件1份",
            "申请人自备",
            "《药品管理法》第五十一条",
        ],
        ["营业执照", "证照", "电子", "1", "政府部门核发", "/"],
        ["执业药师注册证", "证照", "复印件", "若干", "政府部门核发（药监局）", None],
        ["第二类医疗器械经营备案表", "申请表格文书", "纸质/电子", 2, "申请人自备", None],
        ["营 业 执 照", "证照", "电子", 1, "政府部门核发", None],
    ]
    _written_from(sheet, 2, [[None, *row] for row in rows])
    sheet.write("A6", "第二类医疗器械经营备案")
    sheet.write_row("A8", ["所属事项", "名称", "类型", "形式", "份数", "来源渠道"])
    sheet.write_row("A9", ["医保定点零售药店申请", "定点申请表", "申请表格文书", "纸质"])
    sheet.write_formula("E9", "=1+1", None, "")
    sheet.write("F9", "自己准备")
    sheet.write_row("A10", ["医保定点零售药店申请（旧）", "药品经营许可证", "证照", "电子", "1"])


def _guide_steps(sheet: Worksheet) -> None:
    sheet.write_row(
        "A1", ["事项名称", "环节", "步骤", "办理人", "法定时限", "办理时限", "审查标准"]
    )
    sheet.merge_range("A2:A6", "药品经营许可证（零售）核发")
    sheet.merge_range("B2:B3", "申请与受理")
    sheet.merge_range("B4:B5", "审查")
    rows: list[list[Value]] = [
        ["收件", "张三", None, "0.5工作日", "材料齐全"],
        ["受理", "张三", "5工作日", "0.5工作日", "符合法定形式"],
        ["材料审查", "李四", None, "2个工作日", None],
        ["现场检查验收", "王五", None, "3", "两人以上"],
    ]
    _written_from(sheet, 1, [[None, None, *row] for row in rows])
    sheet.write_row("B6", ["决定", None, "赵六", "20工作日", "2天"])


def main_and_sub_export() -> bytes:
    """主项 and 子项 side by side under two groups; the main item stands in its first row only."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("事项导出")
    sheet.merge_range("A1:F1", "主项信息")
    sheet.merge_range("G1:N1", "子项信息")
    main = ["主项名称", "基本编码", "事项类型", "实施主体", "法定办结时限", "法定办结时限单位"]
    sub = ["子项名称", "基本编码", "实施编码", "办件类型", "法定办结时限", "法定办结时限单位"]
    sheet.write_row("A2", [*main, *sub, "承诺办结时限", "承诺办结时限单位"])
    code = "11370102004188888M4000123001001"
    none: list[Value] = [None] * 6
    rows: list[list[Value]] = [
        [
            *("公共场所卫生许可", "000123001000", "01", "区卫生健康局", 20, "1"),
            *("公共场所卫生许可（新办）", "000123001001", code, "2", 20, "1", 7, "1"),
        ],
        [*none, "公共场所卫生许可（变更）", "000123001002", None, "1", 20, "1", 0, "1"],
        ["食品生产经营登记", "000131009000", "行政许可", "区市场监管局", 15, "W"],
        [
            *("排水许可", "000117005000", "行政许可", "区水务局", 20, "月"),
            *("城镇污水排入排水管网许可", None, None, "承诺件", "二十", "W", "5-7", "W"),
        ],
    ]
    _written_from(sheet, 2, rows)
    book.close()
    return stream.getvalue()


def _written_from(sheet: Worksheet, top: int, rows: list[list[Value]]) -> None:
    for at, row in enumerate(rows, start=top):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value)


OFFICE_TABLE = """\
开办饭店需要交的材料（2025年3月 王科员整理）;;;;
事项;要件名称;原件;复印件;是否必要
公共场所卫生许可（新办）;卫生许可申请表;1;;是
;场所平面图;;2;是
;身份证明;1;1;容缺后补
公共场所卫生许可（变更）;卫生许可申请表;1;;是
公共场所卫生许可（变更）;卫生许可申请表;1;;是
城镇污水排入排水管网许可;1.排水许可申请书 2.排水户内部排水管网图;;;看情况
"""


def office_table() -> bytes:
    """An office's own list of materials, saved as Chinese Excel saves text."""
    return OFFICE_TABLE.encode("gb18030")
