"""The labelled pairs of names: made by their rule, balanced, split without a document in common."""

from benchmarks.material_pairs import HALVES, made, names, pairs
from optimizer.places import scenarios_directory


def test_the_pairs_shipped_are_those_of_the_rule() -> None:
    assert pairs() == made(names())


def test_there_are_enough_pairs_and_as_many_of_two_documents_as_of_one() -> None:
    assert len(pairs()) >= 300
    for half in HALVES:
        same = [one.same for one in pairs() if one.half == half]
        assert same.count(True) == same.count(False) >= 75


def test_no_name_and_no_document_is_in_both_halves() -> None:
    for told in ("text", "document", "sort"):
        one, other = (
            {
                getattr(each, told)
                for pair in pairs()
                if pair.half == half
                for each in (pair.a, pair.b)
            }
            for half in HALVES
        )
        assert not one & other


def test_a_pair_is_one_document_exactly_where_the_labels_agree() -> None:
    for one in pairs():
        assert one.same is (one.a.document == one.b.document)
        assert one.a.text != one.b.text


def test_every_name_is_there_once_and_says_where_it_was_read() -> None:
    held = names()
    assert len({one.text for one in held}) == len(held)
    assert all(one.source for one in held)
    shipped = {path.name for path in scenarios_directory().iterdir()}
    assert {one.source for one in held if one.source.isascii()} <= shipped


def test_no_pair_is_made_of_a_name_that_leaves_open_what_the_other_says() -> None:
    for one in pairs():
        a, b = (each.document.partition("·") for each in (one.a, one.b))
        if not one.same and a[0] == b[0]:
            assert "未注明" not in (a[2], b[2])
