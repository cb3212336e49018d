"""Plans, after-states, baselines and confirmations: tied to a revision and never changed."""

import datetime

import pytest
from pydantic import ValidationError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from optimizer.errors import Conflict, InvalidInput, NotKept
from optimizer.planning import optimize
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import CONSERVATIVE, RECOMMENDED, Asking, Metric, Request, Target
from optimizer.store import Confirmed, Store
from optimizer.store.database import location
from optimizer.store.tables import APPEND_ONLY
from tests.districts import district_plan
from tests.fixtures import committing, pair

DAY = datetime.date(2024, 2, 29)
VOUCHED = Confirmed(
    subject="step",
    record="a/决定",
    field="duration",
    value="1 工作日",
    confirmed_by="王五",
    confirmed_on=DAY,
    evidence="会议纪要〔2024〕3号",
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return optimize(pair(), RECOMMENDED)


def test_a_plan_comes_back_as_it_was(store: Store, plan: Plan) -> None:
    key = store.add(pair(), author="甲").key
    entry = store.keep_plan(key, 1, plan, author="乙")
    assert store.plan(entry.id) == plan
    assert plan.outcome.status is Status.OPTIMAL
    assert store.plans(key) == (entry,)
    assert (entry.request_name, entry.request, entry.status, entry.reductions) == (
        "recommended",
        plan.request,
        Status.OPTIMAL,
        plan.reductions,
    )
    assert (entry.key, entry.number, entry.sha256) == (key, 1, store.latest(key).sha256)


def test_a_plan_out_of_reach_is_kept_with_its_clash(store: Store) -> None:
    target = Target(metric=Metric.MATERIALS, at_most=0)
    answer = optimize(committing(), Request(asking=Asking.TARGETS, targets=(target,)))
    key = store.add(committing(), author="甲").key
    entry = store.keep_plan(key, 1, answer, author="甲")
    assert entry.status is Status.UNREACHABLE
    assert answer.outcome.clash is not None
    assert store.plan(entry.id) == answer


def test_a_plan_answers_its_content_also_when_undo_brings_it_back(store: Store, plan: Plan) -> None:
    key = store.add(pair(), author="甲").key
    entry = store.keep_plan(key, 1, plan, author="甲")
    edited = store.save(key, pair().model_copy(update={"name": "新"}), after=1, author="甲")
    assert not entry.answers(edited)
    assert entry.answers(store.undo(key, after=2, author="甲"))


def test_the_newest_plan_of_each_request_stands_for_its_service(store: Store, plan: Plan) -> None:
    other = plan.model_copy(update={"request": CONSERVATIVE})
    first, second = (store.add(pair(), author="甲").key for _ in range(2))
    entries = [
        store.keep_plan(key, 1, each, author="甲")
        for key, each in ((first, plan), (first, other), (first, plan), (second, plan))
    ]
    assert store.newest_plans() == (entries[3], entries[2], entries[1])
    assert store.plans(first) == (entries[2], entries[1], entries[0])


def test_a_plan_needs_the_revision_it_answers(store: Store, plan: Plan) -> None:
    key = store.add(pair(), author="甲").key
    with pytest.raises(NotKept):
        store.keep_plan(key, 2, plan, author="甲")
    with pytest.raises(InvalidInput):
        store.keep_plan(key, 1, plan.model_copy(update={"verified": None}), author="甲")
    assert store.plans(key) == ()
    assert len(store.audit(key)) == 1


def test_a_hand_made_after_state_comes_back_as_it_was(store: Store, plan: Plan) -> None:
    key = store.add(pair(), author="甲").key
    first = store.keep_after_state(key, "市里的做法", plan.after, author="乙")
    second = store.keep_after_state(key, "市里的做法", pair(), author="乙")
    assert first.service == plan.after
    assert store.after_state(first.id) == first
    assert [one.id for one in store.after_states(key)] == [second.id, first.id]
    with pytest.raises(InvalidInput):
        store.keep_after_state(key, "空", pair().model_copy(update={"items": ()}), author="乙")


def test_a_frozen_baseline_does_not_follow_later_edits(store: Store) -> None:
    key = store.add(pair(), author="甲").key
    assert store.baseline(key) is None
    frozen = store.freeze(key, 1, date=DAY, guide_version="2024版", provider="一局", author="乙")
    store.save(key, pair().model_copy(update={"name": "新"}), after=1, author="甲")
    assert store.baseline(key) == frozen
    assert (frozen.service, frozen.date, frozen.number) == (pair(), DAY, 1)
    newer = store.freeze(key, 2, date=DAY, guide_version="2025版", provider="", author="乙")
    assert store.baseline(key) == newer
    assert store.baselines(key) == (newer, frozen)
    with pytest.raises(NotKept):
        store.freeze(key, 3, date=DAY, guide_version="", provider="", author="乙")


def test_a_confirmed_value_and_its_revision_are_one(store: Store) -> None:
    key = store.add(pair(), author="甲").key
    sure = pair().model_copy(update={"notes": ("已确认",)})
    other = VOUCHED.model_copy(update={"field": "floor"})
    revision = store.confirm(key, sure, after=1, confirmed=(VOUCHED, other), author="乙")
    assert (revision.number, revision.kind, revision.service) == (2, "confirmed", sure)
    found = store.confirmations(key)
    assert {
        Confirmed.model_validate(one.model_dump(include=set(Confirmed.model_fields)))
        for one in found
    } == {VOUCHED, other}
    assert {(one.key, one.number, one.author) for one in found} == {(key, 2, "乙")}
    with pytest.raises(Conflict):
        store.confirm(key, pair(), after=1, confirmed=(VOUCHED,), author="丙")
    with pytest.raises(ValueError, match="at least one"):
        store.confirm(key, sure, after=2, confirmed=(), author="乙")
    assert len(store.confirmations(key)) == 2
    assert len(store.history(key)) == 2


@pytest.mark.parametrize("empty", ["confirmed_by", "evidence"])
def test_a_value_is_not_confirmed_without_a_name_and_evidence(empty: str) -> None:
    with pytest.raises(ValidationError):
        Confirmed.model_validate({**VOUCHED.model_dump(), empty: ""})


def test_every_writing_call_is_in_the_audit_trail(store: Store, plan: Plan) -> None:
    key = store.add(pair(), author="甲", comment="首次").key
    other = store.add(pair(), author="甲").key
    store.save(key, pair().model_copy(update={"name": "新"}), after=1, author="乙")
    store.undo(key, after=2, author="乙")
    store.redo(key, after=3, author="乙")
    store.restore(key, 1, after=4, author="丙")
    store.keep_plan(key, 1, plan, author="丙")
    store.keep_after_state(key, "外地", pair(), author="丙")
    store.freeze(key, 5, date=DAY, guide_version="", provider="一局", author="丙")
    store.confirm(key, pair(), after=5, confirmed=(VOUCHED,), author="丁")
    store.archive(key, author="丁")
    assert [(one.action.value, one.number, one.detail) for one in store.audit(key)] == [
        ("archived", None, ""),
        ("confirmed", 6, ""),
        ("baseline_frozen", 5, "一局"),
        ("after_state_kept", None, "外地"),
        ("plan_kept", 1, "recommended"),
        ("restored", 5, "1"),
        ("redone", 4, ""),
        ("undone", 3, ""),
        ("edited", 2, ""),
        ("added", 1, "首次"),
    ]
    assert {one.key for one in store.audit()} == {key, other}
    assert len(store.audit(most=3)) == 3


def test_what_was_said_cannot_be_changed_even_by_hand(store: Store, url: str, plan: Plan) -> None:
    key = store.add(pair(), author="甲").key
    store.keep_plan(key, 1, plan, author="甲")
    store.keep_after_state(key, "外地", pair(), author="甲")
    store.freeze(key, 1, date=DAY, guide_version="", provider="", author="甲")
    store.confirm(key, pair(), after=1, confirmed=(VOUCHED,), author="甲")
    store.remember("synonym", {"户口本": "户口簿"}, author="甲")
    store.keep_district_plan("某区", district_plan(), author="甲")
    engine = create_engine(location(url))
    for table in APPEND_ONLY:
        for statement in (f"UPDATE {table.name} SET author = 'x'", f"DELETE FROM {table.name}"):
            with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                connection.execute(text(statement))
    engine.dispose()
