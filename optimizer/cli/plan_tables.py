"""A plan on the screen: headline, measures, where the gain comes from, what it rests on."""

from itertools import groupby

from optimizer.cli.screen import Screen
from optimizer.formats.plan_json import positions
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.service.service import Service
from optimizer.wording.cautions import (
    assumption_text,
    position_text,
    violation_text,
    warning_text,
)
from optimizer.wording.figures import (
    DAGGER,
    Figure,
    figure_label,
    figure_text,
    figures,
    headline,
    percent_text,
    plan_name,
    rule_of,
    situation_text,
)
from optimizer.wording.measures import (
    effort_points,
    highest,
    measure_rows,
    row_effect_text,
)
from optimizer.wording.measures import (
    number_text as row_number,
)
from optimizer.wording.names import Names
from optimizer.wording.rules import rule_text
from optimizer.wording.sentences import Sentences

_NUMBERS = frozenset({1, 2, 3})
_COLUMNS = ("number", "family", "measure", "effect", "effort", "who", "risk", "basis")


def show_plan(screen: Screen, plan: Plan, service: Service) -> None:
    """Everything about one plan."""
    sentences = Sentences(plan.before, screen.language)
    name = service.name or service.id
    called = plan_name(plan.request.name, screen.language)
    screen.title(screen.words("plan_for", plan=called, service=name))
    for line in sentences.status(plan):
        screen.line(line)
    show_situation(screen, plan.situation)
    if not plan.outcome.status.has_plan:
        return
    screen.line(screen.words("verified", seconds=f"{plan.outcome.seconds:.1f}"))
    _headline(screen, plan)
    _measures(screen, plan)
    _waterfall(screen, plan, sentences)
    _without_shortening(screen, plan)
    _cautions(screen, plan)
    screen.lines(
        screen.words("position"),
        [position_text(one, screen.language) for one in positions(plan, name)],
    )


def show_three(screen: Screen, plans: tuple[Plan, ...], service: Service) -> None:
    """Several plans side by side."""
    tables = [headline(plan) for plan in plans]
    rows = []
    for place, first in enumerate(tables[0]):
        cells = [
            figure_label(first.metric, screen.language),
            figure_text(first, "before", screen.language),
        ]
        for table in tables:
            after = figure_text(table[place], "after", screen.language)
            cells.append(f"{after}  {percent_text(table[place].percent)}")
        rows.append(cells)
    all_measures = [plan.outcome.measures for plan in plans]
    rows.append([screen.words("measures_count"), "", *(str(len(held)) for held in all_measures)])
    rows.append(
        [screen.words("effort_sum"), "", *(str(effort_points(held)) for held in all_measures)]
    )
    highests = [highest(held, screen.language) for held in all_measures]
    rows.append([screen.words("highest_authority"), "", *highests])
    names = [plan_name(plan.request.name, screen.language) for plan in plans]
    screen.table(
        [screen.words("metric"), screen.words("before"), *names],
        rows,
        title=screen.words("three_plans", service=service.name or service.id),
    )


def show_situation(screen: Screen, situation: tuple[tuple[str, str], ...]) -> None:
    """The situation an answer is for."""
    said = situation_text(situation, screen.language)
    screen.line(screen.words("situation_line", situation=said))


def show_rule(screen: Screen, rule: CountingRule) -> None:
    """Name and content of the counting rule."""
    screen.line(screen.words("counting_line", rule=rule_text(rule, screen.language)))


def show_figures(screen: Screen, rows: tuple[Figure, ...], rule: CountingRule) -> None:
    """The headline table under a named rule, with its marks."""
    screen.table(
        [screen.words(key) for key in ("metric", "before", "after", "percent", "remark")],
        [
            (
                figure_label(one.metric, screen.language),
                figure_text(one, "before", screen.language),
                figure_text(one, "after", screen.language),
                percent_text(one.percent),
                screen.words("computed") if one.assumed else "",
            )
            for one in rows
        ],
        title=screen.words("headline"),
        right=_NUMBERS,
    )
    show_rule(screen, rule)
    if any(one.assumed for one in rows):
        screen.line(screen.words("computed_note"))


def _headline(screen: Screen, plan: Plan) -> None:
    show_figures(screen, headline(plan), rule_of(plan))


def _measures(screen: Screen, plan: Plan) -> None:
    if not plan.outcome.measures:
        screen.line(screen.words("measures_none"))
        return
    language = screen.language
    screen.table(
        [screen.words(key) for key in _COLUMNS],
        [
            (
                row_number(one, language),
                one.lever,
                one.text,
                row_effect_text(one, language),
                one.effort,
                one.who,
                one.risk,
                one.basis or "—",
            )
            for one in measure_rows(plan, language)
        ],
        title=screen.words("measures"),
    )


def _waterfall(screen: Screen, plan: Plan, sentences: Sentences) -> None:
    if not plan.waterfall:
        return
    rows = []
    for metric, held in groupby(plan.waterfall, key=lambda row: row.metric):
        steps = list(held)
        parts = [f"{screen.words('waterfall_start')} {steps[0].before}"]
        parts.extend(
            f"{sentences.lever(one.family)} {_signed(one.after - one.before)}" for one in steps
        )
        parts.append(f"{screen.words('waterfall_end')} {steps[-1].after}")
        rows.append((figure_label(metric, screen.language), " → ".join(parts)))
    headings = [screen.words("metric"), screen.words("family")]
    screen.table(headings, rows, title=screen.words("waterfall"))


def _signed(amount: int) -> str:
    return f"{amount:+d}".replace("-", "−")


def _without_shortening(screen: Screen, plan: Plan) -> None:
    if not plan.without_shortening:
        return
    shown = figures(
        plan.without_shortening,
        plan.before_metrics,
        plan.after_metrics,
        rule_of(plan),
        ("materials", "steps", "promise", "visits"),
    )
    screen.line()
    pairs = [
        screen.words(
            "figure_pair",
            metric=figure_label(one.metric, screen.language) + (DAGGER if one.assumed else ""),
            before=figure_text(one, "before", screen.language),
            after=figure_text(one, "after", screen.language),
            percent=percent_text(one.percent),
        )
        for one in shown
    ]
    screen.line(screen.words("without_shortening", figures=screen.words.listed(pairs)))


def _cautions(screen: Screen, plan: Plan) -> None:
    """Sign-offs, hollow gains, assumed values, sensitivity."""
    words, language = screen.words, screen.language
    names = Names(plan.after, language)
    sentences = Sentences(plan.before, language)
    measures = {one.id: sentences.measure(one) for one in plan.outcome.measures}
    screen.lines(
        words("sign_offs"),
        [violation_text(one, names, language, measures) for one in plan.sign_offs],
    )
    screen.lines(
        words("warnings"),
        [warning_text(code, subject, names, language) for code, subject in plan.warnings],
    )
    if plan.assumed:
        shown = [one.metric for one in headline(plan) if one.assumed]
        listed = screen.words.listed([figure_label(metric, language) for metric in shown])
        if shown:
            screen.lines(words("assumed"), [words("assumed_line", figures=listed)])
    screen.lines(
        words("sensitivity"),
        [
            words(
                "sensitivity_line",
                assumption=assumption_text(name, language),
                kept=len(kept),
                all=len(plan.outcome.measures),
            )
            for name, kept in plan.sensitivity
        ],
    )
