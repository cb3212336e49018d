"""Names of files: made of what planners call things, and shown as planners can read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# File systems take 255 bytes; endings and what is in the file are said after the name.
_MOST_BYTES = 180
_REFUSED = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
_NAMELESS = "service"


def file_name(text: str) -> str:
    """A text without what file systems refuse, cut where it is too long; never empty."""
    kept = " ".join(_REFUSED.sub("-", " ".join(readable(text).split())).split())
    cut = kept.strip("-. ").encode()[:_MOST_BYTES].decode(errors="ignore")
    return cut.strip("-. ") or _NAMELESS


def readable(path: str) -> str:
    """A path as people read it, whatever the bytes of the names in it.

    Archives packed by a Chinese Windows leave names in GB18030 where names are UTF-8; Python reads
    such bytes as surrogates, which nothing can write. A name in neither is shown with �.
    """
    return "/".join(_readable(one) for one in path.split("/"))


def _readable(name: str) -> str:
    try:
        raw = name.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which Windows allows
        return name.encode(errors="replace").decode()
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="replace")


def distinct_keys(texts: Iterable[str]) -> list[str]:
    """File names without spaces, one for each text; no two are one, however letters are written."""
    used: set[str] = set()
    keys = []
    for text in texts:
        key = base = "-".join(file_name(text).split())
        number = 1
        while key.casefold() in used:
            number += 1
            key = f"{base}-{number}"
        used.add(key.casefold())
        keys.append(key)
    return keys
