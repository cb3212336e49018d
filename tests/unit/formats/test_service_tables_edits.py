"""What an edit of a table does to the service."""

import pytest

from optimizer.formats.service_tables import Cell, Changes, edited, rows
from optimizer.service.document import Document
from optimizer.service.item import Limit
from optimizer.service.kinds import DocumentClass, IssuerKind, Span, StepKind
from optimizer.service.situation import Condition
from optimizer.service.step import Step
from optimizer.worktime import Duration
from tests.unit.formats.test_service_tables import add, cafe, change


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１５个工作日", "15 工作日"),
        ("1个月", "1 个月"),
        ("5 自然日", "5 自然日"),
        ("即办", "即办"),
        ("3 working days", "3 工作日"),
    ],
)
def test_a_limit_is_typed_as_guides_write_it(typed: str, meant: str) -> None:
    """What the limit spans stays as it was."""
    limit = change("items", 0, {"statutory": typed}).items[0].statutory
    assert limit == Limit(duration=Duration.parse(meant), spans=Span.DELIVERY)


def test_a_cleared_limit_takes_its_details_along() -> None:
    assert change("items", 0, {"statutory": None}).items[0].statutory is None


def test_a_renamed_record_keeps_its_id_and_all_that_refers_to_it() -> None:
    after = change("items", 0, {"name": "食品许可"})
    assert after == cafe().model_copy(
        update={"items": (cafe().items[0].model_copy(update={"name": "食品许可"}), cafe().items[1])}
    )
    assert rows("precedences", after, "zh")[0]["before"] == "食品许可"
    assert rows("steps", after, "zh")[0]["items"] == ("食品许可",)


def test_the_old_name_of_a_renamed_document_means_a_new_one() -> None:
    """People see names: an id nobody sees is never what they meant."""
    renamed = change("documents", 0, {"name": "营业执照副本"})
    after = edited("requirements", renamed, Changes(changed={1: {"document": "营业执照"}}), "zh")
    assert after.requirements[0].document == "营业执照"
    assert after.documents[-1] == Document(id="营业执照#2", name="营业执照")
    assert after.requirements[1].document == "营业执照#2"


def test_steps_follow_a_renamed_team() -> None:
    after = change("departments", 0, {"teams": ("联合检查组 3 人",)})
    assert after.departments[0].teams[0].capacity == 3
    assert after.steps[4].demands[0].team == "联合检查组"


def test_conditions_follow_a_renamed_question_and_answer() -> None:
    """Also inside a joint step."""
    when = (Condition(question="营业面积", options=("300平方米以上",)),)
    member = Step(id="旧", items=("食品经营许可",), when=when)
    joint = Step(id="合", name="联合踏勘", items=("食品经营许可",), members=(member,))
    service = cafe().model_copy(update={"steps": (*cafe().steps, joint)})
    cells = {"name": "面积", "options": ("大店 40%", "300平方米以下（默认）")}
    after = edited("situations", service, Changes(changed={0: cells}), "zh")
    expected = (Condition(question="面积", options=("大店",)),)
    assert after.items[1].when == after.steps[5].when == expected
    assert after.steps[6].members[0].when == expected


def test_a_new_name_of_a_document_makes_a_document() -> None:
    after = change("requirements", 0, {"document": "卫生承诺书"})
    assert after.documents[-1] == Document(id="卫生承诺书", name="卫生承诺书")
    assert after.requirements[0].document == "卫生承诺书"


def test_a_new_result_is_issued_by_the_department_of_its_item() -> None:
    made = change("items", 1, {"results": ("消防安全检查意见书",)}).documents[-1]
    assert (made.document_class, made.issuer_kind, made.issuer) == (
        DocumentClass.APPROVAL,
        IssuerKind.GOVERNMENT,
        "消防救援机构",
    )


def test_the_bare_name_of_a_form_means_the_own_form_of_the_item() -> None:
    """As in a file: a form belongs to its item."""
    after = add("requirements", {"item": "消防安全检查", "document": "申请表"})
    assert after.requirements[-1].document == "消防安全检查/申请表"
    assert len(after.documents) == len(cafe().documents)
    third = add("items", {"name": "户外广告", "department": "城管局"})
    fresh = Changes(added=[{"item": "户外广告", "document": "申请表"}])
    made = edited("requirements", third, fresh, "zh").documents[-1]
    assert (made.name, made.item, made.document_class) == (
        "申请表",
        "户外广告",
        DocumentClass.FORM,
    )


def test_the_full_name_of_a_form_of_another_item_shares_it() -> None:
    after = change("requirements", 3, {"document": "食品经营许可/申请表"})
    assert after.requirements[3].document == "食品经营许可/申请表"


