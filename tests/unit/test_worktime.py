import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import chinese_calendar
import pytest

from optimizer.errors import CalendarYearMissing, InvalidInput, UnknownUnit
from optimizer.places import data_directory
from optimizer.worktime import (
    CalendarYear,
    Duration,
    Role,
    Unit,
    WorkCalendar,
    explain_conversion,
    length_hours,
    limit_hours,
    whole_days,
)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return WorkCalendar.load()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("20 工作日", "20", Unit.WORKING_DAY),
        ("20工作日", "20", Unit.WORKING_DAY),
        ("20个工作日", "20", Unit.WORKING_DAY),
        (" 20  个 工作日 ", "20", Unit.WORKING_DAY),
        ("0.5 工作日", "0.5", Unit.WORKING_DAY),
        ("半个工作日", "0.5", Unit.WORKING_DAY),
        ("20.0 工作日", "20", Unit.WORKING_DAY),
        ("5 自然日", "5", Unit.NATURAL_DAY),
        ("5个日历日", "5", Unit.NATURAL_DAY),
        ("45日", "45", Unit.NATURAL_DAY),
        ("7天", "7", Unit.NATURAL_DAY),
        ("1个月", "1", Unit.MONTH),
        ("3月", "3", Unit.MONTH),
        ("2年", "2", Unit.YEAR),
        ("半年", "0.5", Unit.YEAR),
        ("4 小时", "4", Unit.HOUR),
        ("4个小时", "4", Unit.HOUR),
        ("20 working days", "20", Unit.WORKING_DAY),
        ("1 working_day", "1", Unit.WORKING_DAY),
        ("3 natural days", "3", Unit.NATURAL_DAY),
        ("3 Calendar Days", "3", Unit.NATURAL_DAY),
        ("4 hours", "4", Unit.HOUR),
        ("1 month", "1", Unit.MONTH),
        ("2 years", "2", Unit.YEAR),
        ("\uff12\uff10\u3000个工作日", "20", Unit.WORKING_DAY),  # full-width digits and space
        ("\uff10\uff0e\uff15工作日", "0.5", Unit.WORKING_DAY),
        ("即办", "0", Unit.WORKING_DAY),
        ("当场", "0", Unit.WORKING_DAY),
        ("immediate", "0", Unit.WORKING_DAY),
        ("0 小时", "0", Unit.WORKING_DAY),
    ],
)
def test_reads_what_guides_write(text: str, value: str, unit: Unit) -> None:
    assert Duration.parse(text) == Duration(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("20", "the unit is missing; write e.g. 20 工作日 or 20 自然日"),
        ("20个", "the unit is missing"),
        ("20 周", "unknown unit '周'; known are 工作日"),
        ("20 days", "unknown unit 'days'"),  # English leaves open which days
        ("工作日", "write a number and its unit"),
        ("", "write a number and its unit"),
        ("1e3 工作日", "write a number and its unit"),
        ("20 工作日 3 小时", "write a number and its unit"),
        ("无期限", "write a number and its unit"),
    ],
)
def test_says_what_a_unit_should_be(text: str, advice: str) -> None:
    with pytest.raises(UnknownUnit, match=advice) as raised:
        Duration.parse(text)
    assert raised.value.text == text
    assert repr(text) in str(raised.value)


@pytest.mark.parametrize("text", ["-1 工作日", "-0.5 小时"])
def test_refuses_negative_durations(text: str) -> None:
    with pytest.raises(InvalidInput, match="zero or more"):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("longest", "too_long"),
    [
        ("50 年", "50.1 年"),
        ("600 个月", "601 个月"),
        ("12500 工作日", "12501 工作日"),
        ("18300 自然日", "18301 自然日"),
        ("100000 小时", "100001 小时"),
    ],
)
def test_refuses_more_than_fifty_years(longest: str, too_long: str) -> None:
    assert str(Duration.parse(longest)) == longest
    with pytest.raises(InvalidInput, match="more than fifty years"):
        Duration.parse(too_long)


