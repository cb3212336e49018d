"""The simple plan a search starts from: possible as it stands, and worth what it says."""

from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from optimizer.formats.service_file import read_service
from optimizer.levers.catalogue import find
from optimizer.places import scenarios_directory
from optimizer.planning.looking import counting_rule, look_at
from optimizer.portfolio.asking import single_request
from optimizer.portfolio.generating import generated_member
from optimizer.redesign.allowed import allowed
from optimizer.redesign.district import JointRequest
from optimizer.redesign.opportunity import Opportunity, Terms
from optimizer.service import Service
from optimizer.solver.formulation import Formulation, formulate
from optimizer.solver.hinting import hint_layers
from optimizer.solver.instance import instance
from optimizer.solver.layering import Layers, layered

ASKED = single_request(JointRequest(), 60)
WORTH = 40


def price(_: Opportunity, terms: Terms) -> int:
    return 3 * terms.effort


def begun(service: Service) -> tuple[Formulation, Layers]:
    """A model with the simple plan as its hint, and that plan."""
    before, rule = look_at(service), counting_rule(ASKED.counting)
    offered = allowed(find(before.service), ASKED, before.service, rule)
    form = formulate(instance(before.service, offered, rule), ASKED)
    layers = layered(form.variables, price, WORTH)
    hint_layers(form.variables, layers)
    return form, layers


def assert_possible(form: Formulation) -> None:
    """The model with everything fixed that the hint says."""
    model = form.variables.model.clone()
    hinted = model.proto.solution_hint
    for index, value in zip(hinted.vars, hinted.values, strict=True):
        model.add(model.get_int_var_from_proto_index(index) == value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


@pytest.mark.parametrize(
    "path", sorted(scenarios_directory().glob("*/service.yaml")), ids=lambda p: p.parent.name
)
def test_the_plan_for_a_shipped_service_is_possible(path: Path) -> None:
    form, layers = begun(read_service(path))
    assert layers.gain >= 0
    assert_possible(form)


@pytest.mark.parametrize("number", range(1, 16))
def test_the_plan_for_a_generated_service_is_possible(number: int) -> None:
    form, layers = begun(generated_member(121, 1, number).service)
    assert layers.gain >= 0
    assert_possible(form)


def test_many_steps_become_one_where_that_is_worth_it() -> None:
    """Two dozen items: the groups save what they say, and members pay for it."""
    form, layers = begun(generated_member(121, 1, 8).service)
    nodes = form.variables.instance.nodes
    groups = set(layers.leaders.values())
    saved = len(layers.leaders) - len(groups)
    assert saved >= 10
    paid = 0
    for group in form.variables.groups:
        one = group.opportunity
        prices = one.member_terms or (one.terms,) * len(one.targets)
        terms = dict(zip(one.targets, prices, strict=True))
        paid += sum(price(one, terms[nodes[n].id]) for n in group.members if n in layers.leaders)
    gone = {one.id: one for one in form.variables.instance.opportunities if one.id in layers.taken}
    paid += sum(price(one, one.terms) for one in gone.values())
    assert layers.gain == WORTH * saved - paid > 0


def test_nothing_becomes_one_where_a_step_less_is_worth_nothing() -> None:
    form, _ = begun(generated_member(121, 1, 8).service)
    assert layered(form.variables, price, 0) == Layers()
    assert layered(form.variables, price, 1).gain == 0
