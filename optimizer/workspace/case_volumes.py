"""The yearly cases (年办件量) of many kept services at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimizer.errors import Conflict
from optimizer.store.store import Store


@dataclass(frozen=True)
class CaseVolume:
    """What a planner saw of a service.

    Attributes:
        key, number: the service in the store, and the revision seen.
        cases: a year; ``None`` where nobody stated them.
    """

    key: str
    number: int
    cases: int | None


@dataclass(frozen=True)
class Saved:
    """What came of saving.

    Attributes:
        saved: keys of services that have a new revision.
        missed: of those that somebody else changed meanwhile; nothing was saved for them.
    """

    saved: tuple[str, ...]
    missed: tuple[str, ...]


def case_volume(store: Store, key: str, number: int) -> CaseVolume:
    """Of one revision of a service; a revision never changes."""
    return CaseVolume(key, number, store.revision(key, number).service.yearly_cases)


def save_case_volumes(
    store: Store,
    seen: Iterable[CaseVolume],
    typed: Mapping[str, int | None],
    *,
    author: str,
    comment: str,
) -> Saved:
    """Save what was typed: a new revision, which can be undone, for each service that differs.

    Args:
        store: holds the services.
        seen: what stood there before.
        typed: cases by key of the service; one that is not in it stays as it is.
        author: who typed them.
        comment: of the revisions.
    """
    saved, missed = [], []
    for one in seen:
        if typed.get(one.key, one.cases) == one.cases:
            continue
        service = store.revision(one.key, one.number).service
        changed = service.model_copy(update={"yearly_cases": typed[one.key]})
        try:
            store.save(one.key, changed, after=one.number, author=author, comment=comment)
        except Conflict:
            missed.append(one.key)
        else:
            saved.append(one.key)
    return Saved(tuple(saved), tuple(missed))
