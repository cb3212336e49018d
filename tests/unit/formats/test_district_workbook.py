"""The workbook of a district: every sum can be recomputed from the rows that stand in it."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from optimizer.errors import RequestProblem
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.figures import DISTRICT_METRICS
from optimizer.evaluation.district.roadmap import Layout
from optimizer.evaluation.district.summary import Summary, summary
from optimizer.formats.district_workbook import district_workbook
from optimizer.formats.plan_tables import TabledPlan
from optimizer.redesign.district import Failed
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.district import district_name, district_origin
from tests.districts import asking_plan, district_plan, joined_plan, service, with_unknown_waits
from tests.office import NEEDS_OFFICE, NEEDS_POPPLER, opened_in_office, text_of_pdf
from tests.spreadsheet import Book
from tests.trade_words import trade_words

RULES = tuple(load_counting_rules())
FAILED = (Failed(service="坏.yaml", message_zh="读不出来", message_en="cannot be read"),)
SHEETS = (
    *("说明", "全区汇总", "各一件事", "按清单层级", "按部门", "按改革方式", "按决策层级"),
    *("减负测算", "数据来源", "报请上级支持", "分步实施计划", "各期成效"),
    *("指标明细", "部门明细", "效果明细"),
    *("事项明细", "举措明细", "未纳入"),
)
START = datetime.date(2026, 3, 1)


@cache
def told(rule_id: str = "reporting") -> Summary:
    return summary(district_plan(failed=FAILED), rule_id, Layout(2, start=START))


@cache
def book_of(rule_id: str = "reporting", language: Language = "zh") -> Book:
    held = told(rule_id)
    return Book(district_workbook(held, district_origin(held, language), language))


ASKING = asking_plan(prices={"shorten:消防检查/审查=56h": 500, "visit:招牌设置/收件": 70})


@cache
def asking_book() -> Book:
    return Book(district_workbook(summary(ASKING), "", "zh"))


def shown(value: object) -> object:
    """A share as a sheet shows it: empty where it is not defined."""
    return "" if value is None else value


@pytest.mark.parametrize("sheet", ["事项明细", "按部门", "部门明细"])
def test_a_table_that_adds_up_to_something_else_says_why_above_it(sheet: str) -> None:
    """Both items of 甲 are accepted in one step, which stands in the row of each."""
    held = summary(joined_plan())
    note = str(Book(district_workbook(held, "", "zh")).values[sheet, "A2"])
    assert "办理环节各行相加 10 → 10，全区 10 → 9" in note
    assert "在全区只计一次" in note
    assert "在全区只计一次" not in str(book_of().values[sheet, "A2"])


@pytest.mark.parametrize("rule_id", RULES)
def test_the_rows_add_up_to_every_sum_under_every_rule(rule_id: str) -> None:
    """Not deduplicated (B to D) and deduplicated (E to G)."""
    book = book_of(rule_id)
    for row, one in enumerate(told(rule_id).figures.figures, 4):
        computed = [book.computed(("全区汇总", f"{column}{row}")) for column in "BCDM"]
        share = None if one.all.percent is None else pytest.approx(one.all.percent / 100)
        sums = [one.all.before or 0, one.all.after or 0]
        assert computed == [*sums, shown(share), "一致"], one.metric
        once = [book.computed(("全区汇总", f"{column}{row}")) for column in "EFG"]
        if one.once is None:
            assert once == ["属整个一件事，不能拆分去重", "", ""]
            continue
        part = None if one.once.percent is None else pytest.approx(one.once.percent / 100)
        assert once == [one.once.before, one.once.after, shown(part)], one.metric


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule_id", RULES)
def test_every_formula_comes_to_the_value_kept_beside_it(rule_id: str, language: Language) -> None:
    """Programs that do not compute show what those that do would show."""
    book = book_of(rule_id, language)
    assert len(book.formulas) > 100
    for place in book.formulas:
        kept = book.values.get(place, "")
        assert book.computed(place) == (kept if isinstance(kept, str) else pytest.approx(kept)), (
            place
        )


def test_sums_counted_by_hand_stand_in_the_sheets() -> None:
    """As counted in the tests of the figures."""
    book = book_of()
    assert [book.computed(("全区汇总", f"{column}4")) for column in "BCEF"] == [12, 9, 7, 5]
    (local,) = book.rows("按清单层级")
    assert [local["申请材料·改革前"], local["申请材料·改革后"]] == [12, 9]
    food = book.rows("按部门")[0]
    assert [food["实施主体"], food["申请材料·改革前"], food["申请材料·改革后"]] == ["市场局", 6, 4]
    total = book.rows("减负测算")[2]
    assert [total["全年少跑（次）"], total["全年少交（份）"], total["全年少等（工作日）"]] == [
        *(400, 500, 800)
    ]


def test_what_nobody_knows_is_no_zero_in_the_sums_of_what_people_are_spared() -> None:
    bare = district_plan(cases={"jia": None, "yi": None, "bing": None})
    book = Book(district_workbook(summary(bare), "", "zh"))
    total = book.rows("减负测算")[0]
    assert [total["编号"], total["说明"]] == ["合计", "3 个没有年办件量，未计入"]
    assert {total[key] for key in ("年办件量", "全年少跑（次）", "全年少等（工作日）")} == {
        "待补充"
    }
    book = Book(district_workbook(summary(with_unknown_waits(district_plan())), "", "zh"))
    total = book.rows("减负测算")[2]
    assert [total["全年少跑（次）"], total["全年少等（工作日）"]] == [400, "未知"]
    note = str(book.values["减负测算", "A2"])
    assert "材料按份数计" in note
    assert "reporting@1" not in note, "the counting rule changes nothing there"


def test_the_gain_of_a_service_is_a_number_that_can_be_summed() -> None:
    works = book_of().rows("分步实施计划")
    live = [
        row["压减贡献（百分点）"] for row in works if str(row["工作内容"]).startswith("一件事上线")
    ]
    assert all(isinstance(one, float) for one in live)
    others = [
        row["压减贡献（百分点）"] for row in works if "一件事上线" not in str(row["工作内容"])
    ]
    assert set(others) == {""}


def test_a_reduction_of_lower_bounds_is_called_so_and_a_point_explained() -> None:
    book = Book(district_workbook(summary(with_unknown_waits(district_plan())), "", "zh"))
    (days,) = (row for row in book.rows("全区汇总") if str(row["指标"]).startswith("办理时限"))
    assert "改革前为至少，压减比例不低于所列" in str(days["数字性质"])
    told = {str(row["项目"]): str(row["内容"]) for row in book.rows("说明")}
    assert "易 1 点、中 3 点、难 8 点" in told["工作量的“点”"]


def test_every_percentage_is_a_formula() -> None:
    """Whoever changes a ledger sees every share change."""
    book = book_of()
    shares = 0
    for name in book.names:
        headings = {
            place[1].rstrip("0123456789"): str(value)
            for place, value in book.values.items()
            if place[0] == name and place[1].endswith("3") and place[1][-2:-1].isalpha()
        }
        for place, value in book.values.items():
            column = place[1].rstrip("0123456789")
            row = int(place[1][len(column) :])
            share = "压减比例" in headings.get(column, "")
            if place[0] == name and share and row > 3 and isinstance(value, float):
                assert place in book.formulas, place
                shares += 1
    assert shares > 20


def test_a_row_no_longer_counted_lowers_its_sum() -> None:
    """Sums are read from the ledger, not from each other."""
    held = told()
    book = Book(district_workbook(held, "", "zh"))
    before = book.computed(("全区汇总", "B4"))
    assert isinstance(before, int | float)
    state = chr(ord("A") + list(book.rows("指标明细")[0]).index("是否计入"))
    book.values["指标明细", f"{state}4"] = "一侧未知，不计入"
    assert book.computed(("全区汇总", "B4")) == before - 5
    assert book.computed(("全区汇总", "M4")) == "不一致"


def test_every_figure_expands_to_services_items_and_measures() -> None:
    book = book_of()
    services, items = book.rows("各一件事"), book.rows("事项明细")
    assert [row["一件事"] for row in services] == ["甲", "乙", "丙"]
    assert [row["去重时"] for row in items] == [
        *("不计，由 〔2〕 代表", "计入，代表 〔3〕", "计入，代表 〔1〕", "计入（仅此一处）"),
        "不计，由 〔1〕 代表",
    ]
    assert [row["申请材料·改革前"] for row in services] == [5, 5, 2]
    assert [row["举措数"] for row in services] == [5, 3, 0]
    assert {row["编号"] for row in book.rows("举措明细")} == {"〔1〕", "〔2〕"}
    ledger = book.rows("指标明细")
    assert len(ledger) == 3 * len(DISTRICT_METRICS)
    ids = [TabledPlan(row.plan, row.service).plan_id for row in told().rows]
    assert list(dict.fromkeys(row["方案编号"] for row in ledger)) == ids
    assert "佐证材料编号" in ledger[0]


def test_a_source_is_one_row_and_names_whom_it_serves() -> None:
    (source,) = book_of().rows("数据来源")
    assert [source[one] for one in ("数据来源", "数据提供单位", "对接状态", "工作量（点）")] == [
        *("电子证照库", "市场局", "需对接", 1)
    ]
    assert source["服务的一件事"] == "〔1〕甲、〔2〕乙"


def test_an_approval_is_one_row_and_names_who_asks_whom_for_which_services() -> None:
    approvals = asking_book().rows("报请上级支持")
    headings = ("事项", "报请单位", "批准层级", "工作量（点）", "费用（元）", "服务的一件事")
    assert [[row[one] for one in headings] for row in approvals] == [
        ["消防检查", "消防机构", "省级部门", 1, 500, "〔1〕丁、〔2〕戊"],
        ["消防检查", "消防机构", "省级部门", 3, "", "〔2〕戊"],
    ]
    assert book_of().rows("报请上级支持")[0]["报请内容"] == "不需要报请上级"


def test_effort_and_money_of_services_sources_and_approvals_add_up_to_the_district() -> None:
    """And so does the effort of the works in their order."""
    plan, book = ASKING, asking_book()
    shared = [
        *(row for row in book.rows("数据来源") if row["对接状态"] == "需对接"),
        *book.rows("报请上级支持"),
    ]
    for heading, whole in (
        ("工作量（点）", plan.outcome.effort),
        ("费用（元）", plan.outcome.cost_yuan),
    ):
        own = [row[f"自身{heading}"] for row in book.rows("各一件事")]
        assert _sum([*own, *(row[heading] for row in shared)]) == whole
    assert (plan.outcome.effort, plan.outcome.cost_yuan) == (7, 570)
    works = book.rows("分步实施计划")
    assert _sum([row["工作量（点）"] for row in works]) == plan.outcome.effort
    assert sum(str(row["工作内容"]).startswith("报请上级支持：") for row in works) == 2
    assert "费用合计 570 元" in str(list(book.values.values()))
    assert "自身费用（元）" not in book_of().rows("各一件事")[0], "nobody entered any"


def _sum(cells: list[object]) -> float:
    """Empty cells count nothing."""
    return sum(float(str(one)) for one in cells if one not in ("", None))


def test_gaps_are_told() -> None:
    book = book_of()
    assert book.rows("未纳入")[0]["一件事"] == "坏.yaml"
    assert book.rows("减负测算")[-1]["说明"] == "待补充年办件量，未计入"


def test_sums_of_a_period_that_may_be_larger_say_so() -> None:
    plan = district_plan()
    marked = {"at_least": ("material_entries",)}
    plans = tuple(
        (
            key,
            one.model_copy(update={"before_metrics": one.before_metrics.model_copy(update=marked)}),
        )
        for key, one in plan.plans
    )
    unsure = summary(plan.model_copy(update={"plans": plans}), layout=Layout(2))
    told = {"", "改革前为至少，压减比例不低于所列", "改革前后均为至少，压减比例为约数"}
    assert _natures(Book(district_workbook(unsure, "", "zh"))) == told
    assert _natures(book_of()) == {""}


def _natures(book: Book) -> set[str]:
    rows = book.rows("各期成效")
    return {str(row[key] or "") for row in rows for key in row if key.endswith("数字性质")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_generated_district_says_so_on_every_sheet(language: Language) -> None:
    plan = district_plan(generated=True)
    held = summary(plan)
    book = Book(district_workbook(held, district_origin(held, language), language))
    word = {"zh": "生成", "en": "generated"}[language]
    assert len(book.names) == len(SHEETS)
    assert all(word in name for name in book.names)
    assert all(word in str(book.values[name, "A1"]) for name in book.names)
    assert word in district_name(plan.district, language)


def test_a_real_district_is_not_called_generated() -> None:
    book = book_of()
    assert tuple(book.names) == SHEETS
    assert not any("生成" in str(book.values[name, "A1"]) for name in book.names)


def test_a_mix_is_refused() -> None:
    plan = district_plan()
    members = plan.district.members
    mixed = members[0].model_copy(update={"service": service("jia", 100, "甲（生成）")})
    district = plan.district.model_copy(update={"members": (mixed, *members[1:])})
    with pytest.raises(RequestProblem, match="generated"):
        summary(plan.model_copy(update={"district": district}))


def test_text_of_a_planner_is_never_a_formula() -> None:
    plan = district_plan(names={"jia": "=1+1", "yi": "@SUM(A1)"})
    held = summary(plan)
    book = Book(district_workbook(held, "=2+2", "zh"))
    assert [row["一件事"] for row in book.rows("各一件事")] == ["=1+1", "@SUM(A1)", "丙"]
    assert not any(text in ("1+1", "2+2") for text in book.formulas.values())
    for place in book.formulas:
        kept = book.values.get(place, "")
        assert book.computed(place) == (kept if isinstance(kept, str) else pytest.approx(kept))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_workshop_is_read(language: Language) -> None:
    texts = [str(value) for value in book_of(language=language).values.values()]
    assert trade_words("\n".join(texts)) == []


def test_a_district_without_any_plan_still_has_a_workbook() -> None:
    """What could not be decided stands in the last sheet."""
    plan = district_plan(failed=FAILED).model_copy(update={"plans": ()})
    held = summary(plan)
    book = Book(district_workbook(held, district_origin(held, "zh"), "zh"))
    assert tuple(book.names) == SHEETS
    assert book.computed(("全区汇总", "B4")) == 0


@NEEDS_OFFICE
@NEEDS_POPPLER
def test_the_program_of_an_office_opens_it(tmp_path: Path) -> None:
    held = told()
    content = district_workbook(held, district_origin(held, "zh"), "zh")
    text = text_of_pdf(opened_in_office(content, "district.xlsx", tmp_path), tmp_path)
    assert "示范区 · 全区汇总" in text
    assert "25.00%" in text
    assert "#NAME" not in text
    assert "Err:" not in text
