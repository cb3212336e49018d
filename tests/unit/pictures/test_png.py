"""Pictures as PNG: text is really drawn, with the vendored font."""

import struct
from pathlib import Path

import pytest

from optimizer.pictures.png import png
from optimizer.pictures.svg import picture, text
from optimizer.places import data_directory
from tests.pixels import Pixels, read_png

DATA = data_directory()
FONTS = sorted((DATA / "fonts").glob("*.ttf"))
SIGNS = "①→−≤“”·★⌈⌉…×—（）、：√✓"
MISSING = "\U000f0000"  # of private use: no font has it


def characters_of(font: Path) -> set[str]:
    """What a TrueType file maps to glyphs (cmap, format 4)."""
    held = font.read_bytes()
    tables = struct.unpack(">H", held[4:6])[0]
    entries = (held[12 + 16 * place : 28 + 16 * place] for place in range(tables))
    start = next(int.from_bytes(one[8:12]) for one in entries if one[:4] == b"cmap")
    subtables = struct.unpack(">H", held[start + 2 : start + 4])[0]
    for place in range(subtables):
        at = start + int.from_bytes(held[start + 8 + 8 * place : start + 12 + 8 * place])
        if struct.unpack(">H", held[at : at + 2])[0] == 4:
            count = struct.unpack(">H", held[at + 6 : at + 8])[0] // 2
            ends = struct.unpack(f">{count}H", held[at + 14 : at + 14 + 2 * count])
            begin = at + 16 + 2 * count
            starts = struct.unpack(f">{count}H", held[begin : begin + 2 * count])
            spans = zip(starts, ends, strict=True)
            return {chr(code) for first, last in spans for code in range(first, last + 1)}
    raise ValueError(f"{font.name}: no character map")


def glyph(character: str, *, weight: int = 400) -> tuple[bytes, ...]:
    """The pixels of one character, 24 px high."""
    drawn = picture("t", [text(character, 2, 24, font_size=24, font_weight=weight)], 30, 30, "a")
    return read_png(png(drawn, scale=1)).rows


def blank() -> tuple[bytes, ...]:
    return read_png(png(picture("t", [], 30, 30, "a"), scale=1)).rows


@pytest.mark.parametrize("weight", [400, 700])
def test_chinese_characters_are_drawn(weight: int) -> None:
    """Each differs from the others, from nothing and from the box of a missing character."""
    shown = {glyph(one, weight=weight) for one in "受理审查决定送达勘推免诺龘"}
    assert len(shown) == len("受理审查决定送达勘推免诺龘")
    assert blank() not in shown
    assert glyph(MISSING, weight=weight) not in shown


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_are_drawn(sign: str) -> None:
    assert glyph(sign) not in (blank(), glyph(MISSING))


def test_bold_is_bolder() -> None:
    def ink(rows: tuple[bytes, ...]) -> int:
        return sum(255 - one for row in rows for one in row)

    assert ink(glyph("受", weight=700)) > 1.15 * ink(glyph("受"))


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_every_character_of_the_catalogues_is_in_the_font(font: Path) -> None:
    """Read from the file, since fonts of the machine would stand in for a lack unseen."""
    texts = [path.read_text(encoding="utf-8") for path in (DATA / "text").glob("*/*.po")]
    wanted = {one for text in texts for one in text if one.isprintable()} | set(SIGNS)
    assert wanted - characters_of(font) == set()


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_every_common_chinese_character_is_in_the_font(font: Path) -> None:
    """GB 2312, the 6763 characters of everyday use, but 33 rare ones the family's package lacks."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = {pair.decode("gb2312", "ignore") for pair in pairs} - {""}
    assert len(common) == 6763
    assert len(common - characters_of(font)) <= 33


def test_the_ground_is_white() -> None:
    drawn = read_png(png(picture("t", [], 4, 3, "a"), scale=1))
    assert {row.rstrip(b"\xff") for row in drawn.rows} == {b""}


def test_a_bare_drawing_gets_the_font() -> None:
    bare = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">{}</svg>'
    written = read_png(png(bare.format('<text x="2" y="24" font-size="24">受</text>'), scale=1))
    assert written.rows != read_png(png(bare.format(""), scale=1)).rows
    assert written.rows == read_png(png(_in_family(bare), scale=1)).rows


def _in_family(bare: str) -> str:
    return bare.format('<text x="2" y="24" font-size="24" font-family="Noto Sans SC">受</text>')


@pytest.mark.parametrize(("scale", "width"), [(1, 40), (2, 80), (1.5, 60)])
def test_the_scale_counts_pixels(scale: float, width: int) -> None:
    drawn: Pixels = read_png(png(picture("t", [], 40, 20, "a"), scale=scale))
    assert (drawn.width, drawn.height) == (width, width // 2)


def test_an_image_never_takes_more_than_a_hundred_million_pixels() -> None:
    """Only the head is read: decoding so many pixels would take its time."""
    head = png(picture("t", [], 40_000, 10_000, "a"), scale=2)[:24]
    width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    assert 90_000_000 < width * height <= 101_000_000


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="no <svg>"):
        png("<p>受理</p>")
