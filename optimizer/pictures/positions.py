"""Where the reductions of a plan stand among published reforms of other places."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from optimizer.evaluation.published import Position, PublishedReform, published_reforms
from optimizer.pictures.canvas import Canvas, Tip, Writing
from optimizer.pictures.chart import Chart, finished, metric_name, stacked
from optimizer.pictures.key import SIGN_PX, Entry, key
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
from optimizer.pictures.text_fit import text_width
from optimizer.redesign.counting_rule import CountingRule
from optimizer.wording.catalogue import Language, words
from optimizer.wording.cautions import position_text
from optimizer.wording.figures import percent_text
from optimizer.wording.rules import rule_text

# In px: names of the metrics, the strip, what is told right of it.
_NAMES = 156
_STRIP = 500
_TOLD = 230
_ROW = 76
_BASE = 50  # middle of the strip in its row
_BOX = 15  # half the height of the box of quartiles
_DOT = 9  # diameter of a published reform
_HIGHEST = 20  # px above and below the middle where dots may stand

_QUARTILES = LineStyle(FAINT, 1.0)
_MEDIAN = LineStyle(INK, 2.2)
_GRID = LineStyle(RULE, 0.8)
_HAIR = LineStyle(RULE, 1.0)
_DOT_EDGE = LineStyle(PAPER, 0.8)
_OURS_EDGE = LineStyle(PAPER, 1.2)
_OURS = Writing("center", TEXT_PX, "bold", GAIN)
_METRIC = Writing(size_px=TEXT_PX, weight="bold")
_SECOND = Writing(size_px=SMALL_PX + 1, colour=MUTED)
_AXIS = Writing("center", SMALL_PX + 1, colour=MUTED)
_OURS_SIZE = 190  # square px
_APART = 14  # px between the plan and a dot on its height


@dataclass(frozen=True)
class _Scale:
    """Per cent along the strip; ``low`` is below 0 where somebody got worse."""

    low: float

    def px(self, percent: float) -> float:
        return (percent - self.low) / (100 - self.low) * _STRIP


def positions(rows: Sequence[Position], rule: CountingRule, language: Language) -> Chart:
    """Each metric's reduction among the published ones it is compared with.

    Grey dots are published reforms, the box holds the middle half of them, the thick line
    is their median, the diamond is the plan.

    Args:
        rows: from ``evaluation.published.position``, one a metric.
        rule: under which the plan was counted.
        language: of the words.
    """
    text = words("pictures", language)
    canvas = Canvas(_STRIP, _STRIP, max(len(rows), 1) * _ROW)
    scale = _scale(rows)
    _ground(canvas, rows, scale)
    canvas.rise()
    for place, row in enumerate(rows):
        _strip(canvas, row, place * _ROW, scale, language)
    if not rows:
        canvas.text(-_NAMES, _ROW / 2, text("positions_none"))
    views = [canvas.view()]
    if rows:
        views.append(key(_entries(language), -_NAMES, _NAMES + _STRIP + _TOLD))
    lines = [text("positions_rule", rule=rule_text(rule, language)), text("positions_how")]
    lines.extend(_bases(row, language) for row in rows if row.metric == "days")
    title = text("positions_title")
    told = [title, *lines, *(_told(row, language) for row in rows)]
    return finished(stacked(views, 14), title, lines, text("chart_stop").join(told))


def published(row: Position) -> list[tuple[PublishedReform, float]]:
    """The reforms a row is compared with, each with its reduction in per cent."""
    by_id = {reform.id: reform for reform in published_reforms()}
    found = [(by_id[name], by_id[name].reduction(row.metric)) for name in row.rows]
    return [(reform, reached) for reform, reached in found if reached is not None]


def _scale(rows: Sequence[Position]) -> _Scale:
    values = [reached for row in rows for _, reached in published(row)]
    least = min([0.0, *values, *(row.percent for row in rows)])
    return _Scale(math.floor(least / 20) * 20.0)


def _ground(canvas: Canvas, rows: Sequence[Position], scale: _Scale) -> None:
    """Rules between the metrics, lines and numbers of per cent."""
    for place in range(len(rows)):
        top = place * _ROW
        if place:
            canvas.line((-_NAMES, _STRIP + _TOLD), (top, top), _HAIR)
    for percent in range(round(scale.low), 101, 20):
        across = scale.px(percent)
        canvas.line((across, across), (0, canvas.height_px), _GRID)
        canvas.text(across, canvas.height_px + 12, f"{percent}%", _AXIS)


def _strip(canvas: Canvas, row: Position, top: float, scale: _Scale, language: Language) -> None:
    text = words("pictures", language)
    middle = top + _BASE
    canvas.text(-_NAMES, middle - 9, metric_name(row.metric, language), _METRIC)
    group = text("positions_theme" if row.same_theme else "positions_all", n=row.n)
    canvas.text(-_NAMES, middle + 9, group, _SECOND)
    lower, upper = scale.px(row.lower_quartile), scale.px(row.upper_quartile)
    canvas.box((lower, upper), (middle - _BOX, middle + _BOX), WASH, outline=_QUARTILES)
    centre = scale.px(row.median)
    canvas.line((centre, centre), (middle - _BOX - 3, middle + _BOX + 3), _MEDIAN)
    _dots(canvas, row, middle, scale, language)
    _ours(canvas, row, middle, scale, language)
    place = text("positions_rank", rank=row.rank, n=row.n)
    canvas.text(_STRIP + 18, middle - 9, place, _METRIC)
    figures = text(
        "positions_middle",
        median=percent_text(row.median),
        lower=percent_text(row.lower_quartile),
        upper=percent_text(row.upper_quartile),
    )
    canvas.text(_STRIP + 18, middle + 9, figures, _SECOND)


def _dots(canvas: Canvas, row: Position, middle: float, scale: _Scale, language: Language) -> None:
    """One dot a published reform; what would be covered stands above or below its place."""
    reforms = sorted(published(row), key=lambda one: one[1])
    heights = levels([scale.px(reached) for _, reached in reforms], scale.px(row.percent))
    step = min(_DOT, _HIGHEST / max([1, *(abs(level) for level in heights)]))
    for (reform, reached), level in zip(reforms, heights, strict=True):
        place = (scale.px(reached), middle + level * step)
        tip = told_of(reform, reached, language)
        canvas.point(place, _DOT * _DOT, FAINT, _DOT_EDGE, tip=tip)


def levels(across: Sequence[float], ours: float = math.inf) -> list[int]:
    """How many dots above (negative) or below the middle each dot stands, from left to right.

    Args:
        across: px of the dots, from left to right.
        ours: px of what may not be covered.
    """
    last: dict[int, float] = {}
    found = []
    for px in across:
        choice = (half * sign for half in count() for sign in ((-1, 1) if half else (1,)))
        level = next(
            one
            for one in choice
            if (one or abs(px - ours) >= _APART) and px - last.get(one, -math.inf) >= _DOT
        )
        last[level] = px
        found.append(level)
    return found


def told_of(reform: PublishedReform, reached: float, language: Language) -> Tip:
    """What is told of a published reform when the pointer rests on it."""
    text = words("pictures", language)
    return {
        text("positions_place"): reform.region or text("chart_none"),
        text("positions_year"): str(reform.year or text("chart_none")),
        text("positions_service"): reform.service,
        text("positions_reduction"): percent_text(round(reached, 2)),
    }


def _ours(canvas: Canvas, row: Position, middle: float, scale: _Scale, language: Language) -> None:
    across = scale.px(row.percent)
    label = words("pictures", language)("positions_ours_at", percent=percent_text(row.percent))
    canvas.point((across, middle), _OURS_SIZE, GAIN, _OURS_EDGE, shape="diamond")
    half = text_width(label, _OURS.size_px) / 2
    centre = min(max(across, half), _STRIP - half)
    canvas.text(centre, middle - _BOX - 18, label, _OURS)


def _entries(language: Language) -> list[Entry]:
    text = words("pictures", language)
    return [
        Entry(_ours_sign, text("positions_ours")),
        Entry(_dot_sign, text("positions_dot")),
        Entry(_box_sign, text("positions_box")),
        Entry(_median_sign, text("positions_median")),
    ]


def _ours_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), _OURS_SIZE, GAIN, _OURS_EDGE, shape="diamond")


def _dot_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), _DOT * _DOT, FAINT, _DOT_EDGE)


def _box_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.box((left + 1, left + SIGN_PX), (middle - 6, middle + 6), WASH, outline=_QUARTILES)


def _median_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.line((left + SIGN_PX / 2, left + SIGN_PX / 2), (middle - 7, middle + 7), _MEDIAN)


def _told(row: Position, language: Language) -> str:
    """Rank, number and quartiles, and how the published reductions are known."""
    both = sum(_both_known(reform, row.metric) for reform, _ in published(row))
    text = words("pictures", language)
    return text(
        "positions_told", position=position_text(row, language), both=both, only=row.n - both
    )


def _bases(row: Position, language: Language) -> str:
    """What the published days before the reform are: statutory, promised, taken, not said."""
    text = words("pictures", language)
    count = Counter(reform.basis_before for reform, _ in published(row))
    return text(
        "positions_bases",
        statutory=count["statutory"],
        promise=count["promise"],
        actual=count["actual"],
        unknown=count["unknown"],
    )


def _both_known(reform: PublishedReform, metric: str) -> bool:
    """Whether the figures before and after were published, not the percentage only."""
    before, after, _ = reform.figures[metric]
    return before is not None and after is not None and before > 0