def test_a_new_name_of_a_department_makes_a_department() -> None:
    after = change("items", 0, {"department": "行政审批局"})
    assert after.departments[-1].name == "行政审批局"
    assert after.items[0].department == after.departments[-1].id


@pytest.mark.parametrize(
    "typed", ["食品经营许可（新办）", "食品经营许可(新办)", " 食品经营许可（新办） "]
)
def test_width_and_brackets_make_no_difference_to_a_name(typed: str) -> None:
    renamed = change("items", 0, {"name": "食品经营许可（新办）"})
    after = edited("externals", renamed, Changes(changed={0: {"items": (typed,)}}), "zh")
    assert after.externals == cafe().externals


def test_no_step_before_is_not_the_same_as_not_stated() -> None:
    none = change("steps", 1, {"after": ("（无）",)})
    assert none.steps[1].after == ()
    assert rows("steps", none, "en")[1]["after"] == ("(none)",)
    named = change("steps", 1, {"after": ("食品经营许可/受理",)})
    assert named.steps[1].after == ("食品经营许可/受理",)
    cleared = edited("steps", named, Changes(changed={1: {"after": None}}), "zh")
    assert cleared == cafe()


def test_a_step_is_named_shortly_within_its_item() -> None:
    assert change("steps", 5, {"after": ("受理", "现场检查")}).steps[5].after == (
        "消防安全检查/受理",
        "消防安全检查/现场检查",
    )


def test_answers_of_one_question_are_alternatives() -> None:
    both = ("营业面积：300平方米以下", "营业面积: 300平方米以上")
    assert change("requirements", 0, {"when": both}).requirements[0].when == (
        Condition(question="营业面积", options=("300平方米以下", "300平方米以上")),
    )


def test_a_list_may_be_typed_in_one_text() -> None:
    """A ``、`` parts known names only; names themselves often hold one."""
    after = change("data_sources", 0, {"documents": "营业执照、食品经营许可证；身份证（经办人）"})
    assert after.data_sources[0].documents == ("营业执照", "食品经营许可证", "身份证（经办人）")
    one = change("data_sources", 0, {"documents": "水质、水量检测报告"})
    assert one.documents[-1].name == "水质、水量检测报告"


def test_words_of_both_languages_are_read() -> None:
    after = change("items", 0, {"kind": "licence", "window": "是"}, "zh")
    assert after == change("items", 0, {"kind": "行政许可", "window": True}, "en")


def test_a_text_stays_a_text_without_what_cannot_be_seen() -> None:
    after = change("items", 0, {"fee": "=1+1", "condition": "甲\x00\n乙\u202e丙\ud800"})
    assert (after.items[0].fee, after.items[0].condition) == ("=1+1", "甲  乙丙")


# --- marks -------------------------------------------------------------------------------------


def test_a_changed_value_loses_its_mark_and_the_others_keep_theirs() -> None:
    marked = change("items", 0, {"assumed": ("法定时限", "承诺时限")})
    assert marked.items[0].assumed == ("promised", "statutory")
    after = edited("items", marked, Changes(changed={0: {"promised": "9 工作日"}}), "zh")
    assert after.items[0].assumed == ("statutory",)
    same = edited("items", marked, Changes(changed={0: {"promised": "10 工作日"}}), "zh")
    assert same == marked


def test_a_record_that_is_all_assumed_keeps_the_marks_of_its_other_values() -> None:
    need = change("requirements", 1, {"copies": 2}).requirements[1]
    assert not need.is_assumed("copies")
    assert all(
        need.is_assumed(name)
        for name in type(need).model_fields
        if name not in ("id", "assumed", "copies")
    )


def test_a_typed_mark_wins() -> None:
    both = change("items", 0, {"promised": "9 工作日", "assumed": ("承诺时限", "跑动")})
    assert both.items[0].assumed == ("promised", "visits")
    behind = change("steps", 0, {"duration": "2 工作日（推定）"})
    assert behind.steps[0].assumed == ("duration",)
    all_of_it = change("steps", 0, {"assumed": ("全部",)})
    assert all_of_it.steps[0].assumed == ("*",)
    assert change("steps", 1, {"assumed": ()}).steps[1].assumed == ()


# --- adding and moving -------------------------------------------------------------------------


def test_a_new_step_stands_behind_those_of_its_item() -> None:
    """Its id and kind follow from its name, as in a file."""
    after = add("steps", {"items": ("食品经营许可",), "name": "现场核查", "duration": "4 小时"})
    step = after.steps[3]
    assert (step.id, step.kind) == ("食品经营许可/现场核查", StepKind.INSPECTION)
    assert [one.id for one in after.steps[:3] + after.steps[4:]] == [s.id for s in cafe().steps]


