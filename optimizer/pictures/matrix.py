"""The matrix of documents and items (材料 × 事项): what is asked for twice, and who gets it how."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.pictures.lane_key import key
from optimizer.pictures.matrix_cells import cell, cell_signs
from optimizer.pictures.matrix_rows import Cell, Row, rows, sums
from optimizer.pictures.style import (
    FAINT,
    INK,
    MUTED,
    RULE,
    SMALL_PX,
    TEXT_PX,
    TITLE_PX,
    WASH,
    LineStyle,
    Tint,
    department_tints,
)
from optimizer.pictures.svg import Picture, element, line, picture, plain, rect, text
from optimizer.pictures.text_fit import cut, wrap
from optimizer.service.document import Document
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, Words, words
from optimizer.wording.levels import choice
from optimizer.wording.names import Names

_MARGIN = 12.0
_HEAD = 56.0
_NAME = 232.0
_COUNT = 84.0
_ROW = 22.0
_BAR = 40.0
_HEADING_LINE = 13.0
_MOST_LINES = 7
_LEAST_WIDTH = 720.0
# Columns grow narrower the more items there are: at most so many items, px each.
_COLUMNS = ((6, 96.0), (10, 76.0), (16, 58.0), (10_000, 48.0))


def matrix(
    service: Service, language: Language, *, compared_with: Service | None = None
) -> Picture:
    """Draw which item needs which document, and how each requirement is met.

    Args:
        service: completed, in one situation.
        language: of everything but the names in the file.
        compared_with: the service as it was, if the routes that changed are to be marked.
    """
    say = words("pictures", language)
    shared, single = rows(service, compared_with)
    table = _Table(service, language, department_tints(*filter(None, (compared_with, service))))
    parts = list(table.headings())
    top = _HEAD + table.heading_height
    for told, held in ((say("matrix_shared"), shared), (say("matrix_single"), single)):
        if held:
            parts.extend(table.group(told, len(held), top))
            parts.extend(table.rows(held, top + _ROW))
            top += _ROW * (1 + len(held))
    parts.extend(table.totals((*shared, *single), top))
    parts.extend(table.verticals(top + 2 * _ROW))
    bottom = top + 2 * _ROW
    width = max(table.width, _LEAST_WIDTH - 2 * _MARGIN)
    signs = cell_signs((*shared, *single), language)
    below, height = key(((say("matrix_key"), signs),), _MARGIN, bottom + 10, width)
    title = say("matrix_title", service=service.name or service.id)
    subtitle = _subtitle(service, compared_with, say)
    head = (
        text(cut(title, width, TITLE_PX), _MARGIN, 24, font_size=TITLE_PX, font_weight=700),
        text(cut(subtitle, width, TEXT_PX), _MARGIN, 44, fill=MUTED),
    )
    alt = say("matrix_alt", title=title, subtitle=subtitle, shared=len(shared))
    parts = [*head, *parts, *below]
    return picture(title, parts, width + 2 * _MARGIN, bottom + 10 + height + _MARGIN / 2, alt)


def _subtitle(service: Service, before: Service | None, say: Words) -> str:
    now = sums(service)
    if before is None:
        return say("matrix_sums", **vars(now))
    old = sums(before)
    return say(
        "matrix_sums_compared",
        kinds=now.kinds,
        entries=now.entries,
        old_kinds=old.kinds,
        old_entries=old.entries,
    )


@dataclass(frozen=True)
class _Table:
    """Draws the parts of one table."""

    service: Service
    language: Language
    tints: dict[str, Tint]

    @cached_property
    def column(self) -> float:
        """Width of a column in px."""
        return next(width for most, width in _COLUMNS if len(self.service.items) <= most)

    @property
    def width(self) -> float:
        """Width of the table in px."""
        return _NAME + _COUNT + self.column * len(self.service.items)

    @property
    def heading_height(self) -> float:
        """Height of the headings of the columns in px."""
        return _HEADING_LINE * max(len(lines) for lines in self._heading_lines) + 14

    @cached_property
    def _heading_lines(self) -> list[tuple[str, ...]]:
        """Breaking the names of all items into lines is most of the work of a large table."""
        return [
            wrap(f"{place} {item.name or item.id}", self.column - 8, SMALL_PX + 1, _MOST_LINES)
            for place, item in enumerate(self.service.items, start=1)
        ]

    def _left(self, place: int) -> float:
        return _MARGIN + _NAME + _COUNT + self.column * place

    def headings(self) -> Iterator[str]:
        """Names of the items over the colours of their departments."""
        say, names = words("pictures", self.language), Names(self.service, self.language)
        bottom = _HEAD + self.heading_height
        yield rect(_MARGIN, _HEAD, self.width, self.heading_height, fill=WASH)
        yield text(say("matrix_documents"), _MARGIN + 8, bottom - 10, font_weight=700)
        yield text(say("matrix_items_asking"), _MARGIN + _NAME, bottom - 10, fill=MUTED)
        for place, (item, lines) in enumerate(
            zip(self.service.items, self._heading_lines, strict=True)
        ):
            tint, left = self.tints[item.department], self._left(place)
            first = bottom - 10 - _HEADING_LINE * (len(lines) - 1)
            written = (
                text(one, left + 4, first + _HEADING_LINE * row, font_size=SMALL_PX + 1)
                for row, one in enumerate(lines)
            )
            told = f"{item.name or item.id}\n{names(item.department)}"
            yield element(
                "g",
                element("title", plain(told)),
                rect(left, _HEAD, self.column, self.heading_height, fill=tint.area),
                rect(left, _HEAD, self.column, 4, fill=tint.line),
                *written,
            )

    def group(self, told: str, count: int, top: float) -> Iterator[str]:
        """The heading of a group of rows."""
        yield rect(_MARGIN, top, self.width, _ROW, fill=WASH)
        say = words("pictures", self.language)
        written = say("matrix_group", heading=told, count=count)
        yield text(written, _MARGIN + 8, top + 15, font_weight=700, fill=MUTED)

    def rows(self, held: Sequence[Row], top: float) -> Iterator[str]:
        """Rows one below the other."""
        documents = {one.id: one for one in self.service.documents}
        names = Names(self.service, self.language)
        places = {item.id: place for place, item in enumerate(self.service.items)}
        for number, row in enumerate(held):
            y = top + _ROW * number
            yield self._name(row, documents.get(row.document), names(row.document), y)
            yield from self._count(row, y)
            for item, one in row.cells.items():
                if item in places:
                    middle = self._left(places[item]) + self.column / 2
                    told = self._told(one, names)
                    yield cell(one, middle, y + _ROW / 2, told, self.language)
            yield line(
                ((_MARGIN, y + _ROW), (_MARGIN + self.width, y + _ROW)), LineStyle(RULE, 0.6)
            )

    def _name(self, row: Row, document: Document | None, name: str, y: float) -> str:
        told = [name]
        if document is not None:
            told.extend((choice(document.document_class, self.language), document.holder))
        free = row.handed_in == 0
        return element(
            "g",
            element("title", plain("\n".join(filter(None, told)))),
            text(cut(name, _NAME - 16, TEXT_PX), _MARGIN + 8, y + 15, fill=MUTED if free else INK),
            class_="document",
            data_document=row.document,
        )

    def _count(self, row: Row, y: float) -> Iterator[str]:
        """How many items ask for it, as a number and a bar."""
        count = len(row.cells)
        left = _MARGIN + _NAME
        shared = count > 1
        yield text(
            str(count), left + 14, y + 15, text_anchor="end", font_weight=700 if shared else 400,
            fill=INK if shared else MUTED,
        )  # fmt: skip
        if shared:
            length = _BAR * count / max(1, len(self.service.items))
            yield rect(left + 20, y + 7, _BAR, 8, fill=WASH, stroke=RULE, stroke_width=0.6)
            yield rect(left + 20, y + 7, length, 8, fill=FAINT)

    def _told(self, one: Cell, names: Names) -> str:
        say = words("pictures", self.language)
        lines = []
        for need in one.needs:
            lines.append(f"{names(need.document)} → {names(need.item)}")
            lines.extend(self._facts(need, one, names, say))
        return "\n".join(lines)

    def _facts(self, need: Requirement, one: Cell, names: Names, say: Words) -> Iterator[str]:
        def fact(heading: str, content: str) -> str:
            return say("lane_told", heading=say(heading), content=content)

        route = choice(need.route, self.language)
        if need.source:
            route = f"{route} ({names(need.source)})"
        yield fact("matrix_told_route", route)
        if one.before is not None:
            yield fact("matrix_told_before", choice(one.before.route, self.language))
        if need.original and need.original != need.document:
            yield fact("matrix_told_original", names(need.original))
        yield fact("matrix_told_copies", str(need.copies))
        yield fact("matrix_told_basis", need.basis or say("matrix_no_basis"))
        if need.assumed:
            yield say("lane_key_assumed")

    def totals(self, held: Sequence[Row], top: float) -> Iterator[str]:
        """For each item how many documents it needs and how many of them are handed in."""
        say = words("pictures", self.language)
        needs = [need for row in held for one in row.cells.values() for need in one.needs]
        handed = [need for need in needs if need.handed_in()]
        # What is submitted once for several items stands in each column and once in the sum.
        once = sum(row.handed_in for row in held)
        yield rect(_MARGIN, top, self.width, 2 * _ROW, fill=WASH)
        yield from self._total(say("matrix_needed"), needs, len(needs), top)
        yield from self._total(say("matrix_handed_in"), handed, once, top + _ROW)

    def _total(
        self, told: str, needs: Sequence[Requirement], total: int, top: float
    ) -> Iterator[str]:
        base = top + 15
        yield text(told, _MARGIN + 8, base, font_weight=700)
        yield text(str(total), _MARGIN + _NAME + 14, base, text_anchor="end", font_weight=700)
        counts = Counter(need.item for need in needs)
        for place, item in enumerate(self.service.items):
            middle = self._left(place) + self.column / 2
            yield text(str(counts[item.id]), middle, base, text_anchor="middle", font_weight=700)

    def verticals(self, bottom: float) -> Iterator[str]:
        """Lines between the columns."""
        for place in range(len(self.service.items) + 1):
            x = self._left(place)
            yield line(((x, _HEAD), (x, bottom)), LineStyle(RULE, 0.6))
        yield line(((_MARGIN, bottom), (_MARGIN + self.width, bottom)), LineStyle(RULE, 1.0))
