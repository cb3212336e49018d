"""What is told of a foreign table while it is read: doubts, and what is left out."""

import json
from collections.abc import Mapping
from functools import cache

from optimizer.places import data_directory
from optimizer.service.finding import Finding, Severity

_MOST_TOLD = 400
_LONGEST_VALUE = 80


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """What is told under each code, and what to do about it."""
    held = json.loads((data_directory() / "import_findings.json").read_text("utf-8"))
    codes: Mapping[str, Mapping[str, str]] = held["codes"]
    return codes


class Telling:
    """Gathers what is told of one or several files; the same of many places is told once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Finding] = {}
        self._places: dict[tuple[str, str, str], dict[str, None]] = {}
        self._more = 0

    def add(self, code: str, file: str, place: str, value: str = "", *, group: str = "") -> None:
        """Tell something.

        Args:
            code: a key of ``data/import_findings.json``.
            file: name of the file.
            place: sheet and cell, or path in the JSON.
            value: what stands there.
            group: what is told of one group is one finding with all its places; empty for a
                finding of its own.
        """
        key = (code, file, group or place)
        if key in self._found:
            self._places[key][place] = None
            return
        if len(self._found) >= _MOST_TOLD:
            self._more += 1
            return
        self._places[key] = {place: None}
        told = _codes()[code]
        self._found[key] = Finding(
            severity=Severity.WARNING if told["doubt"] else Severity.NOTE,
            code=code,
            file=file,
            place=place,
            value=" ".join(value[: 2 * _LONGEST_VALUE].split())[:_LONGEST_VALUE],
            message_zh=told["zh"],
            message_en=told["en"],
            right_zh=told.get("right_zh", ""),
            right_en=told.get("right_en", ""),
        )

    def notes(self) -> tuple[Finding, ...]:
        """Everything told: doubts first, then what was left out; each says of how many places."""
        told = [_counted(one, tuple(self._places[key])) for key, one in self._found.items()]
        order = list(Severity)
        told.sort(key=lambda one: order.index(one.severity))
        return (*told, *([_and_more(self._more)] if self._more else []))


def _counted(one: Finding, places: tuple[str, ...]) -> Finding:
    if len(places) == 1:
        return one
    return one.model_copy(
        update={
            "message_zh": f"{one.message_zh}（共 {len(places)} 处）",
            "message_en": f"{one.message_en} ({len(places)} places)",
            "places": places[:_MOST_TOLD],
        }
    )


def _and_more(count: int) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="more",
        message_zh=f"另有 {count} 处未逐一列出",
        message_en=f"{count} more places are not listed",
        right_zh="先处理已列出的，再重新导入",
        right_en="settle those listed, then read the file again",
    )
