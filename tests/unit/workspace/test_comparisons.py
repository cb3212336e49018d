"""What stands side by side: choices, figures under one rule, after-states, trade-offs."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer import planning
from optimizer.errors import InvalidInput
from optimizer.evaluation.counting import load_counting_rules
from optimizer.formats.service_file import dump_service
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Status
from optimizer.redesign.request import (
    BREAKTHROUGH,
    CONSERVATIVE,
    NAMED_REQUESTS,
    RECOMMENDED,
    Asking,
    Metric,
)
from optimizer.service.situation import Option, Situation
from optimizer.store.records import Revision
from optimizer.store.store import Store
from optimizer.workspace import comparisons
from optimizer.workspace.comparisons import Choice, Column, Origin
from optimizer.workspace.workspace import Workspace
from tests.fixtures import draft
from tests.unit.workspace.plans import SCHOOL, planned, shipped

NOW = Choice(Origin.NOW)
RULES = load_counting_rules()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Store.open(tmp_path / "onething.db") as store:
        held = Workspace(store)
        yield held
        held.computing.close()


@pytest.fixture
def revision(workspace: Workspace) -> Revision:
    """The school service with its three plans."""
    added = workspace.store.add(shipped(SCHOOL), author="王")
    for asked in (BREAKTHROUGH, RECOMMENDED, CONSERVATIVE):
        workspace.store.keep_plan(added.key, 1, planned(SCHOOL, asked), author="王")
    return added


def _plans(workspace: Workspace, revision: Revision) -> list[Choice]:
    found = comparisons.afters(workspace, revision, ())
    return [one for one in found if one.origin is Origin.PLAN]


def _column(workspace: Workspace, revision: Revision, choice: Choice = NOW) -> Column:
    return comparisons.column(workspace, revision, choice, ())


def _edited(workspace: Workspace, revision: Revision) -> Revision:
    service = revision.service.model_copy(update={"yearly_cases": 77})
    return workspace.store.save(revision.key, service, after=revision.number, author="王")


# --- what can be chosen --------------------------------------------------------------------------


def test_the_three_named_plans_are_compared_first_in_their_order(
    workspace: Workspace, revision: Revision
) -> None:
    choices = comparisons.afters(workspace, revision, ())
    names = {one.key: one.name for one in choices}
    first = comparisons.first_choice(choices)
    assert [names[key] for key in first] == list(NAMED_REQUESTS)
    workspace.store.keep_plan(revision.key, 1, planned(SCHOOL, RECOMMENDED), author="王")
    again = comparisons.first_choice(comparisons.afters(workspace, revision, ()))
    assert again[0] == first[0]
    assert again[1] != first[1], "the newest plan of a name stands for it"


def test_plans_of_an_earlier_content_say_so_and_are_not_compared_unasked(
    workspace: Workspace, revision: Revision
) -> None:
    edited = _edited(workspace, revision)
    workspace.store.keep_plan(edited.key, edited.number, planned(SCHOOL, CONSERVATIVE), author="王")
    found = _plans(workspace, edited)
    assert [one.stale for one in found] == [False, True, True, True]
    assert comparisons.first_choice(found) == (found[0].key,)


def test_a_plan_without_figures_cannot_be_chosen(workspace: Workspace) -> None:
    added = workspace.store.add(shipped(SCHOOL), author="王")
    plan = planned(SCHOOL, RECOMMENDED)
    outcome = plan.outcome.model_copy(update={"status": Status.UNREACHABLE})
    workspace.store.keep_plan(
        added.key, 1, plan.model_copy(update={"outcome": outcome}), author="王"
    )
    assert _plans(workspace, added) == []


def test_a_plan_is_compared_in_its_own_situation_only(workspace: Workspace) -> None:
    asked = Situation(id="扩建", options=(Option(id="是"), Option(id="否", default=True)))
    service = draft().model_copy(update={"situations": (asked,)})
    added = workspace.store.add(service, author="王")
    own = RECOMMENDED.model_copy(update={"situation": (("扩建", "是"),)})
    workspace.store.keep_plan(added.key, 1, planning.optimize(service, own), author="王")
    for situation, there in (((("扩建", "是"),), 1), ((("扩建", "否"),), 0), ((), 0)):
        found = comparisons.afters(workspace, added, situation)
        assert sum(one.origin is Origin.PLAN for one in found) == there
        assert comparisons.elsewhere(workspace, added, situation) == 1 - there


def test_the_baseline_stays_as_it_was_frozen(workspace: Workspace, revision: Revision) -> None:
    assert comparisons.befores(workspace, revision) == (NOW,)
    workspace.store.freeze(
        revision.key,
        1,
        date=datetime.date(2026, 1, 4),
        guide_version="2025",
        provider="区局",
        author="王",
    )
    frozen = _column(workspace, revision)
    fewer = revision.service.model_copy(update={"requirements": ()})
    edited = workspace.store.save(revision.key, fewer, after=1, author="王")
    _, baseline = comparisons.befores(workspace, edited)
    assert _column(workspace, edited, baseline).metrics == frozen.metrics
    assert _column(workspace, edited).metrics != frozen.metrics


def test_other_services_can_stand_beside_but_not_the_service_itself(
    workspace: Workspace, revision: Revision
) -> None:
    other = workspace.store.add(draft(), author="王")
    found = comparisons.afters(workspace, revision, ())
    (choice,) = [one for one in found if one.origin is Origin.SERVICE]
    assert (choice.id, choice.name) == (other.key, draft().name)
    assert _column(workspace, revision, choice).metrics == planning.look_at(draft()).metrics


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda one: one.id)
def test_all_columns_are_counted_under_the_rule_shown(
    workspace: Workspace, revision: Revision, rule: CountingRule
) -> None:
    before = _column(workspace, revision)
    after = [_column(workspace, revision, one) for one in _plans(workspace, revision)]
    rows = dict(comparisons.figure_rows(before, after, rule))
    for place, column in enumerate(after):
        assert column.plan is not None
        expected = planning.compare(column.plan.before, column.service, rule.id)
        for one in expected.reductions:
            figure = rows[one.metric][place]
            assert (figure.before, figure.after, figure.percent) == (
                one.before,
                one.after,
                one.percent,
            )


def test_a_plan_made_under_another_rule_is_named(workspace: Workspace, revision: Revision) -> None:
    columns = [_column(workspace, revision, one) for one in _plans(workspace, revision)]
    assert comparisons.other_rules(columns, RULES["reporting"]) == ()
    assert comparisons.other_rules(columns, RULES["critical-path"]) == tuple(columns)
    assert comparisons.other_rules([_column(workspace, revision)], RULES["critical-path"]) == ()


def test_nothing_differs_from_itself(workspace: Workspace, revision: Revision) -> None:
    now = _column(workspace, revision)
    assert comparisons.differences(now, now) == ()
    plan = _column(workspace, revision, _plans(workspace, revision)[0])
    assert comparisons.differences(now, plan)


def test_what_others_published_as_days_is_set_beside_the_promise(
    workspace: Workspace, revision: Revision
) -> None:
    before = _column(workspace, revision)
    after = _column(workspace, revision, _plans(workspace, revision)[0])
    rule = RULES["reporting"]
    rows = dict(comparisons.figure_rows(before, [after], rule))
    found = {
        one.metric: one.percent for one in comparisons.published_positions(before, after, rule)
    }
    assert found
    for metric, percent in found.items():
        assert percent == rows["promise" if metric == "days" else metric][0].percent


def test_columns_of_other_content_are_told_apart(workspace: Workspace, revision: Revision) -> None:
    contents = [_column(workspace, revision, one).content for one in _plans(workspace, revision)]
    contents.append(_column(workspace, revision).content)
    contents.append(_column(workspace, _edited(workspace, revision)).content)
    assert len(set(contents)) == len(contents)


# --- hand-made after-states ----------------------------------------------------------------------


def test_an_after_state_comes_from_a_file(workspace: Workspace, revision: Revision) -> None:
    text = dump_service(draft()).encode()
    kept = comparisons.add_after_file(
        workspace.store, revision.key, text, "讨论稿.yaml", author="王"
    )
    question = revision.service.situations[0]
    situation = ((question.id, question.options[0].id),)
    found = comparisons.afters(workspace, revision, situation)
    (choice,) = [one for one in found if one.origin is Origin.AFTER_STATE]
    assert (choice.id, choice.name) == (kept.id, "讨论稿")
    # It knows nothing of the question and is shown as it is.
    metrics = comparisons.column(workspace, revision, choice, situation).metrics
    assert metrics == planning.look_at(draft()).metrics


def test_a_wrong_file_is_refused_and_nothing_is_kept(
    workspace: Workspace, revision: Revision
) -> None:
    with pytest.raises(InvalidInput):
        comparisons.add_after_file(
            workspace.store, revision.key, "一件事: 甲".encode(), "错.yaml", author="王"
        )
    assert workspace.store.after_states(revision.key) == ()


def test_a_copy_to_work_on_is_the_same_service_under_its_own_name(
    workspace: Workspace, revision: Revision
) -> None:
    side = _column(workspace, revision, _plans(workspace, revision)[0])
    made = comparisons.copy_to_work_on(workspace.store, side, " 讨论稿 ", author="王")
    assert made.service == side.service.model_copy(update={"name": "讨论稿"})
    assert planning.look_at(made.service).metrics == side.metrics
    with pytest.raises(InvalidInput):
        comparisons.copy_to_work_on(workspace.store, side, "  ", author="王")


# --- trade-offs ----------------------------------------------------------------------------------


def test_a_trade_off_keeps_the_ceilings_of_the_plan_it_is_named_after() -> None:
    for name, base in NAMED_REQUESTS.items():
        asked = comparisons.trade_off_request(name, ("promise", "effort"), "kinds", (("问", "是"),))
        assert (asked.authority, asked.risk) == (base.authority, base.risk)
        assert (asked.asking, asked.counting) == (Asking.FRONTIER, "kinds")
        assert asked.metrics == (Metric.PROMISE, Metric.EFFORT)
        assert asked.situation == (("问", "是"),)


def test_the_point_before_is_shown_where_all_its_figures_are_known(
    workspace: Workspace, revision: Revision
) -> None:
    rule = RULES["reporting"]
    metrics = _column(workspace, revision).metrics
    for names, known in ((("materials", "visits"), True), (("promise", "effort"), False)):
        asked = comparisons.trade_off_request("recommended", names, rule.id, ())
        found = planning.trade_off(draft(), asked)
        shown = comparisons.figures_before(metrics, found, rule)
        assert (shown is not None) is known
        if known:
            assert shown == (metrics.material_entries, metrics.visits)


def test_a_point_is_kept_under_a_name_of_its_own(workspace: Workspace) -> None:
    added = workspace.store.add(draft(), author="王")
    asked = comparisons.trade_off_request("recommended", ("promise", "effort"), "reporting", ())
    found = planning.trade_off(added.service, asked)
    _, plan = found.plans[-1]
    for wrong in ("", "  ", "recommended"):
        with pytest.raises(InvalidInput):
            comparisons.keep_point(workspace.store, added.key, 1, plan, wrong, author="王")
    entry = comparisons.keep_point(workspace.store, added.key, 1, plan, " 省力方案 ", author="王")
    assert entry.request_name == "省力方案"
    assert entry.answers(added)
    kept = workspace.store.plan(entry.id)
    assert kept.outcome.measures == plan.outcome.measures
    assert planning.recount(added.service, kept) == kept
