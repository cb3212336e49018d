"""The judge on plans that a careless program could have put together.

Each condition of the modelling notes, section 3, is broken once; the judge must name it.
"""

import pytest

from optimizer.evaluation.judge import verify
from optimizer.evaluation.judge.conditions import condition_faults
from optimizer.evaluation.judge.network import Net, Weighing
from optimizer.evaluation.judge.timetable import timetable_faults
from optimizer.levers.applying import apply
from optimizer.levers.catalogue import find, measure_of
from optimizer.redesign.measure import Measure
from optimizer.redesign.opportunity import MeasureKind, Terms
from optimizer.redesign.plan import ScheduledStep
from optimizer.redesign.request import Pin
from optimizer.service import Service
from optimizer.service.department import Team
from optimizer.service.item import Limit
from optimizer.service.kinds import Authority, Grade, Phase, Risk, Route
from optimizer.service.step import Demand
from tests.fixtures import days, handing_over, pair, sharing, with_item, with_step
from tests.property.plans import WIDE, honest_claims

PARALLEL = "parallel:a→b（逐项办理）"
FREE = Terms(authority=Authority.OWN_UNIT, grade=Grade.EASY, effort=1, risk=Risk.LOW)


def invented(kind: MeasureKind, targets: tuple[str, ...], value: str = "") -> Measure:
    """A measure that no lever offered."""
    return Measure(kind=kind, lever="invented", targets=targets, value=value, terms=FREE)


def offered(service: Service, *wanted: str) -> tuple[Measure, ...]:
    """Measures that the levers do offer."""
    by_id = {one.id: one for one in find(service)}
    return tuple(measure_of(by_id[name], by_id[name].targets) for name in sorted(wanted))


def faults(before: Service, *measures: Measure) -> str:
    """What the judge finds wrong, with claims that are true of these measures."""
    plan = (before, measures)
    return "\n".join(verify(*plan, WIDE, honest_claims(plan)))


def changed(service: Service, requirement: str, **update: object) -> Service:
    """A service in which one requirement was changed by hand."""
    needs = tuple(
        need.model_copy(update=update) if need.id == requirement else need
        for need in service.requirements
    )
    return service.model_copy(update={"requirements": needs})


def found(before: Service, after: Service) -> str:
    """What the conditions say of an after-service made by hand."""
    return "\n".join(condition_faults(before, after, ()))


def test_a_lawful_plan_is_accepted() -> None:
    """One window, one form and parallel handling of the pair."""
    plan = offered(pair(), "window:window", "forms:forms", PARALLEL)
    assert faults(pair(), *plan) == ""


def test_a_measure_nobody_offered_is_refused() -> None:
    """Every measure takes up an opportunity, at its price."""
    (fee,) = offered(with_item(fee_yuan=5), "fee:a")
    cheap = fee.model_copy(update={"terms": FREE})
    assert faults(with_item(fee_yuan=5), fee) == ""
    assert "no lever offers this" in faults(with_item(fee_yuan=5), cheap)


def test_a_source_must_be_connected() -> None:
    """Retrieving from a source that is not online needs the connection in the plan."""
    service = sharing()
    (retrieve,) = offered(service, "route:a:照=retrieve@照库")
    (connect,) = offered(service, "connect:照库")
    assert "not connected" in faults(service, retrieve)
    assert faults(service, connect, retrieve) == ""


def test_a_source_delivers_only_what_it_holds() -> None:
    """A data source is no magic hat."""
    route = invented(MeasureKind.ROUTE, ("a:合同",), "retrieve@照库")
    assert "does not deliver" in faults(sharing(), route)


def test_submitting_once_needs_the_window() -> None:
    """Without one intake nobody passes the document on."""
    once = offered(pair(), "route:a:照=submit_once", "route:b:照=submit_once")
    assert "not at the window" in faults(pair(), *once)
    window = offered(pair(), "window:window", PARALLEL)
    assert faults(pair(), *once, *window) == ""


def test_a_united_form_needs_the_window() -> None:
    """Two forms become one only where one intake receives it."""
    assert "not at the window" in faults(pair(), *offered(pair(), "forms:forms"))


