"""The planning grid: durations of any unit as whole working hours, in one documented direction."""

import math
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from optimizer.worktime.duration import (
    HOURS_PER_DAY,
    WORKING_DAYS_IN_YEAR,
    Duration,
    Unit,
    plain_number,
)

Role = Literal["length", "limit"]
"""What a duration is for: a ``length`` (or floor) rounds up to the grid, a ``limit`` down."""

_WORKING_DAYS_IN_MONTH = 22
_WORKING_DAYS_IN_NATURAL_DAY = Fraction(5, 7)

_HOURS = {
    Unit.HOUR: Fraction(1),
    Unit.WORKING_DAY: Fraction(HOURS_PER_DAY),
    Unit.MONTH: Fraction(_WORKING_DAYS_IN_MONTH * HOURS_PER_DAY),
    Unit.YEAR: Fraction(WORKING_DAYS_IN_YEAR * HOURS_PER_DAY),
}
# A service holds few different durations and asks for their hours thousands of times.
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def length_hours(duration: Duration) -> int:
    """Convert a duration or floor to the planning grid, rounding up.

    Args:
        duration: how long something takes, or must take at least.

    Returns:
        Working hours: a working day 8, n natural days ⌈5n/7⌉ working days, a month 22 and a year
        250 working days; a begun hour is a whole one.
    """
    if duration.unit is Unit.NATURAL_DAY:
        return math.ceil(_working_days(duration)) * HOURS_PER_DAY
    return math.ceil(Fraction(duration.value) * _HOURS[duration.unit])


@lru_cache(maxsize=_REMEMBERED)
def limit_hours(duration: Duration) -> int:
    """Convert a limit (法定时限, 承诺时限) to the planning grid, rounding down.

    Never more than ``length_hours`` of the same duration: a plan that keeps the converted limit
    keeps the written one, at the price that one natural day becomes 即办.

    Args:
        duration: the time something may take at most.

    Returns:
        Working hours: n natural days ⌊5n/7⌋ working days, else as ``length_hours``; a begun hour
        does not count.
    """
    if duration.unit is Unit.NATURAL_DAY:
        return math.floor(_working_days(duration)) * HOURS_PER_DAY
    return math.floor(Fraction(duration.value) * _HOURS[duration.unit])


def whole_days(hours: int) -> int:
    """Return working hours in the unit reported: working days, a begun day being a whole one."""
    return -(-hours // HOURS_PER_DAY)


def explain_conversion(duration: Duration, role: Role, *, english: bool = False) -> str | None:
    """Say how a duration was converted to working days, to be shown beside the number.

    Args:
        duration: the duration as written.
        role: what it is for, which decides the rounding.
        english: names the units in English.

    Returns:
        For example ``15 自然日 = ⌈15 × 5/7⌉ = 11 工作日``; ``None`` for working days and hours,
        where nothing was assumed.
    """
    if duration.unit in (Unit.WORKING_DAY, Unit.HOUR):
        return None
    value = plain_number(duration.value)
    hours = length_hours(duration) if role == "length" else limit_hours(duration)
    if duration.unit is Unit.NATURAL_DAY:
        formula = f"⌈{value} × 5/7⌉" if role == "length" else f"⌊{value} × 5/7⌋"
    else:
        formula = f"{value} × {_HOURS[duration.unit] / HOURS_PER_DAY}"
    told = Duration.in_english if english else str
    return f"{told(duration)} = {formula} = {told(Duration.of_hours(hours))}"


def _working_days(duration: Duration) -> Fraction:
    return Fraction(duration.value) * _WORKING_DAYS_IN_NATURAL_DAY
