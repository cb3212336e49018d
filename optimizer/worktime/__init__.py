"""Time as officials write it: durations with units, the integer grid, the official calendar.

Statutes that write 日 without 工作 mean calendar days, so a unit is kept with its number and
converted in one place only, ``grid``. Planning counts whole working hours and needs no dates;
dates come from the official calendar, which refuses a year it does not hold.

Sources: 行政许可法 art. 82 (its periods are working days); 民法典 arts. 201 and 203 (the first day
is not counted; a period ending on a day off ends on the next working day); the State Council's
yearly holiday notices, named in each file of ``data/calendars``.
"""

from optimizer.worktime.calendar import WorkCalendar
from optimizer.worktime.calendar_year import CalendarYear
from optimizer.worktime.duration import HOURS_PER_DAY, Duration, Unit
from optimizer.worktime.grid import (
    Role,
    explain_conversion,
    length_hours,
    limit_hours,
    whole_days,
)

__all__ = [
    "HOURS_PER_DAY",
    "CalendarYear",
    "Duration",
    "Role",
    "Unit",
    "WorkCalendar",
    "explain_conversion",
    "length_hours",
    "limit_hours",
    "whole_days",
]
