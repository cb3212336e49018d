"""Tables and forms of deliverables in Word."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from optimizer.deliverables.deliverable import Form, FormField, Grid
from optimizer.formats.deliverable_page import Sheet, goes_overleaf, shown, to_fill_in

_SHADE = "F2F2F2"
_LABEL_SHARES = (2.0, 3.4)
_LINE = Pt(17)
_ROOM = Pt(34)  # for handwriting
_SHORT = 14


def add_grid(word: WordDocument, grid: Grid, sheet: Sheet) -> None:
    """A table whose first row is repeated on every page; rows stay whole unless they are tall."""
    if grid.caption:
        caption = word.add_paragraph(shown(grid.caption), "Caption")
        caption.paragraph_format.keep_with_next = True
    total = sum(column.share for column in grid.columns)
    widths = [sheet.text_width * column.share / total for column in grid.columns]
    table = _table(word, 1 + len(grid.rows), widths)
    head, *body = table.rows
    for cell, column in zip(head.cells, grid.columns, strict=True):
        _write(cell, column.name, "Cell heading")
        _shade(cell)
    _repeat(head)
    _keep_whole(head)
    for made, row in zip(body, grid.rows, strict=True):
        if to_fill_in(row):
            made.height = _ROOM
        total_row = grid.total and row is grid.rows[-1]
        if not goes_overleaf(grid, row):
            _keep_whole(made)
        for cell, column, text in zip(made.cells, grid.columns, row, strict=True):
            if grid.tall:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            _write(cell, text, "Cell", right=column.figures, bold=total_row)
    _gap(word)


def add_form(word: WordDocument, form: Form, sheet: Sheet) -> None:
    """Boxed fields, two a row, each label beside its room."""
    rows = _rows(form.fields)
    total = 2 * sum(_LABEL_SHARES)
    widths = [sheet.text_width * share / total for share in _LABEL_SHARES * 2]
    captioned = bool(form.caption)
    table = _table(word, len(rows) + captioned, widths)
    if captioned:
        band = table.rows[0].cells[0].merge(table.rows[0].cells[3])
        _write(band, form.caption, "Cell heading")
        _shade(band)
    for made in table.rows:
        _keep_whole(made)
    for row, fields in zip(list(table.rows)[int(captioned) :], rows, strict=True):
        row.height = _LINE * max(one.lines for one in fields) + Pt(8)
        for place, one in enumerate(fields):
            label, value = row.cells[2 * place], row.cells[2 * place + 1]
            if len(fields) == 1:
                value = value.merge(row.cells[3])
            _write(label, one.label, "Cell heading")
            _shade(label)
            _write(value, _filled(one), "Cell")
    if len(form.fields) <= _SHORT:
        _keep_together(table)
    _gap(word)


def _keep_together(table: Table) -> None:
    """All rows on one page: every paragraph but those of the last row stays with the next."""
    for row in list(table.rows)[:-1]:
        for cell in row.cells:
            for made in cell.paragraphs:
                made.paragraph_format.keep_with_next = True


def _rows(fields: tuple[FormField, ...]) -> list[tuple[FormField, ...]]:
    rows: list[tuple[FormField, ...]] = []
    waiting: FormField | None = None
    for one in fields:
        if one.wide:
            if waiting is not None:
                rows.append((waiting,))
            rows.append((one,))
            waiting = None
        elif waiting is None:
            waiting = one
        else:
            rows.append((waiting, one))
            waiting = None
    if waiting is not None:
        rows.append((waiting,))
    return rows


def _filled(one: FormField) -> str:
    if not one.options:
        return one.value
    return "　".join(f"□{option}" for option in one.options)


def _table(word: WordDocument, rows: int, widths: list[float]) -> Table:
    table: Table = word.add_table(rows, len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no other way


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _write(cell: _Cell, text: str, style: str, *, right: bool = False, bold: bool = False) -> None:
    first, *others = shown(text).split("\n")
    for made, part in [
        (cell.paragraphs[0], first),
        *((cell.add_paragraph(), other) for other in others),
    ]:
        made.style = style
        run = made.add_run(part)
        run.bold = bold or None
        if right:
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no shading


def _gap(word: WordDocument) -> None:
    """Two tables without a paragraph between them would become one."""
    gap = word.add_paragraph(style="Note")
    gap.paragraph_format.line_spacing = Pt(6)
