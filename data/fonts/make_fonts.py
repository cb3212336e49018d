"""Makes the two fonts beside this file; ``README.md`` tells how to call it.

Needs fontTools and brotli, which the program itself does not.
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Noto Sans SC"
# 2026-01-01 in the font format's seconds, so that the same input gives the same file.
STAMP = 3850156800
# The family lacks the brackets of rounding (⌈5n/7⌉); each is "[" or "]" with one bar left out.
CUT_BRACKETS = {"⌈": ("[", "bottom"), "⌊": ("[", "top"), "⌉": ("]", "bottom"), "⌋": ("]", "top")}


def common_hanzi() -> set[int]:
    """The 6763 characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text}


def parts(files: Path, weight: int) -> Iterator[TTFont]:
    """The package's one-file Simplified Chinese font first, then the slices of the family."""
    for name in ("chinese-simplified", "latin-ext", *range(1, 120)):
        path = files / f"noto-sans-sc-{name}-{weight}-normal.woff2"
        if path.exists():
            yield TTFont(path)


def outline(font: TTFont, name: str) -> Glyph:
    """A glyph without references to others."""
    flat, pen = DecomposingRecordingPen(font.getGlyphSet()), TTGlyphPen(None)
    font.getGlyphSet()[name].draw(flat)
    flat.replay(pen)
    return pen.glyph()


def bracket(font: TTFont, whole: str, without: str) -> Glyph:
    """A square bracket without its upper or lower bar."""
    glyph = font["glyf"][font.getBestCmap()[ord(whole)]]
    left, bottom, right, top = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
    stroke = round((right - left) * 0.36)
    stem = left if whole == "[" else right - stroke
    bar = bottom if without == "top" else top - stroke
    pen = TTGlyphPen(None)
    for x0, y0, x1, y1 in (
        (stem, bottom, stem + stroke, top),
        (left, bar, right, bar + stroke),
    ):
        pen.moveTo((x0, y0))
        for point in ((x0, y1), (x1, y1), (x1, y0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def collected(files: Path, weight: int) -> tuple[TTFont, dict[int, tuple[Glyph, int]]]:
    """The base font and, by code point, outline and advance of every character taken."""
    fonts = list(parts(files, weight))
    base = fonts[0]
    wanted = set(base.getBestCmap()) | common_hanzi()
    found: dict[int, tuple[Glyph, int]] = {}
    for font in fonts:
        for code, name in font.getBestCmap().items():
            symbol = code < 0x10000 and unicodedata.category(chr(code))[0] in "PSN"
            if code not in found and (code in wanted or symbol):
                found[code] = (outline(font, name), font["hmtx"][name][0])
    for character, (whole, without) in CUT_BRACKETS.items():
        advance = base["hmtx"][base.getBestCmap()[ord(whole)]][0]
        found.setdefault(ord(character), (bracket(base, whole, without), advance))
    return base, found


def make(files: Path, weight: int, style: str, target: Path) -> None:
    """Write one weight."""
    base, found = collected(files, weight)
    glyphs = {".notdef": (outline(base, ".notdef"), base["hmtx"][".notdef"][0])}
    glyphs.update({f"u{code:04X}": found[code] for code in sorted(found)})
    build = FontBuilder(base["head"].unitsPerEm, isTTF=True)
    build.setupGlyphOrder(list(glyphs))
    build.setupCharacterMap({code: f"u{code:04X}" for code in found})
    build.setupGlyf({name: glyph for name, (glyph, _) in glyphs.items()})
    build.setupHorizontalMetrics(
        {
            name: (advance, glyph.xMin if glyph.numberOfContours else 0)
            for name, (glyph, advance) in glyphs.items()
        }
    )
    describe(build, base, weight, style)
    build.save(target)
    sys.stdout.write(f"{target.name}: {len(found)} characters, {target.stat().st_size} bytes\n")


def describe(build: FontBuilder, base: TTFont, weight: int, style: str) -> None:
    """Names, heights and licence; the family name is plain in both weights."""
    names = base["name"]
    version = names.getDebugName(5)
    build.setupHorizontalHeader(ascent=base["hhea"].ascent, descent=base["hhea"].descent)
    build.setupNameTable(
        {
            "copyright": names.getDebugName(0),
            "familyName": FAMILY,
            "styleName": style,
            "uniqueFontIdentifier": f"{version};{FAMILY} {style};selected characters",
            "fullName": f"{FAMILY} {style}",
            "version": version,
            "psName": f"NotoSansSC-{style}",
            "licenseDescription": "SIL Open Font License, Version 1.1",
            "licenseInfoURL": names.getDebugName(14),
        }
    )
    heights = ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")
    build.setupOS2(
        **{name: getattr(base["OS/2"], name) for name in (*heights, "sxHeight", "sCapHeight")},
        usWeightClass=weight,
        fsSelection=0x20 if style == "Bold" else 0x40,
        fsType=0,
    )
    build.setupPost(keepGlyphNames=False)
    build.font["head"].macStyle = 1 if style == "Bold" else 0
    build.font["head"].created = build.font["head"].modified = STAMP
    build.font.recalcTimestamp = False


if __name__ == "__main__":
    package, folder = Path(sys.argv[1]), Path(__file__).parent
    make(package / "files", 400, "Regular", folder / "NotoSansSC-Regular.ttf")
    make(package / "files", 700, "Bold", folder / "NotoSansSC-Bold.ttf")
