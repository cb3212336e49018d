"""The judge of a district passes what was decided and rejects every single thing altered."""

from collections.abc import Callable

import pytest

from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.judging import district_faults, recounted_district
from optimizer.redesign.district import DistrictPlan, Failed, JointOutcome, ServiceChoice
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target
from tests.unit.portfolio.small_districts import small_district
from tests.unit.portfolio.test_deciding import ASKED

TARGET = Target(metric=Metric.MATERIALS, percent=40)
Change = Callable[[DistrictPlan], DistrictPlan]


@pytest.fixture(scope="module")
def decided() -> DistrictPlan:
    asked = ASKED.model_copy(update={"targets": (TARGET,), "max_effort": 40})
    return decide_district(small_district(5), asked, Crew(workers=2))


def _outcome(**update: object) -> Change:
    return lambda plan: plan.model_copy(update={"outcome": plan.outcome.model_copy(update=update)})


def _choice(change: Callable[[ServiceChoice], ServiceChoice]) -> Change:
    def changed(plan: DistrictPlan) -> DistrictPlan:
        place = next(n for n, one in enumerate(plan.outcome.choices) if one.sources)
        choices = list(plan.outcome.choices)
        choices[place] = change(choices[place])
        return _outcome(choices=tuple(choices))(plan)

    return changed


def _with(**update: object) -> Callable[[ServiceChoice], ServiceChoice]:
    return lambda one: one.model_copy(update=update)


def _asked(**update: object) -> Change:
    return lambda plan: plan.model_copy(update={"request": plan.request.model_copy(update=update)})


ALTERED: dict[str, Change] = {
    "less effort": lambda plan: _outcome(effort=plan.outcome.effort - 1)(plan),
    "a source less": lambda plan: _outcome(connected=plan.outcome.connected[1:])(plan),
    "a source nobody knows": _choice(_with(sources=("云@",))),
    "no source needed": _choice(_with(sources=())),
    "a measure less": _choice(lambda one: _with(measures=one.measures[1:])(one)),
    "effort of a service": _choice(lambda one: _with(effort=one.effort + 1)(one)),
    "figures of a service": _choice(lambda one: _with(after=one.before)(one)),
    "a bound above the value": lambda plan: _outcome(bound=(plan.outcome.value or 0) + 1)(plan),
    "a lower ceiling": lambda plan: _asked(max_effort=plan.outcome.effort - 1)(plan),
    "a higher target": _asked(targets=(TARGET.model_copy(update={"percent": 100}),)),
    "a rule nobody knows": _asked(counting="none"),
    "said to be out of reach": _outcome(status=Status.UNREACHABLE),
    "a plan lost": lambda plan: plan.model_copy(update={"plans": plan.plans[1:]}),
    "a service twice": lambda plan: plan.model_copy(
        update={
            "district": plan.district.model_copy(
                update={"members": (*plan.district.members, plan.district.members[0])}
            )
        }
    ),
    "a plan twice": lambda plan: plan.model_copy(update={"plans": (*plan.plans, plan.plans[0])}),
    "a source twice": lambda plan: plan.model_copy(
        update={"sources": (*plan.sources, plan.sources[0])}
    ),
    "an approval nobody needs": _choice(_with(approvals=("shorten/",))),
    "money of a service": _choice(lambda one: _with(cost_yuan=one.cost_yuan + 1)(one)),
    "money of the district": _outcome(cost_yuan=1),
    "less money": _asked(max_cost_yuan=-1),
    "a gap closed": lambda plan: _outcome(value=(plan.outcome.value or 0) - 1000, bound=0)(plan),
    "the best without a bound": _outcome(status=Status.OPTIMAL, bound=None),
    "the best far from its bound": _outcome(status=Status.OPTIMAL, bound=0),
    "a choice lost": lambda plan: _outcome(choices=plan.outcome.choices[1:])(plan),
}


def test_what_was_decided_passes(decided: DistrictPlan) -> None:
    assert isinstance(decided.outcome, JointOutcome)
    assert list(district_faults(decided)) == []
    assert recounted_district(decided) == decided


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED.keys())
def test_whatever_is_altered_is_rejected(decided: DistrictPlan, change: Change) -> None:
    altered = change(decided)
    assert altered != decided
    assert list(district_faults(altered))
    assert recounted_district(altered) is None


def _without(plan: DistrictPlan, key: str) -> DistrictPlan:
    """As if a service had been forgotten."""
    choices = tuple(one for one in plan.outcome.choices if one.service != key)
    plans = tuple(one for one in plan.plans if one[0] != key)
    return _outcome(choices=choices)(plan).model_copy(update={"plans": plans})


def test_a_service_is_decided_or_told_as_failed(decided: DistrictPlan) -> None:
    for member in decided.district.members:
        forgotten = _without(decided, member.key)
        faults = list(district_faults(forgotten))
        assert f"{member.key}: neither decided nor told as failed" in faults
        assert recounted_district(forgotten) is None
        failed = (Failed(service=member.key, message_zh="断", message_en="lost"),)
        told = forgotten.model_copy(update={"failed": failed})
        assert not any(one.startswith(member.key) for one in district_faults(told))


def test_what_is_decided_belongs_to_the_district(decided: DistrictPlan) -> None:
    members = decided.district.members[1:]
    district = decided.district.model_copy(update={"members": members})
    altered = decided.model_copy(update={"district": district})
    fault = f"{decided.district.members[0].key}: decided, but no service of the district"
    assert fault in list(district_faults(altered))


def test_a_file_in_which_a_source_takes_less_is_not_believed(decided: DistrictPlan) -> None:
    source = next(one for one in decided.sources if one.key in decided.outcome.connected)
    cheaper = source.model_copy(update={"effort": source.effort - 1})
    sources = tuple(cheaper if one is source else one for one in decided.sources)
    effort = decided.outcome.effort - 1
    value = 1000 * effort
    altered = _outcome(effort=effort, value=value, bound=value)(decided)
    altered = altered.model_copy(update={"sources": sources})
    assert list(district_faults(altered)) == []
    assert recounted_district(altered) is None


def test_a_service_with_hardly_any_cases_weighs_the_same_for_the_judge() -> None:
    district = small_district(5)
    busy = district.members[0].service.model_copy(update={"yearly_cases": 50_000_000})
    first = district.members[0].model_copy(update={"service": busy})
    members = (first, *district.members[1:])
    asked = ASKED.model_copy(update={"max_effort": None})
    plan = decide_district(district.model_copy(update={"members": members}), asked, Crew(workers=2))
    assert all(one.measures for one in plan.outcome.choices)
    assert list(district_faults(plan)) == []


def test_what_was_refused_is_not_connected(decided: DistrictPlan) -> None:
    key = decided.outcome.connected[0]
    request = decided.request.model_copy(update={"refused": (key, "another@nobody")})
    altered = decided.model_copy(update={"request": request})
    assert list(district_faults(altered)) == [f"['{key}']: refused in the request"]


def test_what_is_left_is_counted_again_where_the_most_was_asked_for() -> None:
    plan = decide_district(small_district(5), ASKED, Crew(workers=2))
    assert list(district_faults(plan)) == []
    altered = _outcome(value=(plan.outcome.value or 0) - 1, bound=0)(plan)
    assert any("is left" in fault for fault in district_faults(altered))
