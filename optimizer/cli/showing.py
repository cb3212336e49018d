"""``onething show``: a service as it is, under every counting rule, with its chain and graph."""

from collections.abc import Iterator
from pathlib import Path

from optimizer import planning
from optimizer.cli.asking import Wishes, requests
from optimizer.cli.checking import read
from optimizer.cli.graph_text import edge_word, graph_lines
from optimizer.cli.plan_tables import show_situation
from optimizer.cli.results import write_result
from optimizer.cli.screen import Screen
from optimizer.evaluation.counting import load_counting_rules
from optimizer.evaluation.reduction import select
from optimizer.formats.as_is_json import as_is_document
from optimizer.network.chain import deciding_chain
from optimizer.network.timing import circle
from optimizer.redesign.metrics import Metrics
from optimizer.service import Service
from optimizer.wording.cautions import violation_text
from optimizer.wording.figures import figure_label, number_text, raw_name
from optimizer.wording.names import Names
from optimizer.wording.rules import rule_name
from optimizer.worktime import HOURS_PER_DAY, Duration, Role, explain_conversion


def shown(screen: Screen, file: Path, wishes: Wishes, json: str | None) -> int:
    """Show the as-is; exit code 0, also where the precedences form a circle."""
    (request,) = requests(wishes)
    service, found = read(screen, file)
    now = planning.look_at(service, request.situation)
    names = Names(now.service, screen.language)
    screen.title(f"{service.name or service.id} — {screen.words('as_is')}")
    show_situation(screen, now.situation)
    _by_rule(screen, now.metrics)
    _everywhere(screen, now.metrics)
    if now.metrics.assumed:
        screen.line(screen.words("computed_note"))
    _conversions(screen, service, now.service, names)
    _chain(screen, now, names)
    screen.title(screen.words("graph"))
    screen.line(screen.words("graph_legend"))
    for line in graph_lines(screen, now.service, names):
        screen.line(line)
    screen.lines(
        screen.words("law_now"),
        [violation_text(one, names, screen.language) for one in now.violations],
    )
    if found:
        screen.line()
        screen.line(screen.words("findings_more", n=len(found)))
    write_result(as_is_document(now.service, now.metrics, now.situation, now.violations), json)
    return 0


def _by_rule(screen: Screen, metrics: Metrics) -> None:
    rows = []
    for rule in load_counting_rules().values():
        cells = [rule.id, rule_name(rule, screen.language)]
        assumed = False
        for metric in ("materials", "steps", "promise"):
            value = select(metrics, rule, metric, "before")
            raw = raw_name(rule, metric, "before")
            cells.append(_number(screen, metrics, raw, value))
            assumed = assumed or raw in metrics.assumed
        rows.append((*cells, screen.words("computed") if assumed else ""))
    headings = [screen.words("id"), screen.words("rule")]
    headings.extend(
        figure_label(metric, screen.language) for metric in ("materials", "steps", "promise")
    )
    screen.table(
        [*headings, screen.words("remark")],
        rows,
        title=screen.words("by_rule"),
        right=frozenset({2, 3, 4}),
    )


def _labels(screen: Screen) -> dict[str, str]:
    """Figures that no counting rule changes, with the words for them."""
    return {
        "items": screen.words("items"),
        "statutory_sum_days": screen.words("statutory_sum_now"),
        "promise_sum_days": screen.words("promise_sum_now"),
        "promise_days": screen.words("promise_hours_now"),
        "elapsed_days": figure_label("elapsed", screen.language),
        "visits": figure_label("visits", screen.language),
        "forms": figure_label("forms", screen.language),
        "inspections": figure_label("inspections", screen.language),
        "applications": figure_label("applications", screen.language),
        "departments": figure_label("departments", screen.language),
        "certificates": screen.words("certificates"),
        "fees_yuan": figure_label("fees", screen.language),
    }


def _everywhere(screen: Screen, metrics: Metrics) -> None:
    raw = metrics.model_dump()
    rows = []
    for name, label in _labels(screen).items():
        mark = screen.words("computed") if name in metrics.assumed else ""
        rows.append((label, _number(screen, metrics, name, raw[name]), mark))
    screen.table(
        [screen.words(key) for key in ("metric", "value", "remark")],
        rows,
        title=screen.words("same_everywhere"),
        right=frozenset({1}),
    )


def _number(screen: Screen, metrics: Metrics, name: str, value: int | None) -> str:
    return number_text(value, screen.language, at_least=name in metrics.at_least)


def _conversions(screen: Screen, written: Service, now: Service, names: Names) -> None:
    """How what is written in other units was counted in working days, and for what.

    Of the file, since steps fitted to a promise have their length in working days already.
    """
    here = {*(one.id for one in now.items), *(one.id for one in now.steps)}
    found: dict[str, dict[str, None]] = {}
    for owner, duration, role in _lengths(written):
        if owner not in here:
            continue
        how = explain_conversion(duration, role, english=screen.language == "en")
        if how is not None:
            found.setdefault(how, {})[names(owner)] = None
    screen.lines(
        screen.words("conversions"),
        [
            screen.words("conversion", how=how, where=screen.words.listed(list(where)))
            for how, where in found.items()
        ],
    )


def _lengths(service: Service) -> Iterator[tuple[str, Duration, Role]]:
    """Ids of items and steps with their limits and lengths."""
    for item in service.items:
        for limit in (item.statutory, item.promised):
            if limit is not None:
                yield item.id, limit.duration, "limit"
    for step in service.steps:
        for length in (step.duration, step.floor):
            if length is not None:
                yield step.id, length, "length"


def _chain(screen: Screen, now: planning.AsIs, names: Names) -> None:
    links = deciding_chain(now.service)
    if not links:
        screen.title(screen.words("chain"))
        around = circle(now.service)
        told = screen.words("circle", steps=" → ".join(names(one) for one in around))
        screen.line(told if around else screen.words("chain_none"))
        return
    screen.table(
        [screen.words(key) for key in ("step", "start", "finish", "because")],
        [
            (
                names(one.step),
                f"{one.start_hours / HOURS_PER_DAY:g}",
                f"{one.finish_hours / HOURS_PER_DAY:g}",
                "" if one.edge is None else edge_word(screen, now.service, one.edge),
            )
            for one in links
        ],
        title=screen.words("chain"),
        right=frozenset({1, 2}),
    )
