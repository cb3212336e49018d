"""Networks of small services whose times are worked out by hand."""

from optimizer.network.edges import EdgeKind, edges
from optimizer.network.timing import circle, clock_hours, elapsed_timing, promise_timing
from optimizer.service import Service, complete
from optimizer.service.department import Department
from optimizer.service.document import Document
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, Order, PrecedenceKind, Route, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step

DAY = 8


def item(name: str, days: int, **more: object) -> Item:
    limit = Limit.model_validate(f"{days} 工作日")
    return Item.model_validate(
        {"id": name, "department": "局", "promised": limit, "statutory": limit, **more}
    )


def step(name: str, owner: str, kind: StepKind, days: str) -> Step:
    return Step.model_validate(
        {"id": f"{owner}/{name}", "items": (owner,), "kind": kind, "duration": f"{days} 工作日"}
    )


def four_steps(owner: str, review: int) -> tuple[Step, ...]:
    return (
        step("收件", owner, StepKind.RECEIVE, "0"),
        step("受理", owner, StepKind.ACCEPTANCE, "1"),
        step("审查", owner, StepKind.REVIEW, str(review)),
        step("决定", owner, StepKind.DECISION, "1"),
        step("送达", owner, StepKind.DELIVERY, "2"),
    )


def service(*precedences: Precedence, **more: object) -> Service:
    return Service.model_validate(
        {
            "id": "例",
            "order": Order.DECLARED,
            "departments": (Department(id="局"),),
            "items": (item("甲", 5, results=("甲证",)), item("乙", 8)),
            "steps": (*four_steps("甲", 3), *four_steps("乙", 6)),
            "precedences": precedences,
            **more,
        }
    )


def wait(kind: PrecedenceKind, anchor: Anchor = Anchor.ACCEPTANCE) -> Precedence:
    return Precedence(id="甲→乙", before="甲", after="乙", kind=kind, anchor=anchor)


def test_parallel_items_take_as_long_as_the_longest() -> None:
    """Promise 8 days (乙 alone); elapsed adds the delivery of two days."""
    whole = complete(service())
    promise, elapsed = promise_timing(whole), elapsed_timing(whole)
    assert promise is not None
    assert elapsed is not None
    assert promise.length_hours == 8 * DAY
    assert elapsed.length_hours == 10 * DAY
    assert "乙/审查" in promise.critical
    assert promise.total_float["甲/审查"] == 3 * DAY


def test_legal_precedence_makes_the_acceptance_wait_for_the_decision() -> None:
    """5 days of 甲, then 8 of 乙; the filing of 乙 does not wait."""
    whole = complete(service(wait(PrecedenceKind.LEGAL)))
    times = promise_timing(whole)
    assert times is not None
    assert times.length_hours == 13 * DAY
    assert times.earliest_start["乙/收件"] == 0
    assert times.earliest_start["乙/受理"] == 5 * DAY


def test_waiting_for_an_external_result_is_not_in_the_clock() -> None:
    """乙 decides on day 8, the result of 甲 came on day 5: its clock shows 3 days."""
    whole = complete(service(wait(PrecedenceKind.LEGAL, Anchor.DECISION)))
    assert clock_hours(whole) == {"甲": 5 * DAY, "乙": 3 * DAY}


def test_serial_order_is_the_default_and_is_a_habit() -> None:
    """One after another: 乙 is filed when 甲 has been delivered."""
    whole = complete(service(order=Order.SERIAL))
    kinds = {edge.kind for edge in edges(whole) if edge.after == "乙/收件"}
    assert kinds == {EdgeKind.HABIT}
    elapsed = elapsed_timing(whole)
    assert elapsed is not None
    assert elapsed.length_hours == (7 + 10) * DAY


def need(route: Route, document: str = "甲证", owner: str = "乙") -> Requirement:
    return Requirement(id=f"{owner}/{document}", item=owner, document=document, route=route)


def test_result_carried_by_the_applicant_delays_the_filing() -> None:
    """Handed in: wait for the delivery. Handed over: wait for the decision. Retrieved: none."""
    papers = (Document(id="甲证"),)
    lengths = {}
    for route in (Route.HAND_IN, Route.RESULT, Route.COMMITMENT):
        times = elapsed_timing(complete(service(documents=papers, requirements=(need(route),))))
        assert times is not None
        lengths[route] = times.length_hours // DAY
    assert lengths == {Route.HAND_IN: 17, Route.RESULT: 15, Route.COMMITMENT: 10}


def test_circular_proof_is_named_and_times_are_unknown() -> None:
    """甲 needs the result of 乙 and 乙 that of 甲."""
    whole = complete(
        service(
            documents=(Document(id="甲证"), Document(id="乙证")),
            items=(item("甲", 5, results=("甲证",)), item("乙", 8, results=("乙证",))),
            requirements=(need(Route.HAND_IN), need(Route.HAND_IN, "乙证", "甲")),
        )
    )
    assert {"甲/送达", "乙/送达"} <= set(circle(whole))
    assert promise_timing(whole) is None
    assert clock_hours(whole) == {"甲": None, "乙": None}
