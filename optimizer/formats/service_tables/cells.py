"""Cells of tables: plain values, and what people type into them."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.formats.service_tables.problems import refused

Cell = str | int | float | bool | Sequence[str] | None
"""A value as a screen or a workbook holds it; ``None`` for an empty one."""

Row = dict[str, Cell]
"""Field of a column → cell."""

LONGEST_NAME = 200
"""Characters of a name; the longest published one has some forty."""

LONGEST_TEXT = 2000
"""Characters of any other text, a list's entry included."""

MOST_ENTRIES = 500
"""Entries of one list, such as the fields of a form."""

# Format characters turn the writing direction or cannot be seen; they never belong to a name.
_DROPPED = frozenset({"Cf", "Cs", "Cn"})
_SPACED = frozenset({"Cc", "Zl", "Zp"})
_LARGEST = 10**15
_BETWEEN = re.compile(r"[；;\n]+")


@dataclass(frozen=True)
class Changes:
    """What somebody did to the rows of one table.

    Attributes:
        changed: number of a row in ``rows(section, service)`` → field → new cell.
        added: new rows, in order.
        removed: numbers of rows taken out.
    """

    changed: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)
    added: Sequence[Mapping[str, Cell]] = ()
    removed: frozenset[int] | set[int] = frozenset()


def is_blank(cell: Cell) -> bool:
    """Whether nothing was typed; a number that is none (as data frames hold it) is nothing."""
    if cell is None:
        return True
    if isinstance(cell, float):
        return math.isnan(cell)
    if isinstance(cell, str):
        return not cleaned(cell)
    return isinstance(cell, Sequence) and all(not cleaned(str(one)) for one in cell)


def is_unticked(cell: Cell) -> bool:
    """Whether a cell of a new row says nothing: blank, or a box that was not ticked."""
    return cell is False or is_blank(cell)


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same to whoever reads them."""
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float | str) or isinstance(other, int | float | str):
        return one == other
    return tuple(one or ()) == tuple(other or ())


def cleaned(text: str) -> str:
    """A text in one line without what cannot be seen.

    A text stays a text whatever it looks like: ``=1+1`` is kept as it is, and whoever writes a
    workbook writes it as a text.
    """
    kept = []
    for one in text:
        category = unicodedata.category(one)
        if category in _SPACED:
            kept.append(" ")
        elif category not in _DROPPED:
            kept.append(one)
    return "".join(kept).strip()


def text_of(cell: Cell, longest: int = LONGEST_TEXT) -> str:
    """The one text of a cell; empty when nothing was typed.

    Raises:
        Refused: several values, or too long a text.
    """
    if is_blank(cell):
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        given = [one for one in cell if not is_blank(one)]
        if len(given) > 1:
            raise refused(
                "这一格只能写一个值", "one value is expected here", "只保留一个", "keep one of them"
            )
        return text_of(given[0], longest)
    text = cleaned(str(cell))
    if len(text) > longest:
        raise refused(
            f"文字太长（{len(text)} 字）",
            f"the text is too long ({len(text)} characters)",
            f"最多 {longest} 字",
            f"at most {longest} characters",
        )
    return text


def _number_text(number: float) -> str:
    if math.isfinite(number) and abs(number) >= _LARGEST:
        raise refused("数字太大", "the number is too large", "核对数字", "check the number")
    return str(int(number)) if math.isfinite(number) and number == int(number) else str(number)


def texts_of(cell: Cell, known: Sequence[str] = (), longest: int = LONGEST_TEXT) -> list[str]:
    """The texts of a list, each once, in order.

    One text may stand for a list: its parts are set apart by ``；`` or a new line. Where all parts
    are known names, ``、`` or a comma will do; names themselves often hold a ``、``.

    Args:
        cell: what was typed.
        known: names there are.
        longest: characters of one entry.

    Raises:
        Refused: too many entries, or too long ones.
    """
    if is_blank(cell):
        return []
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        parts = [str(one) for one in cell]
    else:
        parts = _parts(str(cell) if isinstance(cell, str) else text_of(cell), set(known))
    found = list(dict.fromkeys(text_of(one, longest) for one in parts if not is_blank(one)))
    if len(found) > MOST_ENTRIES:
        raise refused(
            f"一格里写了 {len(found)} 项",
            f"{len(found)} entries in one cell",
            f"最多 {MOST_ENTRIES} 项",
            f"at most {MOST_ENTRIES}",
        )
    return found


def _parts(text: str, known: set[str]) -> list[str]:
    if cleaned(text) in known:
        return [text]
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = [cleaned(piece) for piece in re.split(r"[、，,]", part)]
        single = cleaned(part) in known or not all(piece in known for piece in pieces)
        parts.extend([part] if single else pieces)
    return parts
