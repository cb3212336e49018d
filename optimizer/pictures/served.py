"""Data sources to connect, each with how many services it serves: one bar a source."""

from optimizer.evaluation.district.summary import Summary
from optimizer.pictures.canvas import Canvas, Writing
from optimizer.pictures.chart import Chart, finished, plain
from optimizer.pictures.style import DEPARTMENT_TINTS, RULE, SMALL_PX, TEXT_PX, LineStyle
from optimizer.pictures.text_fit import wrap
from optimizer.redesign.district import SharedSource
from optimizer.wording.catalogue import Language, words
from optimizer.wording.district import district_name

# In px: names of the sources, the bars, room for the numbers right of them.
_NAMES = 240
_PLOT = 360
_NUMBERS = 150
_ROW = 28
_MOST = 24  # a longer picture is not read; the table beside it holds all
_THICK = 16

_BAR = DEPARTMENT_TINTS[0].line
_BASE = LineStyle(RULE, 1.0)
_NAME = Writing("right", SMALL_PX + 1)
_NUMBER = Writing(size_px=TEXT_PX, weight="bold")


def served_chart(summary: Summary, language: Language) -> Chart | None:
    """How many services each source serves that has to be connected, the busiest first.

    Of many sources the busiest are drawn and the others counted.

    Args:
        summary: of a decided district.
        language: of the words.

    Returns:
        ``None`` when no source has to be connected.
    """
    held = sorted(
        ((one, len(summary.served(one))) for one in summary.connected), key=lambda pair: -pair[1]
    )
    if not held:
        return None
    held, others = held[:_MOST], held[_MOST:]
    most = held[0][1]
    canvas = Canvas(max(1, most) * (_PLOT + _NUMBERS) / _PLOT, _PLOT + _NUMBERS, len(held) * _ROW)
    canvas.line((0, 0), (0, canvas.height_px), _BASE)
    for place, (source, count) in enumerate(held):
        top = place * _ROW + (_ROW - _THICK) / 2
        canvas.box((0, count), (top, top + _THICK), _BAR)
        _words(canvas, source, count, top + _THICK / 2, language)
    text = words("pictures", language)
    title = text("served_title", district=district_name(summary.plan.district, language))
    lines = [text("served_how")]
    if others:
        lines.append(text("served_others", count=len(others), most=others[0][1]))
    told = [title, *(_told(source, count, language) for source, count in held), *lines[1:]]
    return finished(canvas.view(None), title, lines, text("chart_stop").join(told))


def _words(
    canvas: Canvas, source: SharedSource, count: int, middle: float, language: Language
) -> None:
    """Name left of the bar, numbers right of it."""
    text = words("pictures", language)
    lines = wrap(source.name, _NAMES - 10, _NAME.size_px, 2)
    for place, line in enumerate(lines):
        height = middle + (place - (len(lines) - 1) / 2) * (_NAME.size_px + 1)
        canvas.text(canvas.at_px(-8), height, line, _NAME)
    numbers = text("served_numbers", count=count, effort=plain(source.effort))
    canvas.text(count + canvas.at_px(6), middle, numbers, _NUMBER)


def _told(source: SharedSource, count: int, language: Language) -> str:
    text = words("pictures", language)
    return text("served_told", source=source.name, count=count, effort=plain(source.effort))
