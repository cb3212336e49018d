"""Work done beside the page and remembered: large services take longer than a click may."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")


class Background(Generic[_Answer]):
    """Answers questions one after the other, each once, whoever asks.

    Attributes:
        name: of its thread, for whoever looks at the server.
    """

    def __init__(self, name: str, kept: int = 128) -> None:
        """Nothing was asked yet.

        Args:
            name: of its thread.
            kept: how many answers are remembered.
        """
        self.name = name
        self._kept = kept
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._futures: dict[Hashable, Future[_Answer]] = {}
        self._lines: dict[str, Hashable] = {}
        self._lock = threading.Lock()

    def ask(
        self, line: str, question: Hashable, work: Callable[[], _Answer], patience_seconds: float
    ) -> _Answer | None:
        """The answer to a question; ``None`` while it is being worked out.

        Args:
            line: what the question is about; a newer question of the same line makes an older
                one needless that was not begun.
            question: tells it apart from all others; equal ones have equal answers.
            work: works the answer out.
            patience_seconds: how long to wait for it.
        """
        future = self._future(line, question, work)
        try:
            return future.result(timeout=patience_seconds)
        except (TimeoutError, CancelledError):
            return None

    def _future(
        self, line: str, question: Hashable, work: Callable[[], _Answer]
    ) -> Future[_Answer]:
        with self._lock:
            older = self._lines.get(line)
            if older is not None and older != question and older in self._futures:
                self._futures[older].cancel()
            self._lines[line] = question
            future = self._futures.get(question)
            if future is None or future.cancelled():
                future = self._pool.submit(work)
                self._futures[question] = future
                while len(self._futures) > self._kept:
                    self._futures.pop(next(iter(self._futures))).cancel()
            return future
