"""Lengths of timers: ISO 8601 durations as durations with one unit.

An ISO day is a calendar day, so ``P5D`` is 5 自然日. What cannot be written with one unit
(``P1M3D``) is not taken: no calendar says how long it is.
"""

import re
from decimal import ROUND_UP, Decimal

from optimizer.errors import OptimizerError
from optimizer.worktime import Duration, Unit

# Bounded digits: a number of a megabyte is no length of time.
_NUMBER = r"[0-9]{1,7}(?:[.,][0-9]{1,4})?"
_ISO = re.compile(
    rf"P(?=.)(?:(?P<years>{_NUMBER})Y)?(?:(?P<months>{_NUMBER})M)?(?:(?P<weeks>{_NUMBER})W)?"
    rf"(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?=.)(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?"
)
_DAY_HOURS = 24
_LONGEST_TEXT = 80


def iso_length(text: str) -> Duration | None:
    """The length an ISO 8601 duration tells.

    Args:
        text: e.g. ``P5D``, ``P2W``, ``PT4H``; quotation marks around it are no part of it.

    Returns:
        Years and months in years or months, weeks and days in natural days, the rest in hours
        (hundredths, rounded up) or, where whole days of 24 hours, in natural days; ``None`` when
        the text is none or needs several units.
    """
    plain = text.strip().strip("\"'").strip()
    written = _ISO.fullmatch(plain) if len(plain) <= _LONGEST_TEXT else None
    if written is None:
        return None
    years, months, weeks, days, hours, minutes, seconds = (
        Decimal((part or "0").replace(",", ".")) for part in written.groups()
    )
    clock_hours = hours + minutes / 60 + seconds / 3600
    days += weeks * 7
    if clock_hours % _DAY_HOURS == 0:
        days, clock_hours = days + clock_hours / _DAY_HOURS, Decimal(0)
    told = [
        (years, Unit.YEAR) if not months else (years * 12 + months, Unit.MONTH),
        (days, Unit.NATURAL_DAY),
        (clock_hours.quantize(Decimal("0.01"), rounding=ROUND_UP), Unit.HOUR),
    ]
    stated = [one for one in told if one[0]]
    if len(stated) > 1:
        return None
    try:
        return Duration(*(stated or told)[0])
    except OptimizerError:
        return None
