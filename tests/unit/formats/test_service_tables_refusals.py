"""What edited tables refuse, right at the boundary, and what they tell about it."""

from collections.abc import Mapping

import pytest

from optimizer.errors import InvalidInput
from optimizer.formats.service_tables import Cell, CellFinding, Changes, TableProblem, edited
from optimizer.formats.service_tables.editing import MOST_ROWS
from optimizer.service.amounts import MOST_YUAN
from optimizer.service.service import Service
from tests.unit.formats.test_service_tables import add, cafe, change


def refused(
    section: str,
    changed: Mapping[int, Mapping[str, Cell]] | None = None,
    added: tuple[Mapping[str, Cell], ...] = (),
    removed: frozenset[int] = frozenset(),
    service: Service | None = None,
) -> tuple[CellFinding, ...]:
    """The findings of an edit of the café that is refused."""
    changes = Changes(changed=changed or {}, added=added, removed=removed)
    with pytest.raises(TableProblem) as raised:
        edited(section, service or cafe(), changes, "zh")
    return raised.value.findings


# Section, column, the cell just right, the cell just wrong, a word of what would be right.
_BOUNDARIES: tuple[tuple[str, str, Cell, Cell, str], ...] = (
    ("items", "name", "名" * 200, "名" * 201, "最多 200 字"),
    ("items", "fee", "字" * 2000, "字" * 2001, "最多 2000 字"),
    ("items", "visits", 0, -1, "0 至"),
    ("items", "visits", 2.0, 2.5, "整数"),
    ("items", "fee_yuan", MOST_YUAN, MOST_YUAN + 1, f"0 至 {MOST_YUAN}"),
    ("items", "fee_yuan", "１２", "12元", "不带单位"),
    ("items", "fee_yuan", 5, 10**15, "核对数字"),
    ("items", "fee_yuan", 5, float("inf"), "整数"),
    ("items", "position", 1, 0, "1 至"),
    ("items", "promised", "20 工作日", "20", "20 工作日"),
    ("items", "promised", "20 工作日", 20, "20 工作日"),
    ("items", "promised", "50 年", "51 年", "数字和单位"),
    ("items", "kind", "行政许可", "行政允许", "行政许可"),
    ("items", "kind", ("行政许可",), ("行政许可", "行政确认"), "只保留一个"),
    ("items", "window", "否", "不一定", "写 是 或 否"),
    ("items", "window", False, 1, "写 是 或 否"),
    ("items", "risk_tags", [str(n) for n in range(500)], [str(n) for n in range(501)], "500"),
    ("items", "risk_tags", ("字" * 2000,), ("字" * 2001,), "最多 2000 字"),
    ("items", "when", ("营业面积: 300平方米以上",), ("营业面积: 大",), "营业面积: 300平方米以上"),
    ("items", "assumed", ("承诺时限",), ("承诺实现",), "承诺时限"),
    ("steps", "staff", 1, 0, "1 至"),
    ("steps", "items", ("消防安全检查",), ("消防检查",), "消防安全检查"),
    ("steps", "after", ("审查",), ("审核",), "食品经营许可/受理"),
    ("steps", "after", ("（无）",), ("（无）", "审查"), "可选"),
    ("steps", "demands", ("检查组 2",), ("巡查组 2",), "检查组"),
    ("steps", "demands", ("检查组 2",), ("检查组 2", "检查组"), "只保留一个"),
    ("requirements", "copies", 0, -1, "0 至"),
    ("requirements", "needed_by", "申请", "申报", "申请"),
    ("requirements", "source", "证照库", "证照仓库", "证照库"),
    ("requirements", "document", "营业执照", "身份证", "身份证（经办人）"),
    ("departments", "teams", ("检查组 1 人",), ("检查组",), "检查组 2 人"),
    ("departments", "teams", ("检查组 1 人", "乙 1 人"), ("检查组 1 人", "检查组 2 人"), "保留"),
    ("situations", "options", ("大 100%", "小"), ("大 101%", "小"), "0 至 100"),
    ("data_sources", "cost_yuan", 0, -1, "0 至"),
)


