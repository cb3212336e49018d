"""What is wrong in edited tables: every wrong cell, at once."""

from dataclasses import dataclass

from optimizer.errors import InvalidInput, Said
from optimizer.service.record import Record
from optimizer.wording.catalogue import Language, words

_LONGEST_SHOWN = 60


class Refused(Exception):
    """A cell does not say anything that can be used; told as a ``CellFinding`` by who knows where.

    Attributes:
        message: what is wrong.
        right: what would be right.
    """

    def __init__(self, message: Said, right: Said) -> None:
        self.message = message
        self.right = right
        super().__init__(message.en)


class CellFinding(Record):
    """One thing that is wrong in an edited table, and what would be right.

    Attributes:
        section: key of the table.
        row: number of the row in ``rows(section, service)``, from zero; added rows count on
            from there, in the order they were given.
        field: the column; empty where the whole row is meant.
        value: the offending value as it was typed, shortened.
    """

    section: str
    row: int
    field: str = ""
    value: str = ""
    message_zh: str
    message_en: str
    right_zh: str = ""
    right_en: str = ""

    def told(self, language: Language) -> str:
        """One line for people: where, what, the value, and what would be right.

        Rows count from one there.
        """
        said = words("tables", language)
        where = said("where_row", section=said(f"{self.section}.title"), row=self.row + 1)
        if self.field:
            where = said("where_cell", row=where, column=self.heading(language))
        message = self.message_zh if language == "zh" else self.message_en
        right = self.right_zh if language == "zh" else self.right_en
        if self.value and self.value not in message:
            message = said("with_value", message=message, value=self.value)
        return (
            said("with_advice", message=f"{where}{message}", right=right)
            if right
            else (f"{where}{message}")
        )

    def heading(self, language: Language) -> str:
        """The heading of the column; the field itself where no column has this name."""
        said = words("tables", language)
        for key in (f"{self.section}.{self.field}", f"any.{self.field}"):
            if said.has(key):
                return said(key)
        return self.field


class TableProblem(InvalidInput):
    """Edited rows that do not make a service; nothing was changed.

    Attributes:
        findings: every wrong cell, row by row. Never empty.
    """

    def __init__(self, findings: tuple[CellFinding, ...]) -> None:
        self.findings = findings
        super().__init__(tuple(one.told("en") for one in findings))

    def told(self, language: Language) -> tuple[str, ...]:
        """One line for each wrong cell."""
        return tuple(one.told(language) for one in self.findings)


@dataclass
class Problems:
    """Collects the findings of one edit."""

    section: str

    def __post_init__(self) -> None:
        self.found: list[CellFinding] = []

    def add(self, row: int, field: str, value: object, refused: Refused) -> None:
        """Add what a cell (or, without a field, a row) was refused for."""
        self.found.append(
            CellFinding(
                section=self.section,
                row=row,
                field=field,
                value=shortened(value),
                message_zh=refused.message.zh,
                message_en=refused.message.en,
                right_zh=refused.right.zh,
                right_en=refused.right.en,
            )
        )

    def stop_if_any(self) -> None:
        """Raise ``TableProblem`` with everything found, row by row."""
        if self.found:
            raise TableProblem(tuple(sorted(self.found, key=lambda one: one.row)))


def refused(zh: str, en: str, right_zh: str = "", right_en: str = "") -> Refused:
    """A refusal in both languages."""
    return Refused(Said(zh, en), Said(right_zh, right_en))


def shortened(value: object) -> str:
    """A typed value as a message shows it: one line, not too long."""
    if value is None:
        return ""
    texts = [str(one) for one in value] if isinstance(value, tuple | list) else [str(value)]
    text = " ".join("、".join(texts)[: 2 * _LONGEST_SHOWN].split())
    text = "".join(one for one in text if one.isprintable())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
