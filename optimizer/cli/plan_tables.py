"""A plan on the screen: headline, measures, where the gain comes from, what it rests on."""

from collections.abc import Mapping
from itertools import groupby

from optimizer.cli.measure_rows import COLUMNS, effort, highest, measure_rows
from optimizer.cli.screen import Screen
from optimizer.evaluation.published import Position
from optimizer.evaluation.warnings import warning_texts
from optimizer.formats.plan_json import positions
from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan, Status
from optimizer.redesign.violation import Violation
from optimizer.service.service import Service
from optimizer.wording.figures import Figure, figures, headline, rule_of
from optimizer.wording.names import Names
from optimizer.wording.sentences import Sentences

_NUMBERS = frozenset({1, 2, 3})


def show_plan(screen: Screen, plan: Plan, service: Service) -> None:
    """Everything about one plan."""
    sentences = Sentences(plan.before, screen.language)
    name = service.name or service.id
    screen.title(screen.words("plan_for", plan=plan_name(screen, plan.request.name), service=name))
    for line in sentences.status(plan):
        screen.line(line)
    show_situation(screen, plan.situation)
    if plan.outcome.status in (Status.UNREACHABLE, Status.NOTHING_FOUND):
        return
    screen.line(screen.words("verified", seconds=f"{plan.outcome.seconds:.1f}"))
    _headline(screen, plan)
    _measures(screen, plan)
    _waterfall(screen, plan, sentences)
    _without_shortening(screen, plan)
    _cautions(screen, plan)
    screen.lines(
        screen.words("position"),
        [position_text(screen, one) for one in positions(plan, name)],
    )


def show_three(screen: Screen, plans: tuple[Plan, ...], service: Service) -> None:
    """Several plans side by side."""
    tables = [headline(plan) for plan in plans]
    rows = []
    for place, first in enumerate(tables[0]):
        cells = [
            screen.plan_words(first.metric),
            figure_text(screen, first.before, first, "before"),
        ]
        for table in tables:
            one = table[place]
            cells.append(f"{figure_text(screen, one.after, one, 'after')}  {percent(one.percent)}")
        rows.append(cells)
    all_measures = [plan.outcome.measures for plan in plans]
    rows.append([screen.words("measures_count"), "", *(str(len(held)) for held in all_measures)])
    rows.append([screen.words("effort_sum"), "", *(str(effort(held)) for held in all_measures)])
    highests = [highest(screen, held) for held in all_measures]
    rows.append([screen.words("highest_authority"), "", *highests])
    names = [plan_name(screen, plan.request.name) for plan in plans]
    screen.table(
        [screen.words("metric"), screen.words("before"), *names],
        rows,
        title=screen.words("three_plans", service=service.name or service.id),
    )


def plan_name(screen: Screen, name: str) -> str:
    """What planners call a request: 稳妥, 推荐, 突破, or its own name."""
    if screen.plan_words.has(name):
        return screen.plan_words(name)
    return name or screen.plan_words("own_request")


def show_situation(screen: Screen, situation: tuple[tuple[str, str], ...]) -> None:
    """The situation an answer is for."""
    chosen = [f"{question}={option}" for question, option in situation]
    said = screen.plan_words.listed(chosen) if chosen else screen.words("situation_none")
    screen.line(
        f"{screen.words('situation')}：{said}"
        if screen.language == "zh"
        else f"{screen.words('situation')}: {said}"
    )


def show_rule(screen: Screen, rule: CountingRule) -> None:
    """Name and content of the counting rule."""
    words = screen.plan_words
    screen.line(
        screen.words(
            "counting_line",
            name=rule.name_zh if screen.language == "zh" else rule.name_en,
            id=f"{rule.id}@{rule.version}",
            materials=words(rule.materials.value),
            steps=words(rule.steps.value),
            days=words(rule.days_before.value),
        )
    )


