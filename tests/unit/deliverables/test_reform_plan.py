"""改革方案: it tells the plan whole, under the heads official papers use, and invents nothing."""

from functools import cache

import pytest

from optimizer import planning
from optimizer.deliverables.deliverable import Figure, Grid, Heading, Listing, Paragraph, Tone
from optimizer.deliverables.measure_heads import effect_mark
from optimizer.deliverables.present_state import chain_length, sticking, sticking_points
from optimizer.deliverables.reform import Reform
from optimizer.deliverables.reform_plan import reform_plan
from optimizer.deliverables.risks import above_district
from optimizer.network.chain import deciding_chain
from optimizer.redesign.plan import Status
from optimizer.redesign.request import BREAKTHROUGH, RECOMMENDED
from optimizer.service.kinds import Authority
from optimizer.service.situation import Option, Situation
from optimizer.wording.measures import measure_rows
from tests.deliverable_reading import (
    column,
    grids,
    part,
    reform_of,
    service_of,
    texts,
    told,
    untouched,
)
from tests.fixtures import draft, handing_over, pair

SECTIONS = (
    "一、现状与堵点",
    "二、改革目标",
    "三、改革举措",
    "四、流程再造",
    "五、合规与风险",
    "六、任务分工与进度",
    "七、保障措施",
)
HEADS = ("一次告知", "一表申请", "一套材料", "一窗受理", "一网办理")


@cache
def _bold() -> Reform:
    service = service_of("open-restaurant-sichuan")
    return told(planning.optimize(service, BREAKTHROUGH), service)


def _measure_grids(reform: Reform) -> list[Grid]:
    written = part(reform_plan(reform), "改革举措")
    return [one for one in grids(written) if one.columns[0].name == "编号"]


def test_the_sections_of_an_official_plan_follow_each_other() -> None:
    blocks = reform_plan(reform_of("bakery")).blocks
    found = [one.number + one.text for one in blocks if isinstance(one, Heading) and one.level == 1]
    assert tuple(found) == SECTIONS


def test_the_five_heads_stand_in_their_order() -> None:
    written = part(reform_plan(reform_of("bakery")), "改革举措")
    assert tuple(one.text for one in written.blocks if isinstance(one, Heading)) == HEADS


@pytest.mark.parametrize("name", ["bakery", "open-restaurant-sichuan", "retirement-hunan"])
def test_every_measure_stands_under_exactly_one_head(name: str) -> None:
    reform = reform_of(name)
    rows = measure_rows(reform.plan, "zh")
    found = [cell for grid in _measure_grids(reform) for cell in column(grid, "举措")]
    assert sorted(found) == sorted(row.text for row in rows)


def test_a_measure_says_who_decides_its_basis_and_its_precondition() -> None:
    (grid,) = grids(part(reform_plan(reform_of("bakery")), "一表申请"))
    assert grid.rows == (
        (
            "1",
            "“招牌设置申请表”、“消防安全检查申请表”、“食品经营许可申请书”合并为一张联办申请表",
            "材料 −2、表单 −2",
            "区县领导小组",
            "国发〔2024〕3号；GB/T 45836—2025",
            "各部门书面确认联办申请表及字段对应关系",
        ),
    )


def test_an_effect_that_rests_on_an_assumed_shortest_time_is_marked() -> None:
    rows = {row.text: row for row in measure_rows(reform_of("bakery").plan, "zh")}
    assumed = rows["“食品经营许可·现场核查”由 7.5 工作日压缩到 4 工作日"]
    forms = next(row for row in rows.values() if row.lever == "多表合一")
    assert effect_mark(assumed) == "†"
    assert effect_mark(forms) == ""  # only its effort is assumed


