"""What a folder of services says of itself in ``district.yaml``, which is optional.

::

    名称: 示范区
    生成: 否
    办件量: {开餐饮店: 1200}
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.formats.file_names import readable
from optimizer.formats.troubles import Troubles, Words
from optimizer.formats.yaml_tree import Mapping, Node, Scalar, decoded, parse_tree, read_bytes
from optimizer.service import terms
from optimizer.service.finding import Finding, Severity

SETTINGS = "district.yaml"
"""The file that says what the folder as a whole is."""

_KEYS = {"name": ("名称", "name"), "generated": ("生成", "generated"), "cases": ("办件量", "cases")}
PLAIN_NAMES = frozenset({"service", "一件事"})
"""Names of files that say nothing: such a service is called by its folder."""

_CASES = re.compile(r"[0-9]{1,9}")


@dataclass
class Settings:
    """What the file says.

    Attributes:
        name: of the district; empty where none is written.
        generated: whether its services are generated ones.
        cases: yearly cases by the name somebody wrote for a service.
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


def cases_by_key(
    settings: Settings, services: Names[str, Path]
) -> tuple[dict[str, int], list[Finding]]:
    """Yearly cases by key of a service.

    A service may be written by its key or as its file is called: with or without its ending and
    its folders, and by its folder where the file is just ``service.yaml``.

    Args:
        settings: of the folder.
        services: key → path in the folder.

    Returns:
        The cases, and a finding for each name that means no service or several.
    """
    called: dict[str, list[str]] = {}
    for key, path in services.items():
        for name in _names(path):
            called.setdefault(name, []).append(key)
    cases: dict[str, int] = {}
    found = []
    for name, count in settings.cases.items():
        keys = [name] if name in services else called.get(name, [])
        if len(keys) != 1:
            found.append(_unclear(name, [services[key] for key in keys], [*services, *called]))
        elif keys[0] in cases:
            found.append(_given_twice(name))
        else:
            cases[keys[0]] = count
    return cases, found


def _names(path: Path) -> set[str]:
    """What a file is called by people."""
    whole = readable(path.as_posix())
    names = {whole, whole.rpartition("/")[2]}
    names |= {name.rpartition(".")[0] for name in names}
    if path.stem.lower() in PLAIN_NAMES:
        above = readable(path.parent.as_posix())
        names |= {above, above.rpartition("/")[2]}
    return names


def _unclear(name: str, meant: Sequence[Path], known: Sequence[str]) -> Finding:
    if meant:
        paths = [readable(one.as_posix()) for one in meant]
        said = (f"“{name}”可以是多个文件", f"{name!r} may be several files")
        right = (f"写出路径：{'、'.join(paths)}", f"write its path: {', '.join(paths)}")
        return _finding(said, right)
    near = difflib.get_close_matches(name, known, 1)
    said = (f"没有名为“{name}”的一件事", f"there is no service {name!r}")
    right = (
        "按文件名（或文件夹名）书写" + "".join(f"，如 {one}" for one in near),
        "write the name of its file or folder" + "".join(f", e.g. {one}" for one in near),
    )
    return _finding(said, right)


def _given_twice(name: str) -> Finding:
    said = (f"“{name}”的办件量已写过，未采用", f"cases of {name!r} stand there already")
    return _finding(said, ("每件一件事只写一次", "write each service once"))


def _finding(said: Words, right: Words) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="unknown_service",
        file=SETTINGS,
        message_zh=said[0],
        message_en=said[1],
        right_zh=right[0],
        right_en=right[1],
    )


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
