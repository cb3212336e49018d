"""Choices that are called alike are told apart wherever they are offered."""

from optimizer.store.records import Kept
from optimizer.store.store import Store
from optimizer.ui.labels import apart, service_labels
from tests.app.conftest import Opening
from tests.fixtures import draft


def _kept(store: Store, name: str, region: str) -> Kept:
    key = store.add(draft().model_copy(update={"name": name, "region": region}), author="甲").key
    return next(one for one in store.services() if one.key == key)


def test_what_is_alike_is_told_apart_by_its_details_one_after_the_other() -> None:
    found = apart(
        ("a1", "a2", "a3", "b1"),
        lambda one: one[0],
        lambda one: {"a1": "x", "a2": "y"}.get(one, "y"),
        lambda one: one[1],
    )
    assert found == {"a1": "a（x）", "a2": "a（y）（2）", "a3": "a（y）（3）", "b1": "b"}


def test_without_details_choices_are_numbered_past_what_is_there_already() -> None:
    found = apart(("a", "a（2）", "A"), str.lower)
    assert list(found.values()) == ["a", "a（2）", "a（3）"]


def test_a_region_is_told_of_all_or_only_where_names_are_alike(store: Store) -> None:
    kept = [
        _kept(store, "开工", "湖南"),
        _kept(store, "开工", "徐州"),
        _kept(store, "开店", "四川"),
    ]
    bare = list(service_labels(kept, with_region=False).values())
    assert bare == ["开工（湖南）", "开工（徐州）", "开店"]
    assert list(service_labels(kept).values()) == ["开工（湖南）", "开工（徐州）", "开店（四川）"]


def test_a_service_kept_twice_is_opened_and_archived_as_the_one_meant(
    app: Opening, store: Store
) -> None:
    kept = [_kept(store, "开工", "湖南") for _ in range(3)]
    test = app()
    box = test.selectbox(key="chosen_service")
    assert len(set(box.options)) == 3
    box.select(kept[0].key).run()
    test.button(key="archive").click().run()
    assert {one.key for one in store.services()} == {one.key for one in kept[1:]}
    test.selectbox(key="chosen_service").select(kept[1].key).run()
    test.button(key="open").click().run()
    assert test.session_state["key"] == kept[1].key
