"""Yearly cases of many services are saved where they differ and nobody else was faster."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.store import Store
from optimizer.workspace.case_volumes import Saved, case_volume, save_case_volumes
from tests.fixtures import draft


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


def _kept(store: Store, cases: int | None) -> str:
    return store.add(draft().model_copy(update={"yearly_cases": cases}), author="甲").key


def test_what_differs_becomes_a_revision_that_can_be_undone(store: Store) -> None:
    keys = [_kept(store, cases) for cases in (None, 300, 12, 7)]
    seen = [case_volume(store, key, 1) for key in keys]
    typed = dict(zip(keys, (40, 300, None), strict=False))
    found = save_case_volumes(store, seen, typed, author="乙", comment="统一填写")
    assert found == Saved((keys[0], keys[2]), ())
    latest = [store.latest(key) for key in keys]
    assert [one.service.yearly_cases for one in latest] == [40, 300, None, 7]
    assert [one.number for one in latest] == [2, 1, 2, 1]
    assert (latest[0].author, latest[0].comment) == ("乙", "统一填写")
    assert store.undo(keys[0], after=2, author="乙").service == store.revision(keys[0], 1).service


def test_what_somebody_else_changed_meanwhile_is_told_and_left(store: Store) -> None:
    keys = [_kept(store, 1), _kept(store, 1)]
    seen = [case_volume(store, key, 1) for key in keys]
    other = store.latest(keys[0]).service.model_copy(update={"name": "新名称"})
    store.save(keys[0], other, after=1, author="丙")
    found = save_case_volumes(store, seen, dict.fromkeys(keys, 9), author="乙", comment="")
    assert found == Saved((keys[1],), (keys[0],))
    assert store.latest(keys[0]).service == other
