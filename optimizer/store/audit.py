"""The audit trail: who wrote what, in the transaction that wrote it."""

import datetime

from sqlalchemy import Connection, insert, select

from optimizer.store.records import Action, AuditEntry
from optimizer.store.tables import AUDIT

_ENTRY = tuple(AUDIT.c[name] for name in AuditEntry.model_fields)


def write_audit(
    connection: Connection,
    action: Action,
    author: str,
    key: str | None,
    *,
    number: int | None = None,
    detail: str = "",
) -> None:
    """Append one entry."""
    connection.execute(
        insert(AUDIT).values(
            time=datetime.datetime.now(datetime.UTC),
            author=author,
            action=action.value,
            key=key,
            number=number,
            detail=detail,
        )
    )


def read_audit(connection: Connection, key: str | None, most: int) -> tuple[AuditEntry, ...]:
    """The newest entries, of one service or of all, newest first."""
    wanted = select(*_ENTRY).order_by(AUDIT.c.place.desc()).limit(most)
    if key is not None:
        wanted = wanted.where(AUDIT.c.key == key)
    rows = connection.execute(wanted).mappings()
    return tuple(AuditEntry.model_validate(dict(row)) for row in rows)
