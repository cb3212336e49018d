"""Revisions: nothing is lost, nothing is overwritten, and undo is what an editor's undo is."""

import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, event

from optimizer.errors import Conflict, InvalidInput, NotKept
from optimizer.formats.service_file import read_service
from optimizer.places import scenarios_directory
from optimizer.service import Service
from optimizer.service.canonical import canonical, sha256
from optimizer.store import RevisionKind, Store
from tests.fixtures import pair

SHIPPED = sorted(scenarios_directory().glob("*/service.yaml"))


def named(name: str) -> Service:
    return pair().model_copy(update={"name": name})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_service_comes_back_as_it_was(path: Path, store: Store) -> None:
    service = read_service(path)
    added = store.add(service, author="李四", comment="来自文件", kind=RevisionKind.IMPORTED)
    back = store.latest(added.key)
    assert back == added
    assert back.service == service
    assert back.sha256 == sha256(canonical(service))
    assert (back.number, back.author, back.comment) == (1, "李四", "来自文件")
    assert back.time.utcoffset() == datetime.timedelta(0)
    assert back.time <= datetime.datetime.now(datetime.UTC)


def test_revisions_are_numbered_from_one_and_keep_their_content(store: Store) -> None:
    key = store.add(named("一"), author="a").key
    for number, name in ((2, "二"), (3, "三")):
        assert store.save(key, named(name), after=number - 1, author="b").number == number
    assert [store.revision(key, number).service.name for number in (1, 2, 3)] == ["一", "二", "三"]
    assert [one.number for one in store.history(key)] == [3, 2, 1]
    assert [one.kind for one in store.history(key)] == ["edited", "edited", "added"]


@pytest.mark.parametrize("after", [0, 1, 3])
def test_only_after_the_latest_revision_may_be_saved(store: Store, after: int) -> None:
    """The revision before the latest, none, and one that nobody wrote are refused."""
    key = store.add(named("一"), author="甲").key
    latest = store.save(key, named("二"), after=1, author="乙")
    with pytest.raises(Conflict) as refused:
        store.save(key, named("三"), after=after, author="丙")
    told = refused.value
    assert (told.key, told.number, told.author) == (key, 2, "乙")
    assert told.time == latest.time
    assert store.latest(key) == latest
    assert store.save(key, named("三"), after=2, author="丙").number == 3


@pytest.mark.parametrize("after", [0, 1, 3])
def test_undo_redo_and_restore_of_a_stale_page_are_refused(store: Store, after: int) -> None:
    key = store.add(named("一"), author="甲").key
    store.save(key, named("二"), after=1, author="乙")
    with pytest.raises(Conflict):
        store.undo(key, after=after, author="丙")
    with pytest.raises(Conflict):
        store.redo(key, after=after, author="丙")
    with pytest.raises(Conflict):
        store.restore(key, 1, after=after, author="丙")
    assert len(store.history(key)) == 2


def test_equal_content_writes_nothing(store: Store) -> None:
    added = store.add(pair(), author="甲")
    assert store.save(added.key, pair(), after=1, author="乙") == added
    assert store.restore(added.key, 1, after=1, author="乙") == added
    assert store.undo(added.key, after=1, author="乙") == added
    assert store.redo(added.key, after=1, author="乙") == added
    assert len(store.history(added.key)) == 1
    assert len(store.audit(added.key)) == 1


def test_what_could_not_be_read_again_is_not_written(store: Store) -> None:
    key = store.add(pair(), author="甲").key
    for wrong in ({"items": ()}, {"yearly_cases": -1}, {"name": 3}, {"name": "\ud800"}):
        with pytest.raises(InvalidInput):
            store.save(key, pair().model_copy(update=wrong), after=1, author="甲")
    assert len(store.history(key)) == 1


def test_odd_characters_do_not_stop_a_planner(store: Store) -> None:
    """PostgreSQL has no NUL in text: the content keeps it, lists and comments go without."""
    odd = named("名\0称'\";%s{}\\")
    added = store.add(odd, author="甲\0", comment="\ud800备注")
    assert store.latest(added.key) == added
    assert added.service == odd
    assert (added.author, added.comment) == ("甲", "?备注")
    assert store.services()[0].name == "名称'\";%s{}\\"


