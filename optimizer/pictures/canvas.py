"""A canvas of px on which charts are drawn: boxes, lines, points, texts, and one axis below them.

Each canvas states its width, its height and the domain of its scales, so that nothing depends on
what a viewer measures: two canvases with the same ``end`` lie on one axis exactly. From left to
right it counts in the unit of the axis, from the top in px.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from optimizer.pictures.style import INK, SMALL_PX, TEXT_PX, LineStyle

Row = dict[str, object]
"""One datum: plain values by field."""

Spec = dict[str, object]
"""Part of a Vega-Lite specification.

It is written directly: Altair validates and copies every part again and again, which took a second
and more for a timetable of a hundred rows. Tests hold it to Altair's schema.
"""

Tip = Mapping[str, str]
"""What is told of a mark when the pointer rests on it: text by heading."""

Align = Literal["left", "center", "right"]
Weight = Literal["normal", "bold"]

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)


class Writing(NamedTuple):
    """How a text is written.

    Attributes:
        limit_px: longer texts end in an ellipsis; 0 for no limit.
    """

    align: Align = "left"
    size_px: int = TEXT_PX
    weight: Weight = "normal"
    colour: str = INK
    limit_px: int = 0


SMALL = Writing(size_px=SMALL_PX + 1)


class _Style(NamedTuple):
    """What all data of one layer share."""

    plane: int
    mark: Literal["rect", "rule", "point", "text"]
    writing: Writing | None = None
    dash: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    shape: str = ""


class Canvas:
    """Marks, those of one look in one layer, the look used first at the bottom.

    Args:
        end: value at the right edge; 0 lies at the left edge.
        width_px, height_px: of the canvas without the axis; marks may stand outside.
    """

    def __init__(self, end: float, width_px: float, height_px: float) -> None:
        self.end = end
        self.width_px = width_px
        self.height_px = height_px
        self._rows: dict[_Style, list[Row]] = {}
        self._plane = 0

    def rise(self) -> None:
        """Whatever is drawn from now on lies above everything drawn so far."""
        self._plane += 1

    def at_px(self, px: float) -> float:
        """The value that lies so many px right of the left edge."""
        return px * self.end / self.width_px

    def box(
        self,
        across: tuple[float, float],
        down: tuple[float, float],
        fill: str | None = None,
        *,
        outline: LineStyle | None = None,
        tip: Tip | None = None,
    ) -> None:
        """A rectangle from one value to another and from one px to another."""
        row: Row = {"fill": fill, **_span(across, down), **_stroke(outline)}
        self._add(_Style(self._plane, "rect", dash=outline.dash if outline else ()), row, tip)

    def line(
        self, across: tuple[float, float], down: tuple[float, float], style: LineStyle
    ) -> None:
        """A straight line."""
        self._add(
            _Style(self._plane, "rule", dash=style.dash),
            {**_span(across, down), **_stroke(style)},
            None,
        )

    def point(
        self,
        place: tuple[float, float],
        size: float,
        fill: str,
        outline: LineStyle,
        *,
        shape: str = "circle",
        tip: Tip | None = None,
        carries: Row | None = None,
    ) -> None:
        """A mark of so many square px around a place.

        Args:
            place: value from the left and px from the top.
            size: in square px.
            fill: its colour.
            outline: the line around it.
            shape: as Vega names it.
            tip: what is told of it.
            carries: further fields of its datum, for a selection.
        """
        row: Row = {"x": place[0], "y": place[1], "size": size, "fill": fill, **_stroke(outline)}
        row.update(carries or {})
        self._add(_Style(self._plane, "point", shape=shape), row, tip)

    def text(
        self, x: float, y: float, text: str, style: Writing = SMALL, tip: Tip | None = None
    ) -> None:
        """A line of text, its middle at the height ``y``."""
        if text:
            self._add(
                _Style(self._plane, "text", writing=style), {"x": x, "y": y, "text": text}, tip
            )

    def layers(self, axis: Spec | None = None, also: Spec | None = None) -> list[Spec]:
        """The marks as layers of one view.

        Args:
            axis: below the marks, if there is one.
            also: further channels of every layer.
        """
        place: Spec = {
            "x": _scaled("x", self.end, self.width_px, axis),
            "y": _scaled("y", self.height_px, self.height_px, None),
            **(also or {}),
        }
        return [_layer(style, rows, place) for style, rows in self._rows.items()]

    def view(self, axis: Spec | None = None, heading: Spec | None = None) -> Spec:
        """All marks as one view."""
        return self.framed(self.layers(axis), heading)

    def framed(self, layers: Sequence[Spec], heading: Spec | None = None) -> Spec:
        """Layers as one view of the size of this canvas."""
        view: Spec = {"width": self.width_px, "height": self.height_px, "layer": list(layers)}
        return {**view, "title": heading} if heading else view

    def _add(self, style: _Style, row: Row, tip: Tip | None) -> None:
        if tip:
            style = style._replace(headings=tuple(tip))
            row = {**row, **{f"tip{place}": text for place, text in enumerate(tip.values())}}
        self._rows.setdefault(style, []).append(row)


def _layer(style: _Style, rows: Sequence[Row], place: Spec) -> Spec:
    """One layer of Vega-Lite: marks of one look, with their data."""
    tips = [
        {"field": f"tip{number}", "type": "nominal", "title": heading}
        for number, heading in enumerate(style.headings)
    ]
    encoding: Spec = {**place, "tooltip": tips} if tips else dict(place)
    mark: Spec = {"type": style.mark}
    if style.writing is not None:
        mark.update(_written(style.writing))
        encoding["text"] = {"field": "text", "type": "nominal"}
        return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}
    encoding["stroke"] = _as_given("stroke", "nominal")
    encoding["strokeWidth"] = _as_given("strokeWidth", "quantitative")
    if style.mark != "rule":
        encoding["fill"] = _as_given("fill", "nominal")
    if style.mark == "point":
        mark.update(shape=style.shape, opacity=1)
        encoding["size"] = _as_given("size", "quantitative")
    else:
        mark["strokeDash"] = list(style.dash)
        encoding.update(x2={"field": "x2"}, y2={"field": "y2"})
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def _scaled(field: str, end: float, length_px: float, axis: Spec | None) -> Spec:
    """A channel of place, from 0 at the first px."""
    scale = {"domain": [0, end], "range": [0, length_px], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis, "title": None}


def _as_given(field: str, kind: str) -> Spec:
    """A channel whose values are used as the data give them."""
    return {"field": field, "type": kind, "scale": None, "legend": None}


def _span(across: tuple[float, float], down: tuple[float, float]) -> Row:
    return {"x": across[0], "x2": across[1], "y": down[0], "y2": down[1]}


def _stroke(outline: LineStyle | None) -> Row:
    if outline is None:
        return {"stroke": None, "strokeWidth": 0}
    return {"stroke": outline.colour, "strokeWidth": outline.width}


def _written(style: Writing) -> Spec:
    limit = {"limit": style.limit_px} if style.limit_px else {}
    return {
        "align": style.align,
        "baseline": "middle",
        "fontSize": style.size_px,
        "fontWeight": style.weight,
        "color": style.colour,
        **limit,
    }


def ticks(end: float, most: int, least: float = 0) -> list[int]:
    """Round whole numbers from ``least`` up to ``end``, at most so many."""
    step = next((one for one in _STEPS if (end - least) / one < most), _STEPS[-1])
    first = math.ceil(least / step)
    return [place * step for place in range(first, math.floor(end / step) + 1)]
