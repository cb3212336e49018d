"""Kept answers that nobody has asked for in a long time are dropped.

Answers of a service that changed meanwhile, or of another version of the program, have names that
are never asked for again, so this rule finds them, too. An answer that is dropped too early costs
time, nothing else: it is worked out again.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

UNREAD_DAYS = 90
"""Answers are dropped after so many days without being read."""

_ANSWER = re.compile(r"[0-9a-f]{64}\.json|tmp[^.]*\.part")  # answers, and what a kill left of one
_DAY_NS = 86_400 * 10**9


def mark_read(answer: Path) -> None:
    """Note that an answer was read now; by the program itself, since many disks note nothing."""
    with contextlib.suppress(OSError):
        os.utime(answer, ns=(time.time_ns(), answer.stat().st_mtime_ns))


def drop_unread(folder: Path, days: int = UNREAD_DAYS) -> int:
    """Drop the answers of a folder that were neither written nor read for so many days.

    Whatever else lies in the folder stays, and so does what cannot be removed.

    Returns:
        How many were dropped.
    """
    oldest = time.time_ns() - days * _DAY_NS
    dropped = 0
    for path in folder.iterdir():
        if not _ANSWER.fullmatch(path.name):
            continue
        with contextlib.suppress(OSError):
            held = path.lstat()
            if max(held.st_atime_ns, held.st_mtime_ns) < oldest:
                path.unlink()
                dropped += 1
    return dropped
