"""What differs between two services, told by what things are and not by where they stand.

Identities are stable through merges: the ``members`` of a merged step or of a united form say
which steps and forms it stands for, so nothing that survives inside is told as removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, StrEnum

from optimizer.evaluation.pairing import Named, Pairs, matched
from optimizer.service.document import Document
from optimizer.service.item import Item, Limit
from optimizer.service.precedence import Precedence
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.step import Step
from optimizer.service.terms import english_value


class DifferenceKind(StrEnum):
    """What happened on the way from the first service to the second."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MERGED = "merged"  # several became one
    SPLIT = "split"  # one became several


class Subject(StrEnum):
    """What a difference is about."""

    ITEM = "item"
    LIMIT = "limit"  # 时限 of an item; the id is the item's
    DEPARTMENT = "department"
    DOCUMENT = "document"
    REQUIREMENT = "requirement"
    STEP = "step"
    PRECEDENCE = "precedence"
    DATA_SOURCE = "data_source"


class Difference(Record):
    """One thing that differs.

    Attributes:
        id: of the thing in the second service; of the first where it was removed or split.
        field: name of the field that changed; empty where the whole thing did.
        before, after: the values as text: closed lists by their English word, durations as
            written, lists joined by ``+``; of a merge the ids of what became one, and of the
            one. Empty where there is nothing on that side.
    """

    kind: DifferenceKind
    subject: Subject
    id: str
    field: str = ""
    before: str = ""
    after: str = ""


# Where order has no meaning, lists are compared sorted.
_UNORDERED = frozenset({"results", "fields", "departments", "teams", "demands", "documents"})
_FIELDS: dict[Subject, tuple[str, ...]] = {
    Subject.ITEM: (
        "name",
        "department",
        "kind",
        "case_type",
        "window",
        "committed",
        "fee_yuan",
        "fee_absorbed",
        "results",
    ),
    Subject.DEPARTMENT: ("name", "kind", "authorises_window", "teams"),
    Subject.DOCUMENT: (
        "name",
        "holder",
        "edition",
        "document_class",
        "issuer_kind",
        "fields",
    ),
    Subject.REQUIREMENT: (
        "document",
        "route",
        "source",
        "needed_by",
        "copies",
        "copy_kind",
        "medium",
        "necessity",
        "basis",
    ),
    Subject.STEP: (
        "name",
        "kind",
        "departments",
        "phase",
        "duration",
        "counted",
        "visible",
        "visits",
        "staff",
        "demands",
    ),
    Subject.PRECEDENCE: ("kind", "step", "anchor", "lag", "lag_counted", "basis"),
    Subject.DATA_SOURCE: ("name", "documents", "sharing", "progress", "owner"),
}


def difference(before: Service, after: Service) -> tuple[Difference, ...]:
    """Everything that differs, in the order items, limits, …, data sources.

    Args:
        before: any service; completed if times and steps are to be compared.
        after: any other, hand-made ones too. Things are the same when their ids are; what is
            left over is matched by code or name where that is unambiguous.

    Returns:
        No difference for two equal services.
    """
    items = matched(before.items, after.items, _code, _name)
    documents = matched(before.documents, after.documents, _paper)
    new_item = items.renamed()
    new_document = documents.renamed()
    needs = matched(
        before.requirements,
        after.requirements,
        lambda one: _needed(one, new_item, new_document),
    )
    waits = matched(before.precedences, after.precedences, lambda one: _waited(one, new_item))
    steps = matched(before.steps, after.steps, lambda one: _work(one, new_item))
    departments = matched(before.departments, after.departments, _name)
    sources = matched(before.data_sources, after.data_sources, _name)
    names = {**departments.renamed(), **documents.renamed(), **sources.renamed()}
    names.update(steps.renamed())
    return (
        *_told(Subject.ITEM, items, names),
        *_limits(items),
        *_told(Subject.DEPARTMENT, departments, names),
        *_united(Subject.DOCUMENT, documents, names, _forms_of),
        *_told(Subject.REQUIREMENT, needs, names),
        *_united(Subject.STEP, steps, names, _members_of),
        *_followings(before, after, steps),
        *_told(Subject.PRECEDENCE, waits, names),
        *_told(Subject.DATA_SOURCE, sources, names),
    )


# --- what makes two things the same ------------------------------------------------------------


def _code(item: Item) -> str:
    return item.codes.implementation or item.codes.basic


def _name(thing: Named) -> str:
    return str(getattr(thing, "name", ""))


def _paper(one: Document) -> str:
    """A paper is the same when it proves the same of the same holder (and is no united form)."""
    return (
        "" if one.members or not one.name else f"{one.name}|{one.holder}|{one.edition}|{one.item}"
    )


def _needed(need: Requirement, new_item: dict[str, str], new_document: dict[str, str]) -> str:
    document = need.original or need.document
    return f"{new_item.get(need.item, need.item)}|{new_document.get(document, document)}"


def _waited(one: Precedence, new_item: dict[str, str]) -> str:
    ends = (new_item.get(one.before, one.before), new_item.get(one.after, one.after))
    return "|".join((*ends, one.anchor.value))


def _work(step: Step, new_item: dict[str, str]) -> str:
    if step.members:
        return ""
    owners = "+".join(sorted(new_item.get(one, one) for one in step.items))
    return f"{owners}|{step.name or step.kind.value}"


# --- added, removed, changed -------------------------------------------------------------------