def test_what_the_bundle_makes_is_not_submitted_once() -> None:
    """The applicant cannot hand in at the start what is made on the way."""
    service = handing_over()
    after = apply(service, offered(service, "window:window", PARALLEL))
    once = changed(after, "b:甲证", route=Route.SUBMIT_ONCE)
    assert "an item of the bundle makes it" in found(service, once)


def test_passing_on_needs_a_maker() -> None:
    """Only a result of another item of the bundle can be passed on."""
    route = invented(MeasureKind.ROUTE, ("a:合同",), "result")
    assert "no other item" in faults(pair(), route)


def test_nothing_new_is_asked_for_and_nothing_forgotten() -> None:
    """Requirements neither disappear nor come in, and no step vanishes."""
    service = pair()
    fewer = service.model_copy(update={"requirements": service.requirements[1:]})
    assert "dropped from the list" in found(service, fewer)
    assert "asked for only after" in found(fewer, service)
    shorter = service.model_copy(update={"steps": service.steps[:-1]})
    assert "dropped" in found(service, shorter)
    assert "longer than the" in found(with_step("a/审查", duration=days("2")), service)


def test_only_deferrable_documents_come_later() -> None:
    """容缺受理 is for what is deferrable and not main."""
    after = changed(pair(), "a:合同", needed_by="decision")
    assert "may not be handed in later" in found(pair(), after)


def test_a_merge_may_not_close_a_circle() -> None:
    """With the habit between them, two 收件 in one wait for each other."""
    assert "close a circle" in faults(pair(), *offered(pair(), "window:window"))


def test_a_floor_is_kept() -> None:
    """One hour below the declared floor is one too few."""
    before = with_step("a/审查", floor=days("2"))
    assert "shorter than its floor of 16 h" in found(
        before, with_step("a/审查", floor=days("2"), duration=days("1"))
    )


def test_a_locked_step_stays() -> None:
    """不可调整 means that no measure touches it."""
    before = with_step("a/审查", lock="条例")
    assert "locked" in found(before, with_step("a/审查", lock="条例", duration=days("2")))


def test_a_clock_keeps_its_limit() -> None:
    """Reviewing a day longer than the limit allows is refused, whatever made it so."""
    slow = with_step("a/审查", clocked=days("4"))
    assert "its clock takes 48 h, at most 40 h" in found(pair(), slow)


def test_a_promise_can_be_kept_and_is_not_longer() -> None:
    """A new promise below the clock, or above the limit in force, is refused."""
    service = pair()

    def promising(text: str) -> Service:
        first, second = service.items
        limit = Limit(duration=days(text))
        return service.model_copy(
            update={"items": (first.model_copy(update={"promised": limit}), second)}
        )

    assert "promises 4 工作日, its clock takes 40 h" in found(service, promising("4"))
    assert "longer than today" in found(service, promising("6"))


def test_joint_handling_ends_in_time() -> None:
    """Licences at the window: 45 days from the first acceptance to the last decision."""
    limit = Limit(duration=days("30"))

    def joined(between: int, *, window: bool) -> Service:
        service = pair()
        items = tuple(
            one.model_copy(update={"statutory": limit, "window": window}) for one in service.items
        )
        steps = tuple(
            step.model_copy(update={"duration": days(str(between))})
            if step.id.endswith("审查")
            else step
            for step in service.steps
        )
        return service.model_copy(update={"items": items, "steps": steps})

    # 1 + n + 1 days each, one after the other.
    assert "joint handling" not in found(joined(20, window=False), joined(20, window=True))
    slow = joined(28, window=True)
    assert "joint handling" not in found(slow, slow)
    assert "joint handling: 480 h, at most 368 h" in found(joined(21, window=True), slow)
    parallel = joined(28, window=False).model_copy(update={"precedences": ()})
    assert "joint handling: 480 h, at most 360 h" in found(parallel, slow)


def team_of(capacity: int) -> Service:
    """The pair in parallel, both reviews by one team."""
    service = pair().model_copy(update={"precedences": ()})
    first, second = service.departments
    teams = (Team(id="队", capacity=capacity),)
    steps = tuple(
        step.model_copy(update={"demands": (Demand(team="队"),)})
        if step.id.endswith("审查")
        else step
        for step in service.steps
    )
    departments = (first.model_copy(update={"teams": teams}), second)
    return service.model_copy(update={"departments": departments, "steps": steps})


