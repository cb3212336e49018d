"""Findings of the law in the parts that a table shows."""

import pytest

from optimizer.evaluation.warnings import warning_texts
from optimizer.law.breaking import broken
from optimizer.law.rules import Rule, load_rules
from optimizer.levers.catalogue import find
from optimizer.planning import look_at
from optimizer.redesign.opportunity import GroupOpportunity, Opportunity, ShortenOpportunity, Terms
from optimizer.redesign.violation import Weight
from optimizer.wording.catalogue import LANGUAGES, Language, words
from optimizer.wording.law import breach_text, subject_text, weight_word
from optimizer.wording.names import Names
from optimizer.workspace.evidence import COMPUTED
from optimizer.workspace.shipped import shipped
from tests.fixtures import draft


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", load_rules(), ids=lambda one: one.id)
def test_subject_and_article_stand_in_columns_of_their_own(rule: Rule, language: Language) -> None:
    one = broken(rule, "a", found=("现为1人", "one officer"))
    told = breach_text(one, rule, language)
    wording, found = (
        (rule.wording_zh, "现为1人") if language == "zh" else (rule.wording_en, "one officer")
    )
    assert told == f"{wording}{'；' if language == 'zh' else '; '}{found}"


def test_a_finding_without_its_rule_is_told_with_the_article() -> None:
    rule = load_rules()[0]
    told = breach_text(broken(rule, "a"), None, "zh")
    assert told == f"{rule.wording_zh}（{rule.article}）"


def test_a_finding_about_a_measure_is_told_by_what_the_measure_does() -> None:
    one = broken(load_rules()[0], "commit:a")
    names = Names(draft(), "zh")
    assert subject_text(one, names, {"commit:a": "“甲”实行告知承诺"}) == "“甲”实行告知承诺"
    assert subject_text(broken(load_rules()[0], "d1"), names, {}) == "一局"


def test_hard_and_soft_are_the_official_words() -> None:
    assert [weight_word(one, "zh") for one in Weight] == ["不得违反", "需书面确认"]


def _terms(one: Opportunity) -> list[Terms]:
    found = [one.terms]
    if isinstance(one, GroupOpportunity):
        found.extend(one.member_terms)
    if isinstance(one, ShortenOpportunity):
        found.extend(terms for _, terms in one.grades)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_planning_value_and_warning_says_what_to_do(language: Language) -> None:
    said = words("compliance", language)
    names = {
        name
        for service in shipped()
        for one in find(look_at(service.service).service)
        for terms in _terms(one)
        for name in terms.assumed
    }
    assert "effort" in names
    for name in (*names, COMPUTED):
        assert said.has(f"parameter_{name}"), name
        assert said.has(f"replace_{name}"), name
    for code in warning_texts():
        assert said.has(f"do_{code}"), code
