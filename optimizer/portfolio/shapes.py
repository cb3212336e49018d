"""The shapes that services are generated from, measured over the shipped services.

``python -m optimizer.portfolio.shapes`` measures and writes ``data/generator.json``; names of
services and items, codes and texts of law are left behind.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TypeVar

from optimizer.places import data_directory
from optimizer.service import Service, chosen_options, in_situation
from optimizer.service.document import DataSource, Document
from optimizer.service.duration import DurationField
from optimizer.service.item import Item
from optimizer.service.kinds import (
    CaseType,
    DepartmentKind,
    DocumentClass,
    Grade,
    IssuerKind,
    ItemKind,
    Progress,
    Sharing,
    Span,
)
from optimizer.service.record import Record
from optimizer.workspace.shipped import shipped

RESULT = "result"
"""Stands for a document that another item of the same service issues."""

Counts = tuple[tuple[str, int], ...]
"""Values with how often each was met."""


class ItemShape(Record):
    """What items have in common that differ in name only.

    Attributes:
        count: items of this shape.
        steps: kind and duration of each, ``review 3 工作日``; without a duration it is unknown.
        papers: class and issuer of each document asked for, ``form/applicant``, or ``RESULT``.
    """

    count: int
    kind: ItemKind
    case_type: CaseType
    statutory: DurationField | None
    promised: DurationField | None
    spans: Span
    visits: int | None
    steps: tuple[str, ...]
    papers: tuple[str, ...]


class DepartmentShape(Record):
    """A department that several services name, with how many items of each kind it decides."""

    name: str
    kind: DepartmentKind
    items: Counts


class SourceShape(Record):
    """A data source as the services describe it."""

    name: str
    sharing: Sharing
    progress: Progress
    effort: Grade | None


class PaperShape(Record):
    """A government-issued document that several services ask for.

    Attributes:
        services: how many ask for it.
        source: that delivers it; ``None`` where no service names one.
    """

    name: str
    holder: str
    edition: str
    document_class: DocumentClass
    services: int
    source: SourceShape | None


class Shapes(Record):
    """Everything that is drawn from.

    Attributes:
        services: how many were measured, each in its default situation.
        sizes: services by number of items.
        item_services: names of items by the number of services they stand in.
        later_items: items that are not the first of their service.
        precedences: those that are declared, by kind.
        needs: requirements; ``committed`` of them may be replaced by a commitment.
        single_papers: government-issued documents that one service alone asks for;
            ``single_sourced`` of them have a data source.
    """

    services: int
    sizes: Counts
    list_categories: Counts
    item_services: Counts
    later_items: int
    precedences: Counts
    needs: int
    committed: int
    necessities: Counts
    copies: Counts
    single_papers: Counts
    single_sourced: int
    single_sources: tuple[tuple[int, SourceShape], ...]
    departments: tuple[DepartmentShape, ...]
    papers: tuple[PaperShape, ...]
    items: tuple[ItemShape, ...]


@cache
def load_shapes() -> Shapes:
    """The shapes as they were measured last."""
    path = data_directory() / "generator.json"
    return Shapes.model_validate_json(path.read_text(encoding="utf-8"))


def measured(services: Iterable[Service]) -> Shapes:
    """Measure services, each in its default situation."""
    held = tuple(in_situation(one, chosen_options(one, {})) for one in services)
    needs = [need for one in held for need in one.requirements]
    papers, single = _papers(held)
    sourced = [source for _, source in single if source is not None]
    return Shapes(
        services=len(held),
        sizes=_counts(len(one.items) for one in held),
        list_categories=_counts(one.list_category.value for one in held),
        item_services=_counts(_services_by_name(held).values()),
        later_items=sum(len(one.items) - 1 for one in held),
        precedences=_counts(p.kind.value for one in held for p in one.precedences),
        needs=len(needs),
        committed=sum(bool(need.commitment) for need in needs),
        necessities=_counts(need.necessity.value for need in needs),
        copies=_counts(need.copy_kind.value for need in needs),
        single_papers=_counts(one for one, _ in single),
        single_sourced=len(sourced),
        single_sources=tuple((n, one) for one, n in _ordered(Counter(map(_nameless, sourced)))),
        departments=_departments(held),
        papers=papers,
        items=_items(held),
    )


def written(shapes: Shapes) -> str:
    """The text of the file: one entry a line."""
    lines = []
    for key, value in shapes.model_dump(mode="json").items():
        entries = isinstance(value, list) and value and isinstance(value[0], dict)
        if entries:
            inner = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in value)
            lines.append(f' "{key}": [\n{inner}\n ]')
        else:
            lines.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


# --- measuring ------------------------------------------------------------------------------------


def _counts(values: Iterable[str | int]) -> Counts:
    found = Counter(values)
    return tuple((str(value), found[value]) for value in sorted(found))


def _services_by_name(services: Iterable[Service]) -> Counter[str]:
    names = chain.from_iterable({item.name or item.id for item in one.items} for one in services)
    return Counter(names)


def _departments(services: Sequence[Service]) -> tuple[DepartmentShape, ...]:
    """Those that two services or more name; a joint name of several bodies is nobody's."""
    deciding: Counter[tuple[str, DepartmentKind, str]] = Counter()
    naming: Counter[tuple[str, DepartmentKind]] = Counter()
    for service in services:
        held = {one.id: one for one in service.departments}
        for item in service.items:
            one = held[item.department]
            deciding[one.name or one.id, one.kind, item.kind.value] += 1
        naming.update({(one.name or one.id, one.kind) for one in held.values()})
    found = []
    for name, kind in sorted(naming):
        items = {key[2]: count for key, count in deciding.items() if key[:2] == (name, kind)}
        if naming[name, kind] > 1 and items and not set("/、") & set(name):
            found.append(DepartmentShape(name=name, kind=kind, items=tuple(sorted(items.items()))))
    return tuple(found)


