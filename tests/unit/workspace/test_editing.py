"""What is typed into a table on the screen is told against the rows of the service."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.formats.service_file import dump_service
from optimizer.formats.service_tables import Cell, Changes, TableProblem, rows
from optimizer.service.completion import complete
from optimizer.service.finding import InvalidFile
from optimizer.service.service import Service
from optimizer.store.records import RevisionKind
from optimizer.store.store import Store
from optimizer.workspace.editing import (
    NUMBER,
    Sheet,
    Typed,
    apart,
    carried,
    counts,
    kept_rows,
    new_row_lacks,
    nothing,
    outcome,
    record_ids,
    replace_from_file,
    row_of_step,
    to_ask,
)
from tests.fixtures import draft


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "onething.db") as held:
        yield held


_NEW: dict[str, Cell] = {"item": "a", "document": "承诺书"}


def sheet(section: str = "requirements", **values: object) -> Sheet:
    """A sheet on the draft's first revision."""
    made = Sheet(section=section, language="zh", number=1, service=draft())
    return replace(made, **values)  # type: ignore[arg-type]  # the fields of a sheet by name


def typed(report: object) -> Typed:
    return Typed.told(report)


def test_a_sheet_shows_the_rows_of_the_service_with_their_numbers() -> None:
    held = sheet()
    shown = held.rows()
    assert [one[NUMBER] for one in shown] == [1, 2, 3, 4, 5]
    assert [dict(list(one.items())[1:]) for one in shown] == list(
        rows("requirements", held.service, "zh")
    )


def test_a_focused_sheet_shows_only_its_rows_and_edits_the_right_ones() -> None:
    held = sheet(focus=frozenset({1, 4}))
    assert [one[NUMBER] for one in held.rows()] == [2, 5]
    changes = held.changes(typed({"edited_rows": {1: {"copies": 3}}, "deleted_rows": [0]}))
    assert changes == Changes(changed={4: {"copies": 3}}, removed=frozenset({1}))


def test_nothing_typed_is_nothing_and_changes_nothing() -> None:
    held = sheet()
    assert held.changes(typed(None)) == Changes()
    assert held.changes(typed({"edited_rows": {}, "added_rows": [], "deleted_rows": []})) == (
        Changes()
    )
    assert outcome(held, Changes()) == held.service
    assert nothing(Changes(added=({"copies": None, "main": False},)))
    assert not nothing(Changes(changed={0: {"copies": 1}}))
    assert not nothing(Changes(removed=frozenset({0})))
    assert not nothing(Changes(added=({"copies": 2},)))


def test_the_number_of_a_row_is_not_taken_for_a_value() -> None:
    changes = sheet().changes(typed({"added_rows": [{NUMBER: None, **_NEW}]}))
    assert changes.added == (_NEW,)


def test_a_draft_lies_over_the_rows_until_it_is_saved() -> None:
    earlier = Changes(changed={0: {"copies": 7}}, added=(_NEW,), removed=frozenset({1}))
    held = sheet(draft=earlier)
    assert [one[NUMBER] for one in held.rows()] == [1, 3, 4, 5, 6]
    assert held.rows()[0]["copies"] == 7
    assert held.rows()[-1] == {NUMBER: 6, **_NEW}
    assert held.changes(typed(None)) == earlier


def test_what_is_typed_over_a_draft_joins_it() -> None:
    earlier = Changes(changed={0: {"copies": 7}}, added=(_NEW, {"item": "b"}), removed={1})
    held = sheet(draft=earlier)
    report = {
        "edited_rows": {0: {"basis": "某法"}, 4: {"copies": 2}},
        "added_rows": [{"item": "b", "document": "平面图"}],
        "deleted_rows": [1, 5],
    }
    assert held.changes(typed(report)) == Changes(
        changed={0: {"copies": 7, "basis": "某法"}},
        added=({**_NEW, "copies": 2}, {"item": "b", "document": "平面图"}),
        removed=frozenset({1, 2}),
    )


_CELLS = st.dictionaries(
    st.sampled_from(("copies", "basis", "main")), st.sampled_from((1, 2, "某法", None)), max_size=2
)
_ADDED = st.lists(_CELLS, max_size=3)


@given(st.dictionaries(st.integers(0, 4), _CELLS), _ADDED, st.sets(st.integers(0, 4)), _ADDED)
def test_typing_into_two_sheets_is_typing_into_one(
    changed: dict[int, dict[str, Cell]],
    added: list[dict[str, Cell]],
    removed: set[int],
    later: list[dict[str, Cell]],
) -> None:
    """Cells, then removals and new rows on a sheet over the draft: the same as all at once."""
    whole = {"edited_rows": changed, "added_rows": [*added, *later], "deleted_rows": removed}
    first = sheet().changes(typed({"edited_rows": changed, "added_rows": added}))
    second = sheet(draft=first)
    report = {"added_rows": later, "deleted_rows": removed}
    assert second.changes(typed(report)) == sheet().changes(typed(whole))


