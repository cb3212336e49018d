"""Confirming assumed values, counting a plan again, and what a change of a rule is worth."""

from functools import cache

import pytest

from optimizer import planning
from optimizer.evaluation.certainty import marks
from optimizer.formats.service_file import read_service
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.levers.renewing import unmarked
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.precedence import Precedence
from tests.fixtures import draft, pair

SHIPPED = ("open-restaurant-sichuan", "school-entry-hunan", "deceased-hunan")


def _read(name: str) -> Service:
    return read_service(scenarios_directory() / name / "service.yaml")


@cache
def _plan(name: str) -> Plan:
    return planning.optimize(_read(name), RECOMMENDED)


@cache
def _all_confirmed(name: str) -> Service:
    service = _read(name)
    while found := planning.doubts(service):
        service = planning.confirm(service, found[0])
    return service


@pytest.mark.parametrize("name", SHIPPED)
def test_confirming_everything_moves_no_figure_and_leaves_no_mark(name: str) -> None:
    """A confirmed value is the value that was shown; only its mark goes."""
    before = planning.look_at(_read(name)).metrics
    after = planning.look_at(_all_confirmed(name)).metrics
    assert after.assumed == ()
    assert after == before.model_copy(update={"assumed": ()})


@pytest.mark.parametrize("name", SHIPPED)
def test_one_confirmation_takes_away_one_mark(name: str) -> None:
    """Confirming a value of one step leaves the doubts about its neighbours."""
    service = _read(name)
    found = planning.doubts(service)
    for mark in found[:: max(1, len(found) // 6)]:
        left = {(one.subject, one.id, one.field) for one in planning.doubts(service)}
        service = planning.confirm(service, mark)
        now = {(one.subject, one.id, one.field) for one in planning.doubts(service)}
        assert left - now == {(mark.subject, mark.id, mark.field)}


def test_every_mark_says_which_figures_rest_on_it() -> None:
    """The figures of the marks together are those that are marked."""
    now = planning.look_at(_read("open-restaurant-sichuan"))
    figures = {figure for mark in planning.doubts(now.service) for figure in mark.figures}
    assert tuple(sorted(figures)) == now.metrics.assumed


def test_an_unknown_record_cannot_be_confirmed() -> None:
    mark = planning.doubts(draft())[0].model_copy(update={"id": "nobody"})
    with pytest.raises(KeyError, match="nobody"):
        planning.confirm(draft(), mark)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_plan_survives_confirmations_without_a_new_search(name: str) -> None:
    """Same measures, same proof; the marks are those that a new search would give."""
    service = _all_confirmed(name)
    again = planning.recount(service, _plan(name))
    assert again is not None
    searched = planning.optimize(service, RECOMMENDED)
    assert again.outcome.measures == searched.outcome.measures
    assert again.after_metrics == searched.after_metrics
    assert again.outcome.status is Status.OPTIMAL


def test_a_plan_survives_the_confirmation_of_any_derived_precedence() -> None:
    """It is stated from then on and stands before the derived ones, but means the same."""
    first, second = draft().items
    items = (first, second, second.model_copy(update={"id": "c"}))
    service = draft().model_copy(update={"items": items})
    plan = planning.optimize(service, RECOMMENDED)
    found = [one for one in planning.doubts(service) if one.subject == "precedence"]
    assert len(found) == 2
    for mark in found:
        assert planning.recount(planning.confirm(service, mark), plan) is not None


@pytest.mark.parametrize("name", SHIPPED)
def test_once_all_is_confirmed_only_what_the_plan_makes_is_in_doubt(name: str) -> None:
    """Lengths that the plan itself shares out are left; every value of today is settled."""
    again = planning.recount(_all_confirmed(name), _plan(name))
    assert again is not None
    untouched = {one.id for one in again.before.steps} & {one.id for one in again.after.steps}
    same = {one for one in untouched if again.before.step(one) == again.after.step(one)}
    assert not [mark for mark in marks(again.after) if mark.subject == "step" and mark.id in same]


def test_no_promise_rests_on_the_coordination_time_of_a_merge() -> None:
    """A joint review takes longer than its longest member by our planning value, in no clock."""
    before = unmarked(pair())
    offered = next(one for one in find(before) if one.id == "merge:review")
    after = apply(before, (measure_of(offered, offered.targets),))
    joint = next(step for step in after.steps if step.members)
    assert joint.is_assumed("duration")
    assert planning.look_at(after).metrics.assumed == ("elapsed_days", "elapsed_hours")


def test_a_plan_does_not_survive_a_change() -> None:
    """A paper more, and the plan answers another service."""
    service = _read("school-entry-hunan")
    need = service.requirements[0].model_copy(update={"copies": 7})
    changed = service.model_copy(update={"requirements": (need, *service.requirements[1:])})
    assert planning.recount(changed, _plan("school-entry-hunan")) is None


def _two_with_a_legal_wait() -> Service:
    wait = Precedence(id="w", before="a", after="b", kind=PrecedenceKind.LEGAL, basis="某法第一条")
    return draft().model_copy(update={"precedences": (wait,)})


def test_a_change_of_rule_is_worth_what_the_plan_gains_by_it() -> None:
    """Without the legal wait the two licences run side by side: the longer one is left."""
    service = _two_with_a_legal_wait()
    plan = planning.optimize(service, RECOMMENDED)
    told: list[tuple[int, int]] = []
    (worth,) = planning.rule_changes(service, plan, lambda done, of: told.append((done, of)))
    assert worth.change.id == "rule:precedence/w"
    assert worth.proven
    freed = planning.optimize(service.model_copy(update={"precedences": ()}), RECOMMENDED)
    today = plan.after_metrics.promise_days
    after = freed.after_metrics.promise_days
    assert today is not None
    assert after is not None
    assert dict(worth.gains)["promise"] == today - after > 0
    assert told == [(1, 1)]


def test_without_a_rule_in_the_way_no_change_is_worth_anything() -> None:
    plan = planning.optimize(draft(), RECOMMENDED)
    assert planning.rule_changes(draft(), plan) == ()
