"""What a folder of services says of itself in ``district.yaml``, which is optional::

名称: 示范区
生成: 否
办件量: {open - restaurant: 1200}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_tree import Mapping, Node, Scalar, decoded, parse_tree, read_bytes
from optimizer.service import terms

SETTINGS = "district.yaml"
"""The file that says what the folder as a whole is."""

_KEYS = {"name": ("名称", "name"), "generated": ("生成", "generated"), "cases": ("办件量", "cases")}
_CASES = re.compile(r"[0-9]{1,9}")


@dataclass
class Settings:
    """What the file says.

    Attributes:
        name: of the district; empty where none is written.
        generated: whether its services are generated ones.
        cases: yearly cases by key of a service.
    """

    name: str = ""
    generated: bool = False
    cases: dict[str, int] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """Read ``district.yaml`` of a folder; without one nothing is said.

    Raises:
        InvalidFile: the file is wrong; every finding at once.
    """
    path = folder / SETTINGS
    if not path.is_file():
        return Settings()
    troubles = Troubles(SETTINGS)
    settings = Settings()
    tree = parse_tree(decoded(read_bytes(path), SETTINGS), SETTINGS)
    if isinstance(tree, Mapping):
        _read_keys(tree, settings, troubles)
    else:
        _no_mapping(troubles, tree, "")
    troubles.stop_if_any()
    return settings


def _read_keys(tree: Mapping, settings: Settings, troubles: Troubles) -> None:
    seen: set[str] = set()
    for entry in tree.entries:
        words = (key for key, names in _KEYS.items() if terms.normal(entry.key) in names)
        key = next(words, "")
        at = Scalar(entry.key, entry.line)
        if not key:
            known = [name for names in _KEYS.values() for name in names]
            said = ("没有这个键", "unknown key")
            troubles.unknown_word("unknown_key", at, entry.key, entry.key, known, said)
        elif key in seen:
            said = ("同一个键写了两次", "the key stands twice")
            troubles.add("duplicate_key", at, entry.key, said)
        elif key == "cases":
            settings.cases = _cases(entry.value, entry.key, troubles)
        elif not isinstance(entry.value, Scalar):
            said = ("这里应写一个值", "one value is expected")
            troubles.add("not_a_text", entry.value, entry.key, said)
        elif key == "name":
            settings.name = entry.value.text
        else:
            settings.generated = _yes_or_no(entry.value, entry.key, troubles)
        seen.add(key)


def _yes_or_no(node: Scalar, place: str, troubles: Troubles) -> bool:
    answer = terms.yes_or_no(node.text)
    if answer is None:
        said = ("不是“是”或“否”", "not yes or no")
        troubles.add("not_yes_or_no", node, place, said, ("写 是 或 否", "write yes or no"))
    return bool(answer)


def _cases(node: Node, place: str, troubles: Troubles) -> dict[str, int]:
    if not isinstance(node, Mapping):
        _no_mapping(troubles, node, place)
        return {}
    found: dict[str, int] = {}
    for entry in node.entries:
        value = entry.value
        at = f"{place}.{entry.key}"
        if entry.key in found:
            said = ("同一个键写了两次", "the key stands twice")
            troubles.add("duplicate_key", Scalar(entry.key, entry.line), at, said)
        elif isinstance(value, Scalar) and _CASES.fullmatch(value.text):
            found[entry.key] = int(value.text)
        else:
            said = ("不是办件量", "not a number of cases")
            right = ("写一年的件数，如 1200", "write the cases of a year, e.g. 1200")
            troubles.add("not_a_number", value, at, said, right)
    return found


def _no_mapping(troubles: Troubles, node: Node, place: str) -> None:
    said = ("这里应写成“键: 值”", "keys and values are expected here")
    troubles.add("not_a_mapping", node, place, said)
