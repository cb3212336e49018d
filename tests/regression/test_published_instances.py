"""Published instances with known optima: our core reaches and proves them.

Small and quick ones only; the benchmark measures all.
"""

import pytest

from benchmarks.cases import best_known_values
from benchmarks.psplib import as_service as project_service
from benchmarks.psplib import read_project
from benchmarks.rows import INSTANCES
from benchmarks.tradeoff import as_service as trade_off_service
from benchmarks.tradeoff import asked, opportunities, read_trade_off
from optimizer.evaluation.counting import load_counting_rules
from optimizer.redesign.plan import Status
from optimizer.service import complete
from optimizer.solver.instance import instance
from optimizer.solver.schedule import schedule
from optimizer.solver.search import clockwork, search

# Far more than any of these takes; a limit, not a measurement.
_SECONDS = 60.0


@pytest.mark.parametrize("name", ["j3027_5", "j3032_1", "j3043_10", "j304_10"])
def test_a_service_with_teams_gets_the_shortest_schedule(name: str) -> None:
    """Steps that occupy teams and nothing else: the optimum of PSPLIB."""
    project = read_project(INSTANCES / "rcpsp" / f"{name}.sm")
    found = schedule(complete(project_service(project)), _SECONDS)
    assert found is not None
    assert (found.elapsed_hours, found.proven) == (best_known_values("rcpsp")[name], True)


@pytest.mark.parametrize("name", ["j3027_5", "j304_10"])
def test_no_team_is_ever_overbooked(name: str) -> None:
    """At the start of every step the demands of all running steps fit."""
    project = read_project(INSTANCES / "rcpsp" / f"{name}.sm")
    found = schedule(complete(project_service(project)), _SECONDS)
    assert found is not None
    spans = [(one.start_hours, one.finish_hours) for one in found.steps]
    for moment, _ in spans:
        running = [i for i, (start, finish) in enumerate(spans) if start <= moment < finish]
        for resource, capacity in enumerate(project.capacities):
            assert sum(project.demands[i][resource] for i in running) <= capacity


@pytest.mark.parametrize(
    "name",
    [
        "dPS_j301_1_t30",
        "dPS_j3020_3_t50",
        "dPS_j3045_1_t40",
        "dMM_J5019_1_t30",
        "dMM_J507_4_t15",
        "feng18_ind200",
        "feng18_ind1500",
    ],
)
def test_cuts_at_a_price_reach_the_least_cost(name: str) -> None:
    """Shortening under a deadline, or at a cost a day: the optimum of the trade-off."""
    project = read_trade_off(INSTANCES / "dtctp" / f"{name}.json")
    request = asked(project, _SECONDS, workers=2)
    built = instance(
        complete(trade_off_service(project)),
        opportunities(project),
        load_counting_rules()["reporting"],
    )
    outcome = search(built, request, clockwork(request), request.targets)
    cost = next(one.value for one in outcome.stages if one.metric in ("effort", "weighted"))
    assert outcome.status is Status.OPTIMAL
    assert cost is not None
    assert project.least_cost() + cost == best_known_values("dtctp")[name]
