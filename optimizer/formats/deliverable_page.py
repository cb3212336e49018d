"""Paper of deliverables: sizes and margins in mm, and what a text looks like on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Figure,
    Heading,
    Paragraph,
    Tone,
)
from optimizer.wording.catalogue import words

_LONG, _SHORT = 297.0, 210.0
_LARGE = 420.0
# A picture of more px gets a sheet on which its text can be read (12 px, at least 6 pt).
_UPRIGHT_PX, _LANDSCAPE_PX = 760, 1500
# Control characters that neither XML nor a reader knows; half characters.
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Sheet:
    """One kind of page.

    Attributes:
        width, height, top, bottom, left, right: paper and margins in mm.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Between the margins, in mm."""
        return self.width - self.left - self.right

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Width and height in mm of something that is to fill the page, caption below it."""
        room = self.height - self.top - self.bottom - 16
        factor = min(self.text_width / width, room / height)
        return width * factor, height * factor


_UPRIGHT = Sheet(_SHORT, _LONG, 37, 35, 28, 26)  # GB/T 9704-2012 §5.2
_COMPACT = Sheet(_SHORT, _LONG, 16, 14, 18, 18)
_LANDSCAPE = Sheet(_LONG, _SHORT, 22, 20, 20, 20)
_WIDE = Sheet(_LARGE, _LONG, 22, 20, 20, 20)


def parts(deliverable: Deliverable) -> Iterator[tuple[Sheet, tuple[Block, ...]]]:
    """The blocks of a deliverable, with its origin at the end, by the kind of page they stand on.

    Headings directly before a picture go with it.
    """
    sheet: Sheet | None = None
    held: list[Block] = []
    waiting: list[Block] = []
    for block in (*deliverable.blocks, *_origin(deliverable)):
        if isinstance(block, Heading):
            waiting.append(block)
            continue
        wanted = _sheet(deliverable, block if isinstance(block, Figure) else None)
        if sheet is not None and wanted != sheet:
            yield sheet, tuple(held)
            held = []
        sheet = wanted
        held += [*waiting, block]
        waiting = []
    if sheet is not None or waiting:
        yield sheet or _sheet(deliverable), (*held, *waiting)


def to_fill_in(row: Sequence[str]) -> bool:
    """Whether a row of a table is there to be written in by hand."""
    return 2 * sum(not cell for cell in row) >= len(row)


def _origin(deliverable: Deliverable) -> tuple[Block, ...]:
    if not deliverable.origin:
        return ()
    heading = words("deliverables", deliverable.language)("origin")
    return (Paragraph(f"{heading}\n{deliverable.origin.strip()}", Tone.NOTE),)


def _sheet(deliverable: Deliverable, figure: Figure | None = None) -> Sheet:
    """The page for a picture, or for text and tables when there is none."""
    usual = _LANDSCAPE if deliverable.landscape else _UPRIGHT
    if deliverable.compact:
        return _COMPACT
    if figure is None or figure.width <= _UPRIGHT_PX:
        return usual
    return _LANDSCAPE if figure.width <= _LANDSCAPE_PX else _WIDE


def shown(text: str) -> str:
    """A text without what no page can show."""
    return _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\t", " "))
