"""What a child process does for the group ``district``: one district decided, many services swept.

Workers are processes of their own below the child; its memory is that of all of them.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases import DISTRICT
from benchmarks.memory import Watched, tree_mib
from benchmarks.rows import Row, Stage
from optimizer.formats.district_folder import read_district, write_district
from optimizer.places import scenarios_directory
from optimizer.planning import optimize
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.generating import generated, generated_member
from optimizer.portfolio.kept_answers import answering
from optimizer.redesign.district import DistrictPlan, JointRequest
from optimizer.redesign.plan import Status
from optimizer.redesign.request import RECOMMENDED


def joint_rows(count: int, workers: int, seconds: float) -> list[Row]:
    """A district from its folder to judged plans.

    Args:
        count: services that are generated; 0 for the shipped ones.
        workers: processes that answer services.
        seconds: time limit of the joint decision.
    """
    with tempfile.TemporaryDirectory() as kept, Watched() as memory:
        folder = scenarios_directory()
        if count:
            folder = Path(kept) / "district"
            write_district(folder, generated(count, 1))
        begun = time.perf_counter()
        district = read_district(folder).district
        reading = time.perf_counter() - begun
        crew = Crew(workers=workers)
        request = JointRequest(time_limit_seconds=seconds)
        plan = decide_district(district, request, crew, run=answering(crew, None))
        spent = time.perf_counter() - begun
    figures = {"reading": reading, "tree_mib": memory.peak_mib, "workers": float(workers)}
    return [_joint_row(plan, spent, figures)]


def _joint_row(plan: DistrictPlan, spent: float, figures: dict[str, float]) -> Row:
    outcome = plan.outcome
    services = len(plan.district.members)
    judged = sum(one.verified for _, one in plan.plans)
    proven = outcome.status is Status.OPTIMAL
    sources = f"{len(outcome.connected)} of {len(plan.sources)} sources"
    return Row(
        kind="district",
        case="generated" if plan.district.generated else "real",
        variant=f"{figures['workers']:.0f} workers",
        steps=sum(len(one.before.steps) for _, one in plan.plans),
        seconds=spent,
        search_seconds=outcome.seconds,
        status=outcome.status.value if judged == services else "unverified",
        proven=proven,
        stages=(Stage("left", outcome.value, outcome.bound, proven, outcome.seconds),),
        size=services,
        note=f"{judged} plans judged, {outcome.effort} points, {sources}, {outcome.rounds} rounds",
        figures=figures,
    )


# --- sweep ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Swept:
    """What is kept of one answered service: never the service nor its plan.

    Attributes:
        drawing, answering, searching: seconds to generate the service, to answer it from the
            record to the judged plan, and the part of it spent in the search.
    """

    steps: int
    drawing: float
    answering: float
    searching: float
    proven: bool
    judged: bool


def answer_one(task: tuple[int, float]) -> Swept:
    """Generate a service and answer it alone; what a worker does.

    Args:
        task: number of the service, counted over all districts; time limit in seconds.
    """
    number, seconds = task
    begun = time.perf_counter()
    district, place = divmod(number, DISTRICT)
    service = generated_member(DISTRICT, district + 1, place + 1).service
    drawn = time.perf_counter()
    request = RECOMMENDED.model_copy(update={"time_limit_seconds": seconds, "workers": 1})
    plan = optimize(service, request)
    return Swept(
        steps=len(plan.before.steps),
        drawing=drawn - begun,
        answering=time.perf_counter() - drawn,
        searching=plan.outcome.seconds,
        proven=plan.outcome.status is Status.OPTIMAL,
        judged=plan.verified or not plan.outcome.measures,
    )


@dataclass
class _Sums:
    """What a sweep adds up as answers come in."""

    done: int = 0
    failed: int = 0
    proven: int = 0
    judged: int = 0
    steps: int = 0
    drawing: float = 0.0
    answering: float = 0.0
    searching: float = 0.0
    slowest: float = 0.0
    early_mib: float = 0.0

    def add(self, one: Swept) -> None:
        self.proven += one.proven
        self.judged += one.judged
        self.steps += one.steps
        self.drawing += one.drawing
        self.answering += one.answering
        self.searching += one.searching
        self.slowest = max(self.slowest, one.answering)


def sweep_rows(count: int, workers: int, seconds: float) -> list[Row]:
    """Many generated services, each answered alone; nothing is kept but sums.

    Args:
        count: services, of as many districts of 121 as it takes.
        workers: processes.
        seconds: time limit of each search.
    """
    sums = _Sums()
    begun = time.perf_counter()
    with Watched() as memory:
        for done in Crew(workers=workers).run(
            answer_one, [(number, seconds) for number in range(count)]
        ):
            sums.done += 1
            if done.answer is None:
                sums.failed += 1
            else:
                sums.add(done.answer)
            if sums.done == max(1, count // 10):
                sums.early_mib = tree_mib()
        late = tree_mib()
    spent = time.perf_counter() - begun
    figures = {
        "workers": float(workers),
        "answering": sums.answering,
        "drawing": sums.drawing,
        "overhead": spent * workers - sums.answering - sums.drawing,
        "slowest": sums.slowest,
        "proven": float(sums.proven),
        "failed": float(sums.failed),
        "early_mib": sums.early_mib,
        "late_mib": late,
        "tree_mib": memory.peak_mib,
    }
    whole = sums.judged == count
    return [_sweep_row(sums, spent, figures, "optimal" if whole else "unverified", count)]


def _sweep_row(
    sums: _Sums, spent: float, figures: dict[str, float], status: str, count: int
) -> Row:
    return Row(
        kind="sweep",
        case=f"{count} services",
        variant=f"{figures['workers']:.0f} workers",
        steps=sums.steps,
        seconds=spent,
        search_seconds=sums.searching,
        status=status,
        proven=sums.proven == count,
        size=count,
        note=f"{sums.proven} proven, {sums.failed} without an answer",
        figures=figures,
    )
