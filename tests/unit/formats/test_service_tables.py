"""Editable tables of a service: their columns and rows."""

from collections.abc import Mapping

import pytest

from optimizer.formats.service_file import read_service_text
from optimizer.formats.service_tables import (
    LEFT_OUT,
    SECTIONS,
    Cell,
    Changes,
    columns,
    edited,
    rows,
)
from optimizer.formats.shapes import RECORDS
from optimizer.service.key_words import KEYS
from optimizer.service.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language

CAFE = """\
一件事: 开咖啡馆
牵头部门: 市场监管局
办理情形:
- {问题: 营业面积, 选项: [300平方米以上 40%, 300平方米以下（默认）]}
部门:
- {名称: 消防救援机构, 性质: 垂直管理, 经办力量: [检查组 2 人]}
材料:
- {名称: 营业执照, 材料类型: 证件证书证明, 来源渠道: 政府部门核发}
- {名称: 身份证, 持有人: 经办人}
- {名称: 身份证, 持有人: 法定代表人}
联办事项:
- 名称: 食品经营许可
  部门: 市场监管局
  法定时限: {时限: 20 工作日, 起止: 受理至送达}
  承诺时限: 10 工作日（推定）
  结果: 食品经营许可证
  环节: [受理 1 工作日, 审查 3 工作日（推定）, 决定 1 工作日]
  材料:
  - 营业执照
  - {名称: 申请表, 推定: 是}
- 名称: 消防安全检查
  部门: 消防救援机构
  承诺时限: 5 工作日
  环节:
  - 受理 1 工作日
  - {名称: 现场检查, 时长: 2 工作日, 占用力量: [检查组]}
  - {名称: 决定, 时长: 1 工作日, 适用: {营业面积: 300平方米以上}}
  材料:
  - {名称: 营业执照, 获取方式: 免于提交, 数据来源: 证照库}
  - 申请表
  - {名称: 食品经营许可证, 获取方式: 部门间流转, 需要时点: 现场检查}
  适用: {营业面积: 300平方米以上}
先后关系:
- 食品经营许可 → 消防安全检查: 惯例
外部前置条件:
- {名称: 营业执照, 事项: [食品经营许可]}
数据来源:
- {名称: 证照库, 材料: [营业执照], 提供部门: 数据局}
"""


def cafe() -> Service:
    """Two items, one of them for large places only."""
    return read_service_text(CAFE)


def change(section: str, row: int, cells: Mapping[str, Cell], language: Language = "zh") -> Service:
    """The café after one row was changed."""
    return edited(section, cafe(), Changes(changed={row: cells}), language)


def add(section: str, *new: Mapping[str, Cell], language: Language = "zh") -> Service:
    """The café after rows were added."""
    return edited(section, cafe(), Changes(added=new), language)


# --- columns -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", [one.key for one in SECTIONS])
def test_every_column_has_a_heading_of_its_own_and_help(section: str, language: Language) -> None:
    found = columns(section, cafe(), language)
    assert len({one.heading for one in found}) == len(found)
    assert all(one.help.endswith(("。", ".", "…")) for one in found)
    assert rows(section, cafe(), language) == () or set(rows(section, cafe(), language)[0]) == {
        one.field for one in found
    }


def test_chinese_headings_are_the_keys_of_the_file() -> None:
    """What a planner reads above a column is what the file calls it."""
    for section in SECTIONS:
        for column, field in zip(columns(section.key, cafe(), "zh"), section.fields, strict=True):
            simple = len(field.path) == 1 and field.name != "position"
            if simple:
                keys = KEYS[section.record][field.path[0]]
                assert column.heading in keys, (section.key, column)


def test_every_field_of_a_record_is_a_column_or_left_out_for_a_reason() -> None:
    shown = {
        (section.record, field.path[0])
        for section in SECTIONS
        for field in section.fields
        if field.name != "position"
    }
    held = {
        (section.record, name)
        for section in SECTIONS
        for name in RECORDS[section.record].model_fields
    }
    assert held - shown == set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_common_columns_stand_before_rare_ones() -> None:
    for section in SECTIONS:
        rare = [one.rare for one in section.fields if one.name not in ("when", "assumed")]
        assert rare == sorted(rare)


def test_conditions_are_common_where_there_are_situations() -> None:
    plain = edited("situations", cafe(), Changes(removed={0}), "zh")
    rare = {
        service.name: [one.rare for one in columns("items", service, "zh") if one.field == "when"]
        for service in (cafe(), plain.model_copy(update={"name": "无情形"}))
    }
    assert rare == {"开咖啡馆": [False], "无情形": [True]}


def test_a_table_nobody_knows_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        rows("nothing", cafe(), "zh")


# --- rows --------------------------------------------------------------------------------------


def test_rows_speak_the_planners_words() -> None:
    assert rows("items", cafe(), "zh")[0] == rows("items", cafe(), "zh")[0] | {
        "position": 1,
        "name": "食品经营许可",
        "department": "市场监管局",
        "statutory": "20 工作日",
        "statutory_spans": "受理至送达",
        "results": ("食品经营许可证",),
        "visits": None,
        "assumed": ("承诺时限",),
    }
    english = rows("items", cafe(), "en")[0]
    assert (english["statutory"], english["statutory_spans"]) == ("20 working days", "delivery")


def test_people_see_names_told_apart_by_item_or_holder() -> None:
    assert [row["document"] for row in rows("requirements", cafe(), "zh")] == [
        "营业执照",
        "食品经营许可/申请表",
        "营业执照",
        "消防安全检查/申请表",
        "食品经营许可证",
    ]
    options = {one.field: one.options for one in columns("requirements", cafe(), "zh")}
    assert {"身份证（经办人）", "身份证（法定代表人）"} <= set(options["document"])
    assert "消防安全检查/现场检查" in options["needed_by"]
    assert "申请" in options["needed_by"]
    assert rows("requirements", cafe(), "zh")[4]["needed_by"] == "消防安全检查/现场检查"


def test_a_material_shows_what_its_document_is() -> None:
    row = rows("requirements", cafe(), "zh")[0]
    assert (row["document_class"], row["issuer_kind"]) == ("证件证书证明", "政府部门核发")


def test_lists_are_written_as_in_the_file() -> None:
    departments = rows("departments", cafe(), "zh")
    assert departments[0]["teams"] == ("检查组 2 人",)
    assert rows("situations", cafe(), "zh")[0]["options"] == (
        "300平方米以上 40%",
        "300平方米以下（默认）",
    )
    steps = rows("steps", cafe(), "zh")
    assert steps[4]["demands"] == ("检查组",)
    assert steps[5]["when"] == ("营业面积: 300平方米以上",)
