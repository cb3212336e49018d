"""Findings, violations, doubts and positions in words."""

import pytest

from optimizer.evaluation.published import Position
from optimizer.evaluation.warnings import warning_texts
from optimizer.law.rules import load_rules
from optimizer.redesign.violation import Violation, Weight
from optimizer.service.department import Department
from optimizer.service.finding import Finding, Severity
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.cautions import (
    assumption_text,
    finding_text,
    position_text,
    severity_word,
    violation_text,
    warning_text,
)
from optimizer.wording.names import Names
from tests.fixtures import pair


def _broken(subject: str, who: str = "") -> Violation:
    return Violation(
        rule="r",
        weight=Weight.SOFT,
        subject=subject,
        who=who,
        message_zh=f"{subject}：须确认",
        message_en=f"{subject}: to be confirmed",
    )


def test_a_violation_names_what_it_is_about_and_who_signs() -> None:
    """Names stand for ids; who signs comes first."""
    told = violation_text(_broken("合同", "d1、d2"), Names(pair(), "en"), "en")
    assert told == "一局, 二局: 租赁合同: to be confirmed"
    assert violation_text(_broken("合同"), Names(pair(), "zh"), "zh") == "租赁合同：须确认"


def test_a_violation_by_a_measure_is_told_by_its_sentence() -> None:
    """A planner reads what is done, not an id."""
    told = violation_text(_broken("m1"), Names(pair(), "zh"), "zh", {"m1": "取消“合同”"})
    assert told == "取消“合同”：须确认"


def test_a_department_whose_name_holds_the_sign_between_names_stays_whole() -> None:
    """人民银行、金融监管 is one department where the service says so."""
    both = Department(id="人民银行、金融监管", name="人民银行、金融监管")
    service = pair().model_copy(update={"departments": (*pair().departments, both)})
    one = _broken("合同", "d1、人民银行、金融监管、d2")
    assert violation_text(one, Names(service, "en"), "en").startswith(
        "一局, 人民银行、金融监管, 二局: "
    )


def test_organs_that_the_law_names_are_told_in_the_language() -> None:
    """Whoever a rule has sign is named in English, too."""
    names = Names(pair(), "en")
    signers = {rule.who for rule in load_rules() if rule.who}
    assert signers
    for who in signers:
        assert violation_text(_broken("合同", who), names, "en").isascii() is False  # 租赁合同
        assert who not in violation_text(_broken("合同", who), names, "en")
        assert violation_text(_broken("合同", who), Names(pair(), "zh"), "zh").startswith(who)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(warning_texts()))
def test_every_warning_has_a_sentence_about_its_subject(code: str, language: Language) -> None:
    """The subject is told by its name."""
    assert warning_text(code, "合同", Names(pair(), language), language).startswith("租赁合同")


def test_rules_that_are_mixed_are_listed_in_the_language() -> None:
    """Only counting rules are joined; a name with the same sign stays whole."""
    names = Names(pair(), "en")
    assert warning_text("mixed_rules", "kinds、copies", names, "en").startswith("kinds, copies:")
    renamed = "证明、证书 → 证书"
    assert warning_text("renamed_document", renamed, names, "en").startswith(renamed)


@pytest.mark.parametrize(("same", "word"), [(True, "the same service"), (False, "all bundled")])
def test_a_position_tells_rank_and_group(same: bool, word: str) -> None:
    """Like with like: the sentence says with whom it compares."""
    one = Position(
        metric="days",
        percent=50.0,
        n=7,
        median=60.0,
        lower_quartile=40.0,
        upper_quartile=70.0,
        rank=5,
        same_theme=same,
        theme="t",
        rows=(),
    )
    told = position_text(one, "en")
    assert all(part in told for part in ("50.00%", "place 5", "beside 7", word, "60.00%"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_assumptions_and_severities_have_words(language: Language) -> None:
    """Each is another word, none a name of the program."""
    names = ("floors_halved", "floors_doubled", "efforts_halved", "efforts_doubled")
    told = {assumption_text(name, language) for name in names}
    assert len(told) == 4
    assert not told & set(names)
    assert len({severity_word(one, language) for one in Severity}) == len(Severity)


def test_a_finding_is_told_in_the_language() -> None:
    """Message and advice of the reader's language, nothing of the other."""
    one = Finding(
        severity=Severity.NOTE,
        code="c",
        message_zh="缺少依据",
        message_en="no basis",
        right_zh="请补充",
        right_en="add it",
    )
    assert finding_text(one, "zh") == "缺少依据；请补充"
    assert finding_text(one, "en") == "no basis; add it"
