"""Blank reporting forms (报送表) as cities hand them out, made for tests.

Each is made once: a workbook holds the second it was made in.
"""

import datetime
import io
from collections.abc import Mapping
from functools import cache

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import REDUCED, percent
from optimizer.formats.reporting_form import ReportedPlan
from optimizer.wording.figures import Figure

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def planned(
    service: str = "开办面包店",
    numbers: Mapping[str, tuple[int | None, int | None]] | None = None,
    *,
    assumed: tuple[str, ...] = (),
    at_least: tuple[str, ...] = (),
    rule: str = "reporting",
) -> ReportedPlan:
    """A plan as forms ask for it: 34 → 21 materials, 12 → 5 steps, 72 → 20 days, 6 → 1 visits."""
    held: dict[str, tuple[int | None, int | None]] = dict.fromkeys(REDUCED, (8, 6))
    held |= {"materials": (34, 21), "steps": (12, 5), "promise": (72, 20), "visits": (6, 1)}
    held |= numbers or {}
    return ReportedPlan(
        service=service,
        rule=load_counting_rules()[rule],
        texts={
            "service": service,
            "region": "鼓楼区",
            "lead_department": "市场监管局",
            "department_count": 4,
            "items": 6,
            "list_category": "国家重点事项",
            "situation": "不分情形",
            "counting_rule": "常用报送口径",
            "date": datetime.date(2026, 11, 25),
        },
        figures={
            metric: Figure(
                metric=metric,
                before=before,
                after=after,
                percent=percent(before, after),
                assumed=metric in assumed,
                before_at_least=metric in at_least,
                after_at_least=False,
            )
            for metric, (before, after) in held.items()
        },
    )


@cache
def table_form(year: int = 2026) -> bytes:
    """A table with two-row headings, merged, one row a service; ten blank rows, then a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "报送表"
    sheet["A1"] = f"{year}年“高效办成一件事”改革成效报送表"
    sheet.merge_cells("A1:N1")
    sheet["A1"].font = Font(name="宋体", size=18, bold=True)
    sheet["A2"] = "填报单位（盖章）："
    _merged_headings(
        sheet,
        {"A": "序号", "B": "一件事名称", "C": "牵头部门", "N": "备注"},
        {"D": "申请材料（份）", "G": "办理环节（个）", "J": "办理时限（工作日）"},
        ("改革前", "改革后", "压减比例"),
    )
    sheet["M3"], sheet["M4"] = "跑动次数（次）", "改革后"
    for row in range(3, 15):
        for column in range(1, 15):
            cell = sheet.cell(row, column)
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if row > 4 and column in (6, 9, 12):
                cell.number_format = "0.0%"
    for row in range(5, 15):
        sheet.cell(row, 1).value = row - 4
    sheet["A15"] = "注：压减比例＝（改革前－改革后）÷改革前，保留一位小数。"
    sheet.merge_cells("A15:N15")
    sheet.column_dimensions["B"].width = 30
    sheet.print_area = "A1:N15"
    sheet.freeze_panes = "C5"
    return _saved(book)


def _merged_headings(
    sheet: Worksheet, alone: dict[str, str], groups: dict[str, str], below: tuple[str, ...]
) -> None:
    for column, text in alone.items():
        sheet[f"{column}3"] = text
        sheet.merge_cells(f"{column}3:{column}4")
    for column, text in groups.items():
        sheet[f"{column}3"] = text
        last = chr(ord(column) + len(below) - 1)
        sheet.merge_cells(f"{column}3:{last}3")
        for offset, one in enumerate(below):
            sheet[f"{chr(ord(column) + offset)}4"] = one


@cache
def label_form() -> bytes:
    """Labels with their answers to the right, and a matrix of figures below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "登记表"
    sheet["A1"] = "“一件事”集成改革登记表"
    sheet.merge_cells("A1:D1")
    for row, cells in enumerate(
        (
            ("一件事名称：", None, "牵头部门：", "（填写）"),
            ("所属地区", None, "填报日期", "  年 月 日"),
            ("联办事项数", None, "涉及部门数", None),
            ("办理情形", None, "联系人", None),
            ("统计口径", None, None, None),
            ("指标", "改革前", "改革后", "压减比例（%）"),
            ("申请材料（份）", None, None, None),
            ("办理环节（个）", None, None, None),
            ("办理时限（工作日）", None, None, None),
            ("跑动次数（次）", None, None, None),
        ),
        2,
    ):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.border = _BOX
    sheet.merge_cells("B6:D6")
    for row in range(8, 12):
        sheet.cell(row, 4).number_format = "0.0"
    sheet["B3"].fill = PatternFill("solid", fgColor="FFF2CC")
    return _saved(book)


@cache
def formula_form() -> bytes:
    """A table with the form's own formulas, a total row, drop-down lists and a locked sheet."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("汇总")
    box = book.add_format({"border": 1, "align": "center"})
    share = book.add_format({"border": 1, "num_format": "0%"})
    open_cell = book.add_format({"border": 1, "locked": False})
    sheet.merge_range("A1:H1", "区县“一件事”改革情况汇总表", book.add_format({"bold": True}))
    headings = (
        *("一件事名称", "清单类别", "改革前材料数（项次）", "改革后材料数（项次）"),
        *("材料压减比例", "原法定办理时限（工作日）", "改革后办理时限（工作日）", "时限压减比例"),
    )
    sheet.write_row("A2", headings, box)
    for row in range(3, 7):
        for column in "ABCDFG":
            sheet.write_blank(f"{column}{row}", None, open_cell)
        sheet.write_formula(f"E{row}", f'=IF(C{row}="","",(C{row}-D{row})/C{row})', share, "")
        sheet.write_blank(f"H{row}", None, share)
    sheet.write("A7", "合计", box)
    sheet.write("B7", "—", box)
    for column in "CD":
        sheet.write_formula(f"{column}7", f"=SUM({column}3:{column}6)", box, 0)
    sheet.write_formula("E7", "=(C7-D7)/C7", share, "#DIV/0!")
    for column in "FG":
        sheet.write_blank(f"{column}7", None, box)
    sheet.write_blank("H7", None, share)
    choices = ["国家重点事项", "省重点事项", "市级", "地方特色"]
    sheet.data_validation("B3:B6", {"validate": "list", "source": choices})
    whole = {"validate": "integer", "criteria": ">=", "value": 0}
    sheet.data_validation("C3:D6", whole)
    red = book.add_format({"font_color": "red"})
    sheet.write_rich_string("A9", "说明：", red, "不得", "报送测算值")
    sheet.insert_textbox("J2", "由区县行政审批服务局填写")
    sheet.protect("", {"select_locked_cells": True})
    sheet.print_area("A1:H7")
    sheet.set_column("A:A", 24)
    book.close()
    return made.getvalue()


def with_rule(content: bytes, offered: str, cells: str) -> bytes:
    """A form with one more drop-down list."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rule = DataValidation(type="list", formula1=f'"{offered}"')
    rule.add(cells)
    book.active.add_data_validation(rule)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def grid_form(rows: tuple[tuple[str | int | None, ...], ...], merged: tuple[str, ...]) -> bytes:
    """A form of nothing but words; an empty text is a cell written down, ``None`` is none."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value or None
            sheet.cell(number, column).border = Border() if value is None else _BOX
    for one in merged:
        sheet.merge_cells(one)
    return _saved(book)
