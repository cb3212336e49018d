"""The statistics workbook: every figure can be recomputed from the rows that stand in it."""

import re
from functools import cache

import pytest

from optimizer import planning
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import REDUCED, percent, reductions
from optimizer.formats.service_file import read_service
from optimizer.formats.statistics_workbook import statistics_workbook
from optimizer.formats.statistics_workbook.table import share_value
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.figures import figure_label, figures, rule_of
from optimizer.wording.measures import measure_rows
from tests.bakery import bakery
from tests.spreadsheet import Book

SERVICES = ("bakery", "open-restaurant-suzhou-snd", "deceased-hunan")
RULES = tuple(load_counting_rules())
SHEETS = (
    *("说明", "四减汇总", "各事项", "材料明细", "环节明细", "时限明细", "时限链明细"),
    *("计数明细", "改革举措", "推定值"),
)
ORIGIN = "输入指纹：0a1b\n程序版本：9.9\n生成时间：某日\n"


@cache
def service_of(name: str) -> Service:
    if name == "bakery":
        return bakery()
    return read_service(scenarios_directory() / name / "service.yaml")


@cache
def plan_of(name: str, rule_id: str = "reporting") -> Plan:
    """The recommended plan of a service, its figures told under a rule."""
    if rule_id == "reporting":
        return planning.optimize(service_of(name), RECOMMENDED)
    plan, rule = plan_of(name), load_counting_rules()[rule_id]
    found = reductions(plan.before_metrics, plan.after_metrics, rule)
    return plan.model_copy(update={"counting": f"{rule.id}@{rule.version}", "reductions": found})


@cache
def book_of(name: str, rule_id: str = "reporting", language: Language = "zh") -> Book:
    return Book(statistics_workbook(plan_of(name, rule_id), service_of(name), ORIGIN, language))


def shown(value: object) -> object:
    """A figure as a sheet shows it: empty where it is unknown."""
    return "" if value is None else value


@pytest.mark.parametrize("rule_id", RULES)
@pytest.mark.parametrize("name", SERVICES)
def test_the_rows_add_up_to_every_figure_under_every_rule(name: str, rule_id: str) -> None:
    """An auditor who recomputes the sheet of figures gets those of the plan."""
    book = book_of(name, rule_id)
    for row, one in enumerate(plan_of(name, rule_id).reductions, 4):
        computed = [book.computed(("四减汇总", f"{column}{row}")) for column in "BCDJ"]
        share = None if one.percent is None else pytest.approx(one.percent / 100)
        assert computed == [shown(one.before), shown(one.after), shown(share), "一致"], one.metric


@pytest.mark.parametrize("rule_id", RULES)
@pytest.mark.parametrize("name", SERVICES)
def test_every_formula_comes_to_the_value_kept_beside_it(name: str, rule_id: str) -> None:
    """Programs that do not compute show what those that do would show."""
    book = book_of(name, rule_id, "en")
    assert len(book.formulas) > 4 * len(REDUCED)
    for place in book.formulas:
        kept = book.values.get(place, "")
        assert book.computed(place) == (kept if isinstance(kept, str) else pytest.approx(kept)), (
            place
        )


@pytest.mark.parametrize("name", SERVICES)
def test_every_figure_is_a_formula(name: str) -> None:
    """No figure before or after and no percentage is typed in."""
    book = book_of(name)
    for row in range(4, 4 + len(REDUCED)):
        for column in "BCD":
            assert ("四减汇总", f"{column}{row}") in book.formulas


def test_a_row_no_longer_counted_lowers_its_figure() -> None:
    """Figures are read from the ledger, not from each other."""
    book = Book(statistics_workbook(plan_of("bakery"), bakery(), ORIGIN, "zh"))
    rows = book.rows("材料明细")
    counted = next(n for n, row in enumerate(rows) if row["改革前是否计入"] == "计入")
    column = chr(ord("A") + list(rows[0]).index("改革前是否计入"))
    before = book.computed(("四减汇总", "B4"))
    book.values["材料明细", f"{column}{4 + counted}"] = "不提交"
    assert isinstance(before, int | float)
    assert book.computed(("四减汇总", "B4")) == before - 1
    assert book.computed(("四减汇总", "J4")) == "不一致"


@pytest.mark.parametrize("name", SERVICES)
def test_the_chain_of_steps_adds_up_to_the_promise(name: str) -> None:
    """Where the days are no sum of rows, the chain stands in their place."""
    plan, rows = plan_of(name), book_of(name).rows("时限链明细")
    for side, metrics in (("改革前", plan.before_metrics), ("改革后", plan.after_metrics)):
        own = [row for row in rows if row["改革前后"] == side]
        hours = [row["合计（小时）"] for row in own]
        assert sum(one for one in hours if isinstance(one, int | float)) == metrics.promise_hours
        assert own[-1]["累计（小时）"] == metrics.promise_hours


@pytest.mark.parametrize("name", SERVICES)
def test_every_step_stands_in_one_row_and_merged_ones_name_where_they_went(name: str) -> None:
    """What lives on in a merged step is neither lost nor counted twice."""
    plan, rows = plan_of(name), book_of(name).rows("环节明细")
    there = [row for row in rows if row["改革前是否计入"] != "—"]
    later = [row for row in rows if row["改革后是否计入"] not in ("—", "已并入")]
    assert (len(there), len(later)) == (len(plan.before.steps), len(plan.after.steps))
    merged = {step.name for step in plan.after.steps if step.members}
    went = {row["并入环节"] for row in rows if row["改革后是否计入"] == "已并入"}
    assert went == merged != set()