def _told(subject: Subject, pairs: Pairs[Named], names: dict[str, str]) -> Iterator[Difference]:
    """What was removed, added and changed of one sort of thing."""
    for one in pairs.gone:
        yield Difference(kind=DifferenceKind.REMOVED, subject=subject, id=one.id)
    for one in pairs.new:
        yield Difference(kind=DifferenceKind.ADDED, subject=subject, id=one.id)
    for one, other in pairs.both:
        for field in _FIELDS[subject]:
            old, new = _value(one, field), _value(other, field)
            if old == new or _renamed(old, names) == new:
                continue
            yield Difference(
                kind=DifferenceKind.CHANGED,
                subject=subject,
                id=other.id,
                field=field,
                before=old,
                after=new,
            )


def _renamed(text: str, names: dict[str, str]) -> str:
    """The ids in a text as the second service writes them."""
    return "+".join(names.get(one, one) for one in text.split("+"))


def _limits(items: Pairs[Item]) -> Iterator[Difference]:
    for one, other in items.both:
        for field in ("statutory", "promised"):
            old, new = (_limit(getattr(side, field)) for side in (one, other))
            if old != new:
                yield Difference(
                    kind=DifferenceKind.CHANGED,
                    subject=Subject.LIMIT,
                    id=other.id,
                    field=field,
                    before=old,
                    after=new,
                )


def _limit(limit: Limit | None) -> str:
    return "" if limit is None else f"{limit.duration} {english_value(limit.spans)}"


def _value(thing: Named, field: str) -> str:
    kept = getattr(thing, "original", "") if field == "document" else ""
    return str(kept) or _text(getattr(thing, field), field)  # forms live on in the united one


def _text(value: object, field: str) -> str:
    """One value as text, the same for equal values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return english_value(value)
    if isinstance(value, tuple):
        parts = [_text(one, field) for one in value]
        return "+".join(sorted(parts) if field in _UNORDERED else parts)
    if isinstance(value, Record):
        return "×".join(_text(getattr(value, name), name) for name in type(value).model_fields)
    return str(value)


# --- merges ------------------------------------------------------------------------------------


def _members_of(step: Step) -> frozenset[str]:
    """The steps a step stands for: its members, else itself."""
    return frozenset(one.id for one in step.members) or frozenset((step.id,))


def _forms_of(document: Document) -> frozenset[str]:
    return frozenset(document.members) or frozenset((document.id,))


def _united(
    subject: Subject,
    pairs: Pairs[Named],
    names: dict[str, str],
    stands_for: Callable[[Named], frozenset[str]],
) -> Iterator[Difference]:
    """As ``_told``, but what lives on inside a merged thing is neither added nor removed."""
    # A united form may stand beside the forms it replaces, so look at both sides whole.
    olds: tuple[Named, ...] = pairs.gone + tuple(one for one, _ in pairs.both)
    news: tuple[Named, ...] = pairs.new + tuple(other for _, other in pairs.both)
    merged, inside = _joined(DifferenceKind.MERGED, subject, olds, pairs.new, stands_for)
    split, outside = _joined(DifferenceKind.SPLIT, subject, news, pairs.gone, stands_for)
    left = Pairs(
        both=pairs.both,
        gone=tuple(one for one in pairs.gone if one.id not in inside | split.keys()),
        new=tuple(one for one in pairs.new if one.id not in outside | merged.keys()),
    )
    yield from merged.values()
    yield from split.values()
    yield from _told(subject, left, names)


def _joined(
    kind: DifferenceKind,
    subject: Subject,
    parts: tuple[Named, ...],
    wholes: tuple[Named, ...],
    stands_for: Callable[[Named], frozenset[str]],
) -> tuple[dict[str, Difference], frozenset[str]]:
    """The wholes that stand for several parts, by id, and the ids of all those parts."""
    found: dict[str, Difference] = {}
    inside: set[str] = set()
    for whole in wholes:
        within = stands_for(whole)
        own = [one.id for one in parts if stands_for(one) <= within]
        if len(within) < 2 or not own:
            continue
        inside.update(own)
        sides = ("+".join(own), whole.id)
        found[whole.id] = Difference(
            kind=kind,
            subject=subject,
            id=whole.id,
            before=sides[0] if kind is DifferenceKind.MERGED else sides[1],
            after=sides[1] if kind is DifferenceKind.MERGED else sides[0],
        )
    return found, frozenset(inside)


def _followings(before: Service, after: Service, pairs: Pairs[Step]) -> Iterator[Difference]:
    """Steps that now come after others; a merge alone changes nothing here."""
    old_inside = {one.id: _members_of(one) for one in before.steps}
    new_inside = {one.id: _members_of(one) for one in after.steps}
    new_id = pairs.renamed()
    for one, other in pairs.both:
        if one.after is None or other.after is None:
            continue
        waited = [
            frozenset(new_id.get(each, each) for each in old_inside.get(step, {step}))
            for step in one.after
        ]
        waiting = [new_inside.get(step, frozenset((step,))) for step in other.after]
        kept = all(any(old & new for new in waiting) for old in waited)
        fresh = any(not any(old & new for old in waited) for new in waiting)
        if not kept or fresh:
            yield Difference(
                kind=DifferenceKind.CHANGED,
                subject=Subject.STEP,
                id=other.id,
                field="after",
                before="+".join(one.after),
                after="+".join(other.after),
            )
