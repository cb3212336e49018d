"""Request files: what a planner asks, in YAML with Chinese or English keys.

::

    目标: [材料 38%, 环节 53%, 承诺时限 不超过 13]
    决策层级: 区县领导小组
    必选: ["window:window"]
"""

import re
from pathlib import Path

from optimizer.formats.entries import Entries, Values
from optimizer.formats.keys import Keys
from optimizer.formats.troubles import Troubles
from optimizer.formats.yaml_tree import Mapping, Node, Scalar, decoded, parse_tree, read_bytes
from optimizer.redesign.request import Asking, Metric, Pin, Request
from optimizer.service.situation import Condition

_TARGET = re.compile(
    r"(?P<metric>[^\s=:：≤<]+)\s*(?:[=:：]\s*)?"
    r"(?:(?P<percent>[0-9]{1,3})\s*[%％]|(?:≤|<=|不超过|at most)?\s*(?P<most>[0-9]{1,9}))"
)
_WHOLE = re.compile(r"[0-9]{1,6}")


def read_request(path: Path) -> Request:
    """Read a request from its file.

    Raises:
        InvalidFile: an ``InvalidInput`` that carries every finding at once.
    """
    return read_request_text(decoded(read_bytes(path), path.name), path.name)


def read_request_text(text: str, name: str = "") -> Request:
    """Read a request from text.

    Args:
        text: YAML.
        name: what findings call the file.

    Returns:
        The request; with targets and nothing said about what is asked, it asks for them.

    Raises:
        InvalidFile: an ``InvalidInput`` that carries every finding at once.
    """
    troubles = Troubles(name)
    entries = Entries(troubles)
    keys = entries.keys(parse_tree(text, name), "request", "")
    request = None if keys is None else _request(entries, keys)
    troubles.stop_if_any()
    assert request is not None
    return request


def _request(entries: Entries, keys: Keys) -> Request | None:
    values = entries.values(keys)
    values["targets"] = [_target(entries, *one) for one in _targets(entries, keys)]
    values["situation"] = _situation(entries, keys, values.get("situation", ()))
    for field in ("slack", "weights"):
        if field in values:
            values[field] = _whole_numbers(entries, keys, field, values[field])
    pins = []
    for field, wanted in (("pinned", True), ("refused", False)):
        subjects = values.pop(field, ())
        assert isinstance(subjects, tuple)
        pins += [Pin(subject=one, wanted=wanted) for one in subjects]
    values["pins"] = tuple(pins)
    if values["targets"]:
        values.setdefault("asking", Asking.TARGETS)
    if entries.troubles.found:
        return None
    return entries.record(Request, values, keys)


def _targets(entries: Entries, keys: Keys) -> list[tuple[Node, str]]:
    """The targets of a list, or of a mapping ``{材料: 38%}``."""
    node = keys.value("targets")
    if not isinstance(node, Mapping):
        return entries.entries(keys, "targets")
    place = keys.place_of("targets")
    pairs = [(one.key, one.value) for one in node.entries]
    return [
        (Scalar(f"{key} {value.text}", value.line), f"{place}.{key}")
        if isinstance(value, Scalar)
        else (value, f"{place}.{key}")
        for key, value in pairs
    ]


def _target(entries: Entries, node: Node, place: str) -> Values | None:
    if not isinstance(node, Scalar):
        values = entries.plain(node, "target", place)
        if values is not None and ("percent" in values) == ("at_most" in values):
            _bad_target(entries, node, place)
        return values
    found = _TARGET.fullmatch(node.text.strip())
    if found is None or int(found["percent"] or 0) > 100:
        _bad_target(entries, node, place)
        return None
    metric = entries.word(Metric, found["metric"], node, place)
    if found["percent"] is not None:
        return {"metric": metric, "percent": int(found["percent"])}
    return {"metric": metric, "at_most": int(found["most"])}


def _bad_target(entries: Entries, node: Node, place: str) -> None:
    entries.troubles.add(
        "bad_target",
        node,
        place,
        ("目标看不懂", "no target"),
        (
            "写成“材料 38%”或“承诺时限 不超过 13”",
            "write “materials 38%” or “promise at most 13”, one of the two",
        ),
    )


def _situation(entries: Entries, keys: Keys, conditions: object) -> list[tuple[str, str]]:
    assert isinstance(conditions, tuple)
    found = []
    for one in conditions:
        assert isinstance(one, Condition)
        if len(one.options) > 1:
            entries.troubles.add(
                "several_options",
                keys.value("situation") or keys.node,
                keys.place_of("situation"),
                (f"“{one.question}”选了多个选项", f"several options for {one.question!r}"),
                ("每个问题选一个", "choose one for each question"),
            )
        found.append((one.question, one.options[0]))
    return found


def _whole_numbers(entries: Entries, keys: Keys, field: str, texts: object) -> list[int]:
    assert isinstance(texts, tuple)
    wrong = [one for one in texts if not _WHOLE.fullmatch(one)]
    if wrong:
        node = keys.value(field) or keys.node
        entries.troubles.add(
            "not_a_number",
            node,
            keys.place_of(field),
            (
                f"不是 0 至 999999 的整数：{wrong[0]}",
                f"not a whole number from 0 to 999999: {wrong[0]}",
            ),
            ("写整数，次序与指标相同", "write whole numbers, in the order of the metrics"),
        )
    return [int(one) for one in texts if one not in wrong]
