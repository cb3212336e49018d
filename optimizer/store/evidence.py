"""Frozen baselines and confirmed values inside one transaction."""

import datetime
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from optimizer.service.service import Service
from optimizer.store.audit import write_audit
from optimizer.store.bodies import read
from optimizer.store.records import Action, Baseline, Confirmation, Confirmed
from optimizer.store.revisions import content, now
from optimizer.store.tables import BASELINES, CONFIRMATIONS

_BASELINE = tuple(BASELINES.c[name] for name in Baseline.model_fields if name != "service")
_CONFIRMATION = tuple(CONFIRMATIONS.c[name] for name in Confirmation.model_fields)


def freeze(
    connection: Connection,
    key: str,
    number: int,
    *,
    date: datetime.date,
    guide_version: str,
    provider: str,
    author: str,
) -> None:
    """Append a baseline; from now on it is the one in force.

    Raises:
        NotKept: there is no such revision.
        Unreadable: this program cannot read it.
    """
    frozen, body = content(connection, key, number)
    connection.execute(
        insert(BASELINES).values(
            key=key,
            number=number,
            sha256=frozen.sha256,
            date=date,
            guide_version=guide_version,
            provider=provider,
            author=author,
            time=now(),
            body=body,
        )
    )
    write_audit(connection, Action.BASELINE_FROZEN, author, key, number=number, detail=provider)


def baselines(connection: Connection, key: str, most: int | None = None) -> tuple[Baseline, ...]:
    """The baselines of a service, the one in force first.

    Raises:
        Unreadable: this program cannot read one of them.
    """
    rows = connection.execute(
        select(*_BASELINE, BASELINES.c.body)
        .where(BASELINES.c.key == key)
        .order_by(BASELINES.c.place.desc())
        .limit(most)
    ).mappings()
    found = []
    for row in rows:
        fields = dict(row)
        service = read(
            Service,
            str(fields.pop("body")),
            key=key,
            what=f"the baseline of revision {fields['number']}",
            expected=str(fields["sha256"]),
        )
        found.append(Baseline(**fields, service=service))
    return tuple(found)


def write_confirmations(
    connection: Connection,
    key: str,
    number: int,
    confirmed: Iterable[Confirmed],
    *,
    author: str,
) -> None:
    """Append confirmed values that led to a revision."""
    connection.execute(
        insert(CONFIRMATIONS),
        [
            {**one.model_dump(), "key": key, "number": number, "author": author, "time": now()}
            for one in confirmed
        ],
    )


def confirmations(connection: Connection, key: str) -> tuple[Confirmation, ...]:
    """The confirmed values of a service, newest first."""
    rows = connection.execute(
        select(*_CONFIRMATION)
        .where(CONFIRMATIONS.c.key == key)
        .order_by(CONFIRMATIONS.c.place.desc())
    ).mappings()
    return tuple(Confirmation.model_validate(dict(row)) for row in rows)
