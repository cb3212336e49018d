"""What the store gives back: revisions, plans, baselines, confirmations, the audit trail."""

import datetime
from enum import StrEnum

from optimizer.redesign.district import JointRequest
from optimizer.redesign.metrics import Reduction
from optimizer.redesign.plan import Status
from optimizer.redesign.request import Request
from optimizer.service.record import Field, Record
from optimizer.service.service import Service


class RevisionKind(StrEnum):
    """How a revision came about."""

    ADDED = "added"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"
    IMPORTED = "imported"
    CONFIRMED = "confirmed"


class Action(StrEnum):
    """What the audit trail tells; a revision is told by its kind."""

    ADDED = "added"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"
    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    PLAN_KEPT = "plan_kept"
    AFTER_STATE_KEPT = "after_state_kept"
    BASELINE_FROZEN = "baseline_frozen"
    REMEMBERED = "remembered"
    DISTRICT_PLAN_KEPT = "district_plan_kept"


class Entry(Record):
    """One revision of a service, without its content.

    Attributes:
        number: from 1, without gaps.
        sha256: of the canonical JSON of the content; equal content, equal hash.
        time: UTC.
        undo_to, redo_to: revision whose content undo or redo would bring back; ``None`` when
            there is nothing to undo or redo.
    """

    number: int
    sha256: str
    author: str
    time: datetime.datetime
    comment: str
    kind: RevisionKind
    undo_to: int | None
    redo_to: int | None


class Revision(Entry):
    """A revision with its content.

    Attributes:
        key: of the service in the store.
    """

    key: str
    service: Service


class Kept(Record):
    """A service in the list of all.

    Attributes:
        key: names the service in the store; the same service may be kept twice.
        service_id, name, region: as its latest revision says.
    """

    key: str
    service_id: str
    name: str
    region: str
    created: datetime.datetime
    archived: bool
    latest: Entry


class PlanEntry(Record):
    """A plan in the list, without before, after and schedule.

    Attributes:
        number, sha256: the revision that the plan answers.
        counting: id@version of the counting rule.
        assumed: metrics of ``reductions`` that rest on assumed values (测算值，不得报送).
    """

    id: str
    key: str
    number: int
    sha256: str
    request_name: str
    request: Request
    counting: str
    status: Status
    reductions: tuple[Reduction, ...]
    assumed: tuple[str, ...]
    author: str
    time: datetime.datetime

    def answers(self, entry: Entry) -> bool:
        """Whether the plan belongs to the content of a revision (else 现状已修改)."""
        return self.sha256 == entry.sha256


class DistrictEntry(Record):
    """A decided district in the list, without its services and plans.

    Attributes:
        name: of the district.
        generated: its services stand for nothing real.
        services: how many have a plan.
        sha256: of the canonical JSON of the whole.
    """

    id: str
    name: str
    generated: bool
    services: int
    request: JointRequest
    status: Status
    sha256: str
    author: str
    time: datetime.datetime


class AfterEntry(Record):
    """A hand-made after-state in the list, without its content."""

    id: str
    key: str
    name: str
    sha256: str
    author: str
    time: datetime.datetime


class AfterState(AfterEntry):
    """A hand-made after-state: a service that somebody built by hand or read from a file."""

    service: Service


class Baseline(Record):
    """The frozen 改革前基准 of a service.

    Attributes:
        number, sha256: the revision that was frozen.
        date: 基准日, the day the as-is was taken.
        guide_version: version of the 办事指南 it follows.
        provider: who supplied it (提供单位).
        author, time: who froze it, and when (UTC).
    """

    key: str
    number: int
    sha256: str
    date: datetime.date
    guide_version: str
    provider: str
    author: str
    time: datetime.datetime
    service: Service


class Confirmed(Record):
    """An assumed value (推定值) that somebody vouches for.

    Attributes:
        subject: kind of record, e.g. ``step``.
        record: its id.
        field: name of the field.
        value: the confirmed value as text.
        confirmed_by, confirmed_on: who confirmed it, and the day.
        evidence: 佐证材料.
    """

    subject: str
    record: str
    field: str
    value: str
    confirmed_by: str = Field(min_length=1)
    confirmed_on: datetime.date
    evidence: str = Field(min_length=1)


class Confirmation(Confirmed):
    """A confirmed value as it is kept.

    Attributes:
        number: the revision the confirmation led to.
        author, time: who entered it, and when (UTC).
    """

    key: str
    number: int
    author: str
    time: datetime.datetime


class Remembered(Record):
    """Something a planner taught the program, for every service of the store.

    Attributes:
        kind: what sort of thing, e.g. ``synonym``; each has one room that reads and writes it.
        subject: what it is about; the newest value of a subject counts.
        value: text in a form of that room's own; empty when it was taken back.
        author, time: who taught it, and when (UTC).
    """

    kind: str
    subject: str
    value: str
    author: str
    time: datetime.datetime


class AuditEntry(Record):
    """One thing that was written.

    Attributes:
        number: the revision made or meant, if any.
        detail: comment of a revision, name of a request, after-state or district, provider of a
            baseline.
    """

    time: datetime.datetime
    author: str
    action: Action
    key: str | None
    number: int | None
    detail: str
