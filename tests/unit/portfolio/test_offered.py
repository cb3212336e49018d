"""Which services may be decided together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.errors import RequestProblem
from optimizer.portfolio.offered import (
    Group,
    announced,
    busiest_first,
    connectable,
    demonstration,
    groups,
    kept_district,
    kept_of,
)
from optimizer.portfolio.shared import shared_sources
from optimizer.service.kinds import Progress, Sharing
from optimizer.store import Store
from tests.fixtures import draft
from tests.unit.portfolio.small_districts import small_district


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


def _kept(store: Store, name: str) -> str:
    return store.add(draft().model_copy(update={"name": name}), author="甲").key


def test_an_empty_store_offers_the_demonstrations(store: Store) -> None:
    assert groups(store) == (Group.REAL, Group.GENERATED)


def test_generated_services_stand_in_a_group_of_their_own(store: Store) -> None:
    real = {_kept(store, "开办小店"), _kept(store, "开办饭店")}
    made = _kept(store, "示范一件事（生成）")
    gone = _kept(store, "旧服务")
    store.archive(gone, author="甲")
    assert groups(store)[:2] == (Group.KEPT, Group.KEPT_GENERATED)
    assert {one.key for one in kept_of(store, Group.KEPT)} == real
    assert [one.key for one in kept_of(store, Group.KEPT_GENERATED)] == [made]
    assert kept_of(store, Group.REAL) == ()


def test_real_and_generated_services_are_never_mixed(store: Store) -> None:
    keys = [_kept(store, "开办小店"), _kept(store, "示范一件事（生成）")]
    with pytest.raises(RequestProblem) as caught:
        kept_district(store, keys, "某区")
    assert "不能放在一起" in caught.value.told("zh")[0]
    assert kept_district(store, keys[1:], "某区").generated
    assert not kept_district(store, keys[:1], "某区").generated


def test_a_district_needs_a_service(store: Store) -> None:
    with pytest.raises(RequestProblem):
        kept_district(store, [], "某区")


def test_a_service_kept_twice_has_two_readable_names(store: Store) -> None:
    keys = [_kept(store, "开办小店") for _ in range(2)]
    district = kept_district(store, keys, "某区")
    assert [one.key for one in district.members] == ["pair", "pair-2"]
    assert [one.origin for one in district.members] == keys


def test_the_demonstrations_are_of_one_sort_each() -> None:
    real, made = demonstration(Group.REAL), demonstration(Group.GENERATED)
    assert not real.generated
    assert made.generated
    assert len(made.members) == 121
    assert len(real.members) >= 20
    assert all(one.service.name.endswith("（生成）") for one in made.members)
    assert not any(one.service.name.endswith("（生成）") for one in real.members)


@pytest.mark.parametrize("group", [Group.REAL, Group.GENERATED])
def test_a_demonstration_is_announced_as_what_it_is(group: Group) -> None:
    whole = demonstration(group)
    bare = whole.model_copy(update={"members": ()})
    assert announced(group) == (bare, len(whole.members))


def test_sources_are_offered_once_those_of_most_services_first() -> None:
    services = [one.service for one in small_district(1).members]
    held = [connectable(one) for one in services]
    found = busiest_first(held)
    often = [sum(one.key in {each.key for each in sources} for sources in held) for one in found]
    assert often == sorted(often, reverse=True)
    sources, _ = shared_sources(small_district(1).members)
    assert {one.key for one in found} == {one.key for one in sources}
    assert {one.owner for one in found} == {"数据局"}


@pytest.mark.parametrize(
    "changed", [{"progress": Progress.ONLINE}, {"sharing": Sharing.REFUSED}], ids=str
)
def test_a_source_that_nobody_has_to_or_may_connect_is_not_offered(
    changed: dict[str, object],
) -> None:
    service = small_district(1).members[0].service
    sources = tuple(one.model_copy(update=changed) for one in service.data_sources)
    assert connectable(service)
    assert connectable(service.model_copy(update={"data_sources": sources})) == ()
