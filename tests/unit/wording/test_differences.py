"""Differences in words."""

import pytest

from optimizer.evaluation.difference import Difference, DifferenceKind, Subject, difference
from optimizer.formats.service_file import read_service
from optimizer.levers.applying import apply
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan
from optimizer.service import terms
from optimizer.service.department import Department, Team
from optimizer.service.item import Limit
from optimizer.service.kinds import Anchor, Route
from optimizer.service.service import Service
from optimizer.service.step import Demand
from optimizer.wording.catalogue import LANGUAGES, Language
from optimizer.wording.differences import DifferenceRow, difference_rows
from optimizer.worktime import Duration
from tests.fixtures import pair, with_item, with_need, with_step


def _rows(before: Service, after: Service, language: Language) -> dict[str, DifferenceRow]:
    found = difference_rows(before, after, difference(before, after), language)
    return {row.field: row for row in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_of_a_plan_is_a_row(plan: Plan, language: Language) -> None:
    """As many rows as differences, each with what it is about."""
    found = difference(plan.before, plan.after)
    rows = difference_rows(plan.before, plan.after, found, language)
    assert len(rows) == len(found) > 0
    assert all(row.kind and row.subject and row.name for row in rows)
    assert all(row.before != row.after for row in rows if row.field)


def test_closed_lists_flags_and_lengths_are_told_in_the_language() -> None:
    """Values of a file are words of the reader's language, in both of them."""
    step = with_step("a/审查", duration=Duration.parse("12 小时"), visible=True)
    length = _rows(pair(), step, "en")["duration"]
    assert (length.before, length.after) == ("3 working days", "12 h")
    assert _rows(pair(), step, "zh")["可感知"].after == "是"
    assert _rows(pair(), step, "en")["visible"].after == "yes"


def test_a_limit_is_told_with_what_it_spans() -> None:
    """Length and span, the length in the unit it was written in."""
    longer = with_item(promised=Limit(duration=Duration.parse("1 工作日")))
    assert _rows(pair(), longer, "en")["promised"].after == "1 working day (acceptance to decision)"
    assert _rows(pair(), longer, "zh")["承诺时限"].after == "1 工作日（受理至决定）"


def test_a_route_is_told_by_its_official_word() -> None:
    """提交 becomes 免于提交, not the word of the file."""
    need = pair().requirements[0]
    changed = with_need(route=Route.RETRIEVE)
    row = _rows(pair(), changed, "zh")["获取方式"]
    assert row.after == terms.word(Route.RETRIEVE)
    assert need.route is not Route.RETRIEVE


def test_a_moment_may_be_a_step() -> None:
    """What is needed from a step on is told by the step's name, a moment by its word."""
    step = pair().steps[0]
    changed = with_need(needed_by=step.id)
    row = _rows(pair(), changed, "en")["needed by"]
    assert row.before == Anchor.ACCEPTANCE.value
    assert row.after not in ("", step.id.replace("/", "_"))


def test_texts_of_the_file_are_not_taken_apart() -> None:
    """A plus in a name, or a name that is also an id, stays as it was written."""
    named = with_item(name="甲+乙")
    assert _rows(pair(), named, "en")["name"].after == "甲+乙"
    same = with_item(name="d1")
    assert _rows(pair(), same, "zh")["名称"].after == "d1"


def test_teams_are_listed_in_the_language() -> None:
    """Several values of a field stand one after the other."""
    team = Department(
        id="d1", name="一局", teams=(Team(id="甲组", capacity=1), Team(id="乙组", capacity=2))
    )
    service = pair()
    after = service.model_copy(update={"departments": (team, service.departments[1])})
    told = _rows(service, after, "en")["teams"].after
    assert ", " in told
    assert "、" not in told
    demand = with_step("a/审查", demands=(Demand(team="甲组", amount=2),))
    assert "甲组" in _rows(service, demand, "zh")["占用力量"].after


def test_what_is_gone_is_named_by_the_service_it_was_in() -> None:
    """A removed department is told by its old name, also where its id is used anew."""
    service = pair()
    one = Difference(kind=DifferenceKind.REMOVED, subject=Subject.DEPARTMENT, id="d2")
    renamed = service.model_copy(update={"departments": (Department(id="d2", name="新局"),)})
    assert difference_rows(service, renamed, (one,), "zh")[0].name == "二局"


def test_merged_steps_are_told_as_their_parts_and_the_whole(plan: Plan) -> None:
    """What became one is listed on the side it was several on."""
    merges = [one for one in difference(plan.before, plan.after) if one.kind.value == "merged"]
    rows = difference_rows(plan.before, plan.after, merges, "en")
    assert rows
    assert all("+" not in row.before + row.after for row in rows)
    assert any(row.after == "united application form" for row in rows)


def test_a_service_that_was_read_tells_itself_apart_from_nothing() -> None:
    """No measures, no rows."""
    file = scenarios_directory() / "open-restaurant-sichuan" / "service.yaml"
    service = read_service(file)
    assert difference_rows(service, apply(service, ()), (), "en") == ()
