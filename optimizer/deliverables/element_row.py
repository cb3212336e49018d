"""One element of an item that changes, and the writing of its row."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.deliverables.reform import Reform
from optimizer.evaluation.difference import DifferenceKind
from optimizer.redesign.opportunity import MeasureKind
from optimizer.service.record import Sourced
from optimizer.wording.catalogue import words
from optimizer.wording.figures import DAGGER
from optimizer.wording.reasons import Reasons

Thing = tuple[str, str]
"""Sort and id of what a measure changes (see ``Reasons.of``)."""

# What changes how long an item takes, in its steps or as a whole.
LENGTHS = frozenset(
    {
        MeasureKind.SHORTEN,
        MeasureKind.INSTANT,
        MeasureKind.COMMIT,
        MeasureKind.MERGE,
        MeasureKind.RULE,
        MeasureKind.EARLY,
    }
)


@dataclass(frozen=True)
class ElementRow:
    """One element that changes.

    Attributes:
        operation: 变更, 新增, 取消 or 合并.
        element: name of the element.
        old, new: its values; a dagger marks one that nobody read in a source.
        basis: what allows the change; empty when none is known.
        measure: numbers and levers of the measures that make it.
        who: who decides on them.
    """

    operation: str
    element: str
    old: str
    new: str
    basis: str
    measure: str
    who: str


class RowWriter:
    """Writes rows with the measures that make the change.

    Attributes:
        reform: the plan as it is told.
    """

    def __init__(self, reform: Reform) -> None:
        self.reform = reform
        self._said = words("deliverable_element_changes", reform.language)
        self._reasons = Reasons(reform.plan, reform.language)

    def row(
        self,
        kind: DifferenceKind,
        element: str,
        sides: tuple[str, str],
        things: list[Thing],
        *,
        kinds: frozenset[MeasureKind] = frozenset(),
        marks: tuple[bool, ...] = (False, False),
    ) -> ElementRow:
        """A row.

        Args:
            kind: what happens to the element.
            element: its name.
            sides: old and new value.
            things: what changes, to look up the measures.
            kinds: of measures that count; empty means all.
            marks: whether each side is assumed.
        """
        reason = self._reasons.of(*things, kinds=kinds)
        old, new = (
            (text or "—") + (DAGGER if mark else "")
            for text, mark in zip(sides, marks, strict=True)
        )
        return ElementRow(
            self._said(f"operation_{kind.value}"),
            element,
            old,
            new,
            reason.basis,
            reason.text,
            reason.who,
        )


def assumed(record: Sourced | None, field: str) -> bool:
    """Whether a value is assumed; not where its record is not there."""
    return record is not None and record.is_assumed(field)
