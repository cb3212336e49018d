"""上级工作指引对照表: nothing is met that was not computed, and both sides of each check."""

import re
from collections import Counter

import pytest

from optimizer.deliverables.deliverable import Deliverable, Paragraph, Tone
from optimizer.deliverables.guidance import (
    Guideline,
    Verdict,
    guidelines,
    listed_service,
    national_services,
)
from optimizer.deliverables.guidance_check import CHECKS, answer, guidance_check
from optimizer.deliverables.reform import Reform
from optimizer.law.rules import load_rules
from optimizer.service.item import Limit
from optimizer.service.kinds import ListCategory, Necessity, Progress, Sharing, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from tests.deliverable_reading import column, grids, reform_of, told, untouched, untouched_of
from tests.fixtures import (
    committing,
    days,
    handing_over,
    legal,
    pair,
    sharing,
    with_item,
    with_kind,
    with_need,
)
from tests.measures import reform_with

NATIONAL = ListCategory.NATIONAL


def row(key: str) -> Guideline:
    return next(one for one in guidelines() if one.id == key)


def verdict(reform: Reform, key: str) -> Verdict:
    return answer(reform, row(key)).verdict


def verdicts(written: Deliverable) -> list[str]:
    return [cell for one in grids(written)[:-1] for cell in column(one, "是否符合")]


# --- the reference data ---------------------------------------------------------------------------


def test_every_guideline_is_computed_or_says_how_it_is_checked_by_hand() -> None:
    for one in guidelines():
        assert bool(one.check) or (one.by_hand_zh and one.by_hand_en), one.id
        assert one.check in {"", "rules", *CHECKS}, one.id
    assert {one.check for one in guidelines()} == {"", "rules", *CHECKS}


def test_guidelines_are_told_apart_and_name_their_source() -> None:
    assert len({one.id for one in guidelines()}) == len(guidelines())
    assert all(one.source and one.text_zh and one.text_en for one in guidelines())


def test_rules_of_guidelines_are_rules_of_law_each_asked_about_once() -> None:
    named = [rule for one in guidelines() for rule in one.rules]
    assert set(named) <= {one.id for one in load_rules()}
    assert len(named) == len(set(named))
    assert all(one.rules for one in guidelines() if one.check == "rules")


def test_the_national_list_is_found_by_name() -> None:
    assert len({one["name"] for one in national_services()}) == len(national_services())
    for name in ("开办餐饮店", "开办餐饮店（一业一证）", "“开办餐饮店”一件事"):
        found = listed_service(name)
        assert found is not None
        assert found["batch"] == "2024-1"
    assert listed_service("开办面包店") is None
    assert listed_service("开办") is None


# --- what is computed -----------------------------------------------------------------------------


def test_what_people_have_to_look_at_is_never_met() -> None:
    for one in guidelines():
        if not one.check:
            found = answer(reform_of("bakery"), one)
            assert found.verdict is Verdict.BY_HAND
            assert found.note == one.by_hand_zh


@pytest.mark.parametrize("key", ["one-form", "one-set", "one-window", "visits"])
def test_what_the_bakery_misses_today_its_reform_meets(key: str) -> None:
    """Three forms, four visits, three filings and every paper several times; afterwards one."""
    assert verdict(untouched_of("bakery"), key) is Verdict.NOT_MET
    assert verdict(reform_of("bakery"), key) is Verdict.MET


def test_the_figures_told_are_those_of_the_plan() -> None:
    reform = reform_of("bakery")
    before, after = reform.plan.before_metrics, reform.plan.after_metrics
    assert answer(reform, row("one-form")).told == f"申请表单 {before.forms} 张 → {after.forms} 张"
    assert (
        answer(reform, row("visits")).told == f"到现场次数 {before.visits} 次 → {after.visits} 次"
    )
    assert (before.forms, before.visits) == (3, 4)


