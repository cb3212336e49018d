"""Memory of a process with all it has started, sampled while it works (Linux)."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

_KIB_IN_MIB = 1024
_EVERY_SECONDS = 0.5


def tree_mib() -> float:
    """Resident memory of this process and all below it, in MiB; 0 where nothing tells it.

    Pages that processes share are counted in each of them.
    """
    return sum(_resident_kib(one) for one in _tree(os.getpid())) / _KIB_IN_MIB


def _tree(process: int) -> list[int]:
    found = [process]
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listed.read_text(encoding="ascii").split()
        except OSError:
            continue  # ended meanwhile
        for child in children:
            found += _tree(int(child))
    return found


def _resident_kib(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) if lines else 0


class Watched:
    """Keeps the largest memory met while it is open.

    Attributes:
        peak_mib: so far.
    """

    def __init__(self) -> None:
        self.peak_mib = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.peak_mib = max(self.peak_mib, tree_mib())
            if self._over.wait(_EVERY_SECONDS):
                return
