"""``onething portfolio``: a folder of services checked, decided together, reported."""

from __future__ import annotations

import datetime
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.cli.asking import Wishes, requests
from optimizer.cli.district_keeping import keep_decided
from optimizer.cli.district_refusing import refused_keys
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.cli.waiting import shown_while
from optimizer.errors import Cancelled, RequestProblem, Said
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.district.figures import district_figures
from optimizer.evaluation.district.near_departments import near_departments
from optimizer.evaluation.district.reached import reached
from optimizer.evaluation.district.rows import rows_of
from optimizer.evaluation.district.spent import money
from optimizer.formats.district_file import district_document
from optimizer.formats.district_folder import ReadDistrict, read_district, write_district
from optimizer.formats.own_results import DISTRICT_PLAN
from optimizer.formats.plan_json import finding_document
from optimizer.formats.whole_file import named
from optimizer.portfolio.crew import Crew, Engine
from optimizer.portfolio.deciding import decide_district
from optimizer.portfolio.generating import generated
from optimizer.portfolio.joint import Round, Watch
from optimizer.portfolio.kept_answers import answering
from optimizer.portfolio.same_documents import document_doubts
from optimizer.portfolio.shared import shared_sources
from optimizer.redesign.district import DistrictPlan, Failed, JointRequest
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Asking, Metric
from optimizer.service.finding import Finding, Severity
from optimizer.service.findings import findings
from optimizer.wording.district import approval_text, gap_text, money_text, sum_share_text
from optimizer.wording.district_road import basis_texts
from optimizer.wording.figures import DAGGER, figure_label, number_text
from optimizer.wording.levels import level
from optimizer.wording.names import source_name
from optimizer.wording.refused import refused_texts
from optimizer.wording.rules import rule_text
from optimizer.wording.targets import alone_texts

_ANSWERS = "answers"
_MOST_TOLD = 100
_MOST_NOTES = 20
"""Findings of a folder that are told: by ``check``, and before a search."""

_USED_UP = 0.95
"""Part of its time after which a search is said to have run out of it."""


@dataclass(frozen=True)
class Spread:
    """How services are spread over workers.

    Attributes:
        engine: ``local`` or ``dask``.
        workers: processes on this machine; ``None`` is one a core.
        address: of a Dask scheduler.
    """

    engine: str = "local"
    workers: int | None = None
    address: str = ""

    def crew(self) -> Crew:
        """The workers.

        Raises:
            RequestProblem: no such engine, or a cluster without an address.
        """
        if self.engine not in [one.value for one in Engine]:
            raise _problem(
                f"--engine {self.engine}：可用：local、dask",
                f"--engine {self.engine}: write local or dask",
            )
        if self.engine == Engine.DASK.value and not self.address:
            raise _problem(
                "--engine dask 需要 --address，如 tcp://10.0.0.5:8786",
                "--engine dask needs --address, e.g. tcp://10.0.0.5:8786",
            )
        return Crew(Engine(self.engine), self.workers, self.address)


def checked_district(screen: Screen, folder: Path, json: str | None) -> int:
    """Everything wrong or doubtful in a folder of services.

    Returns:
        Exit code: 1 when a service cannot be used.
    """
    read = read_district(folder)
    found = _doubts(read)
    _show_failed(screen, screen.words("district_unread"), read.failed)
    _show_findings(screen, found, _MOST_TOLD)
    sources, _ = shared_sources(read.district.members)
    wrong = sum(one.severity is Severity.ERROR for one in found) + len(read.failed)
    screen.line(
        screen.words(
            "district_read",
            name=read.district.name,
            services=len(read.district.members),
            sources=len(sources),
            shared=sum(len(one.uses) > 1 for one in sources),
            wrong=wrong,
            doubts=len(found) - sum(one.severity is Severity.ERROR for one in found),
        )
    )
    document = {
        "format": "onething-findings/1",
        "findings": [finding_document(one) for one in found],
        "failed": [one.model_dump(mode="json") for one in read.failed],
    }
    write_result(document, json)
    return int(wrong > 0)


def _doubts(read: ReadDistrict) -> list[Finding]:
    """Of the folder, of each service, and of what services say differently of one thing."""
    _, apart = shared_sources(read.district.members)
    each = [
        one for member in read.district.members for one in findings(member.service, member.origin)
    ]
    papers = document_doubts(read.district.members)
    departments = near_departments(read.district.members)
    return [*read.notes, *apart, *papers, *departments, *each]


