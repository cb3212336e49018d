"""Names for files that every file system takes, made of what planners call things."""

from __future__ import annotations

import re
from collections.abc import Iterable

# File systems take 255 bytes; endings and what is in the file are said after the name.
_MOST_BYTES = 180
_REFUSED = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
_NAMELESS = "service"


def file_name(text: str) -> str:
    """A text without what file systems refuse, cut where it is too long; never empty."""
    kept = " ".join(_REFUSED.sub("-", " ".join(text.split())).split())
    cut = kept.strip("-. ").encode()[:_MOST_BYTES].decode(errors="ignore")
    return cut.strip("-. ") or _NAMELESS


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