def test_what_is_not_there_is_named(store: Store) -> None:
    key = store.add(pair(), author="甲").key
    for asking, what in (
        (lambda: store.latest("none"), "service"),
        (lambda: store.revision("none", 1), "service"),
        (lambda: store.history("none"), "service"),
        (lambda: store.save("none", pair(), after=1, author="甲"), "service"),
        (lambda: store.undo("none", after=1, author="甲"), "service"),
        (lambda: store.archive("none", author="甲"), "service"),
        (lambda: store.plans("none"), "service"),
        (lambda: store.baseline("none"), "service"),
        (lambda: store.keep_after_state("none", "", pair(), author="甲"), "service"),
        (lambda: store.revision(key, 2), "revision"),
        (lambda: store.restore(key, 2, after=1, author="甲"), "revision"),
        (lambda: store.plan("none"), "plan"),
        (lambda: store.after_state("none"), "after-state"),
    ):
        with pytest.raises(NotKept) as refused:
            asking()
        assert refused.value.what == what


def test_the_list_shows_the_latest_names_without_reading_contents(store: Store) -> None:
    first = store.add(named("甲事"), author="甲").key
    second = store.add(pair().model_copy(update={"region": "某区"}), author="甲").key
    store.save(first, named("改名"), after=1, author="乙")
    statements: list[str] = []

    def note(*about: object) -> None:
        statements.append(str(about[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        listed = store.services()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert [one.key for one in listed] == [first, second]
    assert [one.name for one in listed] == ["改名", "开办小店"]
    assert [one.region for one in listed] == ["", "某区"]
    assert [one.latest for one in listed] == [
        store.history(first)[0],
        store.history(second)[0],
    ]
    assert any("revisions" in one for one in statements)
    assert not any("body" in one for one in statements)


def test_an_archived_service_leaves_the_list_and_is_kept(store: Store) -> None:
    added = store.add(pair(), author="甲")
    other = store.add(pair(), author="甲")
    for _ in range(2):  # the second time changes nothing
        store.archive(added.key, author="乙")
    assert [one.key for one in store.services()] == [other.key]
    assert [(one.key, one.archived) for one in store.services(archived=True)] == [(added.key, True)]
    assert store.latest(added.key) == added
    store.unarchive(added.key, author="丙")
    assert {one.key for one in store.services()} == {added.key, other.key}
    assert [(one.action, one.author) for one in store.audit(added.key)] == [
        ("unarchived", "丙"),
        ("archived", "乙"),
        ("added", "甲"),
    ]


class Editor(RuleBasedStateMachine):
    """The store beside an ideal editor: a list of states and a place in it."""

    store: Store

    @initialize()
    def add(self) -> None:
        self.key = self.store.add(named("始"), author="甲").key
        self.all = ["始"]  # content of every revision
        self.states = ["始"]
        self.place = 0

    @rule(name=st.sampled_from("天地玄黄"))
    def edit(self, name: str) -> None:
        wrote = self.store.save(self.key, named(name), after=len(self.all), author="甲")
        self._edited(name, wrote.number)

    @rule(share=st.floats(0, 1, exclude_max=True))
    def restore(self, share: float) -> None:
        number = int(share * len(self.all)) + 1
        wrote = self.store.restore(self.key, number, after=len(self.all), author="甲")
        self._edited(self.all[number - 1], wrote.number)

    def _edited(self, name: str, number: int) -> None:
        if name == self.states[self.place]:
            assert number == len(self.all)
            return
        self.states = [*self.states[: self.place + 1], name]
        self.place += 1
        self._wrote(number)

    def _wrote(self, number: int) -> None:
        self.all.append(self.states[self.place])
        assert number == len(self.all)

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        self.place -= 1
        self._wrote(self.store.undo(self.key, after=len(self.all), author="甲").number)

    @precondition(lambda self: self.place < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.place += 1
        self._wrote(self.store.redo(self.key, after=len(self.all), author="甲").number)

    @invariant()
    def same(self) -> None:
        latest = self.store.latest(self.key)
        assert latest.number == len(self.all)
        assert latest.service == named(self.states[self.place])
        assert (latest.undo_to is not None) == (self.place > 0)
        assert (latest.redo_to is not None) == (self.place < len(self.states) - 1)

    def teardown(self) -> None:
        kept = [self.store.revision(self.key, number + 1) for number in range(len(self.all))]
        assert [one.service.name for one in kept] == self.all


def test_undo_and_redo_are_those_of_an_ideal_editor(store: Store) -> None:
    bound = type("BoundEditor", (Editor,), {"store": store})
    run_state_machine_as_test(bound, settings=settings(max_examples=20, stateful_step_count=20))
