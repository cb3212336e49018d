"""Violations of the law by a service or a measure."""

from enum import StrEnum

from optimizer.service.record import Record


class Weight(StrEnum):
    """How a violated rule weighs."""

    HARD = "hard"  # 不得违反
    SOFT = "soft"  # 需书面确认


class Violation(Record):
    """A rule that a service or a measure breaks.

    Attributes:
        rule: id of the rule row.
        weight: hard, or soft (asks for a named sign-off).
        subject: id of the item, step or measure.
        amount: by how much, in the unit of the rule (0 where it is yes or no); a plan
            may not raise it.
        who: who has to sign off a soft one.
    """

    rule: str
    weight: Weight
    subject: str
    amount: int = 0
    who: str = ""
    message_zh: str
    message_en: str

    @property
    def key(self) -> tuple[str, str]:
        """Identity of the violation, whatever its amount."""
        return (self.rule, self.subject)