@pytest.mark.parametrize(("section", "field", "good", "bad", "right"), _BOUNDARIES)
def test_a_cell_is_taken_or_refused_at_the_boundary(
    section: str, field: str, good: Cell, bad: Cell, right: str
) -> None:
    """What is refused is told with its column and with what would be right."""
    service = cafe()
    if section == "situations":
        # Its answers may change freely only where nothing depends on them.
        service = edited("situations", service, Changes(removed={0}), "zh")
        new: dict[str, Cell] = {"name": "面积", "options": ("甲", "乙")}
        service = edited("situations", service, Changes(added=[new]), "zh")
    edited(section, service, Changes(changed={0: {field: good}}), "zh")
    (finding,) = refused(section, {0: {field: bad}}, service=service)
    assert (finding.section, finding.row, finding.field) == (section, 0, field)
    assert right in finding.told("zh")
    assert finding.heading("en") in finding.told("en")


def test_every_wrong_cell_is_told_at_once() -> None:
    """Of rows there were and of new ones, in their order; nothing is changed."""
    found = refused(
        "items",
        {1: {"promised": "5", "kind": "许可证"}, 0: {"visits": -1}},
        ({"name": "新事项", "statutory": "很久"}, {"department": "市场监管局"}),
    )
    assert [(one.row, one.field) for one in found] == [
        (0, "visits"),
        (1, "kind"),
        (1, "promised"),
        (2, "statutory"),
        (2, "department"),
        (3, "name"),
    ]


def test_a_problem_speaks_both_languages_and_counts_rows_from_one() -> None:
    changes = Changes(changed={0: {"promised": "20"}})
    with pytest.raises(InvalidInput) as raised:
        edited("items", cafe(), changes, "zh")
    problem = raised.value
    assert isinstance(problem, TableProblem)
    (chinese,), (english,) = problem.told("zh"), problem.told("en")
    assert chinese.startswith("联办事项 第 1 行：“承诺时限”")
    assert "现写作“20”" in chinese
    assert english.startswith("Items, row 1: “Promised limit”: ")
    assert problem.problems == (english,)


def test_hostile_values_are_told_shortly() -> None:
    (finding,) = refused("items", {0: {"kind": "\x00\u202e" + "x" * 1900}})
    assert len(finding.value) <= 61
    assert len(finding.told("zh")) < 400
    assert finding.value.isprintable()


@pytest.mark.parametrize(
    ("section", "row", "cells", "missing"),
    [
        ("service", 0, {"baseline_source": "指南"}, ["baseline_date"]),
        ("service", 0, {"declared_promise_spans": "受理至送达"}, ["declared_promise"]),
        ("items", 1, {"statutory_basis": "某法"}, ["statutory"]),
        ("items", 0, {"statutory": None, "statutory_basis": "某法"}, ["statutory"]),
        ("items", 0, {"commitment_basis": "清单"}, ["commitment_limit"]),
        (
            "items",
            0,
            {"commitment_after_check": "1 个月"},
            ["commitment_basis", "commitment_limit"],
        ),
    ],
)
def test_what_hangs_on_another_cell_needs_it(
    section: str, row: int, cells: dict[str, Cell], missing: list[str]
) -> None:
    assert [one.field for one in refused(section, {row: cells})] == missing


def test_a_commitment_needs_basis_and_limit_together() -> None:
    whole: dict[str, Cell] = {"commitment_basis": "清单", "commitment_limit": "1 工作日"}
    there = change("items", 0, whole)
    assert there.items[0].commitment is not None
    half = refused("items", {0: {"commitment_basis": None}}, service=there)
    assert [one.field for one in half] == ["commitment_basis"]
    none: dict[str, Cell] = dict.fromkeys(whole)
    gone = edited("items", there, Changes(changed={0: none}), "zh")
    assert gone.items[0].commitment is None


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("service", "name"),
        ("items", "name"),
        ("items", "department"),
        ("steps", "items"),
        ("steps", "name"),
        ("requirements", "item"),
        ("requirements", "document"),
        ("documents", "name"),
        ("precedences", "before"),
        ("precedences", "kind"),
        ("externals", "name"),
        ("externals", "items"),
        ("departments", "name"),
        ("data_sources", "documents"),
        ("situations", "name"),
        ("situations", "options"),
    ],
)
@pytest.mark.parametrize("blank", [None, "", "  ", (), ("",), float("nan"), "\u200b"])
def test_a_needed_cell_cannot_be_emptied(section: str, field: str, blank: Cell) -> None:
    (finding,) = refused(section, {0: {field: blank}})
    assert finding.field == field
    assert finding.right_zh == "请填写"


