"""The rows of a Gantt chart: what a service and its schedule say, before anything is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.network.chain import deciding_chain
from optimizer.network.network import Network
from optimizer.redesign.plan import Plan, ScheduledStep
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.wording.catalogue import Language, words
from optimizer.wording.names import Names


@dataclass(frozen=True)
class Side:
    """One state of a service with its timetable: the as-is, a plan, a hand-made one.

    Attributes:
        name: what the planner calls it, e.g. 改革前.
        service: completed, in one situation.
        schedule: of the whole procedure; empty where precedences form a circle.
    """

    name: str
    service: Service
    schedule: tuple[ScheduledStep, ...]

    def elapsed_hours(self) -> int:
        """When the last step ends; 0 without a schedule."""
        return max((one.finish_hours for one in self.schedule), default=0)


@dataclass(frozen=True)
class Bar:
    """One step of a schedule, a row of the chart.

    Attributes:
        step: its id.
        name: what it is called, with the number of members where it is a merged one.
        members: names of the steps that became this one.
        items: names of its items.
        departments: ids of those who do it.
        start_hours, finish_hours: as scheduled, from the first filing.
        ready_hours: when everything it waits for had ended; earlier than the start only
            where a team was busy.
        latest_finish_hours: how late it may end without delaying the whole, teams ignored.
        on_chain: it belongs to the chain that decides the limit.
        assumed: its length was not read from a source.
        unknown: nobody stated its length; it weighs nothing.
    """

    step: str
    name: str
    members: tuple[str, ...]
    items: tuple[str, ...]
    departments: tuple[str, ...]
    start_hours: int
    finish_hours: int
    ready_hours: int
    latest_finish_hours: int
    on_chain: bool
    assumed: bool
    unknown: bool

    @property
    def float_hours(self) -> int:
        """How much later it may end."""
        return self.latest_finish_hours - self.finish_hours

    @property
    def wait_hours(self) -> int:
        """How long it waits for a team."""
        return self.start_hours - self.ready_hours


Rows = tuple[tuple[Bar, ...], ...]
"""Bars item by item."""


def sides(plan: Plan, language: Language) -> tuple[Side, Side]:
    """Before and after a plan."""
    text = words("pictures", language)
    return (
        Side(text("chart_before"), plan.before, plan.before_schedule),
        Side(text("chart_after"), plan.after, plan.schedule),
    )


def groups(side: Side, language: Language) -> Rows:
    """The steps item by item: items in the order in which they begin, so their steps.

    A step that several items share stands for itself.

    Args:
        side: a service and its schedule.
        language: of the words put between names.

    Returns:
        Every scheduled step exactly once.
    """
    found: dict[tuple[str, ...], list[Bar]] = {}
    for bar in sorted(_bars(side, language), key=lambda one: one.start_hours):
        step = side.service.step(bar.step)
        alone = (bar.step,) if len(step.items) > 1 else ()
        found.setdefault((*step.items, *alone), []).append(bar)
    return tuple(tuple(bars) for bars in found.values())


def outside(side: Side) -> int:
    """How many steps stand outside the timetable: after-checks."""
    return sum(step.phase is Phase.AFTER_CHECK for step in side.service.steps)


def _bars(side: Side, language: Language) -> list[Bar]:
    network = Network(side.service)
    names = Names(side.service, language)
    chain = {link.step for link in deciding_chain(side.service)}
    latest = _latest_finishes(network, side.schedule)
    ready = _ready(network, side.schedule)
    found = []
    for timed in side.schedule:
        step = side.service.step(timed.step)
        found.append(
            Bar(
                step=step.id,
                name=_name(step, names, language),
                members=tuple(names(member.id) for member in step.members),
                items=tuple(names(item) for item in step.items),
                departments=_departments(step, side.service),
                start_hours=timed.start_hours,
                finish_hours=timed.finish_hours,
                ready_hours=ready[step.id] if step.demands else timed.start_hours,
                latest_finish_hours=latest[step.id],
                on_chain=step.id in chain,
                assumed=step.is_assumed("duration"),
                unknown=step.duration is None,
            )
        )
    return found


def _name(step: Step, names: Names, language: Language) -> str:
    if not step.members:
        return names.of_step(step)
    return words("pictures", language)(
        "gantt_merged", step=names.of_step(step), n=len(step.members)
    )


def _departments(step: Step, service: Service) -> tuple[str, ...]:
    """Those named at the step, else those of its items."""
    named = step.departments or tuple(service.item(item).department for item in step.items)
    return tuple(dict.fromkeys(named))


def _latest_finishes(network: Network, schedule: Sequence[ScheduledStep]) -> dict[str, int]:
    """How late each step may end; the float of the network less what the start used of it."""
    times = network.elapsed
    found = {}
    for one in schedule:
        spare = 0
        if times is not None and not one.critical:
            used = one.start_hours - times.earliest_start[one.step]
            spare = max(0, times.total_float[one.step] - used)
        found[one.step] = one.finish_hours + spare
    return found


def _ready(network: Network, schedule: Sequence[ScheduledStep]) -> Mapping[str, int]:
    """When everything that a step waits for, its teams excepted, has ended."""
    finish = {one.step: one.finish_hours for one in schedule}
    ready = dict.fromkeys(finish, 0)
    for edge in network.edges:
        if edge.before in finish and edge.after in ready:
            ended = finish[edge.before] + edge.lag_hours
            ready[edge.after] = max(ready[edge.after], ended)
    return ready
