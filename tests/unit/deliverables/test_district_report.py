"""The report of a district and its task table: every figure with its rule, every gap as one."""

import datetime
import re
from functools import cache

import pytest

from optimizer.deliverables.deliverable import Deliverable, Heading
from optimizer.deliverables.district_duties import department_duties
from optimizer.deliverables.district_duty_rows import led_rows, supported_rows
from optimizer.deliverables.district_report import district_report
from optimizer.deliverables.district_tasks import district_tasks
from optimizer.deliverables.plan_tasks import plan_tasks
from optimizer.deliverables.reform import Reform
from optimizer.evaluation.district.roadmap import Layout
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.evaluation.district.works import WorkKind
from optimizer.formats.deliverable_pdf import pdf
from optimizer.formats.deliverable_word import word
from optimizer.redesign.district import DistrictPlan, Failed, JointRequest
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.request import Metric, Target
from optimizer.service.kinds import Authority
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.district import district_origin
from tests.deliverable_reading import column, grids, part, texts
from tests.districts import above, asking_plan, district_plan, joined_plan, with_unknown_waits
from tests.measures import offered
from tests.trade_words import trade_words

DAY = datetime.date(2026, 3, 2)
ASKED = "提请决策和上级支持事项"
FAILED = (Failed(service="坏.yaml", message_zh="读不出来", message_en="cannot be read"),)


@cache
def told() -> Summary:
    return summary(district_plan(failed=FAILED), layout=Layout(2, start=DAY))


def report(language: Language = "zh", held: Summary | None = None) -> Deliverable:
    held = held or told()
    return district_report(held, district_origin(held, language), DAY, language)


def whole(written: Deliverable) -> str:
    return "\n".join(texts(written))


def test_both_raw_sums_stand_beside_every_percentage_with_and_without_repeated_items() -> None:
    (grid,) = grids(part(report(), "主要成效"))
    row = next(row for row in grid.rows if row[0].startswith("申请材料"))
    assert row[1:] == ("12", "9", "25.00%", "7", "5", "28.57%")
    days = next(row for row in grid.rows if row[0].startswith("办理时限"))
    assert days[4:] == ("—", "—", "—")
    note = whole(part(report(), "主要成效"))
    assert "统计口径：常用报送口径（reporting@1）" in note
    assert "不取各一件事比例的平均数" in note


def test_a_reduction_whose_side_before_may_be_larger_is_at_least_so_large() -> None:
    written = report(held=summary(with_unknown_waits(district_plan())))
    (grid,) = grids(part(written, "主要成效"))
    days = next(row for row in grid.rows if row[0].startswith("办理时限"))
    assert days[1:4] == ("不少于 70", "38", "不少于 45.71%")
    road = grids(part(written, "分步实施计划"))[0]
    assert "约 34.29%" in road.rows[1][6], "what is promised today is a lower bound, too"
    assert "不少于 45.71%" in road.rows[-1][6]


def test_a_point_of_effort_is_explained() -> None:
    text = whole(part(report(), "总体情况"))
    assert "易 1 点、中 3 点、难 8 点" in text


def test_assumed_figures_carry_their_mark_wherever_they_stand() -> None:
    """Steps and their lengths were invented, so the promise is 测算值."""
    written = report()
    assert column(grids(part(written, "主要成效"))[0], "指标")[2].endswith("†")
    assert "不得报送" in whole(part(written, "主要成效"))
    road = grids(part(written, "分步实施计划"))[0]
    assert "办理时限（工作日）†" in [one.name for one in road.columns]
    levers = grids(part(written, "按改革方式"))[0]
    assert any("†" in one.name for one in levers.columns)


def test_levers_add_up_to_the_reduction() -> None:
    grid = grids(part(report(), "按改革方式"))[0]
    assert grid.total
    assert grid.rows[-1][:3] == ("合计", "8", "3")


def test_departments_that_add_up_to_something_else_say_why() -> None:
    text = whole(part(report(held=summary(joined_plan())), "按实施主体"))
    assert "办理环节各行相加 10 → 10，全区 10 → 9" in text


