"""Laws of generated districts, whatever their size and seed."""

from hypothesis import example, given
from hypothesis import strategies as st

from optimizer.law.check import service_violations
from optimizer.law.rules import load_rules
from optimizer.portfolio.catalogue import signs
from optimizer.portfolio.chance import Chance, Urn
from optimizer.portfolio.generating import generated, generated_member
from optimizer.redesign.violation import Weight
from optimizer.service import complete
from optimizer.service.checks.finding_words import plain_name
from optimizer.service.checks.near_names import Named, near_names
from optimizer.service.finding import Severity
from optimizer.service.findings import findings

counts = st.integers(min_value=1, max_value=12)
seeds = st.integers(min_value=0, max_value=10**9)


@given(counts, seeds, st.data())
def test_every_service_is_valid_lawful_and_the_one_of_its_district(
    count: int, seed: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(min_value=1, max_value=count))
    member = generated_member(count, seed, number)
    assert all(one.severity is not Severity.ERROR for one in findings(member.service))
    broken = service_violations(load_rules(), complete(member.service))
    assert all(one.weight is not Weight.HARD for one in broken)
    assert generated(count, seed).members[number - 1] == member


@given(st.text(), st.lists(st.integers(min_value=0, max_value=5), min_size=1).filter(any))
def test_what_weighs_nothing_is_never_drawn(name: str, weights: list[int]) -> None:
    chance = Chance(name)
    urn = Urn(list(enumerate(weights)))
    assert all(weights[urn.draw(chance)] > 0 for _ in range(20))


@given(st.text(), st.integers(min_value=1, max_value=10**6))
def test_draws_are_below_their_ceiling_and_repeat(name: str, ceiling: int) -> None:
    first, again = Chance(name), Chance(name)
    for _ in range(20):
        drawn = first.below(ceiling)
        assert 0 <= drawn < ceiling
        assert again.below(ceiling) == drawn


@given(
    st.integers(min_value=0, max_value=104_159),
    st.integers(min_value=1, max_value=104_159),
    st.sampled_from(("材料", "承诺书")),
)
@example(0, 1, "承诺书")  # one of the signs differs
@example(9, 10, "承诺书")
@example(119, 120, "承诺书")
@example(0, 3_360, "承诺书")
@example(3_360, 3_360 * 25, "材料")  # the letters change places
@example(0, 31, "材料")  # the last sign is the same
@example(0, 3_360 * 26, "材料")
def test_names_made_of_different_numbers_never_look_alike(
    first: int, further: int, word: str
) -> None:
    names = tuple(Named(plain_name(f"{word}{signs(one)}")) for one in (first, first + further))
    assert near_names(names).pairs == ()
