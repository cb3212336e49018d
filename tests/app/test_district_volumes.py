"""全区一件事: the yearly cases of all services in one table."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.portfolio.offered import Group, kept_of
from optimizer.store.store import Store
from optimizer.ui.district.volumes_table import table_key
from optimizer.workspace.case_volumes import case_volume
from tests.app.conftest import Opening, shown
from tests.app.district_page import ZH, kept, opened, sound

pytestmark = pytest.mark.usefixtures("one_worker")


def _type(test: AppTest, store: Store, cases: dict[int, int | None]) -> None:
    """Type into rows of the table and save it."""
    seen = [case_volume(store, one.key, one.latest.number) for one in kept_of(store, Group.KEPT)]
    test.session_state[table_key(seen)] = {
        "edited_rows": {row: {ZH("col_cases"): value} for row, value in cases.items()},
        "added_rows": [],
        "deleted_rows": [],
    }
    test.button(key="volumes_save").click().run()
    sound(test)


def test_numbers_are_filled_in_for_many_services_at_once(app: Opening, store: Store) -> None:
    keys = kept(store)
    bare = store.latest(keys[0]).service.model_copy(update={"yearly_cases": None})
    store.save(keys[0], bare, after=1, author="甲")
    test = opened(app)
    assert ZH("volumes", count=3, missing=1) in shown(test)
    before = store.latest(keys[2]).number
    _type(test, store, {0: 640, 1: 30})
    assert [store.latest(key).service.yearly_cases for key in keys[:2]] == [640, 30]
    assert store.latest(keys[2]).number == before
    assert store.latest(keys[1]).author == "王科员"
    assert ZH("volumes", count=3, missing=0) in shown(test)


def test_a_service_changed_meanwhile_is_told(
    app: Opening, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = kept(store)
    test = opened(app)
    kept_now = store.services()
    other = store.latest(keys[0]).service.model_copy(update={"lead_department": "别局"})
    store.save(keys[0], other, after=1, author="丙")
    with monkeypatch.context() as held:  # the page knows nothing of it yet
        held.setattr(type(store), "services", lambda *_, **__: kept_now)
        _type(test, store, {0: 640, 1: 30})
    assert any("服务0" in one.value and "他人修改" in one.value for one in test.warning)
    assert store.latest(keys[0]).service == other
    assert store.latest(keys[1]).service.yearly_cases == 30


def test_without_kept_services_there_is_no_table(app: Opening) -> None:
    assert "年办件量（" not in shown(opened(app))
