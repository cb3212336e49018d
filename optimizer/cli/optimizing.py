"""``onething optimize``: one plan, or the three named ones."""

from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.plan_tables import show_plan, show_three
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.cli.waiting import searched
from optimizer.formats.plan_files import write_plan
from optimizer.formats.plan_json import plan_document
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.request import Request
from optimizer.service.finding import Finding
from optimizer.service.service import Service
from optimizer.wording.figures import plan_name


def optimized(
    screen: Screen,
    file: Path,
    wishes: Wishes,
    *,
    json: str | None,
    out: Path | None,
    sensitivity: bool,
) -> int:
    """Optimize, show, write.

    Returns:
        Exit code: 1 when targets cannot be reached or no plan was found.
    """
    asked = requests(wishes)
    service, found = read(screen, file)
    plans = []
    for request in asked:
        plans.append(_plan(screen, service, request, sensitivity=sensitivity))
        if plans[-1].outcome.status is Status.STOPPED:
            break
    held = [plan for plan in plans if plan.outcome.status.has_plan]
    if len(held) > 1:
        show_three(screen, tuple(held), service)
    for plan in plans:
        show_plan(screen, plan, service)
    documents = [plan_document(plan, service, found) for plan in plans]
    write_result(documents[0] if len(asked) == 1 else {"plans": documents}, json)
    _write(screen, held, service, found, out)
    return int(len(held) < len(plans))


def _plan(screen: Screen, service: Service, request: Request, *, sensitivity: bool) -> Plan:
    return searched(
        screen,
        lambda watch, cancelled: planning.optimize(
            service, request, watch, cancelled, sensitivity=sensitivity
        ),
        plan_name(request.name, screen.language),
    )


def _write(
    screen: Screen,
    plans: list[Plan],
    service: Service,
    found: tuple[Finding, ...],
    out: Path | None,
) -> None:
    if out is None or not plans:
        return
    written = [
        path for plan in plans for path in write_plan(out, plan, service, found, screen.language)
    ]
    screen.line()
    screen.line(screen.words("written", files=screen.words.listed([str(p) for p in written])))
