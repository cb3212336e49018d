"""What every deliverable is written from: one plan, the service it answers, who and when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from optimizer.redesign.counting_rule import CountingRule
from optimizer.redesign.plan import Plan
from optimizer.service.service import Service
from optimizer.wording.catalogue import Language
from optimizer.wording.figures import rule_of
from optimizer.wording.names import Names


@dataclass(frozen=True)
class Reform:
    """One plan as deliverables tell it.

    Attributes:
        plan: a plan that was found, with before and after in its situation.
        service: the service it answers as it is kept, all situations in it.
        origin: lines that let everybody compute it again.
        date: of the deliverables; periods count from here.
        language: of everything that is not the planner's own text.
        names, names_after: of everything before, and of what is there after.
    """

    plan: Plan
    service: Service
    origin: str
    date: datetime.date
    language: Language
    names: Names = field(init=False)
    names_after: Names = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", Names(self.plan.before, self.language))
        object.__setattr__(self, "names_after", Names(self.plan.after, self.language))

    @property
    def title(self) -> str:
        """Name of the service (一件事)."""
        return self.service.name or self.service.id

    @property
    def rule(self) -> CountingRule:
        """The counting rule of the plan."""
        return rule_of(self.plan)
