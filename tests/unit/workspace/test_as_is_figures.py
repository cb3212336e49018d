"""The figures of the as-is say what they rest on."""

from optimizer import planning
from optimizer.service.situation import Option, Situation
from optimizer.workspace.as_is_figures import SHOWN, as_is_figures, fitting
from tests.fixtures import draft


def test_the_chain_is_told_beside_the_sum_of_limits() -> None:
    """Two items of five days, one after the other; every step is assumed."""
    now = planning.look_at(draft())
    found = {
        one.metric: one for one in as_is_figures(now.metrics, planning.counting_rule("reporting"))
    }
    assert tuple(found) == SHOWN
    assert found["promise"].value == 10
    assert found["chain"].value == now.metrics.promise_days
    assert found["chain"].assumed
    assert not found["promise"].assumed
    assert found["materials"].value == 5


def test_an_unknown_limit_makes_the_sum_a_lower_bound() -> None:
    service = draft()
    items = (service.items[0].model_copy(update={"statutory": None}), service.items[1])
    now = planning.look_at(service.model_copy(update={"items": items}))
    found = {
        one.metric: one for one in as_is_figures(now.metrics, planning.counting_rule("reporting"))
    }
    assert found["promise"].at_least


def test_answers_that_a_service_does_not_ask_for_are_left_out() -> None:
    question = Situation(id="规模", options=(Option(id="大"), Option(id="小")))
    service = draft().model_copy(update={"situations": (question,)})
    wanted = (("规模", "小"), ("是否装修", "是"))
    assert fitting(wanted, service) == (("规模", "小"),)
    assert fitting((("规模", "中"),), service) == ()