@pytest.mark.parametrize("name", SERVICES)
def test_every_requirement_stands_in_one_row(name: str) -> None:
    """Both what is asked for today and what only the plan asks for."""
    plan, rows = plan_of(name), book_of(name).rows("材料明细")
    ids = {need.id for side in (plan.before, plan.after) for need in side.requirements}
    assert len(rows) == len(ids)
    assert {row["佐证材料编号"] for row in rows} <= {"", None}
    changed = [row for row in rows if row["改革前获取方式"] != row["改革后获取方式"]]
    assert changed
    assert all(row["改革举措（序号及方式）"] for row in changed)


@pytest.mark.parametrize("name", SERVICES)
def test_measures_stand_as_on_the_pages(name: str) -> None:
    """Numbers, texts and who decides are those a planner has seen."""
    told = [(row["举措内容"], row["决策层级"]) for row in book_of(name).rows("改革举措")]
    assert told == [(row.text, row.who) for row in measure_rows(plan_of(name), "zh")]


@pytest.mark.parametrize("name", SERVICES)
def test_figures_on_assumed_values_are_marked_and_not_for_reporting(name: str) -> None:
    """A computed figure (测算值) is told from one that may be reported, and why."""
    plan, book = plan_of(name), book_of(name)
    found = figures(
        plan.reductions, plan.before_metrics, plan.after_metrics, rule_of(plan), REDUCED
    )
    doubtful = {figure_label(one.metric, "zh") for one in found if one.assumed}
    rows = book.rows("四减汇总")
    assert {str(row["指标"]).rstrip("†") for row in rows if "†" in str(row["指标"])} == doubtful
    assert {"不得报送" in str(row["性质"]) for row in rows if "†" in str(row["指标"])} == {True}
    resting = {label for label in doubtful for row in book.rows("推定值") if label in str(row)}
    assert resting == doubtful != set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_says_where_the_figures_come_from(language: Language) -> None:
    """Every line of the origin, the rule and the day the as-is was taken."""
    book = book_of("open-restaurant-suzhou-snd", language=language)
    told = [str(value) for (sheet, _), value in book.values.items() if sheet == book.names[0]]
    baseline = service_of("open-restaurant-suzhou-snd").baseline
    assert baseline is not None
    rule = rule_of(plan_of("open-restaurant-suzhou-snd"))
    assert set(ORIGIN.splitlines()) <= set(told)
    assert (rule.note_zh if language == "zh" else rule.note_en) in told
    assert any(baseline.date in one for one in told)


def test_sheets_have_official_names() -> None:
    """As reform planners call them."""
    assert tuple(book_of("bakery").names) == SHEETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_ready_for_printing(language: Language) -> None:
    """A4 landscape, one page wide, headings on every page and always in sight, rows filtered."""
    for text in book_of("bakery", language=language).xml.values():
        (page,) = re.findall("<pageSetup [^>]*>", text)
        assert all(one in page for one in ('paperSize="9"', '"landscape"', 'fitToHeight="0"'))
        assert '<pageSetUpPr fitToPage="1"/>' in text
        assert 'state="frozen"' in text
        assert "<autoFilter " in text


@pytest.mark.parametrize("start", ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@sum(a)", "\t=1"])
def test_no_text_of_the_planner_becomes_a_formula(start: str) -> None:
    """Hostile names stay texts, also after somebody edits the cell (CWE-1236)."""
    plan = plan_of("bakery")
    items = tuple(one.model_copy(update={"name": start}) for one in plan.before.items)
    hostile = plan.model_copy(update={"before": plan.before.model_copy(update={"items": items})})
    service = bakery().model_copy(update={"name": start})
    book = Book(statistics_workbook(hostile, service, start, "zh"))
    held = [place for place, value in book.values.items() if value == start]
    assert len(held) > len(items)
    assert not set(held) & set(book.formulas)
    assert 'quotePrefix="1"' in book.styles
    assert not any(start in formula for formula in book.formulas.values())


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    """Excel holds 32,767 characters a cell; a longer one would be left out without a word."""
    book = Book(statistics_workbook(plan_of("bakery"), bakery(), "长" * 40_000, "zh"))
    longest = max((str(value) for value in book.values.values()), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("长…")


def test_a_row_is_as_high_as_its_longest_text() -> None:
    """Programs that do not fit rows by themselves show the whole text."""
    heights = []
    for length in (10, 400):
        told = "字" * length
        book = Book(statistics_workbook(plan_of("bakery"), bakery(), told, "zh"))
        ((_, cell),) = [place for place, value in book.values.items() if value == told]
        row = re.search(rf'<row r="{cell[1:]}"([^>]*)>', book.xml["说明"])
        assert row is not None
        own = re.search(r' ht="([0-9.]+)"', row[1])  # Rows of the usual height do not say it.
        heights.append(15 if own is None else float(own[1]))
    # 400 Chinese characters need eight lines in a column of 110 characters.
    assert heights[0] == 15
    assert heights[1] > 7 * 13


def test_shares_are_rounded_as_reductions_are() -> None:
    """The same two places in the workbook and on the pages, halves away from zero."""
    for before in range(65):
        for after in range(65):
            told = percent(before, after)
            share = share_value(before, after)
            assert share == "" if told is None else share == pytest.approx(told / 100), (
                before,
                after,
            )