@pytest.mark.parametrize("name", ["bakery", "open-restaurant-sichuan"])
def test_every_material_of_every_item_stands_in_the_comparison_once(name: str) -> None:
    reform = reform_of(name)
    grid = next(one for one in grids(reform_plan(reform)) if one.caption == "申请材料改革前后对照")
    items = [
        (material, item)
        for material, listed in zip(column(grid, "材料"), column(grid, "涉及事项"), strict=True)
        for item in reform.plan.after.items
        if item.name in listed
    ]
    asked = [
        (reform.names(need.original or need.document), reform.plan.after.item(need.item))
        for need in reform.plan.after.requirements
    ]
    assert sorted((m, i.id) for m, i in items) == sorted((m, i.id) for m, i in asked)


def test_a_material_tells_its_old_and_its_new_way() -> None:
    grid = next(
        one
        for one in grids(reform_plan(reform_of("bakery")))
        if one.caption == "申请材料改革前后对照"
    )
    ways = {row[1]: row[3:] for row in grid.rows}
    assert ways["营业执照"] == ("申请人提交", "免于提交（电子证照库）", "8 免于提交")
    assert ways["招牌设置申请表"] == ("申请人提交", "并入“一件事”联办申请表", "1 多表合一")


def test_percentages_stand_with_both_figures_and_the_rule() -> None:
    written = part(reform_plan(reform_of("bakery")), "改革目标")
    (grid,) = grids(written)
    for label, before, after, percent in grid.rows:
        if percent != "—":
            off = (int(before) - int(after)) / int(before) * 100
            assert percent == f"{off:.2f}%", label
    notes = [one.text for one in written.blocks if isinstance(one, Paragraph)]
    assert any(one.startswith("统计口径：常用报送口径（reporting@1）") for one in notes)


def test_what_the_way_of_counting_gives_is_told_apart() -> None:
    """48 days of statutory limits are 33 as promised today; no measure did that."""
    listed = list(texts(part(reform_plan(_bold()), "改革目标")))
    assert (
        "办理时限（工作日）由 48† 变为 33† 的部分，来自统计口径与已公布承诺，不是本方案举措的成效。"
        in listed
    )


def test_a_plan_that_nobody_recounted_says_so() -> None:
    reform = reform_of("bakery")
    doubtful = reform.plan.model_copy(update={"verified": False})
    listed = list(texts(reform_plan(told(doubtful, reform.service))))
    assert "各项数字尚未通过独立复核，不得对外使用。" in listed
    assert "改革前后各项数字已经独立复核，结果一致。" not in listed


def test_a_search_that_was_stopped_is_not_called_best() -> None:
    reform = reform_of("bakery")
    outcome = reform.plan.outcome.model_copy(update={"status": Status.BOUNDED})
    stopped = told(reform.plan.model_copy(update={"outcome": outcome}), reform.service)
    listed = list(texts(reform_plan(stopped)))
    assert "时间到，以下为目前最好的方案。" in listed
    assert "已算出最优方案。" not in listed


def test_measures_above_the_district_are_named_with_who_decides() -> None:
    reform = _bold()
    (grid,) = grids(part(reform_plan(reform), "须报上级决定的举措"))
    above = [row for row in measure_rows(reform.plan, "zh") if above_district(row)]
    assert column(grid, "举措") == [row.text for row in above]
    assert set(column(grid, "谁决定")) == {"省级部门"}
    assert all(row.measures[0].terms.authority is Authority.PROVINCE for row in above)


def test_confirmations_and_what_remains_are_told_apart() -> None:
    reform = reform_of("open-restaurant-sichuan")
    written = reform_plan(reform)
    signed = part(written, "需书面确认（会签）的事项")
    left = part(written, "合规自查")
    lists = [
        [len(b.entries) for b in one.blocks if isinstance(b, Listing)] for one in (signed, left)
    ]
    plan = reform.plan
    assert lists == [[len(plan.sign_offs)], [len(plan.violations_after) - len(plan.sign_offs)]]


def test_every_hollow_gain_is_told() -> None:
    reform = _bold()
    told_here = [
        one
        for one in part(reform_plan(reform), "数据真实性提示").blocks
        if isinstance(one, Listing)
    ]
    assert len(told_here[0].entries) == len(reform.plan.warnings) > 0