def test_a_new_row_takes_the_place_it_was_given() -> None:
    new: dict[str, Cell] = {"items": ("食品经营许可",), "name": "现场核查", "position": 2}
    assert [one.name for one in add("steps", new).steps[:4]] == ["受理", "现场核查", "审查", "决定"]


@pytest.mark.parametrize(
    ("row", "place", "order"),
    [
        (0, 3, ["审查", "决定", "受理"]),
        (2, 1, ["决定", "受理", "审查"]),
        (0, 99, ["审查", "决定", "受理"]),
        (1, 2, ["受理", "审查", "决定"]),
    ],
)
def test_a_typed_place_moves_a_step_within_its_item(row: int, place: int, order: list[str]) -> None:
    after = change("steps", row, {"position": place})
    assert [one.name for one in after.steps[:3]] == order
    assert after.steps[3:] == cafe().steps[3:]


def test_the_steps_and_materials_of_an_item_move_along() -> None:
    after = change("items", 1, {"position": 1})
    assert [one.name for one in after.items] == ["消防安全检查", "食品经营许可"]
    assert [one.items[0] for one in after.steps] == ["消防安全检查"] * 3 + ["食品经营许可"] * 3
    assert after.requirements[0].item == "消防安全检查"


def test_a_taken_id_is_numbered() -> None:
    new: dict[str, Cell] = {"items": "消防安全检查", "name": "受理"}
    after = add("steps", new, new)
    assert [one.id for one in after.steps[-2:]] == ["消防安全检查/受理#2", "消防安全检查/受理#3"]


def test_later_new_rows_may_name_earlier_ones() -> None:
    after = add(
        "steps",
        {"items": ("食品经营许可",), "name": "公示", "after": ("审查",)},
        {"items": ("食品经营许可",), "name": "听证", "after": ("公示",)},
    )
    assert [one.after for one in after.steps[3:5]] == [
        ("食品经营许可/审查",),
        ("食品经营许可/公示",),
    ]


def test_a_new_material_may_describe_its_new_document() -> None:
    new: dict[str, Cell] = {
        "item": "食品经营许可",
        "document": "健康证明",
        "issuer_kind": "政府部门核发",
        "document_class": "证件证书证明",
        "copies": "２",
    }
    after = add("requirements", new)
    assert after.documents[-1].issuer_kind is IssuerKind.GOVERNMENT
    assert after.requirements[2].id == "食品经营许可/健康证明"
    assert after.requirements[2].copies == 2


def test_empty_new_rows_are_passed_over() -> None:
    blank: dict[str, Cell] = {"name": None, "kind": "", "options": (), "default": False}
    assert add("situations", blank, {}) == cafe()
    assert add("data_sources", {"name": float("nan")}) == cafe()


@pytest.mark.parametrize(
    ("section", "new"),
    [
        ("precedences", {"before": "消防安全检查", "after": "食品经营许可", "kind": "法定前置"}),
        ("externals", {"name": "规划许可证", "items": ("食品经营许可",), "basis": "某法"}),
        ("departments", {"name": "城管局", "teams": ("巡查组 1 人",)}),
        ("documents", {"name": "房产证", "holder": "房东", "fields": ("地址", "面积")}),
        ("data_sources", {"name": "人口库", "documents": ("身份证（经办人）",), "effort": "难"}),
        ("situations", {"name": "是否装修", "options": ("是 30%", "否（默认）")}),
    ],
)
def test_a_new_row_is_shown_as_it_was_typed(section: str, new: dict[str, Cell]) -> None:
    shown = rows(section, add(section, new), "zh")
    assert len(shown) == len(rows(section, cafe(), "zh")) + 1
    assert shown[-1] == shown[-1] | new


def test_a_removed_row_can_be_typed_anew_in_the_same_edit() -> None:
    new: dict[str, Cell] = {"name": "证照库", "documents": ("营业执照",), "owner": "数据局"}
    after = edited("data_sources", cafe(), Changes(added=[new], removed={0}), "zh")
    assert after.data_sources == cafe().data_sources


def test_published_figures_come_and_go_as_a_whole() -> None:
    there = change("published", 0, {"before_days": 17, "after_days": 7.5})
    assert there.published is not None
    assert (there.published.before.days, there.published.after.days) == (17, 7.5)
    cells: dict[str, Cell] = {"before_days": None, "after_days": None}
    assert edited("published", there, Changes(changed={0: cells}), "zh") == cafe()