def earliest(service: Service) -> tuple[ScheduledStep, ...]:
    """Everything as early as precedences allow, teams ignored."""
    times = Net(service).times(Weighing.ELAPSED)
    assert times is not None
    return tuple(
        ScheduledStep(
            step=name,
            start_hours=times.start[name],
            finish_hours=times.finish[name],
            critical=True,
        )
        for name in times.start
    )


def test_a_team_is_not_in_two_places() -> None:
    """Two reviews at once need two officers."""
    rows = earliest(team_of(2))
    assert list(timetable_faults("plan", team_of(2), rows, 48)) == []
    (first, second) = timetable_faults("plan", team_of(1), rows, 48)
    assert "队 is asked for 2 of 1" in first
    assert "队 is asked for 2 of 1" in second


def test_a_step_waits_for_the_one_before() -> None:
    """A schedule that starts everything at once is none."""
    service = pair()
    rows = tuple(
        row.model_copy(
            update={"start_hours": 0, "finish_hours": row.finish_hours - row.start_hours}
        )
        for row in earliest(service)
    )
    told = "\n".join(timetable_faults("plan", service, rows, 24))
    assert "starts before" in told


def test_a_circle_has_no_schedule() -> None:
    """Times on a circle are unknown; claiming them is refused."""
    service = pair()
    circular = service.model_copy(
        update={
            "precedences": (
                *service.precedences,
                service.precedences[0].model_copy(
                    update={"id": "back", "before": "b", "after": "a", "step": ""}
                ),
            )
        }
    )
    assert list(timetable_faults("plan", circular, (), None)) == []
    assert list(timetable_faults("plan", circular, earliest(service), 96))


@pytest.mark.parametrize(
    ("subject", "held"),
    [
        ("window:window", True),
        ("window:a+b", True),
        ("forms:forms", False),
        ("forms:a/表+b/表", False),
        ("merge:review", True),
        ("merge:a/审查+b/审查", True),
        ("merge:a/审查+b/审查=review", True),
        ("merge:delivery", False),
        ("merge:a/送达+b/送达", False),
        ("shorten:a/制证", True),
        ("shorten:a/制证=4h", True),
        ("shorten:a/制证=3h", False),
        ("shorten:b/制证=4h", False),
        ("route:a:照", True),
        ("route:a:照=submit_once", True),
        ("route:b:照", False),
        (PARALLEL, True),
        ("fee:a", False),
    ],
)
def test_pins_speak_of_opportunities_and_measures(subject: str, held: bool) -> None:
    """Together or apart, at most so long, this route: pinned and refused."""
    plan = offered(pair(), "window:window", PARALLEL, "merge:review", "route:a:照=submit_once")
    short = next(one for one in find(pair()) if one.id == "shorten:a/制证")
    measures = (*plan, measure_of(short, ("a/制证",), "4h"))
    claims = honest_claims((pair(), measures))
    for wanted in (True, False):
        request = WIDE.model_copy(update={"pins": (Pin(subject=subject, wanted=wanted),)})
        told = verify(pair(), measures, request, claims)
        assert (told == ()) is (held is wanted), told


def test_a_route_that_cannot_be_applied_is_a_fault_and_no_crash() -> None:
    """A measure that names what is not there is refused by name."""
    told = faults_of_nothing(invented(MeasureKind.FEE, ("nobody",)))
    assert "nobody" in told


def faults_of_nothing(measure: Measure) -> str:
    """Claims of doing nothing beside a measure that cannot be applied."""
    claims = honest_claims((pair(), ()))
    return "\n".join(verify(pair(), (measure,), WIDE, claims))


def test_steps_of_two_phases_do_not_become_one() -> None:
    """What happens before the acceptance is no part of what happens in the clock."""
    service = pair().model_copy(update={"precedences": ()})
    a, b = service.step("a/审查"), service.step("b/审查")
    early = a.model_copy(update={"phase": Phase.BEFORE_ACCEPTANCE})
    one = a.model_copy(update={"id": "a/审查+b/审查", "items": ("a", "b"), "members": (early, b)})
    rest = tuple(step for step in service.steps if step.id not in (a.id, b.id))
    after = service.model_copy(update={"steps": (*rest, one)})
    assert "not in one phase" in found(service, after)
