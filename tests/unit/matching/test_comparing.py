"""Two names compared: what speaks for their being one document, and what rules it out."""

import pytest

from optimizer.matching import (
    RULED_OUT,
    SUGGESTED_FROM,
    Against,
    Comparison,
    Reason,
    compare,
    read_name,
    with_decisions,
)

KNOWN = with_decisions({})


def compared(one: str, other: str) -> Comparison:
    return compare(read_name(one), read_name(other), KNOWN)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("《公司登记（备案）申请书》", "公司登记(备案)申请书", Reason.SAME),
        ("营业执照复印件", "营业执照（副本）", Reason.SAME),
        ("户口本", "居民户口簿", Reason.SYNONYM),
        ("使用土地的证明文件", "用地批准手续", Reason.SYNONYM),
        ("死亡证明", "死亡医学证明", Reason.ABBREVIATION),
        ("房屋租赁合同", "经营场所房屋租赁合同", Reason.PART),
        ("污水预处理设施", "污水预处理池设施", Reason.SPELLING),
    ],
)
def test_what_may_be_one_is_suggested_with_its_reason(one: str, other: str, reason: Reason) -> None:
    found = compared(one, other)
    assert found.score >= SUGGESTED_FROM
    assert found.reasons[0] is reason


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("经办人身份证", "逝者身份证", Against.HOLDER),
        ("旧户口簿", "新户口簿", Against.EDITION),
        ("户口簿（变更前）", "户口簿（变更后）", Against.EDITION),
        ("1寸照片", "二寸照片", Against.NUMBERS),
        ("食品经营许可申请表", "药品经营许可申请表", Against.CONTRAST),
        ("设立登记申请书", "注销登记申请书", Against.CONTRAST),
        ("出生医学证明", "死亡医学证明", Against.CONTRAST),
        ("环境影响报告书", "环境影响报告表", Against.CONTRAST),
        ("取水许可申请书", "排水许可申请表", Against.CONTRAST),
        ("居住证", "居住证申请表", Against.FORM_OR_NOT),
    ],
)
def test_what_makes_two_documents_rules_a_pair_out(one: str, other: str, against: Against) -> None:
    found = compared(one, other)
    assert found.score == 0
    assert against in found.against


def test_a_holder_or_edition_on_one_side_only_is_a_doubt() -> None:
    held, edition = compared("身份证", "经办人身份证"), compared("户口簿", "旧户口簿")
    assert held.against == (Against.HOLDER_OPEN,)
    assert edition.against == (Against.EDITION_OPEN,)
    assert SUGGESTED_FROM <= edition.score < held.score < 1


def test_a_word_that_sets_apart_on_one_side_only_is_a_doubt() -> None:
    plain, more = compared("登记申请书", "公司登记申请书"), compared("登记申请书", "注销登记申请书")
    assert Against.ONE_SIDED in more.against
    assert not set(more.against) & RULED_OUT
    assert more.score < plain.score


def test_what_offers_a_choice_is_compared_with_each() -> None:
    assert compared("竣工报告", "竣工报告或承诺书").score >= SUGGESTED_FROM


def test_names_with_nothing_in_common_score_low() -> None:
    assert compared("健康证", "租赁合同").score < 0.3
