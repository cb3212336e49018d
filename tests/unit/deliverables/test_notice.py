"""The notice: one checklist a situation, ready to tick off and sign."""

from optimizer.deliverables.deliverable import (
    Deliverable,
    Form,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
)
from optimizer.deliverables.notice import notice
from optimizer.deliverables.other_situations import other_situations
from optimizer.service.kinds import Necessity
from optimizer.wording.figures import DAGGER
from tests.deliverable_reading import SHIPPED, column, reform_of, texts, untouched, untouched_of
from tests.fixtures import asking, pair, with_need

NOW, LATER = "申请时应当提交的材料", "可以后补的材料"


def sheets(written: Deliverable) -> list[str]:
    return [one.text for one in written.blocks if isinstance(one, Heading)]


def listed(written: Deliverable, caption: str) -> list[list[str]]:
    """The papers under a caption, sheet by sheet."""
    return [
        [one.removesuffix(DAGGER) for one in column(grid, "材料名称")]
        for grid in written.blocks
        if isinstance(grid, Grid) and grid.caption == caption
    ]


def test_each_situation_that_differs_has_a_sheet_of_its_own() -> None:
    """The plan's first; an answer that changes nothing makes no sheet."""
    reform = reform_of("disabled-service-hunan-sangzhi")
    written = notice(reform)
    others = [one for one in other_situations(reform) if not one.same]
    assert len(sheets(written)) == 1 + len(others) == 8
    assert sum(isinstance(one, PageBreak) for one in written.blocks) == len(others)
    assert len(sheets(notice(untouched(asking())))) == 1


def test_every_sheet_lists_what_its_situation_hands_in_once() -> None:
    """Sheet by sheet, for every service we ship."""
    for name in SHIPPED:
        reform = untouched_of(name)
        services = [reform.plan.after] + [
            one.after or one.before for one in other_situations(reform) if not one.same
        ]
        expected = [len({n.document for n in s.requirements if n.handed_in()}) for s in services]
        found = listed(notice(reform), NOW)
        assert [len(one) for one in found] == [count for count in expected if count], name
        assert all(len(set(one)) == len(one) for one in found)


def test_what_may_follow_stands_apart() -> None:
    """A material needed for the decision only is not asked for at once."""
    written = notice(untouched(with_need(needed_by="decision", necessity=Necessity.DEFERRABLE)))
    assert listed(written, LATER) == [["租赁合同"]]
    assert listed(written, NOW) == [["甲申请表", "乙申请表", "营业执照"]]
    assert listed(notice(untouched(pair())), LATER) == []


def test_every_paper_has_a_box_and_the_findings_have_three() -> None:
    """Ticked at the window, whatever the outcome."""
    written = notice(untouched(pair()))
    (grid,) = [one for one in written.blocks if isinstance(one, Grid)]
    assert set(column(grid, "勾选")) == {"□"}
    fields = [field for one in written.blocks if isinstance(one, Form) for field in one.fields]
    (finding,) = [one for one in fields if one.options]
    assert len(finding.options) == 3
    assert {"申请人签名", "窗口人员签名"} <= {one.label for one in fields if not one.value}


def test_a_situation_not_computed_shows_no_limit() -> None:
    """Its sheet says that the limit is not computed instead of that of another situation."""
    written = notice(reform_of("disabled-service-hunan-sangzhi"))
    limits = [
        field.value
        for one in written.blocks
        if isinstance(one, Form)
        for field in one.fields
        if field.label == "承诺办结时限"
    ]
    assert limits == ["12 个工作日†"] * 3 + ["该情形的承诺时限尚未测算"] * 5


def test_only_sheets_the_plan_was_not_computed_for_say_so() -> None:
    """All but the first follow from the plan and are settled by computing them."""
    written = notice(reform_of("disabled-service-hunan-sangzhi"))
    told = [one.text for one in written.blocks if isinstance(one, Paragraph)]
    assert sum("本张由方案的举措推出" in one for one in told) == len(sheets(written)) - 1 == 7


def test_papers_nobody_wrote_down_are_open() -> None:
    bare = pair().model_copy(update={"requirements": ()})
    told = "申请材料待补充：现有资料没有登记任何申请材料，不等于不需要提交。"
    assert told in list(texts(notice(untouched(bare))))
