"""The store: what planners saved, and everything that was before."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from optimizer.errors import Conflict
from optimizer.redesign.plan import Plan
from optimizer.service.canonical import sha256
from optimizer.service.service import Service
from optimizer.store import evidence, memory, results, revisions
from optimizer.store.audit import read_audit
from optimizer.store.copying import copy
from optimizer.store.database import Database, Refused, location
from optimizer.store.districts import DistrictPlans
from optimizer.store.migrations import prepare
from optimizer.store.records import (
    AfterEntry,
    AfterState,
    AuditEntry,
    Baseline,
    Confirmation,
    Confirmed,
    Entry,
    Kept,
    PlanEntry,
    Remembered,
    Revision,
    RevisionKind,
)


class Store(DistrictPlans):
    """Saved work, for all threads of a process and all processes on one database.

    Everything said is kept: a change appends a revision and alters none. Each writing call is one
    transaction that also writes the audit trail. ``after`` is the revision the caller saw; if
    another one is the latest by now, ``Conflict`` is raised and nothing is written. A service,
    revision, plan or after-state that is not there raises ``NotKept``; one this program cannot
    read raises ``Unreadable``; a database that fails raises ``StoreUnavailable``.
    """

    @classmethod
    def open(cls, url: str | Path | None = None) -> Self:
        """Open a store; a missing SQLite file, its folder and missing tables are made.

        Args:
            url: ``postgresql+pg8000://…``, ``sqlite:///…`` or the path of an SQLite file;
                ``None`` asks the environment variable ``ONETHING_STORE``, else takes
                ``workspace/onething.db`` below the current directory.

        Raises:
            StoreUnavailable: it cannot be opened.
            StoreTooNew: a newer program wrote it.
        """
        database = Database(location(url))
        try:
            prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Give back every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def copy_from(self, url: str | Path) -> None:
        """Copy everything of another store into this empty one, e.g. from a file to a server.

        Args:
            url: of the other store, as for ``open``.

        Raises:
            InvalidInput: this store is not empty.
        """
        other = Database(location(url))
        try:
            prepare(other)
            with other.reading() as source, self._database.writing() as target:
                copy(source, target)
        finally:
            other.close()

    # --- services and revisions -------------------------------------------------------------

    def services(self, *, archived: bool = False) -> tuple[Kept, ...]:
        """All services in use, or all archived ones, without their contents; last changed first."""
        with self._database.reading() as connection:
            return revisions.kept(connection, archived=archived)

    def add(
        self,
        service: Service,
        *,
        author: str,
        comment: str = "",
        kind: RevisionKind = RevisionKind.ADDED,
    ) -> Revision:
        """Keep a new service; the same service may be kept twice, under two keys.

        Raises:
            InvalidInput: a value is not one its field can hold.
        """
        draft = revisions.edited(service, None, kind, comment)
        with self._database.writing() as connection:
            key = revisions.add_service(connection)
            return revisions.append(connection, key, draft, after=None, author=author)

    def latest(self, key: str) -> Revision:
        """The latest revision of a service."""
        with self._database.reading() as connection:
            return revisions.content(connection, key, None)[0]

    def revision(self, key: str, number: int) -> Revision:
        """One revision of a service."""
        with self._database.reading() as connection:
            return revisions.content(connection, key, number)[0]

    def history(self, key: str) -> tuple[Entry, ...]:
        """All revisions of a service, newest first, without their contents."""
        with self._about(key) as connection:
            return revisions.history(connection, key)

    def save(
        self,
        key: str,
        service: Service,
        *,
        after: int,
        author: str,
        comment: str = "",
        kind: RevisionKind = RevisionKind.EDITED,
    ) -> Revision:
        """Append a revision; content equal to the latest writes nothing and returns that one.

        Raises:
            Conflict: ``after`` is not the latest revision.
            InvalidInput: a value is not one its field can hold.
        """
        draft = revisions.edited(service, after, kind, comment)
        with self._changing(key) as connection:
            return _unless_equal(connection, key, draft, after, author)

    def undo(self, key: str, *, after: int, author: str) -> Revision:
        """Take the last change back, as a new revision; with nothing to undo, writes nothing.

        Raises:
            Conflict: ``after`` is not the latest revision.
        """
        return self._step(key, after, author, revisions.undoing)

    def redo(self, key: str, *, after: int, author: str) -> Revision:
        """Do again what undo took back, as a new revision; with nothing to redo, writes nothing.

        Raises:
            Conflict: ``after`` is not the latest revision.
        """
        return self._step(key, after, author, revisions.redoing)

    def restore(self, key: str, number: int, *, after: int, author: str) -> Revision:
        """Bring back the content of any revision, as a new one that can be undone.

        Raises:
            Conflict: ``after`` is not the latest revision.
        """
        with self._changing(key) as connection:
            target, body = revisions.content(connection, key, number)
            draft = revisions.Draft(
                target.service, body, RevisionKind.RESTORED, after, None, comment=str(number)
            )
            return _unless_equal(connection, key, draft, after, author)

    def archive(self, key: str, *, author: str) -> None:
        """Take a service off the list; nothing of it is lost."""
        with self._database.writing() as connection:
            revisions.set_archived(connection, key, archived=True, author=author)

    def unarchive(self, key: str, *, author: str) -> None:
        """Put an archived service on the list again."""
        with self._database.writing() as connection:
            revisions.set_archived(connection, key, archived=False, author=author)

    # --- plans and after-states --------------------------------------------------------------

    def keep_plan(self, key: str, number: int, plan: Plan, *, author: str) -> PlanEntry:
        """Keep a plan, tied to the revision it answers."""
        with self._database.writing() as connection:
            return results.keep_plan(connection, key, number, plan, author=author)

    def plans(self, key: str) -> tuple[PlanEntry, ...]:
        """The plans of a service, newest first, without before, after and schedule."""
        with self._about(key) as connection:
            return results.plans(connection, key)

    def newest_plans(self) -> tuple[PlanEntry, ...]:
        """Of all services, the newest plan for each name of a request; newest first."""
        with self._database.reading() as connection:
            return results.newest_plans(connection)

    def plan(self, plan_id: str) -> Plan:
        """A whole plan."""
        with self._database.reading() as connection:
            return results.plan(connection, plan_id)

    def keep_after_state(self, key: str, name: str, service: Service, *, author: str) -> AfterState:
        """Keep a hand-made after-state of a service, to compare with.

        Raises:
            InvalidInput: a value is not one its field can hold.
        """
        with self._database.writing() as connection:
            revisions.require(connection, key)
            return results.keep_after_state(connection, key, name, service, author=author)

    def after_states(self, key: str) -> tuple[AfterEntry, ...]:
        """The after-states of a service, newest first, without their contents."""
        with self._about(key) as connection:
            return results.after_states(connection, key)

    def after_state(self, state_id: str) -> AfterState:
        """A whole after-state."""
        with self._database.reading() as connection:
            return results.after_state(connection, state_id)

    # --- baselines, confirmations, audit ------------------------------------------------------

    def freeze(
        self,
        key: str,
        number: int,
        *,
        date: datetime.date,
        guide_version: str,
        provider: str,
        author: str,
    ) -> Baseline:
        """Freeze a revision as 改革前基准; it replaces the one in force, which stays kept.

        Args:
            key: of the service.
            number: of the revision.
            date: 基准日.
            guide_version: version of the 办事指南.
            provider: 提供单位.
            author: who freezes it.
        """
        with self._database.writing() as connection:
            evidence.freeze(
                connection,
                key,
                number,
                date=date,
                guide_version=guide_version,
                provider=provider,
                author=author,
            )
            return evidence.baselines(connection, key, most=1)[0]

    def baseline(self, key: str) -> Baseline | None:
        """The baseline in force; ``None`` when none was frozen."""
        with self._about(key) as connection:
            return next(iter(evidence.baselines(connection, key, most=1)), None)

    def baselines(self, key: str) -> tuple[Baseline, ...]:
        """All baselines ever frozen, the one in force first."""
        with self._about(key) as connection:
            return evidence.baselines(connection, key)

    def confirm(
        self,
        key: str,
        service: Service,
        *,
        after: int,
        confirmed: Sequence[Confirmed],
        author: str,
        comment: str = "",
    ) -> Revision:
        """Append a revision with confirmed values, and who vouches for each of them.

        Args:
            key: of the service.
            service: with the confirmed values, no longer marked assumed.
            after: the revision the caller saw.
            confirmed: at least one.
            author: who enters it.
            comment: of the author.

        Raises:
            Conflict: ``after`` is not the latest revision.
            InvalidInput: a value is not one its field can hold.
        """
        if not confirmed:
            raise ValueError("confirm needs at least one confirmed value")
        draft = revisions.edited(service, after, RevisionKind.CONFIRMED, comment)
        with self._changing(key) as connection:
            written = revisions.append(connection, key, draft, after=after, author=author)
            evidence.write_confirmations(connection, key, written.number, confirmed, author=author)
            return written

    def confirmations(self, key: str) -> tuple[Confirmation, ...]:
        """The confirmed values of a service, newest first."""
        with self._about(key) as connection:
            return evidence.confirmations(connection, key)

    # --- what planners taught -----------------------------------------------------------------

    def remember(self, kind: str, values: Mapping[str, str], *, author: str) -> None:
        """Keep what a planner taught the program; it counts for every service.

        Args:
            kind: what sort of thing, e.g. ``synonym``.
            values: text by subject; an empty text takes back what was taught.
            author: who teaches it.
        """
        with self._database.writing() as connection:
            memory.remember(connection, kind, values, author=author)

    def remembered(self, kind: str) -> dict[str, Remembered]:
        """What is in force of one kind, by subject, in the order it was first taught."""
        with self._database.reading() as connection:
            return memory.remembered(connection, kind)

    def audit(self, key: str | None = None, most: int = 200) -> tuple[AuditEntry, ...]:
        """The newest entries of the audit trail, of one service or of all, newest first."""
        with self._database.reading() as connection:
            return read_audit(connection, key, most)

    # --- transactions -------------------------------------------------------------------------

    @contextmanager
    def _about(self, key: str) -> Iterator[Connection]:
        """A reading transaction about a service that is there."""
        with self._database.reading() as connection:
            revisions.require(connection, key)
            yield connection

    @contextmanager
    def _changing(self, key: str) -> Iterator[Connection]:
        """A writing transaction; when the database refuses it, somebody else was first."""
        try:
            with self._database.writing() as connection:
                yield connection
        except Refused as refused:
            raise self._conflict(key) from refused

    def _conflict(self, key: str) -> Conflict:
        with self._database.reading() as connection:
            latest = revisions.latest_entry(connection, key)
        return Conflict(key, latest.number, latest.author, latest.time)

    def _step(
        self,
        key: str,
        after: int,
        author: str,
        drafting: Callable[[Connection, str, int], revisions.Draft | None],
    ) -> Revision:
        """Undo or redo."""
        with self._changing(key) as connection:
            draft = drafting(connection, key, after)
            if draft is not None:
                return revisions.append(connection, key, draft, after=after, author=author)
            latest = revisions.content(connection, key, None)[0]
            if latest.number != after:
                raise Conflict(key, latest.number, latest.author, latest.time)
            return latest


def _unless_equal(
    connection: Connection, key: str, draft: revisions.Draft, after: int, author: str
) -> Revision:
    latest = revisions.latest_entry(connection, key)
    if latest.sha256 == sha256(draft.body):
        return Revision(**dict(latest), key=key, service=draft.service)
    return revisions.append(connection, key, draft, after=after, author=author)
