"""What planners taught the program: the newest value counts, and nothing is lost."""

from sqlalchemy import create_engine, delete, text

from optimizer.store import Action, Store
from optimizer.store.database import location
from optimizer.store.tables import DISTRICT_PLANS, REMEMBERED, VERSION
from tests.fixtures import pair

SYNONYM = "synonym"


def test_the_newest_value_of_a_subject_counts(store: Store) -> None:
    store.remember(SYNONYM, {"户口本": "居民户口簿", "房产证": "不动产权证书"}, author="甲")
    store.remember(SYNONYM, {"户口本": "户口簿"}, author="乙")
    held = store.remembered(SYNONYM)
    assert {one: held[one].value for one in held} == {"户口本": "户口簿", "房产证": "不动产权证书"}
    assert held["户口本"].author == "乙"
    assert store.remembered("mapping") == {}


def test_an_empty_value_takes_back(store: Store) -> None:
    store.remember(SYNONYM, {"户口本": "户口簿"}, author="甲")
    store.remember(SYNONYM, {"户口本": "", "从未教过": ""}, author="甲")
    assert store.remembered(SYNONYM) == {}
    assert len(store.audit()) == 2


def test_teaching_the_same_again_writes_nothing(store: Store) -> None:
    for _ in range(2):
        store.remember(SYNONYM, {"户口本\0": "户口簿\0"}, author="甲")
    (entry,) = store.audit()
    assert (entry.action, entry.author, entry.key) == (Action.REMEMBERED, "甲", None)
    assert "户口本" in entry.detail


def test_a_store_of_the_first_version_learns_to_remember(url: str) -> None:
    with Store.open(url) as store:
        revision = store.add(pair(), author="甲")
    _back_to_the_first_version(url)
    with Store.open(url) as store:
        store.remember(SYNONYM, {"户口本": "户口簿"}, author="甲")
        assert store.latest(revision.key) == revision
        assert list(store.remembered(SYNONYM)) == ["户口本"]


def _back_to_the_first_version(url: str) -> None:
    engine = create_engine(location(url))
    with engine.begin() as connection:
        DISTRICT_PLANS.drop(connection)
        REMEMBERED.drop(connection)
        connection.execute(delete(VERSION))
        connection.execute(text("INSERT INTO onething_store (version) VALUES (1)"))
    engine.dispose()
