"""What a drawing leaves open or says in a way that cannot be computed, told by line."""

from collections import Counter

from lxml import etree

from optimizer.formats.bpmn_reading.elements import called
from optimizer.service.finding import Finding, Severity

# Of one sort; a drawing with more of them has the same fault everywhere.
_MOST_OF_A_SORT = 30

Words = tuple[str, str]
"""A text in Chinese and in English."""


class Doubts:
    """Gathers the findings of one drawing.

    Args:
        file: what findings call the file.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Finding] = []
        self._count: Counter[str] = Counter()

    def warn(
        self, code: str, element: etree._Element | None, message: Words, right: Words = ("", "")
    ) -> None:
        """Something that is probably not what the planner wants."""
        self._add(Severity.WARNING, code, element, message, right)

    def note(
        self, code: str, element: etree._Element | None, message: Words, right: Words = ("", "")
    ) -> None:
        """Something to know or to fill in."""
        self._add(Severity.NOTE, code, element, message, right)

    def found(self) -> tuple[Finding, ...]:
        """Everything, by severity and line; of each sort not more than somebody reads."""
        order = list(Severity)
        more = [
            self._finding(
                Severity.NOTE,
                "bpmn_more",
                None,
                (
                    f"另有 {count - _MOST_OF_A_SORT} 处同类提示（{code}）未逐条列出",
                    f"{count - _MOST_OF_A_SORT} more of the same sort ({code}) are not listed",
                ),
                ("", ""),
            )
            for code, count in self._count.items()
            if count > _MOST_OF_A_SORT
        ]
        listed = sorted(self._found, key=lambda one: (order.index(one.severity), one.line or 0))
        return (*listed, *more)

    def _add(
        self,
        severity: Severity,
        code: str,
        element: etree._Element | None,
        message: Words,
        right: Words,
    ) -> None:
        self._count[code] += 1
        if self._count[code] <= _MOST_OF_A_SORT:
            self._found.append(self._finding(severity, code, element, message, right))

    def _finding(
        self,
        severity: Severity,
        code: str,
        element: etree._Element | None,
        message: Words,
        right: Words,
    ) -> Finding:
        return Finding(
            severity=severity,
            code=code,
            file=self._file,
            place="" if element is None else called(element),
            message_zh=message[0],
            message_en=message[1],
            right_zh=right[0],
            right_en=right[1],
            line=None if element is None else element.sourceline,
        )
