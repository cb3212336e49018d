"""The services of a district beside published reforms: two strips of dots a metric."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.evaluation.district.beside import Beside, Spread
from optimizer.evaluation.district.figures import Sum
from optimizer.evaluation.district.summary import Summary
from optimizer.pictures.canvas import Canvas, Tip, Writing
from optimizer.pictures.chart import Chart, finished
from optimizer.pictures.positions import levels, published, told_of
from optimizer.pictures.style import (
    FAINT,
    GAIN,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_PX,
    TEXT_PX,
    WASH,
    LineStyle,
)
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import marked_label, sum_text
from optimizer.wording.figures import percent_text
from optimizer.wording.rules import rule_text

# In px: names of the strips, the strips, what is told right of them.
_NAMES = 190
_STRIP = 480
_TOLD = 220
_HEAD = 26  # the metric above its two strips
_ROW = 48
_BLOCK = _HEAD + 2 * _ROW
_BOX = 13  # half the height of the box of quartiles
_DOT = 8  # diameter
_HIGHEST = 18  # px above and below the middle where dots may stand

_QUARTILES = LineStyle(FAINT, 1.0)
_MEDIAN = LineStyle(INK, 2.2)
_GRID = LineStyle(RULE, 0.8)
_EDGE = LineStyle(PAPER, 0.8)
_METRIC = Writing(size_px=TEXT_PX, weight="bold")
_NAME = Writing(size_px=TEXT_PX)
_SECOND = Writing(size_px=SMALL_PX + 1, colour=MUTED)
_AXIS = Writing("center", SMALL_PX + 1, colour=MUTED)


@dataclass(frozen=True)
class _Strip:
    """One strip: what it is called, its dots from left to right, its quartiles."""

    name: str
    dots: Sequence[tuple[float, Tip]]
    spread: Spread
    colour: str


def beside_chart(summary: Summary, found: Sequence[Beside], language: Language) -> Chart:
    """Reductions of single services of a district, and of single bundles that others published.

    Args:
        summary: of a district that is not generated.
        found: of it, as ``beside_published``; at least one metric.
        language: of the words.
    """
    text = words("pictures", language)
    canvas = Canvas(_STRIP, _STRIP, len(found) * _BLOCK)
    low = _low(found)
    _ground(canvas, low, len(found))
    canvas.rise()
    for place, one in enumerate(found):
        top = place * _BLOCK
        canvas.text(-_NAMES, top + _HEAD / 2, marked_label(summary, one.metric, language), _METRIC)
        for number, strip in enumerate(_strips(summary, one, language)):
            _draw(canvas, strip, top + _HEAD + (number + 0.5) * _ROW, low, language)
    lines = [
        text("beside_rule", rule=rule_text(summary.rule, language)),
        text("beside_how"),
        text("positions_how"),
    ]
    title = text("beside_title")
    told = [title, *lines, *(_told(summary, one, language) for one in found)]
    return finished(canvas.view(None), title, lines, text("chart_stop").join(told))


def _low(found: Sequence[Beside]) -> float:
    """Where the axis begins: below 0 where somebody got worse."""
    values = [reached for one in found for _, reached in published(one.theirs)]
    values += [each.percent or 0.0 for one in found for _, each in one.services]
    return math.floor(min([0.0, *values]) / 20) * 20.0


def _px(percent: float, low: float) -> float:
    return (percent - low) / (100 - low) * _STRIP


def _ground(canvas: Canvas, low: float, metrics: int) -> None:
    """Lines and numbers of per cent, a rule between the metrics."""
    for place in range(1, metrics):
        canvas.line((-_NAMES, _STRIP + _TOLD), (place * _BLOCK, place * _BLOCK), _GRID)
    for percent in range(round(low), 101, 20):
        across = _px(percent, low)
        canvas.line((across, across), (0, canvas.height_px), _GRID)
        canvas.text(across, canvas.height_px + 12, f"{percent}%", _AXIS)


def _strips(summary: Summary, one: Beside, language: Language) -> Iterator[_Strip]:
    text = words("pictures", language)
    own = sorted(one.services, key=lambda pair: pair[1].percent or 0.0)
    yield _Strip(
        text("beside_ours", count=one.ours.count),
        [(each.percent or 0.0, _tip(summary.name(key), each, language)) for key, each in own],
        one.ours,
        GAIN,
    )
    theirs = sorted(published(one.theirs), key=lambda pair: pair[1])
    yield _Strip(
        text("beside_theirs", count=one.published.count),
        [(reached, told_of(reform, reached, language)) for reform, reached in theirs],
        one.published,
        FAINT,
    )


def _tip(name: str, one: Sum, language: Language) -> Tip:
    text = words("pictures", language)
    return {
        text("positions_service"): name,
        text("beside_before"): sum_text(one, "before", language),
        text("beside_after"): sum_text(one, "after", language),
        text("positions_reduction"): percent_text(one.percent),
    }


def _draw(canvas: Canvas, strip: _Strip, middle: float, low: float, language: Language) -> None:
    text = words("pictures", language)
    spread = strip.spread
    canvas.text(-_NAMES + 12, middle, strip.name, _NAME)
    box = _px(spread.lower_quartile, low), _px(spread.upper_quartile, low)
    canvas.box(box, (middle - _BOX, middle + _BOX), WASH, outline=_QUARTILES)
    centre = _px(spread.median, low)
    across = [_px(percent, low) for percent, _ in strip.dots]
    heights = levels(across)
    step = min(_DOT, _HIGHEST / max([1, *(abs(one) for one in heights)]))
    for px, height, (_, tip) in zip(across, heights, strip.dots, strict=True):
        canvas.point((px, middle + height * step), _DOT * _DOT, strip.colour, _EDGE, tip=tip)
    canvas.line((centre, centre), (middle - _BOX - 4, middle + _BOX + 4), _MEDIAN)
    figures = text(
        "positions_middle",
        median=percent_text(spread.median),
        lower=percent_text(spread.lower_quartile),
        upper=percent_text(spread.upper_quartile),
    )
    canvas.text(_STRIP + 18, middle, figures, _SECOND)


def _told(summary: Summary, one: Beside, language: Language) -> str:
    text = words("pictures", language)
    return text(
        "beside_told",
        metric=marked_label(summary, one.metric, language),
        ours=one.ours.count,
        median=percent_text(one.ours.median),
        theirs=one.published.count,
        published=percent_text(one.published.median),
        reach=one.at_least_median,
    )
