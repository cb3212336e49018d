"""The cells of the matrix and their key."""

from collections.abc import Callable, Iterable, Iterator

from optimizer.pictures.lane_key import Sign
from optimizer.pictures.matrix_rows import Cell, Row
from optimizer.pictures.style import (
    ASSUMED_LINE,
    INK,
    MUTED,
    ROUTE_TINTS,
    SMALL_PX,
    route_mark,
)
from optimizer.pictures.svg import element, line, plain, rect, text
from optimizer.pictures.text_fit import text_width
from optimizer.service.kinds import Route
from optimizer.service.requirement import Requirement
from optimizer.wording.catalogue import Language, words
from optimizer.wording.levels import choice

MARK = 17.0
"""Width and height of the mark of a route."""
_OLD_SIZE = 9.0


def cell(shown: Cell, x: float, y: float, told: str, language: Language) -> str:
    """One cell: the mark of each route, the old one small beside it, copies and notes.

    Args:
        shown: what it shows.
        x: middle of the column in px.
        y: middle of the row in px.
        told: what is said of it when the pointer rests on it.
        language: of the marks.
    """
    marks = list(dict.fromkeys(need.route for need in shown.needs))
    left = x - MARK * len(marks) / 2
    parts = [
        route_sign(route, left + MARK * place, y, language) for place, route in enumerate(marks)
    ]
    right = left + MARK * len(marks)
    if shown.before is not None:
        parts.append(_old(shown.before.route, left - 2, y, language))
    if shown.copies > 1:
        parts.append(_note(str(shown.copies), right + 2, y - 1))
    if shown.deferred:
        mark = words("pictures", language)("matrix_mark_deferred")
        parts.append(_note(mark, right + 2, y + 8, weight=700))
    if shown.assumed:
        under = y + MARK / 2 + 1.5
        parts.append(line(((left + 1, under), (right - 1, under)), ASSUMED_LINE))
    return element(
        "g", element("title", plain(told)), *parts, class_="need", data_need=shown.needs[0].id
    )


def route_sign(route: Route, x: float, y: float, language: Language) -> str:
    """The mark of a route on its ground, from its left edge and the height of its middle."""
    tint = ROUTE_TINTS[route]
    ground = rect(
        x + 0.5, y - MARK / 2 + 0.5, MARK - 1, MARK - 1, rx=2.5, fill=tint.area, stroke=tint.line,
        stroke_width=1 if route in (Route.HAND_IN, Route.SUBMIT_ONCE) else 0.4,
    )  # fmt: skip
    return ground + text(
        route_mark(route, language), x + MARK / 2, y + 4.2, font_size=SMALL_PX + 1,
        font_weight=700, fill=tint.line, text_anchor="middle",
    )  # fmt: skip


def _old(route: Route, right: float, y: float, language: Language) -> str:
    return text(
        f"{route_mark(route, language)}→", right, y + 3.2, font_size=_OLD_SIZE, fill=MUTED,
        text_anchor="end",
    )  # fmt: skip


def _note(content: str, x: float, y: float, *, weight: int = 400) -> str:
    return text(content, x, y, font_size=_OLD_SIZE, fill=INK, font_weight=weight)


def cell_signs(held: Iterable[Row], language: Language) -> list[Sign]:
    """The key: only what occurs."""
    cells = [one for row in held for one in row.cells.values()]
    routes = {need.route for one in cells for need in one.needs}
    found = [_route(route, language) for route in Route if route in routes]
    found.extend(_notes(cells, language))
    return found


def _route(route: Route, language: Language) -> Sign:
    return Sign(lambda x, y: route_sign(route, x, y, language), MARK, choice(route, language))


def _notes(cells: list[Cell], language: Language) -> Iterator[Sign]:
    say = words("pictures", language)
    changed = next((one.before for one in cells if one.before is not None), None)
    if changed is not None:
        mark = f"{route_mark(changed.route, language)}→"
        yield _text_sign(mark, say("matrix_key_before"), _old_at(changed, language))
    if any(one.copies > 1 for one in cells):
        yield _text_sign("2", say("matrix_key_copies"), lambda x, y: _note("2", x, y + 3))
    if any(one.deferred for one in cells):
        mark = say("matrix_mark_deferred")
        yield _text_sign(
            mark, say("matrix_key_deferred"), lambda x, y: _note(mark, x, y + 3, weight=700)
        )
    if any(one.assumed for one in cells):
        yield Sign(
            lambda x, y: line(((x, y + 4), (x + MARK, y + 4)), ASSUMED_LINE),
            MARK,
            say("lane_key_assumed"),
        )


def _old_at(need: Requirement, language: Language) -> Callable[[float, float], str]:
    width = text_width(f"{route_mark(need.route, language)}→", _OLD_SIZE)
    return lambda x, y: _old(need.route, x + width, y, language)


def _text_sign(content: str, meaning: str, draw: Callable[[float, float], str]) -> Sign:
    return Sign(draw, text_width(content, _OLD_SIZE), meaning)
