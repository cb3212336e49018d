"""Live progress of a search, and Ctrl-C that stops it and keeps the best plan so far."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Generic, TypeVar

from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from optimizer.cli.screen import Screen, harmless
from optimizer.errors import Cancelled
from optimizer.solver.solving import Progress, Watch
from optimizer.wording.progress import progress_text, searching_text

Found = TypeVar("Found")
Search = Callable[[Watch, threading.Event], Found]

_LOOK_SECONDS = 0.1


def searched(screen: Screen, search: Search[Found], what: str = "") -> Found:
    """Run a search in a thread of its own while progress is shown.

    Args:
        screen: progress goes to standard error, nothing where that is no terminal.
        search: is given whom to tell and what to heed when the user stops.
        what: name of what is being searched.

    Raises:
        KeyboardInterrupt: the user asked to stop a second time.
    """
    run = _Run(search)
    with _bar(screen) as bar, _heeding_interrupts(run, screen):
        begun = f"{what} {searching_text(screen.language)}".strip()
        task = bar.add_task(harmless(begun), total=None)

        def tell(progress: Progress) -> None:
            told = f"{what} {progress_text(progress, screen.language)}".strip()
            bar.update(task, description=harmless(told))

        run.start(tell)
        run.wait()
    return run.result()


class _Run(Generic[Found]):
    """One search in a thread; Python's own signals stay with the main thread."""

    def __init__(self, search: Search[Found]) -> None:
        self._search = search
        self._found: list[Found] = []
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=lambda: None, daemon=True)
        self.cancelled = threading.Event()

    def start(self, tell: Watch) -> None:
        def work() -> None:
            try:
                self._found.append(self._search(tell, self.cancelled))
            except BaseException as error:  # noqa: BLE001  # raised again by result()
                self._failed.append(error)

        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        while self._thread.is_alive():
            self._thread.join(_LOOK_SECONDS)

    def result(self) -> Found:
        if self._failed:
            raise self._failed[0]
        if not self._found:
            raise Cancelled
        return self._found[0]


@contextlib.contextmanager
def _heeding_interrupts(run: _Run[Found], screen: Screen) -> Iterator[None]:
    """The first Ctrl-C stops the search, the second one the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heed(_number: int, _frame: FrameType | None) -> None:
        if run.cancelled.is_set():
            raise KeyboardInterrupt
        run.cancelled.set()
        screen.fault(screen.words("stopping"))

    before = signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _bar(screen: Screen) -> Bar:
    return Bar(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=screen.err,
        transient=True,
        disable=not screen.err.is_terminal,
    )