def test_refuses_values_that_are_no_number() -> None:
    with pytest.raises(InvalidInput):
        Duration(Decimal("NaN"), Unit.HOUR)


def test_wrong_durations_are_value_errors_so_that_a_record_collects_them() -> None:
    assert issubclass(UnknownUnit, ValueError)
    assert issubclass(InvalidInput, ValueError)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("20个工作日", "20 工作日"),
        ("45日", "45 自然日"),
        ("1月", "1 个月"),
        ("当场", "即办"),
        ("1.50 小时", "1.5 小时"),
    ],
)
def test_writes_the_short_official_form(text: str, written: str) -> None:
    assert str(Duration.parse(text)) == written


@pytest.mark.parametrize(
    ("text", "length", "limit"),
    [
        ("即办", 0, 0),
        ("1 工作日", 8, 8),
        ("0.5 工作日", 4, 4),
        ("0.3 工作日", 3, 2),  # 2.4 hours
        ("1.5 小时", 2, 1),
        ("1 自然日", 8, 0),
        ("5 自然日", 32, 24),  # 3.57 working days
        ("7 自然日", 40, 40),
        ("15 自然日", 88, 80),
        ("1 个月", 176, 176),
        ("1 年", 2000, 2000),
    ],
)
def test_converts_to_the_grid(text: str, length: int, limit: int) -> None:
    duration = Duration.parse(text)
    assert (length_hours(duration), limit_hours(duration)) == (length, limit)


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (1, 1), (8, 1), (9, 2), (160, 20)])
def test_reports_begun_days_as_whole_ones(hours: int, days: int) -> None:
    assert whole_days(hours) == days


@pytest.mark.parametrize(
    ("hours", "written"),
    [(0, "即办"), (3, "3 小时"), (4, "0.5 工作日"), (8, "1 工作日"), (12, "1.5 工作日")],
)
def test_writes_hours_in_days_where_halves_suffice(hours: int, written: str) -> None:
    assert str(Duration.of_hours(hours)) == written


@pytest.mark.parametrize(
    ("text", "role", "shown"),
    [
        ("15 自然日", "length", "15 自然日 = ⌈15 × 5/7⌉ = 11 工作日"),
        ("15 自然日", "limit", "15 自然日 = ⌊15 × 5/7⌋ = 10 工作日"),
        ("1 自然日", "limit", "1 自然日 = ⌊1 × 5/7⌋ = 即办"),
        ("2 个月", "limit", "2 个月 = 2 × 22 = 44 工作日"),
        ("1 年", "length", "1 年 = 1 × 250 = 250 工作日"),
        ("20 工作日", "limit", None),
        ("4 小时", "length", None),
    ],
)
def test_shows_every_conversion(text: str, role: Role, shown: str | None) -> None:
    assert explain_conversion(Duration.parse(text), role) == shown


def test_shows_a_conversion_in_english() -> None:
    shown = explain_conversion(Duration.parse("15 自然日"), "limit", english=True)
    assert shown == "15 natural days = ⌊15 × 5/7⌋ = 10 working days"


@pytest.mark.parametrize(("year", "expected"), [(2024, 251), (2025, 248), (2026, 248)])
def test_every_shipped_day_agrees_with_a_second_transcription(
    calendar: WorkCalendar, year: int, expected: int
) -> None:
    days = [date(year, 1, 1) + timedelta(days=offset) for offset in range(366)]
    days = [day for day in days if day.year == year]
    ours = [day for day in days if calendar.is_working_day(day)]
    assert ours == [day for day in days if chinese_calendar.is_workday(day)]
    assert len(ours) == expected


