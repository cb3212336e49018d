"""Trade-off (多方案比选): every plan worth considering between two or three metrics."""

from collections.abc import Sequence
from functools import partial

from optimizer.pictures.canvas import Canvas
from optimizer.pictures.chart import Chart, finished, metric_label, stacked
from optimizer.pictures.key import SIGN_PX, Entry, key
from optimizer.pictures.style import PAPER
from optimizer.pictures.tradeoff_plot import (
    HEIGHT_PX,
    STEP,
    WIDTH_PX,
    Look,
    Point,
    draw_axes,
    draw_steps,
    look_at,
    outline,
)
from optimizer.pictures.tradeoff_points import (
    BEFORE,
    CHOSEN,
    LARGEST,
    ON_DARK,
    PICK,
    RING,
    draw_before,
    draw_names,
    pick,
    point_layers,
    shade,
)
from optimizer.redesign.counting_rule import CountingRule
from optimizer.wording.catalogue import Language, words
from optimizer.wording.rules import rule_text

__all__ = ["PICK", "Point", "outline", "tradeoff"]


def tradeoff(
    points: Sequence[Point],
    metrics: Sequence[str],
    rule: CountingRule,
    language: Language,
    *,
    before: tuple[int, ...] | None = None,
    chosen: int | None = None,
    complete: bool = True,
) -> Chart:
    """The plans no other plan beats, as a line of steps; a point can be picked.

    The first metric runs to the right, the second upwards; a third is told by the colour and
    the size of the points and by the number in them. Picking a point sets the
    selection ``PICK`` to its ``index``.

    Args:
        points: at least one.
        metrics: two or three, as in ``values``.
        rule: under which the figures were counted.
        language: of the words.
        before: the figures before the reform, if they are known.
        chosen: index of the point to be marked.
        complete: there is no further plan that none beats.
    """
    text = words("pictures", language)
    look = look_at(points, metrics, rule, language, before)
    canvas = Canvas(WIDTH_PX, WIDTH_PX, HEIGHT_PX)
    draw_axes(canvas, look)
    canvas.rise()
    draw_steps(canvas, [look.place(point.values) for point in outline(points)])
    canvas.rise()
    taken = draw_before(canvas, before, look)
    draw_names(canvas, points, look, taken, chosen)
    plot = canvas.framed([*canvas.layers(), *point_layers(points, look, chosen)])
    entries = _entries(points, look, before, chosen)
    drawing = {**stacked([plot, key(entries, 0, WIDTH_PX)], 18), "params": [pick()]}
    lines = [rule_text(rule, language), text("tradeoff_how" if complete else "tradeoff_open")]
    names = text.listed([metric_label(metric, rule, language) for metric in metrics])
    title = text("tradeoff_title", metrics=names)
    told = [title, *lines, *(_told(point, look) for point in points)]
    if before is not None:
        told.append(text("tradeoff_before", figures=look.told(before)))
    return finished(drawing, title, lines, text("chart_stop").join(told))


def _entries(
    points: Sequence[Point], look: Look, before: tuple[int, ...] | None, chosen: int | None
) -> list[Entry]:
    text = words("pictures", look.language)
    entries = [Entry(_step_sign, text("tradeoff_key_line"))]
    if any(point.index == chosen for point in points):
        entries.append(Entry(_chosen_sign, text("tradeoff_key_chosen")))
    if before is not None:
        entries.append(Entry(_before_sign, text("chart_before")))
    if len(look.metrics) > 2:
        third = metric_label(look.metrics[2], look.rule, look.language)
        most = max(points, key=lambda point: point.values[2])
        sign = partial(_third_sign, str(most.values[2]))
        entries.append(Entry(sign, text("tradeoff_key_third", metric=third)))
    return entries


def _step_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.line((left, left + SIGN_PX), (middle, middle), STEP)


def _chosen_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 130, shade(0.5), CHOSEN)


def _before_sign(canvas: Canvas, left: float, middle: float) -> None:
    canvas.point((left + SIGN_PX / 2, middle), 90, PAPER, BEFORE, shape="square")


def _third_sign(value: str, canvas: Canvas, left: float, middle: float) -> None:
    place = (left + SIGN_PX / 2, middle)
    canvas.point(place, LARGEST, shade(1), RING)
    canvas.rise()
    canvas.text(*place, value, ON_DARK)


def _told(point: Point, look: Look) -> str:
    text = words("pictures", look.language)
    return text("tradeoff_told", label=point.label, figures=look.told(point.values))