def _papers(
    services: Sequence[Service],
) -> tuple[tuple[PaperShape, ...], list[tuple[str, SourceShape | None]]]:
    """Government-issued documents nobody in the service issues: shared ones, and the others."""
    asking: Counter[tuple[str, str, str, DocumentClass]] = Counter()
    sources: dict[tuple[str, str, str, DocumentClass], SourceShape] = {}
    for service in services:
        for document in _outer_papers(service):
            key = (document.name or document.id, *_identity(document))
            asking[key] += 1
            source = next((q for q in service.data_sources if document.id in q.documents), None)
            if source is not None:
                both = (sources.get(key, _source(source)), _source(source))
                sources[key] = min(both, key=SourceShape.model_dump_json)
    shared = tuple(
        PaperShape(
            name=name,
            holder=holder,
            edition=edition,
            document_class=document_class,
            services=count,
            source=sources.get((name, holder, edition, document_class)),
        )
        for (name, holder, edition, document_class), count in sorted(asking.items())
        if count > 1
    )
    single = [(key[3].value, sources.get(key)) for key, often in asking.items() if often == 1]
    return shared, single


def _outer_papers(service: Service) -> Iterator[Document]:
    made = {result for item in service.items for result in item.results}
    asked = {need.document for need in service.requirements} - made
    for document in service.documents:
        if document.id in asked and document.issuer_kind is IssuerKind.GOVERNMENT:
            yield document


def _identity(document: Document) -> tuple[str, str, DocumentClass]:
    return document.holder, document.edition, document.document_class


def _source(source: DataSource) -> SourceShape:
    return SourceShape(
        name=source.name or source.id,
        sharing=source.sharing,
        progress=source.progress,
        effort=source.effort,
    )


def _nameless(source: SourceShape) -> SourceShape:
    return source.model_copy(update={"name": ""})


def _items(services: Sequence[Service]) -> tuple[ItemShape, ...]:
    found = Counter(_shape(service, item) for service in services for item in service.items)
    return tuple(one.model_copy(update={"count": count}) for one, count in _ordered(found))


def _shape(service: Service, item: Item) -> ItemShape:
    made = {result for one in service.items for result in one.results}
    documents: Mapping[str, Document] = {one.id: one for one in service.documents}
    limit = item.limit()
    return ItemShape(
        count=1,
        kind=item.kind,
        case_type=item.case_type,
        statutory=None if item.statutory is None else item.statutory.duration,
        promised=None if item.promised is None else item.promised.duration,
        spans=Span.DECISION if limit is None else limit.spans,
        visits=item.visits,
        steps=tuple(
            f"{step.kind.value} {'' if step.duration is None else step.duration}".rstrip()
            for step in service.steps_of(item.id)
        ),
        papers=tuple(
            sorted(
                RESULT if need.document in made else _paper(documents[need.document])
                for need in service.requirements_of(item.id)
            )
        ),
    )


def _paper(document: Document) -> str:
    return f"{document.document_class.value}/{document.issuer_kind.value}"


_Shape = TypeVar("_Shape", ItemShape, SourceShape)


def _ordered(found: Counter[_Shape]) -> list[tuple[_Shape, int]]:
    """Shapes in an order that does not depend on the order of the services."""
    return sorted(found.items(), key=lambda one: (-one[1], one[0].model_dump_json()))


def main() -> None:
    """Measure the shipped services and write the file."""
    text = written(measured(one.service for one in shipped()))
    (data_directory() / "generator.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
