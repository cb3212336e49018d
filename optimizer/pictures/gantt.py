"""Gantt chart (甘特图): the steps of any number of states of a service on one axis of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.pictures.canvas import Canvas, Spec, Writing, ticks
from optimizer.pictures.chart import Chart, finished, heading, plain, stacked
from optimizer.pictures.gantt_key import (
    BADGE,
    BOX_PX,
    CHAIN,
    CHAIN_LENGTH,
    FLOAT,
    WAIT,
    gantt_key,
    numbered,
)
from optimizer.pictures.gantt_rows import Bar, Rows, Side, groups, outside
from optimizer.pictures.style import (
    CHAIN_MARK,
    INK,
    MUTED,
    RULE,
    SMALL_PX,
    WASH,
    LineStyle,
    Tint,
    assumed_mark,
    department_tints,
)
from optimizer.pictures.text_fit import text_width, wrap
from optimizer.wording.catalogue import Language, Words, words
from optimizer.wording.names import Names
from optimizer.worktime import HOURS_PER_DAY

# Columns left of the axis: items, steps, numbers of the departments. All in px.
_LEFT = 372
_ITEM = 170
_STEP = 140
_PLOT = 560
_BEYOND = 84  # room for the label of the last bar
_BESIDE = 6
_ABOVE = 11  # headings of the columns, beside the numbers of the axis
_MOST_NUMBERS = 3
_MOST_TOLD = 3

_ROW = 20
_ROW_OF_MANY = 17
_MANY_ROWS = 40
_PAD = 0.16  # of a row, above and below its bar

_GRID = LineStyle(RULE, 0.7)
_HAIR = LineStyle(RULE, 1.0)

_ITEMS = Writing(size_px=SMALL_PX + 1, limit_px=_ITEM)
_STEPS = Writing(size_px=SMALL_PX + 1, limit_px=_STEP, colour=INK)
_JOINT = Writing("right", SMALL_PX, "normal", MUTED)
_LENGTH = Writing(size_px=SMALL_PX + 1)
_HEADING = Writing(size_px=SMALL_PX + 1, colour=MUTED)


@dataclass(frozen=True)
class _Look:
    """What all sides of one chart share.

    Attributes:
        end_days: right edge of the axis.
        row_px: height of a row.
        tints, numbers, names: of the departments by id; numbers as in the key, from 1.
    """

    language: Language
    end_days: float
    row_px: float
    tints: Mapping[str, Tint]
    numbers: Mapping[str, int]
    names: Mapping[str, str]

    @property
    def words(self) -> Words:
        return words("pictures", self.language)


def gantt(shown: Sequence[Side], language: Language) -> Chart:
    """The steps of each side as bars on one axis of working days.

    Bars show the department by colour and number; ★ and an outline the chain that decides
    the limit; a thin line how much later a step may end; a dotted one how long it waits for
    a team; 推 a length that nobody read in a source.

    Args:
        shown: one or more states of one service, from the top.
        language: of the words.
    """
    text = words("pictures", language)
    rows = [groups(side, language) for side in shown]
    look = _look(shown, rows, language)
    bars = [bar for found in rows for group in found for bar in group]
    departments = [
        (number, look.names[name], look.tints[name]) for name, number in look.numbers.items()
    ]
    views = [gantt_key(departments, bars, language, -_LEFT, _LEFT + _PLOT)]
    views.extend(_view(side, found, look) for side, found in zip(shown, rows, strict=True))
    return finished(
        stacked(views, 22),
        text("gantt_title", service=_service_name(shown)),
        [text("gantt_how")],
        _told(shown, rows, look),
    )


def _service_name(shown: Sequence[Side]) -> str:
    service = shown[0].service
    return service.name or service.id


def _look(shown: Sequence[Side], rows: Sequence[Rows], language: Language) -> _Look:
    bars = [bar for found in rows for group in found for bar in group]
    last = max((bar.latest_finish_hours for bar in bars), default=0)
    days = max(last / HOURS_PER_DAY, 1)
    many = max(sum(len(group) for group in found) for found in rows) > _MANY_ROWS
    tints = department_tints(*(side.service for side in shown))
    used = {name for bar in bars for name in bar.departments}
    names: dict[str, str] = {}
    for side in reversed(shown):
        known = Names(side.service, language)
        names.update((name, known(name)) for name in used if known.knows(name))
    return _Look(
        language=language,
        end_days=days * _PLOT / (_PLOT - _BEYOND),
        row_px=_ROW_OF_MANY if many else _ROW,
        tints=tints,
        numbers={
            name: number for number, name in enumerate((one for one in tints if one in used), 1)
        },
        names={name: names.get(name, name) for name in used},
    )


# --- one side ------------------------------------------------------------------------------------


def _view(side: Side, found: Rows, look: _Look) -> Spec:
    count = max(sum(len(group) for group in found), 1)
    canvas = Canvas(look.end_days, _PLOT, count * look.row_px)
    tops = [sum(len(group) for group in found[:place]) for place in range(len(found))]
    for place, group in enumerate(found):
        _ground(canvas, group, tops[place] * look.row_px, place, look)
    canvas.rise()
    days = ticks(look.end_days, 14)
    for day in days:
        canvas.line((day, day), (0, canvas.height_px), _GRID)
    canvas.rise()
    for top, group in zip(tops, found, strict=True):
        for number, bar in enumerate(group, top):
            _row(canvas, bar, number * look.row_px, look)
    if not found:
        canvas.text(canvas.at_px(-_LEFT), look.row_px / 2, look.words("gantt_circle"))
    _headings(canvas, look)
    axis: Spec = {
        "orient": "top",
        "values": days,
        "format": "d",
        "title": look.words("gantt_axis"),
        "grid": False,
        "tickSize": 4,
        "titleAnchor": "end",
        "titlePadding": 2,
    }
    return canvas.view(axis, {**heading(_heading(side, found, look), _LEFT), "dy": 14})


def _heading(side: Side, found: Rows, look: _Look) -> str:
    """Name, length and number of steps; "at least" where the length of a step is unknown."""
    if not found:
        return side.name
    unknown = any(bar.unknown for group in found for bar in group)
    days = plain(side.elapsed_hours() / HOURS_PER_DAY)
    return look.words(
        "gantt_side_at_least" if unknown else "gantt_side",
        name=side.name,
        days=days,
        n=len(side.schedule),
    )


def _ground(canvas: Canvas, group: tuple[Bar, ...], top: float, place: int, look: _Look) -> None:
    """Band, rule and item name of a group."""
    left, bottom = canvas.at_px(-_LEFT), top + len(group) * look.row_px
    if place % 2 == 0:
        canvas.box((left, canvas.end), (top, bottom), WASH)
    canvas.line((left, canvas.end), (top, top), _HAIR)
    items = group[0].items
    name = items[0]
    if len(items) > 1:
        name = look.words("gantt_items", item=items[0], n=len(items))
    lines = wrap(name, _ITEM, _ITEMS.size_px, min(len(group), 3))
    tip = {look.words("chart_item"): look.words.listed(items)}
    for number, line in enumerate(lines):
        canvas.text(left, top + (number + 0.5) * look.row_px, line, _ITEMS, tip)


def _headings(canvas: Canvas, look: _Look) -> None:
    for left, key_of in ((0, "chart_item"), (_ITEM + 10, "chart_step")):
        canvas.text(canvas.at_px(left - _LEFT), -_ABOVE, look.words(key_of), _HEADING)
    canvas.text(canvas.at_px(-8), -_ABOVE, look.words("gantt_by"), _HEADING._replace(align="right"))


def _row(canvas: Canvas, bar: Bar, top: float, look: _Look) -> None:
    middle = top + look.row_px / 2
    tip = _tip(bar, look)
    canvas.text(canvas.at_px(_ITEM + 10 - _LEFT), middle, bar.name, _STEPS, tip)
    _numbers(canvas, bar, middle, look)
    start, finish = bar.start_hours / HOURS_PER_DAY, bar.finish_hours / HOURS_PER_DAY
    upper, lower = top + look.row_px * _PAD, top + look.row_px * (1 - _PAD)
    if bar.wait_hours > 0:
        canvas.line((bar.ready_hours / HOURS_PER_DAY, start), (middle, middle), WAIT)
    if bar.float_hours > 0:
        late = bar.latest_finish_hours / HOURS_PER_DAY
        canvas.line((finish, late), (middle, middle), FLOAT)
    outline = CHAIN if bar.on_chain else LineStyle(look.tints[bar.departments[0]].line, 1.0)
    if bar.finish_hours > bar.start_hours:
        stripe = (lower - upper) / len(bar.departments)
        for place, name in enumerate(bar.departments):
            edge = upper + place * stripe
            canvas.box((start, finish), (edge, edge + stripe), look.tints[name].area)
        canvas.box((start, finish), (upper, lower), None, outline=outline, tip=tip)
    else:
        fill = look.tints[bar.departments[0]].area
        shape = "triangle-right" if bar.unknown else "diamond"
        canvas.point((start, middle), 60, fill, outline, shape=shape, tip=tip)
    _label(canvas, bar, middle, look)


def _numbers(canvas: Canvas, bar: Bar, middle: float, look: _Look) -> None:
    """The number of the department on its colour; several numbers where several work."""
    right = canvas.at_px(-8)
    numbers = [str(look.numbers[name]) for name in bar.departments]
    if len(numbers) > 1:
        shown = ",".join(numbers[:_MOST_NUMBERS])
        more = "…" if len(numbers) > _MOST_NUMBERS else ""
        canvas.text(right, middle, shown + more, _JOINT)
        return
    line = look.tints[bar.departments[0]].line
    numbered(canvas, right - canvas.at_px(BOX_PX), middle, numbers[0], line)


def _label(canvas: Canvas, bar: Bar, middle: float, look: _Look) -> None:
    length = _length(bar, look)
    style = _LENGTH
    if bar.on_chain:
        length, style = f"{CHAIN_MARK}{length}", CHAIN_LENGTH
    left = bar.latest_finish_hours / HOURS_PER_DAY + canvas.at_px(_BESIDE)
    canvas.text(left, middle, length, style)
    if bar.assumed:
        beside = left + canvas.at_px(text_width(length, style.size_px) + _BESIDE)
        canvas.text(beside, middle, assumed_mark(look.language), BADGE)


def _length(bar: Bar, look: _Look) -> str:
    if bar.unknown:
        return look.words("gantt_unknown")
    return _days(bar.finish_hours - bar.start_hours, look)


def _days(hours: int, look: _Look) -> str:
    if not hours:
        return look.words("gantt_at_once")
    return look.words("gantt_days", days=plain(hours / HOURS_PER_DAY))


def _tip(bar: Bar, look: _Look) -> dict[str, str]:
    text = look.words
    start, finish = (plain(one / HOURS_PER_DAY) for one in (bar.start_hours, bar.finish_hours))
    told = {
        "chart_item": text.listed(bar.items),
        "chart_step": bar.name,
        "gantt_members": text.listed(bar.members),
        "chart_department": text.listed([look.names[one] for one in bar.departments]),
        "gantt_length": _length(bar, look),
        "gantt_when": text("gantt_from_to", start=start, finish=finish),
        "gantt_float": _days(bar.float_hours, look) if bar.float_hours else "",
        "gantt_wait": _days(bar.wait_hours, look) if bar.wait_hours > 0 else "",
        "gantt_chain": CHAIN_MARK if bar.on_chain else "",
        "gantt_assumed": assumed_mark(look.language) if bar.assumed else "",
    }
    return {text(key): value or text("chart_none") for key, value in told.items()}


def _told(shown: Sequence[Side], rows: Sequence[Rows], look: _Look) -> str:
    """Each side in a sentence: how long, how many steps, which chain decides."""
    text = look.words
    sentences = [text("gantt_title", service=_service_name(shown))]
    for side, found in zip(shown, rows, strict=True):
        chain = [bar for group in found for bar in group if bar.on_chain]
        sentences.append(_heading(side, found, look))
        if chain:
            longest = sorted(chain, key=lambda bar: bar.start_hours - bar.finish_hours)[:_MOST_TOLD]
            names = text.listed([f"{bar.items[0]} {bar.name}" for bar in longest])
            sentences.append(text("gantt_told_chain", n=len(chain), steps=names))
        if outside(side):
            sentences.append(text("gantt_told_outside", n=outside(side)))
    return text("chart_sentences", sentences=text("chart_stop").join(sentences))
