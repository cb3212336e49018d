"""Ways to choose what a district does: together, or service by service."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.evaluation.reduction import Side
from optimizer.planning import optimize
from optimizer.planning.looking import AsIs
from optimizer.planning.pricing import as_is
from optimizer.portfolio.asking import single_request
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.kept_answers import answering
from optimizer.portfolio.pool import Pool
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.district import District, JointRequest, Member
from optimizer.redesign.measure import Measure
from optimizer.redesign.metrics import Metrics
from optimizer.redesign.once import needs_once, own_spent
from optimizer.redesign.opportunity import MeasureKind
from optimizer.redesign.request import Asking, Metric
from optimizer.service import Service
from optimizer.service.kinds import Progress

EACH_SECONDS = 5.0
"""Time limit of one service that is answered by itself."""

RAISES = 3
"""How often what sharing saved is given back to those who did not know of it."""


@dataclass(frozen=True)
class Way:
    """What came of one way to choose.

    Attributes:
        effort: points, a source counted once whatever the way knew of it.
        connected: sources that had to be connected.
        afters: raw figures, one a service; empty when nothing was found.
        status: of the joint decision, or how many services were proven by themselves.
        gap: of the joint decision; ``None`` where there is none or it is unknown.
    """

    effort: int
    connected: int
    afters: tuple[Metrics, ...]
    status: str
    gap: float | None
    seconds: float


class Setting:
    """A district with the numbers every way is measured by."""

    def __init__(self, district: District, request: JointRequest, workers: int) -> None:
        single = single_request(request, EACH_SECONDS)
        self.district = district
        self.request = request
        self.crew = Crew(workers=workers)
        self.befores: tuple[AsIs, ...] = tuple(
            as_is(one.service, single) for one in district.members
        )
        completed = tuple(
            one.model_copy(update={"service": before.service})
            for one, before in zip(district.members, self.befores, strict=True)
        )
        self.sources, _ = shared_sources(completed)
        self.pool = Pool(request, completed, self.befores, self.sources)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """Those that are reduced."""
        return self.pool.metrics

    def sums(self, metric: Metric, figures: Sequence[Metrics], side: Side) -> int:
        """The plain sum over all services, as districts report it."""
        return sum(self.pool.count(one, metric, side) for one in figures)

    def reduced(self, way: Way) -> float:
        """Sum over the metrics of the reduction in per cent, each service as often as its cases."""
        taken = 0
        for weights, before, after in zip(self.pool.weights, self.befores, way.afters, strict=True):
            for weight, metric in zip(weights, self.metrics, strict=True):
                taken += weight * self.pool.count(before.metrics, metric, "before")
                taken -= weight * self.pool.count(after, metric, "after")
        return taken / 10**6

    def effort(self, plans: Sequence[Sequence[Measure]]) -> tuple[int, int]:
        """Points with each source once, and how many had to be connected.

        Args:
            plans: measures of each service, in the order of the members.
        """
        keys = {
            self.pool.keys[member.key, name]
            for member, measures in zip(self.district.members, plans, strict=True)
            for name in needs_once(tuple(measures))
        }
        points = {one.key: one.effort for one in self.sources}
        own = sum(own_spent(tuple(measures))[0] for measures in plans)
        return own + sum(points[key] for key in keys), len(keys)


def jointly(setting: Setting, request: JointRequest) -> Way:
    """The joint decision, every plan of it judged.

    Raises:
        RuntimeError: a plan did not pass, or a service got lost.
    """
    return _decided(setting, setting.district, request)


def without_sharing(setting: Setting, most: int) -> Way:
    """Effort is allotted as well as can be, but every service pays its own connections.

    What the district saves since a source is connected once is given back and allotted again.
    """
    apart = setting.district.model_copy(
        update={"members": tuple(_with_own_sources(one) for one in setting.district.members)}
    )
    asked, best = most, None
    for _ in range(RAISES):
        request = setting.request.model_copy(update={"max_effort": asked})
        way = _decided(setting, apart, request)
        if way.effort > most:
            break
        best = way
        asked += most - way.effort
    if best is None:
        raise RuntimeError("no way within the effort that a district without sharing was given")
    return best


def by_itself(setting: Setting, most: int) -> Way:
    """Each service alone with its share of the effort by number of items, the busiest first.

    What one leaves goes to the next; sources that one connected cost the next nothing.
    """
    begun = time.monotonic()
    members = setting.district.members
    order = sorted(range(len(members)), key=lambda n: -(members[n].service.yearly_cases or 1))
    left, items = most, sum(len(one.service.items) for one in members)
    online: set[str] = set()
    plans: dict[int, tuple[Measure, ...]] = {}
    afters: dict[int, Metrics] = {}
    proven = 0
    for number in order:
        member = members[number]
        share = left * len(member.service.items) // items
        items -= len(member.service.items)
        request = single_request(setting.request, EACH_SECONDS).model_copy(
            update={
                "asking": Asking.WEIGHTED,
                "weights": setting.pool.weights[number],
                "max_effort": share,
            }
        )
        plan = optimize(_connected_already(setting, member, online), request)
        plans[number], afters[number] = plan.outcome.measures, plan.after_metrics
        proven += plan.outcome.status.value == "optimal"
        online |= {setting.pool.keys[member.key, one] for one in needs_once(plans[number])}
        spent, _ = setting.effort([plans.get(place, ()) for place in range(len(members))])
        left = max(0, most - spent)
    places = range(len(members))
    effort, sources = setting.effort([plans[place] for place in places])
    return Way(
        effort=effort,
        connected=sources,
        afters=tuple(afters[place] for place in places),
        status=f"{proven} of {len(members)} proven alone",
        gap=None,
        seconds=time.monotonic() - begun,
    )


def _decided(setting: Setting, district: District, request: JointRequest) -> Way:
    begun = time.monotonic()
    plan = decide_district(district, request, setting.crew, run=answering(setting.crew, None))
    outcome = plan.outcome
    if outcome.choices:
        judged = sum(one.verified for _, one in plan.plans)
        if judged < len(district.members):
            raise RuntimeError(f"{judged} of {len(district.members)} plans passed the judge")
    plans = [one.measures for one in outcome.choices]
    effort, sources = setting.effort(plans) if plans else (0, 0)
    return Way(
        effort=effort,
        connected=sources,
        afters=tuple(one.after for one in outcome.choices),
        status=outcome.status.value,
        gap=outcome.gap(),
        seconds=time.monotonic() - begun,
    )


def _with_own_sources(member: Member) -> Member:
    """The member with sources that nobody else names."""
    service = member.service
    sources = tuple(
        one.model_copy(update={"name": f"{one.name or one.id}·{member.key}"})
        for one in service.data_sources
    )
    return member.model_copy(
        update={"service": service.model_copy(update={"data_sources": sources})}
    )


def _connected_already(setting: Setting, member: Member, online: set[str]) -> Service:
    """The service with the sources online that others connected."""
    service = member.service
    sources = tuple(
        one.model_copy(update={"progress": Progress.ONLINE})
        if setting.pool.keys.get((member.key, f"{MeasureKind.CONNECT.value}:{one.id}")) in online
        else one
        for one in service.data_sources
    )
    return service.model_copy(update={"data_sources": sources})
