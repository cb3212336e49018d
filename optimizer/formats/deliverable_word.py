"""Deliverables as Word documents (.docx) in the layout of official papers, GB/T 9704-2012.

The standard's fonts (小标宋, 仿宋, 楷体, 黑体) are named with the ones to take instead, so that a
machine that lacks one still shows Chinese type of the same kind.
"""

from __future__ import annotations

import datetime
import io

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Emu, Mm, Pt

from optimizer import __version__
from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Figure,
    Form,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Tone,
)
from optimizer.formats.deliverable_page import Sheet, headings_before, parts, shown, title_lines
from optimizer.formats.word_parts import (
    BODY_PT,
    COMPACT_PT,
    add_page_numbers,
    describe,
    set_fonts,
    set_language,
    style_all,
)
from optimizer.formats.word_tables import add_form, add_grid

_ALIGNED = {
    Tone.SUBTITLE: WD_ALIGN_PARAGRAPH.CENTER,
    Tone.CLOSING: WD_ALIGN_PARAGRAPH.RIGHT,
}
_STYLES = {
    Tone.NOTE: "Note",
    Tone.WARNING: "Warning",
}


def word(deliverable: Deliverable) -> bytes:
    """Write a deliverable as a .docx file.

    Pictures wider than a page can show stand on landscape pages of their own.
    """
    return _Writer(deliverable).written()


class _Writer:
    def __init__(self, deliverable: Deliverable) -> None:
        self._deliverable = deliverable
        self._chinese = deliverable.language == "zh"
        self._word: WordDocument = docx.Document()
        self._two_characters = Pt(2 * (COMPACT_PT if deliverable.compact else BODY_PT))

    def written(self) -> bytes:
        self._begin()
        for number, (sheet, blocks) in enumerate(parts(self._deliverable)):
            if number:
                self._word.add_section()
            self._lay(sheet)
            if not number:
                self._word.add_paragraph("\n".join(title_lines(self._deliverable)), style="Title")
            for at, block in enumerate(blocks):
                self._add(block, sheet, headings_before(blocks, at))
        stream = io.BytesIO()
        self._word.save(stream)
        return stream.getvalue()

    def _begin(self) -> None:
        made, told = self._word, self._deliverable
        style_all(made, chinese=self._chinese, compact=told.compact)
        set_fonts(made)
        set_language(made, "zh-CN" if self._chinese else "en-GB")
        properties = made.core_properties
        properties.title = shown(told.title)
        properties.author = ""
        properties.last_modified_by = ""
        properties.comments = f"onething-optimizer {__version__}"
        properties.created = properties.modified = datetime.datetime.now(datetime.UTC)
        add_page_numbers(made)

    def _add(self, block: Block, sheet: Sheet, headings: int) -> None:
        if isinstance(block, Figure):
            self._figure(block, sheet, headings)
        elif isinstance(block, Heading):
            self._word.add_paragraph(
                shown(_headed(block, chinese=self._chinese)), f"Heading {block.level}"
            )
        elif isinstance(block, Paragraph):
            self._text(block.text, block.tone)
        elif isinstance(block, Listing):
            self._listing(block)
        elif isinstance(block, Grid):
            add_grid(self._word, block, sheet)
        elif isinstance(block, Form):
            add_form(self._word, block, sheet)
        elif isinstance(block, PageBreak):
            # The end of this paragraph falls on the new page, as low a line as can be.
            made = self._word.add_paragraph(style="Note")
            made.paragraph_format.line_spacing = Pt(1)
            made.add_run().add_break(WD_BREAK.PAGE)

    def _text(self, text: str, tone: Tone) -> None:
        for part in shown(text).split("\n"):
            made = self._word.add_paragraph(part, _STYLES.get(tone))
            if tone in _ALIGNED:
                made.alignment = _ALIGNED[tone]
            if tone is Tone.BODY and self._chinese:
                made.paragraph_format.first_line_indent = self._two_characters
            # What announces a list or table does not stay behind on the page before.
            if part.endswith(("：", ":")):
                made.paragraph_format.keep_with_next = True

    def _listing(self, block: Listing) -> None:
        for number, entry in enumerate(block.entries, 1):
            mark = "□ " if block.boxes else f"{number}. " if block.ordered else "— "
            made = self._word.add_paragraph(mark + shown(entry))
            made.paragraph_format.left_indent = self._two_characters
            made.paragraph_format.first_line_indent = -self._two_characters // 2

    def _figure(self, block: Figure, sheet: Sheet, headings: int) -> None:
        made = self._word.add_paragraph(style="Figure")
        width, height = sheet.fitted(block.width, block.height, headings)
        made.add_run().add_picture(
            io.BytesIO(block.png()), width=Emu(Mm(width)), height=Emu(Mm(height))
        )
        describe(made, shown(block.caption or block.alt), shown(block.alt))
        if block.caption:
            self._word.add_paragraph(shown(block.caption), "Caption")

    def _lay(self, sheet: Sheet) -> None:
        section = self._word.sections[-1]
        section.orientation = (
            WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
        )
        section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
        section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
        section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
        section.footer_distance = Mm(max(sheet.bottom - 10, 8))


def _headed(heading: Heading, *, chinese: bool) -> str:
    return f"{heading.number}{'' if chinese else ' '}{heading.text}"
