"""A deliverable (成果文件): a titled sequence of blocks that is written as Word and as PDF alike.

Texts are plain text of people; whoever writes a file escapes them. Headings are numbered when a
deliverable is made, as GB/T 9704-2012 §7.3.3 numbers them, so that all files number alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.wording.catalogue import Language

_CHINESE_DIGITS = "〇一二三四五六七八九"
_DEEPEST = 3


class Tone(StrEnum):
    """What a paragraph is for; files give each its look."""

    BODY = "body"
    ADDRESSEE = "addressee"  # 主送机关: no indent, above the body
    SUBTITLE = "subtitle"  # below the title, centred
    CLOSING = "closing"  # 署名、成文日期: at the right
    NOTE = "note"  # small: counting rule, marks, what is not known
    WARNING = "warning"  # must not be overlooked: 测算值，不得报送


@dataclass(frozen=True)
class Heading:
    """A heading.

    Attributes:
        text: without its number.
        level: 1 to 3.
        number: ``一、``, ``（一）``, ``1.``; empty until ``deliverable`` numbers it.
    """

    text: str
    level: int = 1
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; line breaks in it stay."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True)
class Listing:
    """Several short entries one below the other.

    Attributes:
        ordered: numbered from 1; else with dashes.
        boxes: a box to tick before each (□).
    """

    entries: tuple[str, ...]
    ordered: bool = False
    boxes: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        share: width beside the others, e.g. 2 and 1.
        figures: holds figures, set to the right.
    """

    name: str
    share: float = 1
    figures: bool = False


@dataclass(frozen=True)
class Grid:
    """A table; its first row is repeated on every page.

    Attributes:
        rows: a text a column; an empty text is a cell to be filled in by hand.
        caption: above it; empty when none.
        total: the last row is a sum and stands out.
        tall: rows may fill a page; they go on overleaf instead of staying whole.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: bool = False
    tall: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True)
class FormField:
    """A field of a form to be filled in.

    Attributes:
        label: what to write.
        value: what is written already; empty leaves room.
        options: boxes to tick instead of writing.
        lines: room in lines of text.
        wide: takes the whole width.
    """

    label: str
    value: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1
    wide: bool = False


@dataclass(frozen=True)
class Form:
    """Boxed fields, two beside each other unless one is wide.

    Attributes:
        caption: band above the fields; empty when none.
    """

    fields: tuple[FormField, ...]
    caption: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture, drawn when a file needs it.

    Attributes:
        svg, png: make it; both show the same.
        width, height: in px; only their proportion counts.
        alt: for whoever cannot see it.
    """

    svg: Callable[[], str]
    png: Callable[[], bytes]
    width: int
    height: int
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Listing | Grid | Form | Figure | PageBreak


@dataclass(frozen=True)
class Deliverable:
    """One file that leaves the house, as content.

    Attributes:
        title: 2号小标宋 at the top; also the title in the file's properties.
        blocks: in reading order, headings numbered.
        origin: lines that let everybody compute it again (input fingerprint, program version,
            counting rule, situation, date), small at the end.
        language: of everything that is not the planner's own text.
        landscape: wide tables.
        compact: much on few pages: small type, tight lines, narrow margins.
    """

    title: str
    blocks: tuple[Block, ...]
    origin: str
    language: Language
    landscape: bool = False
    compact: bool = False


def deliverable(
    title: str,
    blocks: Sequence[Block],
    *,
    origin: str,
    language: Language,
    landscape: bool = False,
    compact: bool = False,
) -> Deliverable:
    """Put blocks together and number their headings."""
    return Deliverable(title, _numbered(blocks, language), origin, language, landscape, compact)


def _numbered(blocks: Sequence[Block], language: Language) -> tuple[Block, ...]:
    counts = [0] * (_DEEPEST + 1)
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (_DEEPEST - block.level)
            block = replace(block, number=heading_number(counts[1:], block.level, language))  # noqa: PLW2901
        found.append(block)
    return tuple(found)


def heading_number(counts: Sequence[int], level: int, language: Language) -> str:
    """The number before a heading.

    Args:
        counts: how many headings there were on each level, from level 1 on.
        level: of the heading, from 1.
        language: ``一、（一）1.`` in Chinese, ``1 1.1 1.1.1`` in English.
    """
    if language == "en":
        return ".".join(str(one) for one in counts[:level])
    count = counts[level - 1]
    return (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.")[level - 1]


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _CHINESE_DIGITS[tens]) + "十" if tens else "") + (
        _CHINESE_DIGITS[ones] if ones else ""
    )
