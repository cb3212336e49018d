"""Which measures survive when assumed floors and efforts were wrong."""

from optimizer.evaluation.sensitivity import survivors
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.opportunity import GroupOpportunity, Opportunity, ShortenOpportunity
from tests.fixtures import pair, with_step


def offered() -> tuple[Opportunity, ...]:
    return find(pair())


def test_each_assumption_is_changed_both_ways() -> None:
    """Floors and efforts are halved and doubled; a measure nobody wants any more goes."""
    by_id = {one.id: one for one in offered()}
    short = measure_of(by_id["shorten:a/审查"], ("a/审查",), "16h")
    visit = measure_of(by_id["visit:a/收件"], ("a/收件",))

    def solve(opportunities: tuple[Opportunity, ...]) -> tuple[str, ...]:
        cheap = {one.id: one.terms.effort for one in opportunities}
        kept = ("shorten:a/审查=12h",)
        return (*kept, visit.id) if cheap["visit:a/收件"] == visit.terms.effort else kept

    found = dict(survivors((short, visit), offered(), solve))
    assert list(found) == ["floors_halved", "floors_doubled", "efforts_halved", "efforts_doubled"]
    assert found["floors_halved"] == (short.id, visit.id)
    assert found["efforts_doubled"] == (short.id,)


def test_a_declared_floor_is_not_touched() -> None:
    """What somebody read in a source is no assumption."""
    service = with_step("a/审查", floor=pair().step("a/受理").duration, assumed=())
    seen: list[int] = []

    def solve(opportunities: tuple[Opportunity, ...]) -> tuple[str, ...]:
        seen.extend(
            one.floor_hours
            for one in opportunities
            if isinstance(one, ShortenOpportunity) and one.targets == ("a/审查",)
        )
        return ()

    survivors((), find(service), solve)
    assert set(seen) == {8}


def test_changed_floors_keep_their_grades_in_order() -> None:
    """The last cut still reaches the floor, and a cut is always possible."""

    def solve(opportunities: tuple[Opportunity, ...]) -> tuple[str, ...]:
        for one in opportunities:
            if isinstance(one, ShortenOpportunity):
                cuts = [cut for cut, _ in one.grades]
                assert cuts == sorted(set(cuts))
                assert cuts[-1] == one.length_hours - one.floor_hours > 0
        return ()

    assert len(survivors((), offered(), solve)) == 4


def test_a_group_survives_when_its_members_stay_together() -> None:
    """A larger window still holds the items; another class does not."""
    window = next(
        one for one in offered() if isinstance(one, GroupOpportunity) and one.group == "window"
    )
    plan = (measure_of(window, ("a", "b")),)
    larger = survivors(plan, offered(), lambda _: ("window:a+b+c",))
    assert all(kept == (plan[0].id,) for _, kept in larger)
    other = survivors(plan, offered(), lambda _: ("merge:a+b=review", "window:a+c"))
    assert all(kept == () for _, kept in other)