def test_a_draft_follows_its_records_into_another_content() -> None:
    before = draft()
    after = before.model_copy(update={"requirements": before.requirements[:0:-1]})
    changes = Changes(
        changed={0: {"copies": 1}, 4: {"copies": 9}}, added=(_NEW,), removed=frozenset({1})
    )
    moved = carried("requirements", changes, before, after)
    assert moved == Changes(changed={0: {"copies": 9}}, added=(_NEW,), removed=frozenset({3}))


def test_records_that_share_an_id_are_told_apart() -> None:
    base = draft()
    doubled = base.model_copy(update={"documents": (*base.documents, base.documents[0])})
    found = record_ids("documents", doubled)
    assert len(set(found)) == len(doubled.documents)
    assert record_ids("service", base) == (("", 0),)


def test_wrong_cells_are_told_all_at_once_and_make_no_service() -> None:
    wrong = Changes(changed={0: {"copies": -1}, 2: {"route": "飞鸽"}})
    with pytest.raises(TableProblem) as problem:
        outcome(sheet(), wrong)
    assert len(problem.value.told("zh")) == 2


def test_what_is_right_and_what_is_wrong_are_told_apart_and_nothing_is_lost() -> None:
    """The right part makes a service by itself; the wrong part is what the findings name."""
    wrong = Changes(
        changed={0: {"copies": -1, "basis": "某法"}, 1: {"copies": 2}}, removed=frozenset({3})
    )
    with pytest.raises(TableProblem) as problem:
        outcome(sheet(), wrong)
    sound, rest = apart(sheet(), wrong, problem.value.findings)
    assert sound == Changes(
        changed={0: {"basis": "某法"}, 1: {"copies": 2}}, added=(), removed=frozenset({3})
    )
    assert rest == Changes(changed={0: {"copies": -1}}, added=(), removed=frozenset())
    assert outcome(sheet(), sound).requirements[0].basis == "某法"


def test_a_removal_that_takes_others_along_is_asked_for_once() -> None:
    held = sheet("items")
    changes = Changes(removed=frozenset({1}))
    question = to_ask(held, changes, frozenset())
    assert question is not None
    assert question.rows == {1}
    assert question.effects
    assert to_ask(held, changes, question.rows) is None
    assert to_ask(held, kept_rows(changes), frozenset()) is None
    assert to_ask(held, Changes(changed={0: {"fee": "免费"}}), frozenset()) is None


def test_a_row_that_nothing_depends_on_goes_without_a_question() -> None:
    """Another item needs the same document."""
    assert to_ask(sheet(), Changes(removed=frozenset({2})), frozenset()) is None


def test_every_table_tells_how_many_rows_it_has() -> None:
    found = counts(draft())
    assert found["items"] == 2
    assert found["requirements"] == 5
    assert found["service"] is None


def test_a_step_in_the_picture_leads_to_its_row_or_to_its_item() -> None:
    service = draft()
    completed = complete(service)
    last = completed.steps[-1]
    assert row_of_step(service, completed, last.id) == ("items", 1)
    assert row_of_step(completed, completed, last.id) == ("steps", len(completed.steps) - 1)
    assert row_of_step(service, completed, "?") is None


def _other() -> Service:
    return draft().model_copy(update={"region": "某区"})


def test_a_file_replaces_the_content_as_a_revision(store: Store) -> None:
    first = store.add(draft(), author="李主任")
    content = dump_service(_other()).encode()
    second, notes = replace_from_file(store, first, content, "新.yaml", author="王科员")
    assert notes == ()
    assert second.service.region == "某区"
    assert (second.kind, second.comment, second.undo_to) == (RevisionKind.IMPORTED, "新.yaml", 1)


def test_a_wrong_file_keeps_the_content(store: Store) -> None:
    first = store.add(draft(), author="李主任")
    with pytest.raises(InvalidFile):
        replace_from_file(store, first, b"- 1", "\xe9.yaml", author="王科员")
    assert store.latest(first.key) == first


def test_a_new_row_that_is_not_filled_in_yet_is_no_mistake() -> None:
    held = sheet()
    with pytest.raises(TableProblem) as begun:
        outcome(held, Changes(added=({"document": "承诺书"},)))
    assert all(new_row_lacks(held, one) for one in begun.value.findings)
    wrong = Changes(changed={0: {"copies": -1}}, added=({**_NEW, "copies": -1},))
    with pytest.raises(TableProblem) as mistaken:
        outcome(held, wrong)
    assert not any(new_row_lacks(held, one) for one in mistaken.value.findings)
