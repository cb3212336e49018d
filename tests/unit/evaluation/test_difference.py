"""Differences between two services are told by what things are."""

import pytest
from hypothesis import given

from optimizer.evaluation.difference import DifferenceKind, Subject, difference
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.opportunity import GroupOpportunity
from optimizer.service.item import Limit
from optimizer.service.kinds import PrecedenceKind, Progress, Route
from optimizer.service.precedence import Precedence
from optimizer.service.service import Service
from tests.fixtures import at_window, days, draft, pair, sharing
from tests.property.strategies import completed_services


def _taken_up(service: Service, opportunity: str) -> Service:
    """The service with one group opportunity taken up by all its targets."""
    one = next(each for each in find(service) if each.id == opportunity)
    assert isinstance(one, GroupOpportunity)
    return apply(service, [measure_of(one, one.targets)])


@given(completed_services())
def test_a_service_does_not_differ_from_itself(service: Service) -> None:
    """Nothing differs between equal services."""
    assert difference(service, service) == ()


def test_a_merge_is_no_removal() -> None:
    """Steps inside a merged step are merged, not removed; the merged step is not added."""
    before = pair()
    after = _taken_up(before, "merge:acceptance")
    found = [one for one in difference(before, after) if one.subject is Subject.STEP]
    merged = next(one for one in found if one.kind is DifferenceKind.MERGED)
    members = tuple(step.id for step in after.step(merged.id).members)
    assert set(merged.before.split("+")) == set(members)
    assert len(members) == 2
    assert not {one.kind for one in found} & {DifferenceKind.ADDED, DifferenceKind.REMOVED}
    assert not [one for one in found if one.field == "after"]


def test_a_merge_read_backwards_is_a_split() -> None:
    """The same two services the other way round tell the split."""
    before = pair()
    after = _taken_up(before, "merge:acceptance")
    kinds = {one.kind for one in difference(after, before) if one.subject is Subject.STEP}
    assert kinds == {DifferenceKind.SPLIT}


def test_forms_live_on_in_the_united_form() -> None:
    """A united form tells what it replaces, and no requirement changes its document."""
    before = at_window()
    after = _taken_up(before, "forms:forms")
    found = difference(before, after)
    documents = [one for one in found if one.subject is Subject.DOCUMENT]
    assert [(one.kind, one.before) for one in documents] == [(DifferenceKind.MERGED, "a/表+b/表")]
    assert {one.field for one in found if one.subject is Subject.REQUIREMENT} == {"route"}


@pytest.mark.parametrize(
    ("subject", "field", "before", "after"),
    [
        (Subject.LIMIT, "promised", "", "3 工作日 decision"),
        (Subject.REQUIREMENT, "route", "hand_in", "abolished"),
        (Subject.STEP, "duration", None, "4 工作日"),
        (Subject.ITEM, "window", "no", "yes"),
        (Subject.DEPARTMENT, "name", "一局", "第一局"),
        (Subject.DATA_SOURCE, "progress", None, "connecting"),
        (Subject.DOCUMENT, "holder", "", "店主"),
    ],
)
def test_a_changed_field_is_told_with_both_values(
    subject: Subject, field: str, before: str | None, after: str
) -> None:
    """One change of one field is exactly one difference."""
    service = sharing()
    found = difference(service, _changed(service, subject))
    assert [(one.kind, one.subject, one.field, one.after) for one in found] == [
        (DifferenceKind.CHANGED, subject, field, after)
    ]
    assert before is None or found[0].before == before


def _changed(service: Service, subject: Subject) -> Service:
    """The service with the first thing of a sort changed in one field."""
    lists = {
        Subject.LIMIT: ("items", {"promised": Limit(duration=days("3"))}),
        Subject.REQUIREMENT: ("requirements", {"route": Route.ABOLISHED}),
        Subject.STEP: ("steps", {"duration": days("4")}),
        Subject.ITEM: ("items", {"window": True}),
        Subject.DEPARTMENT: ("departments", {"name": "第一局"}),
        Subject.DATA_SOURCE: ("data_sources", {"progress": Progress.CONNECTING}),
        Subject.DOCUMENT: ("documents", {"holder": "店主"}),
    }
    name, update = lists[subject]
    first, *others = getattr(service, name)
    return service.model_copy(update={name: (first.model_copy(update=update), *others)})


def test_things_are_matched_by_name_where_ids_differ() -> None:
    """Another id for a document of the same name is no difference."""
    before = draft()
    *others, last = before.documents
    renamed = last.model_copy(update={"id": "contract"})
    needs = tuple(
        need.model_copy(update={"document": "contract"}) if need.document == last.id else need
        for need in before.requirements
    )
    after = before.model_copy(update={"documents": (*others, renamed), "requirements": needs})
    assert difference(before, after) == ()


def test_what_is_new_and_what_is_gone() -> None:
    """A precedence on one side only is added, seen from the other side removed."""
    before = draft()
    wait = Precedence(id="a-b", before="a", after="b", kind=PrecedenceKind.HABIT)
    after = before.model_copy(update={"precedences": (wait,)})
    (there,) = difference(before, after)
    (back,) = difference(after, before)
    assert (there.kind, there.subject, there.id) == (
        DifferenceKind.ADDED,
        Subject.PRECEDENCE,
        "a-b",
    )
    assert back.kind is DifferenceKind.REMOVED


def test_another_order_of_steps_is_told() -> None:
    """A step that no longer follows the one before it has changed."""
    before = pair()
    steps = list(before.steps)
    steps[1] = steps[1].model_copy(update={"after": ()})
    after = before.model_copy(update={"steps": tuple(steps)})
    assert [(one.id, one.field) for one in difference(before, after)] == [(steps[1].id, "after")]
