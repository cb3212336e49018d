"""Keys of what a district does once, made of plain names, and what they say by themselves.

Plain names hold letters and digits alone, so the signs between them tell the parts apart.
"""

from __future__ import annotations

_OWNER, _PART = "@", "/"


def source_key(name: str, owner: str) -> str:
    """Of a data source.

    Args:
        name: plain name of the source.
        owner: plain name of its owner; empty where it is not known.
    """
    return f"{name}{_OWNER}{owner}"


def approval_key(kind: str, item: str, owner: str, subject: str, way: str) -> str:
    """Of something only a higher authority can allow.

    Args:
        kind: what is to be allowed.
        item: plain name of the item.
        owner: plain name of its department.
        subject: plain name of the step or document; empty for the item as a whole.
        way: the grade, where there are several.
    """
    return _PART.join((kind, f"{item}{_OWNER}{owner}", subject, way))


def named_source(key: str) -> tuple[str, str] | None:
    """Plain names of the source that a key means and of its owner; ``None`` for an approval."""
    if _PART in key:
        return None
    name, _, owner = key.rpartition(_OWNER)
    return name, owner
