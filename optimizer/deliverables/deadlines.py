"""Deadlines in words: dates of the official calendar where it is known, else working days."""

from collections.abc import Iterable
from functools import cache

from optimizer.deliverables.reform import Reform
from optimizer.errors import CalendarYearMissing
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.times import date_text
from optimizer.worktime import WorkCalendar


def deadline_text(reform: Reform, days: int | None) -> str:
    """When something is due, with the dagger that every deadline carries.

    Args:
        reform: its date is the start.
        days: working days from there; ``None`` cannot be planned.

    Returns:
        A date; the number of working days where the calendar of that year is not out yet.
    """
    said = words("deliverable_tasks", reform.language)
    if days is None:
        return said("due_unknown")
    try:
        due = _calendar().add_working_days(reform.date, days)
    except CalendarYearMissing:
        return said("due_days", days=days) + DAGGER
    return said("due_date", date=date_text(due, reform.language)) + DAGGER


def calendar_note(reform: Reform, due: Iterable[int | None]) -> str:
    """What holds where the official calendar ends before a deadline; empty where it does not."""
    said = words("deliverable_tasks", reform.language)
    for days in due:
        try:
            if days is not None:
                _calendar().add_working_days(reform.date, days)
        except CalendarYearMissing as missing:
            return said("calendar_ends", year=missing.year)
    return ""


@cache
def _calendar() -> WorkCalendar:
    return WorkCalendar.load()