def decided_district(
    screen: Screen,
    folder: Path,
    wishes: Wishes,
    spread: Spread,
    *,
    json: str | None,
    out: Path | None,
) -> int:
    """Decide all services of a folder together, show it, keep it.

    What was worked out is kept in ``out``; the same command after a kill goes on from there.

    Returns:
        Exit code: 1 when nothing was found or a service had to be left out.

    Raises:
        Cancelled: the user stopped before there was anything to keep; an earlier plan stays.
        RequestProblem: what was asked cannot be computed with, or ``out`` is ``folder``.
        OSError: results cannot be written; an earlier plan stays.
    """
    request, crew = _joint_request(wishes), spread.crew()
    target = _results_folder(folder, out)
    read = read_district(folder)
    refused = refused_keys(read.district.members, wishes.refusals, request.authority)
    request = request.model_copy(update={"refused": refused})
    _show_failed(screen, screen.words("district_unread"), read.failed)
    _show_findings(screen, read.notes, _MOST_NOTES)
    _make_writable(target)

    def unkept(error: OSError) -> None:
        place = str(target / _ANSWERS)
        screen.fault(screen.words("district_unkept", path=place, why=screen.why(error)))

    def search(watch: Watch, cancelled: threading.Event) -> DistrictPlan:
        run = answering(crew, target / _ANSWERS, cancelled.is_set, unkept)
        found = decide_district(read.district, request, crew, run, watch, cancelled.is_set)
        if cancelled.is_set() and not any(one.measures for one in found.outcome.choices):
            raise Cancelled
        return found

    plan = shown_while(screen, search, _round_text(screen, request))
    show_district(screen, plan)  # without what could not be read: that was told before the search
    now = datetime.datetime.now().astimezone()
    plan = plan.model_copy(
        update={"failed": (*read.failed, *plan.failed), "computed_at": now.replace(microsecond=0)}
    )
    try:
        keep_decided(screen, target / DISTRICT_PLAN, plan)
    finally:
        write_result(district_document(plan), json)
    return int(not plan.outcome.status.has_plan or bool(plan.failed))


def _results_folder(folder: Path, out: Path | None) -> Path:
    """Where the results go: by itself never among the services that are read.

    Raises:
        RequestProblem: the folder of the services was named itself.
    """
    services = folder.resolve()
    if out is not None:
        if out.resolve() == services:
            raise _problem(
                f"--out {out}：成果不能与一件事文件放在同一文件夹，请另写一个",
                f"--out {out}: this folder holds the services; name another one for the results",
            )
        return out
    usual = Path("out") / services.name
    return services.parent / usual if usual.resolve().is_relative_to(services) else usual


def _make_writable(folder: Path) -> None:
    """Refuse a folder that takes no results before they are worked out."""
    with named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass


def generated_district(screen: Screen, folder: Path, count: int, seed: int) -> int:
    """Write a generated district as a folder of service files; exit code 0."""
    write_district(folder, generated(count, seed))
    screen.line(screen.words("written", files=str(folder)))
    return 0


def show_district(screen: Screen, plan: DistrictPlan, counting: str = "") -> None:
    """The decision, its proof, the district's sums and what was left out.

    Args:
        screen: of the user.
        plan: decided.
        counting: id of the counting rule of the sums; empty takes that of the decision.
    """
    outcome = plan.outcome
    screen.title(screen.words("district_title", name=plan.district.name))
    screen.line(_standing(screen, plan))
    if not outcome.status.has_plan:
        screen.lines(screen.words("district_alone"), alone_texts(plan, screen.language))
        _show_failed(screen, screen.words("district_left_out"), plan.failed)
        return
    screen.line(gap_text(plan.request, outcome.value, outcome.bound, screen.language))
    names = {
        one.key: screen.words("district_source", name=source_name(one.name), owner=one.owner)
        if one.owner
        else source_name(one.name)
        for one in plan.sources
    }
    effort = screen.words(
        "district_effort",
        effort=outcome.effort,
        count=len(outcome.connected),
        approvals=len(outcome.approved),
    )
    screen.line(effort)
    screen.line(money_text(money(plan), screen.language, plan.request.max_cost_yuan))
    _show_figures(screen, plan, counting or plan.request.counting)
    screen.lines(
        screen.words("district_sources"), [names.get(key, key) for key in outcome.connected]
    )
    screen.lines(screen.words("district_approvals"), _approval_texts(screen, plan))
    for text in refused_texts(plan, screen.language):
        screen.line(text)
    _show_failed(screen, screen.words("district_left_out"), plan.failed)


