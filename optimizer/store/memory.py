"""What planners taught the program (mappings, synonyms), inside one transaction."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from optimizer.store.audit import write_audit
from optimizer.store.records import Action, Remembered
from optimizer.store.revisions import now
from optimizer.store.tables import REMEMBERED, plain

_ENTRY = tuple(REMEMBERED.c[name] for name in Remembered.model_fields)


def remember(connection: Connection, kind: str, values: Mapping[str, str], *, author: str) -> None:
    """Append the values that differ from those in force."""
    held = remembered(connection, kind)
    time = now()
    for subject, value in values.items():
        known = held.get(plain(subject))
        if plain(value) == ("" if known is None else known.value):
            continue
        connection.execute(
            insert(REMEMBERED).values(
                kind=kind, subject=subject, author=author, time=time, value=value
            )
        )
        write_audit(connection, Action.REMEMBERED, author, None, detail=f"{kind}: {subject}")


def remembered(connection: Connection, kind: str) -> dict[str, Remembered]:
    """By subject what is in force of one kind, in the order it was first taught."""
    rows = connection.execute(
        select(*_ENTRY).where(REMEMBERED.c.kind == kind).order_by(REMEMBERED.c.place)
    ).mappings()
    newest = {row["subject"]: Remembered.model_validate(dict(row)) for row in rows}
    return {subject: one for subject, one in newest.items() if one.value}