def test_what_is_handed_in_several_times_is_named() -> None:
    assert answer(untouched_of("bakery"), row("one-set")).note == (
        "仍由申请人分别提交：营业执照、身份证、租赁合同"
    )


def test_a_promise_beyond_the_statutory_limit_is_not_met() -> None:
    longer = with_item(promised=Limit(duration=days("6")))
    assert verdict(untouched(longer), "statutory") is Verdict.NOT_MET
    items = tuple(
        one.model_copy(update={"promised": Limit(duration=days("5"))}) for one in pair().items
    )
    assert (
        verdict(untouched(pair().model_copy(update={"items": items})), "statutory") is Verdict.MET
    )


def test_limits_that_nobody_recorded_are_for_people() -> None:
    found = answer(untouched(pair()), row("statutory"))
    assert found.verdict is Verdict.BY_HAND
    assert found.note.endswith("a、b")


def test_a_limit_that_got_longer_is_not_met() -> None:
    reform = untouched(pair())
    after = reform.plan.after
    items = tuple(
        one.model_copy(update={"promised": Limit(duration=days("9"))}) if one.id == "a" else one
        for one in after.items
    )
    plan = reform.plan.model_copy(update={"after": after.model_copy(update={"items": items})})
    found = answer(told(plan, reform.service), row("shorter"))
    assert (found.verdict, found.note) == (Verdict.NOT_MET, "时限延长：a")
    assert verdict(reform, "shorter") is Verdict.BY_HAND


def test_a_source_online_that_nobody_uses_is_not_met() -> None:
    online = sharing(Sharing.UNCONDITIONAL, Progress.ONLINE)
    assert verdict(untouched(online), "shared") is Verdict.NOT_MET
    assert verdict(untouched(sharing()), "shared") is Verdict.BY_HAND
    both = reform_with(online, "route:a:照=retrieve@照库", "route:b:照=retrieve@照库")
    assert verdict(both, "shared") is Verdict.MET


def test_results_carried_from_item_to_item_are_not_met() -> None:
    assert verdict(untouched(handing_over()), "results") is Verdict.NOT_MET
    found = answer(reform_with(handing_over(), "route:b:甲证=result"), row("results"))
    assert (found.verdict, found.told) == (Verdict.MET, "部门间流转：甲证")
    assert verdict(untouched(pair()), "results") is Verdict.NOT_CONCERNED


def test_the_basis_of_materials() -> None:
    assert verdict(untouched(pair()), "basis") is Verdict.BY_HAND
    assert verdict(untouched(with_need(without_basis=True)), "basis") is Verdict.NOT_MET
    based = tuple(one.model_copy(update={"basis": "某法第三条"}) for one in pair().requirements)
    service = pair().model_copy(update={"requirements": based})
    assert verdict(untouched(service), "basis") is Verdict.MET


def test_catch_all_wording_is_named() -> None:
    papers = tuple(
        one.model_copy(update={"name": "其他有关材料"}) if one.id == "合同" else one
        for one in pair().documents
    )
    loose = pair().model_copy(update={"documents": papers})
    found = answer(untouched(loose), row("definite"))
    assert (found.verdict, found.note) == (Verdict.NOT_MET, "含兜底表述：其他有关材料")
    assert verdict(untouched(pair()), "definite") is Verdict.MET


def test_nothing_new_is_asked_but_the_promise_of_who_commits() -> None:
    reform = reform_with(committing(), "commit:a")
    found = answer(reform, row("no-more"))
    assert found.verdict is Verdict.MET
    assert "a告知承诺书" in found.note
    after = reform.plan.after
    needs = tuple(one for one in reform.plan.before.requirements if one.id != "b:照")
    earlier = reform.plan.before.model_copy(update={"requirements": needs})
    plan = reform.plan.model_copy(update={"before": earlier, "after": after})
    found = answer(told(plan, reform.service), row("no-more"))
    assert (found.verdict, found.note) == (Verdict.NOT_MET, "新增：营业执照")