def test_sources_name_their_owner_their_effort_and_whom_they_serve() -> None:
    (grid,) = grids(part(report(), "数据来源对接"))
    assert grid.rows == (("电子证照库", "市场局", "部门会签", "1", "甲、乙", "第 1 期"),)


def test_what_people_are_spared_states_volumes_and_names_the_gap() -> None:
    text = whole(part(report(), "群众和企业减负"))
    assert "2 个一件事（年办件量合计 400 件）" in text
    assert "少跑动 400" in text
    assert "另有 1 个一件事没有年办件量（待补充）" in text


def test_an_unknown_wait_is_told_as_unknown() -> None:
    held = summary(with_unknown_waits(district_plan()))
    text = whole(part(report(held=held), "群众和企业减负"))
    assert "少等待天数未知（待核实）" in text
    assert "2 个一件事的等待时间改革前或改革后未知" in text


def test_without_volumes_nothing_is_multiplied() -> None:
    plan = district_plan(cases={"jia": None, "yi": None, "bing": None})
    text = whole(part(report(held=summary(plan)), "群众和企业减负"))
    assert "3 个一件事都没有年办件量（待补充）" in text
    assert "少跑动" not in text


def test_nothing_is_asked_from_above_where_the_district_decides() -> None:
    assert "不需要报请上级" in whole(part(report(), ASKED))


def test_an_approval_is_asked_for_once_with_authority_item_effort_and_whom_it_serves() -> None:
    """丁 and 戊 shorten one step by different lengths of one grade, 戊 another step."""
    held = summary(asking_plan(), layout=Layout(2, start=DAY))
    written = report(held=held)
    asked = part(written, "拟报请上级支持事项")
    (grid,) = grids(asked)
    assert grid.rows == (
        (
            "压缩“消防检查”“审查”环节办理时限（1 点）",
            *("消防机构", "省级部门", "1", "丁、戊", "第 2 期"),
        ),
        ("压缩“消防检查”“受理”环节办理时限（3 点）", "消防机构", "省级部门", "3", "戊", "第 2 期"),
    )
    text = whole(asked)
    assert "另行提请" not in text, "told once, not with every service again"
    assert "不需要报请上级" not in text
    assert "报请上级支持 2 项" in whole(part(written, "总体情况"))
    assert "取得上级支持：压缩“消防检查”" in whole(part(written, "分步实施计划"))


def test_what_services_join_by_themselves_is_asked_by_each() -> None:
    """One united form of its own for every service, decided by the province."""
    plan = district_plan()
    (key, one), *others = plan.plans
    united = offered(one.before, "forms:forms")[0]
    terms = united.terms.model_copy(update={"authority": Authority.PROVINCE})
    outcome = one.outcome.model_copy(
        update={"measures": (united.model_copy(update={"terms": terms}),)}
    )
    plans = ((key, one.model_copy(update={"outcome": outcome})), *others)
    text = whole(part(report(held=summary(plan.model_copy(update={"plans": plans}))), ASKED))
    assert "各一件事另行提请省级部门决定（1 项）" in text
    assert "甲：" in text


def test_a_connection_decided_above_stands_with_the_sources() -> None:
    held = summary(above(district_plan(), "jia", Authority.CITY))
    written = report(held=held)
    (grid,) = grids(part(written, "数据来源对接"))
    assert column(grid, "决策层级") == ["市级"]
    assert "另有 1 个数据来源的对接须由上级决定" in whole(part(written, ASKED))


def test_money_is_told_where_it_was_entered_and_what_it_leaves_out() -> None:
    held = summary(
        asking_plan(prices={"shorten:消防检查/审查=56h": 500, "visit:招牌设置/收件": 70})
    )
    written = report(held=held)
    assert "费用合计 570 元：只计已填写费用的 2 项，每项只计一次；另有 3 项未填写" in whole(written)
    assert column(grids(part(written, "拟报请上级支持事项"))[0], "费用（元）") == ["500", "未填写"]
    assert "均未填写费用" in whole(report())
    assert "费用（元）" not in whole(report())


def test_the_owner_of_an_item_has_to_ask() -> None:
    held = summary(asking_plan(), layout=Layout(1))
    found = {one.name: one for one in department_duties(held, DAY, "zh")}
    asked = [one for one in found["消防机构"].duties if one.kind is WorkKind.APPROVE]
    assert [one.key for one in asked] == [one.key for one in held.approved]
    text = whole(district_tasks(held, "", DAY, "zh"))
    assert text.count("报请省级部门批准：") == 2


