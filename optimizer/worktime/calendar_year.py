"""One year of the official calendar, read from its file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optimizer.errors import InvalidInput

_DECEMBER = 12
_SHAPE = '{"date": "2026-01-04", "name": "元旦", "off": false}'


@dataclass(frozen=True)
class CalendarYear:
    """What the State Council's notice for one year changes about weekdays and weekends.

    Attributes:
        year: the year of the notice.
        sources: addresses of the notice, at least one.
        working: for each date the notice names, whether offices work on it (调休上班) or not. A
            notice may also change days of the December before its year.
    """

    year: int
    sources: tuple[str, ...]
    working: Mapping[date, bool]

    @classmethod
    def read(cls, path: Path) -> "CalendarYear":
        """Read ``<year>.json``.

        The shape is ``{"year": 2026, "source": [addresses], "days": [{"date": "2026-01-01",
        "name": "元旦", "off": true}, …]}``; days not listed follow the week.

        Raises:
            InvalidInput: the file is not such a calendar; every problem at once.
        """
        try:
            written: object = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as wrong:
            raise InvalidInput((f"{path.name}: cannot be read as JSON: {wrong}",)) from wrong
        if not isinstance(written, dict):
            raise InvalidInput((f"{path.name}: an object with year, source and days is needed",))
        problems: list[str] = []
        year = _year(written.get("year"), path, problems)
        sources = _sources(written.get("source"), path, problems)
        working = _working(written.get("days"), year, path, problems)
        problems += [
            f"{path.name}: unknown key {key!r}; known are year, source, days"
            for key in written
            if key not in ("year", "source", "days")
        ]
        if problems:
            raise InvalidInput(tuple(problems))
        return cls(year, sources, working)


def _year(written: object, path: Path, problems: list[str]) -> int:
    if isinstance(written, int) and f"{written}.json" == path.name:
        return written
    problems.append(
        f"{path.name}: year is {written!r}; a year that is also the file's name is needed"
    )
    return 0


def _sources(written: object, path: Path, problems: list[str]) -> tuple[str, ...]:
    if (
        isinstance(written, list)
        and written
        and all(isinstance(one, str) and one for one in written)
    ):
        return tuple(str(one) for one in written)
    problems.append(
        f"{path.name}: source is {written!r}; a list with the notice's address is needed"
    )
    return ()


def _working(written: object, year: int, path: Path, problems: list[str]) -> dict[date, bool]:
    if not isinstance(written, list) or not written:
        problems.append(f"{path.name}: days is empty or no list; rows like {_SHAPE} are needed")
        return {}
    working: dict[date, bool] = {}
    for number, row in enumerate(written):
        where = f"{path.name}: days[{number}]"
        named = _day(row)
        if named is None:
            problems.append(f"{where}: {row!r} is not a day; a row like {_SHAPE} is needed")
            continue
        day, works = named
        if year and not (day.year == year or (day.year, day.month) == (year - 1, _DECEMBER)):
            problems.append(f"{where}: {day} is neither in {year} nor in the December before")
        if day in working:
            problems.append(f"{where}: {day} is listed twice")
        working[day] = works
    return working


def _day(row: object) -> tuple[date, bool] | None:
    if not isinstance(row, dict) or set(row) != {"date", "name", "off"}:
        return None
    text, off = row["date"], row["off"]
    if not isinstance(text, str) or not isinstance(off, bool):
        return None
    try:
        return date.fromisoformat(text), not off
    except ValueError:
        return None
