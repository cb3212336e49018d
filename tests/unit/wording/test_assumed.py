"""Assumed values in words, whatever is assumed."""

import pytest

from optimizer.evaluation.certainty import Mark, marks
from optimizer.planning import look_at
from optimizer.service import Service
from optimizer.service.item import Limit
from optimizer.service.step import Demand, Step
from optimizer.wording.assumed import (
    assumed_text,
    field_word,
    record_of,
    subject_word,
    thing_text,
)
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.names import Names
from optimizer.workspace.shipped import shipped
from optimizer.worktime import Duration
from tests.fixtures import draft


def _mark(subject: str, record: str, field: str) -> Mark:
    return Mark(subject=subject, id=record, field=field, figures=())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", [one.service for one in shipped()], ids=lambda one: one.id)
def test_every_assumed_value_of_a_shipped_service_is_told(
    service: Service, language: Language
) -> None:
    completed = look_at(service).service
    names = Names(completed, language)
    for mark in marks(completed):
        told = (
            subject_word(mark.subject, language),
            thing_text(mark, names),
            field_word(mark.subject, mark.field, language),
            assumed_text(completed, mark, language),
        )
        assert all(told), mark
        assert "_" not in told[2]
        assert "{" not in told[3]


@pytest.mark.parametrize(
    ("field", "value", "chinese", "english"),
    [
        ("duration", Duration.parse("3 工作日"), "3 工作日", "3 working days"),
        ("visits", 0, "0", "0"),
        ("counted", False, "否", "no"),
        ("duration", None, "—", "—"),
        ("after", (), "—", "—"),
        ("demands", (Demand(team="甲组", amount=2),), "甲组×2", "甲组×2"),
    ],
)
def test_a_value_is_told_by_what_it_is(
    field: str, value: object, chinese: str, english: str
) -> None:
    step = Step(id="s", items=("a",)).model_copy(update={field: value})
    service = draft().model_copy(update={"steps": (step,)})
    mark = _mark("step", "s", field)
    assert assumed_text(service, mark, "zh") == chinese
    assert assumed_text(service, mark, "en") == english


def test_a_limit_is_told_with_what_it_spans() -> None:
    limit = Limit(duration=Duration.parse("20 工作日"))
    item = draft().items[0].model_copy(update={"statutory": limit})
    service = draft().model_copy(update={"items": (item,)})
    told = assumed_text(service, _mark("item", item.id, "statutory"), "zh")
    assert told == "20 工作日（受理至决定）"


def test_nothing_is_told_of_a_record_that_is_not_there() -> None:
    assert record_of(draft(), "step", "no such step") is None
    assert assumed_text(draft(), _mark("step", "no such step", "visits"), "zh") == ""


def test_the_parts_of_a_whole_record_are_told() -> None:
    service = draft()
    need = service.requirements[0].model_copy(update={"copies": 2})
    changed = service.model_copy(update={"requirements": (need, *service.requirements[1:])})
    mark = _mark("requirement", need.id, "*")
    assert assumed_text(changed, mark, "zh") == "申请人提交，2 份"
    assert field_word("requirement", "*", "zh") == "整条"
    assert thing_text(mark, Names(changed, "zh")) == "甲申请表"
