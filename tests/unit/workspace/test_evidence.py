"""Assumed values: what waits, what holds, and when a plan may be reported."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer import planning
from optimizer.evaluation.certainty import marks
from optimizer.planning import AsIs
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import BREAKTHROUGH, RECOMMENDED, Request
from optimizer.service import Service
from optimizer.service.situation import Option, Situation
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.workspace import evidence
from optimizer.workspace.evidence import COMPUTED, COORDINATION, REPORTED, Standing
from optimizer.workspace.workspace import Vouched, Workspace
from tests.fixtures import draft
from tests.unit.workspace.plans import RESTAURANT, SCHOOL, planned, shipped

RULE = planning.counting_rule("reporting")
VOUCHED = Vouched("李主任", datetime.date(2026, 3, 2), "办事指南第 3 页")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Store.open(tmp_path / "onething.db") as store:
        held = Workspace(store)
        yield held
        held.computing.close()


def _with_plan(workspace: Workspace, service: Service, plan: Plan) -> Revision:
    revision = workspace.store.add(service, author="王")
    workspace.store.keep_plan(revision.key, 1, plan, author="王")
    return revision


def _confirm_all(workspace: Workspace, revision: Revision) -> tuple[Revision, Plan]:
    """Everything confirmed, and the plan as it was carried over."""
    as_is = workspace.as_is(revision)
    found = [one.mark for one in evidence.doubts(as_is, RULE)]
    saved = workspace.confirm(revision, found, VOUCHED, situation=as_is.situation, author="王")
    (entry,) = workspace.current_plans(saved)
    return saved, workspace.store.plan(entry.id)


# --- what waits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [RESTAURANT, SCHOOL])
def test_every_assumed_value_waits_once_under_an_item_of_the_service(name: str) -> None:
    as_is = planning.look_at(shipped(name))
    found = evidence.doubts(as_is, RULE)
    assert sorted(str(one.mark) for one in found) == sorted(
        str(one) for one in marks(as_is.service)
    )
    places = [item.id for item in as_is.service.items]
    order = [places.index(one.item) for one in found]
    assert order == sorted(order)
    assert {one for held in evidence.by_item(found).values() for one in held} == set(found)


@pytest.mark.parametrize("name", [RESTAURANT, SCHOOL])
def test_what_rests_on_a_value_is_told_of_reported_figures_only(name: str) -> None:
    found = evidence.doubts(planning.look_at(shipped(name)), RULE)
    assert all(set(one.metrics) <= set(REPORTED) for one in found)
    visits = [one for one in found if one.mark.field == "visits"]
    assert visits
    assert {one.metrics for one in visits} == {("visits",)}


def test_a_value_that_a_plan_makes_no_use_of_spoils_no_figure_after_it() -> None:
    plan = planned(RESTAURANT, RECOMMENDED)
    freed = {
        target
        for one in plan.outcome.measures
        if one.kind is MeasureKind.PARALLEL
        for target in one.targets
    }
    as_is = planning.look_at(shipped(RESTAURANT))
    without, under = _metrics(as_is, None), _metrics(as_is, plan)
    dropped = next(one for one in freed if one in under)
    # Before the reform the days are sums of limits, whatever comes after what.
    assert without[dropped] == ("promise", "elapsed")
    assert under[dropped] == ("elapsed",)


def _metrics(as_is: AsIs, plan: Plan | None) -> dict[str, tuple[str, ...]]:
    return {one.mark.id: one.metrics for one in evidence.doubts(as_is, RULE, plan)}


def test_each_value_is_changed_in_its_row_or_at_its_item() -> None:
    """Steps that the draft does not write down can only be changed at their item."""
    service = draft()
    doubtful = service.requirements[1].model_copy(update={"assumed": ("route",)})
    service = service.model_copy(
        update={"requirements": (service.requirements[0], doubtful, *service.requirements[2:])}
    )
    found = evidence.doubts(planning.look_at(service), RULE)
    assert {one.mark.subject for one in found} >= {"step", "requirement"}
    rows = evidence.rows_of(service, found)
    assert rows == {"items": frozenset({0, 1}), "requirements": frozenset({1})}


def test_only_answers_that_a_service_knows_are_taken_along() -> None:
    asked = Situation(id="扩建", options=(Option(id="是"), Option(id="否")))
    service = draft().model_copy(update={"situations": (asked,)})
    situation = (("扩建", "是"), ("另一问", "是"))
    assert evidence.known_situation(service, situation) == (("扩建", "是"),)
    assert evidence.known_situation(service, (("扩建", "也许"),)) == ()
    assert evidence.known_situation(draft(), situation) == ()


# --- what may be reported ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [RESTAURANT, SCHOOL])
@pytest.mark.parametrize("asked", [RECOMMENDED, BREAKTHROUGH], ids=lambda one: one.name)
def test_every_figure_that_may_not_be_reported_is_explained(
    workspace: Workspace, name: str, asked: Request
) -> None:
    revision = _with_plan(workspace, shipped(name), planned(name, asked))
    before = planned(name, asked)
    saved, after = _confirm_all(workspace, revision)
    for held, plan in ((revision, before), (saved, after)):
        found = evidence.doubts(workspace.as_is(held), RULE, plan)
        ready = evidence.readiness(plan, RULE, found, stale=False)
        explained = [one.metrics for one in ready.doubts]
        explained.extend(one.metrics for one in ready.parameters)
        assert set(ready.resting) == {metric for held in explained for metric in held}


def test_a_plan_may_be_reported_once_everything_it_rests_on_is_confirmed(
    workspace: Workspace,
) -> None:
    plan = planned(SCHOOL, RECOMMENDED)
    revision = _with_plan(workspace, shipped(SCHOOL), plan)
    found = evidence.doubts(workspace.as_is(revision), RULE, plan)
    assert not evidence.readiness(plan, RULE, found, stale=False).reportable
    saved, carried = _confirm_all(workspace, revision)
    left = evidence.doubts(workspace.as_is(saved), RULE, carried)
    assert left == ()
    assert evidence.readiness(carried, RULE, left, stale=False).reportable
    assert not evidence.readiness(carried, RULE, left, stale=True).reportable


def test_values_of_the_program_keep_a_plan_from_being_reported(workspace: Workspace) -> None:
    revision = _with_plan(workspace, shipped(RESTAURANT), planned(RESTAURANT, BREAKTHROUGH))
    saved, plan = _confirm_all(workspace, revision)
    left = evidence.doubts(workspace.as_is(saved), RULE, plan)
    ready = evidence.readiness(plan, RULE, left, stale=False)
    assert (ready.reportable, ready.doubts) == (False, ())
    assert {one.name for one in ready.parameters} <= {COMPUTED, COORDINATION}
    assert ready.parameters


def test_a_plan_without_figures_is_not_reported() -> None:
    plan = planned(SCHOOL, RECOMMENDED)
    outcome = plan.outcome.model_copy(update={"status": Status.UNREACHABLE})
    ready = evidence.readiness(plan.model_copy(update={"outcome": outcome}), RULE, (), stale=False)
    assert ready.without_plan
    assert not ready.reportable


def test_a_figure_that_is_only_known_at_least_is_not_reported(workspace: Workspace) -> None:
    _, plan = _confirm_all(
        workspace, _with_plan(workspace, shipped(SCHOOL), planned(SCHOOL, RECOMMENDED))
    )
    known = plan.before_metrics
    doubtful = known.model_copy(update={"at_least": ("statutory_or_promise_sum_days",)})
    ready = evidence.readiness(
        plan.model_copy(update={"before_metrics": doubtful}), RULE, (), stale=False
    )
    assert ready.unknown == ("promise",)
    assert not ready.reportable


# --- what the program put in ---------------------------------------------------------------------


def test_planning_values_are_told_apart_from_values_of_the_service() -> None:
    plan = planned(RESTAURANT, BREAKTHROUGH)
    found = {one.name: one for one in evidence.parameters(plan, RULE)}
    assert set(found["effort"].things) == {one.id for one in plan.outcome.measures}
    shortened = {
        target
        for one in plan.outcome.measures
        if "floor" in one.terms.assumed
        for target in one.targets
    }
    assert set(found["floor"].things) == shortened
    assert found["effort"].metrics == found["floor"].metrics == ()
    merged = plan.after.step(found[COORDINATION].things[0])
    assert len(merged.members) > 1


def test_what_a_merged_step_has_from_its_members_goes_with_them(workspace: Workspace) -> None:
    """The as-is marks lengths of receiving steps; merging them adds no value of the program."""
    plan = planned(SCHOOL, RECOMMENDED)
    assert any(step.members and step.assumed for step in plan.after.steps)
    assert all(one.metrics == () for one in evidence.parameters(plan, RULE))
    _, carried = _confirm_all(workspace, _with_plan(workspace, shipped(SCHOOL), plan))
    assert marks(carried.after) == ()


# --- what was confirmed --------------------------------------------------------------------------


def _standing(workspace: Workspace, revision: Revision) -> list[Standing]:
    confirmations = workspace.store.confirmations(revision.key)
    return [one for _, one in evidence.standings(confirmations, workspace.as_is(revision))]


def _one_confirmed(workspace: Workspace) -> Revision:
    revision = workspace.store.add(draft(), author="王")
    as_is = workspace.as_is(revision)
    mark = next(one for one in marks(as_is.service) if one.subject == "step")
    return workspace.confirm(revision, [mark], VOUCHED, situation=as_is.situation, author="王")


def test_a_confirmation_holds_until_its_value_is_changed(workspace: Workspace) -> None:
    saved = _one_confirmed(workspace)
    assert _standing(workspace, saved) == [Standing.HOLDS]
    (told,) = workspace.store.confirmations(saved.key)
    steps = tuple(
        step.model_copy(update={"visits": 5}) if step.id == told.record else step
        for step in saved.service.steps
    )
    edited = workspace.store.save(
        saved.key,
        saved.service.model_copy(update={"steps": steps}),
        after=saved.number,
        author="王",
    )
    assert _standing(workspace, edited) == [Standing.CHANGED]


def test_a_confirmation_that_was_undone_no_longer_counts(workspace: Workspace) -> None:
    saved = _one_confirmed(workspace)
    assert (
        evidence.confirmed_count(
            evidence.standings(workspace.store.confirmations(saved.key), workspace.as_is(saved))
        )
        == 1
    )
    undone = workspace.store.undo(saved.key, after=saved.number, author="王")
    assert _standing(workspace, undone) == [Standing.WITHDRAWN]
    assert (
        evidence.confirmed_count(
            evidence.standings(workspace.store.confirmations(saved.key), workspace.as_is(undone))
        )
        == 0
    )


def test_a_confirmation_of_what_is_gone_is_told_as_such(workspace: Workspace) -> None:
    saved = _one_confirmed(workspace)
    other = draft()
    left = other.model_copy(
        update={
            "items": other.items[1:],
            "requirements": tuple(one for one in other.requirements if one.item == "b"),
        }
    )
    edited = workspace.store.save(saved.key, left, after=saved.number, author="王")
    assert _standing(workspace, edited) == [Standing.ELSEWHERE]


def test_what_is_kept_of_a_confirmation_can_be_read(workspace: Workspace) -> None:
    revision = workspace.store.add(shipped(RESTAURANT), author="王")
    found = [one.mark for one in evidence.doubts(workspace.as_is(revision), RULE)]
    saved = workspace.confirm(revision, found, VOUCHED, author="王")
    values = {one.value for one in workspace.store.confirmations(saved.key)}
    assert "申请人提交，1 份" in values
    assert not any("{" in value or value == "" for value in values)
