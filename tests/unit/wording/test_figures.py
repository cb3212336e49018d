"""Figures, lengths, levels and counting rules in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import REDUCED
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import NAMED_REQUESTS
from optimizer.redesign.terms import REQUEST_VALUES
from optimizer.service import terms
from optimizer.service.kinds import Authority, Grade, Risk, Span, StepKind
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.figures import (
    figure_label,
    figure_text,
    headline,
    number_text,
    percent_text,
    plan_name,
    share_text,
    situation_text,
)
from optimizer.wording.lengths import duration_text, hours_text
from optimizer.wording.levels import choice, level
from optimizer.wording.rules import rule_name, rule_text
from optimizer.worktime import Duration, Unit

HEADLINED = ("materials", "steps", "promise")


def test_figures_are_told_side_by_side(plan: Plan) -> None:
    """Each side is its own number."""
    for one in headline(plan, HEADLINED):
        assert figure_text(one, "before", "zh") == str(one.before)
        assert figure_text(one, "after", "zh") == str(one.after)


def test_unknown_and_least_figures_say_so() -> None:
    """An unknown figure is no zero, and one that rests on something unknown says "at least"."""
    assert number_text(None, "zh") == "未知"
    assert number_text(None, "en", at_least=True) == "unknown"
    assert number_text(3, "zh", at_least=True) == "不少于 3"
    assert number_text(3, "en") == "3"


def test_per_cent_has_two_places_or_a_dash() -> None:
    """What is not defined is no zero."""
    assert percent_text(66.666) == "66.67%"
    assert percent_text(0.0) == "0.00%"
    assert percent_text(None) == "—"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_has_a_label(language: Language) -> None:
    """Planners read no names of the program."""
    labels = [figure_label(metric, language) for metric in REDUCED]
    assert len(set(labels)) == len(REDUCED)
    if language == "zh":
        assert not set(labels) & set(REDUCED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plans_are_called_by_their_names(language: Language) -> None:
    """The three named ones have words; another has its own name, or is one's own."""
    assert len({plan_name(name, language) for name in NAMED_REQUESTS}) == len(NAMED_REQUESTS)
    assert plan_name("试点", language) == "试点"
    # A name that is also the word of a metric is still the planner's.
    assert plan_name("materials", language) == "materials"
    assert plan_name("", language)


def test_a_situation_is_told_by_its_options() -> None:
    """Every question with its option; none says so."""
    assert situation_text((("是否装修", "是"), ("规模", "小")), "zh") == "是否装修=是、规模=小"
    assert situation_text((), "en") == "none"


# --- lengths -----------------------------------------------------------------------------------


@given(st.sampled_from(Unit), st.decimals(0, 50, places=1))
def test_chinese_lengths_are_written_as_in_a_file(unit: Unit, value: Decimal) -> None:
    """What is shown can be typed: both languages read back as the same length."""
    one = Duration(value, unit)
    assert duration_text(one, "zh") == str(one)
    for language in LANGUAGES:
        told = duration_text(one, language)
        read = Duration.parse("即办" if told == "on the spot" else told)
        assert read == one


def test_hours_are_told_in_days_from_a_day_on() -> None:
    """24 working hours are three days; nothing is 即办; unknown is a question mark."""
    assert hours_text(24, "zh") == "3 工作日"
    assert hours_text(8, "en") == "1 working day"
    assert hours_text(12, "en") == "1.5 working days"
    assert hours_text(44, "zh") == "5.5 工作日"
    assert hours_text(4, "zh") == "4 小时"
    assert hours_text(0, "zh") == "即办"
    assert hours_text(None, "en") == "?"


# --- closed lists ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("closed", [*terms.VALUES, *REQUEST_VALUES])
def test_members_of_a_list_are_told_apart(closed: type, language: Language) -> None:
    """Every member has a word of its own in each language."""
    known = {**terms.VALUES, **REQUEST_VALUES}[closed]
    told = [choice(member, language) for member in known]
    assert len(set(told)) == len(known)
    assert not any("_" in word for word in told)


def test_levels_are_told_by_their_official_words() -> None:
    """区县领导小组 decides; its English is a name, not a constant."""
    assert level(Authority.LEADING_GROUP, "zh") == "区县领导小组"
    assert level(Authority.CO_SIGNATURE, "en") == "co-signature"
    assert (level(Risk.HIGH, "zh"), level(Grade.HARD, "zh")) == ("高", "难")


def test_members_of_different_lists_are_not_taken_for_each_other() -> None:
    """A medium risk and a co-signature are both 2, a delivery and a span have one English word."""
    assert [level(one, "en") for one in Risk] == ["low", "medium", "high"]
    assert choice(StepKind.DELIVERY, "en") == "delivery"
    assert choice(Span.DELIVERY, "en") == "acceptance to delivery"


# --- counting rules ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_that_count_differently_are_told_differently(language: Language) -> None:
    """What is counted tells two rules apart, without their names."""
    told = []
    for rule in load_counting_rules().values():
        text = rule_text(rule, language)
        assert f"{rule.id}@{rule.version}" in text
        assert text.startswith(rule_name(rule, language))
        told.append(text.removeprefix(rule_name(rule, language)).replace(f"{rule.id}@", ""))
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (False, False, "81.68%"),
        (True, False, "不少于 81.68%"),
        (False, True, "不高于 81.68%"),
        (True, True, "约 81.68%"),
    ],
)
def test_a_reduction_is_as_sure_as_its_sides(*, before: bool, after: bool, told: str) -> None:
    """Of 100 → 20: more before is a larger reduction, more after a smaller one."""
    assert share_text("81.68%", "zh", before=before, after=after) == told
