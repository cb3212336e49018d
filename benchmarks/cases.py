"""Which cases there are: the whole benchmark and a quick look."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.rows import INSTANCES, Case
from optimizer.places import scenarios_directory

GROUPS = ("random", "budget", "first", "scenarios", "rcpsp", "dtctp", "district")

_PATIENCE = 120.0
"""Seconds a child may take beyond its time limits: imports, explaining, a busy machine."""

_QUESTIONS_A_SCENARIO = 9
DISTRICT = 121
"""Services of a district; one reported so many."""

# Sizes with the seeds drawn for each coupling; large ones are few because they use their time up.
_SEEDS = {30: 5, 60: 5, 120: 5, 240: 2, 400: 1}
_QUICK_SEEDS = {30: 1, 60: 2, 120: 1}
_QUICK_SCENARIOS = 3
_QUICK_INSTANCES = ("j3014_2", "j3045_9", "j6014_2", "j12010_2")
_QUICK_TRADE_OFFS = ("dPS_j301_1_t30", "dMM_J5019_1_t30", "feng18_ind200", "dMM_J10071_1_t30")


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        quick: a few cases of each group, under three minutes.
        seconds: time limit of the searches; ``None`` for the one of the protocol.
    """

    quick: bool = False
    seconds: float | None = None

    def limit(self, protocol: float, quick: float) -> float:
        """The time limit of one search in seconds."""
        return self.seconds or (quick if self.quick else protocol)


def cases(group: str, effort: Effort) -> list[Case]:
    """The cases of one group."""
    return list(_MAKERS[group](effort))


def _random(effort: Effort) -> Iterator[Case]:
    """Recommended plans; 30 s up to 120 steps, 60 s beyond."""
    for size, seeds in (_QUICK_SEEDS if effort.quick else _SEEDS).items():
        limit = effort.limit(30.0 if size <= 120 else 60.0, 10.0)
        for coupling in ("low", "high"):
            for seed in range(1, seeds + 1):
                yield _random_case("random", size, coupling, seed, limit)


def _budget(effort: Effort) -> Iterator[Case]:
    """The same with 35 % of the effort of doing everything."""
    for size in (60,) if effort.quick else (30, 60, 120):
        for coupling in ("low", "high"):
            for seed in (1,) if effort.quick else (1, 2, 3):
                yield _random_case(
                    "budget", size, coupling, seed, effort.limit(30.0, 10.0), budget=35
                )


def _first(effort: Effort) -> Iterator[Case]:
    """What is held when a planner waits five seconds for a very large service."""
    for size in (240,) if effort.quick else (240, 400):
        for coupling in ("low", "high"):
            yield _random_case("first", size, coupling, 1, 5.0)


def _random_case(
    group: str, size: int, coupling: str, seed: int, limit: float, budget: int = 0
) -> Case:
    return Case(
        group=group,
        name=f"{size} {coupling} {seed}",
        measure="random_rows",
        arguments={
            "size": size,
            "coupling": coupling,
            "seed": seed,
            "seconds": limit,
            "kind": group,
            "budget": budget,
        },
        seconds=limit + _PATIENCE,
    )


def _scenarios(effort: Effort) -> Iterator[Case]:
    """Every shipped service: three plans, the district's targets, re-solves."""
    paths = sorted(scenarios_directory().glob("*/service.yaml"))
    limit = effort.limit(30.0, 10.0)
    for path in paths[:: max(1, len(paths) // _QUICK_SCENARIOS)] if effort.quick else paths:
        yield Case(
            group="scenarios",
            name=path.parent.name,
            measure="scenario_rows",
            arguments={"path": str(path), "seconds": limit},
            seconds=_QUESTIONS_A_SCENARIO * limit + _PATIENCE,
        )


def _rcpsp(effort: Effort) -> Iterator[Case]:
    """PSPLIB instances, three answers each."""
    limit = effort.limit(10.0, 5.0)
    yield from _instances("rcpsp", "sm", "project_rows", limit, effort.quick, _QUICK_INSTANCES)


def _dtctp(effort: Effort) -> Iterator[Case]:
    """Time-cost trade-off instances, two answers each."""
    limit = effort.limit(15.0, 5.0)
    yield from _instances("dtctp", "json", "trade_off_rows", limit, effort.quick, _QUICK_TRADE_OFFS)


def _district(effort: Effort) -> Iterator[Case]:
    """Districts decided together, with one worker and with two; many services swept."""
    limit = effort.limit(180.0, 20.0)
    for count in (0, 20) if effort.quick else (0, DISTRICT):
        for workers in (2,) if effort.quick else (1, 2):
            yield _scale_case("joint_rows", count, workers, limit, limit + 4 * _PATIENCE)
    each = effort.limit(0.5, 0.5)
    for count, workers in ((60, 2),) if effort.quick else ((1_000, 1), (10_000, 2)):
        yield _scale_case("sweep_rows", count, workers, each, count * each + _PATIENCE)


def _scale_case(measure: str, count: int, workers: int, limit: float, patience: float) -> Case:
    what = "joint" if measure == "joint_rows" else "sweep"
    return Case(
        group="district",
        name=f"{what} {count or 'real'} {workers}",
        measure=measure,
        arguments={"count": count, "workers": workers, "seconds": limit},
        seconds=patience,
        spawning=True,
        module="scale",
    )


def _instances(
    group: str, ending: str, measure: str, limit: float, quick: bool, few: tuple[str, ...]
) -> Iterator[Case]:
    for name, best_known in best_known_values(group).items():
        if quick and name not in few:
            continue
        yield Case(
            group=group,
            name=name,
            measure=measure,
            arguments={
                "path": str(INSTANCES / group / f"{name}.{ending}"),
                "best_known": best_known,
                "seconds": limit,
            },
            seconds=4 * limit + _PATIENCE,
        )


def best_known_values(group: str) -> dict[str, int]:
    """Best published value of each instance copied here, in the order of the index."""
    with (INSTANCES / group / "index.csv").open(encoding="utf-8", newline="") as lines:
        return {row["instance"]: int(row["best_ub"]) for row in csv.DictReader(lines)}


_MAKERS = {
    "random": _random,
    "budget": _budget,
    "first": _first,
    "scenarios": _scenarios,
    "rcpsp": _rcpsp,
    "dtctp": _dtctp,
    "district": _district,
}
