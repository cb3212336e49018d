"""A finding (问题提示): something wrong or doubtful in a file or service."""

from enum import StrEnum

from optimizer.errors import InvalidInput
from optimizer.service.record import Record


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # 错误：不能据此测算
    WARNING = "warning"  # 警告：多半有误，请核对
    NOTE = "note"  # 提示：请知悉或补充


# A longer value is found quicker at its line than read in a message.
_LONGEST_VALUE = 60


class Finding(Record):
    """One thing that is wrong or doubtful, and what would be right.

    Attributes:
        code: stable name of the check, for programs.
        file: name of the file; empty for a service that comes from none.
        place: where it is, as a path of official keys. An entry of a list is shown by its
            number, counted from one, e.g. ``联办事项[2].环节[1].时长``.
        value: the offending value as it stands there.
        right_zh, right_en: what would be right.
        line: line in the file, counted from one; ``None`` where it is not known.
        places: every place that one finding about many speaks of.
    """

    severity: Severity
    code: str
    file: str = ""
    place: str = ""
    value: str = ""
    message_zh: str
    message_en: str
    right_zh: str = ""
    right_en: str = ""
    line: int | None = None
    places: tuple[str, ...] = ()

    def in_english(self) -> str:
        """One line of English for people and logs."""
        advice = f"; {self.right_en}" if self.right_en else ""
        # What the Chinese message quotes the English one translates: 11 工作日, 11 working days.
        unsaid = self._unsaid(self.message_en) and self._unsaid(self.message_zh)
        written = f" (written: {self.value})" if unsaid else ""
        return f"{self._where()}{self.message_en}{written}{advice}"

    def in_chinese(self) -> str:
        """One line of Chinese for planners."""
        advice = f"；{self.right_zh}" if self.right_zh else ""
        written = f"（现写作“{self.value}”）" if self._unsaid(self.message_zh) else ""
        return f"{self._where()}{self.message_zh}{written}{advice}"

    def _unsaid(self, message: str) -> bool:
        """Whether the value is worth adding: short, and not in the message already."""
        return 0 < len(self.value) <= _LONGEST_VALUE and self.value not in message

    def _where(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        parts = [part for part in (f"{self.file}{line}", self.place) if part]
        return ": ".join(parts) + ": " if parts else ""


class InvalidFile(InvalidInput):
    """A file that cannot be used, with everything that is wrong in it.

    Attributes:
        findings: every finding, at least one of them an error; ``problems`` has their
            English lines.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(tuple(finding.in_english() for finding in findings))
