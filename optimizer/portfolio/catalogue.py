"""What the services of a generated district are drawn from: items, documents, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from optimizer.portfolio.chance import Chance, Urn
from optimizer.portfolio.shapes import (
    RESULT,
    ItemShape,
    PaperShape,
    Shapes,
    SourceShape,
    load_shapes,
)
from optimizer.service.department import Department
from optimizer.service.document import Document
from optimizer.service.item import Codes, Item, Limit
from optimizer.service.kinds import DocumentClass, IssuerKind, ItemKind, StepKind
from optimizer.service.step import Step
from optimizer.service.terms import EVERYTHING, word
from optimizer.worktime import Duration

ASSUMED = (EVERYTHING,)
_OFFICERS_AT_INSPECTIONS = 2
_TRIES = 20
MOST_PAPERS = 100
"""Fewer papers than this has any item; its papers are numbered within so many numbers."""

_SIGNS = (
    "甲乙丙丁戊己庚辛壬癸",
    "子丑寅卯辰巳午未申酉戌亥",
    "角亢氐房心尾箕斗牛女虚危室壁奎娄胃昴毕觜参井鬼柳星张翼轸",
    ascii_uppercase,
    ascii_uppercase,
)
_CHECKS = "天地玄黄宇宙洪荒日月盈昃宿列寒来暑往秋收冬藏闰余成岁律吕调阳云"
"""As many as a prime larger than any row of signs, and none of their signs."""
_PAPER_WORDS = {
    DocumentClass.FORM: "申请表",
    DocumentClass.CERTIFICATE: "证照",
    DocumentClass.APPROVAL: "批文",
    DocumentClass.REPORT: "报告",
    DocumentClass.COMMITMENT: "承诺书",
    DocumentClass.OTHER: "材料",
}


@dataclass(frozen=True)
class Paper:
    """A government-issued document as the whole district knows it."""

    name: str
    holder: str
    edition: str
    document_class: DocumentClass
    source: SourceShape | None


@dataclass(frozen=True)
class Kind:
    """An item of the catalogue; ``papers`` are the documents that it alone defines."""

    item: Item
    steps: tuple[Step, ...]
    papers: tuple[Document | Paper | None, ...]
    """``None`` is a result of an earlier item, whichever the service has."""


@dataclass(frozen=True)
class Catalogue:
    """What the services of one district are drawn from."""

    key: str
    shapes: Shapes
    sizes: Urn[int]
    items: Urn[Kind]
    papers: Urn[Paper]
    departments: dict[str, Department]


@lru_cache(maxsize=4)
def catalogue(count: int, seed: int) -> Catalogue:
    """What the services of a district of so many are drawn from; the same for the same seed."""
    shapes = load_shapes()
    key = f"{count}/{seed}"
    chance = Chance(f"catalogue/{key}")
    papers = Urn(_all_papers(shapes, count, chance))
    return Catalogue(
        key=key,
        shapes=shapes,
        sizes=Urn([(int(size), often) for size, often in shapes.sizes]),
        items=Urn(list(_all_items(shapes, count, chance, papers))),
        papers=papers,
        departments={
            one.name: Department(id=one.name, name=one.name, kind=one.kind, assumed=ASSUMED)
            for one in shapes.departments
        },
    )


def _all_papers(shapes: Shapes, count: int, chance: Chance) -> list[tuple[Paper, int]]:
    """Shared ones as often as measured; as many single ones a service as measured."""
    shared = [(_shared(one), one.services * count) for one in shapes.papers]
    singles = sum(often for _, often in shapes.single_papers)
    classes = Urn(shapes.single_papers)
    sources = Urn([(source, often) for often, source in shapes.single_sources])
    found = []
    for number in range(1, max(1, singles * count // shapes.services) + 1):
        document_class = DocumentClass(classes.draw(chance))
        name = f"{_PAPER_WORDS[document_class]}{signs(number * MOST_PAPERS)}"
        source = None
        if chance.happens(shapes.single_sourced, singles):
            source = sources.draw(chance).model_copy(update={"name": f"数据来源：{name}"})
        found.append((Paper(name, "", "", document_class, source), shapes.services))
    return shared + found


def _shared(one: PaperShape) -> Paper:
    return Paper(one.name, one.holder, one.edition, one.document_class, one.source)


def _all_items(
    shapes: Shapes, count: int, chance: Chance, papers: Urn[Paper]
) -> Iterator[tuple[Kind, int]]:
    """Items of the catalogue, each with the number of services it is wanted in."""
    deciding = Urn(
        [((one.name, ItemKind(kind)), n) for one in shapes.departments for kind, n in one.items]
    )
    by_kind = {
        kind: Urn([(one, one.count) for one in shapes.items if one.kind is kind])
        for kind in {one.kind for one in shapes.items}
    }
    wanted = count * sum(int(size) * often for size, often in shapes.sizes) // shapes.services
    spread = Urn([(int(services), often) for services, often in shapes.item_services])
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
    number: int, department: str, shape: ItemShape, chance: Chance, papers: Urn[Paper]
) -> Kind:
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
        results=(f"结果{signs(number * MOST_PAPERS)}",),
        visits=shape.visits,
        assumed=ASSUMED,
    )
    return Kind(item, tuple(_steps(name, shape)), _papers(item, number, shape, chance, papers))


def signs(number: int) -> str:
    """Signs for a number, in names that must not look alike.

    What differs in a digit only might be one document misspelt (``service.checks.near_names``).
    Signs of two numbers differ in two places at least, so that no two names are near: where only
    one of the others differs, the numbers are not equal modulo 31, and the last differs, too.
    That holds unless they differ by a multiple of 104,160; districts of less than 1,500 services
    need no such numbers.
    """
    found, rest = "", number
    for row in _SIGNS:
        found += row[rest % len(row)]
        rest //= len(row)
    return f"{found}{rest or ''}{_CHECKS[number % len(_CHECKS)]}"


def _papers(
    item: Item, item_number: int, shape: ItemShape, chance: Chance, district: Urn[Paper]
) -> tuple[Document | Paper | None, ...]:
    own: list[Document | Paper | None] = []
    for number, paper in enumerate(shape.papers, start=1):
        if paper == RESULT:
            own.append(None)
        elif not paper.endswith(f"/{IssuerKind.GOVERNMENT.value}"):
            own.append(_own_paper(item.id, paper, signs(item_number * MOST_PAPERS + number)))
        else:
            own.append(_another(own, chance, district))
    return tuple(own)


def _another(
    held: Sequence[Document | Paper | None], chance: Chance, district: Urn[Paper]
) -> Paper:
    """One that is not held; one that is where there are hardly any others."""
    drawn = district.draw(chance)
    for _ in range(_TRIES):
        if drawn not in held:
            break
        drawn = district.draw(chance)
    return drawn


def _limit(duration: Duration | None, shape: ItemShape) -> Limit | None:
    return None if duration is None else Limit(duration=duration, spans=shape.spans)


def _own_paper(item: str, paper: str, mark: str) -> Document:
    document_class, issuer = paper.split("/")
    kind = DocumentClass(document_class)
    name = f"{_PAPER_WORDS[kind]}{mark}"
    return Document(
        id=name,
        name=name,
        document_class=kind,
        issuer_kind=IssuerKind(issuer),
        item=item if kind is DocumentClass.FORM else "",
        assumed=ASSUMED,
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
            assumed=ASSUMED,
        )
