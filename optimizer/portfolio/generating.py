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

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from optimizer.formats.district_folder import GENERATED
from optimizer.portfolio.shapes import (
    RESULT,
    Counts,
    ItemShape,
    PaperShape,
    Shapes,
    SourceShape,
    load_shapes,
)
from optimizer.redesign.district import District, Member
from optimizer.service import Service
from optimizer.service.department import Department
from optimizer.service.document import DataSource, Document
from optimizer.service.item import Codes, Item, Limit
from optimizer.service.kinds import (
    CopyKind,
    DocumentClass,
    IssuerKind,
    ItemKind,
    ListCategory,
    Necessity,
    PrecedenceKind,
    StepKind,
)
from optimizer.service.precedence import Precedence
from optimizer.service.requirement import Requirement
from optimizer.service.step import Step
from optimizer.service.terms import EVERYTHING, word
from optimizer.worktime import Duration

_Value = TypeVar("_Value")

_ASSUMED = (EVERYTHING,)
_ORDERS_OF_MAGNITUDE = 4
_OFFICERS_AT_INSPECTIONS = 2
_TRIES = 20
_NOTE = "本服务由程序按示例一件事的分布生成，事项、材料、时限和办件量均非真实数据，只用于演示和测算。"
_COMMITMENT = "生成的告知承诺清单（非真实依据）"


def generated(count: int, seed: int) -> District:
    """A district of services that stand for nothing real.

    Args:
        count: of services, at least 1.
        seed: the same count and seed give the same district on every machine.
    """
    return District(
        name=f"示范区（生成，非真实数据，{count}个一件事）",
        members=tuple(generated_member(count, seed, number) for number in range(1, count + 1)),
        generated=True,
    )


def generated_member(count: int, seed: int, number: int) -> Member:
    """One service of ``generated(count, seed)``, without the others.

    Args:
        number: 1 … ``count``.
    """
    service = _drawn(_catalogue(count, seed), number)
    return Member(key=service.id, service=service)


# --- chance ---------------------------------------------------------------------------------------


class _Chance:
    """Draws that need nothing of ``random`` but what Python promises to keep: ``random()``."""

    def __init__(self, name: str) -> None:
        self._random = random.Random(name)

    def below(self, number: int) -> int:
        """A whole number from 0 on."""
        return int(self._random.random() * number)

    def happens(self, part: int, whole: int) -> bool:
        """Whether something comes about that does in ``part`` of ``whole``."""
        return self.below(whole) < part


class _Urn(Generic[_Value]):
    """Values, each drawn as often as its weight."""

    def __init__(self, weighted: Sequence[tuple[_Value, int]]) -> None:
        self._values = [value for value, _ in weighted]
        self._sums = list(accumulate(weight for _, weight in weighted))

    def draw(self, chance: _Chance) -> _Value:
        """One of the values."""
        return self._values[bisect_right(self._sums, chance.below(self._sums[-1]))]


# --- the district ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Paper:
    """A government-issued document as the whole district knows it."""

    name: str
    holder: str
    edition: str
    document_class: DocumentClass
    source: SourceShape | None


@dataclass(frozen=True)
class _Kind:
    """An item of the catalogue; ``papers`` are the documents that it alone defines."""

    item: Item
    steps: tuple[Step, ...]
    papers: tuple[Document | _Paper | None, ...]
    """``None`` is a result of an earlier item, whichever the service has."""


@dataclass(frozen=True)
class _Catalogue:
    """What the services of one district are drawn from."""

    key: str
    shapes: Shapes
    sizes: _Urn[int]
    items: _Urn[_Kind]
    papers: _Urn[_Paper]
    departments: dict[str, Department]


@lru_cache(maxsize=4)
def _catalogue(count: int, seed: int) -> _Catalogue:
    shapes = load_shapes()
    key = f"{count}/{seed}"
    chance = _Chance(f"catalogue/{key}")
    papers = _Urn(_all_papers(shapes, count, chance))
    return _Catalogue(
        key=key,
        shapes=shapes,
        sizes=_Urn([(int(size), often) for size, often in shapes.sizes]),
        items=_Urn(list(_all_items(shapes, count, chance, papers))),
        papers=papers,
        departments={
            one.name: Department(id=one.name, name=one.name, kind=one.kind, assumed=_ASSUMED)
            for one in shapes.departments
        },
    )


