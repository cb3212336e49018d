"""What is measured (cases) and what comes out (rows), as plain values that cross processes."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

INSTANCES = Path(__file__).resolve().parent / "instances"

Argument = str | int | float


@dataclass(frozen=True)
class Case:
    """One child process.

    Attributes:
        group: what ``--only`` speaks of.
        name: for people.
        measure: name of the function in ``module``.
        arguments: passed on by name.
        seconds: after which the child is ended, whatever it does.
        verbose: the child prints where it crashed.
        spawning: the child starts processes of its own.
        module: of ``benchmarks``, imported before any clock runs.
    """

    group: str
    name: str
    measure: str
    arguments: dict[str, Argument]
    seconds: float
    verbose: bool = False
    spawning: bool = False
    module: str = "measuring"


@dataclass(frozen=True)
class Stage:
    """One metric: what the plan attains and what no plan can beat."""

    metric: str
    value: int | None
    bound: int | None
    proven: bool
    seconds: float = 0.0

    def gap_percent(self) -> float | None:
        """How far the value may be from the best; 0 when proven, ``None`` when unknown."""
        if self.proven:
            return 0.0
        if self.value is None or self.bound is None:
            return None
        return 100 * (self.value - self.bound) / self.value if self.value else 0.0


@dataclass(frozen=True)
class Row:
    """One answer to one question.

    Attributes:
        kind: the table it stands in: ``random``, ``budget``, ``first``, ``plan``, ``target``,
            ``resolve``, ``rcpsp``, ``dtctp``, ``district`` or ``sweep``.
        variant: who answered or what was asked: a plan's name, our core or a peer.
        steps: size of the service before the reform, or number of activities.
        seconds: wall time of the whole answer, judged and explained; without imports.
        search_seconds: the part of it spent searching.
        status: of the plan; ``crashed`` or ``timeout`` when there is none.
        best_known: best published value, 0 where there is none.
        peak_mib: largest resident memory of the child that answered, in MiB.
        note: what went wrong, or which measure was refused.
        measured_on: day of the run; ``group`` of the case that gave the row.
        size, coupling: what a random service was drawn with; number of services of a district.
        figures: further numbers by name, in seconds unless the name says otherwise.
    """

    kind: str
    case: str
    variant: str
    steps: int
    seconds: float
    search_seconds: float
    status: str
    proven: bool
    stages: tuple[Stage, ...] = ()
    best_known: int = 0
    peak_mib: float = 0.0
    note: str = ""
    measured_on: str = ""
    group: str = ""
    size: int = 0
    coupling: str = ""
    figures: dict[str, float] = field(default_factory=dict)

    def gaps(self) -> dict[str, float | None]:
        """Gap in percent by metric."""
        return {stage.metric: stage.gap_percent() for stage in self.stages}

    def to_json(self) -> dict[str, object]:
        """As plain values, with the gaps."""
        return {**asdict(self), "gap_percent": self.gaps()}


def row_from_json(written: dict[str, object]) -> Row:
    """The row that ``Row.to_json`` wrote."""
    values = {key: value for key, value in written.items() if key != "gap_percent"}
    stages = values.pop("stages")
    assert isinstance(stages, list)
    return Row(**values, stages=tuple(Stage(**one) for one in stages))  # type: ignore[arg-type]
