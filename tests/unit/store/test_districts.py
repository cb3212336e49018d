"""Decided districts: kept whole, listed without their bodies, never changed."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from optimizer.errors import InvalidInput, NotKept, Unreadable
from optimizer.redesign.district import (
    District,
    DistrictPlan,
    JointOutcome,
    JointRequest,
    Member,
)
from optimizer.redesign.plan import Status
from optimizer.store import Action, Store
from optimizer.store.database import location
from optimizer.store.tables import DISTRICT_PLANS, VERSION
from tests.fixtures import pair


def _decided(name: str = "示范区", *, generated: bool = False) -> DistrictPlan:
    """What is kept of a district with one service; the store looks into none of it."""
    return DistrictPlan(
        district=District(
            name=name, members=(Member(key="小店", service=pair()),), generated=generated
        ),
        request=JointRequest(max_effort=12),
        outcome=JointOutcome(status=Status.BOUNDED, value=2, bound=1),
    )


def test_a_district_comes_back_as_it_was(store: Store) -> None:
    plan = _decided()
    entry = store.keep_district_plan("示范区", plan, author="甲")
    assert store.district_plan(entry.id) == plan
    assert (entry.name, entry.request, entry.status, entry.author, entry.services) == (
        "示范区",
        plan.request,
        Status.BOUNDED,
        "甲",
        0,
    )


def test_the_newest_district_comes_first_and_says_whether_it_is_generated(store: Store) -> None:
    first = store.keep_district_plan("一区", _decided(), author="甲")
    second = store.keep_district_plan("二区（生成）", _decided(generated=True), author="乙")
    assert store.district_plans() == (second, first)
    assert [one.generated for one in store.district_plans()] == [True, False]


def test_a_district_that_is_not_there_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(NotKept):
        store.district_plan("nowhere")


def test_what_could_not_be_read_again_is_not_kept(store: Store) -> None:
    wrong = _decided().model_copy(update={"plans": (("小店", "no plan"),)})
    with pytest.raises(InvalidInput):
        store.keep_district_plan("示范区", wrong, author="甲")
    assert store.district_plans() == ()


def test_keeping_a_district_stands_in_the_audit_trail(store: Store) -> None:
    store.keep_district_plan("示范区", _decided(), author="甲")
    (entry,) = store.audit()
    assert (entry.action, entry.author, entry.detail) == (
        Action.DISTRICT_PLAN_KEPT,
        "甲",
        "示范区",
    )


def test_a_kept_district_cannot_be_changed_or_taken_away(store: Store, url: str) -> None:
    entry = store.keep_district_plan("示范区", _decided(), author="甲")
    engine = create_engine(location(url))
    for statement in (update(DISTRICT_PLANS).values(name="另一区"), delete(DISTRICT_PLANS)):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(statement)
    engine.dispose()
    assert store.district_plans() == (entry,)


@pytest.mark.parametrize("altered", ["not packed", "eJwDAAAAAAE="])
def test_an_altered_district_is_refused(store: Store, url: str, altered: str) -> None:
    entry = store.keep_district_plan("示范区", _decided(), author="甲")
    engine = create_engine(location(url))
    with engine.begin() as connection:
        for trigger in _guards(connection.dialect.name):
            connection.execute(text(trigger))
        connection.execute(update(DISTRICT_PLANS).values(body=altered))
    engine.dispose()
    with pytest.raises(Unreadable):
        store.district_plan(entry.id)


def _guards(dialect: str) -> tuple[str, ...]:
    """What takes the triggers away."""
    if dialect == "postgresql":
        return ("DROP TRIGGER district_plans_append_only ON district_plans",)
    return ("DROP TRIGGER district_plans_no_UPDATE",)


def test_districts_go_along_when_a_store_is_copied(store: Store, url: str, tmp_path: Path) -> None:
    entry = store.keep_district_plan("示范区", _decided(), author="甲")
    target = tmp_path / "copy.db"
    with Store.open(target) as copied:
        copied.copy_from(url)
        assert copied.district_plans() == (entry,)
        assert copied.district_plan(entry.id) == _decided()


def test_a_store_of_the_second_version_learns_to_hold_districts(url: str) -> None:
    with Store.open(url) as store:
        revision = store.add(pair(), author="甲")
        store.remember("synonym", {"户口本": "户口簿"}, author="甲")
    engine = create_engine(location(url))
    with engine.begin() as connection:
        DISTRICT_PLANS.drop(connection)
        connection.execute(update(VERSION).values(version=2))
    engine.dispose()
    with Store.open(url) as store:
        entry = store.keep_district_plan("示范区", _decided(), author="甲")
        assert store.latest(revision.key) == revision
        assert list(store.remembered("synonym")) == ["户口本"]
        assert store.district_plan(entry.id) == _decided()
