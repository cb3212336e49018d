"""A finished picture."""

from dataclasses import dataclass


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
