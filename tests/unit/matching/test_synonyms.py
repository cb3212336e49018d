"""What is known to be one document, and what planners decided."""

from optimizer.matching import Named, Synonym, Synonyms, pair_of, shipped_synonyms, subject
from optimizer.matching import with_decisions as known

A, B, C, D = (Named(name) for name in ("公章刻制委托书", "刻章委托书", "刻公章的委托", "健康证"))


def decided(*pairs: tuple[Named, Named, bool]) -> Synonyms:
    return known(
        {subject(one, other): "same" if same else "different" for one, other, same in pairs}
    )


def test_a_decision_holds_whichever_name_comes_first() -> None:
    for one, other in ((A, B), (B, A)):
        assert decided((one, other, True)).decision(A, B) is True
        assert decided((one, other, False)).decision(B, A) is False
    assert decided((A, B, True)).decision(A, D) is None
    assert known({}).decision(A, B) is None


def test_what_is_one_with_one_is_one_with_the_other() -> None:
    assert decided((A, B, True), (B, C, True)).decision(A, C) is True


def test_what_is_told_apart_from_one_is_told_apart_from_its_group() -> None:
    assert decided((A, B, True), (B, D, False)).decision(A, D) is False


def test_what_was_said_of_two_names_outweighs_what_follows_from_others() -> None:
    said = decided((A, B, True), (B, C, True), (A, C, False))
    assert said.decision(A, C) is False
    assert said.decision(A, B) is True


def test_two_documents_of_one_name_can_be_told_apart() -> None:
    assert decided((D, D, False)).decision(D, Named("健康证（原件）")) is False


def test_a_decision_speaks_of_names_however_they_are_handed_in() -> None:
    assert decided((A, B, True)).decision(Named("刻章委托书（复印件）"), A) is True


def test_holder_edition_and_item_are_part_of_what_was_decided() -> None:
    held = Named("户口簿", "父母", "旧", "出生登记")
    one, other = pair_of(subject(held, D))
    assert {one, other} == {held, D}
    assert decided((held, D, True)).decision(Named("户口簿"), D) is None


def test_signs_of_the_text_that_is_kept_do_no_harm_in_names() -> None:
    odd = Named("A=B@甲", "x = y")
    one, other = pair_of(subject(odd, D))
    assert known({subject(odd, D): "same"}).decision(odd, D) is True
    assert D in (one, other)


def test_a_value_nobody_writes_is_no_decision() -> None:
    assert known({subject(A, B): "perhaps"}).decision(A, B) is None


def test_parts_are_rewritten_once_and_what_is_said_well_stays() -> None:
    rows = (
        Synonym("授权委托书", "委托书", "part", "example"),
        Synonym("身份证", "身份证明", "part", "example"),
    )
    known_here = Synonyms(rows)
    assert known_here.canonical("委托书") == "授权委托书"
    assert known_here.canonical("授权委托书") == "授权委托书"
    assert known_here.canonical("身份证明") == "身份证"


def test_every_shipped_synonym_says_why_and_changes_something() -> None:
    for one in shipped_synonyms():
        assert one.source
        assert one.canonical != one.variant
