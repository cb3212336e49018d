"""Small services on which a plan once looked better than it was."""

from optimizer.evaluation.counting import load_counting_rules
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find
from optimizer.network.timing import clock_hours
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Request
from optimizer.service import Service, complete
from optimizer.service.item import Item, Limit
from optimizer.service.kinds import Anchor, Authority, Order, PrecedenceKind, Risk, Span, StepKind
from optimizer.service.precedence import Precedence
from optimizer.service.step import Step
from optimizer.solver.instance import instance
from optimizer.solver.search import clockwork, search


def step(owner: str, kind: StepKind, days: str) -> Step:
    return Step.model_validate(
        {"id": f"{owner}/{kind.value}", "items": (owner,), "kind": kind, "duration": days}
    )


def service() -> Service:
    """乙 must deliver at once; by law it waits for the decision on 甲, seven days later."""
    at_once = Limit.model_validate({"duration": "即办", "spans": Span.DELIVERY})
    week = Limit.model_validate("7 工作日")
    return complete(
        Service(
            id="例",
            order=Order.DECLARED,
            items=(
                Item(id="甲", department="局", promised=week),
                Item(id="乙", department="局", promised=at_once),
            ),
            steps=(
                step("甲", StepKind.NOTICE, "7 工作日"),
                step("甲", StepKind.DELIVERY, "3 工作日"),
                step("乙", StepKind.NOTICE, "即办"),
                step("乙", StepKind.DELIVERY, "即办"),
            ),
            precedences=(
                Precedence(
                    id="法",
                    before="甲",
                    after="乙",
                    kind=PrecedenceKind.LEGAL,
                    anchor=Anchor.EXECUTION,
                ),
            ),
        )
    )


def test_a_merged_step_does_not_hide_the_wait_it_makes() -> None:
    """Notices merged: what 乙 waits for is then its own step, and its clock runs."""
    before = service()
    request = Request(authority=Authority.MINISTRY, risk=Risk.HIGH)
    built = instance(before, find(before), load_counting_rules()["reporting"])
    outcome = search(built, request, clockwork(request))
    assert outcome.status is Status.OPTIMAL
    clocks = clock_hours(apply(before, outcome.measures))
    assert (clocks["乙"] or 0) <= (clock_hours(before)["乙"] or 0)
