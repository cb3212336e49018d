"""The words of a service file are complete and unambiguous."""

from enum import Enum

import pytest

from optimizer.formats.reading import VOCABULARY
from optimizer.formats.shapes import FORMS, RECORDS
from optimizer.service import terms
from optimizer.service.key_words import KEYS
from optimizer.service.kinds import Authority, Route, StepKind


@pytest.mark.parametrize("section", KEYS)
def test_every_key_of_a_section_means_one_field(section: str) -> None:
    """No Chinese or English key stands for two fields of one section."""
    for field, words in KEYS[section].items():
        for word in (field, *words):
            assert terms.field_of(section, word) == field


@pytest.mark.parametrize("closed_list", VOCABULARY)
def test_every_value_has_words_that_mean_it_alone(closed_list: type[Enum]) -> None:
    """Every value of every closed list can be written and is read back."""
    words = VOCABULARY[closed_list]
    assert set(words) == set(closed_list)
    for value, names in words.items():
        for name in (*names, terms.english_value(value)):
            assert terms.meaning(closed_list, name, VOCABULARY) is value


@pytest.mark.parametrize("section", RECORDS)
def test_every_field_of_a_record_can_be_written(section: str) -> None:
    """A record gains no field that its file cannot say."""
    elsewhere = {"pins"} if section == "request" else set()
    assert set(RECORDS[section].model_fields) - elsewhere <= set(FORMS[section])


def test_words_are_compared_without_case_width_and_spaces() -> None:
    """Full-width letters, capitals, hyphens and spaces make no other word."""
    assert terms.field_of("requirement", "Needed-By") == "needed_by"
    assert terms.meaning(Route, "ｈａｎｄ　ｉｎ") is Route.HAND_IN
    assert terms.meaning(Authority, "Leading Group") is Authority.LEADING_GROUP


def test_an_unknown_word_means_nothing() -> None:
    """What is in no table is not guessed."""
    assert terms.meaning(StepKind, "审") is None
    assert terms.field_of("item", "时线") is None
    assert terms.yes_or_no("也许") is None


def test_the_official_word_comes_first() -> None:
    """What is written is the official Chinese word."""
    assert terms.word(Route.RESULT) == "部门间流转"
    assert terms.key_word("item", "statutory") == "法定时限"
    assert terms.key_words("limit")[:3] == ["时限", "起止", "依据"]
