"""Cases in processes of their own."""

from benchmarks.children import measured, peak_mib
from benchmarks.rows import Case

_MISSING: dict[str, str | int | float] = {"path": "missing.json", "best_known": 1, "seconds": 1.0}


def _case(seconds: float) -> Case:
    return Case("dtctp", "a case", "trade_off_rows", _MISSING, seconds)


def test_a_crash_costs_one_case() -> None:
    """What went wrong becomes the note of a row."""
    (row,) = measured(_case(120.0))
    assert (row.status, row.proven) == ("crashed", False)
    assert row.note.startswith("FileNotFoundError")


def test_a_hang_is_ended() -> None:
    """A child that says nothing in time is ended and listed."""
    (row,) = measured(_case(0.001))
    assert row.status == "timeout"


def test_memory_is_measured() -> None:
    """An interpreter with this project loaded needs some megabytes."""
    assert 10 < peak_mib() < 100_000
