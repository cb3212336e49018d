"""Documents that may be one: asked, confirmed or refused by the planner, and remembered.

A confirmed pair becomes one document in a new revision; a refused one is not asked again. Both are
kept for every service of the store, as names: what was said of 户口本 here is known there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizer.matching import (
    Candidate,
    Named,
    Suggestion,
    Synonyms,
    candidates,
    pair_of,
    subject,
    suggestions,
    with_decisions,
)
from optimizer.service.document import Document
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Condition
from optimizer.store.records import Revision
from optimizer.store.store import Store

KIND = "synonym"
"""Under which the store remembers decisions on names."""

_TOLD = ("name", "document_class", "issuer_kind", "issuer", "certificate_code", "fields")
_FILLED = ("holder", "edition", "issuer", "certificate_code", "item", "fields")
_KNOWN_BETTER = ("document_class", "issuer_kind", "issuer")


@dataclass(frozen=True)
class Union:
    """A planner says that two documents are one.

    Attributes:
        keep: id of the document whose record stays.
        gone: id of the other one.
    """

    keep: str
    gone: str


@dataclass(frozen=True)
class Decision:
    """What is remembered of two names.

    Attributes:
        subject: under which the store keeps it.
        same: whether they are one document.
        author: who said so.
        date: when, as ISO text.
    """

    subject: str
    first: Named
    second: Named
    same: bool
    author: str
    date: str


# --- asking ---------------------------------------------------------------------------------------


def known_synonyms(store: Store) -> Synonyms:
    """What is shipped and what planners of this store decided."""
    return with_decisions({one.subject: one.value for one in store.remembered(KIND).values()})


def suggested(services: Iterable[Service], known: Synonyms) -> tuple[Suggestion, ...]:
    """Pairs of documents that may be one, within one service or across several."""
    return suggestions((one for service in services for one in candidates(service)), known)


def clashes(service: Service, first: str, second: str) -> tuple[str, ...]:
    """Fields in which two records differ though both state something; the kept one counts."""
    one, other = service.document(first), service.document(second)
    return tuple(
        field
        for field in _TOLD
        if _stated(one, field) and _stated(other, field) and _differ(one, other, field)
    )


def _stated(document: Document, field: str) -> bool:
    return bool(getattr(document, field)) and not document.is_assumed(field)


def _differ(one: Document, other: Document, field: str) -> bool:
    return bool(getattr(one, field) != getattr(other, field))


# --- deciding -------------------------------------------------------------------------------------


def decide(
    store: Store,
    revision: Revision,
    unions: Sequence[Union],
    refused: Sequence[tuple[str, str]],
    *,
    author: str,
    comment: str = "",
) -> Revision:
    """Make documents one, remember what was decided, and return the revision in force.

    Args:
        store: where the service is kept.
        revision: what the planner saw.
        unions: documents that are one.
        refused: ids of documents that are two.
        author: who decides.
        comment: of the new revision.

    Raises:
        Conflict: somebody else saved meanwhile; nothing is changed and nothing remembered.
    """
    service = revision.service
    by_id = {one.document: one.named for one in candidates(service)}
    values = {
        **{subject(by_id[one.keep], by_id[one.gone]): "same" for one in unions},
        **{subject(by_id[one], by_id[other]): "different" for one, other in refused},
    }
    if unions:
        revision = store.save(
            revision.key,
            united(service, unions),
            after=revision.number,
            author=author,
            comment=comment,
        )
    store.remember(KIND, values, author=author)
    return revision


def decisions(store: Store) -> tuple[Decision, ...]:
    """What is remembered, in the order it was first taught."""
    return tuple(
        Decision(
            one.subject,
            *pair_of(one.subject),
            one.value == "same",
            one.author,
            one.time.date().isoformat(),
        )
        for one in store.remembered(KIND).values()
    )


def amend(store: Store, values: Mapping[str, bool | None], *, author: str) -> None:
    """Change remembered decisions by their subject; ``None`` takes one back.

    Services stay as they are: what was made one is undone by the history of the service.
    """
    told = {True: "same", False: "different", None: ""}
    store.remember(KIND, {one: told[same] for one, same in values.items()}, author=author)


def take_over(store: Store, pairs: Mapping[tuple[Named, Named], bool], *, author: str) -> None:
    """Remember decisions from a file; those of the same names are replaced."""
    amend(store, {subject(*pair): same for pair, same in pairs.items()}, author=author)


# --- one document of two --------------------------------------------------------------------------


def united(service: Service, unions: Iterable[Union]) -> Service:
    """The service in which documents are one: everything that named the one names the other.

    What the kept record leaves open or assumes is taken from the other. An item that asked for
    both under the same conditions asks once, for as many copies as the larger number.
    """
    now: dict[str, str] = {}
    for one in unions:
        keep, gone = _meant(now, one.keep), _meant(now, one.gone)
        if keep != gone:
            service = _united(service, keep, gone)
            now[gone] = keep
    return service


def _meant(now: Mapping[str, str], document: str) -> str:
    while document in now:
        document = now[document]
    return document


def _united(service: Service, keep: str, gone: str) -> Service:
    record = _filled(service.document(keep), service.document(gone))

    def named(documents: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(keep if one == gone else one for one in documents))

    return service.model_copy(
        update={
            "documents": tuple(
                record if one.id == keep else one.model_copy(update={"members": named(one.members)})
                for one in service.documents
                if one.id != gone
            ),
            "items": tuple(
                one.model_copy(update={"results": named(one.results)}) for one in service.items
            ),
            "requirements": tuple(_asked_once(service.requirements, keep, gone)),
            "data_sources": tuple(
                one.model_copy(update={"documents": named(one.documents)})
                for one in service.data_sources
            ),
        }
    )


def _filled(keep: Document, gone: Document) -> Document:
    """The kept record; what it leaves open or only assumes is taken from the other."""
    taken = [one for one in _FILLED if not getattr(keep, one) and getattr(gone, one)]
    taken += [
        one
        for one in _KNOWN_BETTER
        if keep.is_assumed(one) and not gone.is_assumed(one) and getattr(gone, one)
    ]
    if not taken:
        return keep
    marks = set(keep.assumed) - set(taken)
    marks |= {one for one in taken if gone.is_assumed(one)}
    values = {one: getattr(gone, one) for one in taken}
    return keep.model_copy(update={**values, "assumed": tuple(sorted(marks))})


def _asked_once(needs: Sequence[Requirement], keep: str, gone: str) -> Iterator[Requirement]:
    """The requirements, those for either document pointing to the kept one."""
    alike: dict[tuple[str, tuple[Condition, ...]], list[Requirement]] = {}
    for need in needs:
        if need.document in (keep, gone):
            alike.setdefault((need.item, need.when), []).append(need)
    for need in needs:
        together = alike.get((need.item, need.when), [])
        kept = next((one for one in together if one.document == keep), need)
        if need.document == gone and kept is not need:
            continue
        if need.document == keep and kept is need:
            yield _with(need, [one for one in together if one.document == gone])
        else:
            yield need.model_copy(
                update={
                    "document": keep if need.document == gone else need.document,
                    "original": keep if need.original == gone else need.original,
                }
            )


def _with(need: Requirement, others: Sequence[Requirement]) -> Requirement:
    """A requirement that stands for others of the same item and conditions, too."""
    together = [need, *others]
    return need.model_copy(
        update={
            "copies": max(one.copies for one in together),
            "main": any(one.main for one in together),
            "basis": next((one.basis for one in together if one.basis), ""),
        }
    )


def items_of(service: Service, candidate: Candidate) -> tuple[str, ...]:
    """Names of the items that need or issue a document, in the order of the service."""
    return tuple(one.name or one.id for one in service.items if one.id in candidate.items)
