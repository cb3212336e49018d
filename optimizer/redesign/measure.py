"""Measures (改革举措): concrete changes with a canonical id."""

from optimizer.redesign.opportunity import MeasureKind, Terms, canonical_id
from optimizer.service.record import Record


class Measure(Record):
    """One change of a service.

    Attributes:
        targets: sorted ids of what changes.
        value: what it changes to: the route (``retrieve@source``), the new length in
            hours (``16h``), the class of a merge; empty where the kind says it all.
    """

    kind: MeasureKind
    lever: str
    targets: tuple[str, ...]
    value: str = ""
    terms: Terms
    rule_change: bool = False

    @property
    def id(self) -> str:
        """The canonical id: kind, sorted targets, value."""
        return canonical_id(self.kind, self.targets, self.value)
