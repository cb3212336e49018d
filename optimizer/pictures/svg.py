"""A finished picture, and the few SVG elements pictures are made of.

Text of users is escaped in one place (``element``); what XML does not allow is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from optimizer.pictures.style import FONT_STACK, INK, PAPER, TEXT_PX, LineStyle

Value = str | float | int
# Control characters but the end of a line, signs without width and of direction, half characters.
_NOT_SHOWN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Picture:
    """A drawing that stands alone: no script, no font and nothing loaded from elsewhere.

    Attributes:
        svg: the whole ``<svg>`` element.
        width, height: in px.
        alt: one or two sentences for whoever cannot see it.
    """

    svg: str
    width: int
    height: int
    alt: str


def picture(
    name: str, parts: Iterable[str], width_px: float, height_px: float, alt: str
) -> Picture:
    """Put parts together.

    Args:
        name: short name, read first by screen readers.
        parts: elements, from the bottom to the top.
        width_px: of the whole; a begun px counts.
        height_px: of the whole; a begun px counts.
        alt: what it shows, in a sentence or two.
    """
    width, height = int(-(-width_px // 1)), int(-(-height_px // 1))
    svg = element(
        "svg",
        element("title", plain(name)),
        element("desc", plain(alt)),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        role="img",
        font_family=FONT_STACK,
        font_size=TEXT_PX,
        fill=INK,
    )
    return Picture(svg, width, height, alt)


def element(name: str, *children: str, **attributes: Value) -> str:
    """One element.

    Args:
        name: of the element.
        children: finished elements, and texts that went through ``plain``.
        attributes: ``stroke_width`` is written ``stroke-width``, ``class_`` is ``class``.
    """
    written = "".join(
        f' {key.strip("_").replace("_", "-")}="{plain(_number(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def plain(text: str) -> str:
    """Any text as XML shows it, without control characters and signs that turn its direction."""
    return escape(_NOT_SHOWN.sub("", text), quote=True)


def _number(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(content: str, x: float, y: float, **attributes: Value) -> str:
    """One line of text whose baseline begins (or, with ``text_anchor``, stands) at a point."""
    return element("text", plain(content), x=x, y=y, **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: Value) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def line(
    points: Iterable[tuple[float, float]], style: LineStyle, *children: str, **attributes: Value
) -> str:
    """A line through points."""
    path = "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    if style.dash:
        attributes["stroke_dasharray"] = style.dash_array
    return element(
        "path",
        *children,
        d=path,
        fill="none",
        stroke=style.colour,
        stroke_width=style.width,
        stroke_linejoin="round",
        **attributes,
    )


def badge(
    content: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
) -> str:
    """Short text, bold on a coloured ground, in the middle of a rectangle."""
    size = round(height * 0.76, 1)
    return rect(x, y, width, height, rx=2.5, fill=fill) + text(
        content,
        x + width / 2,
        y + height * 0.78,
        font_size=size,
        font_weight=700,
        fill=PAPER,
        text_anchor="middle",
    )
