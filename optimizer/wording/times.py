"""Moments as people read them."""

import datetime


def clock_text(moment: datetime.datetime) -> str:
    """Day and minute on this server's clock, e.g. ``2026-11-25 17:10``."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
