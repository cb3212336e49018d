"""Pictures as PNG, with the vendored font and without a browser or the network.

A font that is not found makes text vanish without an error, so every renderer of this room goes
through ``with_fonts``.
"""

import math
import re
from functools import cache

import vl_convert

from optimizer.pictures.style import FONT_NAME, PAPER
from optimizer.pictures.svg import Picture
from optimizer.places import data_directory

_START = re.compile(r"<svg\b[^>]*>")
_SIDE = re.compile(r'\s(?:width|height)="([\d.]+)(?:px)?"')
_MOST_PIXELS = 100_000_000
"""A larger image needs more memory than a page or a document can spare: 4 bytes a pixel."""


@cache
def with_fonts() -> None:
    """Make the vendored fonts known to the renderer, once a process."""
    vl_convert.register_font_directory(str(data_directory() / "fonts"))


def png(picture: Picture | str, *, scale: float = 2) -> bytes:
    """A picture on white ground.

    Args:
        picture: a picture, or the text of one ``<svg>`` element.
        scale: pixels of the image for each px of the picture; less where the image would get
            more than a hundred million pixels.

    Raises:
        ValueError: the text is not SVG.
    """
    with_fonts()
    text = picture.svg if isinstance(picture, Picture) else picture
    return vl_convert.svg_to_png(_on_paper(text), scale=min(scale, _largest_scale(text)))


def _largest_scale(svg: str) -> float:
    start = _START.search(svg)
    sides = [float(side) for side in _SIDE.findall(start.group())] if start else []
    area = math.prod(sides) if len(sides) == 2 else 0.0
    return math.sqrt(_MOST_PIXELS / area) if area else math.inf


def _on_paper(svg: str) -> str:
    """The picture over a white sheet, its texts in the vendored font where they name none."""
    start = _START.search(svg)
    if start is None:
        raise ValueError("not a picture: no <svg> element")
    sheet = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    opening = start.group()
    if "font-family" not in opening:
        opening = f'{opening[:-1]} font-family="{FONT_NAME}">'
    return f"{opening}{sheet}{svg[start.end() :]}"