def test_the_order_of_work_tells_what_is_reached_after_each_period() -> None:
    (grid,) = grids(part(report(), "分步实施计划"))
    assert [row[0] for row in grid.rows] == [
        "改革前",
        "起点（尚无上线）",
        "第 1 期\n2026-03-02\n至 2026-06-01",
        "第 2 期\n2026-06-02\n至 2026-09-01",
    ]
    assert grid.rows[0][4:7:2] == ("12", "70")
    assert grid.rows[1][4:7:2] == ("12\n0.00%", "46\n34.29%"), "only counting"
    assert grid.rows[-1][4] == "9\n25.00%", "a narrow column parts no number"


def test_what_only_counting_brings_about_is_told_beside_the_reduction() -> None:
    text = whole(part(report(), "主要成效"))
    assert "70 → 46（34.29%）只来自统计口径及已公布承诺，不是改革举措的成效" in text
    assert "改革举措带来的是 46 → 38，减少 8" in text


@pytest.mark.parametrize(
    ("request_", "told_as"),
    [
        (JointRequest(), "各项指标已不能再压减"),
        (JointRequest(max_effort=8), "上限内未排上，不表示没有改革空间"),
        (
            JointRequest(targets=(Target(metric=Metric.MATERIALS, percent=20),)),
            "不改动也能达到全区目标，不表示没有改革空间",
        ),
    ],
)
def test_a_service_left_as_it_is_is_not_called_perfect(
    request_: JointRequest, told_as: str
) -> None:
    text = whole(part(report(held=summary(district_plan(request_))), "分步实施计划"))
    assert told_as in text
    assert "不需" not in text


def test_services_left_out_are_named_with_the_reason() -> None:
    assert "坏.yaml。原因：读不出来" in whole(part(report(), "未纳入和待核实事项"))


def test_every_department_has_its_duties_and_periods() -> None:
    found = {one.name: one for one in department_duties(told(), DAY, "zh")}
    assert set(found) == {"市场局", "城管局"}
    food = found["市场局"].duties
    assert [(one.kind, one.key) for one in food] == [
        (WorkKind.CONNECT, "电子证照库@市场局"),
        (WorkKind.GO_LIVE, "yi"),
        (WorkKind.GO_LIVE, "jia"),
    ]
    assert all(one.period is not None for one in food)
    assert found["市场局"].last == told().road.periods[1]


def test_duties_are_the_tasks_of_each_service() -> None:
    """Every task of a service is led by one department; what is connected once is no task of it."""
    for row in told().rows[:2]:
        tasks = plan_tasks(Reform(row.plan, row.service, "", DAY, "zh"))
        own = [one.row for one in tasks if one.row.measures[0].kind is not MeasureKind.CONNECT]
        assert len(own) == len(tasks) - 1
        led = [
            chore
            for one in department_duties(told(), DAY, "zh")
            for duty in one.duties
            if duty.key == row.key
            for chore in duty.leads
        ]
        assert sorted(one.number for one in led) == [one.number for one in own]
        assert {one.measures for one in led} == {one.measures for one in own}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", [district_plan(), asking_plan(), joined_plan()])
def test_every_measure_is_told_once_by_whoever_leads(
    plan: DistrictPlan, language: Language
) -> None:
    """Connections and approvals are told once in the district, each under its owner."""
    held = summary(plan, layout=Layout(2, start=DAY))
    rows = [
        row
        for one in department_duties(held, DAY, language)
        for row in led_rows(held, one, language)
    ]
    for one in held.rows:
        lines = [line for row in rows if row.services == (one.key,) for line in row.lines]
        told_ids = [each.id for line in lines for each in line.measures]
        measures = one.plan.outcome.measures
        assert sorted(told_ids) == sorted(
            each.id for each in measures if each.kind is not MeasureKind.CONNECT
        )
    shared = [line.text for row in rows for line in row.lines if not line.measures]
    assert len(shared) == len(set(shared)) == len(held.connected) + len(held.approved)
    text = whole(district_tasks(held, "", DAY, language))
    assert all(text.count(one) == 1 for one in shared)
    assert all(line.text in text for row in rows for line in row.lines)


