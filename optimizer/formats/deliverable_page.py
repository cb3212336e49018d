"""Paper of deliverables: sizes and margins in mm, and what a text looks like on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Tone,
)
from optimizer.wording.catalogue import words

# Width of a Chinese character of a title: 22 pt, or 16 pt on a page that has to hold everything.
_TITLE_MM, _COMPACT_TITLE_MM = 7.76, 5.64
_LONG, _SHORT = 297.0, 210.0
_LARGE = 420.0
# A picture of more px gets a sheet on which its text can be read (12 px, at least 6 pt).
_UPRIGHT_PX, _LANDSCAPE_PX = 760, 1500
# Characters of a cell that fill more than a few lines.
_TALL = 250
# A heading with the space around it; longer ones take a second line.
_HEADING_MM = 20
# Control characters that neither XML nor a reader knows; half characters; what turns the
# direction of the text, so that a name reads otherwise than it is written.
_NOT_SHOWN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


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

    def fitted(self, width: float, height: float, headings: int = 0) -> tuple[float, float]:
        """Width and height in mm of something that fills the page with its headings and caption."""
        room = self.height - self.top - self.bottom - 16 - _HEADING_MM * headings
        factor = min(self.text_width / width, room / height)
        return width * factor, height * factor


_UPRIGHT = Sheet(_SHORT, _LONG, 37, 35, 28, 26)  # GB/T 9704-2012 §5.2
_COMPACT = Sheet(_SHORT, _LONG, 16, 14, 18, 18)
_COMPACT_LANDSCAPE = Sheet(_LONG, _SHORT, 16, 14, 18, 18)
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


def headings_before(blocks: Sequence[Block], place: int) -> int:
    """How many headings stand directly before a block: they go on its page."""
    count = 0
    while count < place and isinstance(blocks[place - count - 1], Heading):
        count += 1
    return count


def title_lines(deliverable: Deliverable) -> tuple[str, ...]:
    """The title as it stands on its page: too long for a line, it breaks before the paper's name.

    Left to itself, 一次性告知单 would leave its last character on a line of its own.
    """
    title = shown(deliverable.title)
    size_mm = _COMPACT_TITLE_MM if deliverable.compact else _TITLE_MM
    service, paper, name = title.partition("”一件事")
    if not name or len(title) * size_mm <= _sheet(deliverable).text_width:
        return (title,)
    return (service + paper, name)


def to_fill_in(row: Sequence[str]) -> bool:
    """Whether a row of a table is there to be written in by hand."""
    return 2 * sum(not cell for cell in row) >= len(row)


def goes_overleaf(grid: Grid, row: Sequence[str]) -> bool:
    """Whether a row may be torn at the end of a page; a low one leaves little room by staying."""
    return grid.tall and any(len(cell) > _TALL for cell in row)


def _origin(deliverable: Deliverable) -> tuple[Block, ...]:
    if not deliverable.origin:
        return ()
    heading = words("deliverables", deliverable.language)("origin")
    return (Paragraph(f"{heading}\n{deliverable.origin.strip()}", Tone.NOTE),)


def _sheet(deliverable: Deliverable, figure: Figure | None = None) -> Sheet:
    """The page for a picture, or for text and tables when there is none."""
    usual = _LANDSCAPE if deliverable.landscape else _UPRIGHT
    if deliverable.compact:
        return _COMPACT_LANDSCAPE if deliverable.landscape else _COMPACT
    if figure is None or figure.width <= _UPRIGHT_PX:
        return usual
    return _LANDSCAPE if figure.width <= _LANDSCAPE_PX else _WIDE


def shown(text: str) -> str:
    """A text without what no page can show."""
    return _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\t", " "))
