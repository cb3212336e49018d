"""What the as-is states where a file leaves it open."""

import pytest

from optimizer.errors import RequestProblem
from optimizer.service import Service, chosen_options, complete, in_situation
from optimizer.service.document import Document
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import DocumentClass, Order, Phase, PrecedenceKind, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.situation import Condition, Option, Situation
from optimizer.service.step import RULE_CHANGED, Step


def item(name: str, limit: str | None = "10 工作日", **more: object) -> Item:
    promised = None if limit is None else Limit.model_validate(limit)
    return Item.model_validate({"id": name, "department": "局", "promised": promised, **more})


def step(name: str, kind: StepKind, duration: str | None, **more: object) -> Step:
    return Step.model_validate(
        {"id": f"甲/{name}", "items": ("甲",), "kind": kind, "duration": duration, **more}
    )


def lengths(service: Service) -> dict[str, int | None]:
    return {one.id: one.length_hours() for one in service.steps}


def test_item_without_steps_gets_six_and_the_limit_is_shared_out() -> None:
    """10 days: acceptance 1, review 8, decision 1; delivery is outside the limit."""
    whole = complete(Service(id="例", items=(item("甲"),)))
    assert [one.kind for one in whole.steps] == [
        StepKind.RECEIVE,
        StepKind.ACCEPTANCE,
        StepKind.REVIEW,
        StepKind.DECISION,
        StepKind.ISSUE,
        StepKind.DELIVERY,
    ]
    assert [one.length_hours() for one in whole.steps] == [0, 8, 64, 8, 8, 0]
    assert [one.clocked_hours() for one in whole.steps] == [0, 8, 64, 8, 0, 0]
    assert all(one.is_assumed("duration") for one in whole.steps)


def test_unknown_limit_leaves_durations_unknown() -> None:
    """Nothing is invented where neither limit nor duration is known."""
    whole = complete(Service(id="例", items=(item("甲", None),)))
    assert all(one.duration is None for one in whole.steps)


def test_declared_steps_are_scaled_to_the_limit_and_marked() -> None:
    """20 declared days against a promise of 10: every counted step is halved."""
    steps = (
        step("受理", StepKind.ACCEPTANCE, "2 工作日"),
        step("审查", StepKind.REVIEW, "14 工作日"),
        step("决定", StepKind.DECISION, "4 工作日"),
        step("送达", StepKind.DELIVERY, "3 工作日"),
    )
    whole = complete(Service(id="例", items=(item("甲"),), steps=steps))
    assert list(lengths(whole).values()) == [8, 56, 16, 24]
    assert whole.step("甲/审查").is_assumed("duration")
    assert not whole.step("甲/送达").is_assumed("duration")


def test_locked_steps_keep_their_length_when_the_rest_is_scaled() -> None:
    """A notice of 5 days stays; the review takes what is left of 10."""
    steps = (
        step("审查", StepKind.REVIEW, "15 工作日"),
        step("公示", StepKind.NOTICE, "5 工作日", lock="公示不少于 5 日"),
    )
    whole = complete(Service(id="例", items=(item("甲"),), steps=steps))
    assert list(lengths(whole).values()) == [40, 40]


def test_nothing_takes_the_place_of_a_wait_that_a_change_of_rules_took_away() -> None:
    """The limit is still 10 days: the rest is neither stretched to it nor made longer."""
    steps = (
        step("审查", StepKind.REVIEW, "2 工作日"),
        step("公示", StepKind.NOTICE, "0 工作日", floor_basis=RULE_CHANGED),
    )
    whole = complete(Service(id="例", items=(item("甲"),), steps=steps))
    assert lengths(whole) == {"甲/审查": 16, "甲/公示": 0}


def test_stop_clock_kinds_do_not_count_but_notice_and_inspection_do() -> None:
    """行政许可法 art. 45 names testing, hearing, tender, expert review; not 公示, 核查."""
    kinds = (StepKind.TESTING, StepKind.HEARING, StepKind.NOTICE, StepKind.INSPECTION)
    steps = tuple(step(kind.value, kind, "2 工作日") for kind in kinds)
    whole = complete(Service(id="例", items=(item("甲", None),), steps=steps))
    assert [one.counted for one in whole.steps] == [False, False, True, True]


def test_limit_to_delivery_lets_the_delivery_count() -> None:
    """A promise that spans 受理至送达 counts what comes after the decision."""
    promised = {"duration": "10 工作日", "spans": "delivery"}
    one = Item.model_validate({"id": "甲", "department": "局", "promised": promised})
    steps = (
        step("决定", StepKind.DECISION, "8 工作日"),
        step("送达", StepKind.DELIVERY, "2 工作日"),
    )
    whole = complete(Service(id="例", items=(one,), steps=steps))
    assert [each.counted for each in whole.steps] == [True, True]
    assert whole.steps[1].phase is Phase.AFTER_DECISION