def show_figures(screen: Screen, rows: tuple[Figure, ...], rule: CountingRule) -> None:
    """The headline table under a named rule, with its marks."""
    screen.table(
        [screen.words(key) for key in ("metric", "before", "after", "percent", "remark")],
        [
            (
                screen.plan_words(one.metric),
                figure_text(screen, one.before, one, "before"),
                figure_text(screen, one.after, one, "after"),
                percent(one.percent),
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


def figure_text(screen: Screen, value: int | None, figure: Figure, side: str) -> str:
    """A number, "at least" where it rests on something unknown."""
    if value is None:
        return screen.words("unknown")
    at_least = figure.before_at_least if side == "before" else figure.after_at_least
    return screen.words("at_least", value=value) if at_least else str(value)


def percent(value: float | None) -> str:
    """Per cent with two places; a dash where it is not defined."""
    return "—" if value is None else f"{value:.2f}%"


def _headline(screen: Screen, plan: Plan) -> None:
    show_figures(screen, headline(plan), rule_of(plan))


def _measures(screen: Screen, plan: Plan) -> None:
    if not plan.outcome.measures:
        screen.line(screen.words("measures_none"))
        return
    screen.table(
        [screen.words(key) for key in COLUMNS],
        measure_rows(screen, plan),
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
            f"{sentences.lever(one.family)} {one.after - one.before:+d}".replace("-", "−")
            for one in steps
        )
        parts.append(f"{screen.words('waterfall_end')} {steps[-1].after}")
        rows.append((screen.plan_words(metric), " → ".join(parts)))
    headings = [screen.words("metric"), screen.words("family")]
    screen.table(headings, rows, title=screen.words("waterfall"))


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
            metric=screen.plan_words(one.metric),
            before=screen.words("unknown") if one.before is None else one.before,
            after=screen.words("unknown") if one.after is None else one.after,
            percent=percent(one.percent),
        )
        for one in shown
    ]
    screen.line(screen.words("without_shortening", figures=screen.plan_words.listed(pairs)))


def _cautions(screen: Screen, plan: Plan) -> None:
    """Sign-offs, hollow gains, assumed values, sensitivity."""
    words = screen.words
    names = Names(plan.after, screen.language)
    sentences = Sentences(plan.before, screen.language)
    measures = {one.id: sentences.measure(one) for one in plan.outcome.measures}
    screen.lines(
        words("sign_offs"),
        [violation_text(screen, one, names, measures) for one in plan.sign_offs],
    )
    screen.lines(
        words("warnings"), [warning_text(screen, *warning, names) for warning in plan.warnings]
    )
    if plan.assumed:
        shown = [one.metric for one in headline(plan) if one.assumed]
        listed = screen.plan_words.listed([screen.plan_words(metric) for metric in shown])
        if shown:
            screen.lines(words("assumed"), [words("assumed_line", figures=listed)])
    screen.lines(
        words("sensitivity"),
        [
            words(
                "sensitivity_line",
                assumption=words(name) if words.has(name) else name,
                kept=len(kept),
                all=len(plan.outcome.measures),
            )
            for name, kept in plan.sensitivity
        ],
    )


def violation_text(
    screen: Screen, one: Violation, names: Names, measures: Mapping[str, str] | None = None
) -> str:
    """A violation: who signs it off, what it is about.

    Args:
        screen: knows the language.
        one: the violation.
        names: of the service.
        measures: sentences of measures by id, for violations that are about one.
    """
    message = one.message_zh if screen.language == "zh" else one.message_en
    subject = (measures or {}).get(one.subject) or names(one.subject)
    message = subject + message.removeprefix(one.subject)
    if not one.who:
        return message
    who = screen.plan_words.listed([names(each) for each in one.who.split("、")])
    return screen.words("sign_off", who=who, message=message)


def warning_text(screen: Screen, code: str, subject: str, names: Names) -> str:
    """A hollow-gain warning as a sentence."""
    chinese, english = warning_texts()[code]
    said = chinese if screen.language == "zh" else english
    return said.format(subject=names(subject))


def position_text(screen: Screen, one: Position) -> str:
    """Where a reduction stands among published reforms."""
    group = screen.words("position_theme" if one.same_theme else "position_all")
    return screen.words(
        "position_line",
        metric=screen.plan_words(one.metric),
        percent=percent(one.percent),
        group=group,
        n=one.n,
        rank=one.rank,
        median=percent(one.median),
        lower=percent(one.lower_quartile),
        upper=percent(one.upper_quartile),
    )
