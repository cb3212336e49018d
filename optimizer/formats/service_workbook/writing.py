"""Writes a service as the template workbook."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from optimizer.errors import InvalidInput
from optimizer.formats.service_tables import SECTIONS, Cell, Row
from optimizer.formats.service_tables.layout import Section, section_of
from optimizer.formats.service_tables.showing import Presenter
from optimizer.formats.service_workbook.layout import (
    FIRST_ROW,
    ID_FIELD,
    LISTS_SHEET,
    MEMBERS,
    MOST_ROWS,
    VERSION,
    Heading,
    headings,
    list_text,
    sheet_title,
)
from optimizer.formats.service_workbook.page import STYLES, Page
from optimizer.formats.service_workbook.shown import shown_rows
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language, words

# Excel takes no longer list of choices in the cell itself, nor longer words about a cell.
_LONGEST_INLINE = 255
_LONGEST_TITLE = 32
# Rows beyond the last one that still offer their choices.
_SPARE_ROWS = 500
_WIDTHS: Mapping[str, float] = {"text": 22, "choices": 32, "choice": 16, "limit": 14}
_NARROW = 11.0
_MANY_COLUMNS = 6
# Tables whose rows other sheets name by the very text of their first column.
_NAMED_LIVE = ("items", "departments", "data_sources")


def workbook_bytes(
    service: Service, language: Language, example: Service | None = None, *, filled: bool = True
) -> bytes:
    """The workbook of a service.

    Args:
        service: what the sheets hold.
        language: of titles, headings and words.
        example: a service shown on a sheet that is not read; none for no such sheet.
        filled: false leaves the rows of all tables blank.

    Raises:
        InvalidInput: a text is longer than a cell can be.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    writer = _Writer(book, Presenter(service, language), filled=filled)
    writer.explain()
    if example is not None:
        writer.show_example(Presenter(example, language))
    for section in SECTIONS:
        writer.add(section)
    if any(step.members for step in service.steps):
        writer.add(MEMBERS)
    writer.add_lists()
    writer.close()
    return stream.getvalue()