def test_whoever_supports_reads_only_what_concerns_it() -> None:
    """One measure at the one window for all items; 城管局 has one of them."""
    plan = district_plan()
    (key, one), *others = plan.plans
    outcome = one.outcome.model_copy(
        update={"measures": tuple(offered(one.before, "window:window")[:1])}
    )
    plans = ((key, one.model_copy(update={"outcome": outcome})), *others)
    held = summary(plan.model_copy(update={"plans": plans}), layout=Layout(1))
    found = {one.name: one for one in department_duties(held, DAY, "zh")}
    (row,) = supported_rows(held, found["城管局"], "zh")
    assert row.others == ("市场局",)
    assert [line.text for line in row.lines] == ["一窗受理：招牌设置"]


def test_a_department_can_act_on_its_tasks_without_another_paper() -> None:
    """What, for which service, on what basis and by when, in words; a connection once."""
    written = part(district_tasks(told(), "", DAY, "zh"), "市场局")
    leads = grids(written)[0]
    assert [one.name for one in leads.columns] == [
        *("序号", "一件事", "牵头任务", "配合部门", "完成时限"),
    ]
    number, services, task, _, due = leads.rows[0]
    assert (number, services) == ("1", "甲、乙")
    assert re.fullmatch(r"对接数据来源：电子证照库［[\d、]+］", task)
    assert due == "2026-06-01 前\n（第 1 期）"
    assert column(leads, "序号") == [str(one) for one in range(1, len(leads.rows) + 1)]
    assert sum("对接" in one for one in column(leads, "牵头任务")) == 1
    assert sorted(column(leads, "一件事")[1:]) == ["乙", "甲"], "a row a service"


def test_every_basis_has_one_number_and_is_named_once_below_the_table() -> None:
    written = district_tasks(told(), "", DAY, "zh")
    meant: dict[str, str] = {}
    for name in ("市场局", "城管局"):
        found = part(written, name)
        cited = {
            number
            for task in column(grids(found)[0], "牵头任务")
            for marks in re.findall(r"［([\d、]+)］", task)
            for number in marks.split("、")
        }
        (note,) = [text for text in texts(found) if text.startswith("依据：")]
        named = re.findall(r"［(\d+)］([^；。]+)", note)
        assert cited == {number for number, _ in named}
        assert [basis for _, basis in named] == sorted({basis for _, basis in named})
        for number, basis in named:
            assert meant.setdefault(number, basis) == basis


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_generated_district_is_named_generated_in_every_file(language: Language) -> None:
    held = summary(district_plan(generated=True))
    mark = {"zh": "生成", "en": "generated"}[language]
    for compose in (district_report, district_tasks):
        written = compose(held, district_origin(held, language), DAY, language)
        assert mark in written.title
        assert mark in written.origin
    warning = {"zh": "不对应任何真实事项", "en": "stand for nothing real"}[language]
    assert warning in whole(report(language, held))


def test_generated_services_are_not_set_beside_published_reforms() -> None:
    held = summary(district_plan(generated=True))
    assert grids(part(report(held=held), "与各地已公布改革的比较")) == []
    assert grids(part(report(), "与各地已公布改革的比较"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_tell_the_same_parts_without_words_of_the_workshop(
    language: Language,
) -> None:
    written = report(language)
    assert sum(isinstance(one, Heading) for one in written.blocks) == sum(
        isinstance(one, Heading) for one in report("zh").blocks
    )
    assert trade_words(whole(written)) == []


def test_a_district_without_any_plan_still_has_a_report() -> None:
    held = summary(district_plan(failed=FAILED).model_copy(update={"plans": ()}))
    assert "坏.yaml" in whole(report(held=held))
    assert district_tasks(held, "", DAY, "zh").blocks


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_written_as_word_and_pdf(language: Language) -> None:
    for compose in (district_report, district_tasks):
        written = compose(told(), district_origin(told(), language), DAY, language)
        assert word(written).startswith(b"PK")
        assert pdf(written).startswith(b"%PDF")
