"""The judge's own networks: who waits for whom, and its own longest path."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.service.item import Item
from optimizer.service.kinds import Phase, Route, Span, StepKind
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import length_hours


class Weighing(StrEnum):
    """What a step weighs on a path."""

    PROMISE = "promise"  # its clocked part
    ELAPSED = "elapsed"  # all of it


@dataclass(frozen=True)
class Wait:
    """``later`` starts when ``earlier`` has ended, plus a lag in hours.

    Attributes:
        items: item waited for and item that waits; ``None`` for the order of steps.
    """

    earlier: str
    later: str
    lag: int = 0
    counted_lag: int = 0
    items: tuple[str, str] | None = None


@dataclass(frozen=True)
class Times:
    """Earliest start and finish of each step, in hours from the first filing."""

    start: Mapping[str, int]
    finish: Mapping[str, int]

    @property
    def length(self) -> int:
        """The longest path."""
        return max(self.finish.values(), default=0)


class Net:
    """The steps of a completed service up to the result, and everything they wait for."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.steps = {s.id: s for s in service.steps if s.phase != Phase.AFTER_CHECK}
        self.makers = _first_makers(service)
        waits = [*self._order(), *self._declared(), *self._derived()]
        self.waits = tuple(w for w in waits if {w.earlier, w.later} <= self.steps.keys())

    def own(self, item: str) -> list[Step]:
        """The steps of an item up to its result, in their order."""
        return [step for step in self.steps.values() if item in step.items]

    def point(self, item: str, where: str) -> Step | None:
        """The step an anchor of an item means, or the step of that id or member id."""
        if where not in _POINTS:
            return next(
                (
                    step
                    for step in self.service.steps
                    if where == step.id or where in [member.id for member in step.members]
                ),
                None,
            )
        own = self.own(item)
        return _POINTS[where](own) if own else None

    def clock_end(self, item: Item) -> Step | None:
        """The step that stops the clock of an item."""
        limit = item.promised or item.statutory
        if limit and limit.spans == Span.DELIVERY:
            own = self.own(item.id)
            return own[-1] if own else None
        return self.point(item.id, "decision")

    def times(self, weighing: Weighing) -> Times | None:
        """Earliest times of every step; ``None`` when the waits form a circle."""
        ready = dict.fromkeys(self.steps, 0)
        open_waits = dict.fromkeys(self.steps, 0)
        for wait in self.waits:
            open_waits[wait.later] += 1
        free = [name for name, count in open_waits.items() if not count]
        finish: dict[str, int] = {}
        while free:
            name = free.pop()
            finish[name] = ready[name] + weight(self.steps[name], weighing)
            for wait in self.waits:
                if wait.earlier == name:
                    lag = wait.lag if weighing is Weighing.ELAPSED else wait.counted_lag
                    ready[wait.later] = max(ready[wait.later], finish[name] + lag)
                    open_waits[wait.later] -= 1
                    if not open_waits[wait.later]:
                        free.append(wait.later)
        return Times(ready, finish) if len(finish) == len(self.steps) else None

    def clock(self, item: Item, times: Times) -> int | None:
        """Clocked hours of an item: acceptance or last external result, to its end."""
        accepted, end = self.point(item.id, "acceptance"), self.clock_end(item)
        if accepted is None or end is None:
            return None
        own = [step.id for step in self.own(item.id)]
        within = own[: own.index(end.id) + 1]
        begins = times.start[accepted.id]
        for wait in self.waits:
            if wait.items is not None and wait.later in within and wait.earlier not in own:
                begins = max(begins, times.finish[wait.earlier] + wait.counted_lag)
        return max(0, times.finish[end.id] - begins)

    def _order(self) -> list[Wait]:
        return [Wait(name, s.id) for s in self.service.steps for name in s.after or ()]

    def _declared(self) -> list[Wait]:
        waits = []
        for one in self.service.precedences:
            earlier = self.point(one.before, one.step or "decision")
            later = self.point(one.after, one.anchor.value)
            if earlier and later:
                lag = length_hours(one.lag) if one.lag else 0
                counted = lag if one.lag_counted else 0
                waits.append(Wait(earlier.id, later.id, lag, counted, (one.before, one.after)))
        return waits

    def _derived(self) -> list[Wait]:
        waits = []
        for need in self.service.requirements:
            maker = self.makers.get(need.document, need.item)
            if maker == need.item:
                continue
            earlier, where = None, need.needed_by
            if need.route == Route.RESULT:
                earlier = self.point(maker, "decision")
            elif need.route in (Route.HAND_IN, Route.SUBMIT_ONCE):
                own = self.own(maker)
                earlier = own[-1] if own else None
                where = "filing" if where == "acceptance" else where
            later = self.point(need.item, where)
            if earlier and later:
                waits.append(Wait(earlier.id, later.id, items=(maker, need.item)))
        return waits


def weight(step: Step, weighing: Weighing) -> int:
    """Hours of a step on a path; unknown weighs nothing."""
    whole = length_hours(step.duration) if step.duration is not None else 0
    if weighing is Weighing.ELAPSED:
        return whole
    if step.clocked is not None:
        return length_hours(step.clocked)
    return whole if step.counted is not False else 0


def _first_makers(service: Service) -> dict[str, str]:
    made: dict[str, str] = {}
    for item in reversed(service.items):
        made.update(dict.fromkeys(item.results, item.id))
    return made


def _kind(steps: list[Step], kind: StepKind) -> list[Step]:
    return [step for step in steps if step.kind == kind]


def _clocked(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.phase == Phase.IN_CLOCK] or steps


def _filing(steps: list[Step]) -> Step:
    return (_kind(steps, StepKind.RECEIVE) or [_acceptance(steps)])[0]


def _acceptance(steps: list[Step]) -> Step:
    return (_kind(steps, StepKind.ACCEPTANCE) or _clocked(steps))[0]


def _decision(steps: list[Step]) -> Step:
    return (_kind(steps, StepKind.DECISION) or _clocked(steps))[-1]


def _execution(steps: list[Step]) -> Step:
    later = [step for step in steps if step.phase == Phase.AFTER_DECISION]
    return (later or [_decision(steps)])[0]


_POINTS = {
    "filing": _filing,
    "acceptance": _acceptance,
    "decision": _decision,
    "execution": _execution,
}
