"""The guide for applicants says what the plan and the service hold, and nothing else."""

import pytest

from optimizer.deliverables.deliverable import Deliverable, Figure, Grid
from optimizer.deliverables.guide import guide
from optimizer.deliverables.reform import Reform
from optimizer.service.kinds import Necessity, StepKind
from optimizer.service.service import Service
from optimizer.wording.figures import DAGGER
from optimizer.wording.given_names import document_names
from tests.deliverable_reading import (
    SHIPPED,
    column,
    grids,
    part,
    reform_of,
    texts,
    untouched,
    untouched_of,
)
from tests.fixtures import handing_over, pair, with_item, with_kind, with_need

PLANNED = ("bakery", "disabled-service-hunan-sangzhi", "open-restaurant-sichuan")
BRING, SPARED = "需要带的材料", "不用再交的材料"


def names_in(written: Deliverable, heading: str) -> list[str]:
    """The documents a section lists; none where the section is not there."""
    try:
        found = [one for grid in grids(part(written, heading)) for one in column(grid, "材料名称")]
    except LookupError:
        return []
    return [one.removesuffix(DAGGER) for one in found]


def row_of(grid: Grid, first: str) -> tuple[str, ...]:
    return next(row for row in grid.rows if row[0] == first)


def handed(service: Service) -> list[str]:
    return sorted({n.document for n in service.requirements if n.handed_in()})


def reforms() -> list[Reform]:
    return [*(untouched_of(name) for name in SHIPPED), *map(reform_of, PLANNED)]


def test_everything_handed_in_stands_once_among_what_to_bring_and_nothing_else_does() -> None:
    """Whoever brings what is listed has everything, and nothing in vain."""
    for reform in reforms():
        after, written = reform.plan.after, guide(reform)
        names = {one: reform.names_after(one) for one in document_names(after, "zh")}
        bring = [names[one] for one in handed(after)]
        assert sorted(names_in(written, BRING)) == sorted(bring), reform.title
        rest = {n.document for n in after.requirements} - set(handed(after))
        assert sorted(names_in(written, SPARED)) == sorted(names[one] for one in rest)


def test_the_bakery_brings_three_papers_and_its_licence_comes_from_the_source() -> None:
    """Expected by hand: one form for three, identity card and lease once, the licence online."""
    written = guide(reform_of("bakery"))
    assert set(names_in(written, BRING)) == {"“一件事”联办申请表", "身份证", "租赁合同"}
    (free,) = grids(part(written, SPARED))
    assert [(row[1].removesuffix(DAGGER), row[3]) for row in free.rows] == [
        ("营业执照", "办理部门从“电子证照库”获取")
    ]


def test_a_source_that_is_not_connected_yet_is_named_with_what_holds_until_then() -> None:
    """Nobody is sent away for a paper that no system delivers yet."""
    sources = ("公安人口库", "公安户籍信息")
    told = list(texts(part(guide(reform_of("disabled-service-hunan-sangzhi")), SPARED)))
    assert any(all(one in text for one in sources) and "接通以前" in text for text in told)
    assert not any("接通以前" in text for text in texts(guide(reform_of("bakery"))))


def test_a_paper_asked_for_twice_is_brought_twice_unless_it_is_reused() -> None:
    """The pair asks for the licence in both items; nothing is reused without a measure."""
    (grid,) = grids(part(guide(untouched(pair())), BRING))
    assert [(row[1], row[2]) for row in grid.rows] == [
        ("甲申请表", "原件或复印件 1 份"),
        ("乙申请表", "原件或复印件 1 份"),
        ("营业执照", "原件或复印件 2 份"),
        ("租赁合同", "原件或复印件 1 份"),
    ]


def test_a_result_of_the_service_is_told_as_such() -> None:
    """The applicant cannot bring beforehand what he gets on the way."""
    (grid,) = grids(part(guide(untouched(handing_over())), BRING))
    assert dict(zip(column(grid, "材料名称"), column(grid, "材料来源"), strict=True))["甲证"] == (
        "办理“a”时取得"
    )


def test_what_is_needed_for_the_decision_only_may_follow() -> None:
    """Needed by the decision: it may follow; needed for acceptance: it may not."""

    def remark(needed_by: str) -> str:
        need = with_need(needed_by=needed_by, necessity=Necessity.DEFERRABLE)
        (grid,) = grids(part(guide(untouched(need)), BRING))
        return dict(zip(column(grid, "材料名称"), column(grid, "说明"), strict=True))["租赁合同"]

    assert remark("decision") == "可以后补，最迟在作出决定前补齐"
    assert remark("acceptance") == ""


