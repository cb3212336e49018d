"""What the library of Word documents lacks: looks, substitute fonts, page numbers, alt texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

_LATIN = "Times New Roman"
TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT = "方正小标宋简体", "仿宋", "黑体", "楷体"
_NUMBER_FONT = "宋体"

_INSTEAD: Mapping[str, str] = {
    TITLE_FONT: "FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体",
    BODY_FONT: "仿宋_GB2312,FangSong,FangSong_GB2312,方正仿宋_GBK,华文仿宋",
    HEADING_FONT: "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    SUBHEADING_FONT: "楷体_GB2312,KaiTi,KaiTi_GB2312,方正楷体_GBK,华文楷体",
    _NUMBER_FONT: "SimSun,Noto Serif CJK SC",
}
# Family class that a missing font is replaced from (ECMA-376 §17.8.3.9).
_FAMILIES = {HEADING_FONT: "swiss", SUBHEADING_FONT: "script"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class _Look:
    """Font, size in pt and line pitch in pt (``None`` is as the font says)."""

    font: str
    size: float
    pitch: float | None
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None
    before: float = 0
    after: float = 0
    red: bool = False
    keep: bool = False


BODY_PT, COMPACT_PT = 16, 10.5

# 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt, 五号 = 10.5 pt; 22 lines of 28.9 pt a page (§5.2.3).
_LOOKS: Mapping[str, _Look] = {
    "Normal": _Look(BODY_FONT, BODY_PT, 28.9),
    "Title": _Look(TITLE_FONT, 22, 36, align=WD_ALIGN_PARAGRAPH.CENTER, after=18),
    "Heading 1": _Look(HEADING_FONT, 16, 28.9, before=6, keep=True),
    "Heading 2": _Look(SUBHEADING_FONT, 16, 28.9, keep=True),
    "Heading 3": _Look(BODY_FONT, 16, 28.9, bold=True, keep=True),
    "Caption": _Look(BODY_FONT, 12, 18, align=WD_ALIGN_PARAGRAPH.CENTER, after=6),
    "Figure": _Look(BODY_FONT, 12, None, align=WD_ALIGN_PARAGRAPH.CENTER, before=6, keep=True),
    "Note": _Look(BODY_FONT, 10.5, 15),
    "Warning": _Look(HEADING_FONT, 12, 19, red=True, before=4, after=4),
    "Cell": _Look(BODY_FONT, 10.5, 14),
    "Cell heading": _Look(HEADING_FONT, 10.5, 14, align=WD_ALIGN_PARAGRAPH.CENTER),
}
# One page for everything: 五号 and smaller.
_COMPACT_LOOKS: Mapping[str, _Look] = {
    **_LOOKS,
    "Normal": _Look(BODY_FONT, COMPACT_PT, 14),
    "Title": _Look(TITLE_FONT, 16, 22, align=WD_ALIGN_PARAGRAPH.CENTER, after=4),
    "Heading 1": _Look(HEADING_FONT, 11, 15, before=3, keep=True),
    "Heading 2": _Look(SUBHEADING_FONT, COMPACT_PT, 14, keep=True),
    "Heading 3": _Look(BODY_FONT, COMPACT_PT, 14, bold=True, keep=True),
    "Caption": _Look(BODY_FONT, 9, 12, align=WD_ALIGN_PARAGRAPH.CENTER, after=2),
    "Note": _Look(BODY_FONT, 8, 10),
    "Warning": _Look(HEADING_FONT, 9, 12, red=True, before=1, after=1),
    "Cell": _Look(BODY_FONT, 9, 11),
    "Cell heading": _Look(HEADING_FONT, 9, 11, align=WD_ALIGN_PARAGRAPH.CENTER),
}


def style_all(word: WordDocument, *, chinese: bool, compact: bool) -> None:
    """Give every style its look; headings stay headings, so that readers can jump."""
    for name, look in (_COMPACT_LOOKS if compact else _LOOKS).items():
        known = {one.name for one in word.styles}
        style = (
            word.styles[name]
            if name in known
            else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        if isinstance(style, ParagraphStyle):
            _dress(style, look, indent=chinese and name.startswith("Heading"))


def _dress(style: ParagraphStyle, look: _Look, *, indent: bool) -> None:
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = _LATIN, Pt(look.size), look.bold, False
    font.color.rgb = RGBColor(0xB4, 0x23, 0x18) if look.red else RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), look.font)
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = look.keep
    form.first_line_indent = Pt(2 * look.size) if indent else None
    if look.pitch is None:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing = Pt(look.pitch)
    border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if border is not None:  # the library's template draws a line below titles
        style.element.pPr.remove(border)


def set_language(word: WordDocument, language: str) -> None:
    """The language that spelling is checked in."""
    properties = word.styles["Normal"].element.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), "en-GB")
    element.set(qn("w:eastAsia"), language if language.startswith("zh") else "zh-CN")
    properties.append(element)


def set_fonts(word: WordDocument) -> None:
    """Name for every font the ones to take where it is missing (ECMA-376 §17.8.3.1)."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{_FAMILIES.get(name, "roman")}"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    table = f'{head}<w:fonts xmlns:w="{_W}">{rows}</w:fonts>'
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = table.encode()  # noqa: SLF001 - the library leaves this part as it is


def add_page_numbers(word: WordDocument) -> None:
    """``— 1 —`` at the outer side of each page, 4号宋体 (§7.5)."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        made = footer.paragraphs[0]
        made.alignment = side
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(14)
        for part in ("— ", None, " —"):
            run = made.add_run(part or "")
            run.font.name, run.font.size = _NUMBER_FONT, Pt(14)
            if part is None:
                _add_field(run._r, "PAGE")  # noqa: SLF001 - the library has no fields


def _add_field(run: BaseOxmlElement, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run.append(element)


def describe(paragraph: WordParagraph, title: str, text: str) -> None:
    """The words for whoever cannot see the picture of a paragraph."""
    for properties in paragraph._p.iter(qn("wp:docPr")):  # noqa: SLF001 - no other way
        properties.set("descr", text)
        properties.set("title", title)
