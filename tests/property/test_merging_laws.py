"""Laws of merging two planners' changes, over generated services."""

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.service.record import Record
from optimizer.service.service import Service
from optimizer.workspace.merging import LISTS, Side, merged
from tests.property.strategies import services

_TEXTS = {
    "departments": "name",
    "documents": "holder",
    "items": "fee",
    "requirements": "basis",
    "steps": "floor_basis",
    "precedences": "basis",
}
_CLASHES: tuple[Side, ...] = ("mine", "theirs")


@st.composite
def changed(draw: st.DrawFn, base: Service) -> Service:
    """The service with some texts written, in any of its lists."""
    values: dict[str, object] = {}
    for held, field in _TEXTS.items():
        records: tuple[Record, ...] = getattr(base, held)
        texts = draw(
            st.lists(
                st.sampled_from(("", "甲", "乙")), min_size=len(records), max_size=len(records)
            )
        )
        values[held] = tuple(
            one.model_copy(update={field: text}) if text else one
            for one, text in zip(records, texts, strict=True)
        )
    return base.model_copy(update=values)


@st.composite
def triples(draw: st.DrawFn) -> tuple[Service, Service, Service]:
    """A service and two changes of it."""
    base = draw(services(max_items=3, max_steps=3))
    return base, draw(changed(base)), draw(changed(base))


@settings(max_examples=40)
@given(triples())
def test_who_changed_nothing_gets_the_other_change(triple: tuple[Service, ...]) -> None:
    base, mine, _ = triple
    assert merged(base, mine, base).service == mine
    assert merged(base, base, mine).service == mine
    assert merged(base, mine, mine).service == mine


@settings(max_examples=40)
@given(triples())
def test_it_does_not_matter_who_was_first(triple: tuple[Service, ...]) -> None:
    """Texts move no rows, so both ways round the outcome is the same."""
    base, mine, theirs = triple
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert one.service == other.service
    assert set(one.clashes) == set(other.clashes)
    preferred = merged(base, mine, theirs, "mine"), merged(base, theirs, mine, "theirs")
    assert preferred[0].service == preferred[1].service


@settings(max_examples=40)
@given(triples())
def test_every_change_of_either_side_is_there_or_told_as_a_clash(
    triple: tuple[Service, ...],
) -> None:
    base, mine, theirs = triple
    for prefer in _CLASHES:
        found = merged(base, mine, theirs, prefer)
        assert found.service is not None
        clashing = {(one.held, one.id) for one in found.clashes}
        for held in LISTS:
            sides = (getattr(one, held) for one in (base, mine, theirs, found.service))
            for was, my, their, now in zip(*sides, strict=True):
                if (held, was.id) not in clashing:
                    assert now == (my if my != was else their)
                else:
                    assert now in (my, their)


@settings(max_examples=40)
@given(triples())
def test_what_clashes_is_merged_only_when_a_side_is_preferred(
    triple: tuple[Service, ...],
) -> None:
    base, mine, theirs = triple
    found = merged(base, mine, theirs)
    assert (found.service is None) is bool(found.clashes)
