"""``onething validate``: the shipped services against what governments published of them."""

from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import ALL, Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.screen import Screen
from optimizer.cli.waiting import searched
from optimizer.formats.validation_page import ValidationCase, validation_page
from optimizer.places import scenarios_directory
from optimizer.redesign.plan import Plan
from optimizer.redesign.request import Request
from optimizer.service.service import Service
from optimizer.wording.figures import plan_name


def validated(screen: Screen, output: Path, wishes: Wishes) -> int:
    """Optimize every shipped service three ways and write the page.

    Returns:
        Exit code: 1 when there are no scenarios.
    """
    asked = requests(Wishes(plan=ALL, time_limit=wishes.time_limit))
    files = sorted(scenarios_directory().glob("*/service.yaml"))
    if not files:
        screen.fault(screen.words("no_scenarios", path=scenarios_directory()))
        return 1
    cases = []
    for file in files:
        service, _ = read(screen, file)
        plans = tuple(_plan(screen, service, request) for request in asked)
        cases.append(ValidationCase(file.parent.name, service, plans))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(validation_page(cases), encoding="utf-8")
    screen.line(screen.words("validated", path=output, n=len(cases)))
    return 0


def _plan(screen: Screen, service: Service, request: Request) -> Plan:
    what = screen.words(
        "validating", name=service.name, plan=plan_name(request.name, screen.language)
    )
    return searched(
        screen,
        lambda watch, cancelled: planning.optimize(service, request, watch, cancelled),
        what,
    )
