"""Moments and days as people read them."""

import datetime

from optimizer.wording.catalogue import Language


def clock_text(moment: datetime.datetime) -> str:
    """Day and minute on this server's clock, e.g. ``2026-11-25 17:10``."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def date_text(date: datetime.date, language: Language) -> str:
    """A day as official papers write it: 2026年3月1日."""
    if language == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {date:%B} {date.year}"
