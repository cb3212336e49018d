"""The official calendar: which dates are working days, and counting periods on it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from optimizer.errors import CalendarYearMissing, InvalidInput
from optimizer.places import data_directory
from optimizer.worktime.calendar_year import CalendarYear

_SATURDAY = 5


class WorkCalendar:
    """The official calendar: which dates are working days, holidays and 调休 included.

    Weekdays are worked and weekend days are off unless the State Council's notice says otherwise.
    A year without its notice is refused, also when a count runs into it.
    """

    def __init__(self, years: Mapping[int, CalendarYear]) -> None:
        self._years = dict(sorted(years.items()))
        # Ascending: the notice for a year may still change days of the December before.
        self._working = {
            day: works for held in self._years.values() for day, works in held.working.items()
        }

    @classmethod
    def load(cls, user_folder: Path | None = None) -> "WorkCalendar":
        """Read the shipped calendars and, if given, the user's.

        Args:
            user_folder: a folder with files ``<year>.json`` of the shipped shape. A year found
                there replaces the shipped one.

        Returns:
            The calendar of all years found.

        Raises:
            InvalidInput: files that are not calendars; every problem of every file at once.
        """
        paths = {path.name: path for path in (data_directory() / "calendars").glob("*.json")}
        problems: list[str] = []
        if user_folder is not None:
            if not user_folder.is_dir():
                raise InvalidInput((f"{user_folder}: no such folder of calendar files",))
            paths |= {path.name: path for path in user_folder.glob("*.json")}
        years: dict[int, CalendarYear] = {}
        for path in sorted(paths.values(), key=lambda each: each.name):
            try:
                held = CalendarYear.read(path)
            except InvalidInput as wrong:
                problems.extend(wrong.problems)
            else:
                years[held.year] = held
        if problems:
            raise InvalidInput(tuple(problems))
        return cls(years)

    @property
    def years(self) -> tuple[int, ...]:
        """The years held, ascending."""
        return tuple(self._years)

    def sources(self, year: int) -> tuple[str, ...]:
        """Return the addresses of the notices that a year rests on.

        Raises:
            CalendarYearMissing: the year is not held.
        """
        self._require(year)
        return self._years[year].sources

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on a date.

        Raises:
            CalendarYearMissing: the date's year is not held.
        """
        self._require(day.year)
        return self._working.get(day, day.weekday() < _SATURDAY)

    def add_working_days(self, start: date, count: int) -> date:
        """Return the date on which a period of working days ends.

        The start day is not counted (民法典 art. 201). A period of no days ends on the start day,
        or on the next working day if offices are closed then (art. 203).

        Args:
            start: the day of acceptance or filing.
            count: working days, zero or more.

        Raises:
            CalendarYearMissing: the period runs into a year that is not held.
            ValueError: ``count`` is negative.
        """
        if count < 0:
            raise ValueError(f"cannot count {count} working days: zero or more is needed")
        if count == 0:
            return start if self.is_working_day(start) else next(self._working_days_after(start))
        days = self._working_days_after(start)
        for _ in range(count - 1):
            next(days)
        return next(days)

    def _working_days_after(self, start: date) -> Iterator[date]:
        day = start
        self._require(day.year)
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def _require(self, year: int) -> None:
        if year not in self._years:
            raise CalendarYearMissing(year, self.years)
