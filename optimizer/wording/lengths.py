"""Lengths of time in words."""

from decimal import Decimal

from optimizer.wording.catalogue import Language, words
from optimizer.worktime import HOURS_PER_DAY, Duration, Unit
from optimizer.worktime.duration import plain_number


def duration_text(duration: Duration, language: Language) -> str:
    """A length in the unit it was written in, ``20 工作日``; 即办 for none."""
    return _counted(duration.unit, duration.value, language)


def hours_text(hours: int | None, language: Language) -> str:
    """Working hours; a question mark when unknown.

    From a day on they are days: who reads 44 小时 in a paper thinks of two days by the clock.
    """
    if hours is None:
        return "?"
    if 0 < hours < HOURS_PER_DAY:
        return _counted(Unit.HOUR, Decimal(hours), language)
    return _counted(Unit.WORKING_DAY, Decimal(hours) / HOURS_PER_DAY, language)


def _counted(unit: Unit, value: Decimal, language: Language) -> str:
    said = words("plan", language)
    if value == 0:
        return said("at_the_spot")
    number = "one" if value == 1 else "many"
    return said(f"{number}_{unit.value}", value=plain_number(value))
