"""The planner's workspace: what a page does with kept services, one function a thing."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from optimizer import planning
from optimizer.evaluation.certainty import Mark
from optimizer.formats.any_service_file import read_any_service
from optimizer.formats.guide_tables import Mapping
from optimizer.formats.service_file import dump_service
from optimizer.planning import AsIs
from optimizer.service import Service
from optimizer.service.department import Department
from optimizer.service.finding import Finding
from optimizer.service.item import Item
from optimizer.store.records import Confirmed, Kept, PlanEntry, Revision, RevisionKind
from optimizer.store.store import Store
from optimizer.wording.assumed import assumed_text
from optimizer.workspace import overview
from optimizer.workspace.computing import Computing
from optimizer.workspace.overview import Row, Situation

_MOST_LOOKED_AT = 512


@dataclass(frozen=True)
class Vouched:
    """Who confirms an assumed value, when, and on what evidence (佐证材料)."""

    by: str
    on: datetime.date
    evidence: str


class Workspace:
    """Kept services, with everything that is worked out from them.

    Attributes:
        store: what is kept.
        computing: what is being computed.
    """

    def __init__(self, store: Store) -> None:
        """A workspace on a store; nothing is computed yet."""
        self.store = store
        self.computing = Computing(store)
        self._looked_at: dict[tuple[str, Situation], AsIs] = {}
        self._lock = threading.Lock()

    # --- services in and out -------------------------------------------------------------------

    def add_empty(self, name: str, item: str, department: str, *, author: str) -> Revision:
        """A new service with one item and its department, to be filled in."""
        service = Service(
            id=name,
            name=name,
            items=(Item(id=item, name=item, department=department),),
            departments=(Department(id=department, name=department),),
        )
        return self.store.add(service, author=author)

    def add_file(
        self, content: bytes, name: str, *, author: str, mapping: Mapping | None = None
    ) -> tuple[Revision, tuple[Finding, ...]]:
        """A service from the bytes of a file, and what of it is doubtful or not read.

        Args:
            content: bytes of the file.
            name: of the file.
            author: who hands it in.
            mapping: how a table of others is read; as it is recognised where ``None``.

        Raises:
            InvalidFile: every finding at once; nothing is kept.
        """
        service, notes = read_any_service(content, name, mapping)
        kind = RevisionKind.IMPORTED
        return self.store.add(service, author=author, comment=name, kind=kind), notes

    def file_of(self, revision: Revision) -> str:
        """The text of the service file of a revision."""
        return dump_service(revision.service)

    # --- what is worked out --------------------------------------------------------------------

    def as_is(self, revision: Revision, situation: Situation = ()) -> AsIs:
        """A revision in one situation, completed and counted; remembered by content.

        Raises:
            RequestProblem: the situation names a question or option the service lacks.
        """
        wanted = (revision.sha256, situation)
        with self._lock:
            held = self._looked_at.get(wanted)
        if held is None:
            held = planning.look_at(revision.service, situation)
            with self._lock:
                self._looked_at[wanted] = held
                while len(self._looked_at) > _MOST_LOOKED_AT:
                    del self._looked_at[next(iter(self._looked_at))]
        return held

    def rows(self, rule_id: str, plan_name: str) -> tuple[Row, ...]:
        """All services with the newest plan of one name, under one counting rule."""
        rule = planning.counting_rule(rule_id)
        plans: dict[str, list[PlanEntry]] = {}
        for entry in self.store.newest_plans():
            plans.setdefault(entry.key, []).append(entry)
        return tuple(
            overview.row(
                kept,
                partial(self._looked_at_kept, kept),
                plans.get(kept.key, ()),
                rule,
                plan_name,
            )
            for kept in self.store.services()
        )

    def _looked_at_kept(self, kept: Kept, situation: Situation) -> AsIs:
        with self._lock:
            held = self._looked_at.get((kept.latest.sha256, situation))
        if held is not None:
            return held
        return self.as_is(self.store.revision(kept.key, kept.latest.number), situation)

    # --- plans ---------------------------------------------------------------------------------

    def current_plans(self, revision: Revision) -> tuple[PlanEntry, ...]:
        """The plans that answer this content, newest first."""
        return tuple(one for one in self.store.plans(revision.key) if one.answers(revision))

    # --- confirming ----------------------------------------------------------------------------

    def confirm(
        self,
        revision: Revision,
        marks: Iterable[Mark],
        vouched: Vouched,
        *,
        situation: Situation = (),
        author: str,
    ) -> Revision:
        """State assumed values as they are; plans that still hold are counted again.

        Raises:
            Conflict: somebody else changed the service meanwhile.
        """
        service = revision.service
        completed = self.as_is(revision, situation).service
        rows = []
        for mark in marks:
            service = planning.confirm(service, mark, situation)
            rows.append(
                Confirmed(
                    subject=mark.subject,
                    record=mark.id,
                    field=mark.field,
                    value=assumed_text(completed, mark, "zh"),
                    confirmed_by=vouched.by,
                    confirmed_on=vouched.on,
                    evidence=vouched.evidence,
                )
            )
        saved = self.store.confirm(
            revision.key, service, after=revision.number, confirmed=tuple(rows), author=author
        )
        self._carry_over(revision, saved, author)
        return saved

    def _carry_over(self, before: Revision, after: Revision, author: str) -> None:
        """Plans of the content before, of each name the newest, counted for the content after."""
        seen: set[str] = set()
        for entry in self.current_plans(before):
            name = entry.request_name or entry.id
            if name in seen:
                continue
            seen.add(name)
            plan = planning.recount(after.service, self.store.plan(entry.id))
            if plan is not None:
                self.store.keep_plan(after.key, after.number, plan, author=author)
