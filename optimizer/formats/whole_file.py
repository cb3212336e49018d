"""Files written whole, and failures that name the file they speak of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that it is never half written.

    Links are followed; what is no file (a pipe, a device) is written to where it is.

    Raises:
        OSError: it cannot be written; what stood there stays.
    """
    with named(path):
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        place = Path(os.path.realpath(path))
        part = place.with_name(f".{place.name}.part")
        try:
            part.write_bytes(content)
            part.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()
            raise


@contextlib.contextmanager
def named(path: Path) -> Iterator[None]:
    """Let what the system refuses speak of a file by the name the user knows it by."""
    try:
        yield
    except OSError as error:
        error.filename = os.fspath(path)
        raise
