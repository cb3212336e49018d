"""Deliverables as PDF, with the same content and layout as in Word.

The layout is ``data/layout/deliverable.typ``; content reaches it as data, so that no text of a user
can be markup. Fonts of the standard are used where the machine has them; else the vendored font is.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache

import typst

from optimizer.deliverables.deliverable import (
    Block,
    Deliverable,
    Figure,
    Grid,
    Heading,
)
from optimizer.formats.deliverable_page import (
    Sheet,
    goes_overleaf,
    headings_before,
    parts,
    shown,
    title_lines,
    to_fill_in,
)
from optimizer.places import data_directory
from optimizer.wording.catalogue import Language

_VENDORED = "Noto Sans SC"
_LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
_SONG = ("SimSun", "STSong", "Source Han Serif SC", "Noto Serif CJK SC")
_FONTS: Mapping[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *_SONG),
    "body": ("FangSong", "FangSong_GB2312", "FZFangSong-Z02", "STFangsong", *_SONG),
    "heading": ("SimHei", "FZHei-B01", "STHeiti", "Noto Sans CJK SC"),
    "subheading": ("KaiTi", "KaiTi_GB2312", "FZKai-Z03", "STKaiti", *_SONG),
    "number": _SONG,
}

Json = Mapping[str, object]


def pdf(deliverable: Deliverable) -> bytes:
    """Write a deliverable as a tagged PDF file; pictures stay drawings (SVG)."""
    pictures: dict[str, bytes] = {}
    content = {
        "title": shown(deliverable.title),
        "title_lines": title_lines(deliverable),
        "language": deliverable.language,
        "compact": deliverable.compact,
        "fonts": _fonts(),
        "parts": [
            {
                "sheet": vars(sheet),
                "blocks": [
                    _block(one, sheet, deliverable.language, pictures, headings_before(blocks, at))
                    for at, one in enumerate(blocks)
                ],
            }
            for sheet, blocks in parts(deliverable)
        ],
    }
    layout = data_directory() / "layout" / "deliverable.typ"
    files = {
        "main.typ": layout.read_bytes(),
        "content.json": json.dumps(content, ensure_ascii=False).encode(),
        **pictures,
    }
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    # The library takes several files by name; its type hints know only one.
    made: bytes = typst.compile(  # type: ignore[call-overload]
        files, format="pdf", font_paths=_known_fonts(), timestamp=now
    )
    return made


@cache
def _known_fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(data_directory() / "fonts")])


@cache
def _fonts() -> Json:
    """The fonts this machine has, the ones of the standard first."""
    known = {name.casefold() for name in _known_fonts().families()}

    def there(names: Iterable[str]) -> list[object]:
        return [name for name in names if name.casefold() in known]

    latin = [{"name": name, "covers": "latin-in-cjk"} for name in there(_LATIN)[:1]]
    return {
        **{use: [*latin, *there(names), _VENDORED] for use, names in _FONTS.items()},
        "title-weight": "regular" if there(_FONTS["title"][:3]) else "bold",
    }


def _block(
    block: Block, sheet: Sheet, language: Language, pictures: dict[str, bytes], headings: int
) -> Json:
    """One block as the layout reads it, with ``headings`` directly above it."""
    if isinstance(block, Figure):
        file = f"picture-{len(pictures)}.svg"
        pictures[file] = block.svg().encode()
        width, height = sheet.fitted(block.width, block.height, headings)
        told: Json = {"file": file, "width": width, "height": height}
        told = {**told, "alt": shown(block.alt), "caption": shown(block.caption)}
    elif isinstance(block, Heading):
        gap = "" if language == "zh" else " "
        told = {"level": block.level, "text": shown(f"{block.number}{gap}{block.text}")}
    else:
        told = {name: _plain(value) for name, value in asdict(block).items()}
    if isinstance(block, Grid):
        told = {
            **told,
            "to_fill_in": [to_fill_in(row) for row in block.rows],
            "overleaf": [goes_overleaf(block, row) for row in block.rows],
        }
    return {"kind": type(block).__name__, **told}


def _plain(value: object) -> object:
    """A value without what no page can show."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
