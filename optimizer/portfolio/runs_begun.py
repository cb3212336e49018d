"""Runs of districts are written down when they begin, so that none is lost without a word.

Each is a file that its server keeps locked while the run is open and removes at its end. A server
that is killed leaves the file and loses the lock: by that it is told from a run that another server
of this machine is working on. What services answered is kept elsewhere (``kept_answers``), so a
run asked again goes on where it was.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from optimizer.redesign.district import District, JointRequest
from optimizer.service.record import Record

if sys.platform == "win32":

    def _lock(_: IO[str]) -> None:
        """One server a folder: there is nothing to tell apart."""
else:
    import fcntl

    def _lock(stream: IO[str]) -> None:
        """Raises ``BlockingIOError`` where another server has it locked."""
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


_ENDING = ".run"


class Asked(Record):
    """What is told of a run.

    Attributes:
        services: how many were asked for.
        time: when it was asked for (UTC).
    """

    name: str
    generated: bool
    services: int
    request: JointRequest
    author: str
    time: datetime.datetime


@dataclass(frozen=True)
class Lost:
    """A run that ended with its server."""

    path: Path
    asked: Asked

    def district(self) -> District:
        """The services as they were asked for.

        Raises:
            OSError: somebody removed the file meanwhile.
            ValueError: it was written by another version of the program.
        """
        with self.path.open(encoding="utf-8") as stream:
            stream.readline()
            return District.model_validate_json(stream.read())


class RunsBegun:
    """The runs that are written down in a folder."""

    def __init__(self, folder: Path | None) -> None:
        """Nothing is written yet.

        Args:
            folder: made where it is missing; ``None`` writes nothing down.
        """
        self._folder = folder
        self._open: dict[Path, IO[str]] = {}

    def begin(self, district: District, request: JointRequest, author: str) -> Path | None:
        """Write a run down; ``None`` where that is not possible, which stops no run."""
        if self._folder is None:
            return None
        asked = Asked(
            name=district.name,
            generated=district.generated,
            services=len(district.members),
            request=request,
            author=author,
            time=datetime.datetime.now(datetime.UTC),
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        except OSError:
            return None
        stream = os.fdopen(handle, "w", encoding="utf-8")
        path = Path(name).with_suffix(_ENDING)
        try:
            with contextlib.suppress(OSError):  # some shared disks lock nothing
                _lock(stream)
            stream.write(f"{asked.model_dump_json()}\n{district.model_dump_json()}")
            stream.flush()
            Path(name).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                stream.close()
            return None
        self._open[path] = stream
        return path

    def end(self, path: Path | None) -> None:
        """A run has ended, or nobody wants it any more."""
        if path is None:
            return
        stream = self._open.pop(path, None)
        if stream is not None:
            stream.close()
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the runs that are open; they count as lost from now on."""
        while self._open:
            self._open.popitem()[1].close()

    def lost(self) -> tuple[Lost, ...]:
        """The runs that their servers lost, newest first."""
        return tuple(sorted(self._lost(), key=lambda one: one.asked.time, reverse=True))

    def _lost(self) -> Iterator[Lost]:
        if self._folder is None or not self._folder.is_dir():
            return
        for path in self._folder.glob(f"*{_ENDING}"):
            # One that is locked belongs to a server that runs; one that cannot be read is of
            # another version of the program, or was removed meanwhile.
            with contextlib.suppress(OSError, ValueError), path.open(encoding="utf-8") as stream:
                _lock(stream)
                yield Lost(path, Asked.model_validate_json(stream.readline()))