def test_visits_stand_at_filing_then_at_delivery() -> None:
    """Two visits of an item: one to file, one to fetch."""
    steps = (
        step("受理", StepKind.ACCEPTANCE, "1 工作日"),
        step("决定", StepKind.DECISION, "1 工作日"),
        step("送达", StepKind.DELIVERY, "1 工作日"),
    )
    whole = complete(Service(id="例", items=(item("甲", visits=2),), steps=steps))
    assert [one.visits for one in whole.steps] == [1, 0, 1]


def test_items_nothing_orders_stand_one_after_another_in_topological_order() -> None:
    """乙 before 甲 by law; 丙 follows by habit only."""
    legal = Precedence(id="乙→甲", before="乙", after="甲", kind=PrecedenceKind.LEGAL)
    whole = complete(
        Service(id="例", items=(item("甲"), item("乙"), item("丙")), precedences=(legal,))
    )
    implied = [(one.before, one.after) for one in whole.precedences if one.implied]
    assert implied == [("甲", "丙")]
    assert whole.order is Order.DECLARED


def test_completed_service_is_complete() -> None:
    """Completing twice changes nothing."""
    whole = complete(Service(id="例", items=(item("甲"), item("乙", "3 工作日"))))
    assert complete(whole) == whole


QUESTION = Situation(
    id="规模", options=(Option(id="小", share=30), Option(id="大", share=70)), assumed=("*",)
)


def test_default_situation_is_the_one_marked_else_the_largest_share() -> None:
    """The largest share wins until an option is marked."""
    assert QUESTION.default_option() == "大"
    marked = QUESTION.model_copy(
        update={"options": (Option(id="小", share=30, default=True), Option(id="大", share=70))}
    )
    assert marked.default_option() == "小"


def test_forms_of_items_left_out_go_along() -> None:
    """A form belongs to its item; what another item asks for or issues stays, as nobody's form."""
    when = (Condition(question="规模", options=("小",)),)
    own = DocumentClass.FORM
    service = Service(
        id="例",
        items=(item("甲").model_copy(update={"results": ("证",)}), item("乙", when=when)),
        documents=(
            Document(id="甲表", document_class=own, item="甲"),
            Document(id="乙表", document_class=own, item="乙"),
            Document(id="共用表", document_class=own, item="乙"),
            Document(id="证", item="乙"),
        ),
        requirements=(Requirement(id="甲/共用表", item="甲", document="共用表"),),
        situations=(QUESTION,),
    )
    large = in_situation(service, chosen_options(service, {}))
    assert [(one.id, one.item) for one in large.documents] == [
        ("甲表", "甲"),
        ("共用表", ""),
        ("证", ""),
    ]
    assert in_situation(service, {"规模": "小"}).documents == service.documents


def test_only_what_applies_is_left() -> None:
    """An item of the other option goes, and the precedence that touches it."""
    when = (Condition(question="规模", options=("小",)),)
    service = Service(
        id="例",
        items=(item("甲"), item("乙", when=when)),
        precedences=(Precedence(id="甲→乙", before="甲", after="乙", kind=PrecedenceKind.LEGAL),),
        situations=(QUESTION,),
    )
    large = in_situation(service, chosen_options(service, {}))
    assert [one.id for one in large.items] == ["甲"]
    assert large.precedences == ()
    small = in_situation(service, chosen_options(service, {"规模": "小"}))
    assert [one.id for one in small.items] == ["甲", "乙"]


def test_step_left_out_hands_its_place_on() -> None:
    """The step behind comes after what stood before the one left out."""
    when = (Condition(question="规模", options=("小",)),)
    steps = (
        step("受理", StepKind.ACCEPTANCE, "1 工作日", after=()),
        step("听证", StepKind.HEARING, "9 工作日", after=("甲/受理",), when=when),
        step("决定", StepKind.DECISION, "1 工作日", after=("甲/听证",)),
    )
    service = Service(id="例", items=(item("甲"),), steps=steps, situations=(QUESTION,))
    large = in_situation(service, {"规模": "大"})
    assert large.step("甲/决定").after == ("甲/受理",)


@pytest.mark.parametrize("choice", [{"面积": "大"}, {"规模": "中"}])
def test_unknown_question_or_option_is_refused_with_what_there_is(choice: dict[str, str]) -> None:
    """The error names what the service offers."""
    service = Service(id="例", items=(item("甲"),), situations=(QUESTION,))
    with pytest.raises(RequestProblem, match=r"规模|小"):
        chosen_options(service, choice)