def test_names_the_notice_of_each_year(calendar: WorkCalendar) -> None:
    assert calendar.years == (2024, 2025, 2026)
    for year in calendar.years:
        assert all(source.startswith("https://www.gov.cn/") for source in calendar.sources(year))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-23", 1, "2026-11-24"),  # the first day is not counted
        ("2026-11-27", 1, "2026-11-30"),  # Friday to Monday
        ("2026-11-28", 1, "2026-11-30"),  # filed on a Saturday: Monday is day one
        ("2026-11-28", 0, "2026-11-30"),  # nothing ends on a day off
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-09-30", 1, "2026-10-08"),  # the National Day week
        ("2026-09-18", 2, "2026-09-21"),  # 20 September is a worked Sunday
        ("2024-12-31", 1, "2025-01-02"),  # across the year
    ],
)
def test_counts_periods_on_the_official_calendar(
    calendar: WorkCalendar, start: str, count: int, end: str
) -> None:
    assert calendar.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_refuses_to_count_backwards(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        calendar.add_working_days(date(2026, 1, 5), -1)


def test_refuses_years_it_does_not_hold(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarYearMissing, match=r"for 2027 \(held: 2024, 2025, 2026\)") as raised:
        calendar.is_working_day(date(2027, 1, 4))
    assert (raised.value.year, raised.value.known) == (2027, (2024, 2025, 2026))
    with pytest.raises(CalendarYearMissing):
        calendar.sources(2023)


def test_refuses_to_count_past_the_years_it_holds(calendar: WorkCalendar) -> None:
    assert calendar.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(CalendarYearMissing):
        calendar.add_working_days(date(2026, 12, 30), 2)
    with pytest.raises(CalendarYearMissing):
        calendar.add_working_days(date(2023, 12, 29), 1)


def _year_file(folder: Path, year: int, *rows: dict[str, object]) -> None:
    written = {"year": year, "source": ["https://www.gov.cn/example"], "days": list(rows)}
    (folder / f"{year}.json").write_text(json.dumps(written), encoding="utf-8")


def test_a_user_can_add_a_year_which_may_correct_the_december_before(tmp_path: Path) -> None:
    _year_file(
        tmp_path,
        2027,
        {"date": "2026-12-31", "name": "元旦", "off": True},
        {"date": "2027-01-01", "name": "元旦", "off": True},
        {"date": "2027-01-02", "name": "元旦", "off": False},
    )
    calendar = WorkCalendar.load(tmp_path)
    assert calendar.years == (2024, 2025, 2026, 2027)
    assert calendar.add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 2)


def test_a_users_year_replaces_the_shipped_one(tmp_path: Path) -> None:
    _year_file(tmp_path, 2026, {"date": "2026-11-23", "name": "x", "off": True})
    calendar = WorkCalendar.load(tmp_path)
    assert not calendar.is_working_day(date(2026, 11, 23))
    assert calendar.is_working_day(date(2026, 10, 1))


def test_names_everything_wrong_in_every_calendar_file_at_once(tmp_path: Path) -> None:
    good = {"date": "2027-01-01", "name": "元旦", "off": True}
    _year_file(
        tmp_path,
        2027,
        good,
        good,
        {"date": "2027-02-30", "name": "x", "off": True},
        {"date": "2026-11-30", "name": "x", "off": True},
        {"date": "2027-01-03", "name": "x", "off": "yes"},
    )
    (tmp_path / "2028.json").write_text("{", encoding="utf-8")
    (tmp_path / "2029.json").write_text('{"year": 2030, "extra": 1}', encoding="utf-8")
    (tmp_path / "2031.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InvalidInput) as raised:
        WorkCalendar.load(tmp_path)
    text = "\n".join(raised.value.problems)
    for expected in (
        "2027.json: days[1]: 2027-01-01 is listed twice",
        "2027.json: days[2]:",
        "2027.json: days[3]: 2026-11-30 is neither in 2027 nor in the December before",
        "2027.json: days[4]:",
        "2028.json: cannot be read as JSON",
        "2029.json: year is 2030",
        "2029.json: source is None",
        "2029.json: days is empty",
        "2029.json: unknown key 'extra'",
        "2031.json: an object with year, source and days is needed",
    ):
        assert expected in text


def test_a_missing_calendar_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no such folder"):
        WorkCalendar.load(tmp_path / "nowhere")


def test_shipped_calendar_files_are_ordered_by_date() -> None:
    for path in sorted((data_directory() / "calendars").glob("*.json")):
        days = list(CalendarYear.read(path).working)
        assert days == sorted(days), path.name
