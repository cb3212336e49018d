"""Rows of measures."""

import pytest

from optimizer.levers.reference import lever_texts
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.redesign.plan import Plan
from optimizer.service.kinds import Authority, Grade, Risk
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.measures import (
    assumed_words,
    effect_text,
    effort_points,
    highest,
    measure_rows,
    number_text,
    precondition_text,
    row_effect_text,
)

TERMS = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def _measure(lever: str, **terms: object) -> Measure:
    return Measure(
        kind=MeasureKind.VISIT,
        lever=lever,
        targets=("x",),
        terms=TERMS.model_copy(update=terms),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_stands_in_one_row(plan: Plan, language: Language) -> None:
    """Rows tell all measures, none twice, numbered from one."""
    rows = measure_rows(plan, language)
    told = [one.id for row in rows for one in row.measures]
    assert sorted(told) == sorted(one.id for one in plan.outcome.measures)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_measures_of_one_row_differ_only_in_what_they_are_done_to(plan: Plan) -> None:
    """Lever, price and effect told once hold for each of them."""
    effects = dict(plan.effects)
    rows = measure_rows(plan, "zh")
    assert any(row.each for row in rows)
    for row in rows:
        assert row.each == (len(row.measures) > 1)
        assert len({(one.lever, one.terms.basis, one.terms.authority) for one in row.measures}) == 1
        assert len({effects.get(one.id) for one in row.measures}) == 1


def test_an_effect_says_how_many_other_measures_are_in_it(plan: Plan) -> None:
    """Without a source connected nothing is retrieved from it: the effect is that of both."""
    others = {one.measure: len(set(one.dropped) - {one.measure}) for one in plan.losses}
    rows = measure_rows(plan, "zh")
    told = [row for row in rows if "依赖它" in row.effect]
    assert told
    for row in rows:
        count = others.get(row.measures[0].id, 0)
        alone = not count or not dict(plan.effects).get(row.measures[0].id)
        assert (f"依赖它的 {count} 项" in row.effect) != alone


def test_each_is_said_only_of_several(plan: Plan) -> None:
    """One measure has its number and effect; several say how many and that each does it."""
    for row in measure_rows(plan, "en"):
        if row.each:
            assert number_text(row, "en") == f"{row.number} ({len(row.measures)})"
            assert row_effect_text(row, "en") == f"each {row.effect}"
        else:
            assert (number_text(row, "en"), row_effect_text(row, "en")) == (
                str(row.number),
                row.effect,
            )


def test_effects_are_told_with_their_sign() -> None:
    """Less is −, more is +, in the order given; nothing alone prepares others."""
    assert effect_text((("materials", -3), ("visits", -1)), "zh") == "材料 −3、跑动 −1"
    assert effect_text((("steps", 1),), "en") == "steps +1"
    assert "prepares" in effect_text((), "en")


def test_the_precondition_is_that_of_the_lever_and_what_else_is_needed() -> None:
    """What the lever asks for comes first, in the reader's language; nothing is said twice."""
    usual = lever_texts()["online"]
    other = lever_texts()["retrieve"]
    plain = _measure("online", precondition=usual.precondition_zh)
    assert precondition_text(plain, "zh") == usual.precondition_zh
    assert precondition_text(plain, "en") == usual.precondition_en
    more = _measure("online", precondition=f"{other.precondition_zh}；先开通账号")
    told = precondition_text(more, "en")
    assert told == f"{usual.precondition_en}; {other.precondition_en}; 先开通账号"


def test_assumed_values_are_named_once_each() -> None:
    """Each mark has a word; a mark without one is shown as it is."""
    assert assumed_words(("effort", "floor", "effort"), "zh") == ("难度", "最短时限")
    assert assumed_words(("new_mark",), "en") == ("new mark",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_levers_assume_has_a_word(plan: Plan, language: Language) -> None:
    """No name of a field reaches people."""
    marks = {mark for one in plan.outcome.measures for mark in one.terms.assumed}
    assert marks
    told = assumed_words(sorted(marks), language)
    assert len(set(told)) == len(marks)
    assert not any("_" in word for word in told)
    if language == "zh":
        assert not set(told) & marks


def test_effort_adds_up_and_the_highest_level_decides() -> None:
    """Points are summed; of several levels the highest has to decide; nothing is a dash."""
    held = [_measure("online", effort=3), _measure("online", authority=Authority.CITY)]
    assert effort_points(held) == 4
    assert highest(held, "zh") == "市级"
    assert highest([], "zh") == "—"
