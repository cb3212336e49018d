"""A source is one for the whole district; what services say of it differently is told."""

from optimizer.planning.pricing import as_is
from optimizer.portfolio.asking import single_request
from optimizer.portfolio.shared import shared_approvals, shared_sources
from optimizer.redesign.district import JointRequest, Member
from optimizer.service.kinds import Authority, Sharing
from tests.unit.portfolio.small_districts import asking_above, small_district

FIRST, SECOND, _ = small_district(2).members


def _saying(member: Member, **update: object) -> Member:
    """The same with one source described otherwise."""
    source, *others = member.service.data_sources
    changed = (source.model_copy(update=update), *others)
    service = member.service.model_copy(update={"data_sources": changed})
    return member.model_copy(update={"service": service})


def _completed(member: Member) -> Member:
    """The same with the steps that a service file leaves out."""
    before = as_is(member.service, single_request(JointRequest(), 1.0))
    return member.model_copy(update={"service": before.service})


def test_services_that_agree_share_their_sources_without_a_word() -> None:
    sources, doubts = shared_sources((FIRST, SECOND))
    assert [len(one.uses) for one in sources] == [2, 2]
    assert doubts == ()


def test_another_description_is_told_in_official_words_and_the_dearest_counts() -> None:
    other = _saying(SECOND, sharing=Sharing.UNCONDITIONAL)
    sources, (doubt,) = shared_sources((FIRST, other))
    assert [len(one.uses) for one in sources] == [2, 2]
    assert "有条件共享（s0）；无条件共享（s1）" in doubt.message_zh
    assert "conditional (s0); unconditional (s1)" in doubt.message_en


def test_a_source_without_owner_counts_apart_and_is_told() -> None:
    sources, (doubt,) = shared_sources((FIRST, _saying(SECOND, owner="")))
    assert sorted(len(one.uses) for one in sources) == [1, 1, 2]
    assert doubt.code == "district_source_owner"
    assert "s1" in doubt.message_zh


def test_a_source_that_nobody_else_names_needs_no_word() -> None:
    _, doubts = shared_sources((FIRST, _saying(SECOND, owner="", name="民政库")))
    assert doubts == ()


def test_money_of_a_source_is_the_dearest_that_anybody_entered() -> None:
    sources, _ = shared_sources((FIRST, _saying(SECOND, cost_yuan=700)))
    assert sorted((one.cost_yuan for one in sources), key=str) == [700, None]


def test_the_same_item_asks_a_higher_authority_once() -> None:
    members = [_completed(one) for one in asking_above(1).members]
    asked = shared_approvals(members, Authority.PROVINCE)
    instant = [one for one in asked if one.kind.value == "instant"]
    assert [(one.item, one.owner, len(one.uses)) for one in instant] == [("涉税登记", "税务局", 3)]
    assert all(one.authority is Authority.PROVINCE for one in instant)
    assert shared_approvals(members, Authority.LEADING_GROUP) == ()
