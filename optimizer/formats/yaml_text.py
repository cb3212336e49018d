"""Plain values as YAML text, laid out the way a person would write a service file."""

import json
import re
from collections.abc import Mapping, Sequence

LINE = 100
"""A mapping or list that fits in a line stands in one."""


class Plain(str):
    """A number, a word of a closed list or a duration: written as it is, never quoted."""

    __slots__ = ()


class Block(dict[str, "Value"]):
    """A mapping that takes one line a key, however short it is."""


class Entries(list["Value"]):
    """A list that takes one line an entry, however short it is."""


Value = str | Sequence["Value"] | Mapping[str, "Value"]

# What may stand without quotes in every place of YAML; anything else is quoted.
_SAFE = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff]"
    r"(?:[^\s:#,\[\]{}\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff]"
    r"|[ ](?![#\s])|:(?=[^\s,\[\]{}]))*"
)
# Texts that other YAML readers take for a number, a date, yes, no or nothing.
_NOT_TEXT = re.compile(
    r"(?:null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)"
    r"|[-+]?[0-9._][0-9_,.:eE+-]*|0[xob][0-9a-fA-F_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)",
    re.IGNORECASE,
)
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str) -> str:
    """A text as a YAML scalar that stands in any place and is read back as this text."""
    safe = _SAFE.fullmatch(text) is not None and text[-1] not in ": "
    if safe and (isinstance(text, Plain) or not _NOT_TEXT.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def flow(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items())
        return f"{{{inside}}}"
    return f"[{', '.join(flow(one) for one in value)}]"


def one_line(value: Value, room: int) -> bool:
    """Whether a value is written in one line."""
    if isinstance(value, str) or not value:
        return True
    return not _holds_block(value) and len(flow(value)) <= room


def _holds_block(value: Value) -> bool:
    if isinstance(value, str):
        return False
    if isinstance(value, Block | Entries):
        return True
    if isinstance(value, Mapping):
        return any(_holds_block(one) for one in value.values())
    return any(_holds_block(one) for one in value)


def entry(key: str, value: Value, indent: int) -> str:
    """One key of a block mapping with its value, ending in a new line."""
    start = f"{' ' * indent}{scalar(key)}:"
    if one_line(value, LINE - indent - 2 * len(key)):
        return f"{start} {flow(value)}\n"
    if isinstance(value, Mapping):
        return f"{start}\n{mapping(value, indent + 2)}"
    return f"{start}\n{sequence(value, indent)}"


def mapping(value: Mapping[str, Value], indent: int) -> str:
    """A block mapping, one key a line."""
    return "".join(entry(key, one, indent) for key, one in value.items())


def sequence(value: Sequence[Value], indent: int) -> str:
    """A block list, one entry a line or more."""
    return "".join(item(one, indent) for one in value)


def item(value: Value, indent: int) -> str:
    """One entry of a block list."""
    dash = f"{' ' * indent}- "
    if isinstance(value, Mapping) and value:
        single = len(value) == 1 and all(isinstance(one, str) for one in value.values())
        if single or not one_line(value, LINE + 60 - indent):
            return dash + mapping(value, indent + 2)[indent + 2 :]
    elif not isinstance(value, str | Mapping) and not one_line(value, LINE - indent):
        return dash + sequence(value, indent + 2)[indent + 2 :]
    return f"{dash}{flow(value)}\n"
