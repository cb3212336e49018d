"""Each case in a process of its own: a crash or a hang costs one case, memory is its own."""

import contextlib
import importlib
import multiprocessing
import os
import resource
import signal
import sys
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from benchmarks.rows import Case, Row

_KIB_IN_MIB = 1024


def measured(case: Case) -> tuple[Row, ...]:
    """Run a case in a fresh interpreter and wait for its rows.

    Returns:
        Its rows with the child's peak memory; one row with status ``timeout`` or ``crashed``
        when the child gave none.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(case, sending), daemon=not case.spawning)
    child.start()
    sending.close()
    try:
        receiving.recv()  # The child is there, at the head of its group: now its time runs.
        if not receiving.poll(case.seconds):
            return (_failed(case, "timeout", f"ended after {case.seconds:.0f} s"),)
        answer = receiving.recv()
    except EOFError:
        child.join()
        return (_failed(case, "crashed", f"exit code {child.exitcode}"),)
    finally:
        _end(child, case)
        receiving.close()
    if isinstance(answer, str):
        return (_failed(case, "crashed", answer),)
    return tuple(answer)


def _end(child: SpawnProcess, case: Case) -> None:
    """End a child and whatever it started."""
    if case.spawning and child.pid is not None:
        # The child leads a group of its own, unless it crashed before it came so far.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.join()


def _answer(case: Case, sending: Connection) -> None:
    """In the child: import, measure, send the rows or what went wrong."""
    if case.spawning:
        os.setsid()
    sending.send(os.getpid())
    try:
        measuring = importlib.import_module(f"benchmarks.{case.module}")
        rows = getattr(measuring, case.measure)(**case.arguments)
        sending.send(tuple(replace(row, peak_mib=peak_mib()) for row in rows))
    except Exception as problem:  # noqa: BLE001 - whatever it is, it becomes a row of the table
        if case.verbose:
            traceback.print_exc()
        sending.send(f"{type(problem).__name__}: {problem}".splitlines()[0][:200])


def peak_mib() -> float:
    """Largest resident memory of this process so far, in MiB.

    Linux keeps the peak of the process that started this one in ``ru_maxrss``, so the peak of
    the address space itself is read where the system tells it.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / _KIB_IN_MIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _KIB_IN_MIB / (_KIB_IN_MIB if sys.platform == "darwin" else 1)


def _failed(case: Case, status: str, note: str) -> Row:
    """A row that counts against the goals its case belongs to."""
    return Row(
        kind="plan" if case.group == "scenarios" else case.group,
        case=case.name,
        variant="ours" if case.group in ("rcpsp", "dtctp") else "recommended",
        steps=0,
        seconds=case.seconds if status == "timeout" else 0.0,
        search_seconds=0.0,
        status=status,
        proven=False,
        note=note,
        size=int(case.arguments.get("size", 0)),
        coupling=str(case.arguments.get("coupling", "")),
    )
