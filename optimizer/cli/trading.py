"""``onething frontier``: every plan worth considering between two or three metrics."""

from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.plan_tables import show_rule, show_situation
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.cli.waiting import searched
from optimizer.formats.plan_json import plan_document
from optimizer.wording.figures import figure_label
from optimizer.wording.measures import effort_points, highest


def traded_off(screen: Screen, file: Path, wishes: Wishes, json: str | None) -> int:
    """Search, show, write.

    Returns:
        Exit code: 1 when no plan was found.
    """
    (request,) = requests(wishes)
    service, found = read(screen, file)
    name = service.name or service.id
    answer = searched(
        screen, lambda watch, cancelled: planning.trade_off(service, request, watch, cancelled)
    )
    screen.title(screen.words("frontier", service=name))
    show_situation(screen, planning.look_at(service, request.situation).situation)
    show_rule(screen, planning.counting_rule(request.counting))
    if answer.plans:
        _table(screen, answer)
    document = {
        "format": "onething-frontier/1",
        "metrics": ["days" if one == "promise" else one for one in answer.metrics],
        "complete": answer.complete,
        "points": [
            {"figures": list(vector), "plan": plan_document(plan, service, found)}
            for vector, plan in answer.plans
        ],
    }
    write_result(document, json)
    return int(not answer.plans)


def _table(screen: Screen, answer: planning.TradeOff) -> None:
    headings = [figure_label(metric, screen.language) for metric in answer.metrics]
    more = [screen.words(key) for key in ("measures_count", "effort_sum", "highest_authority")]
    screen.table(
        [*headings, *more],
        [
            (
                *(str(value) for value in vector),
                str(len(plan.outcome.measures)),
                str(effort_points(plan.outcome.measures)),
                highest(plan.outcome.measures, screen.language),
            )
            for vector, plan in answer.plans
        ],
        right=frozenset(range(len(headings) + 2)),
    )
    state = "complete" if answer.complete else "incomplete" if answer.plans else "none"
    screen.line(screen.words(f"frontier_{state}", n=len(answer.plans)))
