"""Durations with the unit they were written in."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from optimizer.errors import InvalidInput, UnknownUnit

HOURS_PER_DAY = 8
"""Working hours in a working day."""

WORKING_DAYS_IN_YEAR = 250
"""Working days in a year, the constant planners and evaluators convert 年 with."""


class Unit(StrEnum):
    """The unit a duration was written in."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    YEAR = "year"


_CHINESE = {
    Unit.HOUR: "小时",
    Unit.WORKING_DAY: "工作日",
    Unit.NATURAL_DAY: "自然日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}

_ENGLISH = {
    Unit.HOUR: ("h", "h"),
    Unit.WORKING_DAY: ("working day", "working days"),
    Unit.NATURAL_DAY: ("natural day", "natural days"),
    Unit.MONTH: ("month", "months"),
    Unit.YEAR: ("year", "years"),
}

# Fifty years in each unit. No administrative period is longer; a larger number is a typing error.
_LARGEST = {
    Unit.HOUR: 50 * WORKING_DAYS_IN_YEAR * HOURS_PER_DAY,
    Unit.WORKING_DAY: 50 * WORKING_DAYS_IN_YEAR,
    Unit.NATURAL_DAY: 50 * 366,
    Unit.MONTH: 50 * 12,
    Unit.YEAR: 50,
}

# Bare 日 and 天 are calendar days: a statute that means working days says 工作日.
_UNIT_WORDS = {
    Unit.HOUR: ("小时", "工作小时", "hour", "hours", "h"),
    Unit.WORKING_DAY: (
        "工作日",
        "工作天",
        "working day",
        "working days",
        "business day",
        "business days",
    ),
    Unit.NATURAL_DAY: (
        "自然日",
        "日历日",
        "日历天",
        "日",
        "天",
        "natural day",
        "natural days",
        "calendar day",
        "calendar days",
    ),
    Unit.MONTH: ("月", "month", "months"),
    Unit.YEAR: ("年", "year", "years"),
}
_UNIT_OF_WORD = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
_AT_ONCE = frozenset(
    {"即办", "当场", "当场办结", "即时办结", "immediate", "immediately", "on the spot"}
)
_WRITTEN = re.compile(r"(?P<number>[+-]?[0-9]+(?:\.[0-9]+)?|半)\s*个?\s*(?P<unit>[^0-9.]*)")


@dataclass(frozen=True, order=False)
class Duration:
    """A length of time in the unit it was written in.

    Durations have no order of their own: ``20 工作日`` and ``1 个月`` compare only through
    ``length_hours`` or ``limit_hours``, which say which way they round. Zero is one value whatever
    its unit: 即办, done at once.

    Attributes:
        value: how many units; not negative, at most fifty years; fractions allowed.
        unit: the unit of ``value``.

    Raises:
        InvalidInput: ``value`` is negative, not finite or more than fifty years.
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value < 0:
            raise InvalidInput((f"{self._written()!r}: a duration is zero or more",))
        if self.value > _LARGEST[self.unit]:
            found = f"{self._written()!r}: more than fifty years; check number and unit"
            raise InvalidInput((found,))
        if self.value == 0:
            object.__setattr__(self, "value", Decimal(0))
            object.__setattr__(self, "unit", Unit.WORKING_DAY)

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read a duration as it stands in a published guide.

        Args:
            text: a number and a unit, with or without a space and 个: ``20 工作日``,
                ``20个工作日``, ``5 自然日``, ``5日``, ``1个月``, ``半年``, ``4 小时``,
                ``20 working days``; or ``即办``, ``当场``, ``immediate`` for zero. Full-width
                characters are read like ordinary ones.

        Returns:
            The duration in the unit written.

        Raises:
            UnknownUnit: no unit, or one that is not known.
            InvalidInput: a negative duration or one of more than fifty years.
        """
        plain = " ".join(unicodedata.normalize("NFKC", text).lower().replace("_", " ").split())
        if plain in _AT_ONCE:
            return cls(Decimal(0), Unit.WORKING_DAY)
        written = _WRITTEN.fullmatch(plain)
        if written is None:
            raise UnknownUnit(text, "write a number and its unit, e.g. 20 工作日, 5 自然日, 即办")
        number, word = written["number"], written["unit"].strip()
        if not word:
            raise UnknownUnit(
                text, f"the unit is missing; write e.g. {number} 工作日 or {number} 自然日"
            )
        if word not in _UNIT_OF_WORD:
            raise UnknownUnit(
                text, f"unknown unit {word!r}; known are 工作日, 自然日, 小时, 个月, 年 and 即办"
            )
        return cls(Decimal("0.5") if number == "半" else Decimal(number), _UNIT_OF_WORD[word])

    @classmethod
    def of_hours(cls, hours: int) -> "Duration":
        """Write working hours as an official would: in days where halves of days suffice.

        Args:
            hours: working hours, zero or more.

        Returns:
            Working days for multiples of four hours (0.5 工作日), else hours.
        """
        if hours % (HOURS_PER_DAY // 2) == 0:
            return cls(Decimal(hours) / HOURS_PER_DAY, Unit.WORKING_DAY)
        return cls(Decimal(hours), Unit.HOUR)

    def _written(self) -> str:
        return f"{self.value} {_CHINESE[self.unit]}"

    def __str__(self) -> str:
        """Return the short official form, e.g. ``20 工作日``; ``parse`` reads it back."""
        if self.value == 0:
            return "即办"
        return f"{plain_number(self.value)} {_CHINESE[self.unit]}"

    def in_english(self) -> str:
        """The form for people who read English, e.g. ``20 working days``; ``parse`` reads it."""
        if self.value == 0:
            return "on the spot"
        one, many = _ENGLISH[self.unit]
        return f"{plain_number(self.value)} {one if self.value == 1 else many}"


def plain_number(value: Decimal) -> str:
    """Write a decimal without exponent and trailing zeros, so that equal values read alike."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