def _standing(screen: Screen, plan: DistrictPlan) -> str:
    """What the decision is worth, and why it is not proven where the time was not used up."""
    outcome, limit = plan.outcome, plan.request.time_limit_seconds
    if plan.undecidable:
        return screen.words("district_undecidable")
    if outcome.status is not Status.BOUNDED or outcome.seconds >= _USED_UP * limit:
        return screen.words(f"district_{outcome.status.value}")
    spent = {"seconds": round(outcome.seconds), "limit": round(limit)}
    if outcome.unanswered:
        count = len(outcome.unanswered)
        return screen.words("district_early_unanswered", count=count, **spent)
    return screen.words("district_early", **spent)


def _approval_texts(screen: Screen, plan: DistrictPlan) -> list[str]:
    """What has to be asked for from above, with who asks whom and for how many services."""
    helped = Counter(key for one in plan.outcome.choices for key in one.approvals)
    return [
        screen.words(
            "district_approval",
            what=approval_text(one, screen.language),
            who=level(one.authority, screen.language),
            owner=one.owner or screen.words("district_nobody"),
            count=helped[one.key],
        )
        for one in plan.approvals
        if one.key in plan.outcome.approved
    ]


def _show_figures(screen: Screen, plan: DistrictPlan, counting: str) -> None:
    language = screen.language
    rule = load_counting_rules()[counting]
    held = rows_of(plan)
    figures = district_figures(held, rule).figures
    headings = [screen.words(key) for key in ("metric", "before", "after", "percent")]
    rows = [
        (
            figure_label(one.metric, language) + (DAGGER if one.all.assumed else ""),
            number_text(one.all.before, language, at_least=one.all.before_at_least),
            number_text(one.all.after, language, at_least=one.all.after_at_least),
            sum_share_text(one.all, language),
        )
        for one in figures
    ]
    screen.table(headings, rows, right=frozenset({1, 2, 3}))
    screen.line(rule_text(rule, language), style="dim")
    for text in basis_texts(reached(plan, held, rule, {row.key for row in held}), language):
        screen.line(text, style="dim")
    if any(one.all.assumed for one in figures):
        screen.line(screen.words("district_assumed"), style="dim")


def _show_failed(screen: Screen, heading: str, failed: Iterable[Failed]) -> None:
    chinese = screen.language == "zh"
    told = [f"{one.service}: {one.message_zh if chinese else one.message_en}" for one in failed]
    screen.lines(heading, told)


def _show_findings(screen: Screen, found: Sequence[Finding], most: int) -> None:
    """The gravest findings, and how many are left out."""
    order = list(Severity)
    screen.findings(sorted(found, key=lambda one: order.index(one.severity))[:most], to_error=False)
    if len(found) > most:
        screen.line(screen.words("district_more", left=len(found) - most))


def _joint_request(wishes: Wishes) -> JointRequest:
    (asked,) = requests(wishes, [one for one in Metric if one is not Metric.EFFORT])
    targets = asked.targets if asked.asking is Asking.TARGETS else ()
    joint = JointRequest(
        counting=asked.counting,
        targets=targets,
        by_volume=wishes.by_volume or bool(targets),  # targets are of plain sums
        max_effort=asked.max_effort,
        max_cost_yuan=asked.max_cost_yuan,
        authority=asked.authority,
        risk=asked.risk,
        levers=asked.levers,
    )
    if wishes.time_limit is None:
        return joint
    return joint.model_copy(update={"time_limit_seconds": asked.time_limit_seconds})


def _round_text(screen: Screen, request: JointRequest) -> Callable[[Round], str]:
    def told(one: Round) -> str:
        begun = screen.words("district_round", number=one.number, plans=one.plans)
        if one.value is None or one.bound is None:
            return begun
        return f"{begun} {gap_text(request, one.value, one.bound, screen.language)}"

    return told


def _problem(zh: str, en: str) -> RequestProblem:
    return RequestProblem((Said(zh, en),))
