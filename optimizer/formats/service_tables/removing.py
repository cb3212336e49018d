"""What goes with a record that is taken out, and what stays but changes."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from optimizer.service.document import Document
from optimizer.service.kinds import Anchor, Route
from optimizer.service.record import Record
from optimizer.service.requirement import Requirement
from optimizer.service.service import Service
from optimizer.service.situation import Condition
from optimizer.service.step import Step
from optimizer.service.using import used_documents

_Any = TypeVar("_Any", bound=Record)
_LISTS = (
    "items",
    "steps",
    "requirements",
    "documents",
    "precedences",
    "externals",
    "departments",
    "data_sources",
    "situations",
)


class Gone(NamedTuple):
    """Ids that nothing has any more, by list of the service."""

    items: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    data_sources: frozenset[str] = frozenset()
    situations: frozenset[str] = frozenset()


def without(service: Service, held: str, rows: Iterable[int]) -> Service:
    """The service without some records of one list and what only exists for them.

    With an item go its steps, requirements and precedences, its own forms, and documents nobody
    needs then; a joint step loses the item. With a document go the requirements for it; with a
    requirement goes a document nobody needs then. Steps behind one that goes come after what
    stood before it. A material that came from a source or an item that goes is handed in again.
    With a question go the conditions on it: what depended on the answer applies always.

    Args:
        service: any service.
        held: the list of the service.
        rows: places in it; places that are not there are passed over.
    """
    taken = set(rows)
    records: tuple[Record, ...] = getattr(service, held)
    kept = tuple(one for place, one in enumerate(records) if place not in taken)
    left = service.model_copy(update={held: kept})
    used = set(used_documents(service))
    left = _settled(service, left)
    idle = used - set(used_documents(left)) - _mentioned(left)
    if held in ("items", "requirements") and idle:
        documents = tuple(one for one in left.documents if one.id not in idle)
        left = _settled(left, left.model_copy(update={"documents": documents}))
    return left


def _mentioned(service: Service) -> set[str]:
    """Documents that others are made of."""
    found = {member for one in service.documents for member in one.members}
    return found | {need.original for need in service.requirements}


def _settled(before: Service, left: Service) -> Service:
    """``left``, in which nothing refers to what only ``before`` had."""
    gone = _gone(before, left)
    while any(gone):
        first = left
        left = _without_references(left, gone, before)
        gone, before = _gone(first, left), first
    return left


def _gone(before: Service, after: Service) -> Gone:
    def lost(name: str) -> frozenset[str]:
        return frozenset(_ids(before, name) - _ids(after, name))

    return Gone(
        **{name: lost(name) for name in Gone._fields if name != "teams"},
        teams=frozenset(_teams(before) - _teams(after)),
    )


def _ids(service: Service, name: str) -> set[str]:
    records: tuple[Record, ...] = getattr(service, name)
    return {str(getattr(one, "id", "")) for one in records}


def _teams(service: Service) -> set[str]:
    return {team.id for one in service.departments for team in one.teams}


def _without_references(service: Service, gone: Gone, before: Service) -> Service:
    lead = _not(service.lead_department, gone.departments)
    return service.model_copy(
        update={
            "lead_department": lead,
            "items": tuple(
                _changed(
                    one, results=_less(one.results, gone.documents), when=_when(one.when, gone)
                )
                for one in service.items
            ),
            "steps": tuple(
                _steps(service.steps, gone, {one.id: one.after or () for one in before.steps})
            ),
            "requirements": tuple(_requirements(service, gone, _makers(before) - _makers(service))),
            "documents": tuple(_documents(service, gone)),
            "precedences": tuple(
                _changed(one, step=_not(one.step, gone.steps), when=_when(one.when, gone))
                for one in service.precedences
                if one.before not in gone.items and one.after not in gone.items
            ),
            "externals": tuple(
                _changed(one, items=_less(one.items, gone.items))
                for one in service.externals
                if not one.items or set(one.items) - gone.items
            ),
            "departments": tuple(
                _changed(one, decides=_less(one.decides, gone.items)) for one in service.departments
            ),
            "data_sources": tuple(
                _changed(
                    one,
                    owner=_not(one.owner, gone.departments),
                    documents=_less(one.documents, gone.documents),
                )
                for one in service.data_sources
            ),
        }
    )


def _makers(service: Service) -> set[str]:
    """Documents that an item issues."""
    return {result for item in service.items for result in item.results}


def _documents(service: Service, gone: Gone) -> Iterable[Document]:
    """The documents without the forms of items that are gone, unless others need them, too."""
    needed = {need.document for need in service.requirements if need.item not in gone.items}
    for one in service.documents:
        if one.item not in gone.items or one.id in needed:
            yield _changed(
                one,
                item=_not(one.item, gone.items),
                issuer=_not(one.issuer, gone.departments),
                members=_less(one.members, gone.documents),
            )


def _requirements(service: Service, gone: Gone, unmade: set[str]) -> Iterable[Requirement]:
    """The requirements left; ``unmade`` are documents whose item is gone."""
    for one in service.requirements:
        if one.item in gone.items or one.document in gone.documents:
            continue
        lost_source = one.route is Route.RETRIEVE and one.source in gone.data_sources
        lost_maker = one.route is Route.RESULT and one.document in unmade
        yield _changed(
            one,
            needed_by=Anchor.ACCEPTANCE.value if one.needed_by in gone.steps else one.needed_by,
            source=_not(one.source, gone.data_sources),
            route=Route.HAND_IN if lost_source or lost_maker else one.route,
            original=_not(one.original, gone.documents),
            when=_when(one.when, gone),
        )


def _steps(
    steps: Iterable[Step], gone: Gone, before: Mapping[str, tuple[str, ...]]
) -> Iterable[Step]:
    for step in steps:
        items = _less(step.items, gone.items)
        if not items:
            continue
        yield _changed(
            step,
            items=items,
            departments=_less(step.departments, gone.departments),
            demands=tuple(one for one in step.demands if one.team not in gone.teams),
            after=None if step.after is None else _reattached(step.after, gone.steps, before),
            members=tuple(_steps(step.members, gone, before)),
            when=_when(step.when, gone),
        )


def _reattached(
    after: tuple[str, ...], gone: frozenset[str], before: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """What stood before the steps that are gone, in their place."""
    found: list[str] = []
    open_ids, seen = list(after), set(after)
    while open_ids:
        current = open_ids.pop(0)
        if current not in gone:
            found.append(current)
            continue
        fresh = [one for one in before.get(current, ()) if one not in seen]
        seen.update(fresh)
        open_ids = [*fresh, *open_ids]
    return tuple(found)


def _when(when: tuple[Condition, ...], gone: Gone) -> tuple[Condition, ...]:
    return tuple(one for one in when if one.question not in gone.situations)


def _less(held: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in held if one not in gone)


def _not(held: str, gone: frozenset[str]) -> str:
    return "" if held in gone else held


def _changed(record: _Any, **values: object) -> _Any:
    """The record with these values; itself where they are what it holds."""
    fresh = {name: value for name, value in values.items() if getattr(record, name) != value}
    return record.model_copy(update=fresh) if fresh else record


def differing(before: Service, after: Service) -> Iterable[tuple[str, str, bool]]:
    """What differs: list of the service, id, and whether the record is gone."""
    for name in _LISTS:
        held: dict[str, Record] = {getattr(one, "id", ""): one for one in getattr(after, name)}
        for one in getattr(before, name):
            if one.id not in held:
                yield name, one.id, True
            elif held[one.id] != one:
                yield name, one.id, False
