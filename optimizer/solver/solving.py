"""One call of CP-SAT: stoppable, watched, its answer kept as plain numbers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.solver.variables import Expression, Variables


@dataclass(frozen=True)
class Progress:
    """What the search knows at one moment, for whoever is waiting."""

    stage: str
    best: int | None
    bound: int | None
    seconds: float


Watch = Callable[[Progress], None]


@dataclass
class Clockwork:
    """Time, cancellation and reporting of one run.

    Attributes:
        deadline: ``time.monotonic()`` at which the search ends.
        cancelled: set by whoever wants to stop; the best plan so far is kept.
    """

    started: float
    deadline: float
    workers: int
    seed: int
    cancelled: threading.Event
    watch: Watch | None = None

    def left(self) -> float:
        """Seconds left; 0 when stopped."""
        if self.cancelled.is_set():
            return 0.0
        return max(0.0, self.deadline - time.monotonic())

    def tell(self, stage: str, best: int | None, bound: int | None) -> None:
        """Report progress, if anyone watches."""
        if self.watch is not None:
            self.watch(Progress(stage, best, bound, time.monotonic() - self.started))


@dataclass(frozen=True)
class Answer:
    """Outcome of one solve: a solution (values by variable index), a bound, or neither."""

    feasible: bool | None  # None: unknown when the time was up
    proven: bool
    value: int | None
    bound: int | None
    values: tuple[int, ...]
    seconds: float

    def of(self, expression: Expression) -> int:
        """Value of a variable or linear expression in the solution held."""
        if isinstance(expression, int):
            return expression
        if isinstance(expression, cp_model.IntVar):
            return self.values[expression.index]
        flat = cp_model.FlatIntExpr(expression)
        total: int = flat.offset
        for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
            total += coefficient * self.values[variable.index]
        return total


class _Listener(cp_model.CpSolverSolutionCallback):
    """Reports each better plan and stops when asked to."""

    def __init__(self, stage: str, clockwork: Clockwork) -> None:
        super().__init__()
        self._stage = stage
        self._clockwork = clockwork

    def on_solution_callback(self) -> None:
        bound = round(self.best_objective_bound)
        self._clockwork.tell(self._stage, round(self.objective_value), bound)
        if self._clockwork.cancelled.is_set():
            self.stop_search()


def solve(
    variables: Variables,
    stage: str,
    clockwork: Clockwork,
    *,
    seconds: float,
    objective: Expression | None = None,
) -> Answer:
    """Minimise an expression (or just find a plan) on the model as it stands."""
    model = variables.model
    if objective is not None:
        model.minimize(objective)
    else:
        model.clear_objective()  # type: ignore[no-untyped-call]  # ortools
    budget = min(seconds, clockwork.left())
    if budget <= 0:
        return Answer(None, False, None, None, (), 0.0)
    solver = _solver(clockwork, budget)
    begun = time.monotonic()
    status = _watched(solver, model, stage, clockwork)
    spent = time.monotonic() - begun
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        value = round(solver.objective_value) if objective is not None else 0
        bound = round(solver.best_objective_bound) if objective is not None else 0
        values = tuple(solver.response_proto.solution)
        return Answer(True, status == cp_model.OPTIMAL, value, bound, values, spent)
    if status == cp_model.INFEASIBLE:
        return Answer(False, True, None, None, (), spent)
    return Answer(None, False, None, None, (), spent)


def _solver(clockwork: Clockwork, budget: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = budget
    parameters.num_workers = clockwork.workers
    parameters.random_seed = clockwork.seed
    # Whoever started us hears Ctrl-C and sets `cancelled`; the library's own handler is bound
    # to the thread that solves and ends the program when the signal reaches another one.
    parameters.catch_sigint_signal = False
    # An LP-heavy worker closes what the default pair leaves open for minutes.
    parameters.subsolvers.extend(("max_lp", "quick_restart"))
    return solver


def _watched(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stage: str, clockwork: Clockwork
) -> int:
    """Solve while a watcher passes a wish to stop on, again until it is heard.

    A stop asked for before the search has begun is lost, so it is repeated.
    """
    done = threading.Event()

    def watcher() -> None:
        while not done.wait(0.05):
            if clockwork.cancelled.is_set():
                solver.stop_search()

    thread = threading.Thread(target=watcher, daemon=True)
    thread.start()
    try:
        return int(solver.solve(model, _Listener(stage, clockwork)))
    finally:
        done.set()
        thread.join()
