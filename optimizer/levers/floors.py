"""The shortest time a step may take (最短时限)."""

import math
from dataclasses import dataclass

from optimizer.law.bounds import minimum_hours
from optimizer.law.rules import Rule
from optimizer.levers.reference import lever_tables
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import HOURS_PER_DAY, length_hours

_HALF_DAY = HOURS_PER_DAY // 2


@dataclass(frozen=True)
class Floor:
    """Hours a step takes at least, and whether a planning value of ours says so."""

    hours: int
    assumed: bool


def floor_of(rules: tuple[Rule, ...], service: Service, step: Step) -> Floor:
    """The floor of a step of known length.

    Returns:
        The declared floor, else the catalogue's for its kind; the law's where that is
        longer; never more than the present length.
    """
    length = step.length_hours() or 0
    declared = step.floor is not None
    own = length_hours(step.floor) if step.floor is not None else _default(step, length)
    if declared and own >= length:
        return Floor(length, step.is_assumed("floor"))
    law = minimum_hours(rules, service, step)
    hours = min(length, max(own, law))
    unread = step.is_assumed("floor") if declared else own > law
    return Floor(hours, unread)


def _default(step: Step, length: int) -> int:
    """The catalogue's floor: hours, or a share of the length in half days up."""
    floor = lever_tables().default_floors[step.kind]
    if floor.hours is not None:
        return floor.hours
    return math.ceil(length * (floor.percent or 0) / 100 / _HALF_DAY) * _HALF_DAY
