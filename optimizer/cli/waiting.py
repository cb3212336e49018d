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
from optimizer.solver.solving import Progress
from optimizer.wording.progress import progress_text, searching_text

Found = TypeVar("Found")
Told = TypeVar("Told")
Search = Callable[[Callable[[Told], None], threading.Event], Found]
"""Is given whom to tell and what to heed when the user stops."""

_LOOK_SECONDS = 0.1


def searched(screen: Screen, search: Search[Progress, Found], what: str = "") -> Found:
    """Run a search for a plan while its progress is shown; see ``shown_while``."""
    return shown_while(screen, search, lambda one: progress_text(one, screen.language), what)


def shown_while(
    screen: Screen,
    search: Search[Told, Found],
    text_of: Callable[[Told], str],
    what: str = "",
) -> Found:
    """Run something long in a thread of its own while progress is shown.

    Args:
        screen: progress goes to standard error, nothing where that is no terminal.
        search: is given whom to tell and what to heed when the user stops.
        text_of: what is told, in words.
        what: name of what is being searched.

    Raises:
        KeyboardInterrupt: the user asked to stop a second time.
    """
    run = _Run(search)
    with _bar(screen) as bar, _heeding_interrupts(run, screen):
        begun = f"{what} {searching_text(screen.language)}".strip()
        task = bar.add_task(harmless(begun), total=None)

        def tell(progress: Told) -> None:
            bar.update(task, description=harmless(f"{what} {text_of(progress)}".strip()))

        run.start(tell)
        run.wait()
    return run.result()


class _Run(Generic[Told, Found]):
    """One search in a thread; Python's own signals stay with the main thread."""

    def __init__(self, search: Search[Told, Found]) -> None:
        self._search = search
        self._found: list[Found] = []
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=lambda: None, daemon=True)
        self.cancelled = threading.Event()

    def start(self, tell: Callable[[Told], None]) -> None:
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
def _heeding_interrupts(run: _Run[Told, Found], screen: Screen) -> Iterator[None]:
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
