"""A plan in situations it was not computed for: only what can honestly be said."""

from optimizer.deliverables.other_situations import OtherSituation, other_situations
from optimizer.planning.answering import optimize
from optimizer.planning.looking import look_at
from optimizer.redesign.request import RECOMMENDED
from optimizer.service import Service
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Condition, Option, Situation
from tests.deliverable_reading import reform_of, told, untouched
from tests.fixtures import days, draft, pair

DISABLED = "disabled-service-hunan-sangzhi"


def asked(extra: Requirement | Item | None = None) -> Service:
    """The pair with a question; its second answer adds a requirement or an item."""
    question = Situation(id="问", options=(Option(id="是", default=True), Option(id="否")))
    service = draft().model_copy(update={"situations": (question,)})
    when = (Condition(question="问", options=("否",)),)
    if isinstance(extra, Requirement):
        more = extra.model_copy(update={"when": when})
        return service.model_copy(update={"requirements": (*service.requirements, more)})
    if isinstance(extra, Item):
        item = extra.model_copy(update={"when": when})
        return service.model_copy(update={"items": (*service.items, item)})
    return service


def other_of(service: Service) -> OtherSituation:
    (found,) = other_situations(told(optimize(service, RECOMMENDED), service))
    return found


def test_a_service_without_questions_has_no_other_situation() -> None:
    assert other_situations(untouched(pair())) == ()


def test_every_other_answer_is_told_once() -> None:
    """Seven: one each of two questions, five of the third."""
    reform = reform_of(DISABLED)
    chosen = set(reform.plan.situation)
    found = [(one.question, one.option) for one in other_situations(reform)]
    offered = [(s.id, o.id) for s in reform.service.situations for o in s.options]
    assert found == [one for one in offered if one not in chosen]


def test_an_answer_that_changes_nothing_is_the_same() -> None:
    """Its figures are those of the plan."""
    service = asked()
    found = other_of(service)
    assert found.same
    assert found.metrics == optimize(service, RECOMMENDED).after_metrics


def test_one_more_paper_leaves_the_measures_and_the_limit_as_they_are() -> None:
    """The plan computed for that situation would hold no less."""
    found = other_of(asked(Requirement(id="a:新", item="a", document="合同")))
    assert found.after is not None
    assert found.metrics is not None
    assert not found.same
    needs = {one.id: one.route for one in found.after.requirements}
    assert needs["a:新"] is Route.HAND_IN
    assert needs["a:照"] is Route.SUBMIT_ONCE
    plan = optimize(asked(Requirement(id="a:新", item="a", document="合同")), RECOMMENDED)
    assert found.metrics.promise_days == plan.after_metrics.promise_days


def test_an_item_the_plan_never_saw_leaves_the_limit_open() -> None:
    """Its papers are told as they are asked for today."""
    found = other_of(asked(Item(id="c", department="d1", statutory=Limit(duration=days("5")))))
    assert found.metrics is None
    assert found.after is not None
    assert [one.id for one in found.after.items] == ["a", "b", "c"]


def test_a_result_of_an_item_that_is_not_there_is_not_handed_over() -> None:
    """Whoever renews his certificate has none issued first, so nothing is passed on."""
    by_option = {one.option: one for one in other_situations(reform_of(DISABLED))}
    renewed = by_option["换领"].after
    assert renewed is not None
    routes = {n.route for n in renewed.requirements if n.document == "残疾人证"}
    assert Route.RESULT not in routes
    assert routes


def test_where_the_measures_do_not_fit_together_papers_still_follow() -> None:
    """Another way of insuring makes the plan's order go in a circle: no limit, but papers."""
    reform = reform_of("flexible-employment-hunan")
    found = {(one.question, one.option): one for one in other_situations(reform)}
    other = found["医保参保方式", "城乡居民医保参保"]
    assert other.metrics is None
    assert other.after is not None
    today = look_at(reform.service, (("医保参保方式", "城乡居民医保参保"),)).service
    brought = {n.document for n in other.after.requirements if n.handed_in()}
    asked_today = {n.document for n in today.requirements if n.handed_in()}
    assert len(brought) < len(asked_today)
