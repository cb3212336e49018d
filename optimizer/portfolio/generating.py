"""Districts that stand for nothing real, drawn from the shapes of the shipped services.

A district has a catalogue of items, departments, government-issued documents and data sources. A
service bundles items of the catalogue, so the same item stands in several services, and one source
serves many. Number of items, steps, limits, documents and their sources are drawn as they were
measured (``portfolio.shapes``); two things are not measured, since no shipped service tells them:

* yearly cases: 10 to 99,000, every order of magnitude as often as the next;
* which items go together: any.

What the law wants of every service is added where the shape lacks it: two officers at an
inspection, delivery of a licence. Situations are not drawn. Everything is marked assumed (推定值).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.evaluation.district.rows import GENERATED_MARK
from optimizer.portfolio.catalogue import ASSUMED, Catalogue, Kind, Paper, catalogue
from optimizer.portfolio.chance import Chance, Urn
from optimizer.portfolio.shapes import Counts, Shapes, SourceShape
from optimizer.redesign.district import District, Member
from optimizer.service import Service
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Item
from optimizer.service.kinds import (
    CopyKind,
    DocumentClass,
    IssuerKind,
    ListCategory,
    Necessity,
    PrecedenceKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement

_ORDERS_OF_MAGNITUDE = 4
_TRIES = 20
_NOTE = (
    "本服务由程序按示例一件事的分布生成，事项、材料、时限和办件量均非真实数据，只用于演示和测算。"
)
_COMMITMENT = "生成的告知承诺清单（非真实依据）"


def generated(count: int, seed: int) -> District:
    """A district of services that stand for nothing real.

    Args:
        count: of services, at least 1.
        seed: the same count and seed give the same district on every machine.
    """
    return District(
        name=generated_name(count),
        members=tuple(generated_member(count, seed, number) for number in range(1, count + 1)),
        generated=True,
    )


def generated_name(count: int) -> str:
    """What a generated district of so many services is called."""
    return f"示范区（生成，非真实数据，{count}个一件事）"


def generated_member(count: int, seed: int, number: int) -> Member:
    """One service of ``generated(count, seed)``, without the others.

    Args:
        count: of services in the district.
        seed: of the district.
        number: 1 … ``count``.
    """
    service = _drawn(catalogue(count, seed), number)
    return Member(key=service.id, service=service)


@dataclass
class _Draft:
    """A service being drawn."""

    chance: Chance
    documents: dict[str, Document] = field(default_factory=dict)
    needs: list[Requirement] = field(default_factory=list)
    sources: dict[str, tuple[SourceShape, list[str]]] = field(default_factory=dict)


def _drawn(district: Catalogue, number: int) -> Service:
    draft = _Draft(Chance(f"service/{district.key}/{number}"))
    kinds = _bundle(district, draft.chance)
    for place, kind in enumerate(kinds):
        _add_needs(draft, district, kind, kinds[:place])
    for kind in kinds:
        result = kind.item.results[0]
        draft.documents[result] = _government(result, DocumentClass.CERTIFICATE).model_copy(
            update={"issuer": kind.item.department}
        )
    items = tuple(kind.item for kind in kinds)
    departments = Counter(item.department for item in items)
    magnitude = 10 ** draft.chance.below(_ORDERS_OF_MAGNITUDE)
    category = Urn(district.shapes.list_categories).draw(draft.chance)
    return Service(
        id=f"gen-{number:03d}",
        name=f"示范一件事{number:03d}{GENERATED_MARK}",
        region="示范区（非真实地区）",
        list_category=ListCategory(category),
        lead_department=departments.most_common(1)[0][0],
        yearly_cases=magnitude * (10 + draft.chance.below(90)),
        departments=tuple(district.departments[name] for name in departments),
        documents=tuple(draft.documents.values()),
        items=items,
        requirements=tuple(draft.needs),
        steps=tuple(step for kind in kinds for step in kind.steps),
        precedences=tuple(_precedences(district.shapes, items, draft.chance)),
        data_sources=tuple(_data_sources(draft)),
        notes=(_NOTE,),
    )


def _bundle(district: Catalogue, chance: Chance) -> list[Kind]:
    """Different items; a draw that keeps giving the same ones leaves the service smaller."""
    found: dict[str, Kind] = {}
    size = district.sizes.draw(chance)
    for _ in range(_TRIES * size):
        if len(found) == size:
            break
        kind = district.items.draw(chance)
        found.setdefault(kind.item.id, kind)
    return list(found.values())


def _add_needs(draft: _Draft, district: Catalogue, kind: Kind, earlier: list[Kind]) -> None:
    chance, shapes, item = draft.chance, district.shapes, kind.item.id
    asked: dict[str, None] = {}
    for paper in kind.papers:
        if isinstance(paper, Document):
            draft.documents[paper.id] = paper
            asked[paper.id] = None
        elif paper is None and earlier:
            asked[earlier[chance.below(len(earlier))].item.results[0]] = None
        else:
            asked[_outer(draft, paper or district.papers.draw(chance))] = None
    for document in asked:
        draft.needs.append(
            Requirement(
                id=f"{item}/{document}",
                item=item,
                document=document,
                copy_kind=CopyKind(Urn(shapes.copies).draw(chance)),
                necessity=Necessity(Urn(shapes.necessities).draw(chance)),
                commitment=_COMMITMENT if chance.happens(shapes.committed, shapes.needs) else "",
                assumed=ASSUMED,
            )
        )


def _outer(draft: _Draft, paper: Paper) -> str:
    """A government-issued document from outside the service, with its source."""
    draft.documents[paper.name] = _government(paper.name, paper.document_class).model_copy(
        update={"holder": paper.holder, "edition": paper.edition}
    )
    if paper.source is not None:
        _, delivers = draft.sources.setdefault(paper.source.name, (paper.source, []))
        if paper.name not in delivers:
            delivers.append(paper.name)
    return paper.name


def _government(name: str, document_class: DocumentClass) -> Document:
    return Document(
        id=name,
        name=name,
        document_class=document_class,
        issuer_kind=IssuerKind.GOVERNMENT,
        assumed=ASSUMED,
    )


def _data_sources(draft: _Draft) -> Iterator[DataSource]:
    for name, (shape, documents) in draft.sources.items():
        yield DataSource(
            id=name,
            name=name,
            documents=tuple(documents),
            sharing=shape.sharing,
            progress=shape.progress,
            effort=shape.effort,
            assumed=ASSUMED,
        )


def _precedences(shapes: Shapes, items: Sequence[Item], chance: Chance) -> Iterator[Precedence]:
    """Later items wait for one of the earlier, so that no circle closes."""
    held: set[tuple[str, str]] = set()
    for place, item in enumerate(items[1:], start=1):
        for kind, often in _by_kind(shapes.precedences):
            before = items[chance.below(place)].id
            if not chance.happens(often, shapes.later_items) or (before, item.id) in held:
                continue
            held.add((before, item.id))
            yield Precedence(
                id=f"{before}→{item.id}",
                before=before,
                after=item.id,
                kind=kind,
                assumed=ASSUMED,
            )


def _by_kind(counts: Counts) -> Iterator[tuple[PrecedenceKind, int]]:
    return ((PrecedenceKind(kind), often) for kind, often in counts)