def test_the_flow_is_drawn_before_and_after() -> None:
    written = part(reform_plan(reform_of("bakery")), "流程再造")
    captions = [one.caption for one in written.blocks if isinstance(one, Figure)]
    assert captions == ["改革前办理流程", "改革后办理流程"]


def test_what_holds_up_is_counted_in_the_as_is() -> None:
    """Two items one after the other, each with its form, both ask for the licence."""
    found = sticking(untouched(pair()))
    assert found.repeated == (("营业执照", 2),)
    assert (found.forms, found.habits, found.results) == (2, 1, ())
    assert found.issued == ("营业执照", "营业执照")
    assert found.chain == ("a·受理", "a·审查", "a·决定", "b·受理", "b·审查", "b·决定")
    assert found.chain_length == "10 工作日†"


def test_a_chain_beside_a_step_of_open_length_is_at_least_so_long() -> None:
    """The brief and the plan say it as their tables do."""
    service = pair()
    first, *others = service.steps
    open_step = first.model_copy(update={"duration": None, "assumed": ()})
    known = [one.model_copy(update={"assumed": ()}) for one in others]
    chain = deciding_chain(service)
    told = service.model_copy(update={"steps": (open_step, *known)})
    assert chain_length(told, chain, "zh") == "不少于 10 工作日"
    assert chain_length(told, chain, "en") == "at least 10 working days"
    assert chain_length(told, (), "zh") == ""


def test_a_result_handed_in_again_is_no_paper_of_others() -> None:
    found = sticking(untouched(handing_over()))
    assert found.results == ("甲证",)
    assert "甲证" not in found.issued


def test_points_name_what_they_count() -> None:
    points = sticking_points(untouched(pair()))
    assert "1 种材料重复提交：营业执照（2 个事项）。" in points
    assert "表单分散，需分别填报 2 张申请表。" in points
    assert "1 处先后关系没有法定依据，后一事项仍须等待前一事项办结。" in points


def test_what_is_not_known_is_a_gap() -> None:
    listed = list(texts(reform_plan(untouched(draft()))))
    (facts,) = (one for one in listed if "年办件量" in one)
    assert "年办件量：待核实" in facts
    assert "现状基准日：待核实；资料来源：待核实" in facts
    known = draft().model_copy(update={"yearly_cases": 1200})
    assert any("年办件量：1200 件" in one for one in texts(reform_plan(untouched(known))))


def test_the_questions_of_a_service_are_told() -> None:
    question = Situation(id="是否扩建", options=(Option(id="是"), Option(id="否")))
    service = pair().model_copy(update={"situations": (question,)})
    assert "是否扩建：是/否" in list(texts(part(reform_plan(untouched(service)), "一次告知")))


def test_without_measures_every_head_says_so_and_nothing_is_promised() -> None:
    reform = untouched(pair())
    written = reform_plan(reform)
    measures = part(written, "改革举措")
    none = [one.text for one in measures.blocks if isinstance(one, Paragraph)]
    assert sum(one.startswith("本方案未安排此类举措") for one in none) == len(HEADS)
    assert _measure_grids(reform) == []
    assert "本方案没有改革举措，改革前后数据相同。" in list(texts(written))


def test_names_of_offices_and_dates_of_issue_are_left_to_the_office() -> None:
    (closing,) = (
        one
        for one in reform_plan(reform_of("bakery")).blocks
        if isinstance(one, Paragraph) and one.tone is Tone.CLOSING
    )
    assert closing.text == "〔待填：印发机关〕\n2026年3月2日"


def test_a_named_one_thing_is_not_called_one_thing_twice() -> None:
    service = draft().model_copy(update={"name": "“开办小店”一件事"})
    assert reform_plan(untouched(service)).title == "“开办小店”一件事改革方案"
    assert reform_plan(untouched(draft())).title == "“开办小店”一件事改革方案"


def test_the_situation_is_told_where_there_is_one() -> None:
    reform = reform_of("bakery")
    assert "适用情形：是否现场制售=是" in list(texts(reform_plan(reform)))
    assert reform.plan.request.name == RECOMMENDED.name