def test_a_step_that_was_not_there_is_new_and_a_merged_one_is_not() -> None:
    assert verdict(reform_of("bakery"), "no-more") is Verdict.MET
    reform = untouched(pair())
    fewer = tuple(one for one in reform.plan.before.steps if one.id != "b/审查")
    before = reform.plan.before.model_copy(update={"steps": fewer})
    plan = reform.plan.model_copy(update={"before": before})
    assert verdict(told(plan, reform.service), "no-more") is Verdict.NOT_MET


def test_commitment_is_met_where_its_list_was_read() -> None:
    assert verdict(untouched(pair()), "commitment-list") is Verdict.NOT_CONCERNED
    assert verdict(reform_with(committing(), "commit:a"), "commitment-list") is Verdict.MET
    unread = reform_with(committing(assumed=("commitment",)), "commit:a")
    assert verdict(unread, "commitment-list") is Verdict.BY_HAND


def test_who_checks_after_a_commitment_is_for_people() -> None:
    reform = reform_with(committing(), "commit:a")
    for key in ("commitment-check", "commitment-choice"):
        assert verdict(reform, key) is Verdict.BY_HAND
        assert verdict(untouched(pair()), key) is Verdict.NOT_CONCERNED


def test_deferral_of_a_listed_material_is_met_and_its_list_for_people() -> None:
    service = with_need(necessity=Necessity.DEFERRABLE)
    reform = reform_with(service, "defer:a:合同")
    assert verdict(reform, "deferral") is Verdict.MET
    assert verdict(reform, "deferral-list") is Verdict.BY_HAND
    assert verdict(untouched(pair()), "deferral") is Verdict.NOT_CONCERNED
    after = reform.plan.after
    mains = tuple(
        one.model_copy(update={"main": True}) if one.id == "a:合同" else one
        for one in after.requirements
    )
    plan = reform.plan.model_copy(
        update={"after": after.model_copy(update={"requirements": mains})}
    )
    assert verdict(told(plan, service), "deferral") is Verdict.NOT_MET


def test_the_list_category_and_the_national_list_agree() -> None:
    def named(name: str, category: ListCategory) -> Reform:
        return untouched(pair().model_copy(update={"name": name, "list_category": category}))

    assert verdict(named("开办餐饮店", NATIONAL), "list") is Verdict.MET
    assert verdict(named("开办餐饮店", ListCategory.LOCAL), "list") is Verdict.BY_HAND
    assert verdict(named("开办小店", NATIONAL), "list") is Verdict.BY_HAND


def test_a_lead_department_is_named() -> None:
    assert verdict(untouched(pair()), "lead") is Verdict.MET
    nobody = pair().model_copy(update={"lead_department": ""})
    assert verdict(untouched(nobody), "lead") is Verdict.NOT_MET


def test_fees_are_never_met() -> None:
    free = tuple(one.model_copy(update={"fee_yuan": 0}) for one in pair().items)
    assert verdict(untouched(pair()), "fees") is Verdict.BY_HAND
    assert verdict(untouched(with_item(fee_yuan=5)), "fees") is Verdict.BY_HAND
    service = pair().model_copy(update={"items": free})
    assert verdict(untouched(service), "fees") is Verdict.NOT_CONCERNED


def test_steps_that_stop_the_clock_have_to_be_told() -> None:
    assert verdict(untouched(with_kind(StepKind.TESTING)), "special") is Verdict.BY_HAND
    assert verdict(untouched(pair()), "special") is Verdict.NOT_CONCERNED


# --- the compliance self-check --------------------------------------------------------------------


def test_a_broken_rule_is_not_met_and_named_once() -> None:
    """One officer where the law wants two, at both items."""
    found = answer(untouched(with_kind(StepKind.INSPECTION)), row("two-officers"))
    assert found.verdict is Verdict.NOT_MET
    assert found.note.splitlines() == [
        "实质内容核实应指派两名以上工作人员；现为1人，至少2人：a·a/又、b·b/又（改革前已存在）",
        "改革前已存在的，请先核对现状资料是否登记完整。",
    ]


