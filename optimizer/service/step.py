"""A step (办理环节): one activity that one department completes."""

from __future__ import annotations

from pydantic import Field

from optimizer.service.amounts import MOST_PEOPLE, MOST_TIMES
from optimizer.service.duration import DurationField
from optimizer.service.kinds import Phase, StepKind
from optimizer.service.record import Record, Sourced
from optimizer.service.situation import Condition
from optimizer.worktime import length_hours

# ``Step.floor_basis`` of a wait that a change of rules took away (调整规定).
RULE_CHANGED = "调整规定"


class Demand(Record):
    """How much of a team a step occupies while it lasts."""

    team: str
    amount: int = Field(default=1, ge=1, le=MOST_PEOPLE)


class Step(Sourced):
    """One activity of one or, when merged, several items.

    ``None`` means "not stated"; ``completion.complete`` states it.

    Attributes:
        after: ids of the steps that come directly before it; ``None`` in a file means
            the step before it in its item.
        floor: shortest lawful or possible duration; ``floor_basis`` says why.
        counted: whether its duration counts in the item's clock.
        clocked: clocked length of a merged step (longest clocked member).
        visible: whether the applicant sees it (申请人可感知环节).
        visits: visits of the applicant to the window.
        in_person: why the applicant must come in person; empty when nothing says so.
        staff: officers needed at the same time.
        lock: basis for "may not be changed" (不可调整); empty when free.
        early: basis for doing it before filing (提前服务); empty when not offered.
        members: the steps a merged step stands for, as they were.
    """

    id: str
    name: str = ""
    items: tuple[str, ...] = Field(min_length=1)
    kind: StepKind = StepKind.OTHER
    departments: tuple[str, ...] = ()
    phase: Phase | None = None
    duration: DurationField | None = None
    floor: DurationField | None = None
    floor_basis: str = ""
    counted: bool | None = None
    counted_basis: str = ""
    clocked: DurationField | None = None
    visible: bool | None = None
    visits: int | None = Field(default=None, ge=0, le=MOST_TIMES)
    in_person: str = ""
    staff: int = Field(default=1, ge=1, le=MOST_PEOPLE)
    demands: tuple[Demand, ...] = ()
    lock: str = ""
    early: str = ""
    after: tuple[str, ...] | None = None
    members: tuple[Step, ...] = ()
    when: tuple[Condition, ...] = ()

    def length_hours(self) -> int | None:
        """Duration on the planning grid; ``None`` when unknown."""
        return None if self.duration is None else length_hours(self.duration)

    def clock_field(self) -> str:
        """Name of the field that says how long the step counts in the clock."""
        return "duration" if self.clocked is None else "clocked"

    def clocked_hours(self) -> int | None:
        """The part of the duration that counts in the clock; ``None`` when unknown."""
        if self.clocked is not None:
            return length_hours(self.clocked)
        if self.counted is False:
            return 0
        return self.length_hours()
