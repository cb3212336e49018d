"""Pins and refusals: what is not offered cannot be had, what is refused is not done."""

import pytest

from optimizer import planning
from optimizer.formats.service_file import read_service
from optimizer.levers.catalogue import find
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import CONSERVATIVE, NAMED_REQUESTS, Pin, Request

SERVICE = read_service(scenarios_directory() / "open-restaurant-sichuan" / "service.yaml")
OFFERED = find(planning.look_at(SERVICE).service)
# One of each kind of opportunity, and of each class of merge.
SUBJECTS = {one.id if one.kind.value == "merge" else one.kind.value: one.id for one in OFFERED}


def _asked(request: Request, subject: str, *, wanted: bool) -> Plan:
    pins = (Pin(subject=subject, wanted=wanted),)
    return planning.optimize(SERVICE, request.model_copy(update={"pins": pins}))


def test_a_pin_above_the_ceilings_is_out_of_reach() -> None:
    """Connecting a source of the police is not the own unit's to decide."""
    plan = _asked(CONSERVATIVE, "connect:公安人口库", wanted=True)
    assert plan.outcome.status is Status.UNREACHABLE


@pytest.mark.parametrize("name", NAMED_REQUESTS)
@pytest.mark.parametrize("subject", SUBJECTS.values())
def test_a_pin_is_kept_or_out_of_reach(name: str, subject: str) -> None:
    """The judge passes the plan either way: it holds what is pinned, or there is no plan."""
    plan = _asked(NAMED_REQUESTS[name], subject, wanted=True)
    assert plan.outcome.status in (Status.OPTIMAL, Status.UNREACHABLE)
    if plan.outcome.status is Status.OPTIMAL:
        kind = subject.partition(":")[0]
        assert any(one.kind.value == kind for one in plan.outcome.measures)


@pytest.mark.parametrize("name", NAMED_REQUESTS)
@pytest.mark.parametrize("subject", SUBJECTS.values())
def test_a_refusal_never_stands_in_the_way(name: str, subject: str) -> None:
    plan = _asked(NAMED_REQUESTS[name], subject, wanted=False)
    assert plan.outcome.status is Status.OPTIMAL