def test_what_is_told_of_a_document_is_edited_with_the_document() -> None:
    (finding,) = refused("requirements", {0: {"issuer_kind": "申请人自备"}})
    assert finding.right_zh == "请在材料表里改"
    other: dict[str, Cell] = {
        "item": "消防安全检查",
        "document": "营业执照",
        "issuer_kind": "申请人自备",
    }
    (finding,) = refused("requirements", added=(other,))
    assert (finding.row, finding.field) == (5, "issuer_kind")
    same = other | {"issuer_kind": "政府部门核发"}
    assert len(add("requirements", same).documents) == len(cafe().documents)


def test_columns_that_only_show_cannot_be_edited() -> None:
    assert refused("precedences", {0: {"implied": True}})[0].field == "implied"
    assert refused("steps", {0: {"members": ("受理",)}})[0].field == "members"


@pytest.mark.parametrize(
    ("section", "new"),
    [
        ("items", {"name": "消防安全检查", "department": "市场监管局"}),
        ("departments", {"name": "数据局"}),
        ("data_sources", {"name": "证照库", "documents": ("营业执照",)}),
        ("situations", {"name": "营业面积", "options": ("甲", "乙")}),
        ("externals", {"name": "营业执照", "items": ("消防安全检查",)}),
    ],
)
def test_a_name_is_given_once(section: str, new: dict[str, Cell]) -> None:
    (finding,) = refused(section, added=(new,))
    assert (finding.field, finding.value) == ("name", new["name"])
    other = new | {"name": f"另一个{new['name']}"}
    assert add(section, other) != cafe()


def test_a_row_cannot_take_the_name_of_another() -> None:
    (finding,) = refused("items", {1: {"name": "食品经营许可"}})
    assert (finding.row, finding.field) == (1, "name")


def test_two_departments_have_no_team_of_one_name() -> None:
    assert refused("departments", {1: {"teams": ("检查组 1 人",)}})[0].row == 1
    assert change("departments", 1, {"teams": ("检查二组 1 人",)}).departments[1].teams


def test_a_team_that_steps_occupy_stays() -> None:
    (finding,) = refused("departments", {0: {"teams": ()}})
    assert "现场检查" in finding.message_zh
    free = edited("steps", cafe(), Changes(changed={4: {"demands": ()}}), "zh")
    after = edited("departments", free, Changes(changed={0: {"teams": ()}}), "zh")
    assert after.departments[0].teams == ()


def test_an_answer_that_something_depends_on_stays() -> None:
    """Of three answers one goes that nothing needs, or one that two things need."""
    three = ("300平方米以上 40%", "300平方米以下（默认）", "露天")
    service = change("situations", 0, {"options": three})
    (finding,) = refused("situations", {0: {"options": three[1:]}}, service=service)
    assert "消防安全检查" in finding.message_zh
    assert edited("situations", service, Changes(changed={0: {"options": three[:2]}}), "zh") == (
        cafe()
    )


def test_a_department_that_items_need_stays() -> None:
    found = refused("departments", removed=frozenset({0}))
    assert "消防安全检查" in found[0].message_zh
    other = change("items", 1, {"department": "市场监管局"})
    assert len(edited("departments", other, Changes(removed={0}), "zh").departments) == 2


def test_a_service_keeps_an_item() -> None:
    (finding,) = refused("items", removed=frozenset({0, 1}))
    assert finding.right_zh == "至少保留一个事项"
    new: dict[str, Cell] = {"name": "新事项", "department": "市场监管局"}
    after = edited("items", cafe(), Changes(added=[new], removed={0, 1}), "zh")
    assert [one.name for one in after.items] == ["新事项"]


def test_rows_and_columns_that_are_not_there_are_told() -> None:
    assert [one.row for one in refused("items", {2: {"name": "甲"}, -1: {}})] == [-1, 2]
    assert refused("items", removed=frozenset({2}))[0].right_zh == "共 2 行"
    assert refused("items", {0: {"nothing": 1}})[0].message_zh == "没有这一列"


def test_the_service_itself_is_one_row() -> None:
    assert refused("service", added=({"name": "另一件事"},))[0].message_zh == "这张表只有一行"
    assert refused("published", removed=frozenset({0}))[0].message_zh == "这张表只有一行"


def test_a_table_has_a_largest_number_of_rows() -> None:
    blank: tuple[dict[str, Cell], ...] = ({},) * (MOST_ROWS - 2)
    assert add("items", *blank) == cafe()
    assert "行数太多" in refused("items", added=(*blank, {}))[0].message_zh