def _all_papers(shapes: Shapes, count: int, chance: _Chance) -> list[tuple[_Paper, int]]:
    """Shared ones as often as measured; as many single ones a service as measured."""
    shared = [(_shared(one), one.services * count) for one in shapes.papers]
    singles = sum(often for _, often in shapes.single_papers)
    classes = _Urn(shapes.single_papers)
    sources = _Urn([(source, often) for often, source in shapes.single_sources])
    found = []
    for number in range(1, max(1, singles * count // shapes.services) + 1):
        document_class = DocumentClass(classes.draw(chance))
        name = f"政府核发{word(document_class)}{number:03d}（生成）"
        source = None
        if chance.happens(shapes.single_sourced, singles):
            source = sources.draw(chance).model_copy(update={"name": f"数据来源：{name}"})
        found.append((_Paper(name, "", "", document_class, source), shapes.services))
    return shared + found


def _shared(one: PaperShape) -> _Paper:
    return _Paper(one.name, one.holder, one.edition, one.document_class, one.source)


def _all_items(
    shapes: Shapes, count: int, chance: _Chance, papers: _Urn[_Paper]
) -> Iterator[tuple[_Kind, int]]:
    """Items of the catalogue, each with the number of services it is wanted in."""
    deciding = _Urn(
        [((one.name, ItemKind(kind)), n) for one in shapes.departments for kind, n in one.items]
    )
    by_kind = {
        kind: _Urn([(one, one.count) for one in shapes.items if one.kind is kind])
        for kind in {one.kind for one in shapes.items}
    }
    wanted = count * sum(int(size) * often for size, often in shapes.sizes) // shapes.services
    spread = _Urn([(int(services), often) for services, often in shapes.item_services])
    number = 0
    # A service of the largest size must find enough different items.
    least = 2 * max(int(size) for size, _ in shapes.sizes)
    while wanted > 0 or number < least:
        number += 1
        services = spread.draw(chance)
        wanted -= services
        department, kind = deciding.draw(chance)
        yield _kind(number, department, by_kind[kind].draw(chance), chance, papers), services


def _kind(
    number: int, department: str, shape: ItemShape, chance: _Chance, papers: _Urn[_Paper]
) -> _Kind:
    name = f"{department}{word(shape.kind)}{number:04d}（生成）"
    item = Item(
        id=name,
        name=name,
        department=department,
        kind=shape.kind,
        case_type=shape.case_type,
        codes=Codes(basic=f"GEN{number:09d}"),
        statutory=_limit(shape.statutory, shape),
        promised=_limit(shape.promised, shape),
        results=(f"{name}办理结果",),
        visits=shape.visits,
        assumed=_ASSUMED,
    )
    return _Kind(item, tuple(_steps(name, shape)), _papers(name, shape, chance, papers))


def _papers(
    item: str, shape: ItemShape, chance: _Chance, district: _Urn[_Paper]
) -> tuple[Document | _Paper | None, ...]:
    own: list[Document | _Paper | None] = []
    for number, paper in enumerate(shape.papers, start=1):
        if paper == RESULT:
            own.append(None)
        elif not paper.endswith(f"/{IssuerKind.GOVERNMENT.value}"):
            own.append(_own_paper(item, paper, number))
        else:
            own.append(_another(own, chance, district))
    return tuple(own)


def _another(
    held: Sequence[Document | _Paper | None], chance: _Chance, district: _Urn[_Paper]
) -> _Paper:
    """One that is not held; in the long run one that is, where there are hardly any others."""
    for _ in range(_TRIES):
        drawn = district.draw(chance)
        if drawn not in held:
            break
    return drawn


def _limit(duration: Duration | None, shape: ItemShape) -> Limit | None:
    return None if duration is None else Limit(duration=duration, spans=shape.spans)


def _own_paper(item: str, paper: str, number: int) -> Document:
    document_class, issuer = paper.split("/")
    kind = DocumentClass(document_class)
    name = f"{item}{word(kind)}{number}"
    return Document(
        id=name,
        name=name,
        document_class=kind,
        issuer_kind=IssuerKind(issuer),
        item=item if kind is DocumentClass.FORM else "",
        assumed=_ASSUMED,
    )


def _steps(item: str, shape: ItemShape) -> Iterator[Step]:
    """The steps of the shape; lawful where they are not."""
    lines = list(shape.steps)
    kinds = {line.split(" ")[0] for line in lines}
    ends = {StepKind.DELIVERY.value, StepKind.ISSUE.value}
    if lines and shape.kind is ItemKind.LICENCE and not kinds & ends:
        lines.append(f"{StepKind.DELIVERY.value} 1 工作日")
    used: Counter[str] = Counter()
    for line in lines:
        kind_word, _, duration = line.partition(" ")
        kind = StepKind(kind_word)
        used[kind] += 1
        name = word(kind) + (f"{used[kind]}" if used[kind] > 1 else "")
        yield Step(
            id=f"{item}/{name}",
            name=name,
            items=(item,),
            kind=kind,
            duration=Duration.parse(duration) if duration else None,
            staff=_OFFICERS_AT_INSPECTIONS if kind is StepKind.INSPECTION else 1,
            assumed=_ASSUMED,
        )


# --- a service ------------------------------------------------------------------------------------


@dataclass
class _Draft:
    """A service being drawn."""

    chance: _Chance
    documents: dict[str, Document] = field(default_factory=dict)
    needs: list[Requirement] = field(default_factory=list)
    sources: dict[str, tuple[SourceShape, list[str]]] = field(default_factory=dict)


def _drawn(catalogue: _Catalogue, number: int) -> Service:
    draft = _Draft(_Chance(f"service/{catalogue.key}/{number}"))
    kinds = _bundle(catalogue, draft.chance)
    for place, kind in enumerate(kinds):
        _add_needs(draft, catalogue, kind, kinds[:place])
    for kind in kinds:
        result = kind.item.results[0]
        draft.documents[result] = _government(result, DocumentClass.CERTIFICATE)
    items = tuple(kind.item for kind in kinds)
    departments = Counter(item.department for item in items)
    magnitude = 10 ** draft.chance.below(_ORDERS_OF_MAGNITUDE)
    category = _Urn(catalogue.shapes.list_categories).draw(draft.chance)
    return Service(
        id=f"gen-{number:03d}",
        name=f"示范一件事{number:03d}{GENERATED}",
        region="示范区（非真实地区）",
        list_category=ListCategory(category),
        lead_department=departments.most_common(1)[0][0],
        yearly_cases=magnitude * (10 + draft.chance.below(90)),
        departments=tuple(catalogue.departments[name] for name in departments),
        documents=tuple(draft.documents.values()),
        items=items,
        requirements=tuple(draft.needs),
        steps=tuple(step for kind in kinds for step in kind.steps),
        precedences=tuple(_precedences(catalogue.shapes, items, draft.chance)),
        data_sources=tuple(_data_sources(draft)),
        notes=(_NOTE,),
    )


def _bundle(catalogue: _Catalogue, chance: _Chance) -> list[_Kind]:
    """Different items; a draw that keeps giving the same ones leaves the service smaller."""
    found: dict[str, _Kind] = {}
    size = catalogue.sizes.draw(chance)
    for _ in range(_TRIES * size):
        if len(found) == size:
            break
        kind = catalogue.items.draw(chance)
        found.setdefault(kind.item.id, kind)
    return list(found.values())


def _add_needs(draft: _Draft, catalogue: _Catalogue, kind: _Kind, earlier: list[_Kind]) -> None:
    chance, shapes, item = draft.chance, catalogue.shapes, kind.item.id
    asked: dict[str, None] = {}
    for paper in kind.papers:
        if isinstance(paper, Document):
            draft.documents[paper.id] = paper
            asked[paper.id] = None
        elif paper is None and earlier:
            asked[earlier[chance.below(len(earlier))].item.results[0]] = None
        else:
            asked[_outer(draft, paper or catalogue.papers.draw(chance))] = None
    for document in asked:
        draft.needs.append(
            Requirement(
                id=f"{item}/{document}",
                item=item,
                document=document,
                copy_kind=CopyKind(_Urn(shapes.copies).draw(chance)),
                necessity=Necessity(_Urn(shapes.necessities).draw(chance)),
                commitment=_COMMITMENT if chance.happens(shapes.committed, shapes.needs) else "",
                assumed=_ASSUMED,
            )
        )


def _outer(draft: _Draft, paper: _Paper) -> str:
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
        assumed=_ASSUMED,
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
            assumed=_ASSUMED,
        )


def _precedences(shapes: Shapes, items: Sequence[Item], chance: _Chance) -> Iterator[Precedence]:
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
                assumed=_ASSUMED,
            )


def _by_kind(counts: Counts) -> Iterator[tuple[PrecedenceKind, int]]:
    return ((PrecedenceKind(kind), often) for kind, often in counts)