class _Writer:
    """Writes sheet after sheet; long lists of choices are kept for the hidden one."""

    def __init__(self, book: Any, presenter: Presenter, *, filled: bool) -> None:
        self._book = book
        self._presenter = presenter
        self._filled = filled
        self._template = words("template", presenter.language)
        self._styles = {name: book.add_format(one) for name, one in STYLES.items()}
        self._pages: list[Page] = []
        self._lists: list[tuple[str, ...]] = []

    def close(self) -> None:
        """Finish every sheet.

        Raises:
            InvalidInput: a text is longer than a cell can be.
        """
        for page in self._pages:
            page.close()
        self._book.close()
        too_long = [one for page in self._pages for one in page.too_long]
        if too_long:
            raise InvalidInput(tuple(too_long))

    def _page(self, title: str) -> Page:
        page = Page(self._book.add_worksheet(title), self._styles)
        self._pages.append(page)
        return page

    # --- sheets ----------------------------------------------------------------------------

    def explain(self) -> None:
        """The first sheet: how the others are filled in."""
        page = self._page(self._template("about"))
        page.sheet.hide_gridlines(2)
        page.width(0, 22)
        page.width(1, 90)
        page.put(0, 0, self._template("about.title"), "title")
        told = ("fill", "required", "choose", "several", "limits", "assumed", "ids", "rows")
        for row, name in enumerate(told, start=2):
            page.put(row, 0, self._template(f"about.{name}"), "usual")
            page.put(row, 1, self._template(f"about.{name}.text"), "text")
        page.put(len(told) + 3, 0, self._template("about.version"), "id")
        page.put(len(told) + 3, 1, VERSION, "number")

    def add(self, section: Section) -> None:
        """The sheet of one table."""
        page = self._page(sheet_title(section, self._presenter.language))
        heads = headings(section, self._presenter)
        rows = shown_rows(section, self._presenter) if self._filled else []
        if section.held:
            self._table(page, section, heads, rows)
        else:
            self._upright(page, section, heads, rows[0] if rows else {})

    def show_example(self, presenter: Presenter) -> None:
        """A sheet on which a small service shows what rows look like; it is not read."""
        page = self._page(self._template("example"))
        for column in range(16):
            page.width(column, 20)
        page.put(0, 0, self._template("example.title"), "title")
        at = 2
        for section in SECTIONS:
            rows = shown_rows(section, presenter)
            heads = [
                one
                for one in headings(section, presenter)
                if one.column is not None
                and not one.column.rare
                and any(row.get(one.field) for row in rows)
            ]
            if not heads:
                continue
            page.put(at, 0, sheet_title(section, presenter.language), "title")
            for column, head in enumerate(heads):
                page.put(at + 1, column, head.text, _head_style(head))
                for row, cells in enumerate(rows, start=at + 2):
                    page.put(row, column, self._shown(head, cells.get(head.field)), "text")
            at += len(rows) + 3

    def add_lists(self) -> None:
        """The hidden sheet behind long drop-downs."""
        if not self._lists:
            return
        page = self._page(LISTS_SHEET)
        for column, options in enumerate(self._lists):
            for row, option in enumerate(options):
                page.put(row, column, option, "text")
        page.sheet.hide()

    # --- one sheet -------------------------------------------------------------------------

    def _table(
        self, page: Page, section: Section, heads: Sequence[Heading], rows: Sequence[Row]
    ) -> None:
        last = min(MOST_ROWS, FIRST_ROW + len(rows) + _SPARE_ROWS) - 1
        for column, head in enumerate(heads):
            kind = head.column.kind if head.column is not None else "text"
            style = "id" if head.field == ID_FIELD else "text"
            page.width(column, _WIDTHS.get(kind, _NARROW), style)
            page.put(0, column, head.text, _head_style(head))
            page.put(1, column, head.help, "help")
            for row, cells in enumerate(rows, start=FIRST_ROW):
                page.put(row, column, self._shown(head, cells.get(head.field)), style)
            self._offer(page, section, head, (FIRST_ROW, column, last, column))
        page.sheet.repeat_rows(0)
        page.sheet.freeze_panes(FIRST_ROW, 2 if len(heads) > _MANY_COLUMNS else 1)

    def _upright(
        self, page: Page, section: Section, heads: Sequence[Heading], cells: Mapping[str, Cell]
    ) -> None:
        page.width(0, 24)
        page.width(1, 56, "text")
        page.width(2, 64)
        for row, head in enumerate(heads):
            style = "id" if head.field == ID_FIELD else "text"
            page.put(row, 0, head.text, _head_style(head))
            page.put(row, 1, self._shown(head, cells.get(head.field)), style)
            page.put(row, 2, head.help, "help")
            self._offer(page, section, head, (row, 1, row, 1))
        page.sheet.freeze_panes(0, 1)

    # --- cells -----------------------------------------------------------------------------

    def _shown(self, head: Heading, cell: Cell) -> str | float | None:
        """What a cell holds: a text, a number, or nothing."""
        if isinstance(cell, bool):
            return self._yes_no(cell)
        if cell is None or isinstance(cell, int | float | str):
            return cell
        return list_text(tuple(cell), head.names)

    def _yes_no(self, value: bool) -> str:
        return self._template("yes") if value else self._template("no")

    def _offer(
        self, page: Page, section: Section, head: Heading, place: tuple[int, int, int, int]
    ) -> None:
        """A drop-down for closed lists and names of other sheets."""
        column = head.column
        if column is None:
            return
        options = column.options
        if column.kind == "yes_no":
            options = (self._yes_no(True), self._yes_no(False))
        source = self._live(section, column.field) or self._source(options)
        if source is None:
            return
        # Several values, or a new name, are typed; only one value of a closed list must be right.
        closed = column.kind in ("choice", "yes_no") and not column.free
        told = {
            "validate": "list",
            "source": source,
            "show_error": closed and isinstance(source, list),
            "input_title": column.heading[:_LONGEST_TITLE],
            "input_message": column.help[:_LONGEST_INLINE],
        }
        page.sheet.data_validation(*place, told)

    def _source(self, options: tuple[str, ...]) -> list[str] | str | None:
        if not options:
            return None
        # A comma parts the choices of a cell, whatever stands around it.
        plain = not any("," in one for one in options)
        if plain and len(",".join(options)) <= _LONGEST_INLINE:
            return list(options)
        if options not in self._lists:
            self._lists.append(options)
        name = xl_col_to_name(self._lists.index(options))
        return f"={LISTS_SHEET}!${name}$1:${name}${len(options)}"

    def _live(self, section: Section, name: str) -> str | None:
        """The names of another sheet as they stand there, also those typed later."""
        refers = next((one.refers for one in section.fields if one.name == name), "")
        if refers not in _NAMED_LIVE:
            return None
        title = sheet_title(section_of(refers), self._presenter.language)
        start, names = FIRST_ROW + 1, f"'{title}'!$A${FIRST_ROW + 1}:$A${MOST_ROWS}"
        return f"=OFFSET('{title}'!$A${start},0,0,MAX(1,COUNTA({names})),1)"


def _head_style(head: Heading) -> str:
    if head.field == ID_FIELD:
        return "id"
    if head.column is None or head.column.required:
        return "needed"
    return "rare" if head.column.rare else "usual"