def test_a_rule_that_speaks_of_nothing_here_is_not_concerned() -> None:
    assert verdict(untouched(pair()), "two-officers") is Verdict.NOT_CONCERNED
    assert verdict(untouched(pair()), "told") is Verdict.NOT_CONCERNED
    others = with_item(third_party_interest=True)
    assert verdict(untouched(others), "told") is Verdict.NOT_MET


def test_a_soft_rule_is_for_people() -> None:
    reform = reform_of("open-restaurant-sichuan")
    found = answer(reform, row("acceptance"))
    assert found.verdict is Verdict.BY_HAND
    assert found.note.endswith("（须书面确认）")


def test_every_hard_finding_of_a_plan_is_told_somewhere() -> None:
    for name in ("bakery", "open-homestay-zhuzhou", "open-convenience-store-theme-service"):
        reform = reform_of(name)
        hard = {one.rule for one in reform.plan.violations_after if one.weight == "hard"}
        missed = {
            rule
            for one in guidelines()
            if answer(reform, one).verdict is Verdict.NOT_MET
            for rule in (one.rules or (hard if one.check == "other_rules" else ()))
        }
        assert hard <= missed


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bakery", "open-restaurant-sichuan"])
def test_the_summary_counts_the_table(name: str) -> None:
    written = guidance_check(reform_of(name))
    first = next(
        one.text for one in written.blocks if isinstance(one, Paragraph) and one.tone is Tone.BODY
    )
    counts = Counter(one.removesuffix("†") for one in verdicts(written))
    assert f"对照上级要求 {len(verdicts(written))} 项" in first
    for word in ("符合", "不符合", "需人工核对", "不涉及"):
        assert re.search(rf"(?<!不){word} {counts[word]} 项", first), word
    assert f"其中 {verdicts(written).count('符合†')} 项据推定值" in first


def test_an_answer_that_rests_on_assumed_values_is_marked() -> None:
    """Nobody read how often the applicant comes."""
    reform = reform_with(pair(), "visit:a/收件", "visit:b/收件")
    found = answer(reform, row("visits"))
    assert (found.verdict, found.assumed) == (Verdict.MET, True)


def test_what_a_region_asks_stands_only_in_its_region() -> None:
    def ids(region: str) -> list[str]:
        service = pair().model_copy(update={"region": region})
        written = guidance_check(untouched(service))
        asked = [cell for one in grids(written)[:-1] for cell in column(one, "要求")]
        return [one.id for one in guidelines() if one.text_zh in asked and one.region]

    assert ids("山东省临沂市河东区") == ["shandong"]
    assert ids("湖南省长沙市") == ["hunan"]
    assert ids("") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_read_in_copies_only_are_marked(language: Language) -> None:
    reform = reform_of("bakery", language)
    sources = [row_[2] for one in grids(guidance_check(reform))[:-1] for row_ in one.rows]
    here = [one for one in guidelines() if one.region in reform.service.region]
    assert sources == [one.source + ("" if one.read else "*") for one in _in_order(here)]


def _in_order(asked: list[Guideline]) -> list[Guideline]:
    groups = list(dict.fromkeys(one.group for one in asked))
    return sorted(asked, key=lambda one: groups.index(one.group))


def test_rows_are_left_for_what_only_the_office_has() -> None:
    last = grids(guidance_check(reform_of("bakery")))[-1]
    assert len(last.rows) == 3
    assert {cell for one in last.rows for cell in one[1:]} == {""}


def test_measures_decided_above_the_district_are_named() -> None:
    """A rule that binds two items is changed by who made it."""
    reform = reform_with(legal(), "rule:precedence/法")
    found = answer(reform, row("same-elements"))
    assert (found.verdict, found.told) == (Verdict.BY_HAND, "须由市级以上决定的举措：序号 1")
    assert verdict(untouched(legal()), "same-elements") is Verdict.BY_HAND
