"""Laws of matching names, for whatever names guides may write."""

from hypothesis import given
from hypothesis import strategies as st

from optimizer.matching import (
    Candidate,
    Named,
    compare,
    groups,
    read_name,
    subject,
    suggestions,
    with_decisions,
)

_HOLDERS = ("", "经办人", "法定代表人", "逝者", "父母", "本人", "申请人")
_EDITIONS = ("", "旧", "新", "变更前", "变更后")
_WORDS = ("身份证", "户口簿", "营业执照", "登记", "设立", "注销", "食品", "经营", "许可", "证明")
_ENDS = ("", "申请表", "复印件", "（原件）", "一式两份", "（新）", "或承诺书", "1寸", "2张")

_written = st.builds(
    "{}{}{}".format,
    st.sampled_from(_HOLDERS),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map("".join),
    st.sampled_from(_ENDS),
)
_names = st.one_of(_written, st.text(min_size=1, max_size=20))
_named = st.builds(Named, _names, st.sampled_from(_HOLDERS), st.sampled_from(_EDITIONS))
_candidates = st.lists(_named, max_size=8).map(
    lambda held: [Candidate("s", str(place), one) for place, one in enumerate(held)]
)
KNOWN = with_decisions({})


@given(_named, _named)
def test_comparing_is_symmetric(one: Named, other: Named) -> None:
    there, back = compare(one.read(), other.read(), KNOWN), compare(other.read(), one.read(), KNOWN)
    assert there.score == back.score
    assert 0 <= there.score <= 1


@given(_written)
def test_reading_what_was_read_changes_nothing(name: str) -> None:
    core = read_name(name).core
    assert read_name(core).core == core


@given(_named)
def test_a_name_says_the_same_as_itself(one: Named) -> None:
    assert compare(one.read(), one.read(), KNOWN).score == 1


@given(_candidates)
def test_different_holders_and_editions_are_never_suggested(held: list[Candidate]) -> None:
    for found in suggestions(held, KNOWN, least=0.01):
        one, other = found.first.named.read(), found.second.named.read()
        assert one.holder == other.holder or not (one.holder and other.holder)
        assert one.edition == other.edition or not (one.edition and other.edition)


@given(_candidates)
def test_the_order_of_documents_does_not_matter(held: list[Candidate]) -> None:
    assert suggestions(held, KNOWN) == suggestions(held[::-1], KNOWN)


@given(_candidates)
def test_every_two_of_a_group_are_suggested(held: list[Candidate]) -> None:
    found = suggestions(held, KNOWN)
    pairs = {frozenset((one.first, one.second)) for one in found}
    members = [one for group in groups(found) for one in group]
    assert len(members) == len(set(members))
    for group in groups(found):
        assert all(frozenset((a, b)) in pairs for a in group for b in group if a != b)


@given(_candidates)
def test_a_refused_pair_is_never_suggested_again(held: list[Candidate]) -> None:
    for found in suggestions(held, KNOWN)[:2]:
        known = with_decisions({subject(found.first.named, found.second.named): "different"})
        again = suggestions(held, known)
        assert not any({one.first, one.second} == {found.first, found.second} for one in again)
