"""The figures of the matching of names are those of this program."""

import pytest

from benchmarks.matching import (
    DOCUMENT,
    STEPS,
    Counted,
    area,
    counted,
    of_half,
    ours,
    page,
    threshold,
)
from benchmarks.material_pairs import pairs
from optimizer.matching import SUGGESTED_FROM, shipped_synonyms, with_decisions


def test_the_page_shows_what_is_measured_now() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == f"{page()}\n"


def test_the_step_suggested_from_is_what_the_tuning_half_alone_says() -> None:
    score = ours(with_decisions({}))
    told = [(score(one.a.text, one.b.text), one.same) for one in of_half("tuning")]
    assert min(step for step in STEPS if not counted(told, step).false) == SUGGESTED_FROM


def test_synonyms_of_whole_names_are_not_taken_from_the_held_back_half() -> None:
    held_back = {each.text for one in pairs() if one.half == "held_back" for each in (one.a, one.b)}
    whole = [one for one in shipped_synonyms() if one.where == "name"]
    assert whole
    assert not {one.variant for one in whole} & held_back
    assert not {one.canonical for one in whole} & held_back


def test_counts_are_told_from_the_threshold_on() -> None:
    scored = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    assert counted(scored, 0.5) == Counted(found=2, false=1, same=2)
    assert counted(scored, 0.5).precision == pytest.approx(2 / 3)
    assert counted(scored, 0.95).precision is None
    assert counted(scored, 0.9).recall == 0.5


def test_the_area_is_one_where_all_pairs_are_ranked_right_and_half_where_none_is_told() -> None:
    assert area([(0.9, True), (0.1, False)]) == 1
    assert area([(0.5, True), (0.5, False)]) == 0.5


def test_a_threshold_is_the_lowest_precise_step() -> None:
    assert threshold([(0.9, True), (0.62, False)]) == 0.65
    assert threshold([(0.9, True), (0.1, False)]) == min(STEPS)
