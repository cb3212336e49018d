"""Where the gain of a plan comes from: from before to after, one lever family after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.evaluation.contribution import COUNTING_BASIS, WATERFALL_METRICS
from optimizer.pictures.canvas import Canvas, Spec, Writing
from optimizer.pictures.chart import Chart, finished, heading, metric_label, stacked
from optimizer.pictures.style import (
    FAINT,
    GAIN,
    INK,
    MUTED,
    RULE,
    SMALL_PX,
    TEXT_PX,
    WASH,
    LineStyle,
    assumed_mark,
)
from optimizer.pictures.text_fit import wrap
from optimizer.redesign.plan import Plan
from optimizer.wording.catalogue import Language, words
from optimizer.wording.figures import (
    Figure,
    figure_text,
    headline,
    percent_text,
    plan_name,
    rule_of,
)
from optimizer.wording.rules import rule_text
from optimizer.wording.sentences import Sentences

BEFORE, AFTER = "before", "after"
"""Keys of the first and the last bar."""

# In px: names of the levers, the bars, room for the numbers right of them.
_NAMES = 178
_PLOT = 240
_NUMBERS = 64
_ROW = 26
_THICK = 16
_BETWEEN = 34  # below each other
_ASIDE = 26  # beside each other
_COLUMNS = 2

_WORSE = "#b45f06"
_CONNECTOR = LineStyle(FAINT, 1.0)
_BASE = LineStyle(RULE, 1.0)
_BASIS = LineStyle(MUTED, 1.2, (4, 3))
_NAME = Writing("right", SMALL_PX + 1)
_NAME_OF_END = Writing("right", SMALL_PX + 1, "bold")
_END = Writing(size_px=TEXT_PX, weight="bold")
_GAIN = Writing(size_px=TEXT_PX, weight="bold", colour=GAIN)
_LOSS = Writing(size_px=TEXT_PX, weight="bold", colour=_WORSE)
_GREY = Writing(size_px=TEXT_PX, colour=MUTED)


@dataclass(frozen=True)
class Fall:
    """One bar: what a lever family does to a figure, or where it starts or ends.

    Attributes:
        family: lever key, ``counting_basis``, ``before`` or ``after``.
        start, end: the figure before and after it; the first and the last bar start at 0.
    """

    family: str
    start: int
    end: int


def falls(plan: Plan, metric: str) -> tuple[Fall, ...]:
    """The bars of one metric, from the figure before to the figure after.

    Args:
        plan: any plan with figures.
        metric: one of ``shown_metrics(plan)``.
    """
    (figure,) = headline(plan, (metric,))
    if figure.before is None or figure.after is None:
        raise ValueError(f"{metric}: a figure that is unknown has no waterfall")
    rows = [
        Fall(row.family, row.before, row.after) for row in plan.waterfall if row.metric == metric
    ]
    return (Fall(BEFORE, 0, figure.before), *rows, Fall(AFTER, 0, figure.after))


def shown_metrics(plan: Plan) -> tuple[str, ...]:
    """The metrics with figures on both sides, except those that are 0 and stay 0."""
    return tuple(
        one.metric
        for one in headline(plan, WATERFALL_METRICS)
        if one.before is not None and one.after is not None and (one.before or one.after)
    )


def waterfall(plan: Plan, metric: str, language: Language) -> Chart:
    """One metric from before to after.

    Bars of what only the counting rule or an earlier promise gives are empty and dashed; a
    fall has a minus sign, a rise a plus sign.

    Args:
        plan: any plan with figures.
        metric: one of ``shown_metrics(plan)``.
        language: of the words.
    """
    return _chart(plan, (metric,), language)


def waterfalls(plan: Plan, language: Language) -> Chart:
    """All metrics of a plan, side by side."""
    return _chart(plan, shown_metrics(plan), language)


def _chart(plan: Plan, metrics: Sequence[str], language: Language) -> Chart:
    text = words("pictures", language)
    shown = headline(plan, tuple(metrics))
    views = [_view(plan, figure, language) for figure in shown]
    # Rows of rows, flush: Streamlit draws "concat" empty, and columns keep their places.
    pairs: list[Spec] = [
        {"hconcat": views[first : first + _COLUMNS], "spacing": _NAMES + _ASIDE, "bounds": "flush"}
        for first in range(0, len(views), _COLUMNS)
    ]
    drawing = stacked(pairs, _BETWEEN)
    lines = [rule_text(rule_of(plan), language)]
    rows = [row for row in plan.waterfall if row.metric in metrics]
    if any(row.family == COUNTING_BASIS for row in rows):
        lines.append(text("waterfall_basis"))
    if any(figure.assumed for figure in shown):
        lines.append(text("chart_assumed", mark=assumed_mark(language)))
    service = plan.before.name or plan.before.id
    name = plan_name(plan.request.name, language)
    title = text("waterfall_title", service=service, plan=name)
    told = [title, lines[0], *(_told(plan, figure, language) for figure in shown)]
    return finished(drawing, title, lines, text("chart_stop").join(told))


# --- one metric ----------------------------------------------------------------------------------


def _view(plan: Plan, figure: Figure, language: Language) -> Spec:
    bars = falls(plan, figure.metric)
    end = max(max(bar.start, bar.end) for bar in bars) * (_PLOT + _NUMBERS) / _PLOT
    canvas = Canvas(end, _PLOT + _NUMBERS, len(bars) * _ROW)
    canvas.line((0, 0), (0, canvas.height_px), _BASE)
    for place, (bar, following) in enumerate(zip(bars, (*bars[1:], None), strict=True)):
        top = place * _ROW + (_ROW - _THICK) / 2
        _bar(canvas, bar, top)
        if following is not None:
            canvas.line((bar.end, bar.end), (top + _THICK, top + _ROW), _CONNECTOR)
        _words(canvas, plan, bar, top + _THICK / 2, language)
    return canvas.view(None, heading(_summary(plan, figure, language), _NAMES))


def _bar(canvas: Canvas, bar: Fall, top: float) -> None:
    across = (min(bar.start, bar.end), max(bar.start, bar.end))
    down = (top, top + _THICK)
    if bar.family == COUNTING_BASIS:
        canvas.box(across, down, WASH, outline=_BASIS)
    elif bar.family in (BEFORE, AFTER):
        canvas.box(across, down, MUTED if bar.family == BEFORE else INK)
    else:
        canvas.box(across, down, GAIN if bar.end < bar.start else _WORSE)


def _words(canvas: Canvas, plan: Plan, bar: Fall, middle: float, language: Language) -> None:
    """Name left of the bar, number right of it."""
    ends = bar.family in (BEFORE, AFTER)
    lines = wrap(_name(plan, bar, language), _NAMES - 10, _NAME.size_px, 2)
    for place, line in enumerate(lines):
        height = middle + (place - (len(lines) - 1) / 2) * (_NAME.size_px + 1)
        canvas.text(canvas.at_px(-8), height, line, _NAME_OF_END if ends else _NAME)
    right = max(bar.start, bar.end) + canvas.at_px(6)
    if ends:
        canvas.text(right, middle, str(bar.end), _END)
    elif bar.family == COUNTING_BASIS:
        canvas.text(right, middle, _signed(bar), _GREY)
    else:
        canvas.text(right, middle, _signed(bar), _GAIN if bar.end < bar.start else _LOSS)


def _signed(bar: Fall) -> str:
    """By how much the figure falls or rises, with a true minus sign."""
    return f"−{bar.start - bar.end}" if bar.end < bar.start else f"+{bar.end - bar.start}"


def _name(plan: Plan, bar: Fall, language: Language) -> str:
    if bar.family in (BEFORE, AFTER):
        return words("pictures", language)(f"chart_{bar.family}")
    return Sentences(plan.before, language).lever(bar.family)


def _summary(plan: Plan, figure: Figure, language: Language) -> str:
    """Metric, both figures, unit and per cent; with the mark of assumed values."""
    told = words("pictures", language)(
        "waterfall_summary",
        metric=metric_label(figure.metric, rule_of(plan), language),
        before=figure_text(figure, "before", language),
        after=figure_text(figure, "after", language),
        percent=percent_text(figure.percent),
    )
    if not figure.assumed:
        return told
    return words("pictures", language)("chart_marked", text=told, mark=assumed_mark(language))


def _told(plan: Plan, figure: Figure, language: Language) -> str:
    text = words("pictures", language)
    parts = [
        text("waterfall_part", name=_name(plan, bar, language), change=_signed(bar))
        for bar in falls(plan, figure.metric)[1:-1]
    ]
    summary = _summary(plan, figure, language)
    if not parts:
        return summary
    return text("waterfall_told", summary=summary, parts=text.listed(parts))
