from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from optimizer.wording.lengths import duration_text
from optimizer.worktime import (
    HOURS_PER_DAY,
    Duration,
    Unit,
    WorkCalendar,
    explain_conversion,
    length_hours,
    limit_hours,
    whole_days,
)

CALENDAR = WorkCalendar.load()

durations = st.builds(
    Duration,
    st.decimals(min_value=0, max_value=50, places=3),
    st.sampled_from(Unit),
)
whole_durations = st.builds(
    Duration, st.integers(0, 50).map(Decimal), st.sampled_from([Unit.WORKING_DAY, Unit.HOUR])
)
# Periods that stay inside the years held.
starts = st.dates(date(2024, 1, 1), date(2025, 3, 31))
counts = st.integers(0, 200)


@given(durations)
def test_writing_and_reading_a_duration_is_the_identity(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(durations)
def test_a_duration_in_english_is_read_back_and_said_as_on_the_screens(duration: Duration) -> None:
    assert Duration.parse(duration.in_english()) == duration
    assert duration_text(duration, "en") == duration.in_english()


@given(durations)
def test_spacing_and_the_measure_word_do_not_change_a_duration(duration: Duration) -> None:
    assert Duration.parse(f" {str(duration).replace(' ', '')} ") == duration


@given(durations)
def test_a_limit_is_never_longer_than_the_same_length(duration: Duration) -> None:
    assert 0 <= limit_hours(duration) <= length_hours(duration)


@given(whole_durations)
def test_whole_working_days_and_hours_convert_exactly(duration: Duration) -> None:
    assert limit_hours(duration) == length_hours(duration)
    assert explain_conversion(duration, "limit") is None


@given(durations, durations)
def test_conversion_keeps_the_order_of_one_unit(one: Duration, other: Duration) -> None:
    if one.unit is other.unit and one.value <= other.value:
        assert length_hours(one) <= length_hours(other)
        assert limit_hours(one) <= limit_hours(other)


@given(st.integers(0, 10_000))
def test_hours_survive_being_written_as_a_duration(hours: int) -> None:
    duration = Duration.of_hours(hours)
    assert length_hours(duration) == limit_hours(duration) == hours


@given(st.integers(0, 10_000))
def test_reported_days_cover_the_hours_with_less_than_a_day_to_spare(hours: int) -> None:
    assert 0 <= whole_days(hours) * HOURS_PER_DAY - hours < HOURS_PER_DAY


@given(starts, counts)
def test_a_period_ends_on_a_working_day(start: date, count: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(start, count))


@given(starts, counts)
def test_a_period_holds_as_many_working_days_as_it_counts(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    moved = count == 0 and end > start  # a period of no days moves off a day off
    days = (start + timedelta(days=past) for past in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_working_day(day) for day in days) == count + moved


@given(starts, counts)
def test_one_more_day_is_a_later_date(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    later = CALENDAR.add_working_days(start, count + 1)
    assert later > end or (count == 0 and not CALENDAR.is_working_day(start))


@given(starts, counts, counts)
def test_periods_add_up(start: date, first: int, second: int) -> None:
    first += 1  # a period of no days moves off a day off, so only real ones add up
    middle = CALENDAR.add_working_days(start, first)
    assert CALENDAR.add_working_days(middle, second) == CALENDAR.add_working_days(
        start, first + second
    )
