"""Services and their revisions inside one transaction."""

import datetime
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, insert, select, update

from optimizer.errors import NotKept
from optimizer.service.canonical import sha256
from optimizer.service.service import Service
from optimizer.store.audit import write_audit
from optimizer.store.bodies import read, settled
from optimizer.store.database import Refused
from optimizer.store.records import Action, Entry, Kept, Revision, RevisionKind
from optimizer.store.tables import REVISIONS, SERVICES

_ENTRY = tuple(REVISIONS.c[name] for name in Entry.model_fields)
# Without letters and digits that look alike; a key is read aloud and typed.
_KEY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_KEY_LENGTH = 10


def new_key() -> str:
    """A short random name."""
    return "".join(secrets.choice(_KEY_LETTERS) for _ in range(_KEY_LENGTH))


def now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Draft:
    """A revision to be: its content, how it came about, and where undo and redo lead."""

    service: Service
    body: str
    kind: RevisionKind
    undo_to: int | None
    redo_to: int | None
    comment: str = ""


def edited(service: Service, after: int | None, kind: RevisionKind, comment: str) -> Draft:
    """A draft with new content.

    Args:
        service: the content.
        after: number of the revision it follows; ``None`` for a new service.
        kind: how it came about.
        comment: of its author.

    Raises:
        InvalidInput: the content could not be read again.
    """
    same, body = settled(service)
    return Draft(same, body, kind, after, None, comment)


def add_service(connection: Connection) -> str:
    """A new service without a revision: its key."""
    key = new_key()
    connection.execute(insert(SERVICES).values(key=key, created=now(), archived=False))
    return key


def append(
    connection: Connection, key: str, draft: Draft, *, after: int | None, author: str
) -> Revision:
    """Append a revision and its entry in the audit trail.

    Args:
        connection: a writing transaction.
        key: of the service.
        draft: what to write.
        after: the revision it follows; ``None`` for the first.
        author: who writes it.

    Raises:
        Refused: by the database: ``after`` is not the latest revision.
    """
    number = 1 if after is None else after + 1
    service = draft.service
    connection.execute(
        insert(REVISIONS).values(
            key=key,
            number=number,
            previous=after,
            sha256=sha256(draft.body),
            author=author,
            time=now(),
            comment=draft.comment,
            kind=draft.kind.value,
            undo_to=draft.undo_to,
            redo_to=draft.redo_to,
            service_id=service.id,
            name=service.name,
            region=service.region,
            body=draft.body,
        )
    )
    write_audit(
        connection, Action(draft.kind.value), author, key, number=number, detail=draft.comment
    )
    written = entry(connection, key, number)
    return Revision(**dict(written), key=key, service=service)


def undoing(connection: Connection, key: str, after: int) -> Draft | None:
    """The draft that takes revision ``after`` back; ``None`` when there is nothing to undo."""
    seen = entry(connection, key, after)
    if seen.undo_to is None:
        return None
    target, body = content(connection, key, seen.undo_to)
    return Draft(target.service, body, RevisionKind.UNDONE, target.undo_to, after)


def redoing(connection: Connection, key: str, after: int) -> Draft | None:
    """The draft that does again what ``after`` took back; ``None`` when there is nothing."""
    seen = entry(connection, key, after)
    if seen.redo_to is None:
        return None
    target, body = content(connection, key, seen.redo_to)
    return Draft(target.service, body, RevisionKind.REDONE, target.undo_to, target.redo_to)


def entry(connection: Connection, key: str, number: int) -> Entry:
    """One revision without its content.

    Raises:
        Refused: there is none.
    """
    row = connection.execute(_of(key, number).with_only_columns(*_ENTRY)).mappings().one_or_none()
    if row is None:
        raise Refused(f"{key}: no revision {number}")
    return Entry.model_validate(dict(row))


def content(connection: Connection, key: str, number: int | None) -> tuple[Revision, str]:
    """A revision and its text.

    Args:
        connection: a transaction.
        key: of the service.
        number: of the revision; ``None`` for the latest.

    Raises:
        NotKept: there is none.
        Unreadable: this program cannot read it.
    """
    row = (
        connection.execute(_of(key, number).with_only_columns(*_ENTRY, REVISIONS.c.body))
        .mappings()
        .one_or_none()
    )
    if row is None:
        require(connection, key)
        raise NotKept("revision", f"{key}/{number}")
    fields = dict(row)
    body = str(fields.pop("body"))
    service = read(
        Service,
        body,
        key=key,
        what=f"revision {fields['number']}",
        expected=str(fields["sha256"]),
    )
    return Revision(**fields, key=key, service=service), body


def latest_entry(connection: Connection, key: str) -> Entry:
    """The latest revision without its content.

    Raises:
        NotKept: there is no such service.
    """
    row = connection.execute(_of(key, None).with_only_columns(*_ENTRY)).mappings().one_or_none()
    if row is None:
        raise NotKept("service", key)
    return Entry.model_validate(dict(row))


def history(connection: Connection, key: str) -> tuple[Entry, ...]:
    """All revisions of a service, newest first, without their contents."""
    rows = connection.execute(
        select(*_ENTRY).where(REVISIONS.c.key == key).order_by(REVISIONS.c.number.desc())
    ).mappings()
    return tuple(Entry.model_validate(dict(row)) for row in rows)


def kept(connection: Connection, *, archived: bool) -> tuple[Kept, ...]:
    """All services in use, or all archived ones; the one changed last stands first."""
    newest = (
        select(func.max(REVISIONS.c.number))
        .where(REVISIONS.c.key == SERVICES.c.key)
        .correlate(SERVICES)
        .scalar_subquery()
    )
    about = (SERVICES.c.key, SERVICES.c.created, SERVICES.c.archived)
    names = (REVISIONS.c.service_id, REVISIONS.c.name, REVISIONS.c.region)
    rows = connection.execute(
        select(*about, *names, *_ENTRY)
        .join(REVISIONS, (REVISIONS.c.key == SERVICES.c.key) & (REVISIONS.c.number == newest))
        .where(SERVICES.c.archived == archived)
        .order_by(REVISIONS.c.time.desc(), SERVICES.c.key)
    ).mappings()
    listed = []
    for row in rows:
        fields = dict(row)
        latest = {name: fields.pop(name) for name in Entry.model_fields}
        listed.append(Kept(**fields, latest=Entry.model_validate(latest)))
    return tuple(listed)


def set_archived(connection: Connection, key: str, *, archived: bool, author: str) -> None:
    """Put a service away, or take it out again; nothing happens when it is so already."""
    require(connection, key)
    changed = connection.execute(
        update(SERVICES)
        .where(SERVICES.c.key == key, SERVICES.c.archived != archived)
        .values(archived=archived)
    )
    if changed.rowcount:
        action = Action.ARCHIVED if archived else Action.UNARCHIVED
        write_audit(connection, action, author, key)


def require(connection: Connection, key: str) -> None:
    """Raise ``NotKept`` when there is no such service."""
    if connection.execute(select(SERVICES.c.key).where(SERVICES.c.key == key)).first() is None:
        raise NotKept("service", key)


def _of(key: str, number: int | None) -> Select[tuple[object, ...]]:
    """One revision of a service; the latest when no number is given."""
    chosen = select(REVISIONS).where(REVISIONS.c.key == key)
    if number is not None:
        return chosen.where(REVISIONS.c.number == number)
    return chosen.order_by(REVISIONS.c.number.desc()).limit(1)
