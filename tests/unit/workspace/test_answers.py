"""The plans of a service as a planner looks at them."""

import datetime
from functools import cache

from optimizer import planning
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED, Pin, Request
from optimizer.store.records import PlanEntry, Revision, RevisionKind
from optimizer.workspace.answers import Standing, changed, shown
from tests.bakery import bakery

_NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
PINNED = RECOMMENDED.model_copy(update={"pins": (Pin(subject="window:window", wanted=False),)})


def revision(sha256: str = "s1") -> Revision:
    return Revision(
        number=1,
        sha256=sha256,
        author="李",
        time=_NOW,
        comment="",
        kind=RevisionKind.ADDED,
        undo_to=None,
        redo_to=None,
        key="k",
        service=bakery(),
    )


def entry(
    number: str, request: Request, status: Status = Status.OPTIMAL, sha256: str = "s1"
) -> PlanEntry:
    return PlanEntry(
        id=number,
        key="k",
        number=1,
        sha256=sha256,
        request_name=request.name,
        request=request,
        counting="reporting@1",
        status=status,
        reductions=(),
        assumed=(),
        author="李",
        time=_NOW,
    )


@cache
def planned(request: Request) -> Plan:
    return planning.optimize(bakery(), request)


def test_the_newest_of_each_name_is_shown_the_named_ones_first() -> None:
    own = Request(name="甲")
    entries = (
        entry("4", own),
        entry("3", RECOMMENDED),
        entry("2", CONSERVATIVE),
        entry("1", RECOMMENDED),
    )
    assert [one.entry.id for one in shown(entries, revision())] == ["2", "3", "4"]


def test_what_a_plan_is_worth_today_follows_its_content_and_how_it_ended() -> None:
    cases = {
        Status.OPTIMAL: Standing.PROVEN,
        Status.BOUNDED: Standing.OPEN,
        Status.STOPPED: Standing.OPEN,
        Status.UNREACHABLE: Standing.NO_PLAN,
        Status.NOTHING_FOUND: Standing.NO_PLAN,
    }
    for status, standing in cases.items():
        (one,) = shown((entry("1", RECOMMENDED, status),), revision())
        assert one.standing is standing
        (old,) = shown((entry("1", RECOMMENDED, status),), revision("s2"))
        assert old.standing is Standing.STALE


def test_an_adjusted_plan_knows_the_one_before() -> None:
    (one,) = shown((entry("2", PINNED), entry("1", RECOMMENDED)), revision())
    assert one.before is not None
    assert one.before.id == "1"


def test_the_same_plan_kept_again_is_no_adjustment() -> None:
    """A plan kept with its sensitivity stands before its twin, and before what came earlier."""
    entries = (entry("3", PINNED), entry("2", PINNED), entry("1", RECOMMENDED))
    (one,) = shown(entries, revision())
    assert one.before is not None
    assert one.before.id == "1"
    (twin,) = shown((entry("2", RECOMMENDED), entry("1", RECOMMENDED)), revision())
    assert twin.before is None


def test_a_plan_of_other_content_or_another_question_is_not_compared() -> None:
    other = RECOMMENDED.model_copy(update={"max_effort": 3})
    for earlier in (entry("1", RECOMMENDED, sha256="s0"), entry("1", other)):
        (one,) = shown((entry("2", PINNED), earlier), revision())
        assert one.before is None


def test_changes_name_what_came_what_went_and_the_figures() -> None:
    before, after = planned(RECOMMENDED), planned(PINNED)
    what = changed(before, after)
    names = {one.id for one in before.outcome.measures}, {one.id for one in after.outcome.measures}
    assert {one.id for one in what.gone} == names[0] - names[1]
    assert {one.id for one in what.came} == names[1] - names[0]
    assert any(one.id.startswith("window:") for one in what.gone)
    figures = {metric: (old, new) for metric, old, new in what.figures}
    assert figures["materials"][0] == 3
    assert all(old != new for old, new in figures.values())


def test_a_plan_does_not_differ_from_itself() -> None:
    what = changed(planned(RECOMMENDED), planned(RECOMMENDED))
    assert (what.came, what.gone, what.figures) == ((), (), ())
