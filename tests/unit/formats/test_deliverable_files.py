"""Word and PDF hold every text of a deliverable, as text, and open in the programs of offices."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from optimizer.deliverables.common_blocks import figure
from optimizer.deliverables.deliverable import (
    Block,
    Column,
    Deliverable,
    Form,
    FormField,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Tone,
    deliverable,
)
from optimizer.formats.deliverable_page import shown, title_lines
from optimizer.formats.deliverable_pdf import pdf
from optimizer.formats.deliverable_word import word
from optimizer.pictures.svg import Picture, element, picture
from tests.office import NEEDS_OFFICE, NEEDS_POPPLER, opened_in_office, text_of_pdf

HOSTILE = '#panic("x") *粗* $x$ <w:p/> {name} =1+1 \\ \x00\x07'


def _drawing(width: int) -> Picture:
    return picture("图", [element("rect", width=width, height=40)], width, 40, "一个方框")


def _made(language: str = "zh", width: int = 300) -> Deliverable:
    return deliverable(
        "关于“一件事”的方案",
        [
            Paragraph("各有关单位：", Tone.ADDRESSEE),
            Heading("现状"),
            Paragraph(HOSTILE),
            Heading("堵点", 2),
            Listing(("带身份证", HOSTILE), boxes=True),
            Grid((Column("指标", 2), Column("改革前", figures=True)), (("材料", "35"),), "表一"),
            Heading("举措"),
            figure(_drawing(width), "流程图"),
            PageBreak(),
            Form((FormField("姓名"), FormField("性别", options=("男", "女")), FormField("住址"))),
            Paragraph("区行政审批服务局", Tone.CLOSING),
        ],
        origin="输入指纹：abc\n程序版本：1",
        language="zh" if language == "zh" else "en",
    )


TOLD = (
    "关于“一件事”的方案",
    "各有关单位：",
    "带身份证",
    "改革前",
    "35",
    "□男　□女",
    "输入指纹：abc",
)


def _all_text(content: bytes) -> str:
    return "\n".join(
        part.text or "" for part in docx.Document(io.BytesIO(content)).element.iter(qn("w:t"))
    )


def _dense(text: str) -> str:
    """Without blanks: a page has its own."""
    return "".join(text.split())


def test_word_holds_every_text_as_it_was_written() -> None:
    text = _all_text(word(_made()))
    for one in (*TOLD, "一、现状", "（一）堵点", "二、举措", HOSTILE.replace("\x00\x07", "")):
        assert one in text
    assert "1 现状" in _all_text(word(_made("en")))


def test_word_has_headings_to_jump_to_and_words_for_its_pictures() -> None:
    made = docx.Document(io.BytesIO(word(_made())))
    headings = [
        one.text
        for one in made.paragraphs
        if one.style and one.style.style_id.startswith("Heading")
    ]
    assert headings == ["一、现状", "（一）堵点", "二、举措"]
    (told,) = [one.get("descr") for one in made.element.iter(qn("wp:docPr"))]
    assert told == "一个方框"
    rows = list(made.tables[0]._tbl.iter(qn("w:tr")))  # noqa: SLF001 - the library has no word for it
    assert [next(one.iter(qn("w:tblHeader")), None) is not None for one in rows] == [True, False]
    assert made.core_properties.title == "关于“一件事”的方案"


def test_word_names_fonts_to_take_instead() -> None:
    with zipfile.ZipFile(io.BytesIO(word(_made()))) as packed:
        fonts = packed.read("word/fontTable.xml").decode()
        styles = packed.read("word/styles.xml").decode()
    assert 'w:name="方正小标宋简体"' in fonts
    assert "华文中宋" in fonts
    assert styles.count('w:eastAsia="仿宋"') > 3


def test_nothing_turns_the_direction_of_a_text() -> None:
    """A name must not read exe.png where gnp.exe is written."""
    assert shown("a\u202egnp.exe\u2066b\u2069") == "agnp.exeb"


def test_a_wide_picture_gets_a_landscape_page_and_text_goes_on_upright() -> None:
    made = docx.Document(io.BytesIO(word(_made(width=1400))))
    assert [one.orientation for one in made.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert len(docx.Document(io.BytesIO(word(_made()))).sections) == 1


@NEEDS_POPPLER
def test_pdf_holds_every_text_as_it_was_written(tmp_path: Path) -> None:
    text = _dense(text_of_pdf(pdf(_made()), tmp_path))
    for one in (*TOLD, "一、现状", "（一）堵点", '#panic("x")', "*粗*", "$x$", "<w:p/>", "=1+1"):
        assert _dense(one) in text


@NEEDS_POPPLER
def test_a_picture_as_high_as_a_page_shares_it_with_its_headings(tmp_path: Path) -> None:
    """A heading alone on a page would be an empty page."""
    high = picture("图", [element("rect", width=300, height=2000)], 300, 2000, "一个方框")
    told: list[Block] = [
        Paragraph("正文\n" * 8),
        Heading("怎么办"),
        Heading("流程", 2),
        figure(high, "流程图"),
    ]
    pages = text_of_pdf(pdf(deliverable("题", told, origin="", language="zh")), tmp_path)
    first, second, rest = pages.split("\f")
    assert ("正文" in first, "怎么办" in first) == (True, False)
    assert all(one in _dense(second) for one in ("一、怎么办", "（一）流程", "流程图"))
    assert rest == ""


@NEEDS_POPPLER
def test_what_announces_a_list_goes_with_it(tmp_path: Path) -> None:
    """However much of the page is written above it."""
    parted = 0
    for lines in range(18, 28):
        told: list[Block] = [
            Paragraph("\n".join(["正文"] * lines)),
            Paragraph("环节如下："),
            Listing(("甲",)),
        ]
        written = deliverable("题", told, origin="", language="zh")
        pages = text_of_pdf(pdf(written), tmp_path).split("\f")
        assert [page for page in pages if "环节如下" in page] == [
            page for page in pages if "甲" in page
        ]
        parted += "环节如下" in pages[1]
    assert 0 < parted < 10
    announced = deliverable("题", [Paragraph("环节如下：")], origin="", language="zh")
    made = docx.Document(io.BytesIO(word(announced)))
    (held,) = (one for one in made.paragraphs if one.text == "环节如下：")
    assert held.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("“开办餐饮店”一件事改革方案", 1),
        ("“养老机构开办服务”一件事改革方案征求意见材料", 2),
        ("没有写明是哪一件事因此无处可分的一个很长很长的题目", 1),
    ],
)
def test_a_title_too_long_for_a_line_breaks_before_the_name_of_the_paper(
    title: str, lines: int
) -> None:
    """No single character goes to the next line; Word keeps one paragraph."""
    written = deliverable(title, [Paragraph("正文")], origin="", language="zh")
    told = title_lines(written)
    assert ("".join(told), len(told)) == (title, lines)
    made = docx.Document(io.BytesIO(word(written)))
    assert made.paragraphs[0].text == "\n".join(told)


@NEEDS_POPPLER
def test_a_text_without_any_place_to_break_stays_on_the_page(tmp_path: Path) -> None:
    long = deliverable("长", [Paragraph("f" * 300)], origin="", language="zh")
    (tmp_path / "long.pdf").write_bytes(pdf(long))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "long.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    rights = [float(one.split('"')[0]) for one in boxes.split('xMax="')[1:]]
    assert rights
    assert max(rights) <= 210 / 25.4 * 72


def test_a_row_of_a_table_fits_its_columns() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Grid((Column("一"),), (("1", "2"),))


@pytest.mark.parametrize(
    ("tall", "length", "torn"), [(True, 500, True), (True, 5, False), (False, 500, False)]
)
def test_only_a_row_that_may_be_tall_and_is_goes_on_overleaf(
    tall: bool, length: int, torn: bool
) -> None:
    grid = Grid((Column("任务"),), (("收" * length,),), tall=tall)
    written = docx.Document(io.BytesIO(word(deliverable("表", [grid], origin="", language="zh"))))
    head, row = (list(one.iter(qn("w:cantSplit"))) for one in written.element.iter(qn("w:tr")))
    assert head
    assert bool(row) is not torn


@NEEDS_POPPLER
def test_a_tall_row_loses_nothing_at_the_end_of_a_page(tmp_path: Path) -> None:
    lines = tuple(f"第 {number} 行" for number in range(1, 121))
    grid = Grid((Column("一件事"), Column("任务")), (("开店", "\n".join(lines)),), tall=True)
    made = deliverable("表", [grid], origin="", language="zh", landscape=True, compact=True)
    text = _dense(text_of_pdf(pdf(made), tmp_path))
    assert all(_dense(one) in text for one in lines)


def test_compact_paper_may_be_landscape() -> None:
    text = Paragraph("任务")
    made = deliverable("表", [text], origin="", language="zh", landscape=True, compact=True)
    section = docx.Document(io.BytesIO(word(made))).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


@NEEDS_OFFICE
@NEEDS_POPPLER
def test_office_shows_the_word_document(tmp_path: Path) -> None:
    printed = opened_in_office(word(_made()), "方案.docx", tmp_path)
    text = _dense(text_of_pdf(printed, tmp_path))
    for one in ("各有关单位", "一、现状", "带身份证", "— 1 —"):
        assert _dense(one) in text