@pytest.mark.parametrize("name", PLANNED)
def test_figures_are_those_of_the_plan_with_their_marks(name: str) -> None:
    """Limit, visits and departments; a dagger exactly where a value is assumed."""
    reform = reform_of(name)
    metrics = reform.plan.after_metrics
    (overview,) = grids(part(guide(reform), "一看就懂"))

    def marked(figure: str, text: str) -> str:
        return text + (DAGGER if figure in metrics.assumed else "")

    assert row_of(overview, "承诺办结时限")[1] == marked(
        "promise_days", f"{metrics.promise_days} 个工作日"
    )
    assert row_of(overview, "跑几次")[1] == (
        f"到办事现场 {marked('visits', str(metrics.visits))} 次"
    )
    assert row_of(overview, "面对的部门数")[1] == marked("departments", str(metrics.departments))


def test_time_that_does_not_count_is_named_with_the_article() -> None:
    """Testing stops the clock (art. 45); the pair without it has nothing to name."""
    (_, stopped) = grids(part(guide(untouched(with_kind(StepKind.TESTING))), "多久办好"))
    told = {(row[1], row[2].removesuffix(DAGGER)) for row in stopped.rows if "四十五条" in row[3]}
    assert told == {("a", "2 工作日"), ("b", "2 工作日")}
    plain = guide(untouched(with_kind(StepKind.INSPECTION)))
    assert not any("四十五条" in text for text in texts(plain))


def test_fees_are_told_as_they_are_known() -> None:
    """A fee, none, and nobody knows are three things."""

    def fee(**update: object) -> str:
        (overview,) = grids(part(guide(untouched(with_item(**update))), "一看就懂"))
        return row_of(overview, "收费")[1]

    assert fee() == "待核实"
    assert fee(fee_yuan=80) == "a：80 元\nb：待核实"
    assert fee(fee_yuan=0) == "a：不收费\nb：待核实"
    assert fee(fee_yuan=80, fee_absorbed=True).startswith("a：由政府承担")


def test_results_come_by_mail_only_where_the_plan_says_so() -> None:
    """The bakery's licence is posted by a measure; nobody says how the sign's permit arrives."""
    (grid,) = grids(part(guide(reform_of("bakery")), "拿到什么结果"))
    ways = dict(zip(column(grid, "联办事项"), column(grid, "怎么拿到"), strict=True))
    assert ways["食品经营许可"] == "邮寄送达"
    assert "〔待填〕" in ways["招牌设置"]
    assert ways["消防安全检查"] == "〔待填〕"


def test_what_only_the_office_knows_stays_open() -> None:
    """A telephone a department, and five channels; none is made up."""
    contacts = part(guide(reform_of("bakery")), "到哪里问、向谁反映")
    (grid,) = grids(contacts)
    assert column(grid, "咨询电话") == ["〔待填〕"] * 3
    assert sum(text.endswith("：〔待填〕") for text in texts(contacts)) == 5


def test_a_situation_that_only_adds_a_paper_keeps_the_limit() -> None:
    """A guardian brings his proof; nothing else changes."""
    (grid,) = grids(part(guide(reform_of("disabled-service-hunan-sangzhi")), "其他办理情形"))
    row = row_of(grid, "需监护人代办（无民事行为能力等）：是")
    assert row[1:] == ("与上述相同", "增加：监护人证明†（原件 1 份）", "12 个工作日†")


def test_a_situation_with_an_item_the_plan_never_saw_has_no_limit_of_its_own() -> None:
    """Renewing the certificate instead of the first issue was not computed, and it says so."""
    (grid,) = grids(part(guide(reform_of("disabled-service-hunan-sangzhi")), "其他办理情形"))
    row = row_of(grid, "残疾人证办理情形：换领")
    assert row[1] == "增加：残疾人证换领\n不再需要：残疾人证新办"
    assert "残疾人证（原证）" in row[2]
    assert row[3] == "该情形的承诺时限尚未测算"


def test_a_service_without_questions_has_no_other_situations() -> None:
    """No empty section."""
    with pytest.raises(LookupError):
        part(guide(untouched(pair())), "其他办理情形")


def test_the_picture_is_that_of_the_process_after() -> None:
    """The bakery is inspected by all three at once, and the picture draws that step."""
    (drawn,) = [one for one in guide(reform_of("bakery")).blocks if isinstance(one, Figure)]
    (today,) = [one for one in guide(untouched_of("bakery")).blocks if isinstance(one, Figure)]
    assert "联合" in drawn.svg()
    assert "联合" not in today.svg()


def test_papers_nobody_wrote_down_are_open_and_not_spared() -> None:
    """An applicant who is told to bring nothing comes in vain."""
    bare = pair().model_copy(update={"requirements": ()})
    told = list(texts(guide(untouched(bare))))
    assert "申请材料待补充：现有资料没有登记任何申请材料，不等于不需要提交。" in told
    assert "申请人不需要提交材料。" not in told
    (overview, *_) = grids(guide(untouched(bare)))
    assert row_of(overview, "带什么材料")[1] == "待补充"
