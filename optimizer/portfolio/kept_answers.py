"""Answers kept in a folder as they come, so that a killed run goes on where it stopped.

An answer is named by everything that makes it right: the service, what is asked of it, the prices,
the version of the program and its reference data (``data/``, whose rows a district may change);
where the search began changes only which of equally good plans it is. The same name is never
answered twice; a changed service has another name.
What no run has asked for in a long time is dropped when a run begins (``unread_answers``).
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256 as hashed
from pathlib import Path

from optimizer import __version__
from optimizer.formats.whole_file import named
from optimizer.places import data_directory
from optimizer.planning.pricing import PricedPlan
from optimizer.portfolio.asking import Answered, Run, Task, answer_task
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.unread_answers import drop_unread, mark_read
from optimizer.service.canonical import fingerprint, sha256

_PROOFS = 2
"""Raised when bounds that were kept before may be wrong."""

_ONLY_SHOWN = frozenset({"fonts", "layout", "schema", "text"})
"""Folders of reference data that say how plans look and are told; no answer reads them."""


Unkept = Callable[[OSError], None]
"""Is told why answers cannot be kept."""


def answering(
    crew: Crew,
    folder: Path | None,
    stopped: Callable[[], bool] = lambda: False,
    unkept: Unkept = lambda _: None,
) -> Run:
    """A way to run tasks: answers that are kept are read, the others are worked out and kept.

    Args:
        crew: works them out.
        folder: of the answers, made where it is missing; ``None`` keeps nothing.
        stopped: asked after each answer; the others are then not waited for, since those of a
            whole district may take minutes.
        unkept: told once, of the first answer that the system refuses to keep; keeping saves time
            only, so the run goes on.
    """
    if folder is None:
        return lambda tasks: _until(stopped, _worked_out(crew, tasks))
    keeping = _Keeping(folder, unkept)
    keeping.begin()
    return lambda tasks: _until(stopped, _kept_or_worked_out(crew, keeping, tasks))


def _until(stopped: Callable[[], bool], answers: Iterator[Answered]) -> Iterator[Answered]:
    for answered in answers:
        yield answered
        if stopped():
            break


class _Keeping:
    """The folder of one run; what the system refuses is told once."""

    def __init__(self, folder: Path, unkept: Unkept) -> None:
        self._folder = folder
        self._unkept = unkept
        self._told = False

    def begin(self) -> None:
        """Make the folder and drop what no run has asked for in a long time."""
        with self._telling():
            self._folder.mkdir(parents=True, exist_ok=True)
            drop_unread(self._folder)

    def read(self, name: str) -> PricedPlan | None:
        """An answer that was kept whole; anything else is worked out anew."""
        path = self._folder / name
        try:
            plan = PricedPlan.model_validate_json(path.read_bytes())
        except (OSError, ValueError):
            return None
        mark_read(path)
        return plan

    def write(self, name: str, plan: PricedPlan) -> None:
        """Keep an answer where the system lets us."""
        with self._telling():
            _write(self._folder / name, plan)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            with named(self._folder):
                yield
        except OSError as error:
            if not self._told:
                self._told = True
                self._unkept(error)


def _kept_or_worked_out(crew: Crew, keeping: _Keeping, tasks: Sequence[Task]) -> Iterator[Answered]:
    missing, names = [], {}
    for task in tasks:
        names[task.number] = _name(task)
        plan = keeping.read(names[task.number])
        if plan is None or not _enough(plan, task):
            missing.append(task)
        else:
            yield Answered(task.number, plan)
    for answered in _worked_out(crew, missing):
        if answered.plan is not None:
            keeping.write(names[answered.number], answered.plan)
        yield answered


def _worked_out(crew: Crew, tasks: Sequence[Task]) -> Iterator[Answered]:
    for done in crew.run(answer_task, tasks):
        yield done.answer or Answered(tasks[done.number].number, None, done.failure)


def _enough(plan: PricedPlan, task: Task) -> bool:
    """Whether more time would bring nothing."""
    return plan.proven or plan.granted_seconds >= task.request.time_limit_seconds


def _name(task: Task) -> str:
    parts = (
        __version__,
        _PROOFS,
        _reference(data_directory()),
        fingerprint(task.before.service),
        task.request.model_dump_json(exclude={"time_limit_seconds"}),
        task.prices.model_dump_json(),
        [one.model_dump_json() for one in task.within],
    )
    return f"{sha256(json.dumps(parts))}.json"


@cache
def _reference(folder: Path) -> str:
    """Hash of the reference data; once a process, since every room reads its rows once."""
    found = hashed()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] not in _ONLY_SHOWN:
            found.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _write(path: Path, plan: PricedPlan) -> None:
    """Keep an answer so that a kill leaves either all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(plan.model_dump_json())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
