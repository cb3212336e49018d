"""A finished plan, as shown or saved: no single field of it can be tampered with."""

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.judge import verify_plan
from optimizer.planning import optimize
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import BREAKTHROUGH, Request
from optimizer.redesign.violation import Violation, Weight
from optimizer.service import Service
from tests.fixtures import BOUNDARIES
from tests.property.strategies import services

RULE = load_counting_rules()["reporting"]
REQUEST = BREAKTHROUGH.model_copy(update={"time_limit_seconds": 20.0})
STRAY = Violation(
    rule="none", weight=Weight.SOFT, subject="nobody", message_zh="无", message_en="none"
)


@cache
def plan_of(lever: str) -> Plan:
    """The plan for the fixture of a lever, solved once."""
    return optimize(BOUNDARIES[lever].used(), REQUEST)


def tampered(plan: Plan) -> dict[str, dict[str, object]]:
    """One lie for each field of a plan whose figures the judge recounts."""
    first, *rest = plan.waterfall
    loss, *losses = plan.losses
    (effect, changes), *effects = plan.effects
    row, *rows = plan.without_shortening
    return {
        "request": {"request": plan.request.model_copy(update={"max_effort": 0})},
        "situation": {
            "request": plan.request.model_copy(update={"situation": (("别的问题", "是"),)})
        },
        "counting": {"counting": "kinds@1"},
        "outcome": {
            "outcome": plan.outcome.model_copy(update={"measures": plan.outcome.measures[1:]})
        },
        "status": {"outcome": plan.outcome.model_copy(update={"status": Status.UNREACHABLE})},
        "verified": {"verified": False},
        "before": {"before": plan.after},
        "after": {"after": plan.before},
        "before_metrics": {"before_metrics": plan.after_metrics},
        "after_metrics": {"after_metrics": plan.before_metrics},
        "reductions": {"reductions": plan.reductions[1:]},
        "without_shortening": {
            "without_shortening": (row.model_copy(update={"after": (row.after or 0) + 1}), *rows)
        },
        "effects": {"effects": ((effect, (*changes, ("luck", -1))), *effects)},
        "waterfall": {"waterfall": (first.model_copy(update={"after": first.after - 1}), *rest)},
        "waterfall family": {"waterfall": (first.model_copy(update={"family": "luck"}), *rest)},
        "waterfall row": {"waterfall": tuple(rest)},
        "losses": {
            "losses": (loss.model_copy(update={"lost": (*loss.lost, ("luck", 1))}), *losses)
        },
        "losses missing": {"losses": tuple(losses)},
        "schedule": {"schedule": plan.schedule[1:]},
        "before_schedule": {"before_schedule": plan.before_schedule[1:]},
        "violations_before": {"violations_before": (*plan.violations_before, STRAY)},
        "violations_after": {"violations_after": (*plan.violations_after, STRAY)},
        "sign_offs": {"sign_offs": (*plan.sign_offs, STRAY)},
        "assumed": {"assumed": (*plan.assumed, "luck")},
    }


@pytest.mark.parametrize("lever", sorted(BOUNDARIES))
def test_the_plan_of_every_fixture_passes(lever: str) -> None:
    """What planning shows of each hand-written service survives the whole recount."""
    assert verify_plan(plan_of(lever), RULE) == ()


@pytest.mark.parametrize("field", sorted(tampered(plan_of("window"))))
def test_no_field_of_a_plan_can_be_tampered_with(field: str) -> None:
    """Each field carries one lie; the judge finds it."""
    plan = plan_of("window")
    lie = plan.model_copy(update=tampered(plan)[field])
    assert lie != plan
    assert verify_plan(lie, RULE)


@settings(max_examples=8)
@given(services(max_items=3, max_steps=4), st.sampled_from(("reporting", "stage", "copies")))
def test_plans_of_any_service_pass(service: Service, counting: str) -> None:
    """Search, explanation and recount agree on services nobody wrote by hand."""
    request: Request = REQUEST.model_copy(update={"counting": counting})
    plan = optimize(service, request)
    assume(plan.outcome.status is not Status.NOTHING_FOUND)
    assert verify_plan(plan, load_counting_rules()[counting]) == ()
