"""What a redesign does to each step, for the two sides of a lane picture."""

from dataclasses import dataclass, field
from typing import Literal

from optimizer.evaluation.difference import DifferenceKind, Subject, difference
from optimizer.service.kinds import Phase
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.worktime import Duration, length_hours

Side = Literal["before", "after"]


@dataclass
class Change:
    """What happened, or will happen, to one step.

    Attributes:
        merge: number of the merge it belongs to, the same on both sides; 0 for none.
        dropped: it is not there afterwards.
        added: it was not there before.
        early: it is done before filing now.
        moved: another department does it now.
        old_hours: its length before, where that was another one; -1 where it was unknown.
    """

    merge: int = 0
    dropped: bool = False
    added: bool = False
    early: bool = False
    moved: bool = False
    old_hours: int | None = None


@dataclass
class Changes:
    """The changes of one side by step id."""

    by_step: dict[str, Change] = field(default_factory=dict)

    def of(self, step: str) -> Change:
        """The change of a step; one that says nothing where nothing changed."""
        return self.by_step.get(step, Change())

    def noted(self, step: str) -> Change:
        """The change of a step, to be written on."""
        return self.by_step.setdefault(step, Change())


def changes(before: Service, after: Service, side: Side) -> Changes:
    """What differs, for the steps of one side.

    Args:
        before: completed, in one situation.
        after: completed, in the same situation.
        side: whose steps are told of.
    """
    found = Changes()
    for number, (whole, parts) in enumerate(_merges(before, after), start=1):
        for step in (whole,) if side == "after" else parts:
            found.noted(step).merge = number
    for one in difference(before, after):
        if one.subject is not Subject.STEP:
            continue
        if one.kind is DifferenceKind.REMOVED and side == "before":
            found.noted(one.id).dropped = True
        elif one.kind is DifferenceKind.ADDED and side == "after":
            found.noted(one.id).added = True
        elif one.kind is DifferenceKind.CHANGED and side == "after":
            _note(found.noted(one.id), after.step(one.id), one.field, one.before)
    return found


def _note(change: Change, step: Step, changed: str, old: str) -> None:
    if changed == "duration":
        change.old_hours = length_hours(Duration.parse(old)) if old else -1
    elif changed == "phase":
        change.early = step.phase is Phase.BEFORE_ACCEPTANCE
    elif changed == "departments":
        change.moved = True


def _merges(before: Service, after: Service) -> list[tuple[str, tuple[str, ...]]]:
    """Each step that became one out of several, with the steps of before it stands for."""
    old = {step.id: _inside(step) for step in before.steps}
    found = []
    for whole in after.steps:
        within = _inside(whole)
        parts = tuple(name for name, inside in old.items() if inside <= within)
        if whole.members and len(parts) > 1:
            found.append((whole.id, parts))
    return found


def _inside(step: Step) -> frozenset[str]:
    return frozenset(member.id for member in step.members) or frozenset((step.id,))
