"""Which documents of one service or of many may be one: pairs with a score, and groups of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import combinations, product

from rapidfuzz import fuzz, process

from optimizer.matching.comparing import RULED_OUT, Against, Comparison, Reason, compare
from optimizer.matching.reading import ReadName, read_name
from optimizer.matching.synonyms import Named, Synonyms
from optimizer.service.document import Document
from optimizer.service.document_names import is_form
from optimizer.service.kinds import DocumentClass
from optimizer.service.service import Service

SUGGESTED_FROM = 0.65
"""Score from which a pair is suggested: the lowest step at which no two different documents of the
tuning half are (``docs/matching.md``)."""

_WORTH_COMPARING = 45
"""Raw likeness (0 … 100) below which two names without a common synonym are not looked at."""
_MOST_COMPARED = 200_000
"""Pairs looked at for their spelling, the most alike ones: 3,000 names of many services have
fewer, 1,900 numbered drawings of one have two million, and each takes some 40 µs."""
_ASKED_TOGETHER = 0.95
"""An item that asks for both rarely asks for one document twice."""


@dataclass(frozen=True)
class Candidate:
    """A document that may be one with others.

    Attributes:
        service, document: ids; together they tell candidates apart.
        named: its name with holder and edition, and of a form the name of its item.
        form: whether it is an application form; its identity includes its item.
        code: of the e-certificate catalogue; beats every spelling where both have one.
        items: ids of the items that need or issue it.
    """

    service: str
    document: str
    named: Named
    form: bool = False
    code: str = ""
    items: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """Two documents that may be one. Whoever decides is asked; nothing is merged here.

    Attributes:
        score: ``SUGGESTED_FROM`` … 1; 1 is not certainty but the same words.
        reasons: what speaks for it, the strongest first.
        against: what speaks against it without ruling it out.
    """

    first: Candidate
    second: Candidate
    score: float
    reasons: tuple[Reason, ...]
    against: tuple[Against, ...] = ()


def candidates(service: Service) -> tuple[Candidate, ...]:
    """The documents of a service; a united form is made of others and is none."""
    users: dict[str, set[str]] = {}
    for need in service.requirements:
        users.setdefault(need.document, set()).add(need.item)
    for item in service.items:
        for result in item.results:
            users.setdefault(result, set()).add(item.id)
    names = {item.id: item.name or item.id for item in service.items}
    return tuple(
        _candidate(service.id, one, frozenset(users.get(one.id, ())), names)
        for one in service.documents
        if not one.members
    )


def _candidate(
    service: str, document: Document, items: frozenset[str], names: dict[str, str]
) -> Candidate:
    name = document.name or document.id
    form = document.document_class is DocumentClass.FORM or is_form(name)
    owner = document.item or (next(iter(items)) if form and len(items) == 1 else "")
    item = names.get(owner, owner) if form else ""
    return Candidate(
        service,
        document.id,
        Named(name, document.holder, document.edition, item),
        form,
        document.certificate_code,
        items,
    )


def suggestions(
    documents: Iterable[Candidate], known: Synonyms, least: float = SUGGESTED_FROM
) -> tuple[Suggestion, ...]:
    """The pairs that may be one document, the surest first.

    Args:
        documents: of one service or of several.
        known: synonyms and what planners decided; a refused pair is not suggested again.
        least: lowest score suggested.
    """
    held = tuple(documents)
    found = []
    for first, second in set(_worth_comparing(held, known)):
        one, other = sorted((held[first], held[second]), key=_place)
        compared = _compared(one, other, known)
        if compared.score >= least:
            found.append(Suggestion(one, other, compared.score, compared.reasons, compared.against))
    return tuple(sorted(found, key=_order))


def groups(found: Iterable[Suggestion]) -> tuple[tuple[Candidate, ...], ...]:
    """Documents every two of which are suggested, the largest groups first.

    A chain is not enough: 甲 like 乙 and 乙 like 丙 says nothing of 甲 and 丙, which may be ruled
    out (经办人身份证, 身份证, 逝者身份证). Every document is in one group at most.
    """
    pairs: dict[frozenset[Candidate], float] = {
        frozenset((one.first, one.second)): one.score for one in found
    }
    made: list[list[Candidate]] = []
    for pair in pairs:
        for one in sorted(pair, key=_place):
            _join(made, one, pairs)
    whole = (tuple(group) for group in made if len(group) > 1)
    return tuple(sorted(whole, key=lambda group: (-len(group), _place(group[0]))))


def _join(
    made: list[list[Candidate]], one: Candidate, pairs: dict[frozenset[Candidate], float]
) -> None:
    if any(one in group for group in made):
        return
    for group in made:
        if all(frozenset((one, other)) in pairs for other in group):
            group.append(one)
            return
    made.append([one])


def _place(one: Candidate) -> tuple[str, str]:
    return one.service, one.document


def _order(one: Suggestion) -> tuple[float, tuple[str, str], tuple[str, str]]:
    return -one.score, _place(one.first), _place(one.second)


# --- two documents --------------------------------------------------------------------------------


def _compared(one: Candidate, other: Candidate, known: Synonyms) -> Comparison:
    compared = compare(one.named.read(), other.named.read(), known)
    decision = known.decision(one.named, other.named)
    vetoes = _beyond_names(one, other, compared, decision)
    if vetoes:
        return Comparison(0.0, against=vetoes)
    if decision:
        return Comparison(1.0, (Reason.DECIDED,))
    if one.code and other.code:
        return Comparison(1.0, (Reason.CODE,), compared.against)
    if one.service == other.service and one.items & other.items:
        return replace(
            compared,
            score=compared.score * _ASKED_TOGETHER,
            against=(*compared.against, Against.ASKED_TOGETHER),
        )
    return compared


def _beyond_names(
    one: Candidate, other: Candidate, compared: Comparison, decision: bool | None
) -> tuple[Against, ...]:
    """What makes two documents of them; a decision or a code outweighs the wording, but no more."""
    found = [against for against in compared.against if against in RULED_OUT]
    if decision or (one.code and one.code == other.code):
        found = [against for against in found if against in (Against.HOLDER, Against.EDITION)]
    if decision is False:
        found.append(Against.DECIDED)
    if _forms_of_two_items(one, other):
        found.append(Against.FORM_OF_ITEM)
    if not decision and one.code and other.code and one.code != other.code:
        found.append(Against.CODE)
    return tuple(found)


def _forms_of_two_items(one: Candidate, other: Candidate) -> bool:
    """Whether both are forms, of different items: they may be united, but are not one document."""
    if not (one.form and other.form):
        return False
    items = [read_name(each.named.item).core for each in (one, other)]
    if all(items):
        return items[0] != items[1]
    # A form whose item nobody knows is only told by its name, which must then say the item.
    return any(each.named.read().core in _BARE_FORMS for each in (one, other))


_BARE_FORMS = ("申请表", "申请书", "申请单", "登记表", "申报表", "备案表", "申请登记表")


# --- which pairs are looked at --------------------------------------------------------------------


def _worth_comparing(held: Sequence[Candidate], known: Synonyms) -> Iterator[tuple[int, int]]:
    """Places of the pairs that can reach a score worth telling.

    Names are compared once however many documents bear them; of 3,000 names most pairs have
    nothing in common, and that is told by the compiled comparison of spellings alone.
    """
    by_name: dict[ReadName, list[int]] = {}
    for place, candidate in enumerate(held):
        by_name.setdefault(candidate.named.read(), []).append(place)
    for places in by_name.values():
        yield from combinations(places, 2)
    read = list(by_name)
    cores = [known.canonical(one.stem) for one in read]
    alike = nlargest(_MOST_COMPARED, _by_spelling(cores))
    near = {*((-one, -other) for _, one, other in alike), *_by_part(read, cores, known)}
    for first, second in sorted(near):
        for one, other in product(by_name[read[first]], by_name[read[second]]):
            yield min(one, other), max(one, other)
    yield from _told(held, known, by_name)


def _by_spelling(cores: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """How alike two names are, and their places, negative: of equals the first is the largest."""
    for place, core in enumerate(cores):
        for _, likeness, other in process.extract(
            core,
            cores[place + 1 :],
            scorer=fuzz.ratio,
            score_cutoff=_WORTH_COMPARING,
            limit=None,
        ):
            yield likeness, -place, -(place + 1 + other)


def _by_part(
    read: Sequence[ReadName], cores: Sequence[str], known: Synonyms
) -> Iterator[tuple[int, int]]:
    """Names that another one offers, names first, holds in its brackets or ends with."""
    by_core: dict[str, list[int]] = {}
    for place, core in enumerate(cores):
        by_core.setdefault(core, []).append(place)
    for place, (one, core) in enumerate(zip(read, cores, strict=True)):
        ends = {core[start:] for start in range(1, len(core) - 2)}
        parts = {known.canonical(part) for part in (*one.choices, one.first) if part}
        for part in sorted(ends | parts):
            for other in by_core.get(part, ()):
                if other != place:
                    yield min(place, other), max(place, other)


def _told(
    held: Sequence[Candidate], known: Synonyms, by_name: dict[ReadName, list[int]]
) -> Iterator[tuple[int, int]]:
    """Pairs that have no letter in common but a code, or that a planner confirmed."""
    by_code: dict[str, list[int]] = {}
    for place, one in enumerate(held):
        if one.code:
            by_code.setdefault(one.code, []).append(place)
    for places in by_code.values():
        yield from _of_two_names(held, places)
    for group in known.confirmed():
        read = {name.read() for name in group}
        yield from _of_two_names(held, [place for name in read for place in by_name.get(name, ())])


def _of_two_names(held: Sequence[Candidate], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for one, other in combinations(sorted(places), 2):
        if held[one].named.read() != held[other].named.read():
            yield one, other
