"""A district decided: judged plans, bad services left out, the same after a kill and anywhere."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from optimizer.errors import JudgeRejection, RequestProblem
from optimizer.formats.district_file import district_file, read_district_file
from optimizer.formats.district_folder import write_district
from optimizer.portfolio.asking import Answered, Task
from optimizer.portfolio.crew import Crew
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.judging import recounted_district
from optimizer.portfolio.kept_answers import answering
from optimizer.redesign.district import (
    District,
    DistrictPlan,
    Failed,
    JointOutcome,
    JointRequest,
    Member,
)
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Metric, Target
from optimizer.service.finding import InvalidFile
from optimizer.service.kinds import PrecedenceKind
from optimizer.service.precedence import Precedence
from optimizer.service.record import problems_of
from tests.fixtures import pair
from tests.unit.portfolio.losing import LOST, Losing
from tests.unit.portfolio.small_districts import small_district

LOCAL = Crew(workers=2)
ASKED = JointRequest(metrics=(Metric.MATERIALS, Metric.STEPS), max_effort=30, time_limit_seconds=90)


def timeless(outcome: JointOutcome) -> JointOutcome:
    """A search that is given less of the machine may take other rounds to the same end."""
    return outcome.model_copy(update={"seconds": 0.0, "rounds": 0})


def circular() -> Member:
    """A service whose steps wait for each other."""
    service = pair()
    first, second = service.items[0].id, service.items[1].id
    waits = tuple(
        Precedence(id=name, before=one, after=other, kind=PrecedenceKind.LEGAL, basis="某法")
        for name, one, other in (("w1", first, second), ("w2", second, first))
    )
    return Member(key="circle", service=service.model_copy(update={"precedences": waits}))


@pytest.fixture(scope="module")
def decided() -> DistrictPlan:
    return decide_district(small_district(5), ASKED, LOCAL)


def test_every_plan_is_judged_and_holds_the_figures_decided(decided: DistrictPlan) -> None:
    assert [key for key, _ in decided.plans] == [one.key for one in decided.district.members]
    assert decided.failed == ()
    assert not decided.undecidable
    told = tuple(
        Failed(service=key, message_zh="保持现状", message_en="stays as it is")
        for key, _ in decided.plans
    )
    assert not decided.model_copy(update={"failed": told}).undecidable
    for (key, plan), choice in zip(decided.plans, decided.outcome.choices, strict=True):
        assert key == choice.service
        assert plan.verified
        assert plan.outcome.measures == choice.measures
        assert (plan.before_metrics, plan.after_metrics) == (choice.before, choice.after)


def test_effort_is_a_ceiling_and_no_target() -> None:
    asked = ASKED.model_copy(update={"targets": (Target(metric=Metric.EFFORT, percent=5),)})
    with pytest.raises(RequestProblem, match="ceiling of effort"):
        decide_district(small_district(5), asked, LOCAL)


@pytest.mark.parametrize(
    ("metrics", "told"),
    [
        ((Metric.STEPS, Metric.MATERIALS, Metric.STEPS), "metrics: steps twice; name each"),
        ((Metric.EFFORT,), "metrics: effort is what reductions cost; set a ceiling of effort"),
        ((), "metrics: none; name some, e.g. materials, steps, promise, visits, or set targets"),
    ],
)
def test_each_metric_is_asked_for_once(
    decided: DistrictPlan, metrics: tuple[Metric, ...], told: str
) -> None:
    with pytest.raises(ValueError, match=told) as raised:
        JointRequest(metrics=metrics)
    assert len(problems_of(raised.value)) == 1
    document = json.loads(district_file(decided))
    document["record"]["request"]["metrics"] = metrics
    with pytest.raises(InvalidFile) as unread:
        read_district_file(json.dumps(document).encode(), "全区.json")
    assert told in unread.value.findings[0].message_en


def test_whoever_sets_targets_may_reduce_nothing_else() -> None:
    target = Target(metric=Metric.MATERIALS, percent=10)
    asked = JointRequest(metrics=(), targets=(target,), time_limit_seconds=60)
    assert len(decide_district(small_district(5), asked, LOCAL).plans) == 3


def test_a_service_that_cannot_be_computed_is_told_and_stops_no_other(
    decided: DistrictPlan,
) -> None:
    district = small_district(5)
    with_bad = district.model_copy(update={"members": (circular(), *district.members)})
    found = decide_district(with_bad, ASKED, LOCAL)
    assert [one.service for one in found.failed] == ["circle"]
    assert "成环" in found.failed[0].message_zh
    assert timeless(found.outcome) == timeless(decided.outcome)


@pytest.mark.parametrize(
    "asked",
    [ASKED, ASKED.model_copy(update={"targets": (Target(metric=Metric.STEPS, percent=5),)})],
    ids=["the most", "targets"],
)
@pytest.mark.parametrize("members", [(), (circular(),)], ids=["nobody", "a circle"])
def test_where_no_service_can_be_computed_with_all_is_told(
    asked: JointRequest, members: tuple[Member, ...]
) -> None:
    found = decide_district(District(name="空区", members=members), asked, LOCAL)
    assert found.undecidable
    assert found.outcome == JointOutcome(status=Status.NOTHING_FOUND)
    assert [one.service for one in found.failed] == [one.key for one in members]
    assert recounted_district(found) == found


def test_a_plan_that_could_not_be_judged_says_why() -> None:
    with pytest.raises(JudgeRejection) as told:
        decide_district(small_district(5), ASKED, Losing(workers=1, over="_judged"))
    assert told.value.reasons == (f"s0: {LOST.en}",)


def test_answers_that_are_kept_are_not_worked_out_again(
    decided: DistrictPlan, tmp_path: Path
) -> None:
    first = decide_district(small_district(5), ASKED, LOCAL, answering(LOCAL, tmp_path))
    kept = sorted(tmp_path.iterdir())
    stamps = {one: one.stat().st_mtime_ns for one in kept}
    for one in kept[: len(kept) // 2]:
        one.write_text("{", encoding="utf-8")  # half written by another program
    again = decide_district(small_district(5), ASKED, LOCAL, answering(LOCAL, tmp_path))
    assert timeless(first.outcome) == timeless(again.outcome) == timeless(decided.outcome)
    assert sorted(tmp_path.iterdir()) == kept
    untouched = kept[len(kept) // 2 :]
    assert untouched
    assert all(one.stat().st_mtime_ns == stamps[one] for one in untouched)


def test_a_cluster_decides_the_same(decided: DistrictPlan, cluster: Crew) -> None:
    found = decide_district(small_district(5), ASKED, cluster, answering(cluster, None))
    assert timeless(found.outcome) == timeless(decided.outcome)
    assert found.plans == decided.plans


def test_whoever_stops_keeps_the_best_so_far() -> None:
    def run(tasks: Sequence[Task]) -> list[Answered]:
        return [Answered(one.number, None) for one in tasks]

    found = decide_district(small_district(5), ASKED, LOCAL, run, stopped=lambda: True)
    assert found.outcome.status.value == "stopped"
    assert len(found.plans) == len(found.district.members)
    assert found.outcome.bound is None


def _command(folder: Path, out: Path) -> list[str]:
    options = ["--max-effort", "30", "--workers", "2", "--out", str(out)]
    program = "import sys; from optimizer.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, "portfolio", "optimize", str(folder), *options]


def _begun(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run that has kept some answers, in a terminal of its own."""
    write_district(folder, District(name="小区", members=small_district(7, count=5).members))
    running = subprocess.Popen(
        _command(folder, out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    answers = out / "answers"
    until = time.monotonic() + 300
    while not answers.is_dir() or len(list(answers.iterdir())) < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    return running


def test_ctrl_c_in_a_terminal_keeps_the_best_so_far(tmp_path: Path) -> None:
    """The terminal interrupts the workers, too."""
    running = _begun(tmp_path / "district", tmp_path / "out")
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(300) == 0
    path = tmp_path / "out" / "district-plan.json"
    plan = read_district_file(path.read_bytes(), path.name)
    assert len(plan.plans) == len(plan.district.members)


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder, out, clean = tmp_path / "district", tmp_path / "out", tmp_path / "clean"
    running = _begun(folder, out)
    answers = out / "answers"
    running.send_signal(signal.SIGKILL)
    running.wait()
    stamps = {one: one.stat().st_mtime_ns for one in answers.glob("*.json")}
    assert stamps
    assert not (out / "district-plan.json").exists()
    for target in (out, clean):
        subprocess.run(_command(folder, target), check=True, stdout=subprocess.DEVNULL)
    assert all(one.stat().st_mtime_ns == stamp for one, stamp in stamps.items())
    plans = [
        read_district_file((one / "district-plan.json").read_bytes(), "x") for one in (out, clean)
    ]
    assert timeless(plans[0].outcome) == timeless(plans[1].outcome)
