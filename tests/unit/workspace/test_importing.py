"""Tables handed in at the pages: recognised, corrected, read, remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.formats.guide_tables import Role
from optimizer.formats.service_file import dump_service
from optimizer.formats.service_workbook import write_service_workbook
from optimizer.store.store import Store
from optimizer.workspace.importing import (
    concepts_for,
    corrected,
    offered,
    read_with,
    teach,
)
from tests.bakery import bakery
from tests.foreign_tables import guide_workbook
from tests.portal_json import ITEM_INTERFACE, as_bytes

TABLE = "事项名称,实施主体,时长\n食品经营许可,市场监管局,{}工作日\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


def test_only_tables_of_others_are_asked_about(store: Store) -> None:
    """Our own files, and JSON whose keys are known, are read at once."""
    assert offered(store, dump_service(bakery()).encode(), "a.yaml") is None
    assert offered(store, write_service_workbook(bakery(), "zh"), "a.xlsx") is None
    assert offered(store, as_bytes(ITEM_INTERFACE), "a.json") is None
    assert offered(store, guide_workbook(), "a.xlsx") is not None


def test_what_a_planner_taught_is_used_for_the_next_file_of_the_system(store: Store) -> None:
    content = TABLE.format(5).encode()
    first = offered(store, content, "一月.csv")
    assert first is not None
    changed = corrected(first.mapping, {}, {(0, 2): "item.promised"})
    teach(store, first, changed, author="王科员")
    later = "二月导出\n" + TABLE.format(7)
    again = offered(store, later.encode(), "二月.csv")
    assert again is not None
    assert again.taught_by == "王科员"
    service = read_with(later.encode(), "二月.csv", again.mapping).service
    assert service is not None
    promised = service.items[0].promised
    assert str(promised and promised.duration) == "7 工作日"


def test_what_looked_right_teaches_nothing(store: Store) -> None:
    one = offered(store, guide_workbook(), "a.xlsx")
    assert one is not None
    teach(store, one, one.mapping, author="王科员")
    again = offered(store, guide_workbook(), "a.xlsx")
    assert again is not None
    assert again.taught_by == ""


def test_a_remembered_mapping_that_cannot_be_read_is_passed_over(store: Store) -> None:
    one = offered(store, TABLE.encode(), "a.csv")
    assert one is not None
    signature = one.recognised.mapping.signature()
    store.remember("guide_mapping", {signature: "{}?"}, author="王科员")
    again = offered(store, TABLE.encode(), "a.csv")
    assert again is not None
    assert (again.mapping, again.taught_by) == (one.mapping, "")


def test_a_table_set_aside_is_not_read(store: Store) -> None:
    one = offered(store, guide_workbook(), "a.xlsx")
    assert one is not None
    materials = next(n for n, t in enumerate(one.mapping.tables) if t.role is Role.MATERIALS)
    changed = corrected(one.mapping, {materials: Role.UNREAD}, {})
    reading = read_with(guide_workbook(), "a.xlsx", changed)
    assert reading.service is not None
    assert reading.service.requirements == ()
    assert any(one.code == "sheet_unread" for one in reading.left_out())


def test_a_mapping_under_which_nothing_is_left_says_so(store: Store) -> None:
    one = offered(store, TABLE.encode(), "a.csv")
    assert one is not None
    reading = read_with(TABLE.encode(), "a.csv", corrected(one.mapping, {0: Role.UNREAD}, {}))
    assert reading.service is None
    assert any(one.code == "guide_nothing" for one in reading.doubts())


def test_meanings_of_the_own_sort_are_offered_first() -> None:
    assert concepts_for(Role.MATERIALS)[0].startswith("material.")
    assert concepts_for(Role.STEPS)[0].startswith("step.")
    assert concepts_for(Role.ITEMS)[0].startswith("item.")
    assert all("step." not in one for one in concepts_for(Role.MATERIALS))
